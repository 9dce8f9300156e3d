import Native

/// RFC 5322 comments, which nest.
enum HeaderComment {
  /// The offset behind the comment that opens at `start`; nil when it never closes.
  static func end(at start: Int, in value: Span<UInt8>) -> Int? {
    var depth = 0
    var offset = start
    while offset < value.count {
      switch value[offset] {
      case UInt8(ascii: "\\"): offset += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return offset + 1 }
      default: break
      }
      offset += 1
    }
    return nil
  }

  /// Finds the comments of one value and remembers that one never closed: then no later parenthesis
  /// is taken for a comment, and a value full of them is searched once.
  struct Search {
    private(set) var neverCloses = false

    mutating func end(at start: Int, in value: Span<UInt8>) -> Int? {
      guard !neverCloses else { return nil }
      if let end = HeaderComment.end(at: start, in: value) { return end }
      neverCloses = true
      return nil
    }
  }
}
