// Performance: learned lexicons have hundreds of thousands of weights, so what is sorted are keys alone, and lines
// and lanes are found by their numbers and not by hashing.
import Lexicons
import Native

extension WordTable {
  /// The table of entries with their uses; a rule's lines are told apart by their terms.
  init(_ words: [WordEntry: [WordLine]]) {
    let builder = WordTableBuilder(words)
    let buckets = builder.buckets()
    let (rules, lines, numbers) = builder.lines()
    let width = WordTable.width(of: rules.count)
    var entries: [Entry] = []
    var more: [Block] = []
    var ends: [Ends] = []
    var uses: [UInt32] = []
    var texts: [UInt8] = []
    var lengths: [UInt64] = [0, 0]
    entries.reserveCapacity(builder.keyed.count)
    ends.reserveCapacity(builder.keyed.count)
    var row = [Block](repeating: Block(), count: max(width, 1))
    for keyed in builder.keyed {
      let (entry, lines) = builder.words[keyed.number]
      for block in row.indices { row[block] = Block() }
      for line in lines {
        let (lane, number) = numbers[Int(line.rule)].place(of: line)
        row[lane / Self.blockWidth].lanes[lane % Self.blockWidth] = Int8(clamping: line.points)
        uses.append(number)
      }
      entries.append(Entry(tag: Self.tag(of: keyed.key), lanes: row[0].lanes))
      more += row.dropFirst()
      texts += Array(entry.text.utf8)
      ends.append(
        Ends(
          uses: UInt32(truncatingIfNeeded: uses.count),
          text: UInt32(truncatingIfNeeded: texts.count)))
      if case .beginning(let text) = entry.parts.first {
        lengths[text.utf8.first ?? 0 < 0x80 ? 0 : 1] |= 1 << UInt64(text.utf8.count)
      }
    }
    self.init(
      rules: FlatArray(rules), lines: FlatArray(lines), buckets: FlatArray(buckets),
      entries: FlatArray(entries), more: FlatArray(more), ends: FlatArray(ends),
      uses: FlatArray(uses), texts: FlatArray(texts), asciiLengths: lengths[0],
      otherLengths: lengths[1])
  }
}

/// Puts the entries of `words` lines in the order of a `WordTable`, and numbers their lines.
private struct WordTableBuilder {
  /// An entry, by the key that texts are looked up with.
  struct Keyed {
    let key: UInt64
    /// Which of `words` it is.
    let number: Int
  }

  /// The lines of a rule.
  struct RuleLines {
    /// The rule's lane.
    var lane = 0
    /// Of every term the points of its words; nil without any.
    var points: [Int32?] = []
    /// Of every term how many lines there are up to it.
    var numbers: [UInt32] = []

    /// The lane of the rule and the number of a line of it.
    func place(of line: WordLine) -> (lane: Int, number: UInt32) {
      (lane, numbers[Int(line.term)])
    }
  }

  let words: [(entry: WordEntry, lines: [WordLine])]
  /// The entries in order of their keys.
  private(set) var keyed: [Keyed] = []

  init(_ words: [WordEntry: [WordLine]]) {
    self.words = words.map { ($0.key, $0.value) }
    keyed.reserveCapacity(words.count)
    for number in self.words.indices {
      guard let key = WordTable.key(of: self.words[number].entry) else { continue }
      keyed.append(Keyed(key: key, number: number))
    }
    keyed.sort { $0.key < $1.key }
  }

  /// The rules that have entries, the lines of entries, and of every rule of the ruleset its lines.
  func lines() -> (rules: [Int32], lines: [WordLine], numbers: [RuleLines]) {
    var numbers: [RuleLines] = []
    for keyed in keyed {
      for line in words[keyed.number].lines {
        let (rule, term) = (Int(line.rule), Int(line.term))
        while numbers.count <= rule { numbers.append(RuleLines()) }
        while numbers[rule].points.count <= term { numbers[rule].points.append(nil) }
        numbers[rule].points[term] = line.points
      }
    }
    var rules: [Int32] = []
    var lines: [WordLine] = []
    for rule in numbers.indices where !numbers[rule].points.isEmpty {
      numbers[rule].lane = rules.count
      rules.append(Int32(truncatingIfNeeded: rule))
      for (term, points) in numbers[rule].points.enumerated() {
        numbers[rule].numbers.append(UInt32(truncatingIfNeeded: lines.count))
        guard let points else { continue }
        lines.append(
          WordLine(
            rule: Int32(truncatingIfNeeded: rule), term: Int32(truncatingIfNeeded: term),
            points: points))
      }
    }
    return (rules, lines, numbers)
  }

  /// The buckets of the entries: so many that no two of one bucket have the same tag.
  func buckets() -> [WordTable.Bucket] {
    var count = 2
    while count * Self.mostInBucket < keyed.count { count *= 2 }
    while count < WordTable.mostBuckets, !areToldApart(in: count) { count *= 2 }
    let shift = WordTable.shift(to: count)
    var buckets = [WordTable.Bucket](repeating: WordTable.Bucket(), count: count + 1)
    for keyed in keyed {
      let number = Int(truncatingIfNeeded: keyed.key >> shift)
      buckets[number].marks |= WordTable.marks(of: keyed.key)
      buckets[number + 1].start += 1
    }
    for number in 1...count { buckets[number].start += buckets[number - 1].start }
    return buckets
  }

  /// How many entries a bucket has at most, on average: with more the marks would let too many words through.
  private static let mostInBucket = 4

  private func areToldApart(in buckets: Int) -> Bool {
    let shift = WordTable.shift(to: buckets)
    var tags: [UInt32] = []
    for index in keyed.indices {
      let key = keyed[index].key
      if index > 0, keyed[index - 1].key >> shift != key >> shift {
        tags.removeAll(keepingCapacity: true)
      }
      let tag = WordTable.tag(of: key)
      // The same key twice is not told apart by anything.
      if tags.contains(tag), keyed[index - 1].key != key { return false }
      tags.append(tag)
    }
    return true
  }
}
