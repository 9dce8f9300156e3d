private import Lexicons
private import Mail
public import Native
private import People
public import Reports
public import Scanning

/// Reads `findings.sqlite`: the verdicts of a scan as it showed them.
public final class FindingsReader {
  /// One message of a store.
  public struct Stored: Sendable {
    /// The verdict as the scan showed it.
    public var verdict: Verdict
    /// What was recorded beside it.
    public var recorded: RecordedMessage
    /// The prints that reviews know its findings by, in their order; nil where the scan had no key.
    public var reviewPrints: [String?]
  }

  /// What was run.
  public let run: FindingsRun
  /// What was read, and what was not.
  public let coverage: Coverage
  private let messages: Statement
  private let scores: Statement
  private let parties: Statement
  private let findings: Statement
  private let guards: Statement
  private let exceptions: Statement
  private let defects: Statement
  private let list: Statement
  private let conditions: Statement
  /// What each rule says of itself.
  private let abouts: [String: String]
  private var isAtEnd = false

  /// Opens a store.
  public init(_ path: FilePath) throws(FileError) {
    let header = try FindingsHeader(of: path)
    guard header.isStore else {
      throw FileError(
        path: path, operation: .read,
        cause: .database(
          "no store of findings; make one with: chaperone scan --out findings.sqlite"))
    }
    guard header.version == FindingsSchema.version else {
      throw FileError(
        path: path, operation: .read,
        cause: .database(
          "a store of version \(header.version), and this Chaperone reads \(FindingsSchema.version); "
            + "use the Chaperone that wrote it, or scan again"))
    }
    let database = try Database(path, for: .read)
    run = try StoredRun.run(of: database)
    coverage = try StoredRun.coverage(of: database)
    abouts = try StoredRun.abouts(in: database)
    messages = try database.statement(
      """
      SELECT m.message, m.id, s.name, m.offset, m.length, m.channel, m.date_seconds, m.date_zone, m.subject, m.risk,
        m.score, m.parts, m.copy_of, m.combinations, m.suppressed
      FROM messages m JOIN sources s USING (source) ORDER BY m.message
      """)
    func details(_ columns: String, of table: String, by order: String) throws(FileError)
      -> Statement
    {
      try database.statement("SELECT \(columns) FROM \(table) WHERE message = ? ORDER BY \(order)")
    }
    scores = try details("concern, score, level", of: "scores", by: "concern")
    parties = try details("position, address, role, known, account", of: "parties", by: "position")
    findings = try details(
      "rule, concern, clause, points, field, part, start, \"end\", line, \"column\", file_start, file_end, quoted, "
        + "before, \"match\", after, fingerprint, review_print, entry", of: "findings",
      by: "finding")
    guards = try details("rule, clause, lifted, findings", of: "guards", by: "position")
    exceptions = try details(
      "rule, clause, lowers, \"to\", applied, conditions", of: "exceptions", by: "position")
    defects = try details("kind, part, detail", of: "defects", by: "position")
    list = try database.statement("SELECT value FROM json_each(?)")
    conditions = try database.statement(
      "SELECT value ->> 'condition', value ->> 'state' FROM json_each(?)")
  }

  /// The next message in the order of the scan; nil after the last one.
  public func next() throws(FileError) -> Stored? {
    guard !isAtEnd else { return nil }
    if try messages.next() { return try message() }
    isAtEnd = true
    return nil
  }

  // MARK: One message

  /// The message of the row that `messages` is at.
  private func message() throws(FileError) -> Stored {
    let number = messages.integer(0) ?? 0
    var verdict = Verdict(
      location: MessageLocation(
        source: messages.text(2) ?? "", offset: messages.integer(3) ?? 0,
        length: messages.integer(4) ?? 0), id: messages.text(1) ?? "")
    verdict.channel = messages.text(5).flatMap { Message.Channel(rawValue: $0) } ?? .email
    if let seconds = messages.integer(6) {
      verdict.date = MessageDate(seconds: Int64(seconds), offsetMinutes: messages.integer(7) ?? 0)
    }
    verdict.subject = messages.text(8) ?? ""
    verdict.risk = messages.text(9).flatMap { Level(rawValue: $0) } ?? .none
    verdict.score = messages.integer(10) ?? 0
    verdict.parts = messages.integer(11) ?? 0
    var stored = Stored(
      verdict: verdict,
      recorded: RecordedMessage(fingerprints: [], original: messages.integer(12) ?? number),
      reviewPrints: [])
    if let combinations = messages.text(13) {
      stored.verdict.combinations = try texts(combinations)
    }
    if let suppressed = messages.text(14) { stored.verdict.suppressed = try texts(suppressed) }
    let message = [DatabaseValue.integer(number)]
    try readScores(of: message, into: &stored.verdict)
    try readParties(of: message, into: &stored.verdict)
    try readFindings(of: message, into: &stored)
    try readOutcomes(of: message, into: &stored.verdict)
    try defects.start(message)
    while try defects.next() {
      guard let kind = defects.text(0).flatMap({ Defect.Kind(rawValue: $0) }) else { continue }
      stored.verdict.defects.append(
        Defect(kind, part: defects.text(1), detail: defects.text(2) ?? ""))
    }
    return stored
  }

