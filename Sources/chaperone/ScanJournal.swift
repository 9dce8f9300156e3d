import Filter
import Mail
import Native
import Reports

/// What lets a scan that was broken off go on: the report so far, and a journal of how far it came.
///
/// Beside `verdicts.jsonl` they are `verdicts.jsonl.part` and `verdicts.jsonl.journal`, readable by their owner
/// alone. Every second the report is written through to the disk, and only then a line of the journal tells
/// how much of it counts. Whatever kills a scan, what stands after the last whole line is scanned again, and the
/// report comes out as if nothing had happened.
struct ScanJournal: ~Copyable {
  /// How far a scan came.
  struct State {
    /// Where it goes on.
    var next = StreamPosition()
    /// How many bytes of the report count.
    var reported = 0
    /// How many bytes of what `--seen` waits to add count.
    var remembered = 0
    /// Whether something was found at the level that was asked for.
    var isFound = false
    /// What was read so far.
    var coverage: Coverage
  }

  private var report: ResumableFile
  private var journal: ResumableFile
  private let path: FilePath
  /// Entries of `skipped` that stand in the journal.
  private var skipped = 0
  private var last = Host.monotonicSeconds
  /// Where an earlier run left off; its beginning when there was none.
  let state: State

  /// Seconds between two lines: as much is scanned again at most.
  private static let pause = 1.0

  /// Opens the files beside a report, or makes them.
  ///
  /// - Parameters:
  ///   - key: what decides the report; an unfinished one that was made of something else is not gone on with.
  init(for path: FilePath, key: String, isStrict: Bool) throws {
    self.path = path
    let files = [".part", ".journal"].map { FilePath(path.description + $0) }
    var report = try Self.open(files[0], of: path)
    var journal = try Self.open(files[1], of: path)
    let lines = try journal.contents()
    guard let read = Self.read(lines, isStrict: isStrict) else {
      // A first line that is not whole is as good as none.
      guard !lines.contains(0x0A) else {
        throw Failure.unusable(
          "\(files[1]): no journal of a scan; remove it and \(files[0]) to begin anew")
      }
      try report.truncate(to: 0)
      try journal.truncate(to: 0)
      var json = JSONWriter()
      json.object { $0.member("journal", key) }
      json.endLine()
      try journal.append(json.bytes.span)
      try journal.sync()
      state = State(coverage: Coverage(isStrict: isStrict))
      self.report = report
      self.journal = journal
      return
    }
    guard read.key == key else {
      throw Failure.unusable(
        "\(path): an unfinished scan of other files, or with other lexicons or options: see that all files are there as they were; "
          + "or remove \(files[0]) and \(files[1]) to begin anew")
    }
    guard read.state.reported <= report.count else {
      throw Failure.unusable(
        "\(files[0]): shorter than its journal says; remove it and \(files[1]) to begin anew")
    }
    try report.truncate(to: read.state.reported)
    try journal.truncate(to: read.length)
    state = read.state
    skipped = read.state.coverage.skipped.count
    self.report = report
    self.journal = journal
  }

  private static func open(_ file: FilePath, of path: FilePath) throws -> ResumableFile {
    do throws(FileError) {
      return try ResumableFile(file)
    } catch {
      guard error.isBusy else { throw error }
      throw Failure.inputOutput("\(path): another scan is writing it")
    }
  }

  mutating func append(_ bytes: Span<UInt8>) throws(FileError) { try report.append(bytes) }

  /// Whether the last note is some time ago.
  var isDue: Bool { Host.monotonicSeconds - last >= Self.pause }

  /// Notes how far the scan has come.
  ///
  /// - Parameter remembered: how many bytes for `--seen` are on the disk.
  mutating func note(
    _ next: StreamPosition, isFound: Bool, remembered: Int, _ coverage: Coverage
  ) throws(FileError) {
    last = Host.monotonicSeconds
    try report.sync()
    var json = JSONWriter()
    json.object { json in
      json.member("source", next.source)
      json.member("offset", next.offset)
      json.member("reported", report.count)
      json.member("remembered", remembered)
      json.member("found", isFound)
      json.key("coverage")
      coverage.write(into: &json, skippedFrom: skipped, isJournal: true)
    }
    json.endLine()
    try journal.append(json.bytes.span)
    try journal.sync()
    skipped = coverage.skipped.count
  }

  /// Gives the report its name, and forgets the journal.
  consuming func close() throws(FileError) {
    try report.close(as: path)
    journal.remove()
  }

  // MARK: Reading

  /// What the whole lines of a journal come to, and their bytes; nil when it has none, or is none.
  private static func read(
    _ bytes: [UInt8], isStrict: Bool
  ) -> (key: String, state: State, length: Int)? {
    var state = State(coverage: Coverage(isStrict: isStrict))
    var key: String?
    var start = 0
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      let line = bytes.span.extracting(start..<end)
      if key == nil {
        key = self.key(line)
        if key == nil { return nil }
      } else if !state.read(line) {
        break
      }
      start = end + 1
    }
    return key.map { ($0, state, start) }
  }

  private static func key(_ line: Span<UInt8>) -> String? {
    var scanner = JSONScanner(depthLimit: 2)
    do throws(JSONScanner.Failure) {
      guard case .object = try scanner.value(in: line),
        let key = try scanner.key(in: line, isFirst: true),
        JSONString.text(of: line.extracting(key)) == "journal",
        case .string(let text) = try scanner.value(in: line)
      else { return nil }
      return JSONString.text(of: line.extracting(text))
    } catch {
      return nil
    }
  }
}

extension ScanJournal.State {
  /// Takes the next line of a journal; false when it is none, and then nothing changes.
  fileprivate mutating func read(_ line: Span<UInt8>) -> Bool {
    var scanner = JSONScanner(depthLimit: 8)
    var state = self
    var read: Coverage?
    do throws(JSONScanner.Failure) {
      guard case .object = try scanner.value(in: line) else { return false }
      var isFirst = true
      while let key = try scanner.key(in: line, isFirst: isFirst) {
        isFirst = false
        let value = try scanner.value(in: line)
        switch (JSONString.text(of: line.extracting(key)), value) {
        case ("source", .number(let digits)): state.next.source = Self.number(digits, line)
        case ("offset", .number(let digits)): state.next.offset = Self.number(digits, line)
        case ("reported", .number(let digits)): state.reported = Self.number(digits, line)
        case ("remembered", .number(let digits)): state.remembered = Self.number(digits, line)
        case ("found", .bool(let isFound)): state.isFound = isFound
        case ("coverage", .object): read = try Coverage(reading: &scanner, in: line)
        default: try scanner.skip(value, in: line)
        }
      }
      try scanner.end(in: line)
    } catch {
      return false
    }
    guard var read else { return false }
    read.skipped = coverage.skipped + read.skipped
    read.isStrict = coverage.isStrict
    state.coverage = read
    self = state
    return true
  }

  private static func number(_ digits: Range<Int>, _ line: Span<UInt8>) -> Int {
    Int(JSONString.text(of: line.extracting(digits))) ?? 0
  }
}
