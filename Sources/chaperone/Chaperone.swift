import ArgumentParser
import Filter
import Native

/// The command line: one file a command.
@main struct Chaperone: ParsableCommand {
  static let version = Release.version

  static let configuration = CommandConfiguration(
    commandName: "chaperone",
    abstract: "Finds protected information and boundary concerns in a school district's messages.",
    discussion: """
      Reads mail dumps (mbox, Maildir, .eml files, folders of them) and messages as JSON Lines, and \
      tells for each message its risk, the evidence and the policy clause behind it.

      Exit codes: 0 nothing at the level asked for, 1 something, 3 not everything could be read, \
      64 usage, 65 unusable input, 66 no input, 70 internal, 74 read or write error, 75 try again, \
      78 bad profile or lexicons.
      """,
    version: version,
    subcommands: [
      ScanCommand.self, MergeCommand.self, ReportCommand.self, CheckCommand.self, TextCommand.self,
      ExplainCommand.self, LexiconCommand.self, EvaluateCommand.self, ReviewCommand.self,
      RosterCommand.self,
    ])

  /// A mail filter starts a process for every message: a plain `check` does not wait for the parser.
  static func main() {
    if let request = CheckRequest(plain: CommandLine.arguments.dropFirst()) {
      Host.exit(request.run())
    }
    let arguments = CommandLine.arguments.dropFirst()
    main(arguments.first == "check" ? CheckRequest.spelledOut(arguments) : nil)
  }
}
