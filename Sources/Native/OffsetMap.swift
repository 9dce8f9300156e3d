// Performance: every stage writes a map, and most texts are one run. The run being written is kept in
// the map itself, so that a text of one run allocates nothing and going on with a run is a comparison
// and two additions; only runs that are finished are in an array.

/// Where each byte of a derived text came from.
///
/// Every stage of reading (transfer decoding, charset, HTML to text, folding) writes an output from
/// an input and records one map from output offsets to input offsets, both in bytes. A map is a list
/// of runs: inside a run, every `outputUnit` bytes of output come from `inputUnit` bytes of input.
/// Unchanged text is one run of 1:1; a koi8-r word is one run of 2:1; a quoted-printable escape run
/// is 1:3; an inserted space is 1:0. Input between two runs has no output: it was dropped.
public struct OffsetMap: Sendable, Equatable {
  /// A stretch of output whose units all have the same size in output and input.
  @frozen public struct Run: Sendable, Equatable {
    /// The first output offset of the run, in bytes.
    public var output: Int32
    /// The input offset that the first output byte came from.
    public var input: Int32
    /// Bytes of output in one unit; at least 1.
    public var outputUnit: Int32
    /// Bytes of input in one unit; 0 for inserted output.
    public var inputUnit: Int32

    @usableFromInline
    init(output: Int32, input: Int32, outputUnit: Int32, inputUnit: Int32) {
      self.output = output
      self.input = input
      self.outputUnit = outputUnit
      self.inputUnit = inputUnit
    }
  }

  /// The runs of a map in output order.
  public struct Runs: RandomAccessCollection, Sendable {
    @usableFromInline let map: OffsetMap

    init(_ map: OffsetMap) { self.map = map }

    /// The first run's index, 0.
    @inlinable public var startIndex: Int { 0 }
    /// How many runs there are.
    @inlinable public var endIndex: Int { map.runCount }
    /// The run at an index.
    @inlinable public subscript(_ index: Int) -> Run { map.run(at: index) }
  }

  /// The runs before the last.
  @usableFromInline var closed: [Run] = []
  /// The last run; its `outputUnit` is 0 while there is none.
  @usableFromInline var open = Run(output: 0, input: 0, outputUnit: 0, inputUnit: 0)
  /// The length of the output in bytes.
  @inlinable public var outputLength: Int32 { length }
  @usableFromInline var length: Int32 = 0
  @usableFromInline var inputEnd: Int32 = 0

  /// Creates an empty map.
  public init() {}

  /// Creates the map of an unchanged text of `length` bytes.
  public init(identity length: Int) {
    append(output: length, input: length, from: 0)
  }

  /// The runs in output order.
  public var runs: Runs { Runs(self) }

  /// How many runs there are.
  @inlinable public var runCount: Int { closed.count + (open.outputUnit > 0 ? 1 : 0) }

  /// The run at `index`, less than `runCount`.
  @inlinable public func run(at index: Int) -> Run { index < closed.count ? closed[index] : open }

  /// Where the output of the run at `index` ends.
  @inlinable public func outputEnd(ofRun index: Int) -> Int {
    Int(index + 1 < runCount ? run(at: index + 1).output : outputLength)
  }

  /// How many runs there is storage for, besides the one in the map itself.
  public var runCapacity: Int { closed.capacity }

  /// Whether the whole output came unchanged from the beginning of the input.
  @inlinable public var isIdentity: Bool {
    closed.isEmpty && open.outputUnit == 1 && open.inputUnit == 1 && open.input == 0
  }

  /// Forgets all runs and keeps the storage.
  public mutating func removeAll() {
    if !closed.isEmpty { closed.removeAll(keepingCapacity: true) }
    open = Run(output: 0, input: 0, outputUnit: 0, inputUnit: 0)
    length = 0
    inputEnd = 0
  }

  /// A place in a map that is being written, to return to when an attempt fails.
  public struct Mark: Sendable {
    fileprivate var runs: Int
    fileprivate var outputLength: Int32
    fileprivate var inputEnd: Int32
  }

  /// The current end.
  public var mark: Mark { Mark(runs: runCount, outputLength: outputLength, inputEnd: inputEnd) }

