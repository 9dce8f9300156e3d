import Native

/// Which language a text is written in, told by its most common words and its letters.
///
/// The guess is for rules that say `when language`; a text of several languages gets the one with the
/// most of its common words, and a text without any gets none.
enum LanguageGuess {
  /// The language of a text's words: `en`, `es`, `pt`, `fr`, `ru`, `uk`, `ar`, `ne`; nil when unclear.
  static func language(of tokens: [Token], in folded: Span<UInt8>) -> String? {
    var counts = [Int](repeating: 0, count: languages.count)
    for token in tokens.prefix(mostWords) {
      var left = words.languages(of: token.hash)
      while left != 0 {
        counts[left.trailingZeroBitCount] += 1
        left &= left - 1
      }
    }
    var best = 0
    for index in counts.indices where counts[index] > counts[best] { best = index }
    if counts[best] >= 2 || (counts[best] == 1 && tokens.count < 12) { return languages[best] }
    return script(of: folded)
  }

  /// What the letters alone say.
  private static func script(of folded: Span<UInt8>) -> String? {
    var cyrillic = 0
    var arabic = 0
    var devanagari = 0
    var latin = 0
    var offset = 0
    let end = min(folded.count, mostBytes)
    while offset < end {
      let byte = folded[offset]
      switch byte {
      case 0x61...0x7A: latin += 1
      case 0xD0...0xD3: cyrillic += 1
      case 0xD8...0xDB: arabic += 1
      case 0xE0
      where offset + 1 < folded.count && folded[offset + 1] >= 0xA4
        && folded[offset + 1] < 0xA6:
        devanagari += 1
      default: break
      }
      offset += 1
    }
    let most = max(cyrillic, arabic, devanagari)
    guard most > latin, most >= 4 else { return nil }
    return most == cyrillic ? "ru" : most == arabic ? "ar" : "ne"
  }

  /// The most words and bytes that are looked at.
  private static let mostWords = 2_000
  private static let mostBytes = 8_000

  private static let languages = ["en", "es", "pt", "fr", "ru", "uk", "ar", "ne"]

  /// The most common words that tell the languages apart, a line for each of them.
  private static let words = CommonWords(
    """
    the and is you to of that it for with this be have are was your please we will
    el los las que de y una por con para está su es en se hola gracias usted pero
    o os que de e uma para com não está você em um obrigado obrigada seu por mas
    le les des que et une pour avec est vous dans ce je pas votre nous merci sur
    и в не на что я с как это по мы вы он она для из спасибо за был
    і в не на що я з як це по ми ви він вона для із дякую за був та
    في من على إلى أن هذا هذه مع لا ما كان شكرا هل و عن التي الذي
    छ र को मा हो यो छन् तपाईं लागि पनि गर्न भने हुन्छ धन्यवाद म
    """)
}

/// Words with the languages that they are common in, by hash: open addressing, since a cold process makes the
/// table for one message.
private struct CommonWords: Sendable {
  private var hashes: [UInt64]
  /// One bit for each language; 0 in empty slots.
  private var masks: [UInt8]
  private static let size = 512

  /// The words of lists, one language a line.
  init(_ lists: String) {
    hashes = Array(repeating: 0, count: Self.size)
    masks = Array(repeating: 0, count: Self.size)
    let bytes = Array(lists.utf8)
    var language: UInt8 = 1
    var start = 0
    for index in 0...bytes.count {
      let byte = index < bytes.count ? bytes[index] : 0x0A
      guard byte == UInt8(ascii: " ") || byte == 0x0A else { continue }
      if index > start {
        let hash = WordHash.hash(bytes.span.extracting(start..<index))
        let place = place(of: hash)
        hashes[place] = hash
        masks[place] |= language
      }
      start = index + 1
      if byte == 0x0A { language <<= 1 }
    }
  }

  /// Where a word stands, or would.
  private func place(of hash: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: hash >> 40) & (Self.size - 1)
    while masks[place] != 0, hashes[place] != hash { place = (place + 1) & (Self.size - 1) }
    return place
  }

  /// The languages of a word, one bit for each.
  func languages(of hash: UInt64) -> UInt8 { masks[place(of: hash)] }
}
