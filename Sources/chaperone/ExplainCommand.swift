import ArgumentParser
import Filter
import Mail
import Native
import People
import Reports
import Scanning

/// `chaperone explain`: why messages have their scores, number by number.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show how a message's score came about: exactly the numbers that were added.")

  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var style: StyleOptions

  @Option(help: "Only the message with this id.")
  var id: String?

  @Option(help: "Only the message that begins at this byte of its source.")
  var offset: Int?

  @Flag(help: "Messages without any finding as well.")
  var all = false

  func run() throws {
    try exit { try explain() }
  }

  private func explain() throws -> ScanStatus {
    let paths = try input.sources()
    let format = try input.format()
    let setup = try Setup(rules)
    setup.readRoster()
    setup.tellProblems()
    var output = OutputFile.standardOutput()
    let explanation = Explanation(
      style: try style.style(isTerminal: output.isTerminal, people: setup.district.roster),
      bands: setup.rules.bands,
      policy: setup.rules.policy)
    var stream = MessageStream(paths: paths, format: format)
    var status = ScanStatus.nothing
    var messages = 0
    var shown = 0
    var failure: FileError?
    let run = ScanRun(setup: setup, jobs: 1)
    run.run(over: &stream, render: { _, _ in [] }) { result in
      switch result {
      case .problem(let error):
        Standard.complain(error.sentence)
        if status == .nothing { status = ScanStatus(error) }
      case .messages(let scanned, _):
        for message in scanned {
          messages += 1
          guard isWanted(message.verdict) else { continue }
          shown += 1
          do throws(FileError) {
            try output.append(explanation.text(of: message.verdict))
          } catch {
            failure = error
            return false
          }
        }
      }
      return true
    }
    if let failure { throw failure }
    try output.flush()
    if shown == 0, messages > 0 {
      Standard.complain(
        id == nil && offset == nil
          ? "none of \(counted(messages, "message")) has a finding; --all explains them too"
          : "no such message among \(counted(messages, "message"))")
      if id != nil || offset != nil { return .noInput }
    }
    return messages > 0 && status != .nothing ? .incomplete : status
  }

  private func isWanted(_ verdict: Verdict) -> Bool {
    if let id { return verdict.id == id }
    if let offset { return verdict.location.offset == offset }
    return all || !verdict.findings.isEmpty || !verdict.guards.isEmpty
  }
}
