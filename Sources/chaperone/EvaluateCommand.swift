import ArgumentParser
import Filter
import Lexicons
import Mail
import Native
import Reports
import Reviews
import Scanning
import Text

/// `chaperone evaluate`: how well the lexicons agree with a reviewer's labels.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract:
      "Compare verdicts with labelled messages: precision, recall and F1 per concern, and the risk table.",
    discussion: """
      Figures have the interval that holds them in 95 of 100 resamples of the messages (1,000 of them, always the same). \
      Exit code 1 when a figure is below its --floor. Floors name a concern (its F1), CONCERN.precision, CONCERN.recall, \
      all, macro (F1), same or within-one (levels of risk), high (the share of messages labelled high that are found \
      medium or high), quiet (the share of messages labelled none that are not).
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var reviewed: ReviewOptions

  @Flag(
    help:
      "List the messages on which verdict and label differ, with the rules that were found and their points."
  )
  var differences = false

  @Flag(help: "With --differences: print subject and body of these messages, unmasked.")
  var showMatches = false

  @Flag(help: "Do not believe the roles that messages claim for their parties.")
  var withoutRoles = false

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "The least value of a figure, for example student=0.8; may be given several times.",
      valueName: "figure=value"))
  var floor: [String] = []

  func run() throws {
    try exit { try evaluate() }
  }

  private func evaluate() throws -> ScanStatus {
    let floors = try floor.map(Self.floor)
    let paths = try input.sources()
    let format = try input.format()
    let setup = try Setup(rules)
    setup.readRoster()
    setup.tellProblems()
    let reviews = try reviewed.load(setup.rules)
    var reviewTally = reviews.map { ReviewTally($0) }
    var evaluation = Evaluation()
    var status = ScanStatus.nothing
    var unlabelled = 0
    var texts: [String: String] = [:]
    var reader = LabelledText()
    var stream = MessageStream(paths: paths, format: format)
    var run = ScanRun(rules: setup.rules, district: setup.district, jobs: Host.processors)
    run.ignoresRoleHints = withoutRoles
    run.run(over: &stream, render: { _, _ in [] }) { result in
      switch result {
      case .problem(let error):
        status.tell(error)
      case .messages(let scanned, let batch):
        for message in scanned {
          reviewTally?.add(message.verdict)
          let bytes = batch.bytes.span.extracting(message.slice.range)
          if let labels = MessageLabels(jsonMessage: bytes) {
            let before = evaluation.disagreements.count
            evaluation.add(message.verdict, labels)
            if showMatches, evaluation.disagreements.count > before {
              texts[message.verdict.id] = reader.text(of: bytes)
            }
          } else {
            unlabelled += 1
          }
        }
      }
      return true
    }
    if unlabelled > 0, reviews == nil {
      Standard.complain("\(counted(unlabelled, "message")) without labels left out")
    }
    guard evaluation.messages > 0 || reviews != nil else {
      throw Failure.unusable(
        "no labelled messages: JSON Lines with the keys labels and risk are read")
    }
    var output = OutputFile.standardOutput()
    if evaluation.messages > 0 {
      let report = EvaluationReport(evaluation)
      try output.append(report.summary())
      if differences { try output.append(report.differences { texts[$0.id] }) }
      if reviews != nil { try output.append("\n") }
    }
    if let reviewTally { try output.append(reviewTally.text) }
    try output.flush()
    let low = floors.filter { evaluation.value(of: $0.figure) < $0.value }
    for floor in low {
      let value = thousandths(evaluation.value(of: floor.figure))
      Standard.complain("\(floor.figure.name) is \(value), below its floor of \(floor.value)")
    }
    if !low.isEmpty { return .found }
    return status == .nothing ? .nothing : .incomplete
  }

  private static func floor(
    _ text: String
  ) throws(Failure) -> (figure: EvaluationFigure, value: Double) {
    let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard sides.count == 2, let value = Double(sides[1]), (0...1).contains(value) else {
      throw .usage("'\(text)' is no floor: write a figure and a number from 0 to 1, student=0.8")
    }
    guard let figure = EvaluationFigure(named: sides[0]) else {
      let names = EvaluationFigure.allCases.map(\.name)
      throw .usage(
        "unknown figure '\(sides[0])': "
          + (Suggestion.hint(for: sides[0], among: names)
            ?? "one of \(names.joined(separator: ", "))"))
    }
    return (figure, value)
  }
}

/// Reads what a person would read of a labelled message.
private struct LabelledText: ~Copyable {
  private var json = JSONMessageParser(limits: Limits())
  private var extractor = TextExtractor(limits: Limits())
  private var message = Message()
  private var passages = Passages()

  /// The most characters of a body.
  private static let mostCharacters = 600

  /// The subject, then the beginning of the body.
  mutating func text(of bytes: Span<UInt8>) -> String {
    json.parse(bytes, into: &message)
    extractor.extract(message, from: bytes, into: &passages)
    var subject = ""
    var body = ""
    for passage in passages.items {
      let text = String(utf8: passages.text.span.extracting(passage.text))
      switch passage.field {
      case .subject: subject += text
      case .body: body += body.isEmpty ? text : "\n" + text
      default: break
      }
    }
    let shown = body.prefix(Self.mostCharacters)
    return "\(subject)\n\(shown)\(shown.endIndex < body.endIndex ? "…" : "")"
  }
}
