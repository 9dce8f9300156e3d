import ArgumentParser
import Filter
import Lexicons
import Native
import Reports
import Scanning

/// `chaperone lexicon test`: whether the rules find what they should.
struct LexiconTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run every rule's hits and misses through the whole pipeline, in every disguise.",
    discussion: """
      Each example is a message of its own: plain, with a picture before it, with letters taken apart, in double width, \
      with invisible characters, as base64, quoted-printable and HTML, quoted, and in windows-1252. Exit code 1 when one \
      fails.
      """)

  enum Disguises: String, CaseIterable, ExpressibleByArgument { case all, none }

  @OptionGroup var folder: LexiconCommand.Folder

  @Option(help: "In which disguises: all or none.")
  var disguises: Disguises = .all

  @Option(
    name: .customLong("rule"), help: "Only the rules whose names begin so; may be given again.")
  var wanted: [String] = []

  func run() throws {
    try exit {
      let (set, rules, path) = try folder.load()
      var output = OutputFile.standardOutput()
      let isColoured = output.isTerminal && Host.environment("NO_COLOR") == nil
      let broken = (set.diagnostics + rules.diagnostics).filter { $0.severity == .error }
      for diagnostic in broken {
        try output.append(diagnostic.rendered(color: isColoured) + "\n")
      }
      let wanted = wanted
      let report = LexiconTestReport(
        of: rules, in: disguises == .all ? ExampleDisguise.allCases : [.plain],
        workers: Host.processors
      ) { rule in wanted.isEmpty || wanted.contains { rule.id.hasPrefix($0) } }
      if report.rules == 0, !wanted.isEmpty {
        throw Failure.usage("no rule's name begins with \(wanted.joined(separator: " or "))")
      }
      for failure in report.failures {
        try output.append(LexiconTestText.text(of: failure, isColoured: isColoured))
      }
      try output.append(
        "\(path): \(counted(report.examples, "example")) of \(counted(report.rules, "rule")) in "
          + "\(counted(report.messages, "message")), \(grouped(report.failures.count)) failed\n")
      try output.flush()
      return report.failures.isEmpty && broken.isEmpty ? .nothing : .found
    }
  }
}