  /// Forgets what was recorded since `mark` was taken.
  public mutating func rewind(to mark: Mark) {
    guard mark.runs <= runCount else { return }
    if mark.runs == 0 {
      removeAll()
    } else if mark.runs < runCount {
      open = closed[mark.runs - 1]
      closed.removeLast(closed.count - (mark.runs - 1))
    }
    length = mark.outputLength
    inputEnd = mark.inputEnd
  }

  /// Records `length` unchanged bytes that came from `offset` of the input.
  @inlinable
  public mutating func appendCopy(_ length: Int, from offset: Int) {
    append(unit: 1, of: 1, count: length, from: offset)
  }

  /// Records one unit: `output` bytes that came from `input` bytes at `offset`.
  @inlinable
  public mutating func append(output: Int, input: Int, from offset: Int) {
    if output == input {
      append(unit: 1, of: 1, count: output, from: offset)
    } else {
      append(unit: output, of: input, count: 1, from: offset)
    }
  }

  /// Records `count` units of `unit` output bytes, each from `source` input bytes, the first at `offset`.
  @inlinable
  public mutating func append(unit: Int, of source: Int, count: Int, from offset: Int) {
    guard count > 0, unit > 0 else { return }
    let start = Int32(truncatingIfNeeded: offset)
    let continues =
      open.outputUnit == Int32(truncatingIfNeeded: unit)
      && open.inputUnit == Int32(truncatingIfNeeded: source) && inputEnd == start
      && (unit == 1 || (outputLength - open.output) % open.outputUnit == 0)
    if !continues {
      if open.outputUnit > 0 { closed.append(open) }
      open = Run(
        output: outputLength, input: start, outputUnit: Int32(truncatingIfNeeded: unit),
        inputUnit: Int32(truncatingIfNeeded: source))
    }
    length &+= Int32(truncatingIfNeeded: unit &* count)
    inputEnd = start &+ Int32(truncatingIfNeeded: source &* count)
  }

  /// The input offset of the unit that holds the output byte at `offset`.
  ///
  /// An offset at or past the end of the output answers the end of the input that was mapped.
  public func start(of offset: Int) -> Int {
    guard offset < Int(outputLength), let run = run(holding: offset) else { return Int(inputEnd) }
    if run.outputUnit == 1 {
      return Int(run.input) + (offset - Int(run.output)) * Int(run.inputUnit)
    }
    let unit = (offset - Int(run.output)) / Int(run.outputUnit)
    return Int(run.input) + unit * Int(run.inputUnit)
  }

  /// The input offset just past the unit that holds the output byte before `offset`.
  public func end(of offset: Int) -> Int {
    guard offset > 0, let run = run(holding: min(offset, Int(outputLength)) - 1) else {
      return start(of: 0)
    }
    let last = min(offset, Int(outputLength)) - 1
    let unit = (last - Int(run.output)) / Int(run.outputUnit)
    return Int(run.input) + (unit + 1) * Int(run.inputUnit)
  }

  /// The smallest input range that holds everything that the output range came from.
  public func source(of range: Range<Int>) -> Range<Int> {
    let lower = start(of: range.lowerBound)
    guard !range.isEmpty else { return lower..<lower }
    return lower..<max(lower, end(of: range.upperBound))
  }

  /// The first output offset that came from `offset` of the input or from behind it.
  ///
  /// Only for maps whose input grows with their output, as folding writes them.
  public func output(of offset: Int) -> Int {
    var low = 0
    var high = runCount
    while low < high {
      let middle = (low + high) / 2
      if Int(run(at: middle).input) < offset { low = middle + 1 } else { high = middle }
    }
    return output(of: offset, behind: low)
  }

  /// The output offset when `low` runs begin before the input offset.
  private func output(of offset: Int, behind low: Int) -> Int {
    guard low > 0 else { return 0 }
    let run = run(at: low - 1)
    let end = outputEnd(ofRun: low - 1)
    guard run.inputUnit > 0 else { return end }
    let inside = offset - Int(run.input)
    if run.outputUnit == 1, run.inputUnit == 1 { return min(end, Int(run.output) + inside) }
    let units = (inside + Int(run.inputUnit) - 1) / Int(run.inputUnit)
    return min(end, Int(run.output) + units * Int(run.outputUnit))
  }

