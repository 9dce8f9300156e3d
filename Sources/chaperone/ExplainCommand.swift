import ArgumentParser
import Filter
import Lexicons
import Mail
import Native
import People
import Reports
import Scanning

/// `chaperone explain`: why messages have their scores, number by number.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show how a message's score came about: exactly the numbers that were added.",
    discussion: """
      Beside the sum stand the guards and exceptions that were considered, what their conditions rest on, and the \
      smallest change that leads to another level. --why-not asks about one rule: which of its conditions failed, and \
      where.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var style: StyleOptions

  @Option(help: "Only the message with this id.")
  var id: String?

  @Option(help: "Only the message that begins at this byte of its source.")
  var offset: Int?

  @Flag(help: "Messages without any finding as well.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "Only this concern, in full; may be given again. Without it those that come to nothing get a line each.",
      valueName: "concern"))
  var concern: [Concern] = []

  @Option(
    help: ArgumentHelp(
      "Why this rule was not found, or was: student.discipline/suspension.", valueName: "rule"))
  var whyNot: String?

  func run() throws {
    try exit { try explain() }
  }

  private func explain() throws -> ScanStatus {
    let paths = try input.sources()
    let format = try input.format()
    let setup = try Setup(rules)
    setup.readRoster()
    setup.tellProblems()
    // Of rules that were kept from an earlier run the words are not: they are read anew to ask for them.
    let ruleset = whyNot == nil ? setup.rules : try LexiconCommand.load(rules.lexicons).rules
    let asked = try whyNot.map { try Self.rule($0, in: ruleset) }
    var output = OutputFile.standardOutput()
    let explanation = Explanation(
      style: try style.style(isTerminal: output.isTerminal, people: setup.district.roster),
      bands: ruleset.bands, policy: ruleset.policy, concerns: Set(concern))
    var options = ScanOptions()
    options.keepsReasons = true
    var scanner = Scanner(ruleset, district: setup.district, options: options)
    var stream = MessageStream(paths: paths, format: format)
    var status = ScanStatus.nothing
    var messages = 0
    var shown = 0
    while let item = stream.next() {
      switch item {
      case .problem(let error):
        status.tell(error)
      case .batch(let batch):
        scanner.begin(batch)
        for slice in batch.messages {
          messages += 1
          var verdict = scanner.scan(
            batch.bytes.span.extracting(slice.range), syntax: slice.syntax,
            at: MessageLocation(slice, of: batch))
          verdict.defects = slice.defects(with: verdict.defects)
          guard isWanted(verdict) else { continue }
          shown += 1
          if let asked, let inquiry = scanner.inquire(asked, after: verdict) {
            try output.append(explanation.text(of: inquiry, in: verdict))
          } else {
            try output.append(
              explanation.text(of: verdict, reasons: scanner.reasons(for: verdict)))
          }
        }
      }
    }
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
    // Who asks why not wants every message that was named.
    return all || whyNot != nil || !verdict.findings.isEmpty || !verdict.guards.isEmpty
  }

  /// The whole name of a rule that is named as a whole, or by what only it is called.
  private static func rule(_ name: String, in rules: Ruleset) throws(Failure) -> String {
    let ids = rules.ruleIDs
    if ids.contains(name) { return name }
    let short = ids.filter { $0.hasSuffix("/\(name)") }
    if short.count == 1 { return short[0] }
    if short.count > 1 {
      throw .usage("several rules are named '\(name)': \(short.joined(separator: ", "))")
    }
    throw .usage(
      "no rule is named '\(name)': "
        + (Suggestion.hint(for: name, among: ids) ?? "see chaperone lexicon list"))
  }
}
