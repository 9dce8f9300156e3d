// Performance: of a message's hundred words each counts in several rules, and nobody asks for them one by one
// unless a finding comes of them. All rules have a lane each in a word's row of points, so that a word is added to
// eight of them at once.
import Lexicons
import Native
import Text

/// What the words of a message come to in each rule with `words` lines; one per worker.
struct WordSums: ~Copyable {
  private let table: WordTable
  private var matcher: WordMatcher
  /// The fields that each rule reads.
  private let fields: [FieldSet]
  /// How many lines each rule has.
  private let lineCounts: [UInt32]
  /// Of every kind of text that was met: all ones in the lanes of rules that read it.
  private var reads: [WordTable.Block] = []
  /// Of every kind of text that was met: the share of each number of points, by its bits.
  private var shares: [Int8] = []
  /// What the words come to in the message.
  private var sums: [Sums]

  /// The sums of the rules of a block.
  private struct Sums {
    var lanes = SIMD8<Int32>.zero
  }

  /// How many words are told by name: of many that count a point or two nobody reads a list.
  private static let mostTold = 16

  init(_ table: WordTable, _ rules: RuleTable) {
    self.table = table
    let facts = (0..<table.rules.count).map { rules.facts[Int(table.rules[$0])] }
    fields = facts.map(\.fields)
    lineCounts = facts.map(\.terms)
    matcher = WordMatcher(
      table,
      SentenceSums(
        table, rules: facts.indices.filter { facts[$0].sum?.isWithinSentence ?? false },
        fields: fields))
    sums = Array(repeating: Sums(), count: table.width)
  }

  /// How many places of words were found in the message.
  var placeCount: Int { matcher.found.count }

  /// The rules with `words` lines, by their place among them.
  var indices: Range<Int> { fields.indices }

  /// The index in the ruleset of a rule.
  func rule(at index: Int) -> Int { Int(table.rules[index]) }

  /// Begins a message.
  mutating func beginMessage() { matcher.beginMessage() }

  /// Finds the words of one text.
  mutating func read(
    _ passage: borrowing Passage, _ number: Int, _ tokens: [Token], in folded: Span<UInt8>
  ) {
    matcher.read(passage, number, tokens, in: folded)
  }

  /// Adds up what was found: every word once in each rule, where it counts most.
  mutating func add() {
    while shares.count >> 8 < matcher.kinds.count { addKind(matcher.kinds[shares.count >> 8]) }
    for block in sums.indices {
      var sum = SIMD8<Int32>.zero
      for place in matcher.found.indices {
        let word = matcher.found[place]
        var share = shares(of: word, block)
        if word.previous >= 0 {
          let before = most(from: Int(word.previous), block)
          sum &-= SIMD8<Int32>(truncatingIfNeeded: before)
          share.replace(with: before, where: Self.size(of: before) .>= Self.size(of: share))
        }
        sum &+= SIMD8<Int32>(truncatingIfNeeded: share)
      }
      sums[block].lanes = sum
    }
  }

  /// What the word of a place adds most to the rules of a block, there or where it was found before.
  private func most(from place: Int, _ block: Int) -> SIMD8<Int8> {
    var most = shares(of: matcher.found[place], block)
    var other = Int(matcher.found[place].previous)
    while other >= 0 {
      let share = shares(of: matcher.found[other], block)
      most.replace(with: share, where: Self.size(of: share) .> Self.size(of: most))
      other = Int(matcher.found[other].previous)
    }
    return most
  }

  /// What the words come to in a rule.
  func points(at index: Int) -> Int {
    if let points = matcher.sentences.points(at: index) { return points }
    return Int(sums[index / WordTable.blockWidth].lanes[index % WordTable.blockWidth])
  }

