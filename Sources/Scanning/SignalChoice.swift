import Lexicons
import Native
import Text

/// Which of several signals on the same text are left.
///
/// A number is one thing: of patterns of one concern that found it the strongest says what it is. And what a
/// passage and its plain reading both show is one signal, not two.
enum SignalChoice {
  /// A signal's place in the readable text.
  private struct Place {
    var index: Int
    /// The passage, of a plain reading the one that it reads again.
    var passage: Int
    var range: Range<Int>
  }

  /// Removes signals that say again, or more weakly, what another says.
  static func keepStrongest(
    _ signals: inout [Signal], _ ruleset: Ruleset, in passages: borrowing Passages
  ) {
    let hasPlainReadings = passages.items.last?.rereads != nil
    var places: [Place] = []
    for index in signals.indices
    where hasPlainReadings || signals[index].isPattern {
      places.append(
        place(of: signals[index], at: index, in: passages, asText: hasPlainReadings))
    }
    guard places.count > 1 else { return }
    places.sort {
      ($0.passage, $0.range.lowerBound, $0.index) < ($1.passage, $1.range.lowerBound, $1.index)
    }
    var isWeaker = [Bool](repeating: false, count: signals.count)
    var hasWeaker = false
    for first in places.indices {
      let one = places[first]
      for other in places[(first + 1)...] {
        guard !isWeaker[one.index], other.passage == one.passage,
          other.range.lowerBound < one.range.upperBound
        else { break }
        guard !isWeaker[other.index],
          let weaker = weaker(one.index, other.index, signals, ruleset)
        else { continue }
        isWeaker[weaker] = true
        hasWeaker = true
      }
    }
    guard hasWeaker else { return }
    var left: [Signal] = []
    for index in signals.indices where !isWeaker[index] { left.append(signals[index]) }
    signals = left
  }

  /// Which of two signals on the same text goes; nil when both stay.
  private static func weaker(
    _ one: Int, _ other: Int, _ signals: [Signal], _ ruleset: Ruleset
  ) -> Int? {
    let (left, right) = (signals[one], signals[other])
    if left.rule == right.rule {
      // Within a passage the rule itself chooses among its lines.
      guard left.site.passage != right.site.passage else { return nil }
      if left.points != right.points { return left.points < right.points ? one : other }
      return left.site.passage > right.site.passage ? one : other
    }
    guard left.points > 0, right.points > 0, left.isPattern, right.isPattern,
      let concern = ruleset.rules.facts[Int(left.rule)].concern,
      concern == ruleset.rules.facts[Int(right.rule)].concern
    else { return nil }
    if left.points != right.points { return left.points < right.points ? one : other }
    return left.rule > right.rule ? one : other
  }

  private static func place(
    of signal: Signal, at index: Int, in passages: borrowing Passages, asText: Bool
  ) -> Place {
    let number = Int(signal.site.passage)
    guard asText else { return Place(index: index, passage: number, range: signal.site.range) }
    return Place(
      index: index, passage: passages.items[number].rereads ?? number,
      range: passages.items[number].foldMap.source(of: signal.site.range))
  }
}
