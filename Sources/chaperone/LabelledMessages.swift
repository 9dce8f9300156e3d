import Filter
import Fitting
import Lexicons
import Mail
import Native
import People
import Reports
import Scanning

/// The labelled messages of some sources, kept since they are read several times.
struct LabelledMessages {
  private let district: District
  private let ignoresRoles: Bool
  private var messages: [(bytes: [UInt8], labels: MessageLabels, location: MessageLocation)] = []

  var count: Int { messages.count }

  init(district: District, ignoresRoles: Bool) {
    self.district = district
    self.ignoresRoles = ignoresRoles
  }

  /// Reads all sources; what is wrong with them is told on standard error.
  mutating func read(_ input: InputOptions) throws -> ScanStatus {
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
          guard let labels = MessageLabels(jsonMessage: bytes) else {
            unlabelled += 1
            continue
          }
          let location = MessageLocation(
            source: batch.source, offset: slice.offset, length: slice.length)
          messages.append((Array(batch.bytes[slice.range]), labels, location))
        }
      }
    }
    if unlabelled > 0 {
      Standard.complain("\(counted(unlabelled, "message")) without labels left out")
    }
    guard !messages.isEmpty else {
      throw Failure.unusable("no labelled messages: JSON Lines with the key labels are read")
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
      let verdict = scanner.scan(message.bytes.span, syntax: .json, at: message.location)
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
      return scanner.scan(message.bytes.span, syntax: .json, at: message.location)
    }
  }

  /// The words and runs that could be learned.
  func candidates(_ ruleset: Ruleset, _ options: FitOptions) -> [String] {
    var census = PhraseCensus(ruleset, district: district)
    for message in messages { census.read(message.bytes.span, syntax: .json) }
    return census.runs(inAtLeast: options.leastForTerms, most: options.mostTerms)
  }
}
