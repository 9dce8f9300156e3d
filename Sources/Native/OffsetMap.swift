/// Where each byte of a derived text came from.
///
/// Every stage of reading (transfer decoding, charset, HTML to text, folding) writes an output from
/// an input and records one map from output offsets to input offsets, both in bytes. A map is a list
/// of runs: inside a run, every `outputUnit` bytes of output come from `inputUnit` bytes of input.
/// Unchanged text is one run of 1:1; a koi8-r word is one run of 2:1; a quoted-printable escape run
/// is 1:3; an inserted space is 1:0. Input between two runs has no output: it was dropped.
public struct OffsetMap: Sendable, Equatable {
  /// A stretch of output whose units all have the same size in output and input.
  public struct Run: Sendable, Equatable {
    /// The first output offset of the run, in bytes.
    public var output: Int32
    /// The input offset that the first output byte came from.
    public var input: Int32
    /// Bytes of output in one unit; at least 1.
    public var outputUnit: Int32
    /// Bytes of input in one unit; 0 for inserted output.
    public var inputUnit: Int32
  }

  /// The runs in output order.
  public private(set) var runs: [Run] = []
  /// The length of the output in bytes.
  public private(set) var outputLength: Int32 = 0
  private var inputEnd: Int32 = 0

  /// Creates an empty map.
  public init() {}

  /// Creates the map of an unchanged text of `length` bytes.
  public init(identity length: Int) {
    append(output: length, input: length, from: 0)
  }

  /// Forgets all runs and keeps the storage.
  public mutating func removeAll() {
    runs.removeAll(keepingCapacity: true)
    outputLength = 0
    inputEnd = 0
  }

  /// A place in a map that is being written, to return to when an attempt fails.
  public struct Mark: Sendable {
    fileprivate var runs: Int
    fileprivate var outputLength: Int32
    fileprivate var inputEnd: Int32
  }

  /// The current end.
  public var mark: Mark { Mark(runs: runs.count, outputLength: outputLength, inputEnd: inputEnd) }

  /// Forgets what was recorded since `mark` was taken.
  public mutating func rewind(to mark: Mark) {
    guard mark.runs <= runs.count else { return }
    runs.removeLast(runs.count - mark.runs)
    outputLength = mark.outputLength
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
  public mutating func append(unit: Int, of source: Int, count: Int, from offset: Int) {
    guard count > 0, unit > 0 else { return }
    let start = Int32(truncatingIfNeeded: offset)
    let continues =
      if let last = runs.last {
        last.outputUnit == Int32(truncatingIfNeeded: unit)
          && last.inputUnit == Int32(truncatingIfNeeded: source) && inputEnd == start
          && (unit == 1 || (outputLength - last.output) % last.outputUnit == 0)
      } else { false }
    if !continues {
      runs.append(
        Run(
          output: outputLength, input: start, outputUnit: Int32(truncatingIfNeeded: unit),
          inputUnit: Int32(truncatingIfNeeded: source)))
    }
    outputLength &+= Int32(truncatingIfNeeded: unit &* count)
    inputEnd = start &+ Int32(truncatingIfNeeded: source &* count)
  }

  /// The input offset of the unit that holds the output byte at `offset`.
  ///
  /// An offset at or past the end of the output answers the end of the input that was mapped.
  public func start(of offset: Int) -> Int {
    guard offset < Int(outputLength), let run = run(holding: offset) else { return Int(inputEnd) }
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
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if Int(runs[middle].input) < offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    let run = runs[low - 1]
    let end = low < runs.count ? Int(runs[low].output) : Int(outputLength)
    guard run.inputUnit > 0 else { return end }
    let inside = offset - Int(run.input)
    let units = (inside + Int(run.inputUnit) - 1) / Int(run.inputUnit)
    return min(end, Int(run.output) + units * Int(run.outputUnit))
  }

  /// Continues with all of another map, whose output follows this one's.
  public mutating func append(_ other: OffsetMap) {
    for index in other.runs.indices {
      let run = other.runs[index]
      let end = index + 1 < other.runs.count ? other.runs[index + 1].output : other.outputLength
      append(
        unit: Int(run.outputUnit), of: Int(run.inputUnit),
        count: Int((end - run.output) / run.outputUnit), from: Int(run.input))
    }
  }

  /// Adds `distance` to every input offset.
  public mutating func shiftInput(by distance: Int) {
    guard distance != 0 else { return }
    let distance = Int32(truncatingIfNeeded: distance)
    for index in runs.indices { runs[index].input &+= distance }
    inputEnd &+= distance
  }

  /// The map from this map's output to the input of `earlier`, whose output is this map's input.
  public func composed(with earlier: OffsetMap) -> OffsetMap {
    if runs.count == 1, runs[0].outputUnit == 1, runs[0].inputUnit == 1, runs[0].input == 0,
      outputLength == earlier.outputLength
    {
      return earlier
    }
    var result = OffsetMap()
    for index in runs.indices {
      let run = runs[index]
      let end = Int(index + 1 < runs.count ? runs[index + 1].output : outputLength)
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
    var index = earlier.runIndex(holding: start) ?? earlier.runs.count
    while offset < stop, index < earlier.runs.count {
      let run = earlier.runs[index]
      let next =
        index + 1 < earlier.runs.count ? earlier.runs[index + 1].output : earlier.outputLength
      let end = min(stop, Int(next))
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
    runIndex(holding: offset).map { runs[$0] }
  }

  private func runIndex(holding offset: Int) -> Int? {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if Int(runs[middle].output) <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}
