public import ArgumentParser
public import Lexicons
import Mail
import Native
import People
import Reports
public import Reviews
public import Scanning

/// What decides the results: the rules and the people.
struct RuleOptions: ParsableArguments {
  @Option(
    help:
      "The folder of lexicons. Without it: $CHAPERONE_LEXICONS, or Lexicons beside the executable.")
  var lexicons: String?

  @Option(help: "The district profile. Without it: $CHAPERONE_PROFILE, or guesses by domain.")
  var profile: String?
}

/// What is read.
struct InputOptions: ParsableArguments {
  @Argument(help: "Files and folders; - is standard input.")
  var paths: [String] = []

  @Option(
    help:
      "Read every file as this format: mbox, eml, jsonl, slack and others (see README). Without it each file's content tells."
  )
  var inputFormat: String?

  @Option(
    help: ArgumentHelp(
      "Which columns of a table of messages say what: date=Sent,from=Sender,to=Recipient,body=Text.",
      valueName: "map"))
  var columns: String?
}

/// How values and people are shown.
struct StyleOptions: ParsableArguments {
  @Flag(help: "Show matched values as they are. Without it identifiers and names are masked.")
  var showMatches = false

  @Option(
    help: ArgumentHelp(
      "Replace addresses and names by pseudonyms made with the key in this file.",
      valueName: "key-file"))
  var pseudonyms: String?

  @Option(help: "Colours: auto, always or never.")
  var color: StyleChoice.Colour = .auto

  /// What the options ask for.
  var choice: StyleChoice {
    StyleChoice(showsMatches: showMatches, pseudonyms: pseudonyms, color: color)
  }

  /// The style for a report that goes to a terminal or not.
  func style(isTerminal: Bool, people: Roster) throws(Failure) -> ReportStyle {
    try choice.style(isTerminal: isTerminal, people: people)
  }
}

/// What reviewers judged.
struct ReviewOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What 'chaperone review' kept: findings judged right or wrong.", valueName: "file"))
  var reviews: String?

  @Option(
    help: ArgumentHelp(
      "The key of the reviews. Without it: reviews.key beside them.", valueName: "file"))
  var reviewKey: String?

  /// What is judged; nil when no file is named.
  func load(_ rules: Ruleset...) throws(Failure) -> Reviews? {
    guard let reviews else { return nil }
    return try ReviewFiles.reviews(reviews, key: reviewKey, rules: rules)
  }
}

extension StyleChoice.Colour: ExpressibleByArgument {}
extension Level: ExpressibleByArgument {}
extension Concern: ExpressibleByArgument {}

extension InputOptions {
  /// The format that was asked for; nil for a guess by content.
  func format() throws(Failure) -> MailFormat? {
    if let columns { return .table(columns: try Self.columns(columns)) }
    guard let inputFormat else { return nil }
    if let format = MailFormat(named: inputFormat) { return format }
    let names = MailFormat.all.map(\.name)
    throw .usage(
      "unknown input format '\(inputFormat)': "
        + (Suggestion.hint(for: inputFormat, among: names)
          ?? "one of \(names.joined(separator: ", "))"))
  }

  /// The meanings of columns: `date=Sent,from=Sender`.
  private static func columns(_ map: String) throws(Failure) -> [ChatColumn: String] {
    var result: [ChatColumn: String] = [:]
    let names = ChatColumn.allCases.map(\.rawValue)
    for entry in map.split(separator: ",") {
      let sides = entry.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2, let column = ChatColumn(rawValue: sides[0]) else {
        throw .usage(
          "--columns '\(entry)': write a meaning and a column's name, date=Sent; meanings are \(names.joined(separator: ", "))"
        )
      }
      result[column] = sides[1]
    }
    return result
  }

  /// The paths, of which there must be at least one.
  func sources() throws(Failure) -> [FilePath] {
    if paths.isEmpty {
      throw .usage("nothing to read: name files or folders, or - for standard input")
    }
    return paths.map { FilePath($0) }
  }
}
