/// `share -30% of medical from 0 to 60`: what another concern comes to says something of this one, and so does how
/// grave the message is (`share +20% of gravity from 0 to 60`).
public struct ConcernShare: Sendable, Hashable {
  /// The other concern; nil for what `gravity` blocks come to.
  public let concern: Concern?
  /// Between which points it counts; one end is often 0.
  public let range: ClosedRange<Int>

  /// The farthest points that a share may ask about: sums of many rules go beyond a concern's 100.
  static let farthest = 200

  /// Creates a share.
  public init(of concern: Concern?, in range: ClosedRange<Int>) {
    self.concern = concern
    self.range = range
  }

  /// A percentage of the part of `points` that lies in the range, rounded to the nearest whole number, halves away
  /// from zero; of no points it is nothing.
  public func points(_ percent: Int, of points: Int) -> Int {
    let part = clamped(points) - clamped(0)
    let product = part * percent
    return (product + (product < 0 ? -50 : 50)) / 100
  }

  private func clamped(_ points: Int) -> Int {
    min(max(points, range.lowerBound), range.upperBound)
  }
}

extension RuleParser {
  /// What stands in place of a concern.
  private static let gravity = "gravity"

  /// Reads `share -30% of medical from 0 to 60`.
  mutating func addShare(
    _ value: Range<Int>, of line: SourceLine, to rule: inout Rule
  ) throws(LineMistake) {
    let words = line.words(in: value).map(line.text)
    let concern = words.count > 2 ? Concern(rawValue: words[2]) : nil
    guard words.count == 7, words[1] == "of", words[3] == "from", words[5] == "to",
      words[0].hasSuffix("%"), let percent = Points(String(words[0].dropLast())),
      abs(percent.value) <= Points.most,
      concern != nil || words[2] == Self.gravity,
      let from = Int(words[4]), let to = Int(words[6]), from < to, -ConcernShare.farthest <= from,
      to <= ConcernShare.farthest
    else {
      throw LineMistake(
        message: "a share says how much of which concern's points", range: value,
        hint: "for example: share -30% of medical from 0 to 60")
    }
    if let concern, case .concern(concern) = rule.kind {
      throw LineMistake(
        message: "a share of the rule's own concern", range: value,
        hint: "shares are of what other concerns come to")
    }
    rule.terms.append(
      Term(
        points: percent.value, body: .share(ConcernShare(of: concern, in: from...to)),
        source: line.text(line.content), place: line.place(value.lowerBound)))
  }
}
