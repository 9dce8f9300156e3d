// Performance: everything between two equals signs is copied at once; only the signs are looked at.
import Native

/// Quoted-printable (RFC 2045 section 6.7).
///
/// White space at the end of a line, which the standard lets a decoder delete, is kept: nothing that
/// reads the text cares, and finding it would cost a look at each line.
enum QuotedPrintable {
  /// Appends the decoded bytes, and where they came from in `text` plus `base` when a map is wanted.
  static func decode(
    _ text: Span<UInt8>, into output: inout [UInt8], map: inout OffsetMap, base: Int,
    keepsMap: Bool
  ) -> TransferDecoding.Outcome {
    var outcome = TransferDecoding.Outcome()
    output.reserveCapacity(output.count + text.count)
    var start = 0
    var search = 0
    while let sign = text.firstOffset(of: UInt8(ascii: "="), from: search) {
      if sign + 2 < text.count, let high = nibble(text[sign + 1]), let low = nibble(text[sign + 2])
      {
        copy(start..<sign, of: text, into: &output, &map, base, keepsMap)
        output.append(high << 4 | low)
        if keepsMap { map.append(output: 1, input: 3, from: base + sign) }
        start = sign + 3
      } else if let next = softBreak(after: sign, in: text) {
        copy(start..<sign, of: text, into: &output, &map, base, keepsMap)
        start = next
        if next == text.count, sign + 1 == next { outcome.isTruncated = true }
      } else {
        outcome.invalid += 1
        search = sign + 1
        continue
      }
      search = start
    }
    copy(start..<text.count, of: text, into: &output, &map, base, keepsMap)
    return outcome
  }

  private static func copy(
    _ range: Range<Int>, of text: Span<UInt8>, into output: inout [UInt8], _ map: inout OffsetMap,
    _ base: Int, _ keepsMap: Bool
  ) {
    guard !range.isEmpty else { return }
    output.append(text, in: range)
    if keepsMap { map.appendCopy(range.count, from: base + range.lowerBound) }
  }

  /// The start of the next line when only white space follows an equals sign, or the end of all.
  private static func softBreak(after sign: Int, in text: Span<UInt8>) -> Int? {
    var offset = sign + 1
    while offset < text.count, text[offset] == 0x20 || text[offset] == 0x09 { offset += 1 }
    guard offset < text.count else { return offset }
    if text[offset] == 0x0A { return offset + 1 }
    guard text[offset] == 0x0D else { return nil }
    return offset + 1 < text.count && text[offset + 1] == 0x0A ? offset + 2 : offset + 1
  }

  /// The value of a hexadecimal digit of either case.
  static func nibble(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
