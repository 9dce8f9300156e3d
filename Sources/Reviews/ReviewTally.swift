private import Native
private import Reports
public import Scanning

/// How right the rules are in the eyes of reviewers: of the findings of a scan, those that were judged.
public struct ReviewTally: Sendable {
  private struct Row {
    var found = 0
    var right = 0
    var wrong = 0

    var judged: Int { right + wrong }
    var precision: Double { judged == 0 ? 0 : Double(right) / Double(judged) }
  }

  private let reviews: Reviews
  private var rows: [String: Row] = [:]
  private var seen: Set<String> = []

  /// Creates a tally of nothing.
  public init(_ reviews: Reviews) { self.reviews = reviews }

  /// Counts the findings of a message, each print once.
  public mutating func add(_ verdict: Verdict) {
    // What takes points away is no finding to be right about.
    for finding in verdict.findings where finding.points > 0 {
      let print = reviews.print(of: finding, in: verdict)
      guard seen.insert(print).inserted else { continue }
      rows[finding.rule, default: Row()].found += 1
      switch reviews.judgements[print]?.answer {
      case .right: rows[finding.rule]?.right += 1
      case .wrong: rows[finding.rule]?.wrong += 1
      case .skipped, nil: break
      }
    }
  }

  /// The tally for people: the rules that were judged, those of the most wrong findings first.
  public var text: String {
    let judged = rows.filter { $0.value.judged > 0 }.sorted { one, two in
      (two.value.wrong, two.value.right, one.key) < (one.value.wrong, one.value.right, two.key)
    }
    var all = Row()
    for row in rows.values {
      all.found += row.found
      all.right += row.right
      all.wrong += row.wrong
    }
    let width = max(12, judged.map(\.key.count).max() ?? 0)
    var text = "\(counted(all.judged, "finding")) of \(grouped(all.found)) judged by reviewers\n\n"
    text += "rule".padded(to: width) + "   found  right  wrong  precision  precision 95%\n"
    for (rule, row) in judged { text += line(rule, row, width) }
    text += line("all", all, width)
    let lost = reviews.judgements.values.filter { !seen.contains($0.print) }
    let right = lost.count { $0.answer == .right }
    let wrong = lost.count { $0.answer == .wrong }
    if right + wrong > 0 {
      text +=
        "\njudged before and not found in this mail now: \(grouped(right)) right, \(grouped(wrong)) wrong\n"
    }
    return text
  }

  private func line(_ name: String, _ row: Row, _ width: Int) -> String {
    var text = name.padded(to: width)
    text += grouped(row.found).leftPadded(to: 8) + grouped(row.right).leftPadded(to: 7)
    text += grouped(row.wrong).leftPadded(to: 7)
    guard row.judged > 0 else { return text + "          -\n" }
    let interval = Self.interval(row.right, of: row.judged)
    text += thousandths(row.precision).leftPadded(to: 11)
    text += "    \(thousandths(interval.lowerBound)) to \(thousandths(interval.upperBound))\n"
    return text
  }

  /// Wilson's interval, which holds the share in 95 of 100 cases.
  static func interval(_ right: Int, of all: Int) -> ClosedRange<Double> {
    let count = Double(all)
    let share = Double(right) / count
    let z = 1.96
    let middle = share + z * z / (2 * count)
    let half = z * ((share * (1 - share) + z * z / (4 * count)) / count).squareRoot()
    let scale = 1 + z * z / count
    return max(0, (middle - half) / scale)...min(1, (middle + half) / scale)
  }
}
