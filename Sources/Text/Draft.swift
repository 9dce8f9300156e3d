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
    text.clear()
    map.removeAll()
    marks.clear()
    tables.clear()
    cells.clear()
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

  /// Appends a stretch of another draft's text; `run` is a run of its map at or before the stretch, and then one at or
  /// before what follows it.
  mutating func append(_ range: Range<Int>, of other: borrowing Draft, from run: inout Int) {
    guard !range.isEmpty else { return }
    text.append(other.text.span, in: range)
    map.append(range, of: other.map, from: &run)
  }
}

extension Array {
  /// Forgets the elements and keeps the storage; there are none mostly.
  @inline(__always)
  mutating func clear() {
    if !isEmpty { removeAll(keepingCapacity: true) }
  }
}
