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
}

/// The beginnings of many patterns, to find in one pass the places where each may match.
public struct StartFilter: Sendable {
  /// Which places are looked at beside the beginnings of words.
  private struct Places: Sendable {
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
  private var masks = FlatArray<SIMD2<UInt64>>([])
  /// Where the beginnings of each group are in `prefixes`.
  private var groupStarts: [Int32] = [0]
  /// The beginnings: for each of `StartPrefix.longest` bytes the index of its set in `sets`.
  private var prefixes: [Prefix] = []
  private var sets: [ByteSet] = []
  private var places = Places()
  private var quads = StartQuads([])
  /// The groups with beginnings that `quads` knows nothing of.
  private var wide = SIMD2<UInt64>()
  /// The groups that hold beginnings of each pattern.
  private var groupsOfPattern: [SIMD2<UInt64>] = []

  /// The most groups: one bit each in a mask.
  private static let mostGroups = 128
  /// The most groups of beginnings with many first bytes.
  private static let mostWideGroups = 40

  /// A beginning as it is compared with eight bytes.
  private struct Prefix: Sendable {
    /// The positions of digits, any of the ten, one bit each.
    var digits: UInt8 = 0
    /// Bytes that can be only one, and which: these are compared at once.
    var mask: UInt64 = 0
    var value: UInt64 = 0
    /// The positions of the others, one bit each.
    var open: UInt8 = 0
    /// Of each position the index of its set in `sets`.
    var sets = SIMD8<UInt16>()
    var pattern: Int32
  }

  /// Whether there is nothing to be found.
  public var isEmpty: Bool { prefixes.isEmpty }

  /// Creates a filter of beginnings and the numbers of their patterns.
  public init(_ starts: [(prefix: StartPrefix, pattern: Int32)]) {
    let groups = groups(of: starts.map(\.prefix))
    var numbers: [ByteSet: UInt16] = [:]
    let any = ByteSet(0...0xFF)
    var masks = [SIMD2<UInt64>](repeating: .zero, count: StartPrefix.longest << 8)
    for (group, members) in groups.enumerated() {
      for member in members {
        let (start, pattern) = starts[member]
        note(start)
        var prefix = Prefix(pattern: pattern)
        for position in 0..<StartPrefix.longest {
          let set = position < start.sets.count ? start.sets[position] : any
          for byte in 0...UInt8.max where set.contains(byte) {
            masks[position << 8 | Int(byte)][group >> 6] |= 1 << UInt64(group & 63)
          }
          if set == .digits {
            prefix.digits |= 1 << UInt8(position)
          } else if set.count == 1 {
            prefix.mask |= 0xFF << UInt64(8 * position)
            prefix.value |= UInt64(set.lowest) << UInt64(8 * position)
          } else if set != any {
            // Without room for another set, any byte will do.
            guard let number = numbers[set] ?? UInt16(exactly: sets.count) else { continue }
            if numbers.updateValue(number, forKey: set) == nil { sets.append(set) }
            prefix.sets[position] = number
            prefix.open |= 1 << UInt8(position)
          }
        }
        prefixes.append(prefix)
      }
      groupStarts.append(Int32(truncatingIfNeeded: prefixes.count))
    }
    self.masks = FlatArray(masks)
    places.digitsOnly = starts.allSatisfy { start, _ in
      start.sets.first.map { $0.isSubset(of: .digits) } ?? false
    }
    noteGroupsOfPatterns()
  }

  /// The groups of beginnings, those with many first bytes apart and last.
  private mutating func groups(of prefixes: [StartPrefix]) -> [[Int]] {
    let few = prefixes.indices.filter { StartQuads.areFew(prefixes[$0]) }
    let many = prefixes.indices.filter { !StartQuads.areFew(prefixes[$0]) }
    quads = StartQuads(few.map { prefixes[$0] })
    let wide = StartGroups.group(many.map { prefixes[$0] }, most: StartFilter.mostWideGroups)
    let narrow = StartGroups.group(
      few.map { prefixes[$0] }, most: StartFilter.mostGroups - wide.count)
    for group in narrow.count..<narrow.count + wide.count {
      self.wide[group >> 6] |= 1 << UInt64(group & 63)
    }
    return narrow.map { $0.map { few[$0] } } + wide.map { $0.map { many[$0] } }
  }

