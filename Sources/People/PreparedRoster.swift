public import Native

/// A roster as one file for machines on which the district's own files do not lie.
///
/// The file is a line that says what it is, a salt, a check of the key (HMAC-SHA-256 of the salt), and
/// the compiled roster, every part of which is sealed (`RosterSeal`: ChaCha20-Poly1305 under HMAC-SHA-256 of
/// the salt). Without the key it tells nothing but how many people there are, roughly by its length.
public enum PreparedRoster {
  /// Why a file is no roster that can be used.
  public enum Problem: Error, Sendable, Hashable {
    case unreadable(FileError)
    /// It is something else.
    case foreign
    /// Another version of the program made it.
    case otherVersion
    /// It was made with another key.
    case wrongKey
    /// It is not as it was written.
    case damaged
  }

  /// The version of the layout and of what is read from rows; it grows when either changes.
  private static let version = "3"
  private static let name = "chaperone roster index "
  /// Where the salt, the check and the compiled roster begin; a multiple of 16 all.
  private static let saltStart = 32
  private static let checkStart = 64
  private static let bodyStart = 96
  /// Longer files are none of ours.
  private static let limit = 1 << 30

  /// The file of a roster.
  public static func bytes(of loader: consuming RosterLoader, key: KeyFile) -> [UInt8] {
    let image = loader.image()
    let salt = [UInt8].random(count: RosterSeal.keyLength)
    // The layout stands open in the file: sealed once more, nobody can change it unseen.
    let body = image.file(
      identity: [], notes: image.layoutBytes, key: key.bytes, salt: salt, build: 0)
    var bytes = Array("\(name)\(version)\n".utf8)
    bytes += [UInt8](repeating: 0x0A, count: saltStart - bytes.count)
    bytes += salt
    bytes += check(salt, key)
    bytes += body.bytes()
    return bytes
  }

  /// Opens a file.
  public static func open(_ path: FilePath, key: KeyFile) throws(Problem) -> Roster {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileReader.contents(of: path, limit: limit)
    } catch {
      throw .unreadable(error)
    }
    return try roster(of: bytes, key: key)
  }

  static func roster(of bytes: [UInt8], key: KeyFile) throws(Problem) -> Roster {
    guard bytes.starts(with: Array(name.utf8)) else { throw .foreign }
    guard bytes.starts(with: Array("\(name)\(version)\n".utf8)) else { throw .otherVersion }
    guard bytes.count > bodyStart else { throw .damaged }
    let salt = Array(bytes[saltStart..<checkStart])
    guard Array(bytes[checkStart..<bodyStart]) == check(salt, key) else { throw .wrongKey }
    guard
      let file = CompiledFile(
        copying: bytes.span.extracting(bodyStart..<bytes.count), kind: RosterImage.kind, build: 0),
      file.bytes(of: RosterImage.Section.salt)?.equals(salt.span) == true,
      let sealed = file.array(of: RosterImage.Section.notes, as: UInt8.self)
    else { throw .damaged }
    let seal = RosterSeal(key: key.bytes, salt: salt)
    guard let layout = seal.open(sealed, number: RosterSeal.Piece.notes),
      file.bytes(of: RosterImage.Section.layout)?.equals(layout.span) == true,
      let image = RosterImage(file, seal: seal)
    else { throw .damaged }
    return Roster(RosterStore(image) { nil })
  }

  /// What tells a wrong key from a damaged file.
  private static func check(_ salt: [UInt8], _ key: KeyFile) -> [UInt8] {
    AuthenticationKey(key.bytes).code(for: Array("key of a roster index".utf8) + salt)
  }
}

extension KeyFile.Problem {
  /// What to do about the key of a roster.
  public var rosterHint: String {
    hint(
      maker: "chaperone roster build",
      missing:
        "copy the key that 'chaperone roster build' made, or build the index again")
  }
}

extension PreparedRoster.Problem {
  /// What is wrong, for a sentence about a file.
  public var reason: String {
    switch self {
    case .unreadable(let error): error.reason
    case .foreign: "it is no roster index"
    case .otherVersion: "another version of chaperone made it"
    case .wrongKey: "it was made with another key"
    case .damaged: "it is damaged"
    }
  }

  /// What to do about it.
  public var hint: String {
    switch self {
    case .unreadable(let error) where error.isMissing:
      "make it with 'chaperone roster build'"
    case .unreadable: "the account that runs chaperone must be able to read it"
    case .foreign: "make one with 'chaperone roster build'"
    case .otherVersion: "make it anew with 'chaperone roster build'"
    case .wrongKey:
      "name the key that it was made with, or make it anew with 'chaperone roster build'"
    case .damaged: "copy it again, or make it anew with 'chaperone roster build'"
    }
  }
}
