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
    abstract:
      "Check, test, compare, list, fit and extend the lexicons, and see what their rules cost.",
    subcommands: [
      LexiconLint.self, LexiconTest.self, LexiconDiff.self, List.self, LexiconCost.self,
      LexiconFit.self, LexiconSuggest.self, LexiconWatch.self,
    ])

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

    func read() throws(Failure) -> (set: LexiconSet, path: String) {
      try LexiconCommand.read(folder)
    }
  }

  /// Loads the lexicons of a folder, or those that are used without any.
  static func load(
    _ folder: String?
  ) throws(Failure) -> (set: LexiconSet, rules: Ruleset, path: String) {
    let (set, path) = try read(folder)
    return (set, Ruleset(set), path)
  }

  /// Reads the lexicons of a folder without making rules of them.
  static func read(_ folder: String?) throws(Failure) -> (set: LexiconSet, path: String) {
    let path = try Setup.lexiconFolder(folder)
    do throws(FileError) {
      return (try LexiconFolder.load(path, vocabulary: .standard), path)
    } catch {
      throw error.isMissing ? .noInput(error.sentence) : .inputOutput(error.sentence)
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
      case .gravity: "gravity"
      case .guard: "guard"
      case .credit: "credit"
      case .exception: "exception"
      }
    }
  }
}
