public import Native

/// Takes the transfer encoding off a part's body (RFC 2045 section 6).
///
/// It never fails.
public enum TransferDecoding {
  /// What was wrong with an encoded body; it was read all the same.
  public struct Outcome: Sendable, Equatable {
    /// Whether it ended in the middle of something.
    public var isTruncated = false
    /// How many characters were passed over, or stood for themselves, because they were no code.
    public var invalid = 0
    /// Whether the map was continued; base64 and uuencode keep no offsets.
    public var isMapped = false

    /// Creates the outcome of a sound body.
    public init() {}

    fileprivate init(_ damage: QuotedPrintableDamage, isMapped: Bool) {
      isTruncated = damage.isTruncated
      invalid = damage.invalid
      self.isMapped = isMapped
    }
  }

  /// Appends the decoded bytes of a body.
  ///
  /// Line breaks stay as they are in the source.
  ///
  /// - Parameters:
  ///   - bytes: the encoded body.
  ///   - encoding: how it is encoded; `unknown` is read as it is.
  ///   - output: what the decoded bytes are appended to; never more of them than `bytes` has, but for
  ///     one: a uuencoded line may have lost the spaces at its end.
  ///   - map: continued for identity and quoted-printable, untouched for the others.
  ///   - base: what is added to the map's input offsets.
  public static func decode(
    _ bytes: Span<UInt8>, as encoding: Part.TransferEncoding, into output: inout [UInt8],
    map: inout OffsetMap, base: Int = 0
  ) -> Outcome {
    switch encoding {
    case .identity, .unknown, .composed:
      output.append(bytes)
      map.appendCopy(bytes.count, from: base)
    case .quotedPrintable:
      return Outcome(output.append(quotedPrintable: bytes, map: &map, base: base), isMapped: true)
    case .jsonString:
      JSONString.decode(bytes, into: &output, map: &map, base: base)
    case .base64: return Base64.decode(bytes, into: &output)
    case .uuencode: return UUEncoding.decode(bytes, into: &output)
    }
    var outcome = Outcome()
    outcome.isMapped = true
    return outcome
  }

  /// Appends the decoded bytes of a body whose offsets nobody asks for.
  public static func decode(
    _ bytes: Span<UInt8>, as encoding: Part.TransferEncoding, into output: inout [UInt8]
  ) -> Outcome {
    var map = OffsetMap()
    guard encoding == .quotedPrintable else {
      return decode(bytes, as: encoding, into: &output, map: &map)
    }
    return Outcome(output.append(quotedPrintable: bytes), isMapped: false)
  }
}
