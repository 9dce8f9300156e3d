/// Whether a line break or one of `. ! ?` ends a sentence or a paragraph.
///
/// The text is folded, so capitals cannot help. Where it is unclear (`no.`, `p.m.`, initials) the
/// sentence goes on: a window that is too wide still holds the evidence.
enum TextBreak {
  case none, sentence, paragraph

  /// Judges the byte at `offset`, one of `\n . ! ?`.
  ///
  /// SAFETY: `base` must point to `count` readable bytes, and `offset` be less than `count`.
  @unsafe
  init(_ base: UnsafePointer<UInt8>, count: Int, at offset: Int) {
    let next = offset + 1
    if unsafe base[offset] == UInt8(ascii: "\n") {
      guard next < count else {
        self = .none
        return
      }
      let byte = unsafe base[next]
      if byte == UInt8(ascii: "\n") {
        self = .paragraph
      } else if unsafe TextBreak.isLetter(byte) && next + 1 < count
        && base[next + 1] != UInt8(ascii: ")")
      {
        self = .none
      } else {
        self = unsafe TextBreak.isListItem(base, count: count, at: next) ? .sentence : .none
      }
      return
    }
    // What follows: closing quotes and brackets, then white space or the end.
    var after = next
    let limit = min(count, next + 5)
    while unsafe after < limit && TextBreak.isCloser(base[after]) { after += 1 }
    if after < count {
      let byte = unsafe base[after]
      guard byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") else {
        self = .none
        return
      }
    }
    if unsafe base[offset] != UInt8(ascii: ".") {
      self = .sentence
    } else {
      let follows = after + 1 < count ? unsafe base[after + 1] : 0
      self =
        unsafe TextBreak.isAbbreviation(
          base, dot: offset, isBeforeDigit: TextBreak.isDigit(follows)) ? .none : .sentence
    }
  }

  private static func isCloser(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"),
      UInt8(ascii: "}"), UInt8(ascii: "*"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

  /// Whether a line begins with a bullet or a number: `- `, `* `, `• `, `3. `, `b) `.
  @unsafe
  private static func isListItem(
    _ base: UnsafePointer<UInt8>, count: Int, at start: Int
  ) -> Bool {
    // SAFETY: every index is checked against `count` before it is read.
    var offset = start
    while unsafe offset < count && offset < start + 8 && base[offset] == UInt8(ascii: " ") {
      offset += 1
    }
    guard offset < count else { return false }
    var end = offset + 1
    switch unsafe base[offset] {
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): break
    case 0xE2:
      // • U+2022, ‣ U+2023, · is U+00B7, ▪ U+25AA, ● U+25CF, ○ U+25CB.
      guard offset + 2 < count else { return false }
      switch unsafe (base[offset + 1], base[offset + 2]) {
      case (0x80, 0xA2), (0x80, 0xA3), (0x96, 0xAA), (0x97, 0x8F), (0x97, 0x8B): break
      default: return false
      }
      end = offset + 3
    case 0xC2:
      guard unsafe offset + 1 < count && base[offset + 1] == 0xB7 else { return false }
      end = offset + 2
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      while unsafe end < count && end < offset + 3 && isDigit(base[end]) { end += 1 }
      guard unsafe end < count && (base[end] == UInt8(ascii: ".") || base[end] == UInt8(ascii: ")"))
      else { return false }
      end += 1
    case UInt8(ascii: "a")...UInt8(ascii: "z"):
      guard unsafe end < count && base[end] == UInt8(ascii: ")") else { return false }
      end += 1
    default: return false
    }
    return unsafe end < count && base[end] == UInt8(ascii: " ")
  }

  /// Whether the dot belongs to the word before it: an abbreviation, an initial, a list number.
  @unsafe
  private static func isAbbreviation(
    _ base: UnsafePointer<UInt8>, dot: Int, isBeforeDigit: Bool
  ) -> Bool {
    // SAFETY: `start` stays between 0 and `dot`.
    var start = dot
    let lowest = max(0, dot - 8)
    while unsafe start > lowest && isLetter(base[start - 1]) { start -= 1 }
    let length = dot - start
    let before = start > 0 ? unsafe base[start - 1] : UInt8(ascii: " ")
    if length == 0 {
      // `1. Read the form` at the start of a line.
      guard isDigit(before) else { return false }
      var digits = dot - 1
      while unsafe digits > 0 && dot - digits <= 3 && isDigit(base[digits - 1]) { digits -= 1 }
      return unsafe dot - digits <= 3 && (digits == 0 || base[digits - 1] == UInt8(ascii: "\n"))
    }
    guard !isDigit(before), before < 0x80, before != UInt8(ascii: "'"), length < 8 else {
      return false
    }
    if length == 1 { return true }
    var word: UInt64 = 0
    for index in start..<dot { word = word << 8 | UInt64(unsafe base[index] | 0x20) }
    return Abbreviations.always.contains(word)
      || (isBeforeDigit && Abbreviations.beforeNumbers.contains(word))
  }
}

/// Words of up to seven ASCII letters, each packed into an integer.
private struct Abbreviations {
  /// Words whose dot never ends a sentence here.
  static let always = Abbreviations(
    """
    mr mrs ms mx dr dra sra srta profa st jr sr prof rev hon gov gen col capt lt sgt supt asst dept \
    est approx appt vs etc cf al inc ltd corp bros mt ft ave blvd rd phd esp incl
    """)
  /// Words whose dot stands before a number.
  static let beforeNumbers = Abbreviations(
    """
    no nos art sec ch chap para pg pp vol fig ext tel ph rm apt ste gr jan feb mar apr jun jul aug \
    sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    """)

  /// Open addressing with twice as many places as words; 0 in those that are free.
  private var words = [UInt64](repeating: 0, count: Abbreviations.size)
  private static let size = 128

  /// The words of a list, with a space between them.
  private init(_ list: String) {
    let bytes = Array(list.utf8)
    var word: UInt64 = 0
    for byte in bytes {
      if byte == 0x20 {
        words[place(of: word)] = word
        word = 0
      } else {
        word = word << 8 | UInt64(byte)
      }
    }
    words[place(of: word)] = word
  }

  /// Where a word stands, or would.
  private func place(of word: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> 57)
    while words[place] != 0, words[place] != word { place = (place + 1) & (Self.size - 1) }
    return place
  }

  func contains(_ word: UInt64) -> Bool { words[place(of: word)] == word }
}
