import Native

/// What stands around a word that may be somebody's name.
struct LoneSetting {
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

  /// Whether something marks the word out as somebody's name.
  var isMarkedOut: Bool { isGreeted || isBeforeVerb || isAfterLead || isAlone }

  /// Looks around the word at `place`.
  ///
  /// `folded` is the passage's folded text, which the words are counted in.
  init(
    at place: Int, _ tokens: Span<Token>, _ text: borrowing CasedText, _ folded: Span<UInt8>,
    _ names: borrowing NameTable
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
      precedes == UInt8(ascii: "@") || precedes == UInt8(ascii: "/")
      || precedes == UInt8(ascii: "_") || precedes == UInt8(ascii: "#")
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
