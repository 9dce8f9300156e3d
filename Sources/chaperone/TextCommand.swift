import ArgumentParser
import Filter
import Mail
import Native
import Reports
import Scanning
import Text

/// `chaperone text`: what the scanner reads, so that anyone can see what was and was not looked at.
struct TextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text", abstract: "Print what the scanner reads of each message, unmasked.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, jsonl }

  @OptionGroup var input: InputOptions

  @Option(help: "The output: text for people, jsonl for programs.")
  var format: Format = .text

  func run() throws {
    try exit { try dump() }
  }

  private func dump() throws -> ScanStatus {
    var reading = ReadingRun()
    var stream = MessageStream(
      paths: try input.sources(), format: try input.format(), limits: reading.limits)
    var output = OutputFile.standardOutput()
    var writer = JSONWriter()
    var messages = 0
    let status = try reading.run(over: &stream) { message, passages, location in
      messages += 1
      let id = message.id ?? "\(location.source)#\(location.offset)"
      writer.removeAll()
      if format == .jsonl {
        PassageDump.write(message, passages, id: id, at: location, into: &writer)
        try output.append(writer.bytes.span)
      } else {
        try output.append(PassageDump.text(message, passages, id: id, at: location))
      }
      return true
    }
    try output.flush()
    return messages > 0 && status != .nothing ? .incomplete : status
  }
}