  private func readScores(
    of message: [DatabaseValue], into verdict: inout Verdict
  ) throws(FileError) {
    try scores.start(message)
    while try scores.next() {
      let concern = scores.text(0).flatMap { Concern(rawValue: $0) }
      guard let index = verdict.concerns.firstIndex(where: { $0.concern == concern }) else {
        continue
      }
      verdict.concerns[index].score = scores.integer(1) ?? 0
      verdict.concerns[index].level = scores.text(2).flatMap { Level(rawValue: $0) } ?? .none
    }
  }

  private func readParties(
    of message: [DatabaseValue], into verdict: inout Verdict
  ) throws(FileError) {
    try parties.start(message)
    while try parties.next() {
      let party = Party(
        mailbox: Mailbox(address: parties.text(1) ?? ""),
        role: parties.text(2).flatMap { Role(rawValue: $0) } ?? .unknown,
        isKnown: parties.integer(3) == 1,
        account: parties.text(4).flatMap { Account(rawValue: $0) } ?? .other)
      if parties.integer(0) == 0 {
        verdict.parties.sender = party
      } else {
        verdict.parties.recipients.append(party)
      }
    }
  }

  private func readFindings(
    of message: [DatabaseValue], into stored: inout Stored
  ) throws(FileError) {
    try findings.start(message)
    while try findings.next() {
      guard let concern = findings.text(1).flatMap({ Concern(rawValue: $0) }) else { continue }
      let rule = findings.text(0) ?? ""
      let before = findings.text(13) ?? ""
      let match = findings.text(14) ?? ""
      let start = before.utf8.count
      let excerpt = Excerpt(
        text: before + match + (findings.text(15) ?? ""),
        match: start..<(start + match.utf8.count), sensitive: [])
      var finding = Finding(
        rule: rule, about: abouts[rule] ?? "", concern: concern, clause: findings.text(2) ?? "",
        points: findings.integer(3) ?? 0, contributions: [], field: findings.text(4) ?? "",
        part: findings.text(5) ?? "", start: findings.integer(6) ?? 0,
        end: findings.integer(7) ?? 0, line: findings.integer(8) ?? 0,
        column: findings.integer(9) ?? 0, fileStart: findings.integer(10),
        fileEnd: findings.integer(11), isQuoted: findings.integer(12) == 1,
        place: Place(path: "", line: 1, column: 1), excerpt: excerpt)
      finding.entry = findings.text(18) ?? ""
      stored.verdict.findings.append(finding)
      stored.recorded.fingerprints.append(findings.text(16) ?? "")
      stored.reviewPrints.append(findings.text(17))
    }
  }

  private func readOutcomes(
    of message: [DatabaseValue], into verdict: inout Verdict
  ) throws(FileError) {
    try guards.start(message)
    while try guards.next() {
      let rule = guards.text(0) ?? ""
      verdict.guards.append(
        GuardOutcome(
          rule: rule, about: abouts[rule] ?? "", clause: guards.text(1) ?? "",
          lifted: try texts(guards.text(2) ?? "[]").compactMap { Concern(rawValue: $0) },
          findings: try texts(guards.text(3) ?? "[]")))
    }
    try exceptions.start(message)
    while try exceptions.next() {
      guard let lowers = exceptions.text(2).flatMap({ Concern(rawValue: $0) }) else { continue }
      let rule = exceptions.text(0) ?? ""
      var met: [ExceptionOutcome.Condition] = []
      try conditions.start([.text(exceptions.text(5) ?? "[]")])
      while try conditions.next() {
        met.append(
          ExceptionOutcome.Condition(
            condition: conditions.text(0) ?? "",
            state: conditions.text(1).flatMap { ExceptionOutcome.State(rawValue: $0) } ?? .unknown))
      }
      verdict.exceptions.append(
        ExceptionOutcome(
          rule: rule, about: abouts[rule] ?? "", clause: exceptions.text(1) ?? "", lowers: lowers,
          to: exceptions.text(3).flatMap { Level(rawValue: $0) } ?? .none,
          applied: exceptions.integer(4) == 1, conditions: met))
    }
  }

  /// The texts of a JSON array.
  private func texts(_ json: String) throws(FileError) -> [String] {
    var texts: [String] = []
    try list.start([.text(json)])
    while try list.next() { texts.append(list.text(0) ?? "") }
    return texts
  }
}
