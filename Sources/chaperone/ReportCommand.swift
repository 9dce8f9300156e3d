import ArgumentParser
import Filter
import Lexicons
import Native
import Reports
import Store

/// `chaperone report`: the reports of a scan again, of what it stored.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Make a report of a store of findings, without the mail.",
    discussion: """
      The store is what 'chaperone scan --out findings.sqlite' wrote. The report is the one that the scan would have \
      written: with values masked and people under pseudonyms if, and as, they are in the store.
      """)

  @Argument(help: "The store of findings.")
  var store: String

  @Option(
    help:
      "The report: text for a terminal, html for a browser, csv for Excel, jsonl and sarif for programs."
  )
  var format: ScanReport.Format = .text

  @Option(
    name: .customLong("out"),
    help: ArgumentHelp(
      "Write the report to this file, which others may not read.", valueName: "file"))
  var outputPath: String?

  @Option(
    help: ArgumentHelp(
      "The lowest risk of the messages in the report (default: medium for text, low for others; jsonl has all).",
      valueName: "level"))
  var show: Level?

  @Option(help: "Colours: auto, always or never.")
  var color: StyleChoice.Colour = .auto

  func run() throws {
    try exit { try report() }
  }

  private func report() throws -> ScanStatus {
    let reader = try Self.reader(of: store)
    let isSame = outputPath.map { FilePath($0) }.map { out in
      guard let one = try? FileFacts(of: out), let two = try? FileFacts(of: FilePath(store)) else {
        return false
      }
      return one.identity == two.identity
    }
    if isSame == true { throw Failure.usage("\(store) would be replaced: name another file") }
    var output =
      if let outputPath {
        try OutputFile(replacing: FilePath(outputPath))
      } else {
        OutputFile.standardOutput()
      }
    let isColoured = color.isOn(isTerminal: output.isTerminal)
    var report = ScanReport(
      format, style: reader.run.style(isColoured: isColoured), shown: show, facts: reader.run.facts)
    var writer = JSONWriter()
    try output.append(report.head().span)
    while let stored = try reader.next() {
      let rendered = report.rendered(
        stored.verdict, reusing: &writer, recorded: stored.recorded)
      try output.append(
        report.next(stored.verdict, rendered, recorded: stored.recorded).span)
    }
    try output.append(report.end(reader.coverage).span)
    try output.close()
    return .nothing
  }

  /// Opens a store.
  static func reader(of path: String) throws(Failure) -> FindingsReader {
    do throws(FileError) {
      return try FindingsReader(FilePath(path))
    } catch {
      if case .database = error.cause { throw .unusable(error.sentence) }
      throw error.isMissing ? .noInput(error.sentence) : .inputOutput(error.sentence)
    }
  }
}
