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

  /// The key of a full name for lookups: without case, accents and the middle initials between.
  static func key(first: String, last: String) -> UInt64 {
    var text = ""
    for word in words(first[...]).prefix(1) { text += plain(word) }
    text += " "
    var rest = words(last[...])
    while rest.count > 1, let middle = rest.first, middle.count == 1 || middle.hasSuffix(".") {
      rest.removeFirst()
    }
    text += rest.map(plain).joined(separator: " ")
    return KeyTable.key(text)
  }

  /// A word without case, accents and dots.
  static func plain(_ word: String) -> String {
    PlainLetters.plain(word).filter { $0 != "." && $0 != "’" && $0 != "'" }
  }

  private static func words(_ text: Substring) -> [String] {
    text.split { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }.map(String.init)
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
enum PlainLetters {
  /// The text in lower case with accented Latin letters replaced by their bases.
  static func plain(_ text: String) -> String {
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
