/// Makes one automaton of many beginnings, with one state for each set of what may be left of them.
struct StartAutomatonBuilder {
  /// A position in a beginning: what its byte can be, and what follows.
  private struct Position: Hashable {
    let set: Int32
    /// The next position; `complete` behind the last byte.
    let next: Int32
    let pattern: Int32

    static let complete: Int32 = -1
  }

  /// What may be left once some bytes were read: positions, and the patterns of which a beginning is complete, both
  /// in ascending order.
  private struct State: Hashable {
    var positions: [Int32]
    var patterns: [Int32]
  }

  /// The most states; of more, less of each beginning is looked at.
  private static let mostStates = 1 << 14

  let classes: [UInt8]
  let width: Int
  private(set) var roots: [UInt16] = []
  private(set) var steps: [UInt16] = []
  private(set) var found: [[Int32]] = []

  private var positions: [Position] = []
  /// The classes that each set holds, as bits of their numbers.
  private var sets: [ByteSet] = []
  private var states: [State] = []
  private var numbers: [State: UInt16] = [:]

  /// The automaton of as many first bytes of some beginnings as its size allows.
  static func automaton(of starts: [(prefix: StartPrefix, pattern: Int32)]) -> Self {
    var builder = Self(starts, depth: StartPrefix.longest)
    var depth = StartPrefix.longest
    while !builder.build(), depth > 1 {
      depth -= 1
      builder = Self(starts, depth: depth)
    }
    return builder
  }

  private init(_ starts: [(prefix: StartPrefix, pattern: Int32)], depth: Int) {
    let byteClasses = ByteClasses(of: starts.flatMap { $0.prefix.sets.prefix(depth) })
    classes = byteClasses.classes
    width = byteClasses.samples.count
    var setNumbers: [ByteSet: Int32] = [:]
    var positionNumbers: [Position: Int32] = [:]
    var begins: [(boundary: StartPrefix.Boundary, position: Int32)] = []
    for (prefix, pattern) in starts {
      var next = Position.complete
      for set in prefix.sets.prefix(depth).reversed() {
        if setNumbers[set] == nil {
          setNumbers[set] = Int32(sets.count)
          sets.append(Self.classes(of: set, byteClasses.samples))
        }
        let position = Position(set: setNumbers[set] ?? 0, next: next, pattern: pattern)
        next = positionNumbers[position] ?? Int32(positions.count)
        if next == positions.count {
          positionNumbers[position] = next
          positions.append(position)
        }
      }
      begins.append((prefix.boundary, next))
    }
    add(State(positions: [], patterns: []))
    roots = (0...UInt8.max).map { byte in
      let open = begins.filter { $0.boundary.allows(byte) }.map(\.position)
      return add(State(positions: Set(open).sorted(), patterns: []))
    }
  }

  private static func classes(of set: ByteSet, _ samples: [UInt8]) -> ByteSet {
    var classes = ByteSet()
    for (number, sample) in samples.enumerated() where set.contains(sample) {
      classes.insert(UInt8(number))
    }
    return classes
  }

  @discardableResult
  private mutating func add(_ state: State) -> UInt16 {
    if let known = numbers[state] { return known }
    let number = UInt16(states.count)
    numbers[state] = number
    states.append(state)
    return number
  }

  /// Makes the states that can be reached; false when they are too many.
  private mutating func build() -> Bool {
    var number = 0
    while number < states.count {
      if states.count > Self.mostStates { return false }
      let state = states[number]
      found.append(state.patterns)
      var row = [UInt16](
        repeating: state.positions.isEmpty ? UInt16(number) : StartAutomaton.dead, count: width)
      var live = ByteSet()
      for position in state.positions { live = live.union(sets[Int(positions[Int(position)].set)]) }
      if !state.positions.isEmpty {
        let rest = add(State(positions: [], patterns: state.patterns))
        for kind in 0..<width { row[kind] = rest }
        for kind in live.members { row[Int(kind)] = add(behind(state, kind)) }
      }
      steps += row
      number += 1
    }
    return true
  }

  /// What a byte of a class leaves of a state.
  private func behind(_ state: State, _ kind: UInt8) -> State {
    var patterns = state.patterns
    var left: [Int32] = []
    for index in state.positions {
      let position = positions[Int(index)]
      guard sets[Int(position.set)].contains(kind) else { continue }
      if position.next == Position.complete {
        if !patterns.contains(position.pattern) { patterns.append(position.pattern) }
      } else {
        left.append(position.next)
      }
    }
    // A pattern is told once: of one that is found nothing more is looked at.
    if !patterns.isEmpty {
      left.removeAll { patterns.contains(positions[Int($0)].pattern) }
      patterns.sort()
    }
    left.sort()
    var kept = 0
    for index in left.indices where index == 0 || left[index] != left[index - 1] {
      left[kept] = left[index]
      kept += 1
    }
    left.removeLast(left.count - kept)
    return State(positions: left, patterns: patterns)
  }
}

extension StartPrefix.Boundary {
  /// Whether a byte may stand before a match.
  fileprivate func allows(_ byte: UInt8) -> Bool {
    switch self {
    case .none: true
    case .digit: !ByteSet.digits.contains(byte)
    case .word: !ByteSet.word.contains(byte)
    }
  }
}
