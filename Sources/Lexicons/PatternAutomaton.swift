import Native

/// Makes a pattern's probe: an automaton of what is understood of it.
///
/// What is not understood, and what comes after more states than are kept, may match. Counts beyond a few are
/// taken for any number, and most conditions that take no bytes for none: the automaton may accept more than the
/// pattern does, never less.
struct PatternAutomaton {
  /// A set of up to 256 positions.
  private typealias Positions = ByteSet

  /// What each position takes; position 0 is the pattern's end and takes nothing.
  private var sets: [ByteSet] = [ByteSet()]
  /// What may follow each position.
  private var follow: [Positions] = [Positions()]
  /// How many more parts may be added.
  private var budget = 4000
  private var isTooLarge = false
  /// Where it begins.
  private var start = Positions()
  /// How many bytes before the place that it tells of it begins.
  private var before = 0
  /// The most copies that a count is spelled out in.
  private let mostCopies: Int

  private static let mostPositions = 255
  /// The most states of an automaton; what lies behind others may match.
  private static let mostStates = 120

  /// The probe of a pattern; nil when it would let everything pass.
  ///
  /// - Parameter seesBefore: whether it begins two bytes before the place that it tells of.
  static func probe(of node: PatternNode, seesBefore: Bool = false) -> PatternProbe? {
    for copies in [40, 12, 3] {
      if let automaton = automaton(of: node, copies, seesBefore) { return automaton.probe }
    }
    // Of a pattern that is too large its beginning.
    guard case .sequence(let parts) = node else { return nil }
    let any = PatternNode.scalar(.ascii, high: true)
    for count in stride(from: parts.count - 1, to: 0, by: -1) {
      let takesMore = PatternNode.sequence(Array(parts[count...])).length.least > 0
      let beginning = PatternNode.sequence(
        parts[..<count] + (takesMore ? [any, .unknown] : [.unknown]))
      if let automaton = automaton(of: beginning, 12, seesBefore) { return automaton.probe }
    }
    return nil
  }

  /// The automaton of a pattern in which counts are spelled out up to `copies`; nil when it is too large.
  private static func automaton(
    of node: PatternNode, _ copies: Int, _ seesBefore: Bool
  ) -> PatternAutomaton? {
    var automaton = PatternAutomaton(mostCopies: copies)
    automaton.start = automaton.add(node, before: automaton.single(0))
    if seesBefore { automaton.lookBefore(ConditionBefore(node)) }
    return automaton.isTooLarge ? nil : automaton
  }

  private var probe: PatternProbe? { determined(from: start) }

  private init(mostCopies: Int) { self.mostCopies = mostCopies }

  // MARK: Positions

  private mutating func position(_ set: ByteSet, before next: Positions) -> UInt8? {
    guard sets.count < PatternAutomaton.mostPositions else {
      isTooLarge = true
      return nil
    }
    sets.append(set)
    follow.append(next)
    return UInt8(sets.count - 1)
  }

  private func single(_ position: UInt8) -> Positions {
    var set = Positions()
    set.insert(position)
    return set
  }

  /// Adds the positions of a part behind which `next` stands, and answers which of them, or of `next`, come
  /// first.
  private mutating func add(_ node: PatternNode, before next: Positions) -> Positions {
    budget -= 1
    if budget < 0 { isTooLarge = true }
    guard !isTooLarge else { return single(0) }
    switch node {
    case .scalar(let set, let high):
      var first = Positions()
      if !set.isEmpty, let position = position(set, before: next) { first.insert(position) }
      if high, let position = position(.high, before: next) {
        // A scalar past ASCII has more bytes than one.
        follow[Int(position)].insert(position)
        first.insert(position)
      }
      return first
    case .sequence(let nodes):
      var first = next
      for node in nodes.reversed() { first = add(node, before: first) }
      return first
    case .choice(let nodes):
      var first = Positions()
      for node in nodes { first = first.union(add(node, before: next)) }
      return first
    case .repetition(let inner, let least, let most): return add(inner, least, most, before: next)
    case .condition(.notBefore(let set)): return without(set, next)
    case .condition: return next
    case .unknown: return single(0)
    }
  }

  private mutating func add(
    _ inner: PatternNode, _ least: Int, _ most: Int, before next: Positions
  ) -> Positions {
    guard most > 0 else { return next }
    var copies = min(least, mostCopies)
    var first = next
    if least <= mostCopies, most - least <= min(mostCopies, 8) {
      for _ in least..<most {
        first = add(inner, before: first).union(next)
        if isTooLarge { break }
      }
    } else {
      let loop = loop(inner, before: next)
      // Once around the loop is the last copy.
      if copies > 0 {
        copies -= 1
        first = loop
      } else {
        first = loop.union(next)
      }
    }
    for _ in 0..<copies where !isTooLarge { first = add(inner, before: first) }
    return first
  }

