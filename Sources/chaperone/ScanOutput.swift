import Mail
import Native
import Reports

/// Where the report of a scan goes: standard output, a file that appears when it is whole, or one that a later
/// run can go on with.
struct ScanOutput: ~Copyable {
  private var file: OutputFile?
  private var journal: ScanJournal?

  /// Whether people read along.
  let isTerminal: Bool
  /// Where an earlier run left off.
  let state: ScanJournal.State?

  /// Writes to a file.
  init(_ file: consuming OutputFile) {
    isTerminal = file.isTerminal
    state = nil
    self.file = consume file
  }

  /// Writes to a report that can be gone on with.
  init(_ journal: consuming ScanJournal) {
    isTerminal = false
    state = journal.state
    self.journal = consume journal
  }

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
