import ArgumentParser
import Filter
import Fitting
import Lexicons
import Mail
import Native
import People
import Reports
import Reviews
import Scanning

/// `chaperone lexicon fit`: points and words that agree better with a reviewer's labels.
struct LexiconFit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", abstract: "Learn points, or words, from labelled messages.",
    discussion: """
      Without --terms it proposes other points for the lines of rules, near lines and exposures that take points away \
      (the others do not decide what is found). They move no further from what is written than helps on messages that \
      were not learned from (five parts, each judged by a fit of the others), and keep their sign; lines of one rule \
      with equal points move together. --write puts the numbers into the lexicons and changes nothing else.

      --terms FOLDER learns words and short phrases that say what the rules do not, and writes FOLDER/CONCERN.terms.lexicon \
      for every concern that they help. Such files are left out when points or words are learned, so that the same \
      messages give the same files. With --write as well, points are fitted first.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var reviewed: ReviewOptions

  @Flag(help: "Write the new points into the lexicons.")
  var write = false

  @Option(help: ArgumentHelp("Learn words, and write them into this folder.", valueName: "folder"))
  var terms: String?

  @Option(help: "In how many messages a word must stand to be learned.")
  var atLeast = 4

  @Option(help: "How many misses a false positive costs.")
  var falsePositiveCost = 1.5

  @Flag(help: "Do not believe the roles that messages claim for their parties.")
  var withoutRoles = false

  func run() throws {
    try exit { try fit() }
  }

  private func fit() throws -> ScanStatus {
    guard falsePositiveCost > 0, falsePositiveCost.isFinite, atLeast > 0 else {
      throw Failure.usage("--false-positive-cost and --at-least take a number above 0")
    }
    var options = FitOptions()
    options.falsePositiveCost = falsePositiveCost
    options.leastForTerms = atLeast
    let setup = try Setup(rules)
    setup.readRoster()
    let lexicons = try FitLexicons(setup.lexiconFolder, withLearned: false)
    var messages = LabelledMessages(district: setup.district, ignoresRoles: withoutRoles)
    let reviews = try reviewed.load(setup.rules)
    let status = try messages.read(input, reviews, setup)
    var output = OutputFile.standardOutput()
    try output.append(
      "\(counted(messages.count, "labelled message")), \(options.folds) parts, "
        + "a false positive costs \(thousandths(falsePositiveCost)) misses\n")
    let candidates = terms == nil ? [] : messages.candidates(lexicons.ruleset, options)
    let ruleset = lexicons.ruleset(with: candidates)
    let samples = messages.samples(ruleset)
    let table = PointTable(ruleset) { $0.id == LearnedLexicon.candidateRule }
    var points: PointFit?
    if terms == nil || write {
      let fit = PointFit(table, to: samples, options: options)
      try output.append(FitReport.text(of: fit))
      if write { try lexicons.write(fit.changes) }
      points = fit
    }
    if let terms {
      let columns = TermColumns(
        of: LearnedLexicon.candidateRule, candidates, samples, in: table,
        least: options.leastForTerms)
      let fits = TermFit.all(samples, columns, table: table, after: points, options: options)
      try output.append(FitReport.text(of: fits, candidates: columns.texts.count))
      try output.append(write(fits, to: terms))
    }
    try output.flush()
    return status == .nothing ? .nothing : .incomplete
  }

  /// Writes the learned lexicons and answers what to say of them.
  private func write(_ fits: [TermFit], to folder: String) throws -> String {
    let command = CommandLine.arguments.dropFirst().map(Terminal.printable)
    var text = ""
    for (concern, fit) in zip(Concern.allCases, fits) {
      guard
        let lexicon = LearnedLexicon(
          fit, of: concern, messages: fit.before.all,
          command: "chaperone \(command.joined(separator: " "))")
      else {
        text += "\(concern.rawValue): no words that help; nothing is written\n"
        continue
      }
      let set = LexiconSet(
        files: [(lexicon.fileName, Array(lexicon.text.utf8))], vocabulary: .standard)
      var tester = LexiconTester(Ruleset(set))
      guard set.diagnostics.isEmpty, tester.run().failures.isEmpty else {
        throw Failure(
          status: .internal, sentence: "the learned \(lexicon.fileName) does not hold its examples")
      }
      let path = FilePath(folder).appending(FilePath(lexicon.fileName))
      var file = try OutputFile(replacing: path, isShared: true)
      try file.append(lexicon.text)
      try file.close()
      text += "\(path): \(counted(fit.terms.count, "term"))\n"
    }
    return text
  }
}

/// What a fit came to, for people.
private enum FitReport {
  static func text(of fit: PointFit) -> String {
    var text = "\npoints       F1 before   after  move about\n"
    for (index, concern) in Concern.allCases.enumerated() {
      let spread = fit.spreads[index] == 0 ? "-" : "\(Int(fit.spreads[index]))"
      text += row(concern.rawValue, fit.before[index].f1, fit.after[index].f1)
      text += spread.leftPadded(to: 12) + "\n"
    }
    text += row("macro", fit.before.macroF1, fit.after.macroF1) + "\n"
    if fit.changes.isEmpty { return text + "no other points do better\n" }
    text += "\nfrom    to  messages  line\n"
    for change in fit.changes {
      guard let first = change.numbers.first else { continue }
      text += Self.points(change.from).leftPadded(to: 4) + Self.points(change.to).leftPadded(to: 6)
      text += "\(change.messages)".leftPadded(to: 10)
      text += "  \(first.place.path):\(first.place.line)  \(first.rule)"
      text += first.kind == .exposure ? "" : "  \(Terminal.printable(first.source.prefixed(60)))"
      if change.numbers.count > 1 {
        text += "  and \(counted(change.numbers.count - 1, "more line"))"
      }
      text += "\n"
    }
    return text
  }

  static func text(of fits: [TermFit], candidates: Int) -> String {
    var text = "\nwords        F1 before   after       terms of \(grouped(candidates))\n"
    for (concern, fit) in zip(Concern.allCases, fits) {
      text += row(concern.rawValue, fit.before.f1, fit.after.f1)
      text += "\(fit.terms.count)".leftPadded(to: 12) + "\n"
    }
    return text + row("macro", fits.map(\.before).macroF1, fits.map(\.after).macroF1) + "\n"
  }

  private static func row(_ name: String, _ before: Double, _ after: Double) -> String {
    name.padded(to: 13) + thousandths(before).leftPadded(to: 9)
      + thousandths(after).leftPadded(to: 8)
  }

  private static func points(_ points: Int) -> String { points < 0 ? "\(points)" : "+\(points)" }
}

extension String {
  /// The text, cut where it is longer than `most` characters.
  fileprivate func prefixed(_ most: Int) -> String {
    count <= most ? self : prefix(most - 1) + "…"
  }
}
