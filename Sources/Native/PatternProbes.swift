// Performance: at most places where a pattern's first bytes stand nothing comes of it. A walk over a small table
// says so after a few bytes, at a nanosecond each; asking PCRE2 costs thirty, and the first question compiles the
// pattern. The tables of the patterns that a text leads to stay in the first caches.

/// What tells of a place that no match of one pattern begins there: a deterministic automaton that accepts the
/// beginnings of all its matches, with some bytes before them, and perhaps of more.
public struct PatternProbe: Sendable, Hashable {
  /// A step after which nothing can match.
  public static let dead: UInt16 = 0
  /// A step after which it may.
  public static let open = UInt16.max
  /// The most bytes before a place at which its probe begins.
  public static let mostBefore = 2

  /// How many bytes before the place it begins; a line's end stands for what is before the text.
  public var before: Int
  /// The class of each byte, below `width`.
  public var classes: [UInt8]
  /// How many classes there are.
  public var width: Int
  /// For each state and class, state by state and the first state first: `dead`, `open`, or one more than the
  /// place of the next state's first step.
  public var steps: [UInt16]

  /// Creates a probe of its tables.
  public init(before: Int = 0, classes: [UInt8], width: Int, steps: [UInt16]) {
    self.before = before
    self.classes = classes
    self.width = width
    self.steps = steps
  }
}

extension PatternProbe {
  /// Of each byte what it can be beside a place, of a probe that begins two bytes before it: 1 where a match may
  /// begin with it, and 2 where it may stand before one.
  fileprivate var neighbours: [UInt8] {
    let kinds = Set(classes)
    /// The states that are reached from some by one step, as steps tell of them.
    func states(after states: Set<UInt16>, by kind: UInt8) -> Set<UInt16> {
      var next: Set<UInt16> = []
      for state in states {
        next.insert(state == Self.open ? state : steps[Int(state) - 1 + Int(kind)])
      }
      next.remove(Self.dead)
      return next
    }
    func states(after before: Set<UInt16>) -> Set<UInt16> {
      kinds.reduce(into: []) { $0.formUnion(states(after: before, by: $1)) }
    }
    // A state is told by one more than the place of its first step.
    let before = states(after: [1])
    let first = states(after: before)
    return classes.map { kind in
      (states(after: first, by: kind).isEmpty ? 0 : 1)
        | (states(after: before, by: kind).isEmpty ? 0 : 2)
    }
  }
}

/// The probes of many patterns.
public struct PatternProbes: Sendable {
  /// How many bytes of a place are looked at.
  private static let reach = 96

  /// Where the tables of a pattern begin; without a probe it has no width.
  struct Place: FlatRecord, Sendable {
    var classes: UInt32 = 0
    var steps: UInt32 = 0
    var width: UInt32 = 0
    var before: UInt32 = 0
    /// Where its `neighbours` begin; only one that begins before the place has any.
    var neighbours: UInt32 = 0
  }

  private let places: FlatArray<Place>
  private let classes: FlatArray<UInt8>
  private let steps: FlatArray<UInt16>
  /// Of some patterns what each byte can be: see `PatternProbe.neighbours`.
  private let neighbours: FlatArray<UInt8>

  /// The probes of patterns by their numbers; nil for those without one.
  public init(_ probes: [PatternProbe?]) {
    var places: [Place] = []
    var classes: [UInt8] = []
    var steps: [UInt16] = []
    var neighbours: [UInt8] = []
    for probe in probes {
      var place = Place()
      if let probe, probe.width > 0, probe.classes.count == 256 {
        place.classes = UInt32(classes.count)
        place.steps = UInt32(steps.count)
        place.width = UInt32(probe.width)
        place.before = UInt32(probe.before)
        if probe.before == PatternProbe.mostBefore {
          place.neighbours = UInt32(neighbours.count)
          neighbours += probe.neighbours
        }
        classes += probe.classes
        steps += probe.steps
      }
      places.append(place)
    }
    self.places = FlatArray(places)
    self.classes = FlatArray(classes)
    self.steps = FlatArray(steps)
    self.neighbours = FlatArray(neighbours)
  }

  /// The probes that `write` put into a file, which stays mapped; nil when they are not there.
  public init?(_ file: CompiledFile, firstSection first: UInt32, patterns: Int) {
    guard let places = FlatArray<Place>(file, section: first), places.count == patterns,
      let classes = FlatArray<UInt8>(file, section: first + 1),
      let steps = FlatArray<UInt16>(file, section: first + 2),
      let neighbours = FlatArray<UInt8>(file, section: first + 3)
    else { return nil }
    self.places = places
    self.classes = classes
    self.steps = steps
    self.neighbours = neighbours
  }

  /// Puts the probes into a file, in four sections.
  public func write(into file: inout CompiledFileWriter, firstSection first: UInt32) {
    file.add(first, places)
    file.add(first + 1, classes)
    file.add(first + 2, steps)
    file.add(first + 3, neighbours)
  }

