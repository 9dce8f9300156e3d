private import CMeter

/// The time of a stage beside that of the yardstick.
public struct Timing: Sendable {
  /// Of each pair, the stage's time for a byte in units of the yardstick's.
  public var ratios: [Double] = []
  /// Of each pair, the stage's processor time in nanoseconds.
  public var nanoseconds: [Double] = []

  /// The median pair.
  public var ratio: Double { Timing.quantile(0.5, of: ratios) }
  /// The median time.
  public var time: Double { Timing.quantile(0.5, of: nanoseconds) }

  /// A timing without pairs.
  public init() {}

  /// What `share` of some values are below.
  public static func quantile(_ share: Double, of values: [Double]) -> Double {
    let sorted = values.sorted()
    guard let last = sorted.last else { return 0 }
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    guard low + 1 < sorted.count else { return last }
    return sorted[low] + (sorted[low + 1] - sorted[low]) * (place - Double(low))
  }
}

/// The yardstick: a walk over bytes with one dependent table load for each.
public enum Yardstick {
  /// How many bytes a walk reads: about a tenth of a millisecond.
  public static let bytes = 1 << 16

  /// The processor time of one walk in nanoseconds.
  public static func time() -> UInt64 {
    let start = meter_cpu_nanoseconds()
    blackHole(meter_walk(bytes))
    return meter_cpu_nanoseconds() - start
  }

  @inline(never) private static func blackHole(_ value: UInt32) {}
}

extension StageRunner {
  /// Measures a stage against the yardstick in one breath.
  ///
  /// A pair is some runs of the stage between two walks, so that what slows the machine for longer
  /// than a few milliseconds slows both.
  public mutating func addPair(
    of stage: Stage, bytes: Int, runs: Int = 1, to timing: inout Timing
  ) {
    let before = Yardstick.time()
    let start = meter_cpu_nanoseconds()
    for _ in 0..<runs { _ = run(stage) }
    let time = Double(meter_cpu_nanoseconds() - start) / Double(max(1, runs))
    // The less disturbed of two walks: a slow yardstick would make the stage look fast.
    let walk = Double(min(before, Yardstick.time()))
    guard walk > 0, bytes > 0 else { return }
    timing.nanoseconds.append(time)
    timing.ratios.append(time / Double(bytes) / (walk / Double(Yardstick.bytes)))
  }

  /// How many runs of a stage take about as long as a walk; fewer are too short for the clock.
  ///
  /// Asking also brings the stage's text and code into the caches.
  public mutating func runsOfAWalk(_ stage: Stage) -> Int {
    _ = run(stage)
    let start = meter_cpu_nanoseconds()
    _ = run(stage)
    let time = meter_cpu_nanoseconds() - start
    return max(1, Int(Yardstick.time() / max(1, time)))
  }

  /// How often a run of a stage asks for memory.
  ///
  /// The first runs, which grow the buffers, are not counted.
  public mutating func allocations(of stage: Stage) -> Int {
    _ = run(stage)
    let start = meter_allocations()
    _ = run(stage)
    return Int(meter_allocations() - start)
  }

  /// Runs a stage between two marks that callgrind counts between.
  public mutating func runMarked(_ stage: Stage) {
    _ = run(stage)
    meter_begin()
    _ = run(stage)
    meter_end()
  }
}
