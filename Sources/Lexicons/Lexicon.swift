public import Native

/// One `.lexicon` file.
public struct Lexicon: Sendable {
  /// The name that rules are cited under: `student.discipline`.
  public var name: String
  /// The concern of its plain rules; nil in files of mentions, exposures and guards alone.
  public var concern: Concern?
  /// The clause that its rules cite unless they name their own.
  public var clause: String?
  /// The language that it is written for: `en`, `es`; `any` when it does not matter.
  public var language: String
  /// One sentence on what it is for.
  public var about: String
  /// The file.
  public var path: String
  /// The rules that could be read, in order.
  public var rules: [Rule]

  /// Creates a lexicon.
  public init(
    name: String, concern: Concern?, clause: String?, language: String, about: String, path: String,
    rules: [Rule]
  ) {
    self.name = name
    self.concern = concern
    self.clause = clause
    self.language = language
    self.about = about
    self.path = path
    self.rules = rules
  }
}

/// A district's policy: what findings cite (`policies/*.policy`).
public struct Policy: Sendable, Hashable {
  /// One clause.
  public struct Clause: Sendable, Hashable {
    /// The number that rules cite: `3.3`.
    public var number: String
    /// A short title.
    public var title: String
    /// The clause's text.
    public var text: String

    /// Creates a clause.
    public init(number: String, title: String, text: String) {
      self.number = number
      self.title = title
      self.text = text
    }
  }

  /// The policy's short name or file code.
  public var name: String
  /// Its title.
  public var title: String
  /// Where it comes from, with its dates.
  public var source: String
  /// The clauses in order.
  public var clauses: [Clause]

  /// Creates a policy.
  public init(name: String, title: String, source: String, clauses: [Clause]) {
    self.name = name
    self.title = title
    self.source = source
    self.clauses = clauses
  }

  /// The clause of that number.
  public subscript(number: String) -> Clause? { clauses.first { $0.number == number } }
}

/// Everything in a lexicon folder.
public struct LexiconSet: Sendable {
  /// The lexicons, in order of their paths.
  public var lexicons: [Lexicon] = []
  /// The bands of every concern; defaults where the folder names none.
  public var bands: [ConcernBands] = Concern.allCases.map { ConcernBands(concern: $0) }
  /// The combinations that raise a message's risk.
  public var combinations: [Combination] = []
  /// The policy; nil when the folder holds none.
  public var policy: Policy?
  /// Every mistake in every file, in order of path, line and column.
  public var diagnostics: [Diagnostic] = []
  /// The files that were read (path relative to the folder, bytes), in order: what a run's hash is taken of.
  public var files: [(path: String, bytes: [UInt8])] = []

  /// The blocks that an error took out, in order of their files: a loss of coverage each.
  public var dropped: [DroppedBlock] = []
  /// The patterns of the rules by their source, compiled when they were checked.
  public var patterns: [String: Pattern] = [:]

  /// What each lexicon was made of, by its path.
  var readings: [String: LexiconReading] = [:]

  /// Creates an empty set.
  public init() {}
}

/// A block of a lexicon that is not used because of an error in it.
public struct DroppedBlock: Sendable, Hashable {
  /// The id that it would have had: `student.discipline/suspension`.
  public var id: String
  /// Where it begins.
  public var place: Place

  /// Creates a dropped block.
  public init(id: String, place: Place) {
    self.id = id
    self.place = place
  }
}
