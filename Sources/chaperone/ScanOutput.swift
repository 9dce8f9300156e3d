import ArgumentParser
import Mail
import Native
import Reports
import Reviews
import Scanning
import Store

/// Where the results of `scan` go: a report on standard output, in a file that appears when it is whole or in one that a
/// later run can go on with; or a store that reports can be made of later.
struct ScanOutput: ~Copyable {
  private var report = ScanReport.lent
  private var file: OutputFile?
  private var journal: ScanJournal?
  private var store: FindingsWriter?
  private var prints: FindingPrints?
  private var seen: SeenMessages?

  /// Whether people read along.
  let isTerminal: Bool
  /// Where an earlier run left off.
  let state: ScanJournal.State?

  /// Writes to a store; `begin` follows.
  init() {
    isTerminal = false
    state = nil
  }

  /// Writes to a file; `begin` follows.
  init(_ file: consuming OutputFile) {
    isTerminal = file.isTerminal
    state = nil
    self.file = consume file
  }

  /// Writes to a report that can be gone on with; `begin` follows.
  init(_ journal: consuming ScanJournal) {
    isTerminal = false
    state = journal.state
    self.journal = consume journal
  }

  /// Writes what comes before the first message.
  mutating func begin(_ report: ScanReport) throws(FileError) {
    self.report = report
    try append(report.head().span)
  }

  /// Begins a store, whose findings have prints for reviews if there is a key.
  mutating func begin(_ store: consuming FindingsWriter, prints: FindingPrints?) {
    self.store = consume store
    self.prints = prints
  }

  /// Keeps the fingerprints of what is scanned until all is written.
  mutating func begin(_ seen: consuming SeenMessages) { self.seen = consume seen }

  /// What can be made of a verdict on any thread.
  var rendering: @Sendable (Verdict, inout JSONWriter) -> [UInt8] {
    let report = report
    return { report.rendered($0, reusing: &$1) }
  }

  /// Writes the next message and answers whether something was printed; `rendered` is what `rendering` made of it.
  mutating func add(_ verdict: Verdict, _ rendered: [UInt8]) throws(FileError) -> Bool {
    try store?.add(verdict, reviewPrints: prints?.prints(of: verdict) ?? [])
    let bytes = report.next(verdict, rendered)
    try append(bytes.span)
    return !bytes.isEmpty
  }

  /// Keeps that a message was scanned whole.
  mutating func remember(_ print: Hash128) throws(FileError) { try seen?.add(print) }

  /// Forgets what was scanned: the scan failed.
  mutating func forget() { seen.take()?.forget() }

  private mutating func append(_ bytes: Span<UInt8>) throws(FileError) {
    try file?.append(bytes)
    try journal?.append(bytes)
  }

  /// Notes how far the scan has come.
  mutating func note(
    _ next: StreamPosition, isFound: Bool, _ coverage: Coverage
  ) throws(FileError) {
    guard journal?.isDue == true else { return }
    let remembered = try seen?.sync() ?? 0
    try journal?.note(next, isFound: isFound, remembered: remembered, coverage)
  }

  /// Writes what comes after the last message, and gives the file its name.
  ///
  /// - Returns: what was scanned, to be kept once everything else is written.
  consuming func close(_ coverage: Coverage) throws(FileError) -> SeenMessages? {
    try append(report.end(coverage).span)
    try file.take()?.close()
    try journal.take()?.close()
    try store.take()?.close(coverage)
    return seen.take()
  }
}

/// What `scan` can write.
enum ScanFormat: Equatable, ExpressibleByArgument {
  case report(ScanReport.Format)
  case store

  init?(argument: String) {
    if argument == Self.store.name {
      self = .store
    } else if let format = ScanReport.Format(rawValue: argument) {
      self = .report(format)
    } else {
      return nil
    }
  }

  /// The format that a file's name asks for by itself.
  init?(fileName: String) {
    guard fileName.hasSuffix(".sqlite") else { return nil }
    self = .store
  }

  var name: String {
    switch self {
    case .report(let format): format.rawValue
    case .store: "sqlite"
    }
  }

  static var allValueStrings: [String] {
    ScanReport.Format.allCases.map(\.rawValue) + [Self.store.name]
  }
}

extension ScanReport.Format: ExpressibleByArgument {}
