/// The tables of `findings.sqlite`; [README.md](README.md) explains them to who queries them.
///
/// A change of what a column means, the loss of one, or a new one that reports are made of makes another version.
enum FindingsSchema {
  /// What the file says it is: `PRAGMA application_id`, the letters `Chap`.
  static let application = 0x4368_6170
  /// `PRAGMA user_version`.
  static let version = 2

  static let tables = """
    CREATE TABLE run (
      run_id TEXT NOT NULL,
      version TEXT NOT NULL,
      lexicon TEXT NOT NULL,
      district TEXT NOT NULL,
      policy TEXT,
      policy_title TEXT,
      policy_source TEXT,
      since TEXT,
      until TEXT,
      shows_matches INTEGER NOT NULL,
      pseudonyms INTEGER NOT NULL,
      strict_coverage INTEGER NOT NULL,
      review_key TEXT,
      complete INTEGER NOT NULL,
      messages INTEGER NOT NULL,
      scanned INTEGER NOT NULL,
      parts INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      seconds REAL NOT NULL,
      suppressed INTEGER,
      suppressed_messages INTEGER,
      expired_suppressions INTEGER,
      seen_before INTEGER
    );
    CREATE TABLE concerns (
      concern TEXT PRIMARY KEY,
      about TEXT NOT NULL,
      clause TEXT,
      low INTEGER NOT NULL,
      medium INTEGER NOT NULL,
      high INTEGER NOT NULL,
      cap INTEGER NOT NULL
    );
    CREATE TABLE clauses (
      clause TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      text TEXT NOT NULL
    );
    CREATE TABLE rules (
      rule TEXT PRIMARY KEY,
      about TEXT NOT NULL
    );
    CREATE TABLE sources (
      source INTEGER PRIMARY KEY,
      name TEXT NOT NULL
    );
    CREATE TABLE messages (
      message INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      source INTEGER NOT NULL REFERENCES sources,
      offset INTEGER NOT NULL,
      length INTEGER NOT NULL,
      channel TEXT NOT NULL,
      date TEXT,
      date_seconds INTEGER,
      date_zone INTEGER,
      subject TEXT NOT NULL,
      risk TEXT NOT NULL,
      score INTEGER NOT NULL,
      parts INTEGER NOT NULL,
      copy_of INTEGER REFERENCES messages,
      combinations TEXT,
      suppressed TEXT
    );
    CREATE TABLE scores (
      message INTEGER NOT NULL REFERENCES messages,
      concern TEXT NOT NULL REFERENCES concerns,
      score INTEGER NOT NULL,
      level TEXT NOT NULL,
      PRIMARY KEY (message, concern)
    ) WITHOUT ROWID;
    CREATE TABLE parties (
      message INTEGER NOT NULL REFERENCES messages,
      position INTEGER NOT NULL,
      address TEXT NOT NULL,
      role TEXT NOT NULL,
      known INTEGER NOT NULL,
      account TEXT NOT NULL,
      PRIMARY KEY (message, position)
    ) WITHOUT ROWID;
    CREATE TABLE findings (
      finding INTEGER PRIMARY KEY,
      message INTEGER NOT NULL REFERENCES messages,
      rule TEXT NOT NULL REFERENCES rules,
      concern TEXT NOT NULL REFERENCES concerns,
      clause TEXT NOT NULL,
      points INTEGER NOT NULL,
      field TEXT NOT NULL,
      part TEXT NOT NULL,
      entry TEXT,
      start INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      line INTEGER NOT NULL,
      "column" INTEGER NOT NULL,
      file_start INTEGER,
      file_end INTEGER,
      quoted INTEGER NOT NULL,
      before TEXT NOT NULL,
      "match" TEXT NOT NULL,
      after TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      review_print TEXT
    );
    CREATE TABLE guards (
      message INTEGER NOT NULL REFERENCES messages,
      position INTEGER NOT NULL,
      rule TEXT NOT NULL REFERENCES rules,
      clause TEXT NOT NULL,
      lifted TEXT NOT NULL,
      findings TEXT NOT NULL,
      PRIMARY KEY (message, position)
    ) WITHOUT ROWID;
    CREATE TABLE exceptions (
      message INTEGER NOT NULL REFERENCES messages,
      position INTEGER NOT NULL,
      rule TEXT NOT NULL REFERENCES rules,
      clause TEXT NOT NULL,
      lowers TEXT NOT NULL,
      "to" TEXT NOT NULL,
      applied INTEGER NOT NULL,
      conditions TEXT NOT NULL,
      PRIMARY KEY (message, position)
    ) WITHOUT ROWID;
    CREATE TABLE defects (
      message INTEGER NOT NULL REFERENCES messages,
      position INTEGER NOT NULL,
      kind TEXT NOT NULL,
      part TEXT,
      detail TEXT NOT NULL,
      lost INTEGER NOT NULL,
      PRIMARY KEY (message, position)
    ) WITHOUT ROWID;
    CREATE TABLE skipped (
      position INTEGER PRIMARY KEY,
      source TEXT NOT NULL,
      id TEXT,
      part TEXT,
      why TEXT NOT NULL,
      kind TEXT NOT NULL,
      lost INTEGER NOT NULL
    );
    """

  /// Made when the rows are there, which is faster.
  static let ending = """
    CREATE INDEX findings_by_message ON findings (message);
    CREATE INDEX findings_by_rule ON findings (rule);
    CREATE INDEX findings_by_fingerprint ON findings (fingerprint);
    CREATE VIEW finding_list AS
      SELECT m.risk, m.score, f.concern, s.level, f.rule, r.about, f.clause, f.points,
        f.before || '«' || f."match" || '»' || f.after AS context,
        f.field, f.entry, f.line, f."column", m.date, m.subject, m.id, c.name AS source, m.offset,
        f.fingerprint, f.message, f.finding
      FROM findings f JOIN messages m USING (message) JOIN rules r USING (rule)
        JOIN sources c USING (source) LEFT JOIN scores s ON s.message = f.message AND s.concern = f.concern
      ORDER BY f.finding;
    CREATE VIEW message_list AS
      SELECT m.message, m.risk, m.score, m.date, m.channel,
        (SELECT address FROM parties p WHERE p.message = m.message AND position = 0) AS sender,
        (SELECT count(*) FROM parties p WHERE p.message = m.message AND position > 0) AS recipients,
        (SELECT count(*) FROM findings f WHERE f.message = m.message) AS findings,
        m.subject, m.id, c.name AS source, m.offset, m.length, m.copy_of
      FROM messages m JOIN sources c USING (source)
      ORDER BY m.message;
    """
}
