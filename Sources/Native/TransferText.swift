// Performance: bodies are as long as the mail itself. The vector code copies quoted-printable text in
// blocks and writes the offset map as it goes, and makes 24 bytes of 32 characters of base64 at once.
private import CSIMD

/// What was wrong with quoted-printable text; it was read all the same.
public struct QuotedPrintableDamage: Sendable, Equatable {
  /// How many equals signs begin nothing and stand for themselves.
  public internal(set) var invalid = 0
  /// Whether the text ends with an equals sign.
  public internal(set) var isTruncated = false
}

extension Array where Element == UInt8 {
  /// Appends what quoted-printable text stands for (RFC 2045 section 6.7), and continues `map` with where
  /// it came from: offsets into the text plus `base`.
  ///
  /// White space at the end of a line, which the standard lets a decoder delete, is kept: nothing that
  /// reads the text cares.
  public mutating func append(
    quotedPrintable text: Span<UInt8>, map: inout OffsetMap, base: Int = 0
  ) -> QuotedPrintableDamage {
    append(quotedPrintable: text, map: &map, base: base, keepsMap: true, isPortable: false)
  }

  /// The same for text whose offsets nobody asks for.
  public mutating func append(quotedPrintable text: Span<UInt8>) -> QuotedPrintableDamage {
    var map = OffsetMap()
    return append(quotedPrintable: text, map: &map, base: 0, keepsMap: false, isPortable: false)
  }

  /// The same; without `keepsMap` the map is good for nothing afterwards, and `isPortable` asks for the
  /// portable twin of the vector code.
  mutating func append(
    quotedPrintable text: Span<UInt8>, map: inout OffsetMap, base: Int, keepsMap: Bool,
    isPortable: Bool
  ) -> QuotedPrintableDamage {
    var state = csimd_quoted()
    append(addingCapacity: text.count) { output in
      unsafe output.withUnsafeMutableBufferPointer { target, initialized in
        unsafe text.withUnsafeBufferPointer { bytes in
          guard let from = bytes.baseAddress, let into = target.baseAddress else { return }
          // A guess at the runs that is mostly enough, and never much too large.
          unsafe map.append(expecting: bytes.count / 16, keepsRuns: keepsMap) { runs in
            // SAFETY: `into` has room for as many bytes as there are, which is as much as can come of
            // them; the runs have room for what they say.
            if isPortable {
              unsafe csimd_decode_quoted_portable(from, bytes.count, base, into, &state, &runs)
            } else {
              unsafe csimd_decode_quoted(from, bytes.count, base, into, &state, &runs)
            }
          }
          initialized = state.written
        }
      }
    }
    return QuotedPrintableDamage(
      invalid: state.invalid, isTruncated: state.is_truncated != 0)
  }
}

extension OutputSpan where Element == UInt8 {
  /// How much room base64 wants behind what it decodes to.
  public static var base64Slack: Int { Int(CSIMD_BASE64_SLACK) }

  /// Appends the bytes of base64 text from `start` on, as far as it is whole groups of four characters
  /// and line breaks between them, and answers where it is not.
  ///
  /// There must be room for three bytes of each four characters, and for `base64Slack` more.
  public mutating func append(base64 text: Span<UInt8>, from start: Int) -> Int {
    append(base64: text, from: start, isPortable: false)
  }

  /// The same; `isPortable` asks for the portable twin of the vector code.
  mutating func append(base64 text: Span<UInt8>, from start: Int, isPortable: Bool) -> Int {
    let length = text.count - start
    precondition(start >= 0 && length >= 0 && freeCapacity >= length / 4 * 3 + Self.base64Slack)
    return unsafe withUnsafeMutableBufferPointer { target, initialized in
      unsafe text.withUnsafeBufferPointer { bytes in
        guard let from = bytes.baseAddress, let into = target.baseAddress else { return start }
        // SAFETY: `start` and the room were checked.
        let progress =
          unsafe isPortable
          ? csimd_decode_base64_portable(from + start, length, into + initialized)
          : csimd_decode_base64(from + start, length, into + initialized)
        initialized += progress.written
        return start + progress.read
      }
    }
  }
}
