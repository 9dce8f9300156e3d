import Lexicons

/// A line of a rule that was found, with how much of its points counts where it stands.
struct FoundLine: Sendable {
  var signal: Signal
  let weight: Weight

  /// What it adds: the share of its points.
  var points: Int { weight.share(of: signal.points) }
}

/// Which of a rule's lines count.
enum LineChoice {
  /// The lines of one rule that count, the best first.
  ///
  /// - Parameter lines: what was found of the rule, in reading order.
  static func counted(of lines: consuming [FoundLine], in compiled: CompiledRule) -> [FoundLine] {
    if lines.count == 1, lines[0].points > 0 { return lines }
    return compiled.rule.sum == nil
      ? best(of: lines, in: compiled) : each(of: lines, terms: compiled.rule.terms.count)
  }

  /// The best lines that do not overlap, as many as may count, and the strongest damping one.
  ///
  /// A rule with lines of both kinds damps only itself.
  private static func best(
    of lines: consuming [FoundLine], in compiled: CompiledRule
  ) -> [FoundLine] {
    var ranked = lines
    ranked.sort(by: isBetter)
    // A concern ends at 100: more than that many never count.
    let most = min(max(1, compiled.rule.repeats), 100)
    var best: [FoundLine] = []
    var sum = 0
    for line in ranked {
      guard line.points > 0, best.count < most else { break }
      if best.contains(where: { $0.signal.site.overlaps(line.signal.site) }) { continue }
      best.append(line)
      sum += line.points
    }
    guard let worst = ranked.last, worst.points < 0 else { return best }
    let canRaise = compiled.rule.terms.contains { $0.points > 0 }
    if !canRaise || sum + worst.points >= 0 {
      best.append(worst)
    } else if sum > 0 {
      // It takes away more than the rule gives: nothing is left of the rule.
      return []
    }
    return best
  }

  /// Every line once, where it counts most.
  private static func each(of lines: [FoundLine], terms: Int) -> [FoundLine] {
    if lines.contains(where: { $0.signal.word >= 0 }) { return eachWord(of: lines) }
    // Of every line the place in `lines` where it counts most; -1 before it was met.
    var strongest = [Int](repeating: -1, count: terms)
    for index in lines.indices where lines[index].points != 0 {
      let term = Int(lines[index].signal.term)
      if strongest[term] < 0 || isStronger(lines[index], lines[strongest[term]]) {
        strongest[term] = index
      }
    }
    var each: [FoundLine] = []
    for index in strongest where index >= 0 { each.append(lines[index]) }
    each.sort(by: isBetter)
    return each
  }

  /// Every line and every word of `words` lines once, where it counts most.
  private static func eachWord(of lines: [FoundLine]) -> [FoundLine] {
    // Sorted by what was found: the same things stand side by side.
    var order: [(kind: Int64, index: Int)] = []
    for index in lines.indices where lines[index].points != 0 {
      let signal = lines[index].signal
      order.append((signal.word >= 0 ? Int64(signal.word) : ~Int64(signal.term), index))
    }
    order.sort { ($0.kind, $0.index) < ($1.kind, $1.index) }
    var each: [FoundLine] = []
    for place in order.indices {
      let line = lines[order[place].index]
      if place > 0, order[place - 1].kind == order[place].kind {
        if isStronger(line, each[each.count - 1]) { each[each.count - 1] = line }
      } else {
        each.append(line)
      }
    }
    each.sort(by: isBetter)
    return each
  }

  private static func isStronger(_ one: FoundLine, _ other: FoundLine) -> Bool {
    let (left, right) = (abs(one.points), abs(other.points))
    return left != right ? left > right : one.signal.site < other.signal.site
  }

  /// Whether the points of one count more than those of another, either way.
  static func countsMore(_ one: FoundLine, _ other: FoundLine) -> Bool {
    let (left, right) = (abs(one.points), abs(other.points))
    return left != right ? left > right : isBetter(one, other)
  }

  /// Whether one adds more than another, or as much and is the longer, or the first.
  static func isBetter(_ one: FoundLine, _ two: FoundLine) -> Bool {
    if one.points != two.points { return one.points > two.points }
    if one.signal.site.length != two.signal.site.length {
      return one.signal.site.length > two.signal.site.length
    }
    if one.signal.site != two.signal.site { return one.signal.site < two.signal.site }
    return one.signal.word < two.signal.word
  }
}
