import Native
import People

/// A word that may be somebody's name, with what stands around it: how much speaks for it.
struct LoneName {
  /// The word after the name: an initial belongs to it.
  private(set) var end: Int
  /// Whether it stands inside a sentence, so that a capital says something.
  private(set) var isInside = false
  /// Whether it is worth a look.
  private(set) var isPossible = false
  /// Whether it is a name for all that is known of the language.
  private(set) var isLikely = false
  /// Whether it is a name when the message told of somebody called so.
  private(set) var isKnownLikely = false

  /// Looks around a word that no other name holds; the name ends before `limit`.
  ///
  /// `folded` is the passage's folded text, which the words are counted in.
  @inline(never)
  init(
    _ word: LoneWord, before limit: Int, _ tokens: Span<Token>, _ text: borrowing CasedText,
    _ folded: Span<UInt8>, _ names: borrowing NameTable, isCasual: Bool
  ) {
    let place = word.place
    end = place + 1
    if word.length == 1 {
      readInitials(at: place, limit, tokens, text, folded, names)
      if !isPossible { takeLastName(place, limit, tokens, text, folded, names) }
      return
    }
    let setting = LoneSetting(at: place, tokens, text, folded, names)
    guard !setting.isInAddress else { return }
    isInside = !setting.isSentenceStart
    if let script = word.script {
      readForeign(word, script, setting, folded, isCasual: isCasual)
    } else if word.kinds.contains(.smallTitle) {
      takeTitled(place, limit, tokens, names)
    } else if word.isCapital {
      readCapital(word, setting, limit, tokens, text, folded)
    } else {
      readSmall(word, setting, limit, tokens, text, folded)
    }
  }

  /// A word with a capital, as `Maya`.
  private mutating func readCapital(
    _ word: LoneWord, _ setting: LoneSetting, _ limit: Int, _ tokens: Span<Token>,
    _ text: borrowing CasedText, _ folded: Span<UInt8>
  ) {
    isPossible = true
    let kind = word.listed.first
    let isMarkedOut = setting.isMarkedOut || word.isPossessive
    let joins = setting.joinsNext || setting.joinsPrevious
    isKnownLikely =
      !(setting.joinsNext && !word.isPossessive) && (kind != .word || isInside || isMarkedOut)
    let shape = text.shape(at: word.place)
    // `CORI`, `ELA` and `MIA` are abbreviations as well.
    if shape == .allCaps, word.length <= 4, !isMarkedOut { return }
    switch kind {
    case .common?, .plain?:
      isLikely = !(setting.joinsNext && setting.nextIsThing) && !setting.joinsPrevious
      takeInitial(word.place, limit, tokens, text, folded)
    case .word?:
      isLikely = isMarkedOut && !joins
      takeInitial(word.place, limit, tokens, text, folded)
    case nil:
      guard !joins, shape == .capitalized else { return }
      if word.listed.isLast {
        isLikely = isMarkedOut
      } else {
        let last = folded[word.range.upperBound - 1]
        isLikely = (setting.isSalutation || setting.isAlone) && last != UInt8(ascii: "s")
      }
    }
  }

  /// A word in small letters where the writer does without capitals.
  private mutating func readSmall(
    _ word: LoneWord, _ setting: LoneSetting, _ limit: Int, _ tokens: Span<Token>,
    _ text: borrowing CasedText, _ folded: Span<UInt8>
  ) {
    isPossible = true
    let kind = word.listed.first
    isLikely = kind == .common
    if kind != nil { takeInitial(word.place, limit, tokens, text, folded) }
    isKnownLikely =
      (kind != .word && !word.kinds.contains(.verb)) || setting.isMarkedOut || word.isPossessive
  }

  /// A word in another script.
  private mutating func readForeign(
    _ word: LoneWord, _ script: ForeignNames.Script, _ setting: LoneSetting,
    _ folded: Span<UInt8>, isCasual: Bool
  ) {
    isPossible = true
    isKnownLikely = true
    isLikely =
      ForeignNames.contains(folded.extracting(word.range), script)
      && (script != .cyrillic || word.isCapital || isCasual)
    if !isLikely, script == .cyrillic, word.isCapital, isInside, !setting.isLineStart,
      !word.isNoName, !setting.joinsPrevious, !setting.joinsNext
    {
      // Languages, months and days have small letters there: a capital is a name's or a place's.
      isLikely = word.length >= 8
    }
  }

