// Performance: this sees every word of every text, so it does little: a vector pass marks where words begin and where
// bytes stand that can begin something inside of words, 64 bytes at a time; from the marked places the automaton
// takes four steps without a branch, after which nothing is left of most; only of the others more bytes are read.
private import CSIMD

extension StartAutomaton {
  /// Appends the places in a text where some pattern may begin, in the order of the text and of the patterns, each
  /// pattern once a place.
  ///
  /// Behind the text zeros are read.
  public func scan(_ text: Span<UInt8>, into sites: inout [StartSite]) {
    guard !isEmpty, !text.isEmpty, text.count <= Int(UInt32.max) else { return }
    unsafe text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      unsafe classes.withUnsafeBufferPointer { classes in
        unsafe roots.withUnsafeBufferPointer { roots in
          unsafe steps.withUnsafeBufferPointer { steps in
            // SAFETY: there are 256 classes below `width` and 256 roots, and `found.count` rows of `width` steps.
            var automaton = unsafe csimd_automaton(
              classes: classes.baseAddress, roots: roots.baseAddress, steps: steps.baseAddress,
              width: UInt32(truncatingIfNeeded: width),
              count: UInt32(truncatingIfNeeded: found.count))
            unsafe scan(base, text.count, &automaton, into: &sites)
          }
        }
      }
    }
  }

  /// SAFETY: the text has `count` bytes, and the tables are those of `self`.
  @unsafe
  private func scan(
    _ base: UnsafePointer<UInt8>, _ count: Int, _ automaton: inout csimd_automaton,
    into sites: inout [StartSite]
  ) {
    var wanted = csimd_prepare_wanted(places.loose, UInt32(places.loose.count))
    var walks = csimd_walks()
    var marker = Marker()
    var block = 0
    while count &- block >= 72 {
      // SAFETY: of 64 places the eight bytes from each are in the text.
      let bytes = unsafe base + block
      let marks = unsafe mark(bytes, &marker, &wanted)
      let before = unsafe block > 0 ? bytes[-1] : 0
      unsafe csimd_walk64(bytes, before, marks, &automaton, &walks)
      add(&walks, at: block, into: &sites)
      block &+= 64
    }
    // What is left is shorter than two blocks.
    while block < count {
      let left = count &- block
      let before = unsafe block > 0 ? base[block &- 1] : 0
      var padded = unsafe csimd_pad(base + block, left)
      unsafe withUnsafeBytes(of: &padded) { padded in
        guard let bytes = padded.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        var marks = unsafe mark(bytes, &marker, &wanted)
        if left < 64 { marks &= 1 &<< UInt64(left) &- 1 }
        unsafe csimd_walk64(bytes, before, marks, &automaton, &walks)
      }
      add(&walks, at: block, into: &sites)
      block &+= 64
    }
  }

  /// What the bytes before a block say of its first place.
  private struct Marker {
    var isWord: UInt64 = 0
    var isDigit: UInt64 = 0
  }

  /// The places of a block where something may begin.
  ///
  /// SAFETY: there are 64 bytes.
  @unsafe @inline(__always)
  private func mark(
    _ bytes: UnsafePointer<UInt8>, _ before: inout Marker, _ wanted: inout csimd_wanted
  ) -> UInt64 {
    let block = unsafe csimd_sites64(bytes)
    var marks = block.word & ~(block.word &<< 1 | before.isWord)
    if places.digits { marks |= block.digit & ~(block.digit &<< 1 | before.isDigit) }
    if places.looseDigits { marks |= block.digit }
    if places.looseHigh { marks |= block.high }
    before.isWord = block.word &>> 63
    before.isDigit = block.digit &>> 63
    if places.all { return ~0 }
    return unsafe wanted.count > 0 ? marks | csimd_any64(bytes, &wanted) : marks
  }

  /// Adds the patterns of the places where a beginning stands.
  @inline(__always)
  private func add(_ walks: inout csimd_walks, at block: Int, into sites: inout [StartSite]) {
    for walk in 0..<walks.count {
      let state = Int(csimd_walk_state(&walks, walk))
      let offset = block &+ Int(csimd_walk_place(&walks, walk))
      // Only in a damaged file a step leads to no state, or a state to no pattern.
      guard state < found.count else { continue }
      for index in found.indices(of: state) {
        let pattern = found[index]
        guard pattern >= 0, Int(pattern) < patternCount else { continue }
        sites.append(
          StartSite(offset: UInt32(truncatingIfNeeded: offset), pattern: pattern))
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
