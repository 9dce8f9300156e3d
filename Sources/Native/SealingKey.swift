import CSodium

/// A key that seals bytes: ChaCha20-Poly1305 (RFC 8439), which hides them and tells any change.
@safe public struct SealingKey: Sendable {
  /// How many bytes a key has.
  public static let length = 32
  /// How many bytes sealed bytes are longer than open ones.
  public static let overhead = 16

  private let key: [UInt8]

  /// The library picks the fastest code for this processor once.
  private static let isReady = sodium_init() >= 0

  /// Creates a key.
  ///
  /// - Precondition: `key` has `length` bytes.
  public init(_ key: [UInt8]) {
    precondition(key.count == Self.length && Self.isReady)
    self.key = key
  }

  /// Seals bytes under a number, which no other bytes may be sealed under with this key.
  public func seal(_ bytes: [UInt8], number: Int) -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: bytes.count + Self.overhead)
    // SAFETY: key and nonce have the lengths that the function wants, and the output has room for the bytes and
    // the tag.
    unsafe crypto_aead_chacha20poly1305_ietf_encrypt(
      &sealed, nil, bytes, UInt64(bytes.count), nil, 0, nil, Self.nonce(number), key)
    return sealed
  }

  /// Opens bytes; nil when they are not what was sealed under this number.
  public func open(_ sealed: [UInt8], number: Int) -> [UInt8]? {
    guard sealed.count >= Self.overhead else { return nil }
    var bytes = [UInt8](repeating: 0, count: sealed.count - Self.overhead)
    // SAFETY: key and nonce have the lengths that the function wants, and the output has room for the bytes
    // without the tag.
    let result = unsafe crypto_aead_chacha20poly1305_ietf_decrypt(
      &bytes, nil, nil, sealed, UInt64(sealed.count), nil, 0, Self.nonce(number), key)
    return result == 0 ? bytes : nil
  }

  /// Opens bytes as records; nil when they are not what was sealed under this number, or no such records.
  public func open<Record: FlatRecord>(
    _ sealed: FlatArray<UInt8>, number: Int, as: Record.Type
  ) -> FlatArray<Record>? {
    let length = sealed.count - Self.overhead
    guard length >= 0, length % MemoryLayout<Record>.stride == 0 else { return nil }
    return FlatArray(count: length / MemoryLayout<Record>.stride) { memory in
      // SAFETY: key and nonce have the lengths that the function wants, and the memory has room for the bytes
      // without the tag.
      unsafe sealed.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return false }
        return unsafe crypto_aead_chacha20poly1305_ietf_decrypt(
          memory.assumingMemoryBound(to: UInt8.self), nil, nil, start, UInt64(bytes.count), nil, 0,
          Self.nonce(number), key) == 0
      }
    }
  }

  private static func nonce(_ number: Int) -> [UInt8] {
    var nonce = [UInt8](repeating: 0, count: 12)
    for index in 0..<8 { nonce[index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
    return nonce
  }
}
