public import Native

/// One block of a lexicon, whatever its kind.
///
/// It holds what is looked for, under which conditions, and the examples that prove it. Its name is
/// `lexicon/rule`: `student.discipline/suspension`.
public struct Rule: Sendable {
  /// What a hit of the rule means.
  public enum Kind: Sendable, Hashable {
    /// `rule`: adds points to a concern.
    case concern(Concern)
    /// `mention`: yields typed signals that other rules can need.
    case mention(yields: [String])
    /// `exposure`: adds points to concerns that already have some, because of where the message goes.
    case exposure(applies: [Concern], points: Int)
    /// `gravity`: tells how grave a message is, whatever of these concerns it is of.
    case gravity(applies: [Concern])
    /// `guard`: protected speech; removes the findings of the concerns it lifts.
    case `guard`(lifts: [Concern])
    /// `credit`: conduct that the policy asks for; removes the findings of the concerns it lifts.
    case credit(lifts: [Concern])
    /// `exception`: lowers a concern when its conditions hold.
    case exception(lowers: Concern, to: Level)
  }

  /// `lexicon/rule`.
  public var id: String
  /// What a hit means.
  public var kind: Kind
  /// The clause that is cited: the rule's own, else its lexicon's.
  public var clause: String?
  /// The sentence that `explain` prints.
  public var about: String
  /// The language of the lexicon: `en`, or `any`.
  public var language: String
  /// Where the block begins.
  public var place: Place
  /// The phrases and patterns, each with its points (0 in mentions, guards and exceptions).
  public var terms: [Term] = []
  /// What opens a window for the rule's patterns.
  public var cues: [Cue] = []
  /// Validators that a pattern's match must pass, by name.
  public var requirements: [String] = []
  /// `needs`, `near` and `unless`, in order: evidence around the match.
  public var contexts: [Context] = []
  /// `when`, and in exceptions `needs`, `unless`, `assumes`: facts about the message as a whole.
  public var circumstances: [Circumstance] = []
  /// The fields that the rule reads; empty for all.
  public var fields: [String] = []
  /// How many matches may count; 1 unless `repeat` says otherwise.
  public var repeats = 1
  /// How lines are added when each of them counts; nil when the best one counts alone.
  public var sum: Sum?
  /// Examples that must be found.
  public var hits: [Example] = []
  /// Examples that must not be found.
  public var misses: [Example] = []

  /// Creates a rule without terms.
  public init(
    id: String, kind: Kind, clause: String?, about: String, language: String, place: Place
  ) {
    self.id = id
    self.kind = kind
    self.clause = clause
    self.about = about
    self.language = language
    self.place = place
  }

  /// Creates a rule without cues, evidence and examples, of which nothing is told.
  init(
    id: String, kind: Kind, clause: String?, terms: [Term], circumstances: [Circumstance],
    fields: [String], repeats: Int, sum: Sum?
  ) {
    self.id = id
    self.kind = kind
    self.clause = clause
    about = ""
    language = ""
    place = .nowhere
    self.terms = terms
    self.circumstances = circumstances
    self.fields = fields
    self.repeats = repeats
    self.sum = sum
  }
}

extension Rule {
  /// How the lines of a rule are added.
  public struct Sum: Sendable, Hashable {
    /// How far the points may go either way.
    public var limit: Int
    /// Whether only the words of one sentence are added: of that in which they come to most.
    public var isWithinSentence: Bool

    /// Creates a sum.
    public init(limit: Int, isWithinSentence: Bool = false) {
      self.limit = limit
      self.isWithinSentence = isWithinSentence
    }
  }
}

extension Rule.Sum: CustomStringConvertible {
  /// The line as an analyst writes it.
  public var description: String { "sum \(limit)\(isWithinSentence ? " within sentence" : "")" }
}

/// One line of a rule that can match.
public struct Term: Sendable {
  /// What is looked for.
  public enum Body: Sendable {
    /// Words, on folded text.
    case phrase(Phrase)
    /// A PCRE2 pattern, on folded text, inside the windows that the rule's cues open.
    case pattern(String)
    /// Words that each count by themselves, in a rule with a `sum`.
    case words([WordEntry])
    /// Nothing: it stands in every message for which the rule's circumstances hold.
    case always
    /// Nothing: it adds a share, its points in hundredths, of what another concern comes to.
    case share(ConcernShare)
  }

  /// The points that a match adds, each word of a `words` line by itself; negative points damp.
  public var points: Int
  /// What is looked for.
  public var body: Body
  /// The line as the analyst wrote it, without the points.
  public var source: String
  /// Where it stands.
  public var place: Place

  /// Creates a term.
  public init(points: Int, body: Body, source: String, place: Place) {
    self.points = points
    self.body = body
    self.source = source
    self.place = place
  }
}

/// What opens a window in which a rule's patterns are tried.
public enum Cue: Sendable, Hashable {
  /// Runs of digits and separators: `ddd-dd-dddd`, with `d` a digit, `a` a letter, others themselves.
  case shape(String)
  /// A single character: `@`, `$`, `#`, `+`.
  case character(UInt8)
  /// A word or phrase, folded.
  case phrase(Phrase)
}

/// `hit` or `miss`: a text and what must be found in it.
public struct Example: Sendable, Hashable {
  /// The text, without the marks « and ».
  public var text: String
  /// What must be found, as UTF-8 byte ranges of `text`; empty in a miss, or when anything will do.
  public var marked: [Range<Int>]
  /// Where it stands.
  public var place: Place

  /// Creates an example.
  public init(text: String, marked: [Range<Int>], place: Place) {
    self.text = text
    self.marked = marked
    self.place = place
  }
}
