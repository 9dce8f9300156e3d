import Native

// Performance: a mail dump is read once for its separators before anything else happens, so vector code
// finds the lines that begin with "From "; only what follows such a place is looked at byte by byte, and
// of each message the header lines that may be a Content-Length.

extension MailFormat {
  /// Messages after one another, each behind a separator line.
  public static let mbox = MailFormat(
    name: "mbox", summary: "messages behind \"From \" lines (mboxrd, mboxo, mboxcl, mboxcl2)",
    syntax: .mime,
    recognizes: { head, _ in
      var state = SplitState(limit: .max)
      Mbox.split(head, isFinal: true, state: &state)
      return state.found.first.map { !$0.envelope.isEmpty } ?? false
    },
    split: { bytes, isFinal, state in Mbox.split(bytes, isFinal: isFinal, state: &state) })
}

/// The mbox formats.
///
/// A message is what stands between two separators, without the empty line before the next one; it
/// is not altered, so `>From ` stays. A Content-Length counts only when it ends at a separator or the
/// end of the file: mboxcl2 leaves "From " lines in bodies bare, and everybody else's lengths are wrong
/// now and then.
enum Mbox {
  /// What the open message's Content-Length announces.
  enum Announced: Sendable, Hashable {
    /// The header was not looked at yet.
    case unknown
    /// There is none, or it leads nowhere.
    case none
    /// The end of the message as a position in the source.
    case end(Int)
  }

  /// How many misleading lengths are followed beyond the next separator in one source.
  ///
  /// A Content-Length that points far ahead makes the reader keep everything up to there.
  private static let toleratedLengths = 8

  /// What stands at the beginning of a line.
  private enum Line {
    case text
    /// A separator that ends, with its line break, at this offset.
    case separator(end: Int)
    /// The window ends too early to say.
    case undecided
  }

  /// How much of the end of a window may be the beginning of a separator: a line break and "From".
  private static let overlap = 5

  /// Finds the messages of a window.
  static func split(_ bytes: Span<UInt8>, isFinal: Bool, state: inout SplitState) {
    guard state.isStarted || start(bytes, isFinal: isFinal, state: &state) else { return }
    let base = state.base
    var from = state.position - base
    while let start = bytes.firstFromLine(from: min(from + 1, bytes.count)) {
      let newline = start - 1
      switch line(at: start, in: bytes, isFinal: isFinal) {
      case .text: from = start
      case .undecided:
        state.position = base + newline
        return
      case .separator(let end):
        guard let next = boundary(start, in: bytes, isFinal: isFinal, state: &state) else {
          state.position = base + newline
          return
        }
        if next == start {
          open(at: end, envelope: next, state: &state)
          // The separator's own line break may begin the next separator.
          from = bytes[end - 1] == 0x0A ? end - 1 : end
        } else {
          // A Content-Length leads past this separator, to the one at `next` or to the end.
          from = max(next - 1, 0)
          if next >= bytes.count { break }
        }
      }
    }
    guard isFinal else {
      state.position = base + max(min(from, bytes.count), bytes.count - overlap)
      return
    }
    if state.announced == .unknown {
      state.announced = announced(before: bytes.count, in: bytes, state)
    }
    state.close(at: base + lastEnd(of: bytes, state: state))
    state.position = base + bytes.count
  }

