import Native
import Testing

@Suite struct BytesTests {
  /// Bytes are equal when none of them differs, whatever their number.
  @Test func everyByteIsCompared() {
    for count in 0...40 {
      let one = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + 3) }
      let same = one.span.equals(Array(one).span)
      #expect(same, "\(count) bytes")
      for place in one.indices {
        var other = one
        other[place] ^= 0x80
        let differs = !one.span.equals(other.span)
        #expect(differs, "byte \(place) of \(count)")
      }
      let longer = one.span.equals((one + [0]).span)
      #expect(!longer)
    }
  }
}
