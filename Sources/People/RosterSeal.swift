import Native

/// Seals what is kept of a roster, so that a file alone tells nothing of anybody in it.
///
/// ChaCha20-Poly1305 under a key of the file's own: HMAC-SHA-256 of the file's salt under the key that stands in
/// another file. A piece is bound to its number by the nonce; a number is sealed once under a key.
struct RosterSeal: Sendable {
  /// How many bytes a sealed piece is longer than an open one.
  static let overhead = SealingKey.overhead
  /// The number of bytes of the key that is kept.
  static let keyLength = SealingKey.length

  /// The numbers of pieces that are no blocks.
  enum Piece {
    static let notes = Int.max
    static let words = Int.max - 1
  }

  private let key: SealingKey

  /// The seal of a file.
  init(key: [UInt8], salt: [UInt8]) {
    self.key = SealingKey(AuthenticationKey(key).code(for: salt))
  }

  /// Seals a piece.
  func seal(_ bytes: [UInt8], number: Int) -> [UInt8] { key.seal(bytes, number: number) }

  /// Opens a piece; nil when it is not what was sealed under this number.
  func open(_ sealed: [UInt8], number: Int) -> [UInt8]? { key.open(sealed, number: number) }

  /// Opens the gate of the names' first words; nil when it is not what was sealed.
  func openWords(_ sealed: FlatArray<UInt8>) -> FlatArray<UInt64>? {
    key.open(sealed, number: Piece.words, as: UInt64.self)
  }
}
