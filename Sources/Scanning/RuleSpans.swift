// Performance: of a thousand rules a few dozen find something in a message; only those are walked, and what is
// kept of the others is not even cleared.

/// Which rules found something in a message, and where the candidates of each begin and end.
struct RuleSpans: Sendable {
  /// The rules that have candidates, ascending.
  private(set) var rules: [Int] = []
  /// Of each rule that has candidates where they are; zeros of all others.
  private var spans: [Place]
  /// A bit for each rule that has candidates, while they are counted.
  private var bits: [UInt64]
  /// What candidates are sorted into.
  private var sorted: [Candidate] = []

  /// Not a `Range`: an array of these costs a cold process 30 µs, since the runtime must first find out
  /// that integers can be compared.
  private struct Place {
    var start = 0
    var end = 0
  }

  init(count: Int) {
    spans = Array(repeating: Place(), count: count)
    bits = Array(repeating: 0, count: (count + 63) / 64)
  }

  /// Where the candidates of a rule are; empty when it has none.
  subscript(rule: Int) -> Range<Int> { spans[rule].start..<spans[rule].end }

  /// Whether a rule has candidates.
  func contains(_ rule: Int) -> Bool { spans[rule].end > 0 }

  /// Sorts the candidates of a message by rule, in reading order, the longer first, and notes where each rule's are.
  mutating func sort(_ candidates: inout [Candidate]) {
    for rule in rules { spans[rule] = Place() }
    rules.removeAll(keepingCapacity: true)
    guard !candidates.isEmpty else { return }
    for candidate in candidates {
      let rule = Int(candidate.rule)
      spans[rule].end += 1
      bits[rule >> 6] |= 1 << UInt64(rule & 63)
    }
    placeRules()
    // What it holds does not matter: every place is written.
    if sorted.count < candidates.count {
      sorted.append(contentsOf: candidates[sorted.count...])
    } else {
      sorted.removeLast(sorted.count - candidates.count)
    }
    for candidate in candidates {
      let rule = Int(candidate.rule)
      sorted[spans[rule].end] = candidate
      spans[rule].end += 1
    }
    swap(&candidates, &sorted)
    for rule in rules where !Self.isInOrder(self[rule], of: candidates) {
      candidates[self[rule]].sort(by: Self.precedes)
    }
  }

  /// Lists the rules whose candidates were counted, and gives each as many places.
  private mutating func placeRules() {
    var start = 0
    for word in bits.indices {
      while bits[word] != 0 {
        let rule = word << 6 + bits[word].trailingZeroBitCount
        bits[word] &= bits[word] &- 1
        rules.append(rule)
        let count = spans[rule].end
        spans[rule] = Place(start: start, end: start)
        start += count
      }
    }
  }

  /// Whether a rule's candidates came in order, as those of phrases alone or patterns alone do.
  private static func isInOrder(_ span: Range<Int>, of candidates: [Candidate]) -> Bool {
    var index = span.lowerBound + 1
    while index < span.upperBound {
      if precedes(candidates[index], candidates[index - 1]) { return false }
      index += 1
    }
    return true
  }

  /// Which of two candidates of one rule comes first.
  private static func precedes(_ one: Candidate, _ other: Candidate) -> Bool {
    let (left, right) = (one.site, other.site)
    if left.passage != right.passage { return left.passage < right.passage }
    if left.start != right.start { return left.start < right.start }
    if left.end != right.end { return left.end > right.end }
    return one.term < other.term
  }
}
