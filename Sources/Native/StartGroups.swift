/// Puts beginnings into a few groups, such that what a group lets through is little more than what its
/// members do.
enum StartGroups {
  /// A group while groups are joined.
  private struct Group {
    var members: [Int]
    var boundary: StartPrefix.Boundary
    /// For each position the bytes that some member allows.
    var sets: [ByteSet]
    /// The share of words that pass its first bytes, by and large.
    var share: Double

    init(_ members: [Int], _ boundary: StartPrefix.Boundary, _ sets: [ByteSet]) {
      self.members = members
      self.boundary = boundary
      self.sets = sets
      share = sets.prefix(4).reduce(1) { $0 * StartGroups.share(of: $1) }
    }

    func joined(with other: Group) -> Group {
      var sets: [ByteSet] = []
      // Past the end of the shorter one anything may follow.
      for position in 0..<min(self.sets.count, other.sets.count) {
        sets.append(self.sets[position].union(other.sets[position]))
      }
      return Group(members + other.members, min(boundary, other.boundary), sets)
    }
  }

  /// The members of each of at most `most` groups, as indices of `prefixes`.
  static func group(_ prefixes: [StartPrefix], most: Int) -> [[Int]] {
    groups(prefixes, most: most, acrossBoundaries: true).map(\.members)
  }

  /// At most about `most` beginnings that allow what the given ones do, and little more.
  static func joined(_ prefixes: [StartPrefix], most: Int) -> [StartPrefix] {
    groups(prefixes, most: most, acrossBoundaries: false).map {
      StartPrefix($0.boundary, $0.sets)
    }
  }

  private static func groups(
    _ prefixes: [StartPrefix], most: Int, acrossBoundaries: Bool
  ) -> [Group] {
    let order = prefixes.indices.sorted { precedes(prefixes[$0], prefixes[$1]) }
    var groups = order.map { Group([$0], prefixes[$0].boundary, prefixes[$0].sets) }
    func loss(_ place: Int) -> Double {
      let (one, two) = (groups[place], groups[place + 1])
      guard acrossBoundaries || one.boundary == two.boundary else { return .infinity }
      return one.joined(with: two).share - one.share - two.share
    }
    // Neighbours are alike: join those that lose least, until there are few enough.
    var losses = groups.indices.dropLast().map(loss)
    while groups.count > most {
      guard let place = losses.indices.min(by: { losses[$0] < losses[$1] }),
        losses[place] < .infinity
      else { break }
      groups[place] = groups[place].joined(with: groups[place + 1])
      groups.remove(at: place + 1)
      losses.remove(at: place)
      if place > 0 { losses[place - 1] = loss(place - 1) }
      if place < losses.count { losses[place] = loss(place) }
    }
    return groups
  }

  /// How likely a byte is one of a set: many letters and spaces, fewer digits, few signs.
  private static func share(of set: ByteSet) -> Double {
    let letters = Double(set.intersection(.letters).count)
    let space = set.contains(UInt8(ascii: " ")) ? 0.15 : 0
    let digits = Double(set.intersection(.digits).count)
    return letters * 0.03 + digits * 0.01 + space + Double(set.count) * 0.002
  }

  /// By first bytes, so that alike beginnings stand together.
  private static func precedes(_ one: StartPrefix, _ two: StartPrefix) -> Bool {
    if one.boundary != two.boundary { return one.boundary < two.boundary }
    for (left, right) in zip(one.sets, two.sets) {
      let (first, second) = ((left.lowest, left.count), (right.lowest, right.count))
      if first != second { return first < second }
    }
    return one.sets.count < two.sets.count
  }
}
