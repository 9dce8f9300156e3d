/// A first and last name, read from what rosters and display names write.
struct PersonalName: Hashable {
  var first: String
  var last: String

  init(first: String, last: String) {
    self.first = first
    self.last = last
  }

  /// Reads `Ana Ruiz`, `Ruiz, Ana`, `Ms. Ana Ruiz (GHS)`; nil when no name is left.
  ///
  /// Of three words and more the first is the first name, and the rest the last name: `Ana de la
  /// Cruz`. A single word is a last name after a title (`Mr. Torres`), and a first name otherwise.
  init?(display: String) {
    if let plain = Self(plain: display) {
      self = plain
      return
    }
    var text = ""
    var depth = 0
    for character in display.prefix(200) {
      switch character {
      case "(", "[", "<": depth += 1
      case ")", "]", ">": depth = max(0, depth - 1)
      case "\"", "“", "”": continue
      default: if depth == 0 { text.append(character) }
      }
    }
    // What follows a bar or a dash between spaces is an office: `Ana Ruiz | Guidance`.
    if let bar = text.firstIndex(of: "|") { text = String(text[..<bar]) }
    let halves = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    if halves.count == 2 {
      let last = Self.words(halves[0])
      let rest = Self.words(halves[1])
      if !last.isEmpty, !rest.isEmpty, !Self.suffixes.contains(Self.plain(rest[0])) {
        self.init(first: rest[0], last: last.joined(separator: " "))
        return
      }
      text = String(halves[0])
    }
    var words = Self.words(text[...])
    var hasTitle = false
    while let word = words.first, Self.titles.contains(Self.plain(word)) {
      words.removeFirst()
      hasTitle = true
    }
    while words.count > 2, let word = words.last, Self.suffixes.contains(Self.plain(word)) {
      words.removeLast()
    }
    switch words.count {
    case 0: return nil
    case 1:
      self.init(first: hasTitle ? "" : words[0], last: hasTitle ? words[0] : "")
    default:
      self.init(first: words[0], last: words.dropFirst().joined(separator: " "))
    }
  }

  /// Reads `Ana Ruiz`, two plain words, the commonest name by far; nil for anything else.
  init?(plain text: String) {
    var space: String.Index?
    for index in text.utf8.indices {
      switch text.utf8[index] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x27, 0x2D: continue
      case 0x20 where space == nil: space = index
      default: return nil
      }
    }
    guard let space, space > text.startIndex else { return nil }
    let first = String(text[..<space])
    let last = String(text[text.utf8.index(after: space)...])
    guard !last.isEmpty, !Self.titles.contains(Self.plain(first)) else { return nil }
    self.init(first: first, last: last)
  }

  /// The key of a full name for lookups: without case, accents and the middle initials between.
  static func key(first: String, last: String) -> UInt64 {
    var hash = KeyHash()
    add(words(first[...]).first ?? "", to: &hash)
    hash.add(0x20)
    if last.utf8.allSatisfy({ (0x41...0x5A) ~= $0 || (0x61...0x7A) ~= $0 || $0 == 0x2D }) {
      add(last, to: &hash)
      return hash.value
    }
    var rest = words(last[...])
    while rest.count > 1, let middle = rest.first, middle.count == 1 || middle.hasSuffix(".") {
      rest.removeFirst()
    }
    for (index, word) in rest.enumerated() {
      if index > 0 { hash.add(0x20) }
      add(word, to: &hash)
    }
    return hash.value
  }

  /// Adds a word as `plain` gives it.
  private static func add(_ word: String, to hash: inout KeyHash) {
    for byte in word.utf8 where byte >= 0x80 {
      for byte in plain(word).utf8 { hash.add(byte) }
      return
    }
    for byte in word.utf8 where byte != 0x2E && byte != 0x27 {
      hash.add((0x41...0x5A) ~= byte ? byte | 0x20 : byte)
    }
  }

  /// A word or name without case, accents, dots and apostrophes.
  static func plain(_ word: String) -> String {
    let lower = PlainLetters.plain(word)
    if lower.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x2E && $0 != 0x27 }) { return lower }
    return lower.filter { $0 != "." && $0 != "’" && $0 != "'" }
  }

  private static func words(_ text: Substring) -> [String] {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      return text.utf8.split { $0 == 0x20 || $0 == 0x09 }.map { String(Substring($0)) }
    }
    return text.split { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }.map(String.init)
  }

  private static let titles: Set<String> = [
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "coach", "nurse", "principal", "officer", "sr",
    "sra", "srta", "dona", "don", "rev", "senor", "senora", "profe", "profesor", "maestra", "mme",
  ]
  private static let suffixes: Set<String> = [
    "jr", "sr", "ii", "iii", "iv", "phd", "edd", "md", "rn", "lcsw", "atc", "med", "esq", "ma",
  ]
}

/// Letters without their accents, for names that one mail spells `José` and the next `Jose`.
public enum PlainLetters {
  /// The text in lower case with accented Latin letters replaced by their bases.
  public static func plain(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    var result = ""
    for scalar in text.lowercased().unicodeScalars {
      switch scalar.value {
      case 0x300...0x36F: continue
      case 0xC0..<0x180:
        let base = bases[Int(scalar.value) - 0xC0]
        if base == 0 {
          result.unicodeScalars.append(scalar)
        } else {
          result.unicodeScalars.append(Unicode.Scalar(base))
        }
        if scalar == "ß" { result += "s" }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The base letter of U+00C0 to U+017F, lower case; 0 where there is none.
  private static let bases: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 0xC0)
    let groups: [(base: Character, letters: String)] = [
      ("a", "àáâãäåāăąæ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"),
      ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķĸ"), ("l", "ĺļľŀł"), ("n", "ñńņňŉŋ"),
      ("o", "òóôõöøōŏőœ"), ("r", "ŕŗř"), ("s", "śŝşšßſ"), ("t", "ţťŧ"), ("u", "ùúûüũūŭůűų"),
      ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
    ]
    for group in groups {
      for scalar in group.letters.unicodeScalars where (0xC0..<0x180) ~= scalar.value {
        table[Int(scalar.value) - 0xC0] = group.base.asciiValue ?? 0
      }
    }
    return table
  }()
}
