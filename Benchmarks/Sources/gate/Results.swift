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

/// Everything that was measured.
struct Results {
  /// By how much a count may rise, as a share.
  private static let countTolerance = 0.03
  /// Counts change by so much for no reason.
  private static let slack = 40
  /// By how much a time may rise, as a share.
  private static let timeTolerance = 0.15
  /// What is allowed more where instructions are counted as well: only what they cannot show (caches,
  /// branches, slow instructions) is left for the times to find.
  private static let countedTolerance = 0.1
  /// A run that lasts longer than a scheduler's time slice (3 ms) is never undisturbed on a busy
  /// machine, and is allowed more.
  private static let slice = 3_000_000.0
  private static let sliceTolerance = 0.15

  let material: Material
  let times: Times
  let counts: [Stage: Counts]
  /// Whether instructions were counted.
  let hasInstructions: Bool

  init(_ material: Material, _ times: Times, _ counted: Counted?) {
    self.material = material
    self.times = times
    hasInstructions = counted != nil
    var runner = StageRunner(material)
    var counts: [Stage: Counts] = [:]
    for stage in Stage.allCases {
      let (instructions, references) = counted?.values[stage] ?? (nil, nil)
      counts[stage] = Counts(
        instructions: instructions, references: references,
        allocations: runner.allocations(of: stage))
    }
    self.counts = counts
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

  /// By how much the time of a stage may rise, as a share.
  private func tolerance(of stage: Stage) -> Double {
    Self.timeTolerance + (hasInstructions ? Self.countedTolerance : 0)
      + ((times.nanoseconds[stage] ?? 0) > Self.slice ? Self.sliceTolerance : 0)
  }

  /// What changed, as sentences.
  struct Changes {
    var worseCounts: [String] = []
    var worseTimes: [String] = []
    var better: [String] = []
  }

  /// What got worse and what got better.
  func changes(from counts: [Stage: Counts], _ times: [Stage: Double]) -> Changes {
    var changes = Changes()
    for stage in Stage.allCases {
      let (was, now) = (counts[stage], self.counts[stage])
      for (what, was, now) in [
        ("instructions", was?.instructions, now?.instructions),
        ("raised reference counts", was?.references, now?.references),
        ("allocations", was?.allocations, now?.allocations),
      ] {
        guard let was, let now else { continue }
        let allowed = max(Int(Double(was) * Self.countTolerance), Self.slack)
        guard abs(now - was) > allowed else { continue }
        let change = Table.change(from: Double(was), to: Double(now))
        let sentence =
          "\(stage.name): \(what) in a run were \(was), are \(now) (\(change), 3 % allowed)"
        if now > was {
          changes.worseCounts.append(sentence)
        } else {
          changes.better.append(sentence)
        }
      }
      guard let was = times[stage], let now = self.times.walks[stage] else { continue }
      let allowed = tolerance(of: stage)
      let change = Table.change(from: was, to: now)
      let sentence =
        "\(stage.name): time beside the yardstick was \(Table.decimal(was)), "
        + "is \(Table.decimal(now)) (\(change), \(Int(allowed * 100 + 0.5)) % allowed)"
      if now > was * (1 + allowed) { changes.worseTimes.append(sentence) }
      if now < was * (1 - allowed) { changes.better.append(sentence) }
    }
    return changes
  }
}