  /// The places of a rule's words as lines that were found, in reading order; of a rule that asks for
  /// sentences those in the one that counts.
  ///
  /// - Parameter isRead: whether those in fields that the rule reads are asked for, or the others.
  func lines(at index: Int, isRead: Bool = true) -> [FoundLine] {
    let found = isRead ? matcher.sentences.words(at: index) ?? matcher.found : matcher.found
    return found.compactMap { word in
      let kind = matcher.kinds[Int(word.kind)]
      guard fields[index].contains(kind.traits) == isRead else { return nil }
      return line(of: index, word)
    }
  }

  /// What is said of a rule's words; nil when none counts.
  func told(at index: Int) -> ToldWords? {
    var told: ToldWords?
    if let words = matcher.sentences.words(at: index) {
      for word in words { tell(word, share(of: word, index), of: index, in: &told) }
    } else {
      for place in matcher.found.indices where matcher.found[place].isLast {
        // Of equal ones the first that was found.
        var best = place
        var most = share(at: place, index)
        var other = Int(matcher.found[place].previous)
        while other >= 0 {
          let share = share(at: other, index)
          if abs(share) >= abs(most) { (best, most) = (other, share) }
          other = Int(matcher.found[other].previous)
        }
        tell(matcher.found[best], most, of: index, in: &told)
      }
    }
    // A single one that is left takes no more room than its sum.
    if told?.others ?? 0 > 0 { told?.leaveOutLast() }
    return told
  }

  /// Adds a word of a rule to what is said of them.
  private func tell(_ word: FoundWord, _ points: Int, of index: Int, in told: inout ToldWords?) {
    if points == 0 || told?.leavesOut(points, of: Self.mostTold + 1) ?? false { return }
    guard let line = line(of: index, word) else { return }
    if told == nil {
      told = ToldWords(best: line, lines: [line])
    } else {
      told?.add(line, atMost: Self.mostTold + 1)
    }
  }

  /// A word as a line of a rule; nil when the rule does not have it.
  private func line(of index: Int, _ found: FoundWord) -> FoundLine? {
    guard let line = table.line(of: table.rules[index], for: Int(found.entry)),
      line.term >= 0, line.term < lineCounts[index]
    else { return nil }
    return FoundLine(
      signal: Signal(
        rule: line.rule, term: line.term, site: found.site, nears: 0, points: Int(line.points),
        word: found.entry), weight: matcher.kinds[Int(found.kind)].weight)
  }

  // MARK: Shares

  private mutating func addKind(_ kind: WordMatcher.Kind) {
    for block in sums.indices {
      var reading = WordTable.Block()
      for lane in 0..<WordTable.blockWidth {
        let index = block * WordTable.blockWidth + lane
        if index < fields.count, fields[index].contains(kind.traits) { reading.lanes[lane] = -1 }
      }
      reads.append(reading)
    }
    for bits in 0...UInt8.max {
      shares.append(Int8(clamping: kind.weight.share(of: Int(Int8(bitPattern: bits)))))
    }
  }

  /// What a word adds to the rules of a block where it stands.
  @inline(__always)
  private func shares(of found: FoundWord, _ block: Int) -> SIMD8<Int8> {
    let kind = Int(found.kind)
    var points =
      table.lanes(of: Int(found.entry), block)
      & reads[kind * sums.count + block].lanes
    if !matcher.kinds[kind].weight.isWhole {
      for lane in 0..<WordTable.blockWidth {
        points[lane] = shares[kind << 8 | Int(UInt8(bitPattern: points[lane]))]
      }
    }
    return points
  }

  /// What the word of a place adds there to a rule.
  private func share(at place: Int, _ index: Int) -> Int { share(of: matcher.found[place], index) }

  /// What a word adds to a rule where it stands.
  private func share(of word: FoundWord, _ index: Int) -> Int {
    Int(shares(of: word, index / WordTable.blockWidth)[index % WordTable.blockWidth])
  }

  /// The sizes of numbers, whatever their signs.
  @inline(__always)
  private static func size(of points: SIMD8<Int8>) -> SIMD8<Int8> {
    points.replacing(with: 0 &- points, where: points .< 0)
  }
}
