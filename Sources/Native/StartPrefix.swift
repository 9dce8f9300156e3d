/// How a match of a pattern can begin: what may stand before it, and its first bytes.
public struct StartPrefix: Sendable, Hashable {
  /// What is known of the byte before a match.
  public enum Boundary: UInt8, Sendable {
    /// Nothing.
    case none
    /// It is no digit, and the first byte is one.
    case digit
    /// It is none of `\w`, and the first byte is.
    case word
  }

  /// The most first bytes that are looked at.
  public static let longest = 8

  /// What is known of the byte before.
  public var boundary: Boundary
  /// For each of the first bytes what it can be; from 1 to `longest` sets.
  public var sets: [ByteSet]

  /// Creates a beginning.
  public init(_ boundary: Boundary, _ sets: [ByteSet]) {
    self.boundary = boundary
    self.sets = sets
  }

  /// Whether whatever begins like another begins like this one.
  public func allows(_ other: StartPrefix) -> Bool {
    guard boundary == other.boundary || boundary == .none, sets.count <= other.sets.count else {
      return false
    }
    for position in 0..<sets.count {
      guard other.sets[position].isSubset(of: sets[position]) else { return false }
    }
    return true
  }

  /// At most about `most` beginnings that allow what the given ones do, and little more.
  public static func joined(_ prefixes: [StartPrefix], most: Int) -> [StartPrefix] {
    StartGroups.joined(prefixes, most: most)
  }
}
