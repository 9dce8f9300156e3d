import Native
import People

/// One word that may be somebody's name, and how much speaks for it.
struct LoneName {
  /// The hash of the word without a possessive ending.
  let hash: UInt64
  /// The word after the name: an initial belongs to it.
  private(set) var end: Int
  /// Whether it begins with a capital as names do, or is all capitals.
  let isCapital: Bool
  /// Whether it is a word of school mail and no name.
  let isNoName: Bool
  /// Whether it stands inside a sentence, so that a capital says something.
  let isInside: Bool
  /// Whether it is worth a look.
  private(set) var isPossible = false
  /// Whether it is a name for all that is known of the language.
  private(set) var isLikely = false
  /// Whether it is a name when the message told of somebody called so.
  private(set) var isKnownLikely = false

  /// Looks at the word at `place`, which no other name holds; the name ends before `limit`.
  ///
  /// `folded` is the passage's folded text, which the words are counted in.
  init(
    at place: Int, _ limit: Int, _ tokens: Span<Token>, _ text: borrowing CasedText,
    _ folded: Span<UInt8>, _ names: NameTable, isCasual: Bool
  ) {
    let token = tokens[place]
    let stem = Self.stem(of: token, in: folded)
    let word = folded.extracting(token.range).extracting(0..<stem.length)
    let isPossessive = stem.length < token.range.count
    hash = stem.hash
    end = place + 1
    isCapital = text.isCapital(at: place)
    let kinds = names.kinds(of: hash)
    isNoName = !kinds.isDisjoint(with: [.noName, .title])
    let setting = Setting(at: place, tokens, text, folded, names)
    isInside = !setting.isSentenceStart
    guard word.count > 1, !setting.isInAddress else {
      readInitials(at: place, limit, tokens, text, folded, names)
      if !isPossible { takeLastName(place, limit, tokens, text, folded, names) }
      return
    }
    if let script = ForeignNames.script(of: word) {
      isPossible = true
      isKnownLikely = true
      isLikely =
        ForeignNames.contains(word, script) && (script != .cyrillic || isCapital || isCasual)
      if !isLikely, script == .cyrillic, isCapital, isInside, !setting.isLineStart, !isNoName,
        !setting.joinsPrevious, !setting.joinsNext
      {
        // Languages, months and days have small letters there: a capital is a name's or a place's.
        isLikely = word.count >= 8
      }
      return
    }
    if kinds.contains(.smallTitle) {
      // `mr torres`, `ms v`: with capitals these are found as titles are.
      let next = place + 1
      guard !isCapital, next < limit, Int(tokens[next].start) - Int(token.end) <= 2,
        tokens[next].sentence == token.sentence,
        !names.kinds(of: tokens[next].hash).contains(.noName)
      else { return }
      end = next + 1
      isPossible = true
      isLikely = true
      return
    }
    guard isCapital || isCasual else { return }
    let isMarkedOut =
      setting.isGreeted || isPossessive || setting.isBeforeVerb || setting.isAfterLead
      || setting.isAlone
    let listed = word.count >= 3 ? names.name(word, hash: hash) : nil
    let kind = listed?.first
    isPossible = !isNoName || isMarkedOut
    if !isCapital {
      isLikely = kind == .common && !isNoName
      if kind != nil { takeInitial(place, limit, tokens, text, folded) }
      isKnownLikely = !isNoName && (kind != .word && !kinds.contains(.verb) || isMarkedOut)
      return
    }
    let joins = setting.joinsNext || setting.joinsPrevious
    isKnownLikely =
      !isNoName && !(setting.joinsNext && !isPossessive)
      && (kind != .word || isInside || isMarkedOut)
    // `CORI`, `ELA` and `MIA` are abbreviations as well.
    let isShouted = text.shape(at: place) == .allCaps && word.count <= 4 && !isMarkedOut
    switch kind {
    case _ where isShouted: isLikely = false
    case .common?, .plain?:
      isLikely = !isNoName && !(setting.joinsNext && setting.nextIsThing) && !setting.joinsPrevious
      takeInitial(place, limit, tokens, text, folded)
    case .word?:
      isLikely = isMarkedOut && !joins && !isNoName
      takeInitial(place, limit, tokens, text, folded)
    case nil:
      guard !isNoName, !joins, text.shape(at: place) == .capitalized else { return }
      if listed?.isLast == true {
        isLikely = isMarkedOut
      } else {
        isLikely =
          (setting.isSalutation || setting.isAlone) && word[word.count - 1] != UInt8(ascii: "s")
      }
    }
  }

