import Native

extension Linter {
  /// In how many lines a word must stand to be sure of, and how long it must be.
  private static let leastLines = 6
  private static let leastLetters = 7
  /// Words that are a slip away from others and mean themselves.
  private static let ownWords: Set = [
    "bothers", "causal", "casual", "compliant", "complaint", "martial", "marital", "retraining",
    "restraining", "thorough", "thought",
  ]

  /// Words that stand in one line only and are a slip of the finger away from one that stands in many.
  ///
  /// A slip is two letters turned round, or one left out or doubled inside of the word: endings differ for
  /// reasons. A line that has both spellings means it, and so does one with several slips: people who write
  /// messages misspell, and some lines are there to find them. So are those with other forms of the word.
  mutating func checkSpelling() {
    let places = wordPlaces()
    var words: [String: Set<Int>] = [:]
    for (number, place) in places.enumerated() {
      for word in place.words where word.count >= Self.leastLetters {
        words[word, default: []].insert(number)
      }
    }
    var shapes: [String: [String]] = [:]
    for (word, lines) in words where lines.count >= Self.leastLines {
      for shape in Self.shapes(of: word) { shapes[shape, default: []].append(word) }
    }
    var slips: [Int: [(word: String, meant: String)]] = [:]
    for (word, lines) in words where lines.count == 1 && !Self.ownWords.contains(word) {
      guard let number = lines.first else { continue }
      let meant = Set(Self.shapes(of: word).flatMap { shapes[$0] ?? [] }).filter { other in
        Self.isSlip(word, of: other) && !places[number].words.contains(other)
          && (words[other] ?? []).contains { places[$0].folder == places[number].folder }
      }.min()
      guard let meant, !places[number].hasVariant(of: meant, but: word) else { continue }
      slips[number, default: []].append((word, meant))
    }
    for (number, found) in slips {
      guard found.count == 1, let slip = found.first else { continue }
      let place = places[number]
      warn(
        "misspelt-word", "'\(slip.word)' stands in this line alone",
        at: Place(path: folder + place.path, line: place.line, column: place.column(of: slip.word)),
        length: slip.word.unicodeScalars.count,
        hint: "did you mean '\(slip.meant)', as in \(words[slip.meant]?.count ?? 0) other lines?")
    }
  }

  /// A line with the words that are looked for in it.
  private struct WordPlace {
    var path: String
    var line: Int
    var text: String
    var words: Set<String>

    /// The folder of its file: as a rule, its language.
    var folder: Substring { path.prefix { $0 != "/" } }

    /// Whether another form of a word stands in the line.
    func hasVariant(of word: String, but slip: String) -> Bool {
      words.contains {
        $0 != slip && $0.prefix(3) == word.prefix(3) && abs($0.count - word.count) <= 2
      }
    }

    /// Where a word begins in the line.
    func column(of word: String) -> Int {
      let scalars = Array(text.lowercased().unicodeScalars)
      let wanted = Array(word.unicodeScalars)
      guard scalars.count >= wanted.count else { return 1 }
      for start in 0...(scalars.count - wanted.count)
      where scalars[start..<start + wanted.count].elementsEqual(wanted) {
        return start + 1
      }
      return 1
    }
  }

  /// The lines that hold phrases, lists or cues, with their words.
  private func wordPlaces() -> [WordPlace] {
    source.phraseLines.map { line in
      let words = Set(
        line.text.lowercased().split { !($0 >= "a" && $0 <= "z") }.map(String.init))
      return WordPlace(path: line.path, line: line.number, text: line.text, words: words)
    }
  }

  /// The word without each of its letters, and the word itself: what slips of one word have in common.
  private static func shapes(of word: String) -> Set<String> {
    let letters = Array(word)
    var shapes: Set<String> = [word]
    for index in letters.indices.dropFirst().dropLast() {
      shapes.insert(String(letters[..<index] + letters[(index + 1)...]))
    }
    return shapes
  }

  private static func isSlip(_ word: String, of other: String) -> Bool {
    let (one, two) = (Array(word), Array(other))
    guard let first = one.indices.first(where: { $0 >= two.count || one[$0] != two[$0] }),
      first > 0
    else { return false }
    if one.count == two.count {
      // Turned round.
      return first + 2 < one.count && one[first] == two[first + 1] && one[first + 1] == two[first]
        && one[(first + 2)...] == two[(first + 2)...]
    }
    if one.count + 1 == two.count {
      // Left out, well before the ending.
      return first + 2 < one.count && one[first...] == two[(first + 1)...]
        && two[first] != two[first - 1]
    }
    if one.count == two.count + 1 {
      // Doubled: `l` is, in many words, on one side of an ocean.
      return first + 1 < two.count && one[first] == one[first - 1] && one[first] != "l"
        && one[(first + 1)...] == two[first...]
    }
    return false
  }
}
