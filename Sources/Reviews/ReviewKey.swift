public import Native
private import Reports

/// The key that the prints of findings are made with: 32 random bytes in a private file of its own.
///
/// Without it nobody can tell which finding a print is of, nor make the print of a finding that they guess.
public struct ReviewKey: Sendable {
  /// Why there is no key.
  public typealias Problem = KeyFile.Problem

  let bytes: [UInt8]

  /// Reads a key from a file that only its owner may read.
  public init(contentsOf path: FilePath) throws(Problem) {
    bytes = try KeyFile.contents(of: path)
  }

  /// Makes a key and writes it to a file that is not there yet, readable by its owner alone.
  public init(creating path: FilePath) throws(FileError) {
    bytes = try KeyFile.create(path)
  }

  /// Creates a key from its bytes.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// What tells this key from others, and nothing else of it: 8 hex digits.
  public var id: String { String(code(of: Array("which key".utf8)).prefix(8)) }

  /// 32 hex digits that only who has the key can make of some bytes.
  func code(of bytes: [UInt8]) -> String {
    Digest.hexadecimal(AuthenticationKey(self.bytes).code(for: bytes).prefix(16))
  }

  /// The file of the key when nobody names another: `reviews.key` beside what it belongs to.
  public static func path(beside file: FilePath) -> FilePath {
    file.folder.appending("reviews.key")
  }
}

extension ReviewKey {
  /// What to do about a key that cannot be used.
  public static func hint(for problem: Problem) -> String {
    switch problem {
    case .unreadable(let error) where error.isMissing:
      "name the key that 'chaperone review' made: --review-key FILE"
    case .unreadable: "the account that runs chaperone must be able to read it"
    case .open: "make it private: chmod 600"
    case .foreign: "give it to the account that runs chaperone: chown"
    case .malformed: "copy the key that 'chaperone review' made"
    }
  }
}
