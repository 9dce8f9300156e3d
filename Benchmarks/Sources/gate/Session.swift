import Stages

/// What one run of a stage costs in things that can be counted.
struct Counts: Equatable {
  /// Machine instructions; nil when nobody counted them.
  var instructions: Int?
  /// How often a reference count was raised; nil when nobody counted.
  var references: Int?
  /// How often memory was asked for.
  var allocations: Int
}

/// Everything that is measured in one run of the gate.
struct Session: ~Copyable {
  /// How often times that look worse are measured again.
  static let moreTries = 8
  /// By how much a count may rise, as a share.
  private static let countTolerance = 0.03
  /// By how much a time may rise, as a share: where instructions are counted as well, only what they
  /// cannot show (caches, branches, slow instructions) is left for the times to find.
  private let timeTolerance: Double
  /// A run that lasts longer than a scheduler's time slice is never undisturbed on a busy machine.
  private static let slice = 3_000_000.0
  private static let sliceTolerance = 0.15
  /// Counts below this change by more than the tolerance for no reason.
  private static let slack = 40
  /// In a try each stage gets so many turns, one after the other.
  private static let turns = 12
  /// How long a turn lasts at least, in nanoseconds, and how many pairs it has at least.
  private static let turn = 6_000_000.0
  private static let pairs = 3
  /// The share of pairs that are faster than the one that counts: what disturbs only ever slows.
  private static let quantile = 0.02

  let material: Material
  private var runner: StageRunner
  /// Of each stage, its time for a byte in those of the yardstick: the best try.
  private(set) var times: [Stage: Double] = [:]
  /// Of each stage, a run's nanoseconds in the best try.
  private(set) var nanoseconds: [Stage: Double] = [:]
  private(set) var counts: [Stage: Counts] = [:]

  init(_ material: Material, counted: Counted?) {
    self.material = material
    timeTolerance = counted == nil ? 0.15 : 0.25
    runner = StageRunner(material)
    for stage in Stage.allCases {
      let (instructions, references) = counted?.values[stage] ?? (nil, nil)
      counts[stage] = Counts(
        instructions: instructions, references: references,
        allocations: runner.allocations(of: stage))
    }
  }

  /// Measures stages beside the yardstick once more.
  mutating func measureTimes(of stages: [Stage]) {
    var timings: [Stage: Timing] = [:]
    for _ in 0..<Self.turns {
      for stage in stages {
        let bytes = material.bytes(of: stage)
        var timing = Timing()
        // The first run brings the stage's text and code into the caches.
        _ = runner.run(stage)
        while timing.ratios.count < Self.pairs
          || timing.nanoseconds.reduce(0, +) < Self.turn
        {
          runner.addPair(of: stage, bytes: bytes, to: &timing)
        }
        timings[stage, default: Timing()].ratios += timing.ratios
        timings[stage, default: Timing()].nanoseconds += timing.nanoseconds
      }
    }
    for (stage, timing) in timings {
      let ratio = Timing.quantile(Self.quantile, of: timing.ratios)
      let time = Timing.quantile(Self.quantile, of: timing.nanoseconds)
      times[stage] = min(ratio, times[stage] ?? .infinity)
      nanoseconds[stage] = min(time, nanoseconds[stage] ?? .infinity)
    }
  }

  /// By how much the time of a stage may rise, as a share.
  private func tolerance(of stage: Stage) -> Double {
    (nanoseconds[stage] ?? 0) > Self.slice ? timeTolerance + Self.sliceTolerance : timeTolerance
  }

  /// The stages whose times are over what the baseline allows.
  func slower(than known: [Stage: Double]) -> [Stage] {
    Stage.allCases.filter { stage in
      guard let is_ = times[stage], let was = known[stage] else { return false }
      return is_ > was * (1 + tolerance(of: stage))
    }
  }

  /// The counts, with instructions of an earlier baseline where nobody counted them this time.
  func counts(keeping earlier: [Stage: Counts]) -> [Stage: Counts] {
    var result = counts
    for stage in Stage.allCases where result[stage]?.instructions == nil {
      result[stage]?.instructions = earlier[stage]?.instructions
      result[stage]?.references = earlier[stage]?.references
    }
    return result
  }

  /// What got worse and what got better, as sentences.
  func changes(
    from counts: [Stage: Counts], _ times: [Stage: Double]
  ) -> (worse: [String], better: [String]) {
    var worse: [String] = []
    var better: [String] = []
    func compare(_ stage: Stage, _ what: String, _ was: Int?, _ is_: Int?) {
      guard let was, let is_ else { return }
      let allowed = max(Int(Double(was) * Self.countTolerance), Self.slack)
      guard abs(is_ - was) > allowed else { return }
      let change = Table.change(from: Double(was), to: Double(is_))
      let sentence =
        "\(stage.name): \(what) a run were \(was), are \(is_) (\(change), 3 % allowed)"
      if is_ > was { worse.append(sentence) } else { better.append(sentence) }
    }
    for stage in Stage.allCases {
      let (was, is_) = (counts[stage], self.counts[stage])
      compare(stage, "instructions", was?.instructions, is_?.instructions)
      compare(stage, "raised reference counts", was?.references, is_?.references)
      compare(stage, "allocations", was?.allocations, is_?.allocations)
      guard let was = times[stage], let is_ = self.times[stage] else { continue }
      let change = Table.change(from: was, to: is_)
      let sentence =
        "\(stage.name): time beside the yardstick was \(Table.decimal(was)), "
        + "is \(Table.decimal(is_)) (\(change), \(Int(tolerance(of: stage) * 100 + 0.5)) % allowed)"
      if is_ > was * (1 + tolerance(of: stage)) { worse.append(sentence) }
      if is_ < was * (1 - tolerance(of: stage)) { better.append(sentence) }
    }
    return (worse, better)
  }
}
