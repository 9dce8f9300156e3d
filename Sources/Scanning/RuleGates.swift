// Performance: who writes to whom, when and through which medium is known before a text is read, and for most
// mail it rules out half of the rules. Rules that ask the same share a gate, so that each question is answered
// once a message, and phrases of rules that are ruled out are not looked at.
import Lexicons
import Native

/// What rules ask of a message that is known before its text is read.
///
/// A gate is open when all circumstances of one of its lists are met. A rule whose gate is shut never finds
/// anything in the message.
struct RuleGates: Sendable {
  /// The gate of rules that ask nothing: always open.
  static let open: UInt16 = 0
  /// A phrase that so many different gates lead to is looked for in every message.
  private static let mostLists = 8

  /// The circumstances, each once.
  private(set) var circumstances: [Circumstance] = []
  /// The lists of each gate, as indices of `circumstances`.
  private(set) var gates: [[[Int]]] = [[[]]]

  private var numbers: [[[Int]]: UInt16] = [:]
  private var circumstanceNumbers: [CircumstanceQuestion: Int] = [:]

  init() {}

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
    if gates.contains(Self.open) { return Self.open }
    var lists: Set<[Int]> = []
    for gate in gates { lists.formUnion(self.gates[Int(gate)]) }
    guard !lists.isEmpty, lists.count <= Self.mostLists else { return Self.open }
    return intern(lists.sorted { $0.lexicographicallyPrecedes($1) })
  }

  private mutating func intern(_ circumstance: Circumstance) -> Int {
    let question = CircumstanceQuestion(circumstance)
    if let known = circumstanceNumbers[question] { return known }
    circumstanceNumbers[question] = circumstances.count
    circumstances.append(circumstance)
    return circumstances.count - 1
  }

  private mutating func intern(_ lists: [[Int]]) -> UInt16 {
    if lists == [[]] { return Self.open }
    if let known = numbers[lists] { return known }
    // Nothing is lost but speed.
    guard gates.count < Int(UInt16.max) else { return Self.open }
    let number = UInt16(gates.count)
    numbers[lists] = number
    gates.append(lists)
    return number
  }

  /// Says which gates are open for a message; `open` is replaced.
  func open(for message: borrowing CircumstanceEvaluator, into open: inout [Bool]) {
    var isMet: [Bool] = []
    isMet.reserveCapacity(circumstances.count)
    for circumstance in circumstances {
      isMet.append(message.state(of: circumstance, found: .nothing) == .met)
    }
    open.removeAll(keepingCapacity: true)
    for lists in gates {
      open.append(lists.contains { list in list.allSatisfy { isMet[$0] } })
    }
  }
}

extension FlatWriter {
  /// Adds gates.
  mutating func write(_ gates: RuleGates) {
    list(gates.circumstances) { $0.write(questionOf: $1) }
    list(gates.gates) { writer, lists in
      writer.list(lists) { writer, list in writer.list(list) { $0.write($1) } }
    }
  }
}

extension FlatReader {
  /// Reads gates.
  mutating func ruleGates() -> RuleGates {
    let circumstances = list { $0.question() }
    let gates = list { reader in
      reader.list { reader in
        reader.list { $0.number(in: 0..<max(circumstances.count, 1)) }
      }
    }
    if circumstances.isEmpty, gates.contains(where: { $0.contains { !$0.isEmpty } }) { fail() }
    return RuleGates(circumstances, gates)
  }
}

extension RuleGates {
  fileprivate init(_ circumstances: [Circumstance], _ gates: [[[Int]]]) {
    self.circumstances = circumstances
    self.gates = gates
  }
}