  /// Takes out the places at which a pattern cannot match.
  public func sieve(_ sites: inout [StartSite], in text: Span<UInt8>) {
    unsafe withTables(text) { tables in
      var kept = 0
      for index in sites.indices {
        let site = sites[index]
        if let walk = unsafe tables.walk(Int(site.pattern)) {
          guard unsafe walk.mayMatch(at: Int(site.offset)) else { continue }
        }
        sites[kept] = site
        kept += 1
      }
      sites.removeLast(sites.count - kept)
    }
  }

  /// Whether a match of a pattern may begin at a place.
  public func mayMatch(_ pattern: Int, in text: Span<UInt8>, at offset: Int) -> Bool {
    unsafe withTables(text) { unsafe $0.walk(pattern)?.mayMatch(at: offset) ?? true }
  }

  /// Whether a pattern has a probe.
  public func tells(of pattern: Int) -> Bool { places[pattern].width > 0 }

  /// The first of some places at which a match of a pattern may begin; nil when it can at none.
  public func firstPlace(
    of pattern: Int, in text: Span<UInt8>, from first: Int, through last: Int
  ) -> Int? {
    unsafe withTables(text) { tables in
      guard let walk = unsafe tables.walk(pattern) else { return first <= last ? first : nil }
      let known = neighbours(of: pattern)
      var offset = max(first, 0)
      // Behind the text a walk tells at once.
      let end = min(last, text.count - 1)
      while known >= 0, offset <= end {
        // A place between two bytes that no match has is passed over without a walk.
        let before = offset > 0 ? text[offset - 1] : 0x0A
        let mayBegin = neighbours[known + Int(text[offset])] & 1
        let mayPrecede = neighbours[known + Int(before)] >> 1
        if mayBegin & mayPrecede != 0, unsafe walk.mayMatch(at: offset) { return offset }
        offset += 1
      }
      while offset <= last {
        if unsafe walk.mayMatch(at: offset) { return offset }
        offset += 1
      }
      return nil
    }
  }

  /// Where it stands what each byte can be beside a place of a pattern; -1 where nothing is known of that.
  private func neighbours(of pattern: Int) -> Int {
    let place = places[pattern]
    let start = Int(place.neighbours)
    // Only in a damaged file they end before they should.
    guard place.before == UInt32(PatternProbe.mostBefore), start + 256 <= neighbours.count else {
      return -1
    }
    return start
  }

  @unsafe @inline(__always)
  private func withTables<Result>(
    _ text: Span<UInt8>, _ body: (borrowing Tables) -> Result
  ) -> Result {
    unsafe text.withUnsafeBufferPointer { text in
      unsafe places.withUnsafeBufferPointer { places in
        unsafe classes.withUnsafeBufferPointer { classes in
          unsafe steps.withUnsafeBufferPointer { steps in
            unsafe body(Tables(text: text, places: places, classes: classes, steps: steps))
          }
        }
      }
    }
  }

  /// The tables and the text that a walk reads.
  @unsafe private struct Tables {
    let text: UnsafeBufferPointer<UInt8>
    let places: UnsafeBufferPointer<Place>
    let classes: UnsafeBufferPointer<UInt8>
    let steps: UnsafeBufferPointer<UInt16>

    /// What a walk over a pattern's tables needs; nil for one without a probe.
    @unsafe @inline(__always)
    func walk(_ pattern: Int) -> Walk? {
      guard pattern >= 0, pattern < places.count, let bytes = text.baseAddress else { return nil }
      // SAFETY: the number was checked.
      let place = unsafe places.baseAddress.unsafelyUnwrapped[pattern]
      // Only in a damaged file tables end before they should.
      guard place.width > 0, Int(place.classes) + 256 <= classes.count,
        Int(place.steps) <= steps.count
      else { return nil }
      return unsafe Walk(
        bytes: bytes, length: text.count,
        kinds: classes.baseAddress.unsafelyUnwrapped + Int(place.classes),
        steps: steps.baseAddress.unsafelyUnwrapped + Int(place.steps),
        count: steps.count - Int(place.steps),
        before: min(Int(place.before), PatternProbe.mostBefore))
    }
  }

  /// A walk over the tables of one pattern.
  @unsafe private struct Walk {
    let bytes: UnsafePointer<UInt8>
    let length: Int
    /// The classes of all bytes.
    let kinds: UnsafePointer<UInt8>
    let steps: UnsafePointer<UInt16>
    /// How many steps there are.
    let count: Int
    let before: Int

    /// Whether a match may begin at a place of the text.
    @unsafe @inline(__always)
    func mayMatch(at offset: Int) -> Bool {
      guard offset >= 0 else { return true }
      let end = min(length, offset &+ PatternProbes.reach)
      var row = 0
      var index = offset &- before
      while index < end {
        // SAFETY: the place is in the text, a pattern has a class for each byte, and the step's number is checked.
        let byte = index < 0 ? 0x0A : unsafe bytes[index]
        let number = row &+ Int(unsafe kinds[Int(byte)])
        guard number < count else { return true }
        let step = unsafe steps[number]
        // Both ends in one comparison.
        if step &- 1 >= PatternProbe.open &- 1 { return step == PatternProbe.open }
        row = Int(step) &- 1
        index &+= 1
      }
      // Behind the text nothing stands that could complete a match.
      return index < length
    }
  }
}
