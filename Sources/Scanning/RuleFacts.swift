// Performance: what most rules are asked in most messages is answered without decoding them.
import Lexicons
import Native

/// What is known of a rule without reading it.
struct RuleFacts: FlatRecord, Sendable {
  /// The fields that it reads.
  var fields: FieldSet
  /// 0 for guards and their like, 1 where it yields mentions, else the number of its concern and 2 more.
  private var part: UInt16
  /// How many lines it has.
  var terms: UInt32
  /// Which gate must be open for it to find anything.
  var gate: UInt16
  private var flags: UInt16
  /// Which list of conditions must hold of the message.
  var conditions: UInt16
  private var sumLimit: UInt16

  /// Whether it yields mentions.
  var isMention: Bool { part == 1 }
  /// Whether it adds points to a concern.
  var addsPoints: Bool { part > 1 }
  /// The concern that it adds points to.
  var concern: Concern? {
    part > 1 && Int(part) - 2 < Concern.allCases.count ? Concern.allCases[Int(part) - 2] : nil
  }
  /// Whether a circumstance asks what other rules found.
  var isSecond: Bool { flags & 1 != 0 }
  /// Whether the first hit of each line says all that the rule makes of it.
  var countsOnce: Bool { flags & 2 != 0 }
  /// Whether something can come of it where no other rule finds anything: what only takes points away cannot.
  var canRaise: Bool { flags & 4 != 0 }
  /// How far the sum of all lines may go either way; nil when the best one counts alone.
  var sum: Int? { sumLimit == 0 ? nil : Int(sumLimit) }

  init(_ rule: CompiledRule, conditions: UInt16) {
    fields = rule.fields
    part = rule.isMention ? 1 : rule.concern.map { UInt16($0.number + 2) } ?? 0
    terms = UInt32(truncatingIfNeeded: rule.rule.terms.count)
    gate = rule.gate
    flags = (rule.isSecond ? 1 : 0) | (rule.countsOnce ? 2 : 0) | (rule.canRaise ? 4 : 0)
    self.conditions = conditions
    sumLimit = UInt16(rule.rule.sum ?? 0)
  }

  /// Whether there is such a concern and such a list of conditions.
  func isSound(conditions count: Int) -> Bool {
    Int(part) < Concern.allCases.count + 2
      && (Int(conditions) == RuleConditions.none || Int(conditions) < count)
  }

  /// Whether a rule that was read is the one that these facts are of.
  func agrees(with rule: CompiledRule) -> Bool {
    rule.isMention == isMention && rule.concern == concern && rule.isSecond == isSecond
      && rule.rule.sum == sum && rule.rule.terms.count == Int(terms)
  }

  /// Points between both ends of the rule's `sum`; the same points where it has none.
  func withinSum(_ points: Int) -> Int {
    guard let sum else { return points }
    return min(max(points, -sum), sum)
  }
}

/// What rules ask of the whole message that is not known before its text is read.
final class RuleConditions: Sendable {
  /// The number of no list.
  static let none = Int(UInt16.max)

  /// All of them must be met.
  let circumstances: [Circumstance]

  init(_ circumstances: [Circumstance]) { self.circumstances = circumstances }
}

/// The lists of conditions of some rules, each once.
struct ConditionLists {
  private(set) var lists: [[Circumstance]] = []
  private var numbers: [[CircumstanceQuestion]: UInt16] = [:]

  /// The number of a list.
  mutating func number(of list: [Circumstance]) -> UInt16 {
    if list.isEmpty { return UInt16(RuleConditions.none) }
    let questions = list.map { CircumstanceQuestion($0) }
    if let known = numbers[questions] { return known }
    let number = UInt16(lists.count)
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
