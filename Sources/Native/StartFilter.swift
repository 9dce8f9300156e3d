// Performance: this sees every word of every text, so it does little: from a vector pass that marks where
// words begin, eight bytes are loaded at each such place, and the first four of them look into a small table of
// bits (`StartQuads`), where most places end. Then they index tables of 128-bit masks whose intersection says
// which of 128 groups of beginnings may stand there, and only what remains is compared byte by byte with the
// beginnings of the group.
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
    var loose: [UInt8] = []
    /// All places, since the loose bytes are many.
    var all = false
    /// Nothing but digits: every beginning has one first.
    var digitsOnly = false
  }

  /// How many loose bytes are looked for one by one.
  private static let mostLoose = 8

  /// Of each position and byte the groups that allow it: `masks[position << 8 | byte]`.
  var masks = FlatArray<SIMD2<UInt64>>([])
  /// Where the beginnings of each group are in `prefixes`.
  var groupStarts: [Int32] = [0]
  /// The beginnings, group by group.
  var prefixes = FlatArray<Prefix>([])
  /// The sets, four words each.
  var sets = FlatArray<UInt64>([])
  var places = Places()
  var quads = StartQuads([])
  /// The groups with beginnings that `quads` knows nothing of.
  var wide = SIMD2<UInt64>()
  /// The groups that hold beginnings of each pattern.
  var groupsOfPattern = FlatArray<SIMD2<UInt64>>([])

  /// The most groups: one bit each in a mask.
  static let mostGroups = 128
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
    fileprivate var groups: SIMD2<UInt64>

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
        } else if !places.loose.contains(byte) {
          places.loose.append(byte)
        }
      }
      places.all = places.loose.count > StartFilter.mostLoose
    }
  }

  /// Appends the places in a range of a text where some pattern may begin, in the order of the text, each
  /// pattern once a place.
  public func scan(
    _ text: Span<UInt8>, _ range: Range<Int>, asked: Asked = .all, into sites: inout [StartSite]
  ) {
    let range = range.clamped(to: 0..<min(text.count, Int(UInt32.max)))
    guard !isEmpty, !range.isEmpty else { return }
    unsafe text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      unsafe masks.withUnsafeBufferPointer { masks in
        guard let table = masks.baseAddress else { return }
        unsafe quads.bits.withUnsafeBufferPointer { bits in
          unsafe prefixes.withUnsafeBufferPointer { prefixes in
            unsafe sets.withUnsafeBufferPointer { sets in
              let tables = unsafe Tables(masks: table, bits: bits, prefixes: prefixes, sets: sets)
              // SAFETY: the text has `count` bytes.
              unsafe scan(base, range, text.count, tables, asked.groups, into: &sites)
            }
          }
        }
      }
    }
  }

  /// What the loop over a text reads.
  ///
  /// SAFETY: there are 256 masks for each of eight positions, and the rest is that of the filter.
  @unsafe
  private struct Tables {
    var masks: UnsafePointer<SIMD2<UInt64>>
    var bits: UnsafeBufferPointer<UInt64>
    var prefixes: UnsafeBufferPointer<Prefix>
    var sets: UnsafeBufferPointer<UInt64>
  }

  @unsafe
  private func scan(
    _ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ count: Int, _ tables: Tables,
    _ asked: SIMD2<UInt64>, into sites: inout [StartSite]
  ) {
    let table = unsafe tables.masks
    let bits = unsafe tables.bits
    let wide = asked & self.wide
    let hasWide = wide.x | wide.y != 0
    let shift = quads.shift
    var block = range.lowerBound
    // SAFETY: only bytes of the text are read.
    let before = unsafe block > 0 ? base[block - 1] : 0
    var previous: UInt64 = ByteSet.word.contains(before) ? 1 : 0
    var previousDigit: UInt64 = ByteSet.digits.contains(before) ? 1 : 0
    let places = places
    while block < range.upperBound {
      let left = range.upperBound - block
      let found =
        unsafe left >= 64
        ? csimd_sites64(base + block) : csimd_sites_tail(base + block, left)
      var marks = found.word & ~(found.word << 1 | previous)
      previous = found.word >> 63
      if places.digits { marks |= found.digit & ~(found.digit << 1 | previousDigit) }
      if places.looseDigits { marks |= found.digit }
      previousDigit = found.digit >> 63
      if places.all {
        marks = ~0
      } else {
        for byte in places.loose {
          // A length that the compiler knows unrolls the loop.
          marks |=
            unsafe left >= 64
            ? csimd_mask64(base + block, 64, byte) : csimd_mask64(base + block, left, byte)
        }
      }
      if places.digitsOnly { marks &= found.digit }
      if left < 64 { marks &= 1 << UInt64(left) &- 1 }
      while marks != 0 {
        let offset = block &+ marks.trailingZeroBitCount
        marks &= marks &- 1
        // SAFETY: eight bytes are read only where the text has them.
        let bytes =
          unsafe offset &+ 8 <= count
          ? UInt64(littleEndian: UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self))
          : paddedWord(base + offset, count - offset)
        // SAFETY: a hash that was shifted is below the number of bits.
        let quad = StartQuads.place(of: UInt32(truncatingIfNeeded: bytes), shift)
        let isKnown = unsafe bits[quad &>> 6] &>> UInt64(quad & 63) & 1 != 0
        if !isKnown, !hasWide { continue }
        var groups = unsafe table[Int(bytes & 0xFF)] & (isKnown ? asked : wide)
        groups &= unsafe table[256 | Int(bytes >> 8 & 0xFF)]
        groups &= unsafe table[512 | Int(bytes >> 16 & 0xFF)]
        groups &= unsafe table[768 | Int(bytes >> 24 & 0xFF)]
        if groups.x | groups.y == 0 { continue }
        for position in 4..<StartPrefix.longest {
          groups &= unsafe table[position << 8 | Int(bytes >> UInt64(8 * position) & 0xFF)]
        }
        if groups.x | groups.y != 0 {
          unsafe check(groups, bytes, at: offset, tables.prefixes, tables.sets, into: &sites)
        }
      }
      block &+= 64
    }
  }

  /// Adds the patterns of which a beginning stands at `offset`.
  ///
  /// SAFETY: the buffers are those of `self`.
  @unsafe
  private func check(
    _ groups: SIMD2<UInt64>, _ bytes: UInt64, at offset: Int,
    _ prefixes: UnsafeBufferPointer<Prefix>, _ sets: UnsafeBufferPointer<UInt64>,
    into sites: inout [StartSite]
  ) {
    let first = sites.count
    let others = ~Self.digits(in: bytes)
    for half in 0..<2 {
      var left = groups[half]
      while left != 0 {
        let group = half << 6 | left.trailingZeroBitCount
        left &= left &- 1
        // Only in a damaged file a bit leads to no group, or a beginning to no pattern.
        guard group + 1 < groupStarts.count else { continue }
        let end = min(Int(groupStarts[group + 1]), prefixes.count)
        var index = Int(groupStarts[group])
        while index < end {
          // SAFETY: the index is below the count.
          let prefix = unsafe prefixes.baseAddress.unsafelyUnwrapped + index
          index += 1
          if unsafe (bytes ^ prefix.pointee.value) & prefix.pointee.mask != 0 { continue }
          if unsafe prefix.pointee.digits & others != 0 { continue }
          if unsafe prefix.pointee.open != 0, !holds(prefix.pointee, bytes, sets) { continue }
          let pattern = unsafe prefix.pointee.pattern
          if pattern < 0 || Int(pattern) >= groupsOfPattern.count { continue }
          var known = first
          while known < sites.count, sites[known].pattern != pattern { known += 1 }
          if known < sites.count { continue }
          sites.append(StartSite(offset: UInt32(truncatingIfNeeded: offset), pattern: pattern))
        }
      }
    }
  }

  /// Which of eight bytes are digits, the first one lowest.
  @inline(__always)
  private static func digits(in bytes: UInt64) -> UInt8 {
    let low = bytes ^ 0x3030_3030_3030_3030
    // The highest bit of a byte is set where the low half is above 9 or the high half was no 3.
    let others = ((low & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676) | low
    let digits = ~others & 0x8080_8080_8080_8080
    return UInt8(truncatingIfNeeded: ((digits >> 7) &* 0x0102_0408_1020_4080) >> 56)
  }

  @unsafe @inline(__always)
  private func holds(
    _ prefix: Prefix, _ bytes: UInt64, _ sets: UnsafeBufferPointer<UInt64>
  ) -> Bool {
    var open = prefix.open
    while open != 0 {
      let position = open.trailingZeroBitCount
      open &= open &- 1
      let byte = UInt8(truncatingIfNeeded: bytes >> UInt64(8 * position))
      let index = Int(prefix.sets[position]) << 2 | Int(byte >> 6)
      // SAFETY: the index is below the count.
      guard index < sets.count, unsafe sets[index] >> UInt64(byte & 63) & 1 != 0 else {
        return false
      }
    }
    return true
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

/// What the vector code and its portable twin say of a block of 64 bytes, for the tests.
func siteMasks(of block: Span<UInt8>) -> (vector: [UInt64], portable: [UInt64]) {
  guard block.count == 64 else { return ([], []) }
  return unsafe block.withUnsafeBufferPointer { bytes in
    guard let base = bytes.baseAddress else { return ([], []) }
    // SAFETY: there are 64 bytes.
    let one = unsafe csimd_sites64(base)
    let two = unsafe csimd_sites64_portable(base)
    let byte = unsafe base[0]
    return unsafe (
      [one.word, one.digit, csimd_mask64(base, 64, byte)],
      [two.word, two.digit, csimd_mask64_portable(base, 64, byte)]
    )
  }
}
