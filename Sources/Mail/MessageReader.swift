public import Native

// Performance: the file is read in windows into the array that becomes the batch, so a message's
// bytes are copied once by the kernel and once more only when it began in the window before.

/// Reads the messages of one source, batch by batch, in memory that does not grow with the source.
public struct MessageReader: ~Copyable {
  /// The source's name.
  public let name: String
  /// The format; nil when the source is empty.
  public let format: MailFormat?
  private var file: ByteSource
  private let limits: Limits
  private let windowBytes: Int
  private var state: SplitState
  /// The bytes of the source from `state.base` on.
  private var buffer: [UInt8]
  /// The beginning of the open message, when more of it was seen than is kept.
  private var held: [UInt8] = []
  private var isAtEnd = false
  private var hasToldDamage = false
  /// The last messages of the batch before, in exports of chats.
  private var recent: [(slice: MessageSlice, bytes: [UInt8])] = []
  /// What ended the source early; thrown when everything that was read is delivered.
  private var failure: SourceError?

  /// The usual window: a batch of 256 KB is worth the way to another thread.
  public static let usualWindowBytes = 256 << 10

  /// Opens a source and tells its format by its content, unless `format` is given.
  ///
  /// Throws when it cannot be opened or is of no known format. An empty source has no messages and
  /// is no error.
  public init(
    path: FilePath, format: MailFormat? = nil, limits: Limits = Limits(),
    windowBytes: Int = usualWindowBytes
  ) throws(SourceError) {
    var neighbours = Neighbours()
    try self.init(
      path: path, format: format, limits: limits, windowBytes: windowBytes,
      neighbours: &neighbours)
  }

  /// Opens a source of which other files may tell more; `neighbours` keeps what they say for the next.
  public init(
    path: FilePath, format: MailFormat? = nil, limits: Limits = Limits(),
    windowBytes: Int = usualWindowBytes, neighbours: inout Neighbours
  ) throws(SourceError) {
    var file = try Self.open(path)
    var buffer: [UInt8] = []
    // What surrounds messages is told by the head, whose length no window may change.
    let isAtEnd = try file.fill(&buffer, upTo: max(windowBytes, MailFormat.headBytes))
    try self.init(
      file, name: path, recognizedBy: path, format: format, begin: buffer, isAtEnd: isAtEnd,
      limits: limits, windowBytes: windowBytes, neighbours: &neighbours)
  }

  /// Goes on with a source whose beginning was read.
  init(
    _ file: consuming ByteSource, name path: FilePath, recognizedBy: FilePath,
    format: MailFormat?, begin: [UInt8], isAtEnd: Bool, limits: Limits,
    windowBytes: Int = usualWindowBytes, neighbours: inout Neighbours
  ) throws(SourceError) {
    var buffer = begin
    var file = file
    var isAtEnd = isAtEnd
    var damage: Defect?
    if format == nil, OutlookMail.isCompoundFile(buffer.span) {
      // Outlook's own message: it becomes mail whole.
      if !isAtEnd { isAtEnd = try file.fill(&buffer, upTo: limits.messageBytes) }
      guard isAtEnd else {
        throw .file(
          FileError(path: path, operation: .read, cause: .overLimit(limits.messageBytes)))
      }
      guard case .mail(let mail, let isDamaged) = OutlookMail.content(ofCompoundFile: buffer) else {
        throw .unknownFormat(path, looksLike: SourceError.likeness(of: buffer.span))
      }
      buffer = mail
      file.forgetSize()
      if isDamaged { damage = Defect(.undecodable, detail: "damaged Outlook message") }
      self.format = .eml
    } else if let format {
      self.format = format
    } else if let known = MailFormat.recognizing(buffer.span, path: recognizedBy) {
      self.format = known
    } else if buffer.isEmpty {
      self.format = nil
    } else {
      throw .unknownFormat(path, looksLike: SourceError.likeness(of: buffer.span))
    }
    let conversation = self.format?.surroundings(
      buffer.span.extracting(0..<min(buffer.count, MailFormat.headBytes)), path, &neighbours)
    name = path.description
    self.limits = limits
    self.windowBytes = max(windowBytes, 1)
    if self.windowBytes < min(buffer.count, MailFormat.headBytes) {
      file.takeBack(&buffer, behind: self.windowBytes)
      isAtEnd = false
    }
    self.file = file
    self.buffer = buffer
    self.isAtEnd = isAtEnd
    state = SplitState(limit: max(limits.messageBytes, 1))
    state.conversation = conversation
    if isAtEnd { noteEarlyEnd() }
    split()
    if let damage, !state.found.isEmpty { state.found[0].defect = damage }
  }

  private static func open(_ path: FilePath) throws(SourceError) -> ByteSource {
    do throws(FileError) {
      return ByteSource(path == "-" ? try .standardInput() : try FileReader(path: path))
    } catch {
      throw .file(error)
    }
  }

  /// The next messages; nil at the end.
  ///
  /// Throws once, after the last batch, when the source could not be read to its end; the last message is
  /// then marked as cut off.
  public mutating func next() throws(SourceError) -> MessageBatch? {
    while state.found.isEmpty {
      if isAtEnd {
        if let failure {
          self.failure = nil
          throw failure
        }
        guard let damage = state.damage, !hasToldDamage else { return nil }
        hasToldDamage = true
        throw .damaged(FilePath(name), damage.reason, at: damage.offset, times: state.damages)
      }
      discard()
      do throws(SourceError) {
        isAtEnd = try file.fill(&buffer, upTo: buffer.count + windowBytes)
        if isAtEnd { noteEarlyEnd() }
      } catch {
        isAtEnd = true
        failure = error
      }
      split()
    }
    guard var batch = takeBatch() else { return nil }
    if case .chat = batch.syntax { addPrelude(to: &batch) }
    return batch
  }

