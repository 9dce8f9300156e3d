internal import Crypto

/// Seals what is kept of a roster, so that a file alone tells nothing of anybody in it.
///
/// AES-256-GCM under a key of the file's own: HMAC-SHA-256 of the file's salt under the key that stands in
/// another file. A piece is bound to its number by the nonce; a number is sealed once under a key.
struct RosterSeal: Sendable {
  /// How many bytes a sealed piece is longer than an open one.
  static let overhead = 16
  /// The number of bytes of the key that is kept.
  static let keyLength = 32

  /// The numbers of pieces that are no blocks.
  enum Piece {
    static let notes = Int.max
    static let gate = Int.max - 1
  }

  private let key: SymmetricKey

  /// The seal of a file.
  init(key: [UInt8], salt: [UInt8]) {
    let code = HMAC<SHA256>.authenticationCode(for: salt, using: SymmetricKey(data: key))
    self.key = SymmetricKey(data: Array(code))
  }

  /// Random bytes, for a key or a salt.
  static func randomBytes() -> [UInt8] {
    (0..<keyLength).map { _ in UInt8.random(in: 0...0xFF) }
  }

  /// Seals a piece; nil when that fails, and then nothing may be kept.
  func seal(_ bytes: [UInt8], number: Int) -> [UInt8]? {
    guard let nonce = try? AES.GCM.Nonce(data: Self.nonce(number)),
      let box = try? AES.GCM.seal(bytes, using: key, nonce: nonce)
    else { return nil }
    return Array(box.ciphertext) + Array(box.tag)
  }

  /// Opens a piece; nil when it is not what was sealed under this number.
  func open(_ sealed: [UInt8], number: Int) -> [UInt8]? {
    guard sealed.count >= Self.overhead, let nonce = try? AES.GCM.Nonce(data: Self.nonce(number)),
      let box = try? AES.GCM.SealedBox(
        nonce: nonce, ciphertext: sealed.dropLast(Self.overhead), tag: sealed.suffix(Self.overhead)),
      let bytes = try? AES.GCM.open(box, using: key)
    else { return nil }
    return Array(bytes)
  }

  private static func nonce(_ number: Int) -> [UInt8] {
    var nonce = [UInt8](repeating: 0, count: 12)
    for index in 0..<8 { nonce[index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
    return nonce
  }
}
