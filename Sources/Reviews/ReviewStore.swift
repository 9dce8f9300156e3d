public import Native

/// Where judgements are kept: an SQLite file of its owner alone.
///
/// Every judgement is a row of its own and is on the disk when `add` returns; the last one on a print counts. The file
/// holds no text of any message and no name of anybody in one.
public final class ReviewStore {
  /// `PRAGMA application_id`: the letters `ChRe`.
  private static let application = 0x4368_5265
  private static let version = 1

  private static let tables = """
    CREATE TABLE key (id TEXT NOT NULL);
    CREATE TABLE judgements (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      print TEXT NOT NULL,
      rule TEXT NOT NULL,
      concern TEXT NOT NULL,
      answer TEXT NOT NULL CHECK (answer IN ('right', 'wrong', 'skipped')),
      note TEXT NOT NULL,
      who TEXT NOT NULL,
      day TEXT NOT NULL
    );
    CREATE INDEX judgements_by_print ON judgements (print);
    CREATE VIEW reviews AS
      SELECT * FROM judgements WHERE number IN (SELECT max(number) FROM judgements GROUP BY print)
      ORDER BY number;
    """

  private let database: Database
  private let adding: Statement

  /// Opens a store for reading.
  ///
  /// - Parameter keyID: which key the caller has; the judgements of another one would fit nothing.
  public convenience init(reading path: FilePath, keyID: String) throws(FileError) {
    let facts = try FileFacts(of: path)
    guard facts.kind == .file else {
      throw FileError(path: path, operation: .open, cause: .notAFile)
    }
    try self.init(path, .read, keyID)
  }

  /// Opens a store for writing, and makes it where there is none.
  public convenience init(writing path: FilePath, keyID: String) throws(FileError) {
    if (try? FileFacts(of: path)) == nil { try PrivateFile.create(path, []) }
    try self.init(path, .write, keyID)
  }

  private init(_ path: FilePath, _ access: Database.Access, _ keyID: String) throws(FileError) {
    database = try Database(path, for: access)
    if access == .write {
      // What was judged outlives the process and the machine's power.
      try database.run("PRAGMA synchronous = FULL")
      if try database.number("SELECT count(*) FROM sqlite_schema") == 0 {
        try database.run(
          """
          BEGIN IMMEDIATE;
          PRAGMA application_id = \(Self.application);
          PRAGMA user_version = \(Self.version);
          \(Self.tables)
          INSERT INTO key VALUES ('\(keyID)');
          COMMIT;
          """)
      }
    }
    func wrong(_ reason: String) -> FileError {
      FileError(path: path, operation: .read, cause: .database(reason))
    }
    guard try database.number("PRAGMA application_id") == Self.application else {
      throw wrong("no store of reviews; make one with: chaperone review --store reviews.sqlite")
    }
    let version = try database.number("PRAGMA user_version")
    guard version == Self.version else {
      throw wrong("reviews of version \(version), and this Chaperone reads \(Self.version)")
    }
    let key = try database.statement("SELECT id FROM key")
    let known = try key.next() ? key.text(0) ?? "" : ""
    guard known == keyID else {
      throw wrong(
        "its reviews were made with key \(known), and this is key \(keyID): name the right one with --review-key"
      )
    }
    while try key.next() {}
    adding = try database.statement(
      "INSERT INTO judgements (print, rule, concern, answer, note, who, day) VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
  }

  /// Keeps a judgement; it is on the disk when this returns.
  public func add(_ judgement: Judgement) throws(FileError) {
    try adding.run([
      .text(judgement.print), .text(judgement.rule), .text(judgement.concern),
      .text(judgement.answer.rawValue), .text(judgement.note), .text(judgement.who),
      .text(judgement.day),
    ])
  }

  /// Takes back the last judgement, whoever made it; what it was, or nil when there is none.
  public func undo() throws(FileError) -> Judgement? {
    guard let last = try all(where: "number = (SELECT max(number) FROM judgements)").first else {
      return nil
    }
    try database.run(
      "DELETE FROM judgements WHERE number = (SELECT max(number) FROM judgements)")
    return last
  }

  /// The last judgement on a print; nil when there is none.
  public func judgement(on print: String) throws(FileError) -> Judgement? {
    try all(where: "print = ?", [.text(print)]).last
  }

  /// The last judgement on each print, in the order they were made in.
  public func judgements() throws(FileError) -> [Judgement] {
    try all(where: "number IN (SELECT max(number) FROM judgements GROUP BY print)")
  }

  private func all(
    where condition: String, _ values: [DatabaseValue] = []
  ) throws(FileError) -> [Judgement] {
    let rows = try database.statement(
      "SELECT print, rule, concern, answer, note, who, day FROM judgements WHERE \(condition) ORDER BY number"
    )
    try rows.start(values)
    var judgements: [Judgement] = []
    while try rows.next() {
      judgements.append(
        Judgement(
          print: rows.text(0) ?? "", rule: rows.text(1) ?? "", concern: rows.text(2) ?? "",
          answer: rows.text(3).flatMap { Judgement.Answer(rawValue: $0) } ?? .skipped,
          note: rows.text(4) ?? "", who: rows.text(5) ?? "", day: rows.text(6) ?? ""))
    }
    return judgements
  }
}
