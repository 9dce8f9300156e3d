import Native
import Stages

/// The times of all stages beside the yardstick's: the best of all processes that measured.
struct Times {
  /// Each stage gets so many turns, one after the other.
  private static let turns = 6
  /// How long a turn lasts at least, in nanoseconds, and how many pairs it has at least.
  private static let turn = 6_000_000.0
  private static let pairs = 3
  /// The share of pairs that are faster than the one that counts: what disturbs only ever slows.
  private static let quantile = 0.02

  /// Of each stage, its time for a byte in those of the yardstick.
  private(set) var walks: [Stage: Double] = [:]
  /// Of each stage, a run's nanoseconds.
  private(set) var nanoseconds: [Stage: Double] = [:]

  /// Reads what earlier processes measured; nothing when the file does not exist.
  init(_ file: FilePath) throws(FileError) {
    for (_, words) in try ResultLines.read(of: file) {
      guard words.count == 3, let stage = Stage(rawValue: words[0]) else { continue }
      walks[stage] = Double(words[1])
      nanoseconds[stage] = Double(words[2])
    }
  }

  /// Writes the best times.
  func write(to file: FilePath) throws(FileError) {
    var text = ""
    for stage in Stage.allCases {
      guard let walks = walks[stage], let nanoseconds = nanoseconds[stage] else { continue }
      text += "\(stage.name) \(walks) \(nanoseconds)\n"
    }
    try ResultLines.write(text, to: file)
  }

  /// Measures all stages, and keeps what is better than before.
  mutating func measure(_ material: Material) {
    var runner = StageRunner(material)
    var timings: [Stage: Timing] = [:]
    for _ in 0..<Self.turns {
      for stage in Stage.allCases {
        let bytes = material.bytes(of: stage)
        var timing = Timing()
        let runs = runner.runsOfAWalk(stage)
        while timing.ratios.count < Self.pairs
          || timing.nanoseconds.reduce(0, +) * Double(runs) < Self.turn
        {
          runner.addPair(of: stage, bytes: bytes, runs: runs, to: &timing)
        }
        timings[stage, default: Timing()].ratios += timing.ratios
        timings[stage, default: Timing()].nanoseconds += timing.nanoseconds
      }
    }
    for (stage, timing) in timings {
      let walk = Timing.quantile(Self.quantile, of: timing.ratios)
      let time = Timing.quantile(Self.quantile, of: timing.nanoseconds)
      walks[stage] = min(walk, walks[stage] ?? .infinity)
      nanoseconds[stage] = min(time, nanoseconds[stage] ?? .infinity)
    }
  }
}