  /// Passes what may stand before the first message; false when more bytes are needed.
  private static func start(
    _ bytes: Span<UInt8>, isFinal: Bool, state: inout SplitState
  ) -> Bool {
    guard bytes.count >= 3 || isFinal else { return false }
    var offset = state.position - state.base
    if state.position == 0, bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      offset = 3
    }
    while offset < bytes.count, bytes[offset] == 0x0A || bytes[offset] == 0x0D { offset += 1 }
    state.position = state.base + offset
    guard offset < bytes.count, isFinal || bytes.count - offset >= 5 else { return false }
    switch line(at: offset, in: bytes, isFinal: isFinal, isFirst: true) {
    case .undecided: return false
    case .separator(let end):
      open(at: end, envelope: offset, state: &state)
      state.position = state.base + (bytes[end - 1] == 0x0A ? end - 1 : end)
    case .text:
      state.open = state.position
      state.announced = .none
      state.openDefect = Defect(.malformedHeader, detail: "text before the first separator")
    }
    state.isStarted = true
    return true
  }

  private static func open(at offset: Int, envelope: Int, state: inout SplitState) {
    state.open = state.base + offset
    state.envelope = (state.base + envelope)..<(state.base + offset)
    state.announced = .unknown
  }

  /// Says whether the line that begins at `offset` separates messages.
  private static func line(
    at offset: Int, in bytes: Span<UInt8>, isFinal: Bool, isFirst: Bool = false
  ) -> Line {
    guard bytes.count - offset >= 5 else { return isFinal ? .text : .undecided }
    guard bytes.hasPrefix(ignoringCase: "From ", at: offset), bytes[offset] == 0x46 else {
      return .text
    }
    let limit = min(bytes.count, offset + MboxSeparator.maxLength)
    let newline = bytes.firstOffset(of: 0x0A, from: offset, to: limit)
    guard let end = newline ?? (isFinal && limit == bytes.count ? limit : nil) else {
      return limit == bytes.count && !isFinal ? .undecided : .text
    }
    let content = bytes.extracting(
      offset..<(end > offset && bytes[end - 1] == 0x0D ? end - 1 : end))
    let next = min(end + 1, bytes.count)
    if MboxSeparator.isDated(content) { return .separator(end: next) }
    switch MboxSeparator.dateless(content) {
    case .text: return .text
    case .dash: break
    case .address: guard isFirst || followsEmptyLine(offset, in: bytes) else { return .text }
    }
    if EML.fieldName(in: bytes, at: next) != nil { return .separator(end: next) }
    return isFinal || bytes.count - next > 100 ? .text : .undecided
  }

  private static func followsEmptyLine(_ offset: Int, in bytes: Span<UInt8>) -> Bool {
    guard offset >= 2, bytes[offset - 1] == 0x0A else { return false }
    return bytes[offset - 2] == 0x0A
      || (offset >= 3 && bytes[offset - 2] == 0x0D && bytes[offset - 3] == 0x0A)
  }

  /// The end of a message before a separator or the end at `offset`: without one empty line.
  private static func end(before offset: Int, in bytes: Span<UInt8>) -> Int {
    guard followsEmptyLine(offset, in: bytes) else { return offset }
    return bytes[offset - 2] == 0x0D ? offset - 2 : offset - 1
  }

  /// Ends the open message at the separator at `offset`, unless its Content-Length leads further.
  ///
  /// Answers where the search goes on: `offset`, or the separator or end that the Content-Length
  /// leads to. Nil when more bytes are needed to see whether it leads anywhere.
  private static func boundary(
    _ offset: Int, in bytes: Span<UInt8>, isFinal: Bool, state: inout SplitState
  ) -> Int? {
    let base = state.base
    if state.announced == .unknown { state.announced = announced(before: offset, in: bytes, state) }
    if case .end(let position) = state.announced {
      let announced = position - base
      if announced <= offset {
        state.announced = .none
        if lineBreak(at: announced, in: bytes) == offset || announced == offset {
          state.close(at: position)
          return offset
        }
      } else if state.misleadingLengths < toleratedLengths {
        switch landing(announced, in: bytes, isFinal: isFinal) {
        case .undecided: return nil
        case .separator(let next): return next
        case .text:
          state.announced = .none
          state.misleadingLengths += 1
        }
      }
    }
    state.close(at: base + end(before: offset, in: bytes))
    return offset
  }

  /// Whether a message that ends at `offset` ends before a separator or the end of the file, which
  /// then begins at the answer.
  private static func landing(_ offset: Int, in bytes: Span<UInt8>, isFinal: Bool) -> Line {
    // A separator, and the beginning of the line after it, must be in sight.
    guard isFinal || bytes.count - offset > MboxSeparator.maxLength + 200 else { return .undecided }
    guard offset <= bytes.count else { return .text }
    let next = lineBreak(at: offset, in: bytes)
    if next == bytes.count { return .separator(end: next) }
    if bytes[next - 1] == 0x0A, case .separator = line(at: next, in: bytes, isFinal: isFinal) {
      return .separator(end: next)
    }
    return .text
  }

  /// The offset after a line break at `offset`; `offset` itself when none stands there.
  private static func lineBreak(at offset: Int, in bytes: Span<UInt8>) -> Int {
    guard offset >= 0, offset < bytes.count else { return offset }
    if bytes[offset] == 0x0A { return offset + 1 }
    let isBreak = bytes[offset] == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A
    return isBreak ? offset + 2 : offset
  }

  /// The end of the last message.
  private static func lastEnd(of bytes: Span<UInt8>, state: SplitState) -> Int {
    if case .end(let position) = state.announced,
      lineBreak(at: position - state.base, in: bytes) == bytes.count
    {
      return position - state.base
    }
    return end(before: bytes.count, in: bytes)
  }

  /// Reads the open message's header for a Content-Length; of one that is longer than what is kept, the
  /// length does not count.
  private static func announced(
    before end: Int, in bytes: Span<UInt8>, _ state: SplitState
  ) -> Announced {
    guard let open = state.open, open >= state.base, state.base + end - open <= state.limit else {
      return .none
    }
    var start = open - state.base
    var length: Int?
    while start < end {
      switch bytes[start] {
      case 0x0A, 0x0D:
        let next = lineBreak(at: start, in: bytes)
        guard next > start, next <= end else { break }
        let header = state.base + next
        guard let length, length <= state.limit - (header - open) else { return .none }
        return .end(header + length)
      default:
        guard bytes.hasPrefix(ignoringCase: "content-length:", at: start),
          let newline = bytes.firstOffset(of: 0x0A, from: start, to: end)
        else { break }
        length = number(in: bytes.extracting((start + 15)..<newline))
      }
      start = bytes.firstEmptyLineOrC(from: start + 1, to: end) ?? end
    }
    return .none
  }

  private static func number(in value: Span<UInt8>) -> Int? {
    var result: Int?
    for index in value.indices {
      switch value[index] {
      case 0x30...0x39:
        guard index < 20, result ?? 0 < 1 << 40 else { return nil }
        result = (result ?? 0) * 10 + Int(value[index] - 0x30)
      case 0x20, 0x09, 0x0D: continue
      default: return nil
      }
    }
    return result
  }
}
