import Native

extension FlatWriter {
  /// Adds a table of cues, without the patterns, the cue phrases and the filters of beginnings.
  mutating func write(_ cues: CueTable) {
    write(cues.firstCuePhrase)
    list(cues.characters) { writer, character in
      writer.write(Int(character.byte))
      writer.write(character.patterns)
      writer.list(character.runs) { writer, run in
        writer.write(Int(run.pattern))
        writer.write(run.alphabet)
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
    write(cues.starts.inner)
  }

  private mutating func write(_ inner: [Beginnings.Inner]) {
    list(inner) { writer, inner in
      writer.write(Int(inner.pattern))
      writer.write(inner.least)
      writer.write(inner.most)
      writer.write(inner.alphabet)
      writer.write(inner.first)
      writer.write(inner.notAfter)
    }
  }

  private mutating func write(_ set: ByteSet) {
    for index in 0..<4 { write(Int(bitPattern: UInt(set.word(index)))) }
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
    let starts = beginnings(file, patterns)
    let phrases = FlatLists<Int32>(file, firstSection: Ruleset.Section.cuePhrases)
    guard plans.count == patterns, let sources, let starts, let phrases,
      phrases.count == count - first
    else {
      fail()
      return CueTable([])
    }
    return CueTable(
      sources, firstCuePhrase: first, phrases: phrases, characters: characters,
      shapesByRun: shapesByRun, letterShapes: letterShapes, starts: starts, plans: plans)
  }

  private mutating func beginnings(_ file: CompiledFile, _ patterns: Int) -> Beginnings? {
    let inner = list { reader in
      Beginnings.Inner(
        pattern: Int32(reader.number(in: 0..<max(patterns, 1))), least: max(reader.number(), 0),
        most: max(reader.number(), 0), alphabet: reader.byteSet(), first: reader.byteSet(),
        notAfter: reader.byteSet())
    }
    guard
      let automaton = StartAutomaton(
        file, firstSection: Ruleset.Section.starts, patterns: patterns + inner.count),
      let probes = PatternProbes(
        file, firstSection: Ruleset.Section.probes, patterns: patterns + inner.count)
    else { return nil }
    return Beginnings(automaton, inner: inner, probes: probes, patterns: patterns)
  }

  private mutating func runs(_ count: Int) -> [CueTable.Run] {
    list { reader in
      let pattern = Int32(reader.number(in: 0..<max(count, 1)))
      return CueTable.Run(pattern: pattern, alphabet: reader.byteSet())
    }
  }

  private mutating func byteSet() -> ByteSet {
    ByteSet(byteSetWord(), byteSetWord(), byteSetWord(), byteSetWord())
  }

  private mutating func byteSetWord() -> UInt64 { UInt64(UInt(bitPattern: number())) }

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
