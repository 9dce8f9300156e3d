import CSodium

/// SHA-256 (FIPS 180-4) of bytes that arrive in pieces.
@safe public struct SHA256: Sendable {
  /// How many bytes a hash has.
  public static let length = 32

  private var state = crypto_hash_sha256_state()

  /// The hash of nothing so far.
  public init() {
    // SAFETY: the state lives for the call.
    unsafe crypto_hash_sha256_init(&state)
  }

  /// Adds bytes.
  public mutating func update(_ bytes: [UInt8]) {
    // SAFETY: the array is lent with its length.
    unsafe crypto_hash_sha256_update(&state, bytes, UInt64(bytes.count))
  }

  /// The hash of what was added; nothing can be added any more.
  public consuming func finish() -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: Self.length)
    // SAFETY: the output has the length of a hash.
    unsafe crypto_hash_sha256_final(&state, &hash)
    return hash
  }

  /// The hash as reports name it: `sha256:` and 64 hex digits.
  public consuming func finishName() -> String { "sha256:" + finish().hexadecimal }

  /// The hash of some bytes.
  public static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }
}

/// A key for HMAC-SHA-256 (RFC 2104): who has it can make and check codes of bytes.
@safe public struct AuthenticationKey: Sendable {
  private let key: [UInt8]

  /// A key of any length; one of 32 random bytes is as strong as the code.
  public init(_ key: [UInt8]) { self.key = key }

  /// The code of some bytes: 32 bytes.
  public func code(for bytes: [UInt8]) -> [UInt8] {
    var state = crypto_auth_hmacsha256_state()
    var code = [UInt8](repeating: 0, count: SHA256.length)
    // SAFETY: arrays are lent with their lengths, and the output has the length of a code.
    unsafe crypto_auth_hmacsha256_init(&state, key, key.count)
    unsafe crypto_auth_hmacsha256_update(&state, bytes, UInt64(bytes.count))
    unsafe crypto_auth_hmacsha256_final(&state, &code)
    return code
  }
}
