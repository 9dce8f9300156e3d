import Native

/// A reader of JSON (RFC 8259) that answers ranges and copies nothing.
///
/// The caller asks for one thing after another and says what is skipped; no value is ever built.
/// Strings are found, and their content is left to `JSONString`. Time is linear in the bytes, and
/// nesting is limited and needs no recursion.
public struct JSONScanner {
  /// A value, or the beginning of one.
  public enum Value {
    /// The bytes between the quotes.
    case string(Range<Int>)
    /// The digits with sign, fraction and exponent.
    case number(Range<Int>)
    case bool(Bool)
    case null
    /// An opening bracket: the caller goes on with `key`, `element` or `skip`.
    case object, array
  }

  /// What is no JSON.
  public struct Failure: Error {
    /// What was expected or found.
    public var reason: String
    /// The byte where it stands.
    public var offset: Int
    /// The content of a string that the input's end cut off.
    public var unterminated: Range<Int>?
  }

  /// The byte that is looked at next.
  public private(set) var offset = 0
  /// The deepest nesting inside a skipped value.
  public let depthLimit: Int
  /// The brackets that `skip` is inside of: true for objects.
  private var nesting: [Bool] = []

  /// Creates a reader that stands at the beginning.
  public init(depthLimit: Int) { self.depthLimit = depthLimit }

  /// Starts on other bytes, at `offset`.
  public mutating func restart(at offset: Int = 0) { self.offset = offset }

  private mutating func skipSpace(in bytes: Span<UInt8>) {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default: return
      }
    }
  }

  /// The byte after white space, which stays to be read; nil at the end.
  private mutating func peek(in bytes: Span<UInt8>) -> UInt8? {
    skipSpace(in: bytes)
    return offset < bytes.count ? bytes[offset] : nil
  }

  private func failure(_ reason: String, in bytes: Span<UInt8>) -> Failure {
    Failure(reason: offset < bytes.count ? reason : "the line ends too early", offset: offset)
  }

  /// Reads a value; of an object or array only the bracket.
  public mutating func value(in bytes: Span<UInt8>) throws(Failure) -> Value {
    switch peek(in: bytes) {
    case UInt8(ascii: "\""): return .string(try string(in: bytes))
    case UInt8(ascii: "{"):
      offset += 1
      return .object
    case UInt8(ascii: "["):
      offset += 1
      return .array
    case UInt8(ascii: "t"):
      try word("true", in: bytes)
      return .bool(true)
    case UInt8(ascii: "f"):
      try word("false", in: bytes)
      return .bool(false)
    case UInt8(ascii: "n"):
      try word("null", in: bytes)
      return .null
    case UInt8(ascii: "-"), .some(0x30...0x39): return .number(try number(in: bytes))
    default: throw failure("a value is missing", in: bytes)
    }
  }

  private mutating func word(_ word: StaticString, in bytes: Span<UInt8>) throws(Failure) {
    // Letters of either case pass: some exporters write True.
    guard bytes.hasPrefix(ignoringCase: word, at: offset) else {
      throw failure("a value is missing", in: bytes)
    }
    offset += word.utf8CodeUnitCount
  }

  private mutating func digits(in bytes: Span<UInt8>) throws(Failure) {
    let start = offset
    while offset < bytes.count, 0x30...0x39 ~= bytes[offset] { offset += 1 }
    guard offset > start else { throw failure("a digit is missing", in: bytes) }
  }

  private mutating func number(in bytes: Span<UInt8>) throws(Failure) -> Range<Int> {
    let start = offset
    if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    try digits(in: bytes)
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      try digits(in: bytes)
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if offset < bytes.count, bytes[offset] == 0x2B || bytes[offset] == 0x2D { offset += 1 }
      try digits(in: bytes)
    }
    return start..<offset
  }

  /// Reads a string whose opening quote is next, and answers what is between the quotes.
  private mutating func string(in bytes: Span<UInt8>) throws(Failure) -> Range<Int> {
    let opening = offset
    let start = offset + 1
    var from = start
    // The quote is looked for again only when a backslash hid it, so that time stays linear.
    var quote = -1
    while true {
      if quote < from {
        guard let found = bytes.firstOffset(of: UInt8(ascii: "\""), from: min(from, bytes.count))
        else { break }
        quote = found
      }
      guard let escape = bytes.firstOffset(of: UInt8(ascii: "\\"), from: from, to: quote) else {
        offset = quote + 1
        return start..<quote
      }
      from = escape + 2
    }
    offset = bytes.count
    throw Failure(
      reason: "the string has no end", offset: opening, unterminated: start..<bytes.count)
  }

  /// Goes to the next member of an object and answers its key; nil after the closing bracket.
  public mutating func key(in bytes: Span<UInt8>, isFirst: Bool) throws(Failure) -> Range<Int>? {
    var next = peek(in: bytes)
    if next == UInt8(ascii: "}") {
      offset += 1
      return nil
    }
    if !isFirst {
      guard next == UInt8(ascii: ",") else { throw failure("a comma is missing", in: bytes) }
      offset += 1
      next = peek(in: bytes)
    }
    guard next == UInt8(ascii: "\"") else { throw failure("a key is missing", in: bytes) }
    let key = try string(in: bytes)
    guard peek(in: bytes) == UInt8(ascii: ":") else {
      throw failure("a colon is missing", in: bytes)
    }
    offset += 1
    return key
  }

  /// Goes to the next element of an array; false after the closing bracket.
  public mutating func element(in bytes: Span<UInt8>, isFirst: Bool) throws(Failure) -> Bool {
    let next = peek(in: bytes)
    if next == UInt8(ascii: "]") {
      offset += 1
      return false
    }
    if !isFirst {
      guard next == UInt8(ascii: ",") else { throw failure("a comma is missing", in: bytes) }
      offset += 1
    }
    return true
  }

  /// Reads past the rest of a value that `value` answered.
  public mutating func skip(_ value: Value, in bytes: Span<UInt8>) throws(Failure) {
    nesting.removeAll(keepingCapacity: true)
    var next = value
    while true {
      var isFirst = false
      switch next {
      case .object, .array:
        guard nesting.count < depthLimit else {
          throw Failure(reason: "nested more than \(depthLimit) deep", offset: offset)
        }
        if case .object = next { nesting.append(true) } else { nesting.append(false) }
        isFirst = true
      default: break
      }
      while let isObject = nesting.last {
        let goesOn =
          isObject
          ? try key(in: bytes, isFirst: isFirst) != nil : try element(in: bytes, isFirst: isFirst)
        if goesOn { break }
        nesting.removeLast()
        isFirst = false
      }
      guard !nesting.isEmpty else { return }
      next = try self.value(in: bytes)
    }
  }

  /// Makes sure that nothing follows.
  public mutating func end(in bytes: Span<UInt8>) throws(Failure) {
    guard peek(in: bytes) == nil else { throw failure("text after the object", in: bytes) }
  }
}
