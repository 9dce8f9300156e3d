// Performance: one pass without look-ups, so that a hundred rules are read in a tenth of a millisecond;
// a string of up to 15 bytes needs no memory of its own.

/// Numbers and texts one after another, as `FlatReader` reads them back.
public struct FlatWriter: Sendable {
  /// What was written.
  public private(set) var bytes: [UInt8] = []
  /// The numbers of the shared texts so far.
  private var shared: [String: Int] = [:]

  /// Creates a writer without bytes.
  public init() {}

  /// Adds a number: seven bits a byte, the lowest first, its sign in the lowest of all.
  public mutating func write(_ number: Int) {
    var left = UInt64(bitPattern: Int64(number)) << 1 ^ UInt64(bitPattern: Int64(number >> 63))
    while left >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: left) | 0x80)
      left >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: left))
  }

  /// Adds a truth.
  public mutating func write(_ truth: Bool) { bytes.append(truth ? 1 : 0) }

  /// Adds a text: its length in UTF-8 and its bytes.
  public mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Adds a text or that there is none.
  public mutating func write(optional text: String?) {
    write(text != nil)
    if let text { write(text) }
  }

  /// Adds a text that often comes again, which then is a number.
  public mutating func write(shared text: String) {
    if let number = shared[text] { return write(number) }
    write(shared.count)
    write(text)
    shared[text] = shared.count
  }

  /// Adds a list: its length, and each item as `body` writes it.
  @inlinable
  public mutating func list<Item>(_ items: [Item], _ body: (inout FlatWriter, Item) -> Void) {
    write(items.count)
    for item in items { body(&self, item) }
  }
}

/// Reads what a `FlatWriter` wrote.
///
/// Bytes that no writer wrote read as zeros and empty texts from where that shows, and `isDamaged`
/// says so: nothing traps, and no list is longer than the bytes that are left.
public struct FlatReader: Sendable {
  private let bytes: [UInt8]
  private var offset = 0
  private var shared: [String] = []
  /// Whether something was read that no writer wrote.
  public private(set) var isDamaged = false

  /// Creates a reader of bytes.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// How many bytes are left.
  public var left: Int { bytes.count - offset }

  /// Says that what was read makes no sense; everything after reads as zeros.
  public mutating func fail() {
    isDamaged = true
    offset = bytes.count
  }

  /// Reads a number.
  public mutating func number() -> Int { next() }

  /// The next number, of which most are a single byte.
  @inline(__always)
  private mutating func next() -> Int {
    guard offset < bytes.count, bytes[offset] < 0x80 else { return long() }
    let byte = Int(bytes[offset])
    offset &+= 1
    return byte >> 1 ^ -(byte & 1)
  }

  /// A number of several bytes.
  private mutating func long() -> Int {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < bytes.count, shift < 64 {
      let byte = bytes[offset]
      offset &+= 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(truncatingIfNeeded: value >> 1) ^ -Int(value & 1) }
      shift &+= 7
    }
    fail()
    return 0
  }

  /// Reads a number of the range; another one is damage and reads as the range's first.
  public mutating func number(in range: Range<Int>) -> Int {
    let value = next()
    if range.contains(value) { return value }
    fail()
    return range.lowerBound
  }

  /// Reads a truth.
  public mutating func truth() -> Bool {
    guard offset < bytes.count, bytes[offset] < 2 else {
      fail()
      return false
    }
    offset &+= 1
    return bytes[offset &- 1] == 1
  }

  /// Reads a text.
  public mutating func text() -> String {
    let length = number()
    guard length >= 0, length <= bytes.count - offset else {
      fail()
      return ""
    }
    let start = offset
    offset += length
    return String(utf8: bytes.span.extracting(start..<offset))
  }

  /// Reads a text or that there is none.
  public mutating func optionalText() -> String? { truth() ? text() : nil }

  /// Reads a text that was written as shared.
  public mutating func sharedText() -> String {
    let number = number(in: 0..<shared.count + 1)
    if number < shared.count { return shared[number] }
    let text = text()
    shared.append(text)
    return text
  }

  /// Reads a list, each item by `body`, which reads at least one byte.
  @inlinable
  public mutating func list<Item>(_ body: (inout FlatReader) -> Item) -> [Item] {
    let count = number()
    guard count >= 0, count <= left else {
      fail()
      return []
    }
    var items: [Item] = []
    items.reserveCapacity(count)
    for _ in 0..<count where !isDamaged { items.append(body(&self)) }
    return items
  }
}
