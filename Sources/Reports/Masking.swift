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
}

extension String {
  /// The index of the UTF-8 offset, moved back to a character of the text when it stands inside one.
  func utf8Index(atOrBefore offset: Int) -> Index {
    let clamped = Swift.min(Swift.max(offset, 0), utf8.count)
    var index = utf8.index(startIndex, offsetBy: clamped)
    while index > startIndex, index.samePosition(in: unicodeScalars) == nil {
      index = utf8.index(before: index)
    }
    return index
  }
}
