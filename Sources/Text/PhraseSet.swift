import Native

/// Phrases that lines are compared with, letters of ASCII without case.
///
/// They are kept by their first byte, since hardly a line begins like any of them.
struct PhraseSet: Sendable {
  private struct Phrase: Sendable {
    var start: Int32
    var count: Int32
    var value: Int32
  }

  private let bytes: [UInt8]
  /// In order of their first byte, those of the same in the order given.
  private let phrases: [Phrase]
  /// Where the phrases of each first byte begin, and where the last end.
  private let firsts: [Int32]

  /// Phrases in lower case.
  init(_ phrases: String...) { self.init([phrases]) }

  /// Lists of phrases in lower case; the value of a phrase is the index of its list.
  init(_ lists: [[String]]) {
    var bytes: [UInt8] = []
    var buckets = [[Phrase]](repeating: [], count: 256)
    for (value, list) in lists.enumerated() {
      for phrase in list {
        guard let first = phrase.utf8.first else { continue }
        buckets[Int(first)].append(
          Phrase(
            start: Int32(truncatingIfNeeded: bytes.count),
            count: Int32(truncatingIfNeeded: phrase.utf8.count),
            value: Int32(truncatingIfNeeded: value)))
        bytes += phrase.utf8
      }
    }
    self.bytes = bytes
    phrases = buckets.flatMap { $0 }
    var firsts: [Int32] = [0]
    for bucket in buckets { firsts.append((firsts.last ?? 0) + Int32(bucket.count)) }
    self.firsts = firsts
  }

  /// The value of the phrase that a range is; nil when it is none.
  func value(of text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard !range.isEmpty else { return nil }
    for index in indices(of: text[range.lowerBound]) where phrases[index].count == range.count {
      if matches(text, at: range.lowerBound, phrases[index]) { return Int(phrases[index].value) }
    }
    return nil
  }

  /// Whether a range begins with a phrase.
  func begins(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    for index in indices(of: text[range.lowerBound]) where phrases[index].count <= range.count {
      if matches(text, at: range.lowerBound, phrases[index]) { return true }
    }
    return false
  }

  /// Whether a phrase stands anywhere in a range.
  func occurs(in text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for offset in range where begins(text, offset..<range.upperBound) { return true }
    return false
  }

  @inline(__always)
  private func indices(of first: UInt8) -> Range<Int> {
    let first = Int(Self.lower(first))
    return Int(firsts[first])..<Int(firsts[first + 1])
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
