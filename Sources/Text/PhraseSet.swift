// Performance: a set is made by the first message of a process, in one pass over the literal that it was written as.
import Native

/// Phrases that lines are compared with, letters of ASCII without case.
///
/// They are found by their first byte, since hardly a line begins like any of them.
struct PhraseSet: Sendable {
  private struct Phrase: Sendable {
    var start: Int32
    var count: Int32
    var value: Int32
    /// The number of another phrase with the same first byte; zero for none.
    var next: Int32
  }

  private let bytes: [UInt8]
  /// The phrases by their numbers; the first is none.
  private let phrases: [Phrase]
  /// The number of a phrase with each first byte; zero for none.
  private let firsts: [UInt8]

  /// Lists of phrases in lower case, each ended by a `|` or by the end of its line; the value of a phrase is the
  /// index of its list.
  ///
  /// No phrase may stand in two lists, and there may be 255 at most.
  init(_ lists: String...) {
    var bytes: [UInt8] = []
    var phrases = [Phrase(start: 0, count: 0, value: 0, next: 0)]
    var firsts = [UInt8](repeating: 0, count: 256)
    for (value, list) in lists.enumerated() {
      var start = bytes.count
      bytes += list.utf8
      bytes.append(Self.bar)
      for end in start..<bytes.count where bytes[end] == Self.bar || bytes[end] == 0x0A {
        if end > start {
          let first = Int(bytes[start])
          phrases.append(
            Phrase(
              start: Int32(truncatingIfNeeded: start),
              count: Int32(truncatingIfNeeded: end - start),
              value: Int32(truncatingIfNeeded: value), next: Int32(firsts[first])))
          firsts[first] = UInt8(phrases.count - 1)
        }
        start = end + 1
      }
    }
    self.bytes = bytes
    self.phrases = phrases
    self.firsts = firsts
  }

  private static let bar = UInt8(ascii: "|")

  /// The bytes that phrases with a value begin with, letters of ASCII in both cases.
  func firstBytes(of value: Int) -> ByteSet {
    var set = ByteSet()
    for phrase in phrases.dropFirst() where Int(phrase.value) == value {
      let first = bytes[Int(phrase.start)]
      set.insert(first)
      if first &- 0x61 < 26 { set.insert(first & 0xDF) }
    }
    return set
  }

  /// The value of the phrase that a range is; nil when it is none.
  func value(of text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var number = first(in: text, range)
    while number > 0 {
      let phrase = phrases[number]
      if Int(phrase.count) == range.count, matches(text, at: range.lowerBound, phrase) {
        return Int(phrase.value)
      }
      number = Int(phrase.next)
    }
    return nil
  }

  /// Whether a range begins with a phrase.
  func begins(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var number = first(in: text, range)
    while number > 0 {
      let phrase = phrases[number]
      if Int(phrase.count) <= range.count, matches(text, at: range.lowerBound, phrase) {
        return true
      }
      number = Int(phrase.next)
    }
    return false
  }

  /// Whether a phrase stands anywhere in a range.
  func occurs(in text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for offset in range where begins(text, offset..<range.upperBound) { return true }
    return false
  }

  /// The number of a phrase that may stand at a range's beginning; zero for none.
  @inline(__always)
  private func first(in text: Span<UInt8>, _ range: Range<Int>) -> Int {
    range.isEmpty ? 0 : Int(firsts[Int(Self.lower(text[range.lowerBound]))])
  }

  private func matches(_ text: Span<UInt8>, at offset: Int, _ phrase: Phrase) -> Bool {
    let start = Int(phrase.start)
    for index in 1..<max(1, Int(phrase.count))
    where Self.lower(text[offset + index]) != bytes[start + index] {
      return false
    }
    return true
  }

  @inline(__always)
  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
