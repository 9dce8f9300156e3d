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
    let limits = Limits()
    var stream = MessageStream(
      paths: try input.sources(), format: try input.format(), limits: limits)
    var output = OutputFile.standardOutput()
    var mime = MIMEParser(limits: limits)
    var json = JSONMessageParser(limits: limits)
    var extractor = TextExtractor(limits: limits)
    var message = Message()
    var passages = Passages()
    var writer = JSONWriter()
    var messages = 0
    var status = ScanStatus.nothing
    while let item = stream.next() {
      switch item {
      case .problem(let error):
        Standard.complain(error.sentence)
        if status == .nothing { status = ScanStatus(error) }
      case .batch(let batch):
        for slice in batch.messages {
          let bytes = batch.bytes.span.extracting(slice.range)
          switch batch.syntax {
          case .mime: mime.parse(bytes, into: &message)
          case .json: json.parse(bytes, into: &message)
          }
          extractor.extract(message, from: bytes, into: &passages)
          message.defects = slice.defects(with: message.defects)
          messages += 1
          let location = MessageLocation(
            source: batch.source, offset: slice.offset, length: slice.length)
          let id = message.id ?? "\(batch.source)#\(slice.offset)"
          writer.removeAll()
          if format == .jsonl {
            PassageDump.write(message, passages, id: id, at: location, into: &writer)
            try output.append(writer.bytes.span)
          } else {
            try output.append(PassageDump.text(message, passages, id: id, at: location))
          }
        }
      }
    }
    try output.flush()
    return messages > 0 && status != .nothing ? .incomplete : status
  }
}
