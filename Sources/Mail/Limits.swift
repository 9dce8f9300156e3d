/// The limits that keep hostile mail from costing more than it may.
///
/// All count bytes or steps, never time, so that results are reproducible. Each that bites is
/// reported as a defect.
public struct Limits: Sendable {
  /// The longest message that is read whole, in bytes; of a longer one, this much is read.
  public var messageBytes = 64 << 20
  /// The longest header block of one part, in bytes.
  public var headerBytes = 1 << 20
  /// The most header fields of one part.
  public var headerFields = 2_000
  /// The deepest nesting of parts.
  public var depth = 64
  /// The most parts of one message.
  public var parts = 2_000
  /// The most decoded text of one message, in bytes of UTF-8.
  public var decodedBytes = 64 << 20
  /// The most steps of one pattern at one place (PCRE2's match limit).
  public var patternSteps: UInt32 = 100_000
  /// The most pattern trials in one message.
  public var patternTrials = 200_000

  /// The shipped limits.
  public init() {}
}
