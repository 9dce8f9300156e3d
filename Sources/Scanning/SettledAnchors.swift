// Performance: the words of a text repeat one another; a word that was seen before costs one look into a few
// kilobytes that stay in the first cache.
import Native

/// Anchors at which nothing is left to be found in a message: every phrase there was found already and counts
/// once, or belongs to rules that the message rules out.
///
/// A table of fixed size that forgets: what is not in it is only looked up again.
struct SettledAnchors {
  private static let size = 1 << 9

  /// Tables of keys, one for each kind of anchor; 0 is none.
  private var keys = [UInt64](repeating: 0, count: 3 * SettledAnchors.size)
  /// The rank of text that they are settled for, and all below.
  private var rank = 0

  /// Begins a message.
  mutating func removeAll() {
    for index in keys.indices { keys[index] = 0 }
    rank = 0
  }

  /// Begins a text of a rank: what is settled for a lower one is not for it.
  mutating func begin(rank: Int) {
    if rank > self.rank {
      removeAll()
      self.rank = rank
    }
  }

  /// Whether an anchor is settled for the text.
  @inline(__always)
  func contains(_ anchor: AnchorCandidate) -> Bool {
    anchor.key != 0 && keys[Self.place(of: anchor)] == anchor.key
  }

  /// Adds an anchor that is settled for texts of a rank.
  mutating func insert(_ anchor: AnchorCandidate, rank: Int) {
    self.rank = min(self.rank, rank)
    keys[Self.place(of: anchor)] = anchor.key
  }

  @inline(__always)
  private static func place(of anchor: AnchorCandidate) -> Int {
    Int(anchor.kind.rawValue) * size + Int(truncatingIfNeeded: anchor.key >> 55)
  }
}
