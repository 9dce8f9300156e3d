import Native

/// Every text that a phrase stands for, one after another in one buffer.
///
/// Lexicons are read anew by each `chaperone check`, and their phrases stand for ten thousand texts:
/// hence bytes and ends, not strings.
struct Readings: Sendable, Equatable {
  private(set) var bytes: [UInt8] = []
  /// Where each text ends.
  private(set) var ends: [Int] = []

  /// The most texts that one phrase or list may stand for, and the most bytes of them.
  static let most = 4_000
  static let mostBytes = 1 << 20

  /// The empty text alone.
  static let empty: Readings = {
    var readings = Readings()
    readings.ends = [0]
    return readings
  }()

  /// Whether they are the empty text alone.
  var isEmptyText: Bool { ends.count == 1 && ends[0] == 0 }

  /// How many texts there are.
  var count: Int { ends.count }

  /// A hash of the texts.
  var hash: UInt64 {
    WordHash.joined(WordHash.hash(bytes.span), UInt64(truncatingIfNeeded: ends.count))
  }

  /// Whether others are the same texts.
  func isSame(as other: Readings) -> Bool {
    bytes.span.equals(other.bytes.span) && ends == other.ends
  }

  /// Whether there are more than a phrase may have.
  var isTooMany: Bool { count > Self.most || bytes.count > Self.mostBytes }

  /// One text.
  init(_ text: [UInt8]) {
    bytes = text
    ends = [text.count]
  }

  init() {}

  /// Adds other texts.
  mutating func append(_ other: Readings) {
    let start = bytes.count
    bytes.append(other.bytes.span)
    for end in other.ends { ends.append(start + end) }
  }

  /// Each of these texts with each of the others behind it; nil when they would be too many.
  func followed(by other: Readings) -> Readings? {
    if isEmptyText { return other }
    if other.isEmptyText { return self }
    let product = count.multipliedReportingOverflow(by: other.count)
    let size = bytes.count * other.count + other.bytes.count * count
    guard !product.overflow, product.partialValue <= Self.most, size <= Self.mostBytes else {
      return nil
    }
    var result = Readings()
    result.bytes.reserveCapacity(size)
    result.ends.reserveCapacity(product.partialValue)
    var start = 0
    for end in ends {
      var otherStart = 0
      for otherEnd in other.ends {
        result.bytes.append(bytes.span, in: start..<end)
        result.bytes.append(other.bytes.span, in: otherStart..<otherEnd)
        result.ends.append(result.bytes.count)
        otherStart = otherEnd
      }
      start = end
    }
    return result
  }

  /// The texts that are not empty or blank, and whether some are.
  var withoutEmpty: (texts: Readings, hasEmpty: Bool) {
    var kept: [Range<Int>] = []
    kept.reserveCapacity(count)
    var start = 0
    for end in ends {
      var first = start
      while first < end, bytes[first] == UInt8(ascii: " ") { first += 1 }
      if first < end { kept.append(start..<end) }
      start = end
    }
    if kept.count == count { return (self, false) }
    var texts = Readings()
    for range in kept {
      texts.bytes.append(bytes.span, in: range)
      texts.ends.append(texts.bytes.count)
    }
    return (texts, true)
  }

  /// Whether some text begins or ends with a sign that must stand between it and its neighbour.
  func haveOuterSigns(before: Bool, after: Bool) -> Bool {
    func isSign(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xFF:
        false
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "\""),
        UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "*"), UInt8(ascii: "`"),
        UInt8(ascii: "~"), UInt8(ascii: "."):
        false
      default: true
      }
    }
    var start = 0
    for end in ends {
      if end > start, before && isSign(bytes[start]) || after && isSign(bytes[end - 1]) {
        return true
      }
      start = end
    }
    return false
  }

  /// All texts as paragraphs of one.
  var paragraphs: [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + 2 * count)
    var start = 0
    for end in ends {
      text.append(bytes.span, in: start..<end)
      text.append(0x0A)
      text.append(0x0A)
      start = end
    }
    return text
  }
}
