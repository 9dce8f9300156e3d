/// Mail made from a seed, the same on every machine.
public struct Corpus: Sendable {
  /// The seed of the baselines.
  public static let usualSeed: UInt64 = 20_261_125

  /// An mbox file.
  public let mbox: [UInt8]

  /// Writes messages until there are `bytes` of them.
  public init(bytes: Int, seed: UInt64 = usualSeed) {
    var writer = MailWriter(seed: seed)
    while writer.bytes.count < bytes { writer.write() }
    mbox = writer.bytes
  }
}
