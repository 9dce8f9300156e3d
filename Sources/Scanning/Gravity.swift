import Lexicons
import Native
import Text

// How grave a message is, whatever it is of: what is told sideways is often heard before it is clear of which concern it
// is. That makes no finding and takes none away; it decides how much one weighs.

extension Scorer {
  /// What `gravity` blocks come to in a message.
  struct Gravity: Sendable {
    /// The points of each concern.
    private var points = [Int](repeating: 0, count: Concern.allCases.count)
    /// What all blocks come to.
    private(set) var total = 0
    /// The blocks with words that have points, by their place in `WordSums`.
    fileprivate var words: [Int] = []

    /// The points that a concern gets, of which there are others already.
    ///
    /// What has come to low stays at low.
    func points(of concern: Concern, beside others: Int, low: Int) -> Int {
      max(points[concern.number], min(0, low - others))
    }

    fileprivate mutating func add(_ more: Int, of block: RuleFacts, words index: Int?) {
      for concern in Concern.allCases where block.applies(to: concern) {
        points[concern.number] += more
      }
      total += more
      if let index { words.append(index) }
    }
  }

  /// How many words are named that tell how grave a message is.
  private static let mostNamed = 3

  /// What the `gravity` blocks that hold come to.
  func gravity(of detector: borrowing Detector, in passages: borrowing Passages) -> Gravity {
    var found: [Found] = []
    for signal in detector.signals where ruleset.rules.facts[Int(signal.rule)].isGravity {
      let weight = Weight.of(passages.items[Int(signal.site.passage)])
      let points = weight.share(of: signal.points)
      if let last = found.last, last.rule == Int(signal.rule) {
        found[found.count - 1].points += points
      } else {
        found.append(Found(rule: Int(signal.rule), points: points))
      }
    }
    for index in detector.wordRules {
      let rule = detector.finder.words.rule(at: index)
      guard ruleset.rules.facts[rule].isGravity else { continue }
      let points = detector.finder.words.points(at: index)
      if let place = found.firstIndex(where: { $0.rule == rule }) {
        found[place].points += points
        found[place].words = index
      } else {
        found.append(Found(rule: rule, points: points, words: index))
      }
    }
    var gravity = Gravity()
    for found in found where found.points != 0 {
      let block = ruleset.rules.facts[found.rule]
      gravity.add(block.withinSum(found.points), of: block, words: found.words)
    }
    return gravity
  }

  /// What is said of points that a message gets for how grave it is: with the words that tell most of it.
  func reason(for gravity: Gravity, _ points: Int, _ detector: borrowing Detector) -> String {
    var lines: [FoundLine] = []
    for index in gravity.words { lines += detector.finder.words.told(at: index)?.lines ?? [] }
    lines = lines.filter { ($0.points > 0) == (points > 0) }.sorted(by: LineChoice.countsMore)
    var words: [String] = []
    for line in lines where words.count < Self.mostNamed {
      // One may count by itself and in its sentence.
      let word = ruleset.words.text(of: Int(line.signal.word))
      if !words.contains(word) { words.append(word) }
    }
    let named = words.isEmpty ? "" : " (\(words.joined(separator: ", ")))"
    return (points > 0 ? "how grave it is" : "how little grave it is") + named
  }

  /// What one block comes to.
  private struct Found {
    let rule: Int
    var points: Int
    /// Where the block stands in `WordSums`, if it has words.
    var words: Int?
  }
}
