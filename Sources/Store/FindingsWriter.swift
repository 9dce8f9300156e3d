private import Lexicons
private import Mail
public import Native
private import People
public import Reports
public import Scanning

/// Writes `findings.sqlite`: verdicts in input order, as a report may show them.
///
/// It is one transaction in a file of another name; the store has its own name when `close` succeeds and not before.
/// So there is no store of half a scan, and what stood there before is kept until then.
public struct FindingsWriter: ~Copyable {
  private let file: OutputFile
  private let database: Database
  private let run: FindingsRun
  private let style: ReportStyle
  private var recorder: MessageRecorder
  private let rows: Rows
  private var digest = SHA256()
  private var source = (number: 0, name: "")
  private var rules: Set<String> = []

  /// The statements that add a row, one a table.
  private struct Rows {
    let sources, messages, scores, parties, findings, rules, guards, exceptions, defects: Statement

    init(_ database: Database) throws(FileError) {
      func insert(into table: String, _ count: Int) throws(FileError) -> Statement {
        let places = Array(repeating: "?", count: count).joined(separator: ", ")
        return try database.statement("INSERT INTO \(table) VALUES (\(places))")
      }
      sources = try insert(into: "sources", 2)
      messages = try insert(into: "messages", 16)
      scores = try insert(into: "scores", 4)
      parties = try insert(into: "parties", 6)
      findings = try insert(into: "findings", 21)
      rules = try insert(into: "rules", 2)
      guards = try insert(into: "guards", 6)
      exceptions = try insert(into: "exceptions", 8)
      defects = try insert(into: "defects", 6)
    }
  }

  /// Begins a store that will have the name `path`, for its owner alone.
  public init(replacing path: FilePath, run: FindingsRun, style: ReportStyle) throws(FileError) {
    let file = try OutputFile(replacing: path)
    guard let temporary = file.temporary else {
      throw FileError(path: path, operation: .open, cause: .notAFile)
    }
    let database = try Database(temporary, for: .scratch)
    try database.run(
      """
      PRAGMA application_id = \(FindingsSchema.application);
      PRAGMA user_version = \(FindingsSchema.version);
      BEGIN;
      \(FindingsSchema.tables)
      """)
    let rows = try Rows(database)
    try Self.write(run.facts, into: database)
    self.file = consume file
    self.database = database
    self.rows = rows
    self.run = run
    self.style = style
    recorder = MessageRecorder(style: style)
    for part in [run.facts.version, run.facts.lexicon, run.reviewKey ?? ""] { count(part) }
  }

  private mutating func count(_ text: String) { digest.update(Array(text.utf8) + [0]) }

  /// Writes what does not depend on the mail.
  private static func write(
    _ facts: HTMLReport.Facts, into database: Database
  ) throws(FileError) {
    let concerns = try database.statement("INSERT INTO concerns VALUES (?, ?, ?, ?, ?, ?, ?)")
    for bands in facts.bands {
      try concerns.run([
        .text(bands.concern.rawValue), .text(bands.about), DatabaseValue(bands.clause),
        .integer(bands.low), .integer(bands.medium), .integer(bands.high), .integer(bands.cap),
      ])
    }
    let clauses = try database.statement("INSERT INTO clauses VALUES (?, ?, ?)")
    for clause in facts.policy?.clauses ?? [] {
      try clauses.run([.text(clause.number), .text(clause.title), .text(clause.text)])
    }
  }

  // MARK: One message

  /// Adds the next message.
  ///
  /// - Parameter reviewPrints: the prints that reviews know its findings by, in their order; none without a key.
  public mutating func add(_ verdict: Verdict, reviewPrints: [String] = []) throws(FileError) {
    let recorded = recorder.record(verdict)
    let message = DatabaseValue.integer(recorder.number)
    let shown = style.shown(verdict)
    try write(shown, recorded, message)
    for concern in shown.concerns where concern.score > 0 || concern.level > .none {
      try rows.scores.run([
        message, .text(concern.concern.rawValue), .integer(concern.score),
        .text(concern.level.rawValue),
      ])
    }
    // The sender stands at 0, also where there is none.
    if let sender = shown.parties.sender { try write(sender, at: 0, of: message) }
    for (index, recipient) in shown.parties.recipients.enumerated() {
      try write(recipient, at: index + 1, of: message)
    }
    for (index, finding) in shown.findings.enumerated() {
      let print = index < reviewPrints.count ? reviewPrints[index] : nil
      try write(finding, recorded.fingerprints[index], print, of: message)
    }
    try writeOutcomes(of: shown, message)
    for (index, defect) in shown.defects.enumerated() {
      try rows.defects.run([
        message, .integer(index), .text(defect.kind.rawValue), DatabaseValue(defect.part),
        .text(defect.detail), DatabaseValue(defect.losesCoverage),
      ])
    }
  }

