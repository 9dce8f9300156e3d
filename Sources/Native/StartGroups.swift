/// Puts beginnings into a few groups, such that what a group lets through is little more than what its
/// members do.
///
/// Alike beginnings stand together, and of all neighbours those are joined first that lose least.
struct StartGroups {
  /// Of each beginning, in the order in which neighbours are joined, what its group is; a group goes by its first one.
  private var groups: [Group] = []
  /// The pairs of neighbours, by the first, as a heap with what is lost least on top.
  private var pairs: [Pair] = []
  private var count = 0

  /// A group while groups are joined: members that stand together in the order.
  private struct Group {
    /// Where the group before begins, where the next does, and whether this is one still.
    var previous: Int
    var next: Int
    var isOne = true
    let boundary: StartPrefix.Boundary
    /// For each position the bytes that some member allows.
    var sets: [ByteSet]
    /// The share of words that pass its first bytes, by and large.
    var share: Double
    /// What is lost when it is joined with the next.
    var loss = Double.infinity
  }

  private struct Pair {
    var loss: Double
    var first: Int

    /// Of those that lose alike the first comes first.
    func precedes(_ other: Pair) -> Bool {
      loss != other.loss ? loss < other.loss : first < other.first
    }
  }

  /// At most about `most` beginnings that allow what the given ones do, and little more.
  static func joined(_ prefixes: [StartPrefix], most: Int) -> [StartPrefix] {
    let joined = StartGroups(prefixes, most: most)
    return joined.firsts.map {
      StartPrefix(joined.groups[$0].boundary, joined.groups[$0].sets)
    }
  }

  private init(_ prefixes: [StartPrefix], most: Int) {
    let keys = prefixes.map { SortKey($0) }
    let order = keys.indices.sorted { keys[$0].precedes(keys[$1]) }
    count = order.count
    groups.reserveCapacity(count)
    for (place, index) in order.enumerated() {
      groups.append(
        Group(
          previous: place - 1, next: place + 1, boundary: prefixes[index].boundary,
          sets: prefixes[index].sets, share: Self.share(of: prefixes[index].sets)))
    }
    if count > most { join(most: most) }
  }

  /// Where the groups begin in the order.
  private var firsts: [Int] { groups.indices.filter { groups[$0].isOne } }

  private mutating func join(most: Int) {
    for place in groups.indices { noteLoss(at: place) }
    while count > most, let pair = takeLeast() {
      // What was joined since then has another pair.
      guard groups[pair.first].isOne, groups[pair.first].loss == pair.loss else { continue }
      let second = groups[pair.first].next
      let next = groups[second].next
      groups[pair.first].sets = union(pair.first, second)
      groups[pair.first].share = Self.share(of: groups[pair.first].sets)
      groups[pair.first].next = next
      groups[second].isOne = false
      groups[second].sets = []
      if next < groups.count { groups[next].previous = pair.first }
      count -= 1
      if groups[pair.first].previous >= 0 { noteLoss(at: groups[pair.first].previous) }
      noteLoss(at: pair.first)
    }
  }

  /// What two groups allow together; past the end of the shorter one anything may follow.
  private func union(_ one: Int, _ two: Int) -> [ByteSet] {
    var sets: [ByteSet] = []
    let count = min(groups[one].sets.count, groups[two].sets.count)
    sets.reserveCapacity(count)
    for position in 0..<count {
      sets.append(groups[one].sets[position].union(groups[two].sets[position]))
    }
    return sets
  }

  /// Works out anew what is lost when a group is joined with the next.
  private mutating func noteLoss(at place: Int) {
    let next = groups[place].next
    groups[place].loss = .infinity
    guard next < groups.count, groups[place].boundary == groups[next].boundary else { return }
    var share = 1.0
    for position in 0..<min(4, groups[place].sets.count, groups[next].sets.count) {
      share *= Self.share(
        of: groups[place].sets[position].union(groups[next].sets[position]))
    }
    groups[place].loss = share - groups[place].share - groups[next].share
    add(Pair(loss: groups[place].loss, first: place))
  }

  // MARK: The heap

  private mutating func add(_ pair: Pair) {
    var place = pairs.count
    pairs.append(pair)
    while place > 0 {
      let parent = (place - 1) / 2
      guard pair.precedes(pairs[parent]) else { break }
      pairs[place] = pairs[parent]
      place = parent
    }
    pairs[place] = pair
  }

  private mutating func takeLeast() -> Pair? {
    guard let last = pairs.popLast() else { return nil }
    guard let least = pairs.first else { return last }
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < pairs.count else { break }
      if child + 1 < pairs.count, pairs[child + 1].precedes(pairs[child]) { child += 1 }
      guard pairs[child].precedes(last) else { break }
      pairs[place] = pairs[child]
      place = child
    }
    pairs[place] = last
    return least
  }

  // MARK: Shares and order

  /// The share of words that begin so, by and large.
  private static func share(of sets: [ByteSet]) -> Double {
    var share = 1.0
    for position in 0..<min(4, sets.count) { share *= Self.share(of: sets[position]) }
    return share
  }

  /// How likely a byte is one of a set: many letters and spaces, fewer digits, few signs.
  private static func share(of set: ByteSet) -> Double {
    let letters = Double(set.intersection(.letters).count)
    let space = set.contains(UInt8(ascii: " ")) ? 0.15 : 0
    let digits = Double(set.intersection(.digits).count)
    return letters * 0.03 + digits * 0.01 + space + Double(set.count) * 0.002
  }

  /// What beginnings are ordered by, so that alike ones stand together: the boundary, then the lowest byte
  /// and the number of bytes of each set; a shorter one comes before those that begin like it.
  private struct SortKey {
    /// Eighteen bits for each position.
    private var words: (UInt64, UInt64, UInt64)

    init(_ prefix: StartPrefix) {
      func bits(_ position: Int) -> UInt64 {
        guard position < prefix.sets.count else { return 0 }
        let set = prefix.sets[position]
        return UInt64(set.lowest << 9 | set.count)
      }
      words = (
        UInt64(prefix.boundary.rawValue) << 54 | bits(0) << 36 | bits(1) << 18 | bits(2),
        bits(3) << 36 | bits(4) << 18 | bits(5), bits(6) << 18 | bits(7)
      )
    }

    func precedes(_ other: SortKey) -> Bool {
      if words.0 != other.words.0 { return words.0 < other.words.0 }
      return words.1 != other.words.1 ? words.1 < other.words.1 : words.2 < other.words.2
    }
  }
}
