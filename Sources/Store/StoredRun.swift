import Lexicons
import Native
import Reports

/// Reads what a store says of its run.
enum StoredRun {
  static func run(of database: Database) throws(FileError) -> FindingsRun {
    let row = try database.statement(
      """
      SELECT version, lexicon, district, policy, policy_title, policy_source, since, until, shows_matches, pseudonyms,
        review_key
      FROM run
      """)
    guard try row.next() else {
      throw FileError(
        path: database.path, operation: .read, cause: .database("it says of no run; scan again"))
    }
    var facts = HTMLReport.Facts()
    facts.version = row.text(0) ?? ""
    facts.lexicon = row.text(1) ?? ""
    facts.district = row.text(2) ?? ""
    facts.dates = (row.text(6), row.text(7))
    if let name = row.text(3) {
      facts.policy = Policy(
        name: name, title: row.text(4) ?? "", source: row.text(5) ?? "",
        clauses: try clauses(in: database))
    }
    facts.bands = try bands(in: database)
    var run = FindingsRun(facts: facts, style: ReportStyle(showsMatches: row.integer(8) == 1))
    run.hasPseudonyms = row.integer(9) == 1
    run.reviewKey = row.text(10)
    return run
  }

  private static func clauses(in database: Database) throws(FileError) -> [Policy.Clause] {
    let rows = try database.statement("SELECT clause, title, text FROM clauses ORDER BY rowid")
    var clauses: [Policy.Clause] = []
    while try rows.next() {
      clauses.append(
        Policy.Clause(
          number: rows.text(0) ?? "", title: rows.text(1) ?? "", text: rows.text(2) ?? ""))
    }
    return clauses
  }

  private static func bands(in database: Database) throws(FileError) -> [ConcernBands] {
    let rows = try database.statement(
      "SELECT concern, about, clause, low, medium, high, cap FROM concerns ORDER BY rowid")
    var bands: [ConcernBands] = []
    while try rows.next() {
      guard let concern = rows.text(0).flatMap({ Concern(rawValue: $0) }) else { continue }
      bands.append(
        ConcernBands(
          concern: concern, about: rows.text(1) ?? "", clause: rows.text(2),
          low: rows.integer(3) ?? 0, medium: rows.integer(4) ?? 0, high: rows.integer(5) ?? 0,
          cap: rows.integer(6) ?? 0))
    }
    return bands
  }

  static func abouts(in database: Database) throws(FileError) -> [String: String] {
    let rows = try database.statement("SELECT rule, about FROM rules")
    var abouts: [String: String] = [:]
    while try rows.next() { abouts[rows.text(0) ?? ""] = rows.text(1) ?? "" }
    return abouts
  }

  static func coverage(of database: Database) throws(FileError) -> Coverage {
    let row = try database.statement(
      """
      SELECT messages, scanned, parts, bytes, seconds, strict_coverage, suppressed, suppressed_messages,
        expired_suppressions, seen_before
      FROM run
      """)
    var coverage = Coverage()
    if try row.next() {
      coverage.messages = row.integer(0) ?? 0
      coverage.scanned = row.integer(1) ?? 0
      coverage.parts = row.integer(2) ?? 0
      coverage.bytes = row.integer(3) ?? 0
      coverage.seconds = row.real(4)
      coverage.isStrict = row.integer(5) == 1
      if let findings = row.integer(6) {
        var suppressed = Coverage.Suppressed()
        suppressed.findings = findings
        suppressed.messages = row.integer(7) ?? 0
        suppressed.expired = row.integer(8) ?? 0
        coverage.suppressed = suppressed
      }
      coverage.seen = row.integer(9)
    }
    let rows = try database.statement(
      "SELECT source, id, part, why, kind, lost FROM skipped ORDER BY position")
    while try rows.next() {
      coverage.skipped.append(
        Coverage.Skipped(
          source: rows.text(0) ?? "", id: rows.text(1), part: rows.text(2),
          why: rows.text(3) ?? "", kind: rows.text(4), isLoss: rows.integer(5) == 1))
    }
    return coverage
  }
}