  private mutating func write(
    _ shown: Verdict, _ recorded: RecordedMessage, _ message: DatabaseValue
  ) throws(FileError) {
    let location = shown.location
    // Sources come one after another, so a change is a new one.
    if source.number == 0 || location.source != source.name {
      source = (source.number + 1, location.source)
      try rows.sources.run([.integer(source.number), .text(location.source)])
    }
    let original = recorded.original == recorder.number ? nil : recorded.original
    try rows.messages.run([
      message, .text(shown.id), .integer(source.number), .integer(location.offset),
      .integer(location.length), .text(shown.channel.rawValue), DatabaseValue(shown.date?.iso8601),
      DatabaseValue(shown.date.map { Int($0.seconds) }), DatabaseValue(shown.date?.offsetMinutes),
      .text(shown.subject), .text(shown.risk.rawValue), .integer(shown.score),
      .integer(shown.parts), DatabaseValue(original),
      shown.combinations.isEmpty ? nil : .text(Self.list(shown.combinations)),
      shown.suppressed.isEmpty ? nil : .text(Self.list(shown.suppressed)),
    ])
    count("\(shown.id)\u{0}\(location.source)\u{0}\(location.offset)\u{0}\(shown.score)")
  }

  private func write(_ party: Party, at position: Int, of message: DatabaseValue) throws(FileError)
  {
    try rows.parties.run([
      message, .integer(position), .text(party.mailbox.address), .text(party.role.rawValue),
      DatabaseValue(party.isKnown), .text(party.account.rawValue),
    ])
  }

  private mutating func write(
    _ finding: Finding, _ fingerprint: String, _ print: String?, of message: DatabaseValue
  ) throws(FileError) {
    try note(finding.rule, finding.about)
    let pieces = ReportStyle(showsMatches: true).texts(of: finding)
    try rows.findings.run([
      nil, message, .text(finding.rule), .text(finding.concern.rawValue), .text(finding.clause),
      .integer(finding.points), .text(finding.field), .text(finding.part),
      finding.entry.isEmpty ? nil : .text(finding.entry), .integer(finding.start),
      .integer(finding.end), .integer(finding.line), .integer(finding.column),
      DatabaseValue(finding.fileStart), DatabaseValue(finding.fileEnd),
      DatabaseValue(finding.isQuoted), .text(pieces.before), .text(pieces.match),
      .text(pieces.after), .text(fingerprint), DatabaseValue(print),
    ])
    count("\(finding.rule)\u{0}\(finding.points)\u{0}\(fingerprint)")
  }

  private mutating func writeOutcomes(
    of shown: Verdict, _ message: DatabaseValue
  ) throws(FileError) {
    for (index, outcome) in shown.guards.enumerated() {
      try note(outcome.rule, outcome.about)
      try rows.guards.run([
        message, .integer(index), .text(outcome.rule), .text(outcome.clause),
        .text(Self.list(outcome.lifted.map(\.rawValue))), .text(Self.list(outcome.findings)),
      ])
    }
    for (index, outcome) in shown.exceptions.enumerated() {
      try note(outcome.rule, outcome.about)
      var json = JSONWriter()
      json.array { json in
        for condition in outcome.conditions {
          json.object { json in
            json.member("condition", condition.condition)
            json.member("state", condition.state.rawValue)
          }
        }
      }
      try rows.exceptions.run([
        message, .integer(index), .text(outcome.rule), .text(outcome.clause),
        .text(outcome.lowers.rawValue), .text(outcome.to.rawValue), DatabaseValue(outcome.applied),
        .text(String(decoding: json.bytes, as: UTF8.self)),
      ])
    }
  }

  /// Keeps what a rule says of itself, once.
  private mutating func note(_ rule: String, _ about: String) throws(FileError) {
    guard rules.insert(rule).inserted else { return }
    try rows.rules.run([.text(rule), .text(about)])
  }

  private static func list(_ texts: [String]) -> String {
    var json = JSONWriter()
    json.strings(texts)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  // MARK: The end

  /// Writes what was not read, and gives the store its name.
  public consuming func close(_ coverage: Coverage) throws(FileError) {
    let skipped = try database.statement("INSERT INTO skipped VALUES (?, ?, ?, ?, ?, ?, ?)")
    for (index, entry) in coverage.skipped.enumerated() {
      try skipped.run([
        .integer(index + 1), .text(entry.source), DatabaseValue(entry.id),
        DatabaseValue(entry.part), .text(entry.why), .text(entry.kind),
        DatabaseValue(entry.isLoss),
      ])
    }
    let facts = run.facts
    let places = Array(repeating: "?", count: 23).joined(separator: ", ")
    try database.statement("INSERT INTO run VALUES (\(places))").run([
      .text(digest.finishName()), .text(facts.version), .text(facts.lexicon), .text(facts.district),
      DatabaseValue(facts.policy?.name), DatabaseValue(facts.policy?.title),
      DatabaseValue(facts.policy?.source), DatabaseValue(facts.dates.since),
      DatabaseValue(facts.dates.until), DatabaseValue(run.showsMatches),
      DatabaseValue(run.hasPseudonyms), DatabaseValue(coverage.isStrict),
      DatabaseValue(run.reviewKey), DatabaseValue(coverage.isComplete),
      .integer(coverage.messages), .integer(coverage.scanned), .integer(coverage.parts),
      .integer(coverage.bytes), .real(coverage.seconds),
      DatabaseValue(coverage.suppressed?.findings), DatabaseValue(coverage.suppressed?.messages),
      DatabaseValue(coverage.suppressed?.expired), DatabaseValue(coverage.seen),
    ])
    try database.run("\(FindingsSchema.ending)\nCOMMIT;")
    try file.close()
  }
}
