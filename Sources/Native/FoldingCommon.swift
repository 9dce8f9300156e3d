// Performance: accented Latin, Cyrillic, Chinese, Japanese, Korean, curly quotes and emoji as people
// type them need no normalization. Stretches of nothing else skip ICU, which takes 10 ns a letter.

/// The short way of folding text with common non-ASCII letters; the long way gives the same.
enum FoldingCommon {
  /// Answers that are not a folded scalar.
  private static let uncommon: UInt32 = 0
  private static let dropped: UInt32 = 1
  private static let ellipsis: UInt32 = 2

  /// What a non-ASCII scalar folds to, when that depends on nothing around it.
  @inline(__always)
  private static func fold(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x430...0x45F, 0xE0...0xF6, 0xF8...0xFF: scalar
    case 0x410...0x42F, 0xC0...0xD6, 0xD8...0xDE: scalar + 0x20
    case 0x400...0x40F: scalar + 0x50
    case 0x4E00...0x9FFF, 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x3001, 0x3002, 0xAC00...0xD7A3:
      scalar
    case 0xA0, 0x3000: 0x20
    case 0x2018...0x201F, 0x2010, 0x2012...0x2015: FoldingStretch.plain(scalar)
    case 0x2026: ellipsis
    case 0xA1...0xA7, 0xA9, 0xB0, 0xB6, 0xB7, 0xBF, 0xD7, 0xF7, 0x2022, 0x20AC, 0x2190...0x2193:
      scalar
    case 0xAB, 0xBB: 0x22
    case 0xAD, 0x200B...0x200F, 0xFE0F, 0xFEFF: dropped
    case 0x1F300...0x1FAFF: scalar
    default: uncommon
    }
  }

  /// Whether a range holds nothing but ASCII and common letters, in words of one script.
  static func covers(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    var hasLatin = false
    var hasCyrillic = false
    while offset < range.upperBound {
      let byte = text[offset]
      if byte < 0x80 {
        if byte < 0x20 ? !FoldedWriter.isASCIISpace(byte) : byte == 0x7F { return false }
        offset += 1
        let letter = byte | 0x20
        if letter >= 0x61 && letter <= 0x7A {
          if hasCyrillic { return false }
          hasLatin = true
        } else if !(byte >= 0x30 && byte <= 0x39) && byte != 0x5F {
          hasLatin = false
          hasCyrillic = false
        }
        continue
      }
      let step = text.utf8Step(at: offset)
      guard step.isValid else { return false }
      let folded = fold(step.scalar)
      if folded == uncommon { return false }
      offset += step.length
      if folded >= 0xE0 && folded <= 0xFF && folded != 0xF7 {
        if hasCyrillic { return false }
        hasLatin = true
      } else if folded >= 0x430 && folded <= 0x45F {
        if hasLatin { return false }
        hasCyrillic = true
      } else if folded != dropped {
        hasLatin = false
        hasCyrillic = false
      }
    }
    return true
  }

  /// Folds a range that `covers` accepted.
  static func fold(
    _ text: Span<UInt8>, _ range: Range<Int>, into folded: inout [UInt8],
    writer: inout FoldedWriter, map: inout OffsetMap
  ) {
    var offset = range.lowerBound
    // What was written at its length since here is one copy of the map.
    var run = offset
    while offset < range.upperBound {
      let byte = text[offset]
      if byte < 0x80 {
        if FoldedWriter.isASCIISpace(byte) {
          map.appendCopy(offset - run, from: run)
          writer.space(byte, from: offset..<offset + 1)
          run = offset + 1
        } else {
          if run == offset { writer.closeGap(into: &folded, map: &map) }
          folded.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        }
        offset += 1
        continue
      }
      let step = text.utf8Step(at: offset)
      let scalar = fold(step.scalar)
      if scalar >= 0xA0 {
        if run == offset { writer.closeGap(into: &folded, map: &map) }
        if scalar < 0x800 {
          folded.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
          folded.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        } else {
          for index in 0..<step.length { folded.append(text[offset + index]) }
        }
        offset += step.length
        continue
      }
      map.appendCopy(offset - run, from: run)
      let source = offset..<offset + step.length
      offset = source.upperBound
      run = offset
      switch scalar {
      case 0x20: writer.space(0x20, from: source)
      case dropped: break
      case ellipsis:
        for _ in 0..<3 { writer.scalar(0x2E, from: source, into: &folded, map: &map) }
      default: writer.scalar(scalar, from: source, into: &folded, map: &map)
      }
    }
    map.appendCopy(offset - run, from: run)
  }
}
