// Performance: this sees every word of every text, so it does little: from a vector pass that marks where
// words begin, the first four bytes at each such place are looked up in small tables of bits, 64 places at a time
// and without a branch that depends on them; most places end there. At the others eight bytes index tables of
// 128-bit masks whose intersection says which of 128 groups of beginnings may stand there, and only what remains is
// compared byte by byte with the beginnings of the group.
private import CSIMD

extension StartFilter {
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
              unsafe pairs.withUnsafeBufferPointer { pairs in
                guard let bits = bits.baseAddress else { return }
                let tables = unsafe Tables(
                  masks: table, bits: bits, pairs: pairs, prefixes: prefixes, sets: sets)
                // SAFETY: the text has `count` bytes.
                unsafe scan(base, range, text.count, tables, asked.groups, into: &sites)
              }
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
    var bits: UnsafePointer<UInt64>
    var pairs: UnsafeBufferPointer<UInt64>
    var prefixes: UnsafeBufferPointer<Prefix>
    var sets: UnsafeBufferPointer<UInt64>
  }

  /// By what of their first four bytes places are left out.
  private enum FirstBytes {
    case quads
    /// By those that `quads` knows, and by those that the pairs do.
    case both
    case any
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
    let pairs = unsafe tables.pairs.baseAddress.unsafelyUnwrapped
    let first: FirstBytes =
      unsafe !hasWide ? .quads : tables.pairs.count == 2 * StartFilter.pairWords ? .both : .any
    let shift = quads.shift
    var wanted = csimd_prepare_wanted(places.loose, UInt32(places.loose.count))
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
      if places.looseHigh { marks |= found.high }
      previousDigit = found.digit >> 63
      if places.all {
        marks = ~0
      } else if wanted.count > 0 {
        marks |=
          unsafe left >= 64
          ? csimd_any64(base + block, &wanted) : csimd_any_tail(base + block, left, &wanted)
      }
      if places.digitsOnly { marks &= found.digit }
      if left < 64 { marks &= 1 << UInt64(left) &- 1 }
      // SAFETY: four bytes are read at each of 64 places.
      if block &+ 68 <= count {
        switch first {
        case .quads: marks = unsafe csimd_known_starts(base + block, marks, bits, shift, nil)
        case .both: marks = unsafe csimd_known_starts(base + block, marks, bits, shift, pairs)
        case .any: break
        }
      }
      while marks != 0 {
        let offset = block &+ marks.trailingZeroBitCount
        marks &= marks &- 1
        // SAFETY: eight bytes are read only where the text has them.
        let bytes =
          unsafe offset &+ 8 <= count
          ? UInt64(littleEndian: UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self))
          : paddedWord(base + offset, count - offset)
        var groups = unsafe table[Int(bytes & 0xFF)] & asked
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

/// What the vector code and its portable twin say of a block of 64 bytes, for the tests.
func siteMasks(of block: Span<UInt8>) -> (vector: [UInt64], portable: [UInt64]) {
  guard block.count == 64 else { return ([], []) }
  return unsafe block.withUnsafeBufferPointer { bytes in
    guard let base = bytes.baseAddress else { return ([], []) }
    // SAFETY: there are 64 bytes.
    let one = unsafe csimd_sites64(base)
    let two = unsafe csimd_sites64_portable(base)
    let byte = unsafe base[0]
    var wanted = unsafe csimd_prepare_wanted([byte, base[1], 0x40], 3)
    return unsafe (
      [one.word, one.digit, one.high, csimd_mask64(base, 64, byte), csimd_any64(base, &wanted)],
      [
        two.word, two.digit, two.high, csimd_mask64_portable(base, 64, byte),
        csimd_any64_portable(base, &wanted),
      ]
    )
  }
}
