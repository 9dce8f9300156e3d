// Performance: see StartScan.swift for what is done with these tables at every word of every text. A state's row is
// a few bytes more than a cache line, and nearly all places end in the rows of the first two bytes.
private import CSIMD

/// A place where a match of a pattern may begin.
public struct StartSite: Sendable, Hashable {
  /// The byte.
  public var offset: UInt32
  /// The pattern's number.
  public var pattern: Int32

  /// Creates a place.
  public init(offset: UInt32, pattern: Int32) {
    self.offset = offset
    self.pattern = pattern
  }
}

/// The beginnings of many patterns, to find in one pass the places where each may match.
///
/// They are one deterministic automaton: a state says which beginnings the bytes that were read leave possible, and
/// of which patterns one is complete.
public final class StartAutomaton: Sendable {
  /// Which places are looked at beside the beginnings of words.
  struct Places: Sendable {
    /// Digits that follow a letter.
    var digits = false
    /// All digits, and these bytes, wherever they stand: some pattern begins with them, and says nothing of the
    /// byte before.
    var looseDigits = false
    /// All bytes of scalars past ASCII.
    var looseHigh = false
    var loose: [UInt8] = []
    /// All places, since the loose bytes are many.
    var all = false
  }

  /// The state in which no beginning is left.
  static let dead: UInt16 = 0

  /// The class of each byte.
  let classes: FlatArray<UInt8>
  /// How many classes there are.
  let width: Int
  /// Of each byte the state behind it: what may begin depends on what stands before.
  let roots: FlatArray<UInt16>
  /// Of each state and class the next state, state by state; one whose beginnings are all complete leads to itself.
  let steps: FlatArray<UInt16>
  /// The patterns of each state of which a beginning is complete.
  let found: FlatLists<Int32>
  let places: Places
  /// How many patterns there are.
  let patternCount: Int

  /// Whether there is nothing to be found.
  public var isEmpty: Bool { found.count <= 1 }

  /// The automaton of some beginnings and the numbers of their patterns, which are below a count.
  public convenience init(
    _ starts: [(prefix: StartPrefix, pattern: Int32)], patterns: Int
  ) {
    let builder = StartAutomatonBuilder.automaton(of: starts)
    self.init(
      classes: FlatArray(builder.classes), width: builder.width, roots: FlatArray(builder.roots),
      steps: FlatArray(builder.steps), found: FlatLists(builder.found),
      places: Places(of: starts.map(\.prefix)), patterns: patterns)
  }

  /// An automaton that was prepared earlier.
  init(
    classes: FlatArray<UInt8>, width: Int, roots: FlatArray<UInt16>, steps: FlatArray<UInt16>,
    found: FlatLists<Int32>, places: Places, patterns: Int
  ) {
    self.classes = classes
    self.width = width
    self.roots = roots
    self.steps = steps
    self.found = found
    self.places = places
    patternCount = patterns
  }
}

extension StartAutomaton.Places {
  /// The places where some beginnings can stand.
  init(of prefixes: [StartPrefix]) {
    var first = ByteSet()
    for prefix in prefixes {
      switch prefix.boundary {
      case .word: break
      case .digit: digits = true
      case .none: first = first.union(prefix.sets[0])
      }
    }
    looseDigits = !first.intersection(.digits).isEmpty
    looseHigh = !first.intersection(.high).isEmpty
    let others = first.subtracting(.digits).subtracting(.high)
    loose = (0...UInt8.max).filter { others.contains($0) }
    all = loose.count > Int(CSIMD_MOST_WANTED)
  }
}
