import ArgumentParser
import Filter
import Fitting
import Lexicons
import Mail
import Native
import People
import Reports
import Scanning

/// `chaperone lexicon suggest`: words for what the rules miss, and against their false alarms.
struct LexiconSuggest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract: "Suggest phrases from labelled messages that the rules miss or find wrongly.",
    discussion: """
      For every concern: the words and short phrases that missed messages have more often than others, as a rule to \
      paste and complete, and those that false alarms have more often than messages that are rightly found, as lines \
      for the rules that found them. Each is chosen for the messages that those above it leave. They are measured by \
      log odds with a prior; a z of 3.1 comes about by chance once in a thousand. What is suggested is not tried: \
      write a hit and a miss for it, then see lexicon test and lexicon diff.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var reviewed: ReviewOptions
  @OptionGroup var style: StyleOptions

  @Option(
    help: ArgumentHelp("Only this concern; may be given again.", valueName: "concern"))
  var concern: [Concern] = []

  @Option(help: "How many phrases are suggested of each kind.")
  var top = 10

  @Option(help: "In how many messages a phrase must stand that nothing above it covers.")
  var atLeast = 3

  @Option(help: "How many examples are shown of each.")
  var examples = 2

  @Flag(help: "Do not believe the roles that messages claim for their parties.")
  var withoutRoles = false

  func run() throws {
    try exit { try suggest() }
  }

  private func suggest() throws -> ScanStatus {
    guard top > 0, atLeast > 0, examples >= 0 else {
      throw Failure.usage("--top and --at-least take a number above 0, --examples one from 0")
    }
    let setup = try Setup(rules)
    setup.readRoster()
    let lexicons = try FitLexicons(setup.lexiconFolder, withLearned: true)
    var messages = LabelledMessages(district: setup.district, ignoresRoles: withoutRoles)
    let status = try messages.read(input, try reviewed.load(setup.rules), setup)
    var options = FitOptions()
    options.leastForTerms = atLeast
    let candidates = messages.candidates(lexicons.ruleset, options)
    let ruleset = lexicons.ruleset(with: candidates)
    let samples = messages.samples(ruleset)
    let table = PointTable(ruleset) { $0.id == LearnedLexicon.candidateRule }
    let columns = TermColumns(
      of: LearnedLexicon.candidateRule, candidates, samples, in: table, least: atLeast)
    var output = OutputFile.standardOutput()
    let writer = SuggestionText(
      messages: messages, lexicons: lexicons,
      style: try style.style(isTerminal: output.isTerminal, people: setup.district.roster),
      examples: examples)
    try output.append(
      "# \(counted(messages.count, "labelled message")), \(counted(columns.texts.count, "candidate"))\n"
    )
    for chosen in Concern.allCases where concern.isEmpty || concern.contains(chosen) {
      let suggestions = Suggestions(
        chosen, samples, columns, in: table, most: top, least: atLeast, options: options)
      try output.append(writer.text(of: suggestions))
      try output.flush()
    }
    return status == .nothing ? .nothing : .incomplete
  }
}

/// Suggestions as lines of a lexicon, with comments that tell what speaks for them.
private struct SuggestionText {
  let messages: LabelledMessages
  let lexicons: FitLexicons
  let style: ReportStyle
  /// How many examples are shown of each.
  let examples: Int

  func text(of suggestions: Suggestions) -> String {
    let concern = suggestions.concern.rawValue
    var text = "\n# \(concern): \(counted(suggestions.missed, "message")) missed"
    text +=
      ", \(grouped(suggestions.found)) found, \(counted(suggestions.falseAlarms, "false alarm"))"
    text += ", \(grouped(suggestions.quiet)) rightly quiet\n"
    if suggestions.phrases.isEmpty {
      text += "# no words tell what is missed from what is rightly quiet\n"
    } else {
      text += "rule suggested-\(concern)\n"
      text += "  about    Say in one sentence what these words tell.\n"
      let sites = sites(of: suggestions.phrases, suggestions.concern)
      for (phrase, sites) in zip(suggestions.phrases, sites) {
        text +=
          "  # in \(phrase.inside) of \(grouped(suggestions.missed)) missed and \(phrase.outside) of "
          + "\(grouped(suggestions.quiet)) quiet messages, z \(Self.tenths(phrase.z))\n"
        for site in sites { text += comment(on: site) }
        let points = "+\(suggestions.points(of: phrase))"
        text += "  \(points.padded(to: 9))\(phrase.text)\n"
      }
      text += "  hit      «\(suggestions.phrases[0].text)»\n"
      text += "  miss     Write a text that looks alike and must not be found.\n"
    }
    if !suggestions.exclusions.isEmpty {
      text += "\n# \(concern): words of false alarms, for the rules that found them\n"
      let sites = sites(of: suggestions.exclusions, suggestions.concern)
      for (term, sites) in zip(suggestions.exclusions, sites) {
        text +=
          "  # in \(term.inside) of \(grouped(suggestions.falseAlarms)) false alarms and "
          + "\(term.outside) of \(grouped(suggestions.found)) found messages, z \(Self.tenths(term.z))\n"
        let rules = rules(in: term.rows, suggestions.concern)
        if !rules.isEmpty { text += "  # found there by \(rules.joined(separator: ", "))\n" }
        for site in sites { text += comment(on: site) }
        text += "  unless   within sentence: \(term.text)\n"
      }
    }
    return text
  }

  private func comment(on site: (id: String, finding: Finding)) -> String {
    let line = Terminal.printable(style.line(of: site.finding))
    return "  #   \(Terminal.printable(site.id)): \(line)\n"
  }

  /// Where terms stand, each in some of the messages that it was chosen for.
  private func sites(
    of terms: [TermContrast], _ concern: Concern
  ) -> [[(id: String, finding: Finding)]] {
    let ruleset = lexicons.ruleset(finding: terms.map(\.text), for: concern)
    return terms.enumerated().map { number, term in
      messages.verdicts(of: Array(term.rows.prefix(examples)), ruleset).compactMap { verdict in
        verdict.findings.first { $0.rule == "suggested/\(number)" }.map { (verdict.id, $0) }
      }
    }
  }

  /// The rules that add most to a concern in some messages, with in how many of them.
  private func rules(in rows: [Int], _ concern: Concern) -> [String] {
    var counts: [String: Int] = [:]
    for verdict in messages.verdicts(of: rows, lexicons.ruleset) {
      let own = verdict.findings.filter { $0.concern == concern && $0.points > 0 }
      for rule in Set(own.map(\.rule)) { counts[rule, default: 0] += 1 }
    }
    let sorted = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    return sorted.prefix(3).map { "\($0.key) (\($0.value))" }
  }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
