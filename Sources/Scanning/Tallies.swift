import Lexicons
import Native
import Text

// What the rules come to before it is said why: their lines, their words, and shares of what other concerns come to.

extension Scorer {
  /// What a finding will come to, before it is said why.
  struct Tally {
    let rule: Int
    let concern: Concern
    /// The lines that count, the best first; of a sum without its words.
    let lines: [FoundLine]
    /// Where the rule stands among those with `words` lines, if its words count.
    let words: Int?
    let points: Int
  }

  /// What the rules that add points come to.
  func tallies(
    of detector: borrowing Detector, in passages: borrowing Passages
  ) -> [Tally] {
    var tallies: [Tally] = []
    for found in detector.foundRules(in: passages) {
      let facts = ruleset.rules.facts[found.rule]
      let counted =
        found.lines.isEmpty
        ? [] : LineChoice.counted(of: found.lines, in: ruleset.rules[found.rule])
      guard facts.sum != nil else {
        for line in counted {
          tallies.append(
            Tally(
              rule: found.rule, concern: found.concern, lines: [line], words: nil,
              points: line.points))
        }
        continue
      }
      var sum = counted.reduce(0) { $0 + $1.points }
      if let words = found.words { sum += detector.finder.words.points(at: words) }
      tallies.append(
        Tally(
          rule: found.rule, concern: found.concern, lines: counted, words: found.words,
          points: facts.withinSum(sum)))
    }
    return tallies
  }

  /// What the rules add that count shares of what others come to.
  ///
  /// - Parameter isWanted: of every concern whether its rules are asked.
  func shares(
    of tallies: [Tally], for isWanted: [Bool], _ detector: inout Detector,
    in passages: borrowing Passages
  ) -> [Tally] {
    guard !detector.shareRules.isEmpty, let place = detector.placeOfAlways(in: passages) else {
      return []
    }
    var totals = [Int](repeating: 0, count: Concern.allCases.count)
    for tally in tallies { totals[tally.concern.number] += tally.points }
    let gravity = gravity(of: detector, in: passages).total
    var shares: [Tally] = []
    for index in detector.shareRules {
      let facts = ruleset.rules.facts[index]
      guard let concern = facts.concern, isWanted[concern.number] else { continue }
      let rule = ruleset.rules[index].rule
      var lines: [FoundLine] = []
      for (number, term) in rule.terms.enumerated() {
        guard case .share(let share) = term.body else { continue }
        let total = share.concern.map { totals[$0.number] } ?? gravity
        let points = share.points(term.points, of: total)
        if points == 0 { continue }
        let signal = Signal(
          rule: Int32(truncatingIfNeeded: index), term: Int32(truncatingIfNeeded: number),
          site: place, nears: 0, points: points)
        lines.append(FoundLine(signal: signal, weight: .authored))
      }
      lines.sort(by: LineChoice.isBetter)
      let sum = lines.reduce(0) { $0 + $1.points }
      shares.append(
        Tally(
          rule: index, concern: concern, lines: lines, words: nil, points: facts.withinSum(sum)))
    }
    return shares
  }

  /// The points that shares add to each concern, with the rules that they are of.
  func sharePoints(
    of detector: inout Detector, in passages: borrowing Passages
  ) -> [(rule: Int, concern: Concern, points: Int)] {
    shares(
      of: tallies(of: detector, in: passages),
      for: [Bool](repeating: true, count: Concern.allCases.count), &detector, in: passages
    )
    .map { ($0.rule, $0.concern, $0.points) }
  }
}
