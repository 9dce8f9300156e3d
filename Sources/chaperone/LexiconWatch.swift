import ArgumentParser
import Filter
import Lexicons
import Mail
import Native
import People
import Reports
import Scanning

/// `chaperone lexicon watch`: lint, test and a look at some mail after every save.
struct LexiconWatch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Lint, test and scan some mail again whenever a lexicon is saved.",
    discussion: """
      Each result shows what the save changed in meaning, the errors and what is doubtful in the saved files, which \
      examples fail, and how the mail's levels differ from those at the start. Ends with Ctrl-C.
      """)

  @OptionGroup var folder: LexiconCommand.Folder

  @Option(help: ArgumentHelp("Mail to scan; may be given again.", valueName: "mail"))
  var on: [String] = []

  @Option(help: "The district profile. Without it: $CHAPERONE_PROFILE, or guesses by domain.")
  var profile: String?

  @Option(help: "How many diagnostics, failures and messages are shown of each.")
  var top = 8

  @Option(help: "End after so many results; 0 for never.")
  var results = 0

  @OptionGroup var style: StyleOptions

  /// How long is waited between two looks at the folder, in milliseconds.
  private static let pause = 50

  func run() throws {
    try exit { try watch() }
  }

  private func watch() throws -> ScanStatus {
    guard top > 0 else { throw Failure.usage("--top takes a number above 0") }
    let path = try Setup.lexiconFolder(folder.folder)
    let district = try Setup.district(profile)
    district.roster.checkAll()
    var output = OutputFile.standardOutput()
    let style = try style.style(isTerminal: output.isTerminal, people: district.roster)
    var bench = WatchBench(folder: path, district: district, mail: on, top: top, style: style)
    var state = FolderState(of: path)
    var count = 0
    var start = Host.monotonicSeconds
    while true {
      let text: String
      do throws(FileError) {
        text = try bench.result()
      } catch {
        // An editor may be between taking the old file away and giving the new one its name.
        text = "\(error.sentence)\n"
      }
      if output.isTerminal { try output.append("\u{1B}[H\u{1B}[2J\u{1B}[3J") }
      try output.append(text)
      try output.append("\(thousandths(Host.monotonicSeconds - start)) s\n")
      if !output.isTerminal { try output.append("\n") }
      try output.flush()
      count += 1
      if results > 0, count >= results { return .nothing }
      state = Self.change(of: path, since: state)
      start = Host.monotonicSeconds
    }
  }

  /// Waits until a folder is in another state, and that stands still: an editor may empty a file before it
  /// writes what it saves.
  private static func change(of path: String, since state: FolderState?) -> FolderState? {
    var last = state
    while true {
      Host.sleep(milliseconds: pause)
      let now = FolderState(of: path)
      if now != nil, now != state, now == last { return now }
      last = now
    }
  }
}
