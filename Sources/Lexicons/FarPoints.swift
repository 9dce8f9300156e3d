import Native

extension Linter {
  /// How many other lines make neighbours, and how many times and points away a line is far from them.
  private static let leastNeighbours = 3
  private static let farTimes = 3
  private static let farPoints = 25

  /// Points far from those of the rule's other lines: `+53` among lines of `+35` is a slip more often than not.
  mutating func checkFarPoints() {
    for rule in rules where rule.sum == nil {
      guard case .concern = rule.kind else { continue }
      let raising = rule.terms.filter { $0.points > 0 && !$0.isShare }
      guard raising.count > Self.leastNeighbours else { continue }
      for term in raising {
        let others = raising.filter { $0.place != term.place }.map(\.points).sorted()
        let middle = others[others.count / 2]
        let (low, high) = (min(middle, term.points), max(middle, term.points))
        // The others must agree among themselves, or nothing is far from them.
        guard high - low >= Self.farPoints, high >= low * Self.farTimes || isTwisted(low, high),
          let first = others.first, let last = others.last, last - first < high - low
        else { continue }
        let twisted = isTwisted(low, high) ? "were \(middle) meant?" : nil
        warn(
          "far-points",
          "\(term.points) points, where the rule's other lines have \(Self.span(first, last))",
          about: term,
          hint: twisted ?? "points this far apart seldom mean the same; a rule of its own says why")
      }
    }
  }

  private static func span(_ first: Int, _ last: Int) -> String {
    first == last ? "\(first)" : "\(first) to \(last)"
  }

  /// Whether the digits of one are those of the other, turned round or with one more.
  private func isTwisted(_ one: Int, _ two: Int) -> Bool {
    let (left, right) = (String(one), String(two))
    return left == String(right.reversed()) || right == left + "0"
  }
}
