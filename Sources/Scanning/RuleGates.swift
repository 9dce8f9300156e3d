// Performance: who writes to whom, when and through which medium is known before a text is read, and for most
// mail it rules out half of the rules. Rules that ask the same share a gate, so that each question is answered
// once a message, and phrases of rules that are ruled out are not looked at. A process that reads one message asks
// hundreds of gates once: their lists stay where they are in the compiled file.
import Lexicons
import Native
import People

/// What rules ask of a message that is known before its text is read.
///
/// A gate is open when all circumstances of one of its lists are met. A rule whose gate is shut never finds
/// anything in the message.
struct RuleGates: Sendable {
  /// The gate of rules that ask nothing: always open.
  static let open: UInt16 = 0

  /// The circumstances, each once.
  let circumstances: [Circumstance]
  /// What those ask of the parties that ask of nothing else.
  private let partyQuestions: [PartyQuestion?]
  /// The circumstances that ask something else.
  private let others: [Int]
  /// Of each list a bit for each circumstance that it has, in `width` numbers.
  private let lists: FlatArray<UInt64>
  /// Of each gate where its lists end.
  private let ends: FlatArray<UInt32>
  private let width: Int

  /// How many gates there are.
  var count: Int { ends.count }

  /// The gates with these lists of indices of `circumstances`.
  init(_ circumstances: [Circumstance], _ gates: [[[Int]]]) {
    let width = Self.width(of: circumstances)
    var lists: [UInt64] = []
    var ends: [UInt32] = []
    var count: UInt32 = 0
    for gate in gates {
      for list in gate {
        let first = lists.count
        lists += repeatElement(0, count: width)
        for number in list { lists[first + number / 64] |= 1 << UInt64(number % 64) }
        count += 1
      }
      ends.append(count)
    }
    self.init(circumstances, lists: FlatArray(lists), ends: FlatArray(ends))
  }

  private init(_ circumstances: [Circumstance], lists: FlatArray<UInt64>, ends: FlatArray<UInt32>) {
    self.circumstances = circumstances
    self.lists = lists
    self.ends = ends
    width = Self.width(of: circumstances)
    let questions = circumstances.map { PartyQuestion($0.test) }
    partyQuestions = questions
    others = circumstances.indices.filter { questions[$0] == nil }
  }

  /// How many numbers have a bit for each circumstance.
  private static func width(of circumstances: [Circumstance]) -> Int {
    max(1, (circumstances.count + 63) / 64)
  }

  /// The gates that `write` put into a file, which stays mapped; nil when they are not there.
  init?(_ circumstances: [Circumstance], _ file: CompiledFile, firstSection first: UInt32) {
    guard let lists = FlatArray<UInt64>(file, section: first),
      let ends = FlatArray<UInt32>(file, section: first + 1)
    else { return nil }
    self.init(circumstances, lists: lists, ends: ends)
  }

  /// Puts the gates into a file, in two sections, without their circumstances.
  func write(into file: inout CompiledFileWriter, firstSection first: UInt32) {
    file.add(first, lists)
    file.add(first + 1, ends)
  }

  /// Says which gates are open; `open` is replaced.
  ///
  /// - Parameter unmet: a bit for each circumstance that is not met.
  func open(_ open: inout [Bool], unmet: [UInt64]) {
    open.removeAll(keepingCapacity: true)
    let count = lists.count / width
    var list = 0
    for gate in 0..<ends.count {
      // Only in a damaged file a gate has lists that are not there.
      let end = min(Int(ends[gate]), count)
      var isOpen = false
      while list < end {
        var missing: UInt64 = 0
        for word in 0..<width { missing |= lists[list * width + word] & unmet[word] }
        if missing == 0 { isOpen = true }
        list += 1
      }
      open.append(isOpen)
    }
  }

  /// A bit for each circumstance that asks of the parties alone and is not met.
  func unmet(by parties: MessageTraits) -> [UInt64] {
    var unmet = [UInt64](repeating: 0, count: width)
    for number in circumstances.indices {
      guard let question = partyQuestions[number] else { continue }
      let state = question.state(of: parties)
      let isMet = circumstances[number].isNegated ? state == .notMet : state == .met
      if !isMet { unmet[number / 64] |= 1 << UInt64(number % 64) }
    }
    return unmet
  }

  /// Adds the other circumstances that are not met in a message.
  func addUnmet(in message: borrowing CircumstanceEvaluator, to unmet: inout [UInt64]) {
    for number in others
    where message.state(of: circumstances[number], found: .nothing) != .met {
      unmet[number / 64] |= 1 << UInt64(number % 64)
    }
  }
}

/// Which gates are open for a message; one per worker.
///
/// Most messages come from and go to parties of kinds that others had: what was asked of those is known.
struct OpenGates: ~Copyable {
  private let gates: RuleGates
  /// Of each gate whether it is open.
  private(set) var isOpen: [Bool]
  /// What the gates were opened by.
  private var unmet: [UInt64] = []
  /// What is not met where parties are of some kinds.
  private var known: [(kinds: PartyKinds, unmet: [UInt64])] = []

  private static let mostKnown = 16

  init(_ gates: RuleGates) {
    self.gates = gates
    isOpen = Array(repeating: true, count: gates.count)
  }

  /// Opens the gates for a message.
  mutating func open(for message: borrowing CircumstanceEvaluator) {
    var unmet = unmet(by: message.facts.parties)
    gates.addUnmet(in: message, to: &unmet)
    if unmet == self.unmet { return }
    self.unmet = unmet
    gates.open(&isOpen, unmet: unmet)
  }

  private mutating func unmet(by parties: Parties) -> [UInt64] {
    guard let kinds = PartyKinds(parties) else { return gates.unmet(by: MessageTraits(parties)) }
    if let known = known.first(where: { $0.kinds == kinds }) { return known.unmet }
    let unmet = gates.unmet(by: MessageTraits(parties))
    if known.count < Self.mostKnown { known.append((kinds, unmet)) }
    return unmet
  }
}
