// Performance: what most rules are asked in most messages is answered without decoding them.
import Lexicons
import Native

/// What is known of a rule without reading it.
struct RuleFacts: FlatRecord, Sendable {
  /// The fields that it reads.
  var fields: FieldSet
  /// What it does: see `Part`; of a rule of a concern the number of the concern and 3 more.
  private var part: UInt16
  /// How many lines it has.
  var terms: UInt32
  /// Which gate must be open for it to find anything.
  var gate: UInt16
  private var flags: UInt16
  /// Which list of conditions must hold of the message.
  var conditions: UInt32
  private var sumLimit: UInt16
  // All bytes of a record have a meaning.
  private var spare: UInt16 = 0

  private enum Part {
    /// Guards and their like.
    static let other: UInt16 = 0
    static let mention: UInt16 = 1
    static let gravity: UInt16 = 2
    static let firstConcern: UInt16 = 3
  }

  /// Whether it yields mentions.
  var isMention: Bool { part == Part.mention }
  /// Whether it tells how grave a message is.
  var isGravity: Bool { part == Part.gravity }
  /// Whether it adds points, to a concern or to what makes a message grave.
  var addsPoints: Bool { part >= Part.gravity }
  /// The concern that it adds points to.
  var concern: Concern? {
    part >= Part.firstConcern ? Concern.allCases[Int(part - Part.firstConcern)] : nil
  }
  /// Whether a circumstance asks what other rules found.
  var isSecond: Bool { flags & 1 != 0 }
  /// Whether a circumstance asks how much other rules found, and not only what they mention.
  var asksPoints: Bool { flags & 16 != 0 }
  /// Whether the first hit of each line says all that the rule makes of it.
  var countsOnce: Bool { flags & 2 != 0 }
  /// Whether something can come of it where no other rule finds anything: what only takes points away cannot.
  var canRaise: Bool { flags & 4 != 0 }
  /// Whether what it tells of a message's gravity counts for a concern.
  func applies(to concern: Concern) -> Bool { flags >> UInt16(8 + concern.number) & 1 != 0 }
  /// How lines are added; nil when the best one counts alone.
  var sum: Rule.Sum? {
    sumLimit == 0
      ? nil : Rule.Sum(limit: Int(sumLimit), isWithinSentence: flags & 8 != 0)
  }

  init(_ rule: CompiledRule, conditions: UInt32) {
    fields = rule.fields
    if let concern = rule.concern {
      part = Part.firstConcern + UInt16(concern.number)
    } else {
      part = rule.isMention ? Part.mention : rule.isGravity ? Part.gravity : Part.other
    }
    terms = UInt32(truncatingIfNeeded: rule.rule.terms.count)
    gate = rule.gate
    flags = (rule.isSecond ? 1 : 0) | (rule.countsOnce ? 2 : 0) | (rule.canRaise ? 4 : 0)
    if rule.rule.sum?.isWithinSentence ?? false { flags |= 8 }
    if rule.asksPoints { flags |= 16 }
    if case .gravity(let applies) = rule.rule.kind {
      for concern in applies { flags |= 1 << UInt16(8 + concern.number) }
    }
    self.conditions = conditions
    sumLimit = UInt16(rule.rule.sum?.limit ?? 0)
  }

  private static let concerns = UInt16(Concern.allCases.count)

  /// Whether there is such a concern and such a list of conditions.
  func isSound(conditions count: Int) -> Bool {
    part < Part.firstConcern + Self.concerns
      && (Int(conditions) == RuleConditions.none || Int(conditions) < count)
  }

  /// Whether a rule that was read is the one that these facts are of.
  func agrees(with rule: CompiledRule) -> Bool {
    rule.isMention == isMention && rule.concern == concern && rule.isGravity == isGravity
      && rule.isSecond == isSecond
      && rule.rule.sum == sum && rule.rule.terms.count == Int(terms)
  }

  /// Points between both ends of the rule's `sum`; the same points where it has none.
  func withinSum(_ points: Int) -> Int {
    guard let limit = sum?.limit else { return points }
    return min(max(points, -limit), limit)
  }
}

/// What rules ask of the whole message that is not known before its text is read.
final class RuleConditions: Sendable {
  /// The number of no list.
  static let none = Int(UInt32.max)

  /// All of them must be met.
  let circumstances: [Circumstance]

  init(_ circumstances: [Circumstance]) { self.circumstances = circumstances }
}

/// The lists of conditions of some rules, each once.
struct ConditionLists {
  private(set) var lists: [[Circumstance]] = []
  private var numbers: [[CircumstanceQuestion]: UInt32] = [:]

  /// The number of a list.
  mutating func number(of list: [Circumstance]) -> UInt32 {
    if list.isEmpty { return UInt32(RuleConditions.none) }
    let questions = list.map { CircumstanceQuestion($0) }
    if let known = numbers[questions] { return known }
    let number = UInt32(lists.count)
    numbers[questions] = number
    lists.append(list)
    return number
  }
}

/// A circumstance wherever it stands.
struct CircumstanceQuestion: Hashable {
  private let test: Circumstance.Test
  private let isNegated: Bool

  init(_ circumstance: Circumstance) {
    test = circumstance.test
    isNegated = circumstance.isNegated
  }
}
