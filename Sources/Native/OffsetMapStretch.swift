// Performance: the text of HTML goes through two or three lists of its pieces before it is a block, and its map
// with it. Runs that lie inside of what is taken are taken as they are, with their output moved.

extension OffsetMap {
  /// Continues this map with what another one says of an output range of its own.
  ///
  /// `index` is a run at or before the one that holds the range's start; afterwards, one at or before the
  /// run that holds its end.
  public mutating func append(_ range: Range<Int>, of other: OffsetMap, from index: inout Int) {
    let runs = other.runCount
    var offset = range.lowerBound
    while offset < range.upperBound, index < runs {
      let run = other.run(at: index)
      let end = other.outputEnd(ofRun: index)
      guard offset < end else {
        index += 1
        continue
      }
      appendPiece(&offset, to: min(end, range.upperBound), of: run)
      // The runs of one map never continue each other, but a piece of a unit is a run of its own kind.
      if offset == end, open.outputUnit == run.outputUnit {
        index += 1
        appendWhole(&offset, to: range.upperBound, of: other, from: &index)
      }
    }
  }

  /// Takes the runs from `index` on that end at or before `limit`; they do not continue what was taken.
  private mutating func appendWhole(
    _ offset: inout Int, to limit: Int, of other: OffsetMap, from index: inout Int
  ) {
    let end = other.closedRuns(endingBy: limit, from: index)
    guard end > index else { return }
    let shift = length &- Int32(truncatingIfNeeded: offset)
    closed.append(open)
    let first = closed.count
    closed.append(contentsOf: other.closed[index..<(end - 1)])
    var moved = closed.mutableSpan
    for place in first..<moved.count { moved[place].output &+= shift }
    open = other.closed[end - 1]
    open.output &+= shift
    offset = other.outputEnd(ofRun: end - 1)
    index = end
    length = Int32(truncatingIfNeeded: offset) &+ shift
    let units = (length &- open.output) / open.outputUnit
    inputEnd = open.input &+ units &* open.inputUnit
  }

  /// How many closed runs there are up to the last that ends at or before `limit`; all before `index` do.
  private func closedRuns(endingBy limit: Int, from index: Int) -> Int {
    var low = index
    var high = closed.count
    // Mostly all of them do.
    if high > low, outputEnd(ofRun: high - 1) <= limit { return high }
    while low < high {
      let middle = (low + high) / 2
      if outputEnd(ofRun: middle) <= limit { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Takes what stands between `offset` and `end` of a run.
  private mutating func appendPiece(_ offset: inout Int, to end: Int, of run: Run) {
    if run.outputUnit == 1 {
      append(
        unit: 1, of: Int(run.inputUnit), count: end - offset,
        from: Int(run.input) + (offset - Int(run.output)) * Int(run.inputUnit))
      offset = end
      return
    }
    let unit = Int(run.outputUnit)
    while offset < end {
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
