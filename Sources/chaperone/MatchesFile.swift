import Mail
import Native

/// The messages that were found, byte for byte: MIME messages as an mbox, messages of JSON Lines in a
/// file of the same name with `.jsonl` at its end, and those of chats there too, written as JSON Lines.
struct MatchesFile: ~Copyable {
  private let path: String
  private var mbox: OutputFile?
  private var lines: OutputFile?
  private var chat = ChatLine()

  init(path: String) { self.path = path }

  /// Where the messages of JSON Lines go.
  static func linesPath(for path: String) -> String { path + ".jsonl" }

  /// Adds a message.
  mutating func add(_ slice: MessageSlice, of batch: MessageBatch) throws(FileError) {
    let message = batch.bytes.span.extracting(slice.range)
    if slice.isChat {
      if lines == nil { lines = try OutputFile(replacing: FilePath(Self.linesPath(for: path))) }
      let line = chat.line(of: slice, in: batch)
      try lines?.append(line.span)
      return
    }
    if slice.syntax == .json {
      if lines == nil { lines = try OutputFile(replacing: FilePath(Self.linesPath(for: path))) }
      try lines?.append(message)
      try lines?.append("\n")
      return
    }
    if mbox == nil { mbox = try OutputFile(replacing: FilePath(path)) }
    if slice.envelope.isEmpty {
      // A message that stood in a file of its own gets a separator that tells as much.
      try mbox?.append("From chaperone@localhost Thu Jan  1 00:00:00 1970\n")
    } else {
      try mbox?.append(batch.bytes.span.extracting(slice.envelope))
      if batch.bytes[slice.envelope.upperBound - 1] != 0x0A { try mbox?.append("\n") }
    }
    try mbox?.append(message)
    let endsLine = message.count > 0 && message[message.count - 1] == 0x0A
    try mbox?.append(endsLine ? "\n" : "\n\n")
  }

  /// Writes everything out; an empty mbox when nothing was found.
  consuming func close() throws(FileError) {
    if mbox == nil && lines == nil { mbox = try OutputFile(replacing: FilePath(path)) }
    try mbox.take()?.close()
    try lines.take()?.close()
  }
}
