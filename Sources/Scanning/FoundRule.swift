import Lexicons
import Native
import Text

/// What holds of one rule that adds points.
struct FoundRule: Sendable {
  /// The rule's index in the ruleset.
  let rule: Int
  let concern: Concern
  /// Its lines in reading order; words only where they are asked for one by one.
  var lines: [FoundLine]
  /// Where the rule stands in `WordSums`, if its words count.
  var words: Int?

  /// The same with all places of its words among the lines.
  func withWords(of sums: borrowing WordSums) -> FoundRule {
    guard let words else { return self }
    var found = self
    found.lines += sums.lines(at: words)
    return found
  }
}

extension Detector {
  /// What holds of all rules that add points, in the order of the rules.
  func foundRules(in passages: borrowing Passages) -> [FoundRule] {
    var rules: [FoundRule] = []
    var start = 0
    while start < signals.count {
      let rule = Int(signals[start].rule)
      var end = start + 1
      while end < signals.count, Int(signals[end].rule) == rule { end += 1 }
      if let concern = ruleset.rules.facts[rule].concern {
        var lines: [FoundLine] = []
        lines.reserveCapacity(end - start)
        for index in start..<end {
          let passage = Int(signals[index].site.passage)
          lines.append(
            FoundLine(signal: signals[index], weight: Weight.of(passages.items[passage])))
        }
        rules.append(FoundRule(rule: rule, concern: concern, lines: lines))
      }
      start = end
    }
    for index in wordRules {
      let rule = finder.words.rule(at: index)
      let place = rules.firstIndex { $0.rule >= rule } ?? rules.count
      if place < rules.count, rules[place].rule == rule {
        rules[place].words = index
      } else if let concern = ruleset.rules.facts[rule].concern {
        rules.insert(FoundRule(rule: rule, concern: concern, lines: [], words: index), at: place)
      }
    }
    return rules
  }
}
