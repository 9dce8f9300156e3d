import Native

/// Finds words that stand in one line only and are a slip of the finger away from one that stands in many.
///
/// A slip is two letters turned round, or one left out or doubled inside of the word: endings differ for
/// reasons. A line that has both spellings means it, and so does one with several slips: people who write
/// messages misspell, and some lines are there to find them. So are those with other forms of the word.
enum SpellingSlips {
  /// In how many lines a word must stand to be sure of, and how long it must be.
  private static let leastLines = 6
  private static let leastLetters = 7
  /// Words that are a slip away from others and mean themselves.
  private static let ownWords: Set = [
    "bothers", "causal", "casual", "compliant", "complaint", "martial", "marital", "retraining",
    "restraining", "thorough", "thought",
  ]

  /// What is found in the files of a folder, which stands before their paths in places.
  static func findings(in files: [LintedFile], _ folder: String) -> [Diagnostic] {
    let places = files.flatMap(\.places)
    var words: [String: Set<Int>] = [:]
    for (number, place) in places.enumerated() {
      for word in place.words where word.utf8.count >= leastLetters {
        words[word, default: []].insert(number)
      }
    }
    var shapes: [String: [String]] = [:]
    for (word, lines) in words where lines.count >= leastLines {
      for shape in Self.shapes(of: word) { shapes[shape, default: []].append(word) }
    }
    var slips: [Int: [(word: String, meant: String)]] = [:]
    for (word, lines) in words where lines.count == 1 && !ownWords.contains(word) {
      guard let number = lines.first else { continue }
      let meant = Set(Self.shapes(of: word).flatMap { shapes[$0] ?? [] }).filter { other in
        isSlip(word, of: other) && !places[number].words.contains(other)
          && (words[other] ?? []).contains { places[$0].folder == places[number].folder }
      }.min()
      guard let meant, !places[number].hasVariant(of: meant, but: word) else { continue }
      slips[number, default: []].append((word, meant))
    }
    return slips.sorted { $0.key < $1.key }.compactMap { number, found in
      guard found.count == 1, let slip = found.first else { return nil }
      let place = places[number]
      return Diagnostic(
        .warning, "'\(slip.word)' stands in this line alone",
        at: Place(path: folder + place.path, line: place.line, column: place.column(of: slip.word)),
        length: slip.word.unicodeScalars.count, line: place.text,
        hint: "did you mean '\(slip.meant)', as in \(words[slip.meant]?.count ?? 0) other lines?",
        code: "misspelt-word")
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

/// A line with the words that are looked for in it.
struct WordPlace: Sendable {
  fileprivate let path: String
  fileprivate let line: Int
  fileprivate let text: String
  fileprivate let words: Set<String>

  init(_ line: FileSource.PhraseLine, in path: String) {
    self.path = path
    self.line = line.number
    text = line.text
    words = Set(line.text.lowercased().split { !($0 >= "a" && $0 <= "z") }.map(String.init))
  }

  /// The folder of its file: as a rule, its language.
  fileprivate var folder: Substring { path.prefix { $0 != "/" } }

  /// Whether another form of a word stands in the line.
  fileprivate func hasVariant(of word: String, but slip: String) -> Bool {
    words.contains {
      $0 != slip && $0.prefix(3) == word.prefix(3) && abs($0.count - word.count) <= 2
    }
  }

  /// Where a word begins in the line.
  fileprivate func column(of word: String) -> Int {
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
