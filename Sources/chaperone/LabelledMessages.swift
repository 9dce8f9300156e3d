import Filter
import Fitting
import Lexicons
import Mail
import Native
import People
import Reports
import Reviews
import Scanning

/// The labelled messages of some sources, kept since they are read several times.
struct LabelledMessages {
  private let district: District
  private let ignoresRoles: Bool
  private var messages: [Labelled] = []

  /// One message.
  private struct Labelled {
    let bytes: [UInt8]
    let syntax: MailFormat.Syntax
    let labels: MessageLabels
    let location: MessageLocation
  }

  var count: Int { messages.count }

  init(district: District, ignoresRoles: Bool) {
    self.district = district
    self.ignoresRoles = ignoresRoles
  }

  /// Reads all sources; what is wrong with them is told on standard error.
  ///
  /// - Parameter reviews: a person's answers on findings, which label messages that have no labels of their own.
  mutating func read(
    _ input: InputOptions, _ reviews: Reviews?, _ setup: Setup
  ) throws -> ScanStatus {
    var reviewed = reviews.map {
      ReviewedMessages($0, setup.rules, setup.district, ignoresRoles: ignoresRoles)
    }
    var stream = MessageStream(paths: try input.sources(), format: try input.format())
    var status = ScanStatus.nothing
    var unlabelled = 0
    while let item = stream.next() {
      switch item {
      case .problem(let error):
        Standard.complain(error.sentence)
        if status == .nothing { status = ScanStatus(error) }
      case .batch(let batch):
        for slice in batch.messages {
          let bytes = batch.bytes.span.extracting(slice.range)
          let location = MessageLocation(
            source: batch.source, offset: slice.offset, length: slice.length)
          let written = batch.syntax == .json ? MessageLabels(jsonMessage: bytes) : nil
          guard
            let labels = written ?? reviewed?.labels(of: bytes, syntax: batch.syntax, at: location)
          else {
            unlabelled += 1
            continue
          }
          messages.append(
            Labelled(
              bytes: Array(batch.bytes[slice.range]), syntax: batch.syntax, labels: labels,
              location: location))
        }
      }
    }
    if unlabelled > 0 {
      Standard.complain("\(counted(unlabelled, "message")) without labels left out")
    }
    guard !messages.isEmpty else {
      throw Failure.unusable(
        reviews == nil
          ? "no labelled messages: JSON Lines with the key labels are read"
          : "no labelled messages, and none whose findings were all judged")
    }
    return status
  }

  /// What each message's scores are made of.
  func samples(_ ruleset: Ruleset) -> [LabelledSample] {
    var options = ScanOptions()
    options.keepsBasis = true
    options.ignoresRoleHints = ignoresRoles
    var scanner = Scanner(ruleset, district: district, options: options)
    return messages.map { message in
      let verdict = scanner.scan(message.bytes.span, syntax: message.syntax, at: message.location)
      return LabelledSample(id: verdict.id, labels: message.labels, basis: scanner.basis)
    }
  }

  /// What rules find in some messages.
  func verdicts(of rows: [Int], _ ruleset: Ruleset) -> [Verdict] {
    var options = ScanOptions()
    options.ignoresRoleHints = ignoresRoles
    var scanner = Scanner(ruleset, district: district, options: options)
    return rows.map { row in
      let message = messages[row]
      return scanner.scan(message.bytes.span, syntax: message.syntax, at: message.location)
    }
  }

  /// The words and runs that could be learned.
  func candidates(_ ruleset: Ruleset, _ options: FitOptions) -> [String] {
    var census = PhraseCensus(ruleset, district: district)
    for message in messages { census.read(message.bytes.span, syntax: message.syntax) }
    return census.runs(inAtLeast: options.leastForTerms, most: options.mostTerms)
  }
}
