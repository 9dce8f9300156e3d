/// A place among the messages of some paths.
public struct StreamPosition: Sendable, Hashable, Comparable {
  /// Which of the files of the walk, from 0; what cannot be read is counted as well.
  public var source: Int
  /// A byte in it.
  public var offset: Int

  /// Creates a position.
  public init(source: Int = 0, offset: Int = 0) {
    self.source = source
    self.offset = offset
  }

  /// Whether one comes before another.
  public static func < (one: StreamPosition, other: StreamPosition) -> Bool {
    (one.source, one.offset) < (other.source, other.offset)
  }
}

/// A part of the messages of some paths: those that begin at one place or after it, and before another.
///
/// Files that stand wholly outside are not opened. The file that a portion begins in is split from its
/// beginning and not scanned there: where messages begin depends on what stands before them, and only so all
/// portions together have each message once, exactly as one run has them.
public struct Portion: Sendable, Hashable {
  /// The first place.
  public var start: StreamPosition
  /// The first place that is not of it any more; nil when it goes on to the end.
  public var end: StreamPosition?

  /// Everything.
  public static let all = Portion(start: StreamPosition(), end: nil)

  /// Creates a portion.
  public init(start: StreamPosition, end: StreamPosition?) {
    self.start = start
    self.end = end
  }

  /// One of `count` portions with about equally many bytes.
  ///
  /// - Parameters:
  ///   - number: Which one, from 1.
  ///   - sizes: The bytes of each file, in the order of the walk.
  public init(_ number: Int, of count: Int, sizes: [Int]) {
    let total = sizes.reduce(0, +)
    func place(_ border: Int) -> StreamPosition {
      // In whole numbers: the product of two of them may be longer than one.
      let (high, low) = total.multipliedFullWidth(by: border)
      var byte = count.dividingFullWidth((high, low)).quotient
      for (source, size) in sizes.enumerated() {
        if byte < size { return StreamPosition(source: source, offset: byte) }
        byte -= size
      }
      return StreamPosition(source: sizes.count)
    }
    start = number <= 1 ? StreamPosition() : place(number - 1)
    end = number >= count ? nil : place(number)
  }

  /// Whether something at a place is of the portion.
  public func contains(_ position: StreamPosition) -> Bool {
    guard position >= start else { return false }
    guard let end else { return true }
    return position < end
  }

  /// Whether a file is of no interest: it ends before the portion begins.
  func isPast(source: Int) -> Bool { source < start.source }

  /// Whether nothing of a file, and of those after it, is of the portion.
  func isOver(atSource source: Int) -> Bool {
    guard let end else { return false }
    return end <= StreamPosition(source: source)
  }
}
