import TestSupport
import Testing

@testable import Text

/// Counting words in a table of its own against a dictionary.
@Suite struct WordBagTests {
  private func words(_ text: String) -> [Substring] {
    text.split { !$0.isLetter && !$0.isNumber }
  }

  @Test func coversAsTheDictionaryDoes() {
    var generator = SeededGenerator(seed: 61)
    var bag = WordBag()
    for round in 0..<2_000 {
      let many = round % 50 == 0
      let size = many ? 4_000 : 60
      func text() -> String {
        (0..<Int.random(in: 0...size, using: &generator)).map { _ in
          "w\(Int.random(in: 0...(many ? 3_000 : 30), using: &generator))"
        }.joined(separator: " ")
      }
      let first = text()
      // Mostly what is in the bag, with a few other words.
      var second = words(first).shuffled(using: &generator).joined(separator: ", ")
      for _ in 0..<Int.random(in: 0...10, using: &generator) {
        second += " x\(Int.random(in: 0...3, using: &generator))"
      }
      if round % 3 == 0 { second = text() }
      var counts: [Substring: Int] = [:]
      for word in words(first) { counts[word, default: 0] += 1 }
      var missing = 0
      for word in words(second) {
        let left = counts[word, default: 0]
        if left > 0 { counts[word] = left - 1 } else { missing += 1 }
      }
      bag.reset()
      bag.add(Array(first.utf8).span)
      bag.remove(Array(second.utf8).span)
      #expect(bag.coveredAll == (missing * 33 <= words(second).count && missing <= 8))
    }
  }
}
