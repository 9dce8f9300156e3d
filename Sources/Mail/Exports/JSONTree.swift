import Native

/// The members of one JSON value, found once so that a parser can ask for them in any order.
///
/// It holds ranges and no values, and is used again for the next message. Of damaged JSON it has
/// everything before the damage.
struct JSONTree {
  private struct Node {
    var key: Range<Int>
    var value: JSONScanner.Value
    var firstChild: Int32 = -1
    var lastChild: Int32 = -1
    var next: Int32 = -1
  }

  /// The most members of one message; a hostile one could have millions.
  private static let mostNodes = 200_000

  private var scanner: JSONScanner
  private var nodes: [Node] = []
  private var open: [Int] = []
  private var decoded: [UInt8] = []
  /// What is wrong with the JSON; nil when nothing is.
  private(set) var failure: JSONScanner.Failure?

  init(depthLimit: Int = 64) { scanner = JSONScanner(depthLimit: depthLimit) }

  /// Whether a file begins as JSON that is no single value: asked of every file, and so before anything else.
  static func begins(_ head: Span<UInt8>) -> Bool { start(of: head) != nil }

  /// Where the first bracket stands, behind a byte order mark and white space.
  private static func start(of head: Span<UInt8>) -> Int? {
    var start = head.count >= 3 && head[0] == 0xEF && head[1] == 0xBB && head[2] == 0xBF ? 3 : 0
    while start < head.count, head[start] <= 0x20 { start += 1 }
    guard start < head.count, head[start] == UInt8(ascii: "[") || head[start] == UInt8(ascii: "{")
    else { return nil }
    return start
  }

  /// Reads the beginning of a file; nil when it is no JSON.
  init?(head: Span<UInt8>) {
    guard let start = Self.start(of: head) else { return nil }
    self.init()
    read(head, from: start)
  }

  /// Reads one value, whatever was read before; answers whether it is whole.
  @discardableResult
  mutating func read(_ bytes: Span<UInt8>, from start: Int = 0) -> Bool {
    scanner.restart(at: start)
    nodes.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    failure = nil
    do throws(JSONScanner.Failure) {
      try walk(bytes)
      return true
    } catch {
      failure = error
      if let range = error.unterminated, !nodes.isEmpty {
        // What there is of a string that was cut off is better read than not.
        let last = nodes.count - 1
        if case .null = nodes[last].value { nodes[last].value = .string(range) }
      }
      return false
    }
  }

  private mutating func walk(_ bytes: Span<UInt8>) throws(JSONScanner.Failure) {
    try add(key: 0..<0, bytes)
    while let container = open.last {
      let isFirst = nodes[container].firstChild < 0
      if case .object = nodes[container].value {
        guard let key = try scanner.key(in: bytes, isFirst: isFirst) else {
          open.removeLast()
          continue
        }
        try add(key: key, bytes)
      } else {
        guard try scanner.element(in: bytes, isFirst: isFirst) else {
          open.removeLast()
          continue
        }
        try add(key: 0..<0, bytes)
      }
    }
  }

  /// Adds the value that comes next to the container that is open.
  private mutating func add(key: Range<Int>, _ bytes: Span<UInt8>) throws(JSONScanner.Failure) {
    guard nodes.count < Self.mostNodes else {
      throw JSONScanner.Failure(
        reason: "more than \(Self.mostNodes) values", offset: scanner.offset)
    }
    let index = nodes.count
    nodes.append(Node(key: key, value: .null))
    if let parent = open.last {
      if nodes[parent].lastChild >= 0 {
        nodes[Int(nodes[parent].lastChild)].next = Int32(truncatingIfNeeded: index)
      } else {
        nodes[parent].firstChild = Int32(truncatingIfNeeded: index)
      }
      nodes[parent].lastChild = Int32(truncatingIfNeeded: index)
    }
    let value = try scanner.value(in: bytes)
    nodes[index].value = value
    switch value {
    case .object, .array:
      guard open.count < scanner.depthLimit else {
        throw JSONScanner.Failure(
          reason: "nested more than \(scanner.depthLimit) deep", offset: scanner.offset)
      }
      open.append(index)
    default: break
    }
  }

  // MARK: Asking

  /// The index of the root; nil when there is nothing.
  var root: Int? { nodes.isEmpty ? nil : 0 }

  /// Whether a value is an array.
  func isArray(_ node: Int) -> Bool {
    if case .array = nodes[node].value { return true }
    return false
  }

  /// Whether a value is an object.
  func isObject(_ node: Int) -> Bool {
    if case .object = nodes[node].value { return true }
    return false
  }

  /// The values in an object or array, in order.
  func children(of node: Int) -> [Int] {
    var result: [Int] = []
    var next = nodes[node].firstChild
    while next >= 0 {
      result.append(Int(next))
      next = nodes[Int(next)].next
    }
    return result
  }

  /// The first value in an object or array.
  func first(of node: Int) -> Int? {
    let first = nodes[node].firstChild
    return first >= 0 ? Int(first) : nil
  }

  /// The member of a name; nil when there is none or `node` is nil.
  func member(_ name: StaticString, of node: Int? = 0, in bytes: Span<UInt8>) -> Int? {
    guard let node, node < nodes.count else { return nil }
    var next = nodes[node].firstChild
    while next >= 0 {
      let key = nodes[Int(next)].key
      if key.count == name.utf8CodeUnitCount,
        bytes.hasPrefix(ignoringCase: name, at: key.lowerBound)
      {
        return Int(next)
      }
      next = nodes[Int(next)].next
    }
    return nil
  }

  /// The key of a member, as it is written.
  func key(of node: Int, in bytes: Span<UInt8>) -> String {
    String(utf8: bytes.extracting(nodes[node].key))
  }

  /// The content of a value that is a string and not empty.
  func string(_ node: Int?) -> Range<Int>? {
    guard let node, case .string(let range) = nodes[node].value, !range.isEmpty else { return nil }
    return range
  }

  /// The content of a member that is a string and not empty.
  func string(_ name: StaticString, of node: Int? = 0, in bytes: Span<UInt8>) -> Range<Int>? {
    string(member(name, of: node, in: bytes))
  }

  /// A string decoded, or a number as it is written; empty for everything else.
  mutating func text(_ node: Int?, in bytes: Span<UInt8>) -> String {
    guard let node else { return "" }
    switch nodes[node].value {
    case .number(let range): return String(utf8: bytes.extracting(range))
    case .string(let range):
      let raw = bytes.extracting(range)
      guard raw.firstOffset(of: UInt8(ascii: "\\")) != nil else { return String(utf8: raw) }
      decoded.removeAll(keepingCapacity: true)
      var map = OffsetMap()
      JSONString.decode(raw, into: &decoded, map: &map)
      return String(utf8: decoded.span)
    default: return ""
    }
  }

  /// The same of a member.
  mutating func text(_ name: StaticString, of node: Int? = 0, in bytes: Span<UInt8>) -> String {
    text(member(name, of: node, in: bytes), in: bytes)
  }

  /// A member that is a whole number, with or without quotes; a fraction is dropped.
  mutating func number(_ name: StaticString, of node: Int? = 0, in bytes: Span<UInt8>) -> Int64? {
    let text = text(name, of: node, in: bytes)
    return Int64(text.prefix { $0 != "." })
  }

  /// Whether a member is true.
  func isTrue(_ name: StaticString, of node: Int? = 0, in bytes: Span<UInt8>) -> Bool {
    guard let node = member(name, of: node, in: bytes), case .bool(let holds) = nodes[node].value
    else { return false }
    return holds
  }
}
