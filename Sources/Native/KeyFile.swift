/// A secret of 32 random bytes in a private file of its own, as 64 hexadecimal digits.
public struct KeyFile: Sendable {
  /// The secret.
  public let bytes: [UInt8]

  /// Why there is no key.
  public enum Problem: Error, Sendable, Hashable {
    case unreadable(FileError)
    /// Others may read it; its mode.
    case open(mode: Int)
    case foreign
    /// It does not hold 64 hexadecimal digits.
    case malformed

    /// What is wrong, for a sentence about a file.
    public var reason: String {
      switch self {
      case .unreadable(let error): error.reason
      case .open(let mode): "others may read it (mode \(String(mode, radix: 8)))"
      case .foreign: "it belongs to somebody else"
      case .malformed: "it holds no key of 64 hexadecimal digits"
      }
    }

    /// What to do about it.
    ///
    /// - Parameters:
    ///   - maker: the command that makes such keys.
    ///   - missing: what to do when the file is not there.
    public func hint(maker: String, missing: String) -> String {
      switch self {
      case .unreadable(let error) where error.isMissing: missing
      case .unreadable: "the account that runs chaperone must be able to read it"
      case .open: "make it private: chmod 600"
      case .foreign: "give it to the account that runs chaperone: chown"
      case .malformed: "copy the key that '\(maker)' made"
      }
    }
  }

  /// How many bytes a key has.
  public static let length = 32

  /// Reads a key from a file that only its owner may read.
  public init(contentsOf path: FilePath) throws(Problem) {
    let text: [UInt8]
    do throws(PrivateFile.Problem) {
      text = try PrivateFile.contents(of: path, limit: 1 << 12)
    } catch {
      switch error {
      case .unreadable(let error): throw .unreadable(error)
      case .open(let mode): throw .open(mode: mode)
      case .foreign: throw .foreign
      }
    }
    guard let bytes = Self.bytes(of: text) else { throw .malformed }
    self.bytes = bytes
  }

  /// Makes a key and writes it to a file that is not there yet, readable by its owner alone.
  public init(creating path: FilePath) throws(FileError) {
    bytes = .random(count: Self.length)
    try PrivateFile.create(path, Array((bytes.hexadecimal + "\n").utf8))
  }

  /// The key that 64 hexadecimal digits write; white space at the end does not count.
  private static func bytes(of text: [UInt8]) -> [UInt8]? {
    var digits = text[...]
    while let last = digits.last, last <= 0x20 { digits.removeLast() }
    guard digits.count == 2 * length else { return nil }
    return [UInt8](hexadecimal: digits)
  }
}
