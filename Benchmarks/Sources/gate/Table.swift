import Stages

/// How results are shown.
enum Table {
  /// Prints all stages.
  static func show(_ results: Results, beside known: [Stage: Double]) {
    print(
      left("stage", 18) + right("MB/s", 7) + right("x yardstick", 13) + right("baseline", 10)
        + right("instr/byte", 12) + right("refs/message", 14) + right("allocs/message", 16)
        + right("ms/run", 9))
    for stage in Stage.allCases {
      let bytes = Double(results.material.bytes(of: stage))
      let units = Double(results.material.units(of: stage))
      let time = results.times.nanoseconds[stage] ?? 0
      let counts = results.counts[stage]
      func share(_ count: Int?, _ of: Double) -> String {
        count.map { decimal(Double($0) / of) } ?? "-"
      }
      print(
        left(stage.name, 18) + right(decimal(bytes * 1000 / time), 7)
          + right(results.times.walks[stage].map(decimal) ?? "-", 13)
          + right(known[stage].map(decimal) ?? "-", 10)
          + right(share(counts?.instructions, bytes), 12)
          + right(share(counts?.references, units), 14)
          + right(share(counts?.allocations, units), 16)
          + right(decimal(time / 1_000_000), 9))
    }
  }

  /// A number with three digits that count.
  static func decimal(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    let digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : value >= 0.1 ? 3 : 4
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((value * scale).rounded())
    guard digits > 0 else { return String(scaled) }
    let fraction = String(scaled % Int(scale))
    return "\(scaled / Int(scale))." + String(repeating: "0", count: digits - fraction.count)
      + fraction
  }

  /// A change in per cent.
  static func change(from was: Double, to now: Double) -> String {
    guard was > 0 else { return "was none" }
    let share = (now / was - 1) * 100
    return (share < 0 ? "-" : "+") + decimal(abs(share)) + " %"
  }

  /// Text at the left of a column.
  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  /// Text at the right of a column.
  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
