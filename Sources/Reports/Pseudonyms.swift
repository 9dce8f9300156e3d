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
    return "p-" + code.prefix(6).hexadecimal
  }

  /// 32 hex digits that only who has the key can make of some bytes.
  func code(of bytes: [UInt8]) -> String {
    key.code(for: bytes).prefix(16).hexadecimal
  }

  /// The pseudonym of an address, a phone number or a handle.
  public func pseudonym(of address: String) -> String {
    let name = pseudonym(ofName: address)
    guard let at = address.lastIndex(of: "@") else { return name }
    return name + address[at...].lowercased()
  }
}
