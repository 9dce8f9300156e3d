import Native

/// Splits texts in which a message begins with a line of a known look and goes on to the next such line.
enum LineSplit {
  /// How much of a line is looked at.
  static let lookBytes = 256

  /// Finds the messages of a window.
  ///
  /// - Parameters:
  ///   - hasHeader: whether lines before the first message are expected.
  ///   - begins: whether a line (its first bytes, without a line break) begins a message.
  static func split(
    _ bytes: Span<UInt8>, isFinal: Bool, state: inout SplitState, hasHeader: Bool = false,
    begins: (Span<UInt8>) -> Bool
  ) {
    let base = state.base
    var offset = state.position - base
    if !state.isStarted {
      guard bytes.count >= 3 || isFinal else { return }
      if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
      state.isStarted = true
    }
    while offset < bytes.count {
      let lineBreak = bytes.firstOffset(of: 0x0A, from: offset)
      if !state.quoting.isInLine {
        guard lineBreak != nil || isFinal || bytes.count - offset >= lookBytes else { break }
        let end = min(lineBreak ?? bytes.count, offset + lookBytes)
        let line = bytes.extracting(offset..<end)
        if begins(line) {
          state.close(at: base + contentEnd(before: offset, in: bytes))
          state.open = base + offset
        } else if state.open == nil, !hasHeader, !isBlank(line) {
          state.report("text before the first message", at: base + offset)
        }
      }
      state.quoting.isInLine = lineBreak == nil
      offset = lineBreak.map { $0 + 1 } ?? bytes.count
    }
    state.position = base + offset
    if isFinal { state.close(at: base + contentEnd(before: bytes.count, in: bytes)) }
  }

  /// The end of what stands before an offset, without its line break.
  private static func contentEnd(before offset: Int, in bytes: Span<UInt8>) -> Int {
    var end = offset
    if end > 0, bytes[end - 1] == 0x0A { end -= 1 }
    if end > 0, bytes[end - 1] == 0x0D { end -= 1 }
    return end
  }

  private static func isBlank(_ line: Span<UInt8>) -> Bool {
    for index in 0..<line.count where line[index] > 0x20 { return false }
    return true
  }
}
