private import CICUClasses

/// The long way of folding: words with non-ASCII letters, look-alikes, invisible or control characters.
struct FoldingStretch: ~Copyable {
  /// One scalar of the folded stretch and the bytes of the text that it came from.
  private struct Unit {
    var scalar: UInt32
    var source: Range<Int>
  }

  private var units: [Unit] = []
  private var work: [UInt8] = []
  private var workMap = OffsetMap()
  private var piece: [UInt8] = []
  private var edits: [cicu_edit] = []
  /// Replacing look-alikes can make letters compose, which can make further words mix: rare, and
  /// every round leaves fewer foreign letters.
  private static let rounds = 4

  init() {}

  /// Where the stretch that begins at `start` ends: at white space with nothing to fold soon after.
  static func end(of text: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    while offset < text.count {
      if FoldedWriter.isASCIISpace(text[offset]) {
        let ahead = min(text.count, offset + 24)
        if offset - start > 4_096
          || text.extracting(offset..<ahead).firstNonASCII() == ahead - offset
        {
          return offset
        }
      }
      offset += 1
    }
    return offset
  }

  /// Folds a range of the text that begins and ends at words' borders.
  mutating func fold(
    _ text: Span<UInt8>, _ range: Range<Int>, into folded: inout [UInt8],
    writer: inout FoldedWriter, map: inout OffsetMap
  ) {
    let raw = text.extracting(range)
    var isMixed: Bool
    if Self.isClean(raw) {
      isMixed = normalize(raw, at: range.lowerBound)
    } else {
      clean(raw, at: range.lowerBound)
      isMixed = normalizeWork()
    }
    var round = 0
    while isMixed, round < Self.rounds, unmask(text) {
      work.removeAll(keepingCapacity: true)
      workMap.removeAll()
      for unit in units {
        let length = work.appendUTF8(unit.scalar)
        workMap.append(output: length, input: unit.source.count, from: unit.source.lowerBound)
      }
      isMixed = normalizeWork()
      round += 1
    }
    emit(into: &folded, writer: &writer, map: &map)
  }

