/// What is said of a rule's words in a message: those that count most one by one, the others as a sum.
struct ToldWords {
  /// The line that adds most: where a finding stands.
  private(set) var best: FoundLine
  /// The words that are told by name, those that count most first.
  private(set) var lines: [FoundLine]
  /// How many others there are, and what they come to.
  private(set) var others = 0
  private(set) var otherPoints = 0

  init(best: FoundLine, lines: [FoundLine]) {
    self.best = best
    self.lines = lines
  }

  /// Adds a word: one of at most so many that are told, if it counts more than one of them.
  mutating func add(_ line: FoundLine, atMost most: Int) {
    if LineChoice.isBetter(line, best) { best = line }
    var place = lines.count
    while place > 0, LineChoice.countsMore(line, lines[place - 1]) { place -= 1 }
    lines.insert(line, at: place)
    if lines.count > most { leaveOutLast() }
  }

  /// Adds points of a word that is not told, whatever else is known of it; whether it is none.
  mutating func leavesOut(_ points: Int, of most: Int) -> Bool {
    guard lines.count == most, points < best.points, abs(points) < abs(lines[most - 1].points)
    else { return false }
    others += 1
    otherPoints += points
    return true
  }

  /// Makes the last of those that are told one of the others.
  mutating func leaveOutLast() {
    guard let last = lines.popLast() else { return }
    others += 1
    otherPoints += last.points
  }
}
