public import Lexicons

/// One number of an evaluation that can be held to a floor.
public enum EvaluationFigure: Sendable, Hashable, CaseIterable {
  /// The share of what was found that is labelled; of all concerns together without one.
  case precision(Concern?)
  /// The share of what is labelled that was found.
  case recall(Concern?)
  /// The harmonic mean of both.
  case f1(Concern?)
  /// The mean of the concerns' F1.
  case macroF1
  /// The share of messages whose risk is the labelled one.
  case sameLevel
  /// The share of messages whose risk is at most one level off.
  case withinOneLevel
  /// The share of messages labelled high that were found medium or high.
  case highFound
  /// The share of messages labelled none that were not found medium or high.
  case noneQuiet

  /// All of them, the concerns' first.
  public static let allCases: [EvaluationFigure] =
    (Concern.allCases.map(Optional.some) + [nil]).flatMap {
      [.f1($0), .precision($0), .recall($0)]
    } + [.macroF1, .sameLevel, .withinOneLevel, .highFound, .noneQuiet]

  /// The name in options: `student` (its F1), `student.precision`, `macro`, `high`.
  public var name: String {
    switch self {
    case .f1(let concern): concern?.rawValue ?? "all"
    case .precision(let concern): "\(concern?.rawValue ?? "all").precision"
    case .recall(let concern): "\(concern?.rawValue ?? "all").recall"
    case .macroF1: "macro"
    case .sameLevel: "same"
    case .withinOneLevel: "within-one"
    case .highFound: "high"
    case .noneQuiet: "quiet"
    }
  }

  /// The figure of a name.
  public init?(named name: String) {
    guard let figure = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = figure
  }
}

extension Evaluation {
  /// The value of a figure, from 0 to 1; 1 when there is nothing to measure it on.
  public func value(of figure: EvaluationFigure) -> Double {
    switch figure {
    case .precision(let concern): counts(of: concern).precision
    case .recall(let concern): counts(of: concern).recall
    case .f1(let concern): counts(of: concern).f1
    case .macroF1: macroF1
    case .sameLevel: riskAgreement(within: 0)
    case .withinOneLevel: riskAgreement(within: 1)
    case .highFound: alarmShare(of: .high) ?? 1
    case .noneQuiet: 1 - (alarmShare(of: .none) ?? 0)
    }
  }

  private func counts(of concern: Concern?) -> Counts {
    guard let concern, let index = Concern.allCases.firstIndex(of: concern) else { return total }
    return concerns[index]
  }

  /// The interval of every figure that holds 95 of 100 resamples of the messages (percentile bootstrap).
  ///
  /// It says how much a figure owes to which messages happen to be labelled. The same seed yields the
  /// same intervals.
  public func intervals(
    resamples: Int = 1_000, seed: UInt64 = 1
  ) -> [EvaluationFigure: ClosedRange<Double>] {
    guard !outcomes.isEmpty, resamples > 0 else { return [:] }
    // Few outcomes differ: a resample is how often each of them was drawn.
    var kinds: [Outcome] = []
    var numbers: [Outcome: Int] = [:]
    let drawn = outcomes.map { outcome in
      if let number = numbers[outcome] { return number }
      numbers[outcome] = kinds.count
      kinds.append(outcome)
      return kinds.count - 1
    }
    var random = SeededNumbers(seed: seed)
    var values: [EvaluationFigure: [Double]] = [:]
    for _ in 0..<resamples {
      var times = [Int](repeating: 0, count: kinds.count)
      for _ in drawn.indices { times[drawn[random.next(below: drawn.count)]] += 1 }
      var resample = Evaluation()
      for (kind, count) in zip(kinds, times) where count > 0 { resample.add(kind, times: count) }
      for figure in EvaluationFigure.allCases {
        values[figure, default: []].append(resample.value(of: figure))
      }
    }
    let outside = resamples / 40
    return values.mapValues { values in
      let sorted = values.sorted()
      return sorted[outside]...sorted[sorted.count - 1 - outside]
    }
  }
}

/// Pseudo-random numbers that are the same for a seed, on every machine (SplitMix64).
struct SeededNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number from 0 to below `count`.
  mutating func next(below count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    // The high half of the product: no number is rarer than another by more than 2^-32.
    return Int(mixed.multipliedFullWidth(by: UInt64(count)).high)
  }
}
