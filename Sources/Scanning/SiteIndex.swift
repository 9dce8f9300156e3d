// Performance: a hostile message can hold a hundred thousand candidates and as many pieces of evidence.
// Sites are sorted once, and groups (a list of phrases, a kind of mention) are sorted keys into them, so
// that each question costs two binary searches and a look at the few sites around a match.
import Lexicons

/// Sites by group, for questions like "is a student mentioned in this sentence".
struct SiteIndex: Sendable {
  /// The sites in reading order.
  private(set) var sites: [Site] = []
  /// `group << 32 | index of the site`, ascending.
  private var keys: [UInt64] = []
  /// The most words that a site covers: how far one that begins earlier can reach.
  private var longest: Int32 = 0

  /// The most words that evidence is looked for beyond a window's edge.
  private static let reach: Int32 = 64

  /// Forgets everything and keeps the storage.
  mutating func removeAll() {
    sites.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    longest = 0
  }

  /// Adds a site; sites must come in reading order, as `sort` makes them.
  mutating func append(_ site: Site) {
    sites.append(site)
    longest = min(max(longest, site.lastToken - site.firstToken), Self.reach)
  }

  /// Says that the site at `index` belongs to a group.
  mutating func assign(_ index: Int, to group: Int) {
    keys.append(UInt64(UInt32(truncatingIfNeeded: group)) << 32 | UInt64(index))
  }

  /// Makes the index ready for questions.
  mutating func seal() { keys.sort() }

  /// How many sites a group has in the whole message.
  func count(of group: Int) -> Int {
    let bounds = range(of: group, from: 0, to: sites.count)
    return bounds.count
  }

  /// The sites of a group in the sentence of a match, as indices of `sites`.
  func members(of group: Int, inSentenceOf match: Site) -> [Int] {
    let bounds = bounds { site in
      Self.order(site.passage, match.passage) ?? Self.order(site.sentence, match.sentence)
    }
    return members(of: group, in: bounds)
  }

  /// The sites of a group in the paragraph of a match, as indices of `sites`.
  func members(of group: Int, inParagraphOf match: Site) -> [Int] {
    let bounds = bounds { site in
      Self.order(site.passage, match.passage) ?? Self.order(site.paragraph, match.paragraph)
    }
    return members(of: group, in: bounds)
  }

  /// The most members that one question lists.
  private static let mostMembers = 64

  private func members(of group: Int, in bounds: Range<Int>) -> [Int] {
    range(of: group, from: bounds.lowerBound, to: bounds.upperBound).prefix(Self.mostMembers)
      .map { Int(keys[$0] & 0xFFFF_FFFF) }
  }

  /// The sites that share a byte with a range of a passage, in reading order, as indices of `sites`.
  func overlapping(_ range: Range<Int>, inPassage passage: Int) -> Range<Int> {
    let passage = Int32(truncatingIfNeeded: passage)
    // A site that begins far before the range can reach into it; none is longer than a name or number.
    let low = max(0, range.lowerBound - Self.longestBytes)
    return bounds { site in
      if let order = Self.order(site.passage, passage) { return order }
      return Int(site.start) < low ? -1 : Int(site.start) >= range.upperBound ? 1 : nil
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
    switch window {
    case .message:
      return first(of: group, from: 0, to: sites.count, except: skipsInner ? match : nil)
    case .passage:
      let bounds = bounds { site in Self.order(site.passage, match.passage) }
      return first(of: group, in: bounds, except: skipsInner ? match : nil)
    case .paragraph:
      let bounds = bounds { site in
        Self.order(site.passage, match.passage) ?? Self.order(site.paragraph, match.paragraph)
      }
      return first(of: group, in: bounds, except: skipsInner ? match : nil)
    case .sentence:
      let bounds = bounds { site in
        Self.order(site.passage, match.passage) ?? Self.order(site.sentence, match.sentence)
      }
      return first(of: group, in: bounds, except: skipsInner ? match : nil)
    case .words(let count):
      return nearest(of: group, to: match, words: count, skipsInner: skipsInner)
    case .column:
      for cell in cells {
        let bounds = bounds { site in
          if let order = Self.order(site.passage, match.passage) { return order }
          return Int(site.start) < cell.lowerBound
            ? -1 : Int(site.start) >= cell.upperBound ? 1 : nil
        }
        if let found = first(of: group, in: bounds, except: skipsInner ? match : nil) {
          return found
        }
      }
      return nil
    }
  }

  // MARK: Searching

  private func nearest(of group: Int, to match: Site, words: Int, skipsInner: Bool) -> Int? {
    let words = Int32(clamping: words)
    let (low, _) = match.firstToken.subtractingReportingOverflow(min(words, 1 << 20) + longest)
    let (high, _) = match.lastToken.addingReportingOverflow(min(words, 1 << 20))
    let bounds = bounds { site in
      if let order = Self.order(site.passage, match.passage) { return order }
      return site.firstToken < low ? -1 : site.firstToken > high ? 1 : nil
    }
    var best: Int?
    var least = Int(words) + 1
    for key in range(of: group, from: bounds.lowerBound, to: bounds.upperBound) {
      let index = Int(keys[key] & 0xFFFF_FFFF)
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

  private func first(of group: Int, in bounds: Range<Int>, except match: Site?) -> Int? {
    first(of: group, from: bounds.lowerBound, to: bounds.upperBound, except: match)
  }

  private func first(of group: Int, from low: Int, to high: Int, except match: Site?) -> Int? {
    for key in range(of: group, from: low, to: high) {
      let index = Int(keys[key] & 0xFFFF_FFFF)
      if let match, sites[index].isInside(match) { continue }
      return index
    }
    return nil
  }

  /// The keys of a group whose sites have an index from `low` up to `high`.
  private func range(of group: Int, from low: Int, to high: Int) -> Range<Int> {
    let prefix = UInt64(UInt32(truncatingIfNeeded: group)) << 32
    let start = firstKey(notBelow: prefix | UInt64(low))
    let end = firstKey(notBelow: prefix | UInt64(max(low, high)))
    return start..<max(start, end)
  }

  private func firstKey(notBelow key: UInt64) -> Int {
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The sites for which `order` answers nil; it must answer below 0 for all before, above 0 after.
  private func bounds(_ order: (Site) -> Int?) -> Range<Int> {
    var low = 0
    var high = sites.count
    while low < high {
      let middle = (low + high) / 2
      if let side = order(sites[middle]), side < 0 { low = middle + 1 } else { high = middle }
    }
    let start = low
    high = sites.count
    while low < high {
      let middle = (low + high) / 2
      if let side = order(sites[middle]), side > 0 { high = middle } else { low = middle + 1 }
    }
    return start..<low
  }

  /// -1 or 1 when the values differ, nil when they are equal.
  private static func order<Value: Comparable>(_ one: Value, _ two: Value) -> Int? {
    one < two ? -1 : two < one ? 1 : nil
  }
}
