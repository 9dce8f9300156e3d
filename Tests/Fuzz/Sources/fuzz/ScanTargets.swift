import Filter
import Glibc
import Lexicons
import Mail
import Native
import People
import Scanning
import Text

/// The shipped lexicons and the example district, read once: `CHAPERONE_ROOT` names the folder that
/// holds them, else it is the package's own.
private let shipped: (rules: Ruleset, district: District) = {
  let root =
    getenv("CHAPERONE_ROOT").map { String(cString: $0) }
    ?? String(#filePath.split(separator: "/").dropLast(5).reduce("") { "\($0)/\($1)" })
  func read(_ path: String) throws -> [UInt8] {
    var file = try FileReader(path: FilePath(path))
    var bytes: [UInt8] = []
    while try file.read(upTo: 1 << 16, into: &bytes) > 0 {}
    return bytes
  }
  guard
    let set = try? LexiconFolder.load("\(root)/Lexicons", vocabulary: .standard),
    let loaded = try? District.load(profile: "\(root)/Examples/district.profile", read: read)
  else {
    print("no Lexicons and Examples in \(root)")
    exit(64)
  }
  return (Ruleset(set), loaded.district)
}()

/// What a verdict promises, whatever the message.
func requireVerdict(_ verdict: Verdict, of bytes: [UInt8]) {
  for finding in verdict.findings {
    require(0 <= finding.start && finding.start <= finding.end, "a finding has a place")
    require(finding.line >= 1 && finding.column >= 1, "lines are counted from 1")
    if let start = finding.fileStart {
      require(
        verdict.location.offset...(verdict.location.offset + bytes.count) ~= start,
        "\(finding.rule): \(start) is inside the message")
    }
    let text = finding.excerpt.text
    require(fits(finding.excerpt.match, text.utf8.count), "a match is inside its excerpt")
    for range in finding.excerpt.sensitive {
      require(fits(range, text.utf8.count), "what is hidden is inside the excerpt")
    }
    require(
      finding.contributions.reduce(0) { $0 + $1.points } == finding.points,
      "\(finding.rule): \(finding.contributions) come to \(finding.points)")
  }
  for score in verdict.concerns {
    require(0...100 ~= score.score, "a concern's score is between 0 and 100")
  }
  require(0...100 ~= verdict.score, "the score is between 0 and 100")
  for range in verdict.subjectSensitive {
    require(fits(range, verdict.subject.utf8.count), "what is hidden is inside the subject")
  }
}

extension FuzzTarget {
  /// The whole scan of a message with the shipped rules: findings are inside their parts.
  static let scan = FuzzTarget(name: "scan") { bytes in
    let isJSON = bytes.first == UInt8(ascii: "{")
    let location = MessageLocation(source: "input", offset: 1_000, length: bytes.count)
    var scanner = Scanner(shipped.rules, district: shipped.district)
    let verdict = scanner.scan(bytes.span, syntax: isJSON ? .json : .mime, at: location)
    requireVerdict(verdict, of: bytes)
    guard !verdict.findings.isEmpty else { return }
    var message = Message()
    var passages = Passages()
    if isJSON {
      var parser = JSONMessageParser()
      parser.parse(bytes.span, into: &message)
    } else {
      var parser = MIMEParser()
      parser.parse(bytes.span, into: &message)
    }
    var extractor = TextExtractor()
    extractor.extract(message, from: bytes.span, into: &passages)
    for finding in verdict.findings {
      let longest = passages.items.filter { $0.part == finding.part }
        .map { passages.documents[$0.document].decoded.count }.max()
      require(
        finding.end <= longest ?? 0,
        "\(finding.rule): \(finding.end) is inside part \(finding.part), \(longest ?? -1) bytes")
    }
  }

  /// The header filter: its own fields are there once, and filtering again changes nothing.
  static let filter = FuzzTarget(name: "filter") { bytes in
    let verdict = Verdict(
      location: MessageLocation(source: "input", offset: 0, length: bytes.count), id: "m1")
    var once: [UInt8] = []
    var twice: [UInt8] = []
    HeaderFilter.write(bytes.span, with: verdict, version: "1", into: &once)
    HeaderFilter.write(once.span, with: verdict, version: "1", into: &twice)
    // What continues no field is taken for more of the last field that was added.
    let header = once.firstRange(of: Array("X-Chaperone-Version: 1".utf8))?.upperBound ?? 0
    let next = once[header...].drop { $0 == 0x0D || $0 == 0x0A }.first
    if next != 0x20, next != 0x09 { require(once == twice, "filtering again changes nothing") }
    require(once.count <= bytes.count + 200, "only fields are added")
  }
}