  /// Adds the messages before, and keeps those of this batch for the next.
  private mutating func addPrelude(to batch: inout MessageBatch) {
    for (slice, bytes) in recent {
      var slice = slice
      slice.range = batch.bytes.count..<batch.bytes.count + bytes.count
      batch.bytes.append(contentsOf: bytes)
      batch.prelude.append(slice)
    }
    for slice in batch.messages.suffix(MessageBatch.preludeMessages) {
      let isKept = slice.length <= MessageBatch.mostPreludeBytes
      recent.append((slice, isKept ? Array(batch.bytes[slice.range]) : []))
    }
    recent.removeFirst(max(0, recent.count - MessageBatch.preludeMessages))
  }

  /// A regular file that ends before the size that it had lost its end meanwhile.
  private mutating func noteEarlyEnd() {
    if let early = file.earlyEnd(after: state.base + buffer.count) { failure = early }
  }

  private mutating func split() {
    guard let format else { return }
    // The window is lent from a local, so that the state may change meanwhile.
    var window: [UInt8] = []
    swap(&window, &buffer)
    format.split(window.span, isAtEnd, &state)
    swap(&window, &buffer)
    if isAtEnd, failure != nil, !state.found.isEmpty {
      var defect = Defect(.changedWhileReading)
      if case .archive = failure { defect = Defect(.undecodable, detail: "damaged archive") }
      state.found[state.found.count - 1].defect = defect
    }
  }

  /// Forgets the bytes that are not needed any more, before a window is added.
  private mutating func discard() {
    if let open = state.open, held.isEmpty, open >= state.base,
      // A message that the lookback keeps in the window anyway is taken from there.
      state.position - open > max(limits.messageBytes, SplitState.lookback)
    {
      let start = state.needed - state.base
      held = Array(buffer[start..<(open - state.base + max(limits.messageBytes, 0))])
    }
    keep(from: held.isEmpty ? state.needed : state.position)
  }

  /// Drops what stands before a position, but for the bytes that a format may look back at.
  private mutating func keep(from position: Int) {
    let start = max(position - SplitState.lookback - state.base, 0)
    let rest = buffer.count - min(start, buffer.count)
    guard start > 0 else {
      // A message that grows over many windows: room is doubled, so that copying stays linear.
      if buffer.capacity < rest + windowBytes { buffer.reserveCapacity(2 * rest + windowBytes) }
      return
    }
    var fresh: [UInt8] = []
    fresh.reserveCapacity(rest + windowBytes)
    fresh.append(buffer.span, in: (buffer.count - rest)..<buffer.count)
    buffer = fresh
    state.base += start
  }

  /// Makes a batch of what was found; a message of which only the beginning is held comes alone.
  private mutating func takeBatch() -> MessageBatch? {
    guard let first = state.found.first, let format else { return nil }
    if first.range.lowerBound < state.base {
      var bytes: [UInt8] = []
      swap(&bytes, &held)
      state.found.removeFirst()
      let start = first.envelope.count
      let separator = Self.withoutLineBreak(0..<start, in: bytes)
      let slice = slice(first, at: start, bytes.count - start, envelope: separator)
      return MessageBatch(source: name, syntax: format.syntax, bytes: bytes, messages: [slice])
    }
    var messages: [MessageSlice] = []
    messages.reserveCapacity(state.found.count)
    for found in state.found {
      let separator =
        (found.envelope.lowerBound - state.base)..<(found.envelope.upperBound - state.base)
      messages.append(
        slice(
          found, at: found.range.lowerBound - state.base,
          min(found.range.count, max(limits.messageBytes, 0)),
          envelope: found.envelope.isEmpty ? 0..<0 : Self.withoutLineBreak(separator, in: buffer)))
    }
    state.found.removeAll(keepingCapacity: true)
    // The batch takes the buffer, and what is not finished moves to a new one.
    var bytes: [UInt8] = []
    swap(&bytes, &buffer)
    let start = state.needed - SplitState.lookback - state.base
    if !isAtEnd {
      buffer.reserveCapacity(bytes.count - max(start, 0) + windowBytes)
      buffer.append(bytes.span, in: max(start, 0)..<bytes.count)
    }
    state.base += max(start, 0)
    return MessageBatch(source: name, syntax: format.syntax, bytes: bytes, messages: messages)
  }

  private static func withoutLineBreak(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return range.lowerBound..<end
  }

  private func slice(
    _ found: SplitState.Found, at start: Int, _ count: Int, envelope: Range<Int>
  ) -> MessageSlice {
    var defects = found.defect.map { [$0] } ?? []
    if found.range.count > count {
      defects.append(
        Defect(.tooLarge, detail: "\(found.range.count) bytes, of which \(count) were read"))
    }
    return MessageSlice(
      range: start..<(start + count), envelope: envelope, offset: found.range.lowerBound,
      length: found.range.count, line: found.line, defects: defects,
      syntax: found.conversation.map { .chat($0) } ?? format?.syntax ?? .mime)
  }
}
