public import Scanning

/// Hides what findings point at: identifiers and mentions, all but a hint of their shape.
///
/// Every digit becomes `•`; of every word the first letter stays; separators stay. So a number shows
/// its grouping and a name its initials, and neither can be read back.
public enum Masking {
  /// The masked form of a value.
  public static func mask(_ value: some StringProtocol) -> String {
    var result = ""
    var isInsideWord = false
    for scalar in value.unicodeScalars {
      let isLetter = scalar.properties.isAlphabetic
      let isDigit = scalar.properties.numericType != nil
      if isDigit || (isLetter && isInsideWord) {
        result.unicodeScalars.append("•")
      } else if scalar.properties.isGraphemeExtend || scalar.value == 0xFFFD {
        // A combining mark would tell which letter it stood on.
        result.unicodeScalars.append("•")
        continue
      } else {
        result.unicodeScalars.append(scalar)
      }
      isInsideWord = isLetter || isDigit
    }
    return result
  }

  /// `text` with the ranges (UTF-8 offsets, ascending, disjoint) masked.
  public static func mask(_ text: String, hiding ranges: [Range<Int>]) -> String {
    guard !ranges.isEmpty else { return text }
    var result = ""
    var position = text.startIndex
    for range in ranges {
      let lower = text.utf8Index(atOrBefore: range.lowerBound)
      let upper = text.utf8Index(atOrBefore: range.upperBound)
      guard lower >= position, upper > lower else { continue }
      result += text[position..<lower]
      result += mask(text[lower..<upper])
      position = upper
    }
    return result + text[position...]
  }

  /// The match of an excerpt alone, masked unless `isShown`.
  public static func match(of excerpt: Excerpt, isShown: Bool) -> String {
    let lower = excerpt.text.utf8Index(atOrBefore: excerpt.match.lowerBound)
    let upper = excerpt.text.utf8Index(atOrBefore: excerpt.match.upperBound)
    guard lower < upper else { return "" }
    let match = String(excerpt.text[lower..<upper])
    guard !isShown else { return match }
    let hidden = excerpt.sensitive.compactMap { range -> Range<Int>? in
      let clamped = range.clamped(to: excerpt.match)
      guard !clamped.isEmpty else { return nil }
      let shift = excerpt.match.lowerBound
      return (clamped.lowerBound - shift)..<(clamped.upperBound - shift)
    }
    return mask(match, hiding: hidden)
  }

  /// The whole excerpt on one line with the match between « and », masked unless `isShown`.
  public static func line(of excerpt: Excerpt, isShown: Bool) -> String {
    let lower = excerpt.text.utf8Index(atOrBefore: excerpt.match.lowerBound)
    let upper = max(lower, excerpt.text.utf8Index(atOrBefore: excerpt.match.upperBound))
    func side(_ range: Range<String.Index>) -> String {
      guard !isShown else { return String(excerpt.text[range]) }
      let start = excerpt.text.utf8.distance(from: excerpt.text.startIndex, to: range.lowerBound)
      let end = excerpt.text.utf8.distance(from: excerpt.text.startIndex, to: range.upperBound)
      let hidden = excerpt.sensitive.compactMap { sensitive -> Range<Int>? in
        let clamped = sensitive.clamped(to: start..<end)
        guard !clamped.isEmpty else { return nil }
        return (clamped.lowerBound - start)..<(clamped.upperBound - start)
      }
      return mask(String(excerpt.text[range]), hiding: hidden)
    }
    return side(excerpt.text.startIndex..<lower) + "«" + match(of: excerpt, isShown: isShown) + "»"
      + side(upper..<excerpt.text.endIndex)
  }
}

extension String {
  /// The index of the UTF-8 offset, moved back to a character of the text when it stands inside one.
  fileprivate func utf8Index(atOrBefore offset: Int) -> Index {
    let clamped = Swift.min(Swift.max(offset, 0), utf8.count)
    var index = utf8.index(startIndex, offsetBy: clamped)
    while index > startIndex, index.samePosition(in: unicodeScalars) == nil {
      index = utf8.index(before: index)
    }
    return index
  }
}
