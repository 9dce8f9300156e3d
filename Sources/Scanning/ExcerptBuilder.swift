import Native
import Text

/// Cuts the readable text around a match, on one line, with what masking must hide.
struct ExcerptBuilder {
  /// About how many characters are shown on either side of the match.
  private static let around = 60
  /// The most bytes of a match that are shown.
  private static let longestMatch = 400

  /// The excerpt around a range of a passage's text.
  ///
  /// - Parameters:
  ///   - match: the match, as a range of the passage's readable text.
  ///   - sensitive: what is hidden, as ranges of the same text, in any order.
  ///   - people: the names among it, likewise.
  static func excerpt(
    of match: Range<Int>, hiding sensitive: [Range<Int>], naming people: [NamedPerson],
    in text: Span<UInt8>
  ) -> Excerpt {
    let match = match.clamped(to: 0..<text.count)
    let shown =
      match
      .lowerBound..<scalarStart(
        min(match.upperBound, match.lowerBound + longestMatch), in: text)
    var low = start(before: shown.lowerBound, in: text)
    var high = end(after: shown.upperBound, in: text)
    while low < shown.lowerBound, isSpace(text[low]) { low += 1 }
    while high > shown.upperBound, isSpace(text[high - 1]) { high -= 1 }
    let isCutBefore = hasText(in: 0..<low, of: text)
    let isCutAfter = hasText(in: high..<text.count, of: text)
    var line = OneLine(isCut: isCutBefore)
    line.copy(text, low..<shown.lowerBound)
    let begin = line.bytes.count
    line.copy(text, shown)
    let end = line.bytes.count
    line.copy(text, shown.upperBound..<high)
    line.finish(isCut: isCutAfter)
    func copied(_ range: Range<Int>) -> Range<Int>? {
      let clamped = range.clamped(to: low..<high)
      guard !clamped.isEmpty else { return nil }
      let start = line.offset(of: clamped.lowerBound)
      return start..<max(start, line.offset(of: clamped.upperBound))
    }
    let names = people.compactMap { name in
      copied(name.range).map { NamedPerson(range: $0, person: name.person) }
    }
    return Excerpt(
      text: String(utf8: line.bytes.span), match: begin..<end,
      sensitive: disjoint(sensitive.compactMap(copied)), people: NamedPerson.disjoint(names))
  }

  /// Ranges in ascending order, those that touch or overlap made one.
  static func disjoint(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges.sorted(by: {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }) where !range.isEmpty {
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  /// Where to begin: about `around` characters before, at a word's start if one is near.
  private static func start(before offset: Int, in text: Span<UInt8>) -> Int {
    var start = offset
    var characters = 0
    while start > 0, characters < around {
      start -= 1
      if text[start] & 0xC0 != 0x80 { characters += 1 }
    }
    if start == 0 { return 0 }
    var word = start
    while word < offset, word < start + 20 {
      if text[word] <= UInt8(ascii: " ") { return word + 1 }
      word += 1
    }
    return start
  }

  /// Where to end: about `around` characters after, at a word's end if one is near.
  private static func end(after offset: Int, in text: Span<UInt8>) -> Int {
    var end = offset
    var characters = 0
    while end < text.count, characters < around {
      end += 1
      while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
      characters += 1
    }
    if end == text.count { return end }
    var word = end
    while word > offset, word > end - 20 {
      if text[word - 1] <= UInt8(ascii: " ") { return word - 1 }
      word -= 1
    }
    return end
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte <= UInt8(ascii: " ") || byte == 0x7F }

  /// Whether something besides white space stands in a range; it is not looked at further than needed.
  private static func hasText(in range: Range<Int>, of text: Span<UInt8>) -> Bool {
    range.contains { !isSpace(text[$0]) }
  }

  /// The nearest start of a scalar at or before an offset.
  private static func scalarStart(_ offset: Int, in text: Span<UInt8>) -> Int {
    var offset = min(offset, text.count)
    while offset > 0, offset < text.count, text[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }
}

/// Text with its white space made single spaces, and where each copied byte went.
private struct OneLine {
  private(set) var bytes: [UInt8] = []
  /// From offsets of the text, ascending, to offsets of `bytes`.
  private var places: [(from: Int, to: Int)] = []

  init(isCut: Bool) {
    if isCut { bytes += Array("…".utf8) }
  }

  mutating func copy(_ text: Span<UInt8>, _ range: Range<Int>) {
    for offset in range {
      let byte = text[offset]
      places.append((offset, bytes.count))
      if byte <= UInt8(ascii: " ") || byte == 0x7F {
        if let last = bytes.last, last != UInt8(ascii: " ") { bytes.append(UInt8(ascii: " ")) }
      } else {
        bytes.append(byte)
      }
    }
    places.append((range.upperBound, bytes.count))
  }

  mutating func finish(isCut: Bool) {
    if isCut { bytes += Array("…".utf8) }
  }

  /// Where a byte of the text went.
  func offset(of offset: Int) -> Int {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle].from < offset { low = middle + 1 } else { high = middle }
    }
    return low < places.count ? places[low].to : bytes.count
  }
}