  /// What is left of a word without the ending that makes it somebody's, `maya` of `maya's`: its length and its hash.
  static func stem(of token: Token, in folded: Span<UInt8>) -> (length: Int, hash: UInt64) {
    let written = folded.extracting(token.range)
    let count = written.count
    guard count > 3, written[count - 1] == UInt8(ascii: "s"),
      written[count - 2] == UInt8(ascii: "'")
    else { return (count, token.hash) }
    return (count - 2, WordHash.hash(written.extracting(0..<count - 2)))
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
    isLikely = !isNoName
    isPossible = true
  }

  /// `K. Marchetti`: an initial and what can be a last name.
  private mutating func takeLastName(
    _ place: Int, _ limit: Int, _ tokens: Span<Token>, _ text: borrowing CasedText,
    _ folded: Span<UInt8>, _ names: NameTable
  ) {
    let next = place + 1
    guard next < limit, isCapital, tokens[place].range.count == 1, tokens[next].range.count >= 3,
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
    _ folded: Span<UInt8>, _ names: NameTable
  ) {
    let next = place + 1
    guard next < limit, isCapital, text.isCapital(at: next), tokens[place].range.count == 1,
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
    around place: Int, _ tokens: Span<Token>, _ names: NameTable
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

/// What stands around one word.
private struct Setting {
  let isSentenceStart: Bool
  let isLineStart: Bool
  /// Whether the word is greeted or called: `Hi Maya`, `Maya, can you`.
  let isGreeted: Bool
  let isBeforeVerb: Bool
  let isAfterLead: Bool
  /// Whether it is all of the passage's last line, as below a letter.
  let isAlone: Bool
  /// Whether it is all of a line at the beginning, up to a comma.
  let isSalutation: Bool
  /// Whether another capitalized word stands beside it, so that they rather are a name together.
  let joinsPrevious: Bool
  let joinsNext: Bool
  /// Whether the word after it is one of school mail: `Lincoln School`.
  let nextIsThing: Bool
  /// Whether it is part of an address or a link.
  let isInAddress: Bool

  init(
    at place: Int, _ tokens: Span<Token>, _ text: borrowing CasedText, _ folded: Span<UInt8>,
    _ names: NameTable
  ) {
    let token = tokens[place]
    let start = Int(token.start)
    let end = Int(token.end)
    let isFirst = place == 0
    let isLast = place + 1 == tokens.count
    isSentenceStart = isFirst || tokens[place - 1].sentence != token.sentence
    let before = (isFirst ? 0 : Int(tokens[place - 1].end))..<start
    let after = end..<(isLast ? folded.count : Int(tokens[place + 1].start))
    isLineStart = isFirst || Self.hasBreak(folded, before)
    let isLineEnd = isLast || Self.hasBreak(folded, after)
    let follows = end < folded.count ? folded[end] : 0
    let previous = isFirst ? [] : names.kinds(of: tokens[place - 1].hash)
    let next = isLast ? [] : names.kinds(of: tokens[place + 1].hash)
    let isClosed = follows == UInt8(ascii: ",") || follows == UInt8(ascii: "!")
    isGreeted =
      (previous.contains(.greeting) && before.count <= 2)
      || ((isLineStart || isSentenceStart) && follows == UInt8(ascii: ",") && !(isLast && isFirst))
      || (isLineEnd && isClosed && isLineStart)
    let isNextTo = after.count == 1 && folded[after.lowerBound] == 0x20
    let isBehind = before.count == 1 && folded[before.lowerBound] == 0x20
    isBeforeVerb = isNextTo && next.contains(.verb)
    isAfterLead = isBehind && previous.contains(.lead)
    isSalutation = isFirst && isLineEnd && isClosed
    isAlone = isLineStart && isLast && !isFirst && place >= 3
    joinsNext =
      isNextTo && tokens[place + 1].range.count > 1 && text.isCapital(at: place + 1)
      && tokens[place + 1].sentence == token.sentence
    nextIsThing = next.contains(.noName)
    let isPreviousSentenceStart =
      place < 2 || tokens[place - 2].sentence != tokens[place - 1].sentence
    joinsPrevious =
      isBehind && !isSentenceStart && text.isCapital(at: place - 1)
      && !isPreviousSentenceStart && !previous.contains(.noName)
      && tokens[place - 1].range.count > 1
    let precedes = start > 0 ? folded[start - 1] : 0
    isInAddress =
      [UInt8(ascii: "@"), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "#")].contains(
        precedes)
      || follows == UInt8(ascii: "@") || follows == UInt8(ascii: "_")
      || (follows == UInt8(ascii: ".") && end + 1 < folded.count && folded[end + 1] > 0x20
        && token.range.count > 1)
      || (precedes == UInt8(ascii: ".") && before.count == 1 && token.range.count > 1)
  }

  private static func hasBreak(_ folded: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where index < folded.count && folded[index] == 0x0A { return true }
    return false
  }
}
