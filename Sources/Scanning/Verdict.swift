public import Lexicons
public import Mail
public import Native
public import People

/// Where a message stands in what was scanned.
public struct MessageLocation: Sendable, Hashable {
  /// The source's name as the user gave it: a path, or `-` for standard input.
  public var source: String
  /// The first byte of the message in its source.
  public var offset: Int
  /// The message's length in bytes.
  public var length: Int

  /// Creates a location.
  public init(source: String, offset: Int, length: Int) {
    self.source = source
    self.offset = offset
    self.length = length
  }

  /// The place of a message of a batch in its source.
  public init(_ slice: MessageSlice, of batch: borrowing MessageBatch) {
    self.init(source: batch.source, offset: slice.offset, length: slice.length)
  }
}

/// Everything about one message: levels, scores, findings, and what was not read.
public struct Verdict: Sendable {
  /// The score and level of one concern.
  public struct ConcernScore: Sendable, Hashable {
    /// The concern.
    public var concern: Concern
    /// The sum of its findings' points, between 0 and the concern's cap.
    public var score: Int
    /// The band that the score falls into.
    public var level: Level

    /// Creates a score.
    public init(concern: Concern, score: Int, level: Level) {
      self.concern = concern
      self.score = score
      self.level = level
    }
  }

  /// Where the message stands.
  public var location: MessageLocation
  /// The Message-ID or given id; `source#offset` when there is none.
  public var id: String
  /// The medium.
  public var channel: Message.Channel
  /// When it was written.
  public var date: MessageDate?
  /// Who wrote it and who got it, with their roles.
  public var parties: Parties
  /// The decoded subject, unmasked; reports mask it with `subjectSensitive`.
  public var subject: String
  /// UTF-8 ranges of `subject` that masking hides.
  public var subjectSensitive: [Range<Int>]
  /// The names of people in `subject`, ascending and disjoint; pseudonyms stand for them.
  public var subjectPeople: [NamedPerson]
  /// The highest level, raised by combinations.
  public var risk: Level
  /// The highest concern's score.
  public var score: Int
  /// All five concerns, in the order of `Concern.allCases`.
  public var concerns: [ConcernScore]
  /// What was found, in order of passage and place.
  public var findings: [Finding]
  /// Guards and credits that applied.
  public var guards: [GuardOutcome]
  /// Exceptions that were considered, whether or not they applied.
  public var exceptions: [ExceptionOutcome]
  /// The names of combinations that raised the risk.
  public var combinations: [String]
  /// What names the findings that were left out since somebody decided so, each once.
  public var suppressed: [String]
  /// Damage and what was not read.
  public var defects: [Defect]
  /// How many MIME parts the message has.
  public var parts: Int

  /// Creates a verdict without findings.
  public init(location: MessageLocation, id: String) {
    self.location = location
    self.id = id
    channel = .email
    parties = Parties()
    subject = ""
    subjectSensitive = []
    subjectPeople = []
    risk = .none
    score = 0
    concerns = Concern.allCases.map { ConcernScore(concern: $0, score: 0, level: .none) }
    findings = []
    guards = []
    exceptions = []
    combinations = []
    suppressed = []
    defects = []
    parts = 0
  }
}

/// A signal that adds to a concern's score.
public struct Finding: Sendable {
  /// One number of the sum and why it was added: `near "ssn"`, `exposure outside`.
  public struct Contribution: Sendable, Hashable {
    /// What it adds; below 0 when it takes away.
    public var points: Int
    /// Why, in a few words.
    public var reason: String

    /// Creates a contribution.
    public init(points: Int, reason: String) {
      self.points = points
      self.reason = reason
    }
  }

