import Native

/// Readable text on its way to blocks: what an HTML part or flowed text says, before its lines are judged.
struct Draft {
  /// From here on the text is quoted this deep, or is a signature.
  struct Mark {
    var offset: Int
    var depth: UInt8
    var isSignature: Bool
  }

  /// A table: the text of its rows, and which of `cells` are its.
  struct Table {
    var text: Range<Int>
    var cells: Range<Int>
  }

  var text: [UInt8] = []
  /// From the text to the input.
  var map = OffsetMap()
  /// In order of offset; text before the first is the author's.
  var marks: [Mark] = []
  /// In order; lines of a table belong to nothing else.
  var tables: [Table] = []
  /// Ranges count in `text`.
  var cells: [TableCell] = []

  mutating func reset() {
    text.removeAll(keepingCapacity: true)
    map.removeAll()
    marks.removeAll(keepingCapacity: true)
    tables.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
  }

  /// Takes the quotation away when there is nothing else: who only sets all text off quotes nobody.
  mutating func unquoteWhole() {
    guard let first = marks.first, first.offset == 0, marks.allSatisfy({ $0.depth > 0 }) else {
      return
    }
    for index in marks.indices { marks[index].depth -= 1 }
  }

  /// Appends bytes of the input.
  @inline(__always)
  mutating func copy(_ input: Span<UInt8>, _ range: Range<Int>) {
    text.append(input, in: range)
    map.appendCopy(range.count, from: range.lowerBound)
  }

  /// Appends a byte `count` times that the input does not hold, at its place `offset`.
  mutating func insert(_ byte: UInt8, count: Int = 1, at offset: Int) {
    for _ in 0..<count { text.append(byte) }
    map.append(unit: 1, of: 0, count: count, from: offset)
  }

  /// Appends a stretch of another draft's text.
  mutating func append(_ range: Range<Int>, of other: borrowing Draft) {
    guard !range.isEmpty else { return }
    text.append(other.text.span, in: range)
    var run = other.map.runIndex(holding: range.lowerBound) ?? 0
    map.append(range, of: other.map, from: &run)
  }
}

extension OffsetMap {
  /// Continues this map with what another one says of an output range of its own.
  ///
  /// `index` is a run at or before the one that holds the range's start; afterwards, the run of its end.
  mutating func append(_ range: Range<Int>, of other: OffsetMap, from index: inout Int) {
    let runs = other.runCount
    var offset = range.lowerBound
    while offset < range.upperBound, index < runs {
      let runEnd = other.outputEnd(ofRun: index)
      guard offset < runEnd else {
        index += 1
        continue
      }
      let run = other.run(at: index)
      if run.outputUnit == 1 {
        let end = min(runEnd, range.upperBound)
        append(
          unit: 1, of: Int(run.inputUnit), count: end - offset,
          from: Int(run.input) + (offset - Int(run.output)) * Int(run.inputUnit))
        offset = end
        continue
      }
      let unit = Int(run.outputUnit)
      let end = min(runEnd, range.upperBound)
      let skipped = (offset - Int(run.output)) / unit
      let source = Int(run.input) + skipped * Int(run.inputUnit)
      let lead = (offset - Int(run.output)) % unit
      if lead == 0, end - offset >= unit {
        let count = (end - offset) / unit
        append(unit: unit, of: Int(run.inputUnit), count: count, from: source)
        offset += count * unit
      } else {
        // A piece of one unit: it still comes from all of its input.
        let length = min(unit - lead, end - offset)
        append(unit: length, of: Int(run.inputUnit), count: 1, from: source)
        offset += length
      }
    }
  }
}
