import Lexicons

/// Gathers what rules ask of a message that is known before its text is read.
struct RuleGateBuilder: Sendable {
  /// A phrase that so many different gates lead to is looked for in every message.
  private static let mostLists = 8

  /// The circumstances, each once.
  private var circumstances: [Circumstance] = []
  /// The lists of each gate, as indices of `circumstances`.
  private var lists: [[[Int]]] = [[[]]]

  private var numbers: [[[Int]]: UInt16] = [:]
  private var circumstanceNumbers: [CircumstanceQuestion: Int] = [:]

  /// The gates so far.
  var gates: RuleGates { RuleGates(circumstances, lists) }

  /// The gate that these circumstances are, as far as they are known before a text is read.
  mutating func gate(of circumstances: [Circumstance]) -> UInt16 {
    var list: [Int] = []
    for circumstance in circumstances where circumstance.test.isKnownBefore {
      list.append(intern(circumstance))
    }
    return intern([Set(list).sorted()])
  }

  /// The gate that is open when one of these is.
  mutating func gate(ofAny gates: Set<UInt16>) -> UInt16 {
    if gates.contains(RuleGates.open) { return RuleGates.open }
    var any: Set<[Int]> = []
    for gate in gates { any.formUnion(lists[Int(gate)]) }
    guard !any.isEmpty, any.count <= Self.mostLists else { return RuleGates.open }
    return intern(any.sorted { $0.lexicographicallyPrecedes($1) })
  }

  private mutating func intern(_ circumstance: Circumstance) -> Int {
    let question = CircumstanceQuestion(circumstance)
    if let known = circumstanceNumbers[question] { return known }
    circumstanceNumbers[question] = circumstances.count
    circumstances.append(circumstance)
    return circumstances.count - 1
  }

  private mutating func intern(_ gate: [[Int]]) -> UInt16 {
    if gate == [[]] { return RuleGates.open }
    if let known = numbers[gate] { return known }
    // Nothing is lost but speed.
    guard lists.count < Int(UInt16.max) else { return RuleGates.open }
    let number = UInt16(lists.count)
    numbers[gate] = number
    lists.append(gate)
    return number
  }
}