  /// `lexicon/rule`.
  public var rule: String
  /// The sentence of the rule.
  public var about: String
  /// The concern that it adds to.
  public var concern: Concern
  /// The clause that it cites; empty when the rule and its concern name none.
  public var clause: String
  /// The final points: the sum of `contributions`.
  public var points: Int
  /// The numbers that were added.
  public var contributions: [Contribution]
  /// subject, body, attachment, attachment-name or link.
  public var field: String
  /// The section number of the part.
  public var part: String
  /// Where in an attachment its text lies, for people: `forms/grades.xlsx, sheet Term 1`; empty when it is the
  /// attachment's own text, or of no attachment.
  public var entry = ""
  /// Where it begins: a UTF-8 byte offset in the decoded part or subject.
  public var start: Int
  /// Where it ends, likewise.
  public var end: Int
  /// The line in the decoded part, from 1.
  public var line: Int
  /// The column in Unicode scalars, from 1.
  public var column: Int
  /// The byte in the source file, where the encoding keeps it.
  public var fileStart: Int?
  /// The byte in the source file after its last, likewise.
  public var fileEnd: Int?
  /// Whether it stands in quoted text.
  public var isQuoted: Bool
  /// Where the term stands in its lexicon.
  public var place: Place
  /// The matched text and its surroundings, unmasked.
  public var excerpt: Excerpt

  /// Creates a finding.
  public init(
    rule: String, about: String, concern: Concern, clause: String, points: Int,
    contributions: [Contribution], field: String, part: String, start: Int, end: Int, line: Int,
    column: Int, fileStart: Int?, fileEnd: Int? = nil, isQuoted: Bool, place: Place,
    excerpt: Excerpt
  ) {
    self.rule = rule
    self.about = about
    self.concern = concern
    self.clause = clause
    self.points = points
    self.contributions = contributions
    self.field = field
    self.part = part
    self.start = start
    self.end = end
    self.line = line
    self.column = column
    self.fileStart = fileStart
    self.fileEnd = fileEnd
    self.isQuoted = isQuoted
    self.place = place
    self.excerpt = excerpt
  }
}

/// A stretch of readable text around a match, with what masking must hide.
public struct Excerpt: Sendable, Hashable {
  /// Readable text on one line (white space made single spaces).
  public var text: String
  /// The match: a UTF-8 range of `text`.
  public var match: Range<Int>
  /// What is hidden unless matches are shown: identifiers and mentions, as UTF-8 ranges of `text`,
  /// ascending and disjoint.
  public var sensitive: [Range<Int>]
  /// The names of people among them, ascending and disjoint; pseudonyms stand for them.
  public var people: [NamedPerson]

  /// Creates an excerpt.
  public init(
    text: String, match: Range<Int>, sensitive: [Range<Int>], people: [NamedPerson] = []
  ) {
    self.text = text
    self.match = match
    self.sensitive = sensitive
    self.people = people
  }
}

/// A guard or credit that applied.
public struct GuardOutcome: Sendable {
  /// `lexicon/guard`.
  public var rule: String
  /// The sentence of the guard.
  public var about: String
  /// The clause that it cites.
  public var clause: String
  /// The concerns whose findings it removed.
  public var lifted: [Concern]
  /// The rules whose findings were removed.
  public var findings: [String]

  /// Creates an outcome.
  public init(rule: String, about: String, clause: String, lifted: [Concern], findings: [String]) {
    self.rule = rule
    self.about = about
    self.clause = clause
    self.lifted = lifted
    self.findings = findings
  }
}

/// An exception that was considered, condition by condition.
public struct ExceptionOutcome: Sendable {
  /// Whether a condition holds.
  public enum State: String, Sendable { case met, notMet = "not met", unknown }
  /// One condition.
  public struct Condition: Sendable, Hashable {
    /// The line as the lexicon has it.
    public var condition: String
    /// Whether it holds.
    public var state: State

    /// Creates a condition.
    public init(condition: String, state: State) {
      self.condition = condition
      self.state = state
    }
  }

  /// `lexicon/exception`.
  public var rule: String
  /// The sentence of the exception.
  public var about: String
  /// The clause that it cites.
  public var clause: String
  /// The concern that it lowers.
  public var lowers: Concern
  /// The level that it lowers it to.
  public var to: Level
  /// Whether it applied.
  public var applied: Bool
  /// Its conditions in order.
  public var conditions: [Condition]

  /// Creates an outcome.
  public init(
    rule: String, about: String, clause: String, lowers: Concern, to: Level, applied: Bool,
    conditions: [Condition]
  ) {
    self.rule = rule
    self.about = about
    self.clause = clause
    self.lowers = lowers
    self.to = to
    self.applied = applied
    self.conditions = conditions
  }
}
