import ArgumentParser
import Filter
import Lexicons
import Mail
import Native
import Reports
import Scanning
import Text

/// `chaperone lexicon cost`: which rules make a scan slow.
struct LexiconCost: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cost", abstract: "Rank the rules by the time that they take on given mail.",
    discussion: """
      Each rule runs alone over the text of the messages, three times; its best time is printed, without the time that \
      finding the words takes. Rules that run together share much of their work.
      """)

  @OptionGroup var input: InputOptions

  @Option(
    help:
      "The folder of lexicons. Without it: $CHAPERONE_LEXICONS, or Lexicons beside the executable.")
  var lexicons: String?

  @Option(help: "How many rules are shown; 0 for all.")
  var top = 20

  /// The most bytes of folded text that are measured on: more tells little more, and must be kept.
  private static let mostText = 16 << 20

  func run() throws {
    try exit { try rank() }
  }

  private func rank() throws -> ScanStatus {
    let (set, rules, _) = try LexiconCommand.load(lexicons)
    guard rules.ruleCount > 0 else {
      throw Failure.configuration("no rule can be used; see: chaperone lexicon lint")
    }
    var reading = ReadingRun()
    var stream = MessageStream(
      paths: try input.sources(), format: try input.format(), limits: reading.limits)
    var kept: [Passages] = []
    var bytes = 0
    let status = reading.run(over: &stream) { _, passages, _ in
      kept.append(copy passages)
      bytes += passages.folded.count
      return bytes < LexiconCost.mostText
    }
    guard bytes > 0 else {
      Standard.complain("nothing to measure on: the messages hold no text")
      return status == .nothing ? .noInput : status
    }
    var output = OutputFile.standardOutput()
    try output.append(text(of: RuleCosts(of: set, on: kept), messages: kept.count))
    try output.flush()
    return status
  }

  private func text(of costs: RuleCosts, messages: Int) -> String {
    let megabytes = Double(costs.bytes) / 1e6
    let sum = costs.rules.reduce(0) { $0 + $1.seconds }
    let shown = top > 0 ? costs.rules.prefix(top) : costs.rules[...]
    let width = max(4, shown.map(\.rule.id.count).max() ?? 0)
    var lines =
      "\(counted(messages, "message")), \(Reports.megabytes(costs.bytes)) MB of text\n"
      + "finding the words     \(thousandths(costs.floor / megabytes * 1e3).leftPadded(to: 8)) ms/MB\n"
      + "all rules together    \(thousandths(costs.together / megabytes * 1e3).leftPadded(to: 8)) ms/MB more\n\n"
      + "rule".padded(to: width) + "     ms/MB  share      lines\n"
    for cost in shown {
      let share = sum > 0 ? cost.seconds / sum * 100 : 0
      lines +=
        cost.rule.id.padded(to: width)
        + thousandths(cost.seconds / megabytes * 1e3).leftPadded(to: 10)
        + "\(Int(share.rounded()))%".leftPadded(to: 7) + grouped(cost.hits).leftPadded(to: 11)
        + "\n"
    }
    if shown.count < costs.rules.count {
      lines += "and \(grouped(costs.rules.count - shown.count)) more; --top 0 shows all\n"
    }
    return lines
  }
}