  /// `mr torres`, `ms v`: with capitals these are found as titles are.
  private mutating func takeTitled(
    _ place: Int, _ limit: Int, _ tokens: Span<Token>, _ names: borrowing NameTable
  ) {
    let next = place + 1
    guard next < limit, Int(tokens[next].start) - Int(tokens[place].end) <= 2,
      tokens[next].sentence == tokens[place].sentence,
      !names.kinds(of: tokens[next].hash).contains(.noName)
    else { return }
    end = next + 1
    isPossible = true
    isLikely = true
  }

  /// `Fatima E.`: the initial of the last name belongs to the name, and makes it one.
  private mutating func takeInitial(
    _ place: Int, _ limit: Int, _ tokens: Span<Token>, _ text: borrowing CasedText,
    _ folded: Span<UInt8>
  ) {
    let next = place + 1
    guard next < limit, tokens[next].range.count == 1, text.isCapital(at: next),
      tokens[next].start == tokens[place].end + 1, folded[Int(tokens[place].end)] == 0x20
    else { return }
    let letter = folded[Int(tokens[next].start)]
    let after = Int(tokens[next].end)
    // `Will I come`: these two are words, but for a dot behind them.
    if letter == UInt8(ascii: "i") || letter == UInt8(ascii: "a"),
      after >= folded.count || folded[after] != UInt8(ascii: ".")
    {
      return
    }
    end = next + 1
    isLikely = true
  }

  /// `K. Marchetti`: an initial and what can be a last name.
  private mutating func takeLastName(
    _ place: Int, _ limit: Int, _ tokens: Span<Token>, _ text: borrowing CasedText,
    _ folded: Span<UInt8>, _ names: borrowing NameTable
  ) {
    let next = place + 1
    guard next < limit, tokens[place].range.count == 1, tokens[next].range.count >= 3,
      text.isCapital(at: next), tokens[next].start == tokens[place].end + 2,
      tokens[next].sentence == tokens[place].sentence,
      folded[Int(tokens[place].end)] == UInt8(ascii: "."),
      !names.kinds(of: tokens[next].hash).contains(.noName)
    else { return }
    // `Section A. Please`: what was counted comes before.
    if place > 0, tokens[place - 1].sentence == tokens[place].sentence,
      names.kinds(of: tokens[place - 1].hash).contains(.noName) || text.isCapital(at: place - 1)
    {
      return
    }
    end = next + 1
    isPossible = true
    isLikely = true
  }

  /// `J.D., gr 10`: two initials are somebody's where the sentence speaks of a student.
  private mutating func readInitials(
    at place: Int, _ limit: Int, _ tokens: Span<Token>, _ text: borrowing CasedText,
    _ folded: Span<UInt8>, _ names: borrowing NameTable
  ) {
    let next = place + 1
    guard next < limit, text.isCapital(at: next), tokens[place].range.count == 1,
      tokens[next].range.count == 1, tokens[next].start == tokens[place].end + 1,
      folded[Int(tokens[place].end)] == UInt8(ascii: "."), Int(tokens[next].end) < folded.count,
      folded[Int(tokens[next].end)] == UInt8(ascii: ".")
    else { return }
    let pair = WordHash.hash(folded.extracting(Int(tokens[place].start)..<Int(tokens[next].end)))
    if names.kinds(of: pair).contains(.noName) { return }
    // Part of something longer: `N.A.S.A.`
    if place > 0, tokens[place].start == tokens[place - 1].end + 1,
      tokens[place - 1].range.count == 1
    {
      return
    }
    if next + 1 < limit, tokens[next + 1].range.count == 1,
      tokens[next + 1].start == tokens[next].end + 1
    {
      return
    }
    if Self.speaksOfSchool(around: place, tokens, names) {
      end = next + 1
      isPossible = true
      isLikely = true
    }
  }

  /// Whether a word of schooling stands within 25 words in the same paragraph.
  private static func speaksOfSchool(
    around place: Int, _ tokens: Span<Token>, _ names: borrowing NameTable
  ) -> Bool {
    let paragraph = tokens[place].paragraph
    var other = max(0, place - 25)
    let end = min(tokens.count, place + 25)
    // Plain conditions: the optimizer of Swift 6.3 does not survive spans in `where … && …` here.
    while other < end {
      let token = tokens[other]
      if token.paragraph == paragraph {
        if names.kinds(of: token.hash).contains(.schooling) { return true }
      }
      other += 1
    }
    return false
  }
}