  /// The same positions, which do not take the bytes of a set.
  private mutating func without(_ set: ByteSet, _ positions: Positions) -> Positions {
    var result = Positions()
    for position in positions.members {
      let taken = sets[Int(position)]
      let left = taken.subtracting(set)
      // The mark of a loop takes nothing yet.
      if left == taken {
        result.insert(position)
      } else if !left.isEmpty, let other = self.position(left, before: follow[Int(position)]) {
        result.insert(other)
      }
    }
    return result
  }

  /// Adds a part that may stand several times, and answers how it begins.
  private mutating func loop(_ inner: PatternNode, before next: Positions) -> Positions {
    guard let mark = position(ByteSet(), before: Positions()) else { return single(0) }
    let start = sets.count
    let marked = single(mark)
    var first = add(inner, before: marked)
    if !first.intersection(marked).isEmpty { first = first.subtracting(marked).union(next) }
    for index in start..<max(start, sets.count)
    where !follow[index].intersection(marked).isEmpty {
      follow[index] = follow[index].subtracting(marked).union(first).union(next)
    }
    return first
  }

  /// Has the automaton begin two bytes before a match; the line's end stands for what is before the text.
  private mutating func lookBefore(_ condition: ConditionBefore) {
    var not = condition.notAfter
    let first = start.members.reduce(ByteSet()) { $0.union(sets[Int($1)]) }
    if condition.isBoundary, !start.contains(0), first.isSubset(of: .word) {
      not = not.union(.word)
    }
    let (one, two) = condition.notAfterTwo ?? (ByteSet(), ByteSet())
    guard !not.isEmpty || !two.isEmpty, !not.union(one).union(two).contains(0x0A) else { return }
    var begin = Positions()
    func add(_ first: ByteSet, _ second: ByteSet) {
      guard !second.isEmpty, let last = position(second, before: start),
        let position = position(first, before: single(last))
      else { return }
      begin.insert(position)
    }
    add(.all, ByteSet.all.subtracting(not).subtracting(two))
    add(ByteSet.all.subtracting(one), two.subtracting(not))
    start = begin
    before = PatternProbe.mostBefore
  }

  // MARK: States

  /// The automaton with one state for each set of positions that can be reached.
  private func determined(from start: Positions) -> PatternProbe? {
    guard !start.contains(0), !start.isEmpty else { return nil }
    let byteClasses = ByteClasses(of: sets)
    let width = byteClasses.samples.count
    var states = [start]
    var numbers: [Positions: Int] = [start: 0]
    var steps: [UInt16] = []
    var next = 0
    while next < states.count {
      let members = states[next].members.map { Int($0) }
      next += 1
      for sample in byteClasses.samples {
        var reached = Positions()
        for member in members where sets[member].contains(sample) {
          reached = reached.union(follow[member])
        }
        if reached.isEmpty {
          steps.append(PatternProbe.dead)
        } else if reached.contains(0) {
          steps.append(PatternProbe.open)
        } else if let number = numbers[reached] {
          steps.append(UInt16(number * width + 1))
        } else if states.count < PatternAutomaton.mostStates {
          numbers[reached] = states.count
          steps.append(UInt16(states.count * width + 1))
          states.append(reached)
        } else {
          steps.append(PatternProbe.open)
        }
      }
    }
    guard steps.contains(where: { $0 != PatternProbe.open }) else { return nil }
    return PatternProbe(
      before: before, classes: byteClasses.classes, width: width, steps: steps)
  }
}

/// What a pattern says, ahead of all that it takes, of the two bytes before a match.
private struct ConditionBefore {
  /// What cannot stand right before it.
  private(set) var notAfter = ByteSet()
  /// What cannot stand before it one behind the other.
  private(set) var notAfterTwo: (ByteSet, ByteSet)?
  /// Whether a word must begin or end there.
  private(set) var isBoundary = false

  /// Reads a pattern.
  init(_ node: PatternNode) { _ = read(node) }

  /// Reads a part; false when it may take something.
  private mutating func read(_ node: PatternNode) -> Bool {
    switch node {
    case .sequence(let nodes): return nodes.allSatisfy { read($0) }
    case .condition(.wordBoundary): isBoundary = true
    case .condition(.notAfter(let set)): notAfter = notAfter.union(set)
    case .condition(.notAfterTwo(let first, let second)):
      notAfterTwo = notAfterTwo ?? (first, second)
    case .condition: break
    case .scalar, .choice, .repetition, .unknown: return false
    }
    return true
  }
}
