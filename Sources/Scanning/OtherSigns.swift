import Native

extension Disguises {
  // MARK: Digits of other scripts

  /// Finds numbers of five digits or more that are written in Arabic, Persian or Devanagari digits, which
  /// folding leaves as they are.
  mutating func findForeignDigits(_ folded: Span<UInt8>, from first: Int) {
    for lead in [UInt8(0xD9), 0xDB, 0xE0] {
      var from = first
      while let place = folded.firstOffset(of: lead, from: from) {
        let start = letters.count
        var end = place
        var last = place
        var digits = 0
        while end < folded.count {
          if let (digit, length) = Self.foreignDigit(at: end, in: folded) {
            letters.append(digit)
            digits += 1
            end += length
            last = end
          } else if digits > 0, end == last, [0x20, 0x2D, 0x2E].contains(folded[end]) {
            letters.append(folded[end])
            end += 1
          } else {
            break
          }
        }
        if digits >= 5 {
          letters.removeLast(end - last)
          add(place..<last, from: start)
        } else {
          letters.removeLast(letters.count - start)
        }
        from = max(last, place + 1)
        if from >= folded.count { break }
      }
    }
  }

  private static func foreignDigit(
    at index: Int, in folded: Span<UInt8>
  ) -> (digit: UInt8, length: Int)? {
    guard index + 1 < folded.count else { return nil }
    switch (folded[index], folded[index + 1]) {
    case (0xD9, let second) where second &- 0xA0 < 10: return (0x30 + second - 0xA0, 2)
    case (0xDB, let second) where second &- 0xB0 < 10: return (0x30 + second - 0xB0, 2)
    case (0xE0, 0xA5) where index + 2 < folded.count && folded[index + 2] &- 0xA6 < 10:
      return (0x30 + folded[index + 2] - 0xA6, 3)
    default: return nil
    }
  }

  // MARK: Pictures inside words

  mutating func findPictures(_ folded: Span<UInt8>, from first: Int) {
    for lead in [UInt8(0xF0), 0xE2] {
      var from = first
      while let place = folded.firstOffset(of: lead, from: from) {
        from = place + 1
        guard place > 0, Self.isLetter(folded[place - 1]) else { continue }
        var low = place
        while low > 0, place - low < 24, Self.isLetter(folded[low - 1]) { low -= 1 }
        let start = letters.count
        var index = low
        var pictures = 0
        while index < folded.count, index - low < 96 {
          if Self.isLetter(folded[index]) {
            letters.append(folded[index])
            index += 1
          } else if let length = Self.picture(at: index, in: folded) {
            pictures += 1
            index += length
          } else {
            break
          }
        }
        guard pictures > 0, letters.count - start >= 4, Self.isLetter(folded[index - 1]) else {
          letters.removeLast(letters.count - start)
          continue
        }
        add(low..<index, from: start)
        from = index
        if from >= folded.count { break }
      }
    }
  }

  /// The bytes of a picture: most emoji, and the older signs from U+2600 to U+27BF.
  private static func picture(at index: Int, in folded: Span<UInt8>) -> Int? {
    if folded[index] == 0xF0, index + 4 <= folded.count, folded[index + 1] == 0x9F { return 4 }
    guard folded[index] == 0xE2, index + 3 <= folded.count,
      (0x98...0x9E).contains(folded[index + 1])
    else { return nil }
    return 3
  }
}