  private mutating func noteGroupsOfPatterns() {
    groupsOfPattern = []
    for group in groupStarts.indices.dropLast() {
      for index in Int(groupStarts[group])..<Int(groupStarts[group + 1]) {
        let pattern = Int(prefixes[index].pattern)
        while groupsOfPattern.count <= pattern { groupsOfPattern.append(.zero) }
        groupsOfPattern[pattern][group >> 6] |= 1 << UInt64(group & 63)
      }
    }
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
          // SAFETY: the table has 256 masks for each of eight positions, the text `count` bytes.
          unsafe scan(base, range, text.count, table, bits, asked.groups, into: &sites)
        }
      }
    }
  }

  @unsafe
  private func scan(
    _ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ count: Int,
    _ table: UnsafePointer<SIMD2<UInt64>>, _ bits: UnsafeBufferPointer<UInt64>,
    _ asked: SIMD2<UInt64>, into sites: inout [StartSite]
  ) {
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
        if groups.x | groups.y != 0 { check(groups, bytes, at: offset, into: &sites) }
      }
      block &+= 64
    }
  }

  /// Adds the patterns of which a beginning stands at `offset`.
  private func check(
    _ groups: SIMD2<UInt64>, _ bytes: UInt64, at offset: Int, into sites: inout [StartSite]
  ) {
    let first = sites.count
    let digits = Self.digits(in: bytes)
    for half in 0..<2 {
      var left = groups[half]
      while left != 0 {
        let group = half << 6 | left.trailingZeroBitCount
        left &= left &- 1
        for index in Int(groupStarts[group])..<Int(groupStarts[group + 1]) {
          guard prefixes[index].digits & ~digits == 0,
            (bytes ^ prefixes[index].value) & prefixes[index].mask == 0,
            holds(prefixes[index], bytes)
          else { continue }
          let pattern = prefixes[index].pattern
          if sites[first...].contains(where: { $0.pattern == pattern }) { continue }
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

  private func holds(_ prefix: Prefix, _ bytes: UInt64) -> Bool {
    var open = prefix.open
    while open != 0 {
      let position = open.trailingZeroBitCount
      open &= open &- 1
      let byte = UInt8(truncatingIfNeeded: bytes >> UInt64(8 * position))
      guard sets[Int(prefix.sets[position])].contains(byte) else { return false }
    }
    return true
  }
}

extension StartFilter {
  /// A beginning as it stands in a file.
  private struct PrefixRecord: FlatRecord {
    var mask: UInt64
    var value: UInt64
    /// Sets of four positions each, the first lowest.
    var lowSets: UInt64
    var highSets: UInt64
    var open: UInt32
    var pattern: Int32
  }

  /// The filter that `write` put into a file; nil when the sections are not its own.
  ///
  /// - Parameter patterns: how many patterns there are.
  public init?(_ file: CompiledFile, firstSection: UInt32, patterns: Int) {
    guard let masks = FlatArray<SIMD2<UInt64>>(file, section: firstSection),
      masks.count == StartPrefix.longest << 8,
      let starts = file.array(of: firstSection + 1, as: Int32.self), starts.first == 0,
      starts.count <= 129,
      let records = FlatArray<PrefixRecord>(file, section: firstSection + 2),
      let words = FlatArray<UInt64>(file, section: firstSection + 3), words.count % 4 == 0,
      let loose = file.array(of: firstSection + 4, as: UInt8.self), loose.count >= 4
    else { return nil }
    self.masks = masks
    groupStarts = starts
    for index in stride(from: 0, to: words.count, by: 4) {
      sets.append(
        ByteSet(
          words: SIMD4(words[index], words[index + 1], words[index + 2], words[index + 3])))
    }
    prefixes.reserveCapacity(records.count)
    for index in 0..<records.count {
      let record = records[index]
      var prefix = Prefix(
        digits: UInt8(truncatingIfNeeded: record.open >> 8), mask: record.mask,
        value: record.value, open: UInt8(truncatingIfNeeded: record.open), pattern: record.pattern)
      for position in 0..<StartPrefix.longest {
        let packed = position < 4 ? record.lowSets : record.highSets
        let number = UInt16(truncatingIfNeeded: packed >> UInt64(16 * (position & 3)))
        guard prefix.open >> UInt8(position) & 1 == 0 || Int(number) < sets.count else {
          return nil
        }
        prefix.sets[position] = number
      }
      guard record.pattern >= 0, Int(record.pattern) < patterns else { return nil }
      prefixes.append(prefix)
    }
    for (start, end) in zip(starts, starts.dropFirst()) where end < start { return nil }
    guard Int(starts[starts.count - 1]) == prefixes.count else { return nil }
    // Every bit of a mask leads to a group.
    let groups = starts.count - 1
    var used = SIMD2<UInt64>()
    for index in 0..<masks.count { used |= masks[index] }
    let last =
      used.y != 0 ? 127 - used.y.leadingZeroBitCount : 63 - used.x.leadingZeroBitCount
    guard last < groups else { return nil }
    guard let quads = StartQuads(file, section: firstSection + 5),
      let wide = file.array(of: firstSection + 6, as: UInt64.self), wide.count == 2
    else { return nil }
    self.quads = quads
    self.wide = SIMD2(wide[0], wide[1])
    places.digits = loose[0] != 0
    places.all = loose[1] != 0
    places.digitsOnly = loose[2] != 0
    places.looseDigits = loose[3] != 0
    places.loose = Array(loose[4...])
    noteGroupsOfPatterns()
  }

  /// Puts the filter into a file, in seven sections.
  public func write(into file: inout CompiledFileWriter, firstSection: UInt32) {
    file.add(firstSection, masks)
    file.add(firstSection + 1, groupStarts)
    var records: [PrefixRecord] = []
    for prefix in prefixes {
      var packed: [UInt64] = [0, 0]
      for position in 0..<StartPrefix.longest {
        packed[position >> 2] |= UInt64(prefix.sets[position]) << UInt64(16 * (position & 3))
      }
      records.append(
        PrefixRecord(
          mask: prefix.mask, value: prefix.value, lowSets: packed[0], highSets: packed[1],
          open: UInt32(prefix.open) | UInt32(prefix.digits) << 8, pattern: prefix.pattern))
    }
    file.add(firstSection + 2, records)
    var words: [UInt64] = []
    for set in sets { for index in 0..<4 { words.append(set.words[index]) } }
    file.add(firstSection + 3, words)
    let truths = [places.digits, places.all, places.digitsOnly, places.looseDigits]
    file.add(firstSection + 4, truths.map { $0 ? UInt8(1) : 0 } + places.loose)
    file.add(firstSection + 5, quads.bits)
    file.add(firstSection + 6, [wide.x, wide.y])
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
