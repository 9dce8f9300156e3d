import Mail
import Native
import Reports

/// Where the report of a scan goes: standard output, a file that appears when it is whole, or one that a later
/// run can go on with.
struct ScanOutput: ~Copyable {
  private var file: OutputFile?
  private var journal: ScanJournal?

  /// Writes to a file.
  init(_ file: consuming OutputFile) { self.file = consume file }

  /// Writes to a report that can be gone on with.
  init(_ journal: consuming ScanJournal) { self.journal = consume journal }

  /// Whether people read along.
  var isTerminal: Bool { file?.isTerminal ?? false }

  /// Where an earlier run left off.
  var state: ScanJournal.State? { journal?.state }

  mutating func append(_ bytes: Span<UInt8>) throws(FileError) {
    try file?.append(bytes)
    try journal?.append(bytes)
  }

  /// Notes how far the scan has come.
  mutating func note(
    _ next: StreamPosition, isFound: Bool, _ coverage: Coverage
  ) throws(FileError) {
    try journal?.note(next, isFound: isFound, coverage)
  }

  consuming func close() throws(FileError) {
    try file.take()?.close()
    try journal.take()?.close()
  }
}
