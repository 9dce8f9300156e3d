import Native

extension FlatWriter {
  /// Adds a table of cues, without the patterns and the filters of their beginnings.
  mutating func write(_ cues: CueTable) {
    write(cues.firstCuePhrase)
    list(cues.phrases) { $0.write($1) }
    list(cues.characters) { writer, character in
      writer.write(Int(character.byte))
      writer.write(character.patterns)
      writer.list(character.runs) { writer, run in
        writer.write(Int(run.pattern))
        for index in 0..<4 { writer.write(Int(bitPattern: UInt(run.alphabet.word(index)))) }
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
  /// Reads a table of cues, whose patterns and beginnings stay in the file.
  ///
  /// - Parameter count: how many phrases there are, with those that are only cues.
  mutating func cueTable(_ file: CompiledFile, phrases count: Int) -> CueTable {
    let sources = PatternSources.table(in: file, firstSection: Ruleset.Section.patterns)
    let patterns = sources?.count ?? 0
    let first = number(in: 0..<count + 1)
    let phrases = list { $0.patterns(patterns) }
    if phrases.count != count - first { fail() }
    let characters = list { reader in
      let byte = UInt8(reader.number(in: 0..<256))
      return CueTable.Character(
        byte: byte, patterns: reader.patterns(patterns), runs: reader.runs(patterns),
        shapes: reader.shapes(patterns))
    }
    let shapesByRun = list { $0.shapes(patterns) }
    let letterShapes = shapes(patterns)
    let plans: [CueTable.Plan] = list { reader in
      switch reader.number(in: 0..<3) {
      case 0: .windows
      case 1: .startsInWindows
      default: .starts
      }
    }
    func starts(_ section: UInt32) -> StartFilter? {
      StartFilter(file, firstSection: section, patterns: patterns)
    }
    let free = starts(Ruleset.Section.freeStarts)
    let digits = starts(Ruleset.Section.windowDigits)
    let others = starts(Ruleset.Section.windowStarts)
    if plans.count != patterns || free == nil || digits == nil || others == nil { fail() }
    guard let sources, let free, let digits, let others else {
      return CueTable([])
    }
    return CueTable(
      sources, firstCuePhrase: first, phrases: phrases, characters: characters,
      shapesByRun: shapesByRun, letterShapes: letterShapes, freeStarts: free,
      windowDigits: digits, windowStarts: others, plans: plans)
  }

  private mutating func runs(_ count: Int) -> [CueTable.Run] {
    list { reader in
      let pattern = Int32(reader.number(in: 0..<max(count, 1)))
      let words = (0..<4).map { _ in UInt64(UInt(bitPattern: reader.number())) }
      return CueTable.Run(
        pattern: pattern, alphabet: ByteSet(words[0], words[1], words[2], words[3]))
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