  /// Whether bytes are valid UTF-8 without control characters other than white space.
  private static func isClean(_ bytes: Span<UInt8>) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte < 0x80 {
        if byte < 0x20 ? !FoldedWriter.isASCIISpace(byte) : byte == 0x7F { return false }
        offset += 1
        continue
      }
      let step = bytes.utf8Step(at: offset)
      if !step.isValid || isDropped(step.scalar) { return false }
      offset += step.length
    }
    return true
  }

  /// Whether a scalar has no width and no meaning, and NFKC case folding would keep it.
  private static func isDropped(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x00...0x08, 0x0E...0x1F, 0x7F...0x84, 0x86...0x9F, 0xFFF9...0xFFFB: true
    default: false
    }
  }

  /// Copies bytes to `work`, without control characters and with U+FFFD for what is malformed.
  private mutating func clean(_ bytes: Span<UInt8>, at base: Int) {
    work.removeAll(keepingCapacity: true)
    workMap.removeAll()
    var offset = 0
    while offset < bytes.count {
      let step = bytes.utf8Step(at: offset)
      if !Self.isDropped(step.scalar) {
        let length = work.appendUTF8(step.scalar)
        workMap.append(output: length, input: step.length, from: base + offset)
      }
      offset += step.length
    }
  }

  private mutating func normalizeWork() -> Bool {
    let source = work
    let isMixed = normalize(source.span, at: 0)
    for index in units.indices {
      let source = workMap.source(of: units[index].source)
      units[index].source = source
    }
    return isMixed
  }

  /// Fills `units` with the folded scalars of valid UTF-8, and answers whether letters of other
  /// scripts are among them.
  private mutating func normalize(_ bytes: Span<UInt8>, at base: Int) -> Bool {
    units.removeAll(keepingCapacity: true)
    guard bytes.count > 0, bytes.count < Int(Int32.max) / 16 else { return false }
    var length = 0
    var editCount: Int32 = 0
    var needed = bytes.count + bytes.count / 2 + 32
    var neededEdits = bytes.count + 8
    for _ in 0..<2 {
      if piece.count < needed { piece = [UInt8](repeating: 0, count: needed) }
      if edits.count < neededEdits {
        edits = [cicu_edit](repeating: cicu_edit(), count: neededEdits)
      }
      length = unsafe bytes.withUnsafeBytes { source in
        unsafe piece.withUnsafeMutableBytes { target in
          unsafe edits.withUnsafeMutableBufferPointer { places in
            // SAFETY: capacities are the buffers' own; ICU reads `count` bytes of source.
            guard let from = source.baseAddress, let to = target.baseAddress else { return 0 }
            return unsafe Int(
              cicu_nfkc_casefold(
                from.assumingMemoryBound(to: CChar.self), Int32(source.count),
                to.assumingMemoryBound(to: CChar.self), Int32(target.count),
                places.baseAddress, Int32(places.count), &editCount))
          }
        }
      }
      if length <= piece.count && Int(editCount) <= edits.count { break }
      needed = length
      neededEdits = Int(editCount)
    }
    guard length >= 0, length <= piece.count, Int(editCount) <= edits.count else { return false }
    return read(length, Int(editCount), at: base)
  }

  /// Turns ICU's edits into units.
  private mutating func read(_ length: Int, _ editCount: Int, at base: Int) -> Bool {
    let bytes = piece
    let folded = bytes.span.extracting(0..<length)
    var isMixed = false
    var input = base
    var output = 0
    for index in 0..<editCount {
      let edit = edits[index]
      let end = min(length, output + Int(edit.new_length))
      let whole = input..<input + Int(edit.old_length)
      while output < end {
        let step = folded.utf8Step(at: output)
        if Confusables.script(of: step.scalar) == .foreign { isMixed = true }
        if edit.changed == 0 {
          units.append(Unit(scalar: step.scalar, source: input..<input + step.length))
          input += step.length
        } else {
          units.append(Unit(scalar: step.scalar, source: whole))
        }
        output += step.length
      }
      input = whole.upperBound
    }
    return isMixed
  }

  /// Replaces look-alikes in words that mix scripts; answers whether there were any.
  private mutating func unmask(_ text: Span<UInt8>) -> Bool {
    var hasChanged = false
    var start = 0
    while start < units.count {
      var end = start
      var latin = 0
      var foreign = 0
      word: while end < units.count {
        switch Confusables.script(of: units[end].scalar) {
        case .latin: latin += 1
        case .foreign: foreign += 1
        case .none where Confusables.isNeutral(units[end].scalar): break
        case .none: break word
        }
        end += 1
      }
      if latin > 0, foreign > 0, unmaskWord(start..<end, latin, foreign, text) { hasChanged = true }
      start = end + 1
    }
    return hasChanged
  }

  private mutating func unmaskWord(
    _ word: Range<Int>, _ latin: Int, _ foreign: Int, _ text: Span<UInt8>
  ) -> Bool {
    var alike = 0
    var backwards = 0
    for index in word {
      let scalar = units[index].scalar
      switch Confusables.script(of: scalar) {
      case .foreign where Confusables.latin(for: scalar, original: original(index, text)) != nil:
        alike += 1
      case .latin where Confusables.cyrillic(for: scalar) != nil: backwards += 1
      default: break
      }
    }
    if alike > 0, alike == foreign || latin >= foreign {
      for index in word where Confusables.script(of: units[index].scalar) == .foreign {
        let scalar = units[index].scalar
        if let letter = Confusables.latin(for: scalar, original: original(index, text)) {
          units[index].scalar = letter
        }
      }
      return true
    }
    // A Cyrillic word with a Latin letter in it.
    guard backwards == latin, foreign > latin else { return false }
    for index in word {
      if let letter = Confusables.cyrillic(for: units[index].scalar) {
        units[index].scalar = letter
      }
    }
    return true
  }

  /// The scalar that a unit was before folding.
  private func original(_ index: Int, _ text: Span<UInt8>) -> UInt32 {
    let source = units[index].source
    guard source.lowerBound < text.count else { return 0 }
    return text.utf8Step(at: source.lowerBound).scalar
  }

  /// Writes the units, quotes, dashes and white space made plain.
  private func emit(
    into folded: inout [UInt8], writer: inout FoldedWriter, map: inout OffsetMap
  ) {
    var index = 0
    while index < units.count {
      let unit = units[index]
      var source = unit.source
      var scalar = unit.scalar
      index += 1
      if scalar < 0x80 {
        // A spacing acute accent, which people type for an apostrophe, is a space and a mark here.
        if scalar == 0x20, index < units.count, units[index].scalar == 0x301,
          units[index].source == source
        {
          index += 1
          scalar = 0x27
        } else if FoldedWriter.isASCIISpace(UInt8(truncatingIfNeeded: scalar)) {
          writer.space(UInt8(truncatingIfNeeded: scalar), from: source)
          continue
        }
      } else {
        scalar = Self.plain(scalar)
        switch scalar {
        case 0x20:
          writer.space(0x20, from: source)
          continue
        case 0x0A:
          writer.space(0x0B, from: source)
          // A paragraph separator is a blank line.
          if unit.scalar == 0x2029 { writer.space(0x0B, from: source) }
          continue
        case 0x27 where unit.scalar == 0x2032 || unit.scalar == 0x2035:
          // A double prime is two primes to NFKC.
          if index < units.count, units[index].scalar == unit.scalar,
            units[index].source == source
          {
            source = source.lowerBound..<units[index].source.upperBound
            index += 1
            scalar = 0x22
          }
        default: break
        }
      }
      writer.scalar(scalar, from: source, into: &folded, map: &map)
    }
  }

  /// A scalar with quotes, dashes, spaces and breaks made ASCII.
  static func plain(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x2018...0x201B, 0x2032, 0x2035, 0x2039, 0x203A, 0x2B9, 0x2BB...0x2BD, 0x2C8, 0x55A,
      0xA78C, 0x1FBD:
      0x27
    case 0x201C...0x201F, 0xAB, 0xBB, 0x301D...0x301F, 0x2BA, 0x2EE: 0x22
    case 0x2010...0x2015, 0x2212, 0x2E3A, 0x2E3B, 0x58A, 0x1806, 0x2E17, 0x2E1A, 0x2E40: 0x2D
    case 0x1680, 0x2800: 0x20
    case 0x85, 0x2028, 0x2029: 0x0A
    default: scalar
    }
  }
}
