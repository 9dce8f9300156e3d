/// How long something takes, as counts of steps that Prometheus can add up.
public struct Histogram: Sendable {
  /// The steps' upper ends in seconds.
  public static let steps = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30,
  ]

  /// How many took at most as long as each step, not counting those of steps before it; the last is for
  /// all that took longer.
  public private(set) var counts = Array(repeating: 0, count: steps.count + 1)
  /// The seconds of all.
  public private(set) var sum = 0.0

  /// A histogram of nothing.
  public init() {}

  /// Adds one.
  public mutating func add(_ seconds: Double) {
    counts[Self.steps.firstIndex { seconds <= $0 } ?? Self.steps.count] += 1
    sum += seconds
  }
}

/// Prometheus' text format.
///
/// See https://prometheus.io/docs/instrumenting/exposition_formats/.
struct MetricsText {
  private(set) var text = ""
  private var name = ""

  /// Begins a metric; its samples follow.
  mutating func begin(_ name: String, _ type: String, _ help: String) {
    self.name = name
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  /// Adds a sample with its labels.
  mutating func add(_ value: Int, _ labels: [(name: String, value: String)] = []) {
    sample(name, "\(value)", labels)
  }

  /// Adds a whole histogram.
  mutating func add(_ histogram: Histogram, _ name: String, _ help: String) {
    begin(name, "histogram", help)
    var count = 0
    for (step, own) in zip(Histogram.steps, histogram.counts) {
      count += own
      sample("\(name)_bucket", "\(count)", [("le", "\(step)")])
    }
    count += histogram.counts[Histogram.steps.count]
    sample("\(name)_bucket", "\(count)", [("le", "+Inf")])
    sample("\(name)_sum", "\(histogram.sum)", [])
    sample("\(name)_count", "\(count)", [])
  }

  private mutating func sample(
    _ name: String, _ value: String, _ labels: [(name: String, value: String)]
  ) {
    // No label of ours holds a quote, a backslash or a line break.
    let list = labels.map { "\($0.name)=\"\($0.value)\"" }.joined(separator: ",")
    text += list.isEmpty ? "\(name) \(value)\n" : "\(name){\(list)} \(value)\n"
  }
}
