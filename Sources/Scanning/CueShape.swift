/// A shape such as `ddd-dd-dddd`: `d` a digit, `a` a letter, a space any white space, all else itself.
///
/// It matches whole runs: `ddd` is not found inside four digits, `aa` not inside three letters.
struct CueShape: Sendable {
  /// Where the check of a shape begins.
  enum Anchor: Sendable {
    /// The first run of digits: its offset in the shape and its length.
    case digits(offset: Int, length: Int)
    /// A shape without digits: its first character that stands for itself.
    case character(offset: Int, UInt8)
    /// Letters only: checked at every word.
    case letters
    /// Nothing that could be found.
    case none
  }

  let elements: [UInt8]
  let anchor: Anchor
  /// The element behind the first run of digits; nil when nothing is.
  private let afterRun: UInt8?
  /// The patterns that it opens a window for.
  var patterns: [Int32] = []

  init(_ source: String) {
    // Copied at once and then changed where a letter is large: a shape of a compiled file has none.
    var elements = Array(source.utf8)
    for index in elements.indices where elements[index] &- UInt8(ascii: "A") < 26 {
      elements[index] |= 0x20
    }
    self.elements = elements
    if let start = elements.firstIndex(where: CueShape.isDigit) {
      let rest = elements[start...]
      let end = rest.firstIndex { !CueShape.isDigit($0) } ?? elements.count
      anchor = .digits(offset: start, length: end - start)
      afterRun = end < elements.count ? elements[end] : nil
      return
    }
    afterRun = nil
    if let offset = elements.firstIndex(where: { $0 != UInt8(ascii: "a") && $0 != 0x20 }) {
      anchor = .character(offset: offset, elements[offset])
    } else if elements.contains(UInt8(ascii: "a")) {
      anchor = .letters
    } else {
      anchor = .none
    }
  }

  /// Where the shape stands, if its anchor stands at `place`.
  @inline(__always)
  func range(at place: Int, in text: Span<UInt8>) -> Range<Int>? {
    let offset =
      switch anchor {
      case .digits(let offset, _), .character(let offset, _): offset
      case .letters, .none: 0
      }
    let start = place - offset
    let end = start + elements.count
    guard start >= 0, end <= text.count, start < end else { return nil }
    for index in 0..<elements.count {
      guard CueShape.isWanted(elements[index], text[start + index]) else { return nil }
    }
    if start > 0, CueShape.runsOn(text[start - 1], text[start]) { return nil }
    if end < text.count, CueShape.runsOn(text[end], text[end - 1]) { return nil }
    return start..<end
  }

  /// Whether the shape goes on with a byte behind its first run of digits.
  @inline(__always)
  func mayGoOn(with byte: UInt8) -> Bool {
    guard let afterRun else { return true }
    return CueShape.isWanted(afterRun, byte)
  }

  @inline(__always)
  private static func isWanted(_ element: UInt8, _ byte: UInt8) -> Bool {
    switch element {
    case UInt8(ascii: "d"): isASCIIDigit(byte)
    case UInt8(ascii: "a"): isLetter(byte)
    case UInt8(ascii: " "): byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
    default: byte == element
    }
  }

  /// Whether a byte beside the shape belongs to the run that the shape's own byte is in.
  private static func runsOn(_ outside: UInt8, _ inside: UInt8) -> Bool {
    (isASCIIDigit(inside) && isASCIIDigit(outside)) || (isLetter(inside) && isLetter(outside))
  }

  /// Whether an element of a shape is a digit: any digit, or one that stands for itself.
  private static func isDigit(_ element: UInt8) -> Bool {
    element == UInt8(ascii: "d") || isASCIIDigit(element)
  }
  private static func isASCIIDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  private static func isLetter(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "a") < 26 }
}
