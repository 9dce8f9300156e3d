import ArgumentParser
import Filter
import Lexicons
import Native
import Reports
import Scanning

/// `chaperone lexicon`: what an analyst does with the lexicons.
struct LexiconCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lexicon",
    abstract: "Check, test, list and fit the lexicons, and see what their rules cost.",
    subcommands: [Lint.self, Test.self, List.self, LexiconCost.self, LexiconFit.self])

  /// The folder that a subcommand works on.
  struct Folder: ParsableArguments {
    @Argument(
      help:
        "The folder of lexicons. Without it: $CHAPERONE_LEXICONS, or Lexicons beside the executable."
    )
    var folder: String?

    func load() throws(Failure) -> (set: LexiconSet, rules: Ruleset, path: String) {
      try LexiconCommand.load(folder)
    }
  }

  /// Loads the lexicons of a folder, or those that are used without any.
  static func load(
    _ folder: String?
  ) throws(Failure) -> (set: LexiconSet, rules: Ruleset, path: String) {
    let path = try Setup.lexiconFolder(folder)
    do throws(FileError) {
      let set = try LexiconFolder.load(path, vocabulary: .standard)
      return (set, Ruleset(set), path)
    } catch {
      throw error.isMissing ? .noInput(error.sentence) : .inputOutput(error.sentence)
    }
  }

  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show every mistake of the lexicons at its place.",
      discussion: "Exit code 1 when there is an error, 0 with warnings alone.")

    @OptionGroup var folder: Folder

    func run() throws {
      try exit {
        let (set, rules, path) = try folder.load()
        var output = OutputFile.standardOutput()
        let diagnostics =
          set.diagnostics + rules.diagnostics
          + Linter.findings(in: set, vocabulary: .standard)
        for diagnostic in diagnostics { try output.append(diagnostic.rendered + "\n") }
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        try output.append(
          "\(path): \(counted(rules.ruleCount, "rule")) in \(counted(set.lexicons.count, "lexicon")), "
            + "\(counted(errors, "error")), \(counted(warnings, "warning"))\n")
        try output.flush()
        return errors > 0 ? .found : .nothing
      }
    }
  }

  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run every rule's hits and misses through the whole pipeline.",
      discussion: "Exit code 1 when one fails.")

    @OptionGroup var folder: Folder

    func run() throws {
      try exit {
        let (set, rules, path) = try folder.load()
        var output = OutputFile.standardOutput()
        let broken = (set.diagnostics + rules.diagnostics).filter { $0.severity == .error }
        for diagnostic in broken { try output.append(diagnostic.rendered + "\n") }
        var tester = LexiconTester(rules)
        let report = tester.run()
        for failure in report.failures {
          let place = failure.example.place
          let wanted = failure.isHit ? "hit is not found" : "miss is found"
          try output.append(
            "\(place.path):\(place.line):\(place.column): error: \(wanted) by \(failure.rule)\n"
              + "  \(failure.example.text)\n  \(failure.reason)\n")
        }
        try output.append(
          "\(path): \(counted(report.examples, "example")) of \(counted(report.rules, "rule")), "
            + "\(grouped(report.failures.count)) failed\n")
        try output.flush()
        return report.failures.isEmpty && broken.isEmpty ? .nothing : .found
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the rules: id, what a match does, clause and sentence.")

    @OptionGroup var folder: Folder

    func run() throws {
      try exit {
        let (set, _, _) = try folder.load()
        var output = OutputFile.standardOutput()
        let rules = set.lexicons.flatMap(\.rules)
        let width = rules.map(\.id.count).max() ?? 0
        for rule in rules {
          let id = rule.id + String(repeating: " ", count: width - rule.id.count)
          let kind = Self.described(rule.kind)
          let padding = String(repeating: " ", count: max(0, 10 - kind.count))
          let clause = rule.clause ?? "-"
          try output.append(
            "\(id)  \(kind)\(padding)  \(clause)\(String(repeating: " ", count: max(0, 5 - clause.count)))  \(rule.about)\n"
          )
        }
        try output.flush()
        return .nothing
      }
    }

    private static func described(_ kind: Rule.Kind) -> String {
      switch kind {
      case .concern(let concern): concern.rawValue
      case .mention: "mention"
      case .exposure: "exposure"
      case .guard: "guard"
      case .credit: "credit"
      case .exception: "exception"
      }
    }
  }
}
