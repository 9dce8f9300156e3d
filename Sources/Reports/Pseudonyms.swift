private import Native

/// Replaces the people behind addresses by keyed pseudonyms.
///
/// The same address has the same pseudonym under the same key, and without the key it cannot be
/// found by trying addresses: HMAC-SHA-256 of the lower-cased address, its first twelve hex digits.
/// Domains stay, since they say whether a message left the district.
public struct Pseudonyms: Sendable {
  private let key: AuthenticationKey

  /// Creates pseudonyms from the bytes of a key.
  public init(key: [UInt8]) {
    self.key = AuthenticationKey(key)
  }

  /// The pseudonym of a name, or of an address without its domain.
  public func pseudonym(ofName name: String) -> String {
    let code = key.code(for: Array(name.lowercased().utf8))
    return "p-" + Digest.hexadecimal(code.prefix(6))
  }

  /// 32 hex digits that only who has the key can make of some bytes.
  func code(of bytes: [UInt8]) -> String {
    Digest.hexadecimal(key.code(for: bytes).prefix(16))
  }

  /// The pseudonym of an address, a phone number or a handle.
  public func pseudonym(of address: String) -> String {
    let name = pseudonym(ofName: address)
    guard let at = address.lastIndex(of: "@") else { return name }
    return name + address[at...].lowercased()
  }
}

/// The SHA-256 of bytes that arrive in pieces.
public struct Digest: Sendable {
  private var hash = SHA256()

  /// Creates the digest of nothing.
  public init() {}

  /// Adds bytes.
  public mutating func update(_ bytes: [UInt8]) {
    hash.update(bytes)
  }

  /// `sha256:` and 64 hex digits.
  public func finish() -> String { "sha256:" + Digest.hexadecimal(hash.finish()) }

  /// Two hex digits for each byte.
  public static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