  /// Where the last answer stood, so that the next one nearby is found without a search.
  public struct Place: Sendable {
    /// How many runs begin before the offset that was asked for.
    fileprivate var runs = 0

    /// Creates a place before the first run.
    public init() {}
  }

  /// The same as `output(of:)` for offsets that mostly grow from one call to the next.
  public func output(of offset: Int, near place: inout Place) -> Int {
    var low = min(place.runs, runCount)
    while low > 0, Int(run(at: low - 1).input) >= offset { low -= 1 }
    while low < runCount, Int(run(at: low).input) < offset { low += 1 }
    place.runs = low
    return output(of: offset, behind: low)
  }

  /// Continues with all of another map, whose output follows this one's.
  public mutating func append(_ other: OffsetMap) {
    for index in 0..<other.runCount {
      let run = other.run(at: index)
      let length = other.outputEnd(ofRun: index) - Int(run.output)
      append(
        unit: Int(run.outputUnit), of: Int(run.inputUnit), count: length / Int(run.outputUnit),
        from: Int(run.input))
    }
  }

  /// Adds `distance` to every input offset.
  public mutating func shiftInput(by distance: Int) {
    guard distance != 0 else { return }
    let distance = Int32(truncatingIfNeeded: distance)
    for index in closed.indices { closed[index].input &+= distance }
    if open.outputUnit > 0 { open.input &+= distance }
    inputEnd &+= distance
  }

  /// The map from this map's output to the input of `earlier`, whose output is this map's input.
  public func composed(with earlier: OffsetMap) -> OffsetMap {
    if isIdentity, outputLength == earlier.outputLength { return earlier }
    var result = OffsetMap()
    for index in 0..<runCount {
      let run = run(at: index)
      let end = outputEnd(ofRun: index)
      if run.outputUnit == 1 && run.inputUnit == 1 {
        result.appendCopy(end - Int(run.output), from: Int(run.input), through: earlier)
        continue
      }
      var input = Int(run.input)
      for output in stride(from: Int(run.output), to: end, by: Int(run.outputUnit)) {
        let unit = min(Int(run.outputUnit), end - output)
        let source = earlier.source(of: input..<input + Int(run.inputUnit))
        result.append(unit: unit, of: source.count, count: 1, from: source.lowerBound)
        input += Int(run.inputUnit)
      }
    }
    return result
  }

  /// Records unchanged bytes of an input that `earlier` maps on, run by run.
  private mutating func appendCopy(_ length: Int, from start: Int, through earlier: OffsetMap) {
    var offset = start
    let stop = start + length
    var index = earlier.runIndex(holding: start) ?? earlier.runCount
    while offset < stop, index < earlier.runCount {
      let run = earlier.run(at: index)
      let end = min(stop, earlier.outputEnd(ofRun: index))
      let unit = Int(run.outputUnit)
      while offset < end {
        let inside = offset - Int(run.output)
        let source = Int(run.input) + inside / unit * Int(run.inputUnit)
        // Whole units join one run; a unit that is cut maps to all of its input.
        let whole = inside % unit == 0 ? (end - offset) / unit : 0
        let taken = whole > 0 ? whole * unit : min(unit - inside % unit, end - offset)
        if whole > 0 {
          append(unit: unit, of: Int(run.inputUnit), count: whole, from: source)
        } else {
          append(unit: taken, of: Int(run.inputUnit), count: 1, from: source)
        }
        offset += taken
      }
      index += 1
    }
    // Past the end of what was mapped, which only a damaged map asks for.
    if offset < stop { append(output: stop - offset, input: 0, from: Int(earlier.inputEnd)) }
  }

  /// The last run that begins at or before `offset`.
  private func run(holding offset: Int) -> Run? {
    if open.outputUnit > 0, Int(open.output) <= offset { return open }
    return runIndex(holding: offset).map { run(at: $0) }
  }

  /// The index of the last run that begins at or before `offset`; nil before the first.
  public func runIndex(holding offset: Int) -> Int? {
    var low = 0
    var high = runCount
    while low < high {
      let middle = (low + high) / 2
      if Int(run(at: middle).output) <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}
