private import CSQLite

/// An SQLite database in one file; for one thread at a time.
///
/// SQLite does nothing until the first one is opened: a program that opens none does not pay for it.
@safe public final class Database {
  /// What may be done with the file.
  public enum Access: Sendable {
    /// Reading alone.
    case read
    /// Reading and writing a file that is there.
    case write
    /// Writing a file that nobody else knows of yet, as fast as possible: a process that ends before its time leaves
    /// nothing that can be used.
    case scratch
  }

  /// The file.
  public let path: FilePath
  // SAFETY: opened here, used by this object and its statements, which keep it alive, and closed once.
  fileprivate let handle: OpaquePointer

  /// Opens a database; a file of no bytes is an empty one.
  public init(_ path: FilePath, for access: Access) throws(FileError) {
    self.path = path
    // SQLite takes names that begin with a colon for something else than files.
    let name =
      path.bytes.first == UInt8(ascii: ":") ? FilePath(bytes: [0x2E, 0x2F] + path.bytes) : path
    let flags =
      (access == .read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX
    var opened: OpaquePointer?
    // SAFETY: the path is lent NUL-terminated, and `opened` lives for the call.
    let code = unsafe name.withCString { unsafe sqlite3_open_v2($0, &opened, flags, nil) }
    guard code == SQLITE_OK, let opened = unsafe opened else {
      let reason = unsafe Database.reason(of: opened, code)
      unsafe sqlite3_close_v2(opened)
      throw FileError(path: path, operation: .open, cause: .database(reason))
    }
    unsafe handle = opened
    // Another process that writes is waited for.
    unsafe sqlite3_busy_timeout(handle, 10_000)
    try run("PRAGMA trusted_schema = OFF")
    if access == .scratch {
      try run(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE")
    }
  }

  deinit {
    unsafe sqlite3_close_v2(handle)
  }

  /// Runs statements, parted by semicolons, whose answers nobody wants.
  public func run(_ statements: String) throws(FileError) {
    // SAFETY: the string is lent NUL-terminated; no callback and no place for a message are given.
    let code = unsafe sqlite3_exec(handle, statements, nil, nil, nil)
    if code != SQLITE_OK { throw failure(code) }
  }

  /// Prepares one statement, to be run many times.
  public func statement(_ text: String) throws(FileError) -> Statement {
    var prepared: OpaquePointer?
    // SAFETY: the string is lent NUL-terminated, and `prepared` lives for the call.
    let code = unsafe sqlite3_prepare_v2(handle, text, -1, &prepared, nil)
    guard code == SQLITE_OK, let prepared = unsafe prepared else { throw failure(code) }
    return unsafe Statement(self, prepared)
  }

  /// The only number that a statement without values answers; 0 when it answers nothing.
  public func number(_ text: String) throws(FileError) -> Int {
    let statement = try statement(text)
    return try statement.next() ? statement.integer(0) ?? 0 : 0
  }

  fileprivate func failure(_ code: Int32) -> FileError {
    FileError(
      path: path, operation: .write, cause: .database(unsafe Database.reason(of: handle, code)))
  }

  private static func reason(of handle: OpaquePointer?, _ code: Int32) -> String {
    // SAFETY: both answers are NUL-terminated and are copied before anything else is asked.
    if let handle = unsafe handle, let text = unsafe sqlite3_errmsg(handle) {
      return unsafe String(cString: text)
    }
    guard let text = unsafe sqlite3_errstr(code) else { return "SQLite error \(code)" }
    return unsafe String(cString: text)
  }
}

/// A value of a table.
public enum DatabaseValue: Sendable, Hashable, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral,
  ExpressibleByNilLiteral
{
  case nothing
  case integer(Int)
  case real(Double)
  case text(String)

  /// Text.
  public init(stringLiteral text: String) { self = .text(text) }
  /// A whole number.
  public init(integerLiteral number: Int) { self = .integer(number) }
  /// NULL.
  public init(nilLiteral: ()) { self = .nothing }
  /// Text, or NULL.
  public init(_ text: String?) { self = text.map { .text($0) } ?? .nothing }
  /// A whole number, or NULL.
  public init(_ number: Int?) { self = number.map { .integer($0) } ?? .nothing }
  /// 1 or 0.
  public init(_ truth: Bool) { self = .integer(truth ? 1 : 0) }
}

/// A prepared statement of a database.
@safe public final class Statement {
  private let database: Database
  // SAFETY: prepared by `database`, used by this object alone, and finalized once.
  private let handle: OpaquePointer

  fileprivate init(_ database: Database, _ handle: OpaquePointer) {
    self.database = database
    unsafe self.handle = handle
  }

  deinit {
    unsafe sqlite3_finalize(handle)
  }

  /// Runs the statement with values in the places of its question marks, and passes over what it answers.
  public func run(_ values: [DatabaseValue] = []) throws(FileError) {
    try start(values)
    while try next() {}
  }

  /// Begins anew with values in the places of the question marks; `next` then fetches rows.
  public func start(_ values: [DatabaseValue] = []) throws(FileError) {
    unsafe sqlite3_reset(handle)
    for (index, value) in values.enumerated() {
      let code = bind(value, at: Int32(truncatingIfNeeded: index + 1))
      if code != SQLITE_OK { throw database.failure(code) }
    }
  }

  private func bind(_ value: DatabaseValue, at place: Int32) -> Int32 {
    switch value {
    case .nothing: return unsafe sqlite3_bind_null(handle, place)
    case .integer(let number): return unsafe sqlite3_bind_int64(handle, place, Int64(number))
    case .real(let number): return unsafe sqlite3_bind_double(handle, place, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        // SAFETY: SQLITE_TRANSIENT, which is -1, makes SQLite copy the bytes before this ends.
        let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type?.self)
        guard let base = bytes.baseAddress else {
          return unsafe sqlite3_bind_text(handle, place, "", 0, copies)
        }
        return unsafe base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
          unsafe sqlite3_bind_text64(
            handle, place, $0, UInt64(bytes.count), copies, UInt8(SQLITE_UTF8))
        }
      }
    }
  }

  /// Goes to the next row; false after the last one, and then the statement can be started again.
  public func next() throws(FileError) -> Bool {
    let code = unsafe sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    let failure = code == SQLITE_DONE ? nil : database.failure(code)
    unsafe sqlite3_reset(handle)
    if let failure { throw failure }
    return false
  }

  /// The whole number in a column of the row, from 0; nil for NULL.
  public func integer(_ column: Int) -> Int? {
    let column = Int32(truncatingIfNeeded: column)
    guard unsafe sqlite3_column_type(handle, column) != SQLITE_NULL else { return nil }
    return Int(unsafe sqlite3_column_int64(handle, column))
  }

  /// The number in a column of the row; 0 for NULL.
  public func real(_ column: Int) -> Double {
    unsafe sqlite3_column_double(handle, Int32(truncatingIfNeeded: column))
  }

  /// The text in a column of the row; nil for NULL.
  public func text(_ column: Int) -> String? {
    let column = Int32(truncatingIfNeeded: column)
    guard let bytes = unsafe sqlite3_column_text(handle, column) else { return nil }
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    // SAFETY: SQLite says how many bytes there are, and they stay until the next step.
    return unsafe String(
      decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }
}
