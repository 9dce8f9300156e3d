import Native

extension FlatWriter {
  /// Adds a table of cues with its patterns, without the filters of their beginnings.
  mutating func write(_ cues: CueTable) {
    list(cues.entries) { writer, entry in
      writer.write(entry.pattern.source)
      writer.write(entry.pattern.matchesEmpty)
      writer.write(entry.pattern.valueGroup ?? -1)
    }
    write(cues.firstCuePhrase)
    list(cues.phrases) { $0.write($1) }
    list(cues.characters) { writer, character in
      writer.write(Int(character.byte))
      writer.write(character.patterns)
      writer.list(character.runs) { writer, run in
        writer.write(Int(run.pattern))
        for index in 0..<4 { writer.write(Int(bitPattern: UInt(run.alphabet.words[index]))) }
      }
      writer.write(character.shapes)
    }
    list(cues.shapesByRun) { $0.write($1) }
    write(cues.letterShapes)
    list(cues.plans) { writer, plan in
      switch plan {
      case .windows: writer.write(0)
      case .startsInWindows: writer.write(1)
      case .starts: writer.write(2)
      }
    }
  }

  private mutating func write(_ shapes: [CueShape]) {
    list(shapes) { writer, shape in
      writer.write(String(utf8: shape.elements.span))
      writer.write(shape.patterns)
    }
  }

  private mutating func write(_ patterns: [Int32]) { list(patterns) { $0.write(Int($1)) } }
}

extension FlatReader {
  /// Reads a table of cues, whose patterns are compiled when they are used.
  ///
  /// - Parameters:
  ///   - phrases: how many phrases there are, with those that are only cues.
  ///   - starts: the filter of beginnings in a section of the file, from the number of patterns.
  mutating func cueTable(
    phrases count: Int, starts: (_ section: UInt32, _ patterns: Int) -> StartFilter?
  ) -> CueTable {
    let entries = list { reader in
      let source = reader.text()
      let matchesEmpty = reader.truth()
      let group = reader.number(in: -1..<1 << 16)
      return PatternEntry(
        pattern: Pattern(
          known: source, matchesEmpty: matchesEmpty, valueGroup: group < 0 ? nil : group), cues: [])
    }
    let first = number(in: 0..<count + 1)
    let phrases = list { $0.patterns(entries.count) }
    if phrases.count != count - first { fail() }
    let characters = list { reader in
      let byte = UInt8(reader.number(in: 0..<256))
      return CueTable.Character(
        byte: byte, patterns: reader.patterns(entries.count), runs: reader.runs(entries.count),
        shapes: reader.shapes(entries.count))
    }
    let shapesByRun = list { $0.shapes(entries.count) }
    let letterShapes = shapes(entries.count)
    let plans: [CueTable.Plan] = list { reader in
      switch reader.number(in: 0..<3) {
      case 0: .windows
      case 1: .startsInWindows
      default: .starts
      }
    }
    let free = starts(Ruleset.Section.freeStarts, entries.count)
    let digits = starts(Ruleset.Section.windowDigits, entries.count)
    let others = starts(Ruleset.Section.windowStarts, entries.count)
    if plans.count != entries.count || free == nil || digits == nil || others == nil { fail() }
    let none = StartFilter([])
    return CueTable(
      entries, firstCuePhrase: first, phrases: phrases, characters: characters,
      shapesByRun: shapesByRun, letterShapes: letterShapes, freeStarts: free ?? none,
      windowDigits: digits ?? none, windowStarts: others ?? none, plans: plans)
  }

  private mutating func runs(_ count: Int) -> [CueTable.Run] {
    list { reader in
      let pattern = Int32(reader.number(in: 0..<max(count, 1)))
      var words = SIMD4<UInt64>()
      for index in 0..<4 { words[index] = UInt64(UInt(bitPattern: reader.number())) }
      return CueTable.Run(pattern: pattern, alphabet: ByteSet(words: words))
    }
  }

  private mutating func shapes(_ count: Int) -> [CueShape] {
    list { reader in
      var shape = CueShape(reader.text())
      shape.patterns = reader.patterns(count)
      return shape
    }
  }

  private mutating func patterns(_ count: Int) -> [Int32] {
    list { Int32($0.number(in: 0..<max(count, 1))) }
  }
}
