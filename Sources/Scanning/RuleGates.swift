// Performance: who writes to whom, when and through which medium is known before a text is read, and for most
// mail it rules out half of the rules. Rules that ask the same share a gate, so that each question is answered
// once a message, and phrases of rules that are ruled out are not looked at. A process that reads one message asks
// hundreds of gates once: their lists stay where they are in the compiled file.
import Lexicons
import Native

/// What rules ask of a message that is known before its text is read.
///
/// A gate is open when all circumstances of one of its lists are met. A rule whose gate is shut never finds
/// anything in the message.
struct RuleGates: Sendable {
  /// The gate of rules that ask nothing: always open.
  static let open: UInt16 = 0

  /// The circumstances, each once.
  let circumstances: [Circumstance]
  /// Of each list the numbers of its circumstances.
  private let lists: FlatLists<Int32>
  /// Of each gate the numbers of its lists.
  private let gates: FlatLists<Int32>

  /// How many gates there are.
  var count: Int { gates.count }

  /// The gates with these lists of indices of `circumstances`.
  init(_ circumstances: [Circumstance], _ gates: [[[Int]]]) {
    self.circumstances = circumstances
    var lists: [[Int32]] = []
    var numbers: [[Int32]] = []
    for gate in gates {
      numbers.append(gate.indices.map { Int32(lists.count + $0) })
      lists += gate.map { $0.map { Int32($0) } }
    }
    self.lists = FlatLists(lists)
    self.gates = FlatLists(numbers)
  }

  /// The gates that `write` put into a file, which stays mapped; nil when they are not there.
  init?(_ circumstances: [Circumstance], _ file: CompiledFile, firstSection first: UInt32) {
    guard let lists = FlatLists<Int32>(file, firstSection: first),
      let gates = FlatLists<Int32>(file, firstSection: first + 2)
    else { return nil }
    self.circumstances = circumstances
    self.lists = lists
    self.gates = gates
  }

  /// Puts the gates into a file, in four sections, without their circumstances.
  func write(into file: inout CompiledFileWriter, firstSection first: UInt32) {
    lists.write(into: &file, firstSection: first)
    gates.write(into: &file, firstSection: first + 2)
  }

  /// Says which gates are open for a message; `open` is replaced.
  func open(for message: borrowing CircumstanceEvaluator, into open: inout [Bool]) {
    var isMet: [Bool] = []
    isMet.reserveCapacity(circumstances.count)
    for circumstance in circumstances {
      isMet.append(message.state(of: circumstance, found: .nothing) == .met)
    }
    open.removeAll(keepingCapacity: true)
    for gate in 0..<gates.count {
      var isOpen = false
      for place in gates.indices(of: gate) where !isOpen {
        isOpen = isMetWhole(gates[place], isMet)
      }
      open.append(isOpen)
    }
  }

  /// Whether all circumstances of a list are met; a damaged file may name what is not there.
  private func isMetWhole(_ list: Int32, _ isMet: [Bool]) -> Bool {
    guard list >= 0, list < lists.count else { return false }
    for place in lists.indices(of: Int(list)) {
      let number = Int(lists[place])
      guard number >= 0, number < isMet.count, isMet[number] else { return false }
    }
    return true
  }
}
