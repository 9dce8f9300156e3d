// Performance: lists of domains and words are asked once for every new address, on bytes: a hash, a
// slot and one comparison. A set of strings would make a string for each question.
import Native

/// Words and what each stands for, found by their bytes.
struct SpellingTable: Sendable {
  private var bytes: [UInt8] = []
  /// Where each word ends in `bytes`; the first begins at 0.
  private var ends: [Int] = []
  private var values: [UInt8] = []
  /// One more than a word's index; 0 marks a free place.
  private var slots: [UInt16] = []
  private var longest = 0

  /// Creates a table of words between white space, each group with its value; the bits of a word that
  /// stands in several groups add up.
  init(_ groups: (value: UInt8, words: String)...) {
    for group in groups { add(group.words.utf8.span, group.value) }
    var size = 8
    while size < ends.count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    for index in ends.indices { place(index) }
  }

  private mutating func add(_ words: Span<UInt8>, _ value: UInt8) {
    var offset = 0
    while offset < words.count {
      let start = offset
      while offset < words.count, words[offset] > 0x20 { offset += 1 }
      if offset > start, ends.count < Int(UInt16.max) {
        bytes.append(words, in: start..<offset)
        ends.append(bytes.count)
        values.append(value)
        longest = max(longest, offset - start)
      }
      offset += 1
    }
  }

  private mutating func place(_ index: Int) {
    let word = range(of: index)
    var slot = self.slot(of: bytes.span.extracting(word))
    while slots[slot] != 0 {
      let other = Int(slots[slot]) - 1
      if bytes.span.extracting(range(of: other)).equals(bytes.span.extracting(word)) {
        values[other] |= values[index]
        return
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = UInt16(index + 1)
  }

  private func range(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  private func slot(of word: Span<UInt8>) -> Int {
    Int(truncatingIfNeeded: WordHash.hash(word) >> 32) & (slots.count - 1)
  }

  /// The value of a word; 0 for one that is not in the table.
  subscript(word: Span<UInt8>) -> UInt8 {
    guard word.count <= longest else { return 0 }
    var slot = slot(of: word)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if bytes.span.extracting(range(of: index)).equals(word) { return values[index] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return 0
  }
}
