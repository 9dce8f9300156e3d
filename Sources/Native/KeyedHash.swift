private import CSodium

/// A hash of 128 bits.
public struct Hash128: Sendable, Hashable {
  /// How many bytes it has.
  public static let length = 16

  /// Its first half.
  public let high: UInt64
  /// Its second half.
  public let low: UInt64

  /// The hash that some bytes write; nil when they are not 16.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.length else { return nil }
    func number(_ part: some Sequence<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
    high = number(bytes.prefix(8))
    low = number(bytes.suffix(8))
  }

  /// Its bytes.
  public var bytes: [UInt8] {
    func bytes(of number: UInt64) -> [UInt8] {
      (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }
    return bytes(of: high) + bytes(of: low)
  }
}

/// BLAKE2b (RFC 7693) under a key, cut to 128 bits.
///
/// Who does not have the key cannot try which content a hash is of.
@safe public struct KeyedHash: Sendable {
  private let key: [UInt8]

  /// Creates the function of a key, of which 16 to 64 bytes count.
  public init(key: [UInt8]) {
    precondition(key.count >= Int(crypto_generichash_KEYBYTES_MIN), "a key has 16 bytes at least")
    self.key = Array(key.prefix(Int(crypto_generichash_KEYBYTES_MAX)))
  }

  /// The hash of some bytes.
  public func hash(of bytes: Span<UInt8>) -> Hash128 {
    var hash = [UInt8](repeating: 0, count: Hash128.length)
    // SAFETY: the bytes, the key and the place for the hash are lent with their lengths.
    unsafe bytes.withUnsafeBufferPointer { input in
      _ = unsafe crypto_generichash(
        &hash, hash.count, input.baseAddress, UInt64(input.count), key, key.count)
    }
    guard let result = Hash128(hash) else { preconditionFailure("it has 16 bytes") }
    return result
  }
}
