import ArgumentParser
import Filter
import Lexicons
import Mail
import Native
import Reports
import Scanning

/// `chaperone evaluate`: how well the lexicons agree with a reviewer's labels.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract:
      "Compare verdicts with labelled messages: precision, recall and F1 per concern, and the risk table."
  )

  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions

  @Flag(help: "List the messages on which verdict and label differ.")
  var differences = false

  func run() throws {
    try exit { try evaluate() }
  }

  private func evaluate() throws -> ScanStatus {
    let paths = try input.sources()
    let format = try input.format()
    let setup = try Setup(rules)
    setup.readRoster()
    setup.tellProblems()
    var evaluation = Evaluation()
    var status = ScanStatus.nothing
    var unlabelled = 0
    var stream = MessageStream(paths: paths, format: format)
    ScanRun(setup: setup, jobs: Host.processors).run(over: &stream, render: { _, _ in }) { result in
      switch result {
      case .problem(let error):
        Standard.complain(error.sentence)
        if status == .nothing { status = ScanStatus(error) }
      case .messages(let scanned, let batch):
        for message in scanned {
          let bytes = batch.bytes.span.extracting(message.slice.range)
          if let labels = MessageLabels(jsonMessage: bytes) {
            evaluation.add(message.verdict, labels)
          } else {
            unlabelled += 1
          }
        }
      }
      return true
    }
    if unlabelled > 0 {
      Standard.complain("\(counted(unlabelled, "message")) without labels left out")
    }
    guard evaluation.messages > 0 else {
      throw Failure.unusable(
        "no labelled messages: JSON Lines with the keys labels and risk are read")
    }
    var output = OutputFile.standardOutput()
    let report = EvaluationReport(evaluation)
    try output.append(report.summary())
    if differences { try output.append(report.differences()) }
    try output.flush()
    return status == .nothing ? .nothing : .incomplete
  }
}
