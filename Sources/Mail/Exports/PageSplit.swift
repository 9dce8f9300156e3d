import Native

/// Splits pages of HTML in which every message is an element of one class: from one to the next.
enum PageSplit {
  /// Finds the messages of a window.
  ///
  /// - Parameters:
  ///   - marks: how the elements begin; each has at most 64 bytes.
  ///   - closing: called with each message's bytes, if they are in the window, before it is closed.
  static func split(
    _ bytes: Span<UInt8>, isFinal: Bool, state: inout SplitState, marks: [StaticString],
    closing: (Span<UInt8>, inout SplitState) -> Void = { _, _ in }
  ) {
    let base = state.base
    var offset = state.position - base
    let wanted = marks.map { Array($0.description.utf8) }
    let longest = wanted.map(\.count).max() ?? 0
    state.isStarted = true
    while true {
      var next: Int?
      for mark in wanted {
        if let found = bytes.firstOffset(of: mark.span, from: min(offset, bytes.count), to: next) {
          next = found
        }
      }
      guard let next else { break }
      end(at: next, in: bytes, &state, closing)
      state.open = base + next
      offset = next + 1
    }
    guard isFinal else {
      state.position = base + max(min(offset, bytes.count), bytes.count - longest + 1)
      return
    }
    // The last message ends where the page's own closing tags begin.
    var last = bytes.count
    if let open = state.open, open >= base {
      last =
        bytes.firstOffset(of: "</body>", from: open - base) ?? bytes.count
    }
    end(at: last, in: bytes, &state, closing)
    state.position = base + bytes.count
  }

  private static func end(
    at offset: Int, in bytes: Span<UInt8>, _ state: inout SplitState,
    _ closing: (Span<UInt8>, inout SplitState) -> Void
  ) {
    guard let open = state.open else { return }
    if open >= state.base { closing(bytes.extracting(open - state.base..<offset), &state) }
    state.close(at: state.base + offset)
  }
}

extension Span where Element == UInt8 {
  /// What an element holds whose opening tag begins with `mark`; up to `close`, else to the end.
  func content(after mark: StaticString, upTo close: StaticString, from start: Int = 0) -> Range<
    Int
  >? {
    let wanted = Array(mark.description.utf8)
    guard let open = firstOffset(of: wanted.span, from: start),
      let tag = firstOffset(of: UInt8(ascii: ">"), from: open)
    else { return nil }
    let closing = Array(close.description.utf8)
    return tag + 1..<(firstOffset(of: closing.span, from: tag) ?? count)
  }

  /// The text of a stretch of markup without tags, its references decoded, without white space at its ends.
  func plainText(_ range: Range<Int>) -> String {
    var text = ComposedText()
    var offset = range.lowerBound
    while offset < range.upperBound {
      let open = firstOffset(of: UInt8(ascii: "<"), from: offset, to: range.upperBound)
      text.append(markup: offset..<(open ?? range.upperBound), of: self)
      guard let open else { break }
      offset =
        (firstOffset(of: UInt8(ascii: ">"), from: open, to: range.upperBound) ?? range.upperBound
          - 1)
        + 1
    }
    return String(utf8: text.bytes.span).trimmingSpaces
  }
}
