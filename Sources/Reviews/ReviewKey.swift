public import Native

/// The key that the prints of findings are made with.
///
/// Without it nobody can tell which finding a print is of, nor make the print of a finding that they guess.
public struct ReviewKey: Sendable {
  private let key: AuthenticationKey

  /// The key that a file holds.
  public init(_ file: KeyFile) { self.init(bytes: file.bytes) }

  /// Creates a key from its bytes.
  public init(bytes: [UInt8]) { key = AuthenticationKey(bytes) }

  /// What tells this key from others, and nothing else of it: 8 hex digits.
  public var id: String { String(code(of: Array("which key".utf8)).prefix(8)) }

  /// 32 hex digits that only who has the key can make of some bytes.
  func code(of bytes: [UInt8]) -> String { key.code(for: bytes).prefix(16).hexadecimal }

  /// The file of the key when nobody names another: `reviews.key` beside what it belongs to.
  public static func path(beside file: FilePath) -> FilePath {
    file.folder.appending("reviews.key")
  }
}
