public import Native

/// The key of a prepared roster: 32 random bytes in a file of its own, as 64 hexadecimal digits.
public struct RosterKey: Sendable {
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
}

extension RosterKey.Problem {
  /// What to do about the key of a roster.
  public var hint: String {
    switch self {
    case .unreadable(let error) where error.isMissing:
      "copy the key that 'chaperone roster build' made, or build the index again"
    case .unreadable: "the account that runs chaperone must be able to read it"
    case .open: "make it private: chmod 600"
    case .foreign: "give it to the account that runs chaperone: chown"
    case .malformed: "copy the key that 'chaperone roster build' made"
    }
  }
}
