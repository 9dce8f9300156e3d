// Performance: see StartScan.swift for what is done with these tables at every word of every text.
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
public struct StartFilter: Sendable {
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
    /// Nothing but digits: every beginning has one first.
    var digitsOnly = false
  }

  /// How many loose bytes are looked for one by one.
  private static let mostLoose = 16

  /// Of each position and byte the groups that allow it: `masks[position << 8 | byte]`.
  var masks = FlatArray<SIMD2<UInt64>>([])
  /// Where the beginnings of each group are in `prefixes`.
  var groupStarts: [Int32] = [0]
  /// The beginnings, group by group.
  var prefixes = FlatArray<Prefix>([])
  /// The sets, four words each.
  var sets = FlatArray<UInt64>([])
  var places = Places()
  var quads = StartQuads()
  /// The groups with beginnings that `quads` knows nothing of.
  var wide = SIMD2<UInt64>()
  /// Of these beginnings a bit for each two first bytes, and for the two behind them.
  ///
  /// The bit of two bytes is number `second << 8 | first`; there are none where all begin with digits, as few words do.
  var pairs = FlatArray<UInt64>([])
  /// The groups that hold beginnings of each pattern.
  var groupsOfPattern = FlatArray<SIMD2<UInt64>>([])

  /// The most groups: one bit each in a mask.
  static let mostGroups = 128
  /// How many words of bits there are for two bytes.
  static let pairWords = 1 << 10
  /// The most groups of beginnings with many first bytes.
  private static let mostWideGroups = 40

  /// A beginning as it is compared with eight bytes.
  struct Prefix: FlatRecord, Sendable {
    /// Bytes that can be only one, and which: these are compared at once.
    var mask: UInt64 = 0
    var value: UInt64 = 0
    /// Of each position that is open the number of its set.
    var sets = SIMD8<UInt16>()
    var pattern: Int32
    /// The positions of digits, any of the ten, one bit each.
    var digits: UInt8 = 0
    /// The positions of the others, one bit each.
    var open: UInt8 = 0
    // All bytes of a record have a meaning.
    private var spare: UInt16 = 0
    private var more: UInt64 = 0

    init(pattern: Int32) { self.pattern = pattern }
  }

  /// Whether there is nothing to be found.
  public var isEmpty: Bool { prefixes.count == 0 }

  /// Creates a filter of beginnings and the numbers of their patterns.
  public init(_ starts: [(prefix: StartPrefix, pattern: Int32)]) {
    let groups = groups(of: starts.map(\.prefix))
    var numbering = SetNumbers()
    var prefixes: [Prefix] = []
    prefixes.reserveCapacity(starts.count)
    var masks = [SIMD2<UInt64>](repeating: .zero, count: StartPrefix.longest << 8)
    for (group, members) in groups.enumerated() {
      var allowed = [ByteSet](repeating: ByteSet(), count: StartPrefix.longest)
      for member in members {
        let (start, pattern) = starts[member]
        note(start)
        for position in 0..<StartPrefix.longest {
          let set = position < start.sets.count ? start.sets[position] : .all
          allowed[position] = allowed[position].union(set)
        }
        prefixes.append(Prefix(start, pattern, &numbering))
      }
      groupStarts.append(Int32(truncatingIfNeeded: prefixes.count))
      Self.allow(allowed, group, in: &masks)
    }
    self.masks = FlatArray(masks)
    self.prefixes = FlatArray(prefixes)
    sets = FlatArray(numbering.words)
    places.digitsOnly = starts.allSatisfy { start, _ in
      start.sets.first.map { $0.isSubset(of: .digits) } ?? false
    }
    groupsOfPattern = FlatArray(groupsOfPatterns())
  }

  /// Lets the bytes of a set for each position pass in a group.
  private static func allow(_ sets: [ByteSet], _ group: Int, in masks: inout [SIMD2<UInt64>]) {
    unsafe masks.withUnsafeMutableBytes { masks in
      let words = unsafe masks.bindMemory(to: UInt64.self)
      guard let table = words.baseAddress else { return }
      for (position, set) in sets.enumerated() {
        let words = [set.word(0), set.word(1), set.word(2), set.word(3)]
        // SAFETY: the table has 256 masks of two words for each position, and a set has four words.
        unsafe words.withUnsafeBufferPointer { words in
          guard let words = words.baseAddress else { return }
          unsafe csimd_allow_group(words, table + position << 9, UInt32(group))
        }
      }
    }
  }

  /// The groups of beginnings, those with many first bytes apart and last.
  private mutating func groups(of prefixes: [StartPrefix]) -> [[Int]] {
    let few = prefixes.indices.filter { StartQuads.areFew(prefixes[$0]) }
    let many = prefixes.indices.filter { !StartQuads.areFew(prefixes[$0]) }
    quads = StartQuads(few.map { prefixes[$0] })
    if !many.allSatisfy({ prefixes[$0].sets[0].isSubset(of: .digits) }) {
      pairs = FlatArray(Self.pairs(of: many.map { prefixes[$0] }))
    }
    let wide = StartGroups.group(
      many.map { prefixes[$0] },
      most: few.isEmpty ? StartFilter.mostGroups : StartFilter.mostWideGroups)
    let narrow = StartGroups.group(
      few.map { prefixes[$0] }, most: StartFilter.mostGroups - wide.count)
    for group in narrow.count..<narrow.count + wide.count {
      self.wide[group >> 6] |= 1 << UInt64(group & 63)
    }
    return narrow.map { $0.map { few[$0] } } + wide.map { $0.map { many[$0] } }
  }

  /// The bits of the first two bytes of beginnings, then those of the next two.
  private static func pairs(of prefixes: [StartPrefix]) -> [UInt64] {
    var pairs = [UInt64](repeating: 0, count: 2 * StartFilter.pairWords)
    unsafe pairs.withUnsafeMutableBufferPointer { pairs in
      guard let table = pairs.baseAddress else { return }
      for prefix in prefixes {
        for part in 0..<2 {
          let sets = [2 * part, 2 * part + 1].flatMap { position in
            let set = position < prefix.sets.count ? prefix.sets[position] : .all
            return (0..<4).map { set.word($0) }
          }
          // SAFETY: there are four words for each of two sets, and 1 << 16 bits for each two positions.
          unsafe sets.withUnsafeBufferPointer { sets in
            guard let sets = sets.baseAddress else { return }
            unsafe csimd_mark_pairs(sets, sets + 4, table + part * StartFilter.pairWords)
          }
        }
      }
    }
    return pairs
  }

  private func groupsOfPatterns() -> [SIMD2<UInt64>] {
    var groups: [SIMD2<UInt64>] = []
    for group in groupStarts.indices.dropLast() {
      for index in Int(groupStarts[group])..<Int(groupStarts[group + 1]) {
        let pattern = Int(prefixes[index].pattern)
        while groups.count <= pattern { groups.append(.zero) }
        groups[pattern][group >> 6] |= 1 << UInt64(group & 63)
      }
    }
    return groups
  }

  /// The patterns that are looked for.
  public struct Asked: Sendable {
    var groups: SIMD2<UInt64>

    /// All of a filter.
    public static let all = Asked(groups: SIMD2(repeating: .max))
    /// None.
    public static let none = Asked(groups: .zero)
  }

  /// Adds a pattern to those that are looked for.
  ///
  /// Others that share a group with it may be found too.
  public func ask(for pattern: Int32, in asked: inout Asked) {
    let pattern = Int(pattern)
    if pattern < groupsOfPattern.count { asked.groups |= groupsOfPattern[pattern] }
  }

  private mutating func note(_ prefix: StartPrefix) {
    switch prefix.boundary {
    case .word: break
    case .digit: places.digits = true
    case .none:
      for byte in 0...UInt8.max where prefix.sets[0].contains(byte) {
        if ByteSet.digits.contains(byte) {
          places.looseDigits = true
        } else if byte >= 0x80 {
          places.looseHigh = true
        } else if !places.loose.contains(byte) {
          places.loose.append(byte)
        }
      }
      places.all = places.loose.count > StartFilter.mostLoose
    }
  }
}

/// The sets of beginnings that are neither one byte nor the digits, each with a number.
private struct SetNumbers {
  /// Four words for each.
  private(set) var words: [UInt64] = []
  private var numbers: [ByteSet: UInt16] = [:]

  /// The number of a set; nil when there is no room for another.
  mutating func number(of set: ByteSet) -> UInt16? {
    if let known = numbers[set] { return known }
    guard let number = UInt16(exactly: numbers.count) else { return nil }
    numbers[set] = number
    for part in 0..<4 { words.append(set.word(part)) }
    return number
  }
}

extension StartFilter.Prefix {
  /// A beginning of a pattern; without room for another set, any byte will do.
  fileprivate init(_ start: StartPrefix, _ pattern: Int32, _ numbering: inout SetNumbers) {
    self.init(pattern: pattern)
    for (position, set) in start.sets.enumerated() {
      let count = set.count
      if count == 1 {
        mask |= 0xFF << UInt64(8 * position)
        value |= UInt64(set.lowest) << UInt64(8 * position)
      } else if count == 10, set == .digits {
        digits |= 1 << UInt8(position)
      } else if count < 256, let number = numbering.number(of: set) {
        sets[position] = number
        open |= 1 << UInt8(position)
      }
    }
  }
}
