// Performance: a hostile message can hold a hundred thousand candidates and as many pieces of evidence.
// Sites come sorted, and each group (a list of phrases, a kind of mention) lists its own in the same order, so
// that a question costs two binary searches among the few of its group; most groups have none at all.
import Lexicons

/// Sites by group, for questions like "is a student mentioned in this sentence".
struct SiteIndex: Sendable {
  /// The sites in reading order.
  private(set) var sites: [Site] = []
  /// What `assign` was told, in the order of the sites.
  private var assigned: [Member] = []
  /// The sites of each group, as indices of `sites`, group by group.
  private var members: [Int32] = []
  /// Where the members of each group begin, and at last where those of the last one end.
  private var starts: [Int32] = []
  /// The most words that a site covers: how far one that begins earlier can reach.
  private var longest: Int32 = 0

  /// A site of a group.
  private struct Member {
    var group: Int32
    var site: Int32
  }

  /// The most words that evidence is looked for beyond a window's edge.
  private static let reach: Int32 = 64

  /// Forgets everything and keeps the storage.
  mutating func removeAll() {
    sites.removeAll(keepingCapacity: true)
    assigned.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    longest = 0
  }

  /// Adds a site; sites must come in reading order, as `sort` makes them.
  mutating func append(_ site: Site) {
    sites.append(site)
    longest = min(max(longest, site.lastToken - site.firstToken), Self.reach)
  }

  /// Says that the site at `index` belongs to a group; of each group sites must come in reading order.
  mutating func assign(_ index: Int, to group: Int) {
    assigned.append(
      Member(group: Int32(truncatingIfNeeded: group), site: Int32(truncatingIfNeeded: index)))
  }

  /// Makes the index ready for questions.
  mutating func seal() {
    var groups = 0
    for member in assigned { groups = max(groups, Int(member.group) + 1) }
    starts.removeAll(keepingCapacity: true)
    starts.append(contentsOf: repeatElement(0, count: groups + 1))
    for member in assigned { starts[Int(member.group)] += 1 }
    var end: Int32 = 0
    for group in 0...groups {
      end += starts[group]
      starts[group] = end
    }
    members.removeAll(keepingCapacity: true)
    members.append(contentsOf: repeatElement(0, count: assigned.count))
    // Each start is moved from the end of its group to its beginning.
    for member in assigned.reversed() {
      starts[Int(member.group)] -= 1
      members[Int(starts[Int(member.group)])] = member.site
    }
  }

  /// How many sites a group has in the whole message.
  func count(of group: Int) -> Int { places(of: group).count }

  /// The sites of a group in the sentence of a match, as indices of `sites`.
  func members(of group: Int, inSentenceOf match: Site) -> [Int] {
    members(
      in: places(of: group) { site in
        Self.order(site.passage, match.passage, site.sentence, match.sentence)
      })
  }

  /// The sites of a group in the paragraph of a match, as indices of `sites`.
  func members(of group: Int, inParagraphOf match: Site) -> [Int] {
    members(
      in: places(of: group) { site in
        Self.order(site.passage, match.passage, site.paragraph, match.paragraph)
      })
  }

  /// The most members that one question lists.
  private static let mostMembers = 64

  private func members(in places: Range<Int>) -> [Int] {
    places.prefix(Self.mostMembers).map { Int(members[$0]) }
  }

  /// The sites that share a byte with a range of a passage, in reading order, as indices of `sites`.
  func overlapping(_ range: Range<Int>, inPassage passage: Int) -> Range<Int> {
    let passage = Int32(truncatingIfNeeded: passage)
    // A site that begins far before the range can reach into it; none is longer than a name or number.
    let low = max(0, range.lowerBound - Self.longestBytes)
    return Self.bounds(in: sites.indices) { index in
      let site = sites[index]
      if site.passage != passage { return site.passage < passage ? -1 : 1 }
      return Int(site.start) < low ? -1 : Int(site.start) >= range.upperBound ? 1 : 0
    }
  }

