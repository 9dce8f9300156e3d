public import Native

/// Which messages were scanned, and by which rules: an SQLite file of its owner alone.
///
/// It holds fingerprints under a key of its own (`MessagePrints`) and nothing of any message. Who has the file and a
/// message can tell whether that was scanned, and nobody else can.
public final class SeenStore {
  /// `PRAGMA application_id`: the letters `ChSe`.
  private static let application = 0x4368_5365
  private static let version = 1

  private static let tables = """
    CREATE TABLE about (key TEXT NOT NULL, part TEXT NOT NULL, scans INTEGER NOT NULL);
    CREATE TABLE rules (rules INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE);
    CREATE TABLE messages (
      high INTEGER NOT NULL,
      low INTEGER NOT NULL,
      rules INTEGER NOT NULL REFERENCES rules,
      PRIMARY KEY (high, low)
    ) WITHOUT ROWID;
    """

  /// The file.
  public let path: FilePath
  /// The key of its fingerprints.
  public let key: [UInt8]
  /// Which part of a scan it belongs to (`2/7`); empty when it belongs to none.
  public let part: String
  /// How many scans have added to it.
  public let scans: Int
  private let database: Database

  /// Opens a file, and makes it where there is none.
  ///
  /// - Parameter part: which part of a scan a new file is for.
  public init(_ path: FilePath, part: String) throws(FileError) {
    if (try? FileFacts(of: path)) == nil { try PrivateFile.create(path, []) }
    let database = try Database(path, for: .write)
    try database.run("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536")
    if try database.number("SELECT count(*) FROM sqlite_schema") == 0 {
      let key = [UInt8].random(count: 32)
      try database.run(
        """
        BEGIN IMMEDIATE;
        PRAGMA application_id = \(Self.application);
        PRAGMA user_version = \(Self.version);
        \(Self.tables)
        """)
      try database.statement("INSERT INTO about VALUES (?, ?, 0)")
        .run([.text(key.hexadecimal), .text(part)])
      try database.run("COMMIT")
    }
    func wrong(_ reason: String) -> FileError {
      FileError(path: path, operation: .read, cause: .database(reason))
    }
    guard try database.number("PRAGMA application_id") == Self.application else {
      throw wrong("no file of messages that were seen; name another with --seen")
    }
    let version = try database.number("PRAGMA user_version")
    guard version == Self.version else {
      throw wrong("of version \(version), and this Chaperone reads \(Self.version)")
    }
    let about = try database.statement("SELECT key, part, scans FROM about")
    guard try about.next(), let key = [UInt8](hexadecimal: (about.text(0) ?? "").utf8),
      key.count >= 16
    else {
      throw wrong("its key is missing; remove the file, and all messages are scanned anew")
    }
    self.path = path
    self.key = key
    self.part = about.text(1) ?? ""
    scans = about.integer(2) ?? 0
    while try about.next() {}
    self.database = database
  }

  /// Adds the fingerprints that a file holds, 16 bytes each, as scanned by the rules of a digest.
  public func add(_ prints: FilePath, rules digest: String) throws(FileError) {
    try database.run("BEGIN IMMEDIATE")
    try database.statement("INSERT OR IGNORE INTO rules (digest) VALUES (?)").run([.text(digest)])
    let find = try database.statement("SELECT rules FROM rules WHERE digest = ?")
    try find.start([.text(digest)])
    let rules = try find.next() ? find.integer(0) ?? 0 : 0
    while try find.next() {}
    let add = try database.statement(
      "INSERT INTO messages VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET rules = excluded.rules")
    var reader = try FileReader(path: prints)
    var window: [UInt8] = []
    while try reader.read(upTo: 1 << 20, into: &window) > 0 {
      var start = 0
      while start + Hash128.length <= window.count {
        if let print = Hash128(window[start..<start + Hash128.length]) {
          try add.run(print.values + [.integer(rules)])
        }
        start += Hash128.length
      }
      window.removeSubrange(..<start)
    }
    try database.run("UPDATE about SET scans = scans + 1; COMMIT")
  }
}

/// Looks fingerprints up in the file of a `SeenStore`; one for each worker.
public final class SeenLookup {
  /// What is known of a message.
  public enum Answer: Sendable {
    case unseen
    /// It was scanned by the same rules.
    case seen
    /// It was scanned, and not by these rules.
    case byOtherRules
  }

  private let find: Statement

  /// Opens the file, for what the rules of a digest have scanned.
  public init(_ path: FilePath, rules digest: String) throws(FileError) {
    let database = try Database(path, for: .read)
    let number = try database.statement("SELECT rules FROM rules WHERE digest = ?")
    try number.start([.text(digest)])
    let rules = try number.next() ? number.integer(0) ?? 0 : 0
    while try number.next() {}
    // Numbers of rules begin at 1.
    find = try database.statement(
      "SELECT rules = \(rules) FROM messages WHERE high = ? AND low = ?")
  }

  /// What is known of the message with a fingerprint; what cannot be read counts as unseen, and is scanned.
  public func answer(for print: Hash128) -> Answer {
    do throws(FileError) {
      try find.start(print.values)
      guard try find.next() else { return .unseen }
      let isSame = find.integer(0) == 1
      while try find.next() {}
      return isSame ? .seen : .byOtherRules
    } catch {
      return .unseen
    }
  }
}

extension Hash128 {
  /// Its halves as SQLite's whole numbers.
  fileprivate var values: [DatabaseValue] {
    [.integer(Int(truncatingIfNeeded: high)), .integer(Int(truncatingIfNeeded: low))]
  }
}