  /// The most bytes that a mention is taken to cover when those around a place are looked for.
  private static let longestBytes = 512

  /// A site of a group that stands within a window around a match; of several within a number of
  /// words, the nearest.
  ///
  /// - Parameter skipsInner: whether sites inside the match itself do not count: words of a match are
  ///   no evidence beside it.
  func nearest(
    of group: Int, to match: Site, within window: Window, cells: [Range<Int>], skipsInner: Bool
  ) -> Int? {
    if places(of: group).isEmpty { return nil }
    let places: Range<Int>
    switch window {
    case .message: places = self.places(of: group)
    case .passage: places = self.places(of: group) { Self.order($0.passage, match.passage, 0, 0) }
    case .paragraph:
      places = self.places(of: group) {
        Self.order($0.passage, match.passage, $0.paragraph, match.paragraph)
      }
    case .sentence:
      places = self.places(of: group) {
        Self.order($0.passage, match.passage, $0.sentence, match.sentence)
      }
    case .words(let count):
      return nearest(of: group, to: match, words: count, skipsInner: skipsInner)
    case .column:
      for cell in cells {
        let places = self.places(of: group) { site in
          if site.passage != match.passage { return site.passage < match.passage ? -1 : 1 }
          return Int(site.start) < cell.lowerBound
            ? -1 : Int(site.start) >= cell.upperBound ? 1 : 0
        }
        if let found = first(in: places, except: skipsInner ? match : nil) { return found }
      }
      return nil
    }
    return first(in: places, except: skipsInner ? match : nil)
  }

  // MARK: Searching

  private func nearest(of group: Int, to match: Site, words: Int, skipsInner: Bool) -> Int? {
    let words = Int32(clamping: words)
    let (low, _) = match.firstToken.subtractingReportingOverflow(min(words, 1 << 20) + longest)
    let (high, _) = match.lastToken.addingReportingOverflow(min(words, 1 << 20))
    let places = places(of: group) { site in
      if site.passage != match.passage { return site.passage < match.passage ? -1 : 1 }
      return site.firstToken < low ? -1 : site.firstToken > high ? 1 : 0
    }
    var best: Int?
    var least = Int(words) + 1
    for place in places {
      let index = Int(members[place])
      if skipsInner, sites[index].isInside(match) { continue }
      let distance = sites[index].words(to: match)
      if distance < least {
        least = distance
        best = index
      } else if sites[index].firstToken > match.lastToken {
        // Sites are in order: all that follow are further away.
        break
      }
    }
    return best
  }

  private func first(in places: Range<Int>, except match: Site?) -> Int? {
    for place in places {
      let index = Int(members[place])
      if let match, sites[index].isInside(match) { continue }
      return index
    }
    return nil
  }

  /// Where the members of a group are, as indices of `members`.
  private func places(of group: Int) -> Range<Int> {
    guard group >= 0, group + 1 < starts.count else { return 0..<0 }
    return Int(starts[group])..<Int(starts[group + 1])
  }

  /// Where those members of a group are that `order` says 0 of; it must say less of all before, more of all behind.
  @inline(__always)
  private func places(of group: Int, _ order: (Site) -> Int) -> Range<Int> {
    Self.bounds(in: places(of: group)) { order(sites[Int(members[$0])]) }
  }

  @inline(__always)
  private static func bounds(in range: Range<Int>, _ order: (Int) -> Int) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if order(middle) < 0 { low = middle + 1 } else { high = middle }
    }
    let start = low
    high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if order(middle) > 0 { high = middle } else { low = middle + 1 }
    }
    return start..<low
  }

  /// Whether a site stands before (-1), in (0) or behind (1) a part of a passage.
  @inline(__always)
  private static func order(_ one: Int32, _ two: Int32, _ part: UInt32, _ other: UInt32) -> Int {
    if one != two { return one < two ? -1 : 1 }
    return part < other ? -1 : part > other ? 1 : 0
  }
}
