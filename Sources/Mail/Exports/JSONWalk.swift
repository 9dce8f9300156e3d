// Performance: a document of gigabytes is one value, so it is walked in windows, with a stack of the
// containers that are open. The bytes of a message are only looked at for quotes, backslashes and
// brackets, the first two by memchr; what is in it the parser finds later, on another thread.
import Native

/// How far a JSON document was walked that is seen in windows, and what the walk is inside of.
struct JSONWalk: Sendable {
  /// What comes next.
  private enum Step: Sendable { case value, firstElement, firstMember, member, colon, separator }

  /// A container that is open, and what was known around it.
  private struct Level: Sendable {
    var isObject: Bool
    var conversation: Conversation?
  }

  /// A value that is passed over.
  private struct Passing: Sendable {
    var action: JSONPlan.Action
    var start: Int
    var isScalar: Bool
    var depth = 0
    var isInString = false
    var isEscaped = false
  }

  private var step = Step.value
  private var levels: [Level] = []
  /// The key, or `[]`, of the value at hand in each open container.
  private var path: [String] = []
  private var passing: Passing?
  /// Whether something that is no JSON was met and the next structure is looked for.
  private var isLost = false

  /// The longest key, and the longest fact, that are read.
  private static let mostKeyBytes = 1 << 16
  private static let mostFactBytes = 1 << 20
  /// The deepest containers around messages.
  private static let mostLevels = 16

  /// Finds the messages of a window.
  static func split(
    _ bytes: Span<UInt8>, isFinal: Bool, state: inout SplitState, by plan: JSONPlan
  ) {
    guard state.isStarted || start(bytes, isFinal: isFinal, state: &state) else { return }
    var walk = JSONWalk()
    swap(&walk, &state.walk)
    walk.run(bytes, isFinal: isFinal, state: &state, plan)
    swap(&walk, &state.walk)
  }

  /// Passes what stands before the first bracket: a byte order mark, the name of a variable.
  private static func start(
    _ bytes: Span<UInt8>, isFinal: Bool, state: inout SplitState
  ) -> Bool {
    var offset = state.position - state.base
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "[") || bytes[offset] == UInt8(ascii: "{") {
        state.isStarted = true
        break
      }
      offset += 1
    }
    state.position = state.base + offset
    if !state.isStarted, isFinal { state.report("no JSON", at: 0) }
    return state.isStarted
  }

  private mutating func run(
    _ bytes: Span<UInt8>, isFinal: Bool, state: inout SplitState, _ plan: JSONPlan
  ) {
    let base = state.base
    var offset = state.position - base
    while true {
      if passing != nil {
        guard let end = pass(bytes, from: &offset, isFinal: isFinal) else {
          state.position = base + offset
          if isFinal { cutOff(at: base + bytes.count, &state) } else { dropHugeFact(&state) }
          return
        }
        finish(bytes, end, &state, plan)
        offset = end
        continue
      }
      while offset < bytes.count, Self.isSpace(bytes[offset]) { offset += 1 }
      guard offset < bytes.count, take(bytes, &offset, isFinal: isFinal, &state, plan) else {
        state.position = base + offset
        if isFinal, !levels.isEmpty {
          state.report("the document ends early", at: base + bytes.count)
        }
        return
      }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  // MARK: Structure

  /// Takes the next piece of structure; false when the window has not all of it.
  private mutating func take(
    _ bytes: Span<UInt8>, _ offset: inout Int, isFinal: Bool, _ state: inout SplitState,
    _ plan: JSONPlan
  ) -> Bool {
    let byte = bytes[offset]
    switch step {
    case .firstElement where byte == UInt8(ascii: "]"),
      .firstMember where byte == UInt8(ascii: "}"):
      offset += 1
      leave(&state)
    case .value, .firstElement:
      // A comma before the closing bracket is a slip that says nothing wrong.
      if byte == UInt8(ascii: "]"), levels.last?.isObject == false {
        offset += 1
        leave(&state)
        return true
      }
      guard Self.beginsValue(byte) else {
        return lose(bytes, &offset, "a value is missing", &state)
      }
      isLost = false
      begin(bytes, &offset, &state, plan)
    case .firstMember, .member:
      if byte == UInt8(ascii: "}") {
        offset += 1
        leave(&state)
        return true
      }
      guard byte == UInt8(ascii: "\"") else {
        return lose(bytes, &offset, "a key is missing", &state)
      }
      return takeKey(bytes, &offset, isFinal: isFinal, &state)
    case .colon:
      guard byte == UInt8(ascii: ":") else {
        return lose(bytes, &offset, "a colon is missing", &state)
      }
      offset += 1
      step = .value
    case .separator: return takeSeparator(bytes, &offset, &state)
    }
    return true
  }

  private static func beginsValue(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "-"), 0x30...0x39,
      UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "T"),
      UInt8(ascii: "F"), UInt8(ascii: "N"):
      true
    default: false
    }
  }

  private mutating func takeKey(
    _ bytes: Span<UInt8>, _ offset: inout Int, isFinal: Bool, _ state: inout SplitState
  ) -> Bool {
    var end = offset + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < bytes.count else {
      if bytes.count - offset > Self.mostKeyBytes || isFinal {
        return lose(bytes, &offset, "a key has no end", &state)
      }
      return false
    }
    var decoded: [UInt8] = []
    var map = OffsetMap()
    JSONString.decode(bytes.extracting(offset + 1..<end), into: &decoded, map: &map)
    path[path.count - 1] = String(utf8: decoded.span)
    offset = end + 1
    step = .colon
    isLost = false
    return true
  }

  private mutating func takeSeparator(
    _ bytes: Span<UInt8>, _ offset: inout Int, _ state: inout SplitState
  ) -> Bool {
    guard let level = levels.last else {
      // Behind the root: another document, or the end of a script's statement.
      if bytes[offset] == UInt8(ascii: ";") {
        offset += 1
      } else if bytes[offset] == UInt8(ascii: "{") || bytes[offset] == UInt8(ascii: "[") {
        step = .value
      } else {
        return lose(bytes, &offset, "text after the end", &state)
      }
      return true
    }
    switch bytes[offset] {
    case UInt8(ascii: ","):
      offset += 1
      isLost = false
      step = level.isObject ? .member : .value
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      if (bytes[offset] == UInt8(ascii: "}")) != level.isObject {
        state.report("a bracket does not fit", at: state.base + offset)
      }
      offset += 1
      isLost = false
      leave(&state)
    // An element after an element: only the comma is missing.
    case UInt8(ascii: "{") where !level.isObject:
      if !isLost { state.report("a comma is missing", at: state.base + offset) }
      isLost = false
      step = .value
    default: return lose(bytes, &offset, "a comma is missing", &state)
    }
    return true
  }

  /// Passes a byte that is no JSON, and reports the first of a row.
  private mutating func lose(
    _ bytes: Span<UInt8>, _ offset: inout Int, _ reason: String, _ state: inout SplitState
  ) -> Bool {
    if !isLost { state.report(reason, at: state.base + offset) }
    isLost = true
    let byte = bytes[offset]
    offset += 1
    // In an object the value may be what is gone: its next member is looked for.
    if levels.last?.isObject == true, step == .value || step == .colon {
      step = .separator
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") { offset -= 1 }
    }
    return true
  }

  private mutating func leave(_ state: inout SplitState) {
    if let level = levels.popLast() { state.conversation = level.conversation }
    path.removeLast(min(1, path.count))
    step = .separator
  }

  // MARK: Values

  /// Begins with a value: goes into a container, or passes it.
  private mutating func begin(
    _ bytes: Span<UInt8>, _ offset: inout Int, _ state: inout SplitState, _ plan: JSONPlan
  ) {
    let byte = bytes[offset]
    let isContainer = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
    var action = plan.action(at: path, isContainer: isContainer)
    if action == .enter, levels.count >= Self.mostLevels { action = .skip }
    if action == .enter {
      if plan.holdsMessages(path), let conversation = state.conversation {
        var facts = conversation.facts
        plan.enter(path, &facts)
        levels.append(
          Level(isObject: byte == UInt8(ascii: "{"), conversation: state.conversation))
        state.conversation = Conversation(facts)
      } else {
        levels.append(
          Level(isObject: byte == UInt8(ascii: "{"), conversation: state.conversation))
      }
      path.append(JSONPlan.element)
      step = byte == UInt8(ascii: "{") ? .firstMember : .firstElement
      offset += 1
      return
    }
    passing = Passing(
      action: action, start: state.base + offset,
      isScalar: !isContainer && byte != UInt8(ascii: "\""))
    if action != .skip { state.open = state.base + offset }
  }

  /// Goes on over the value; answers where it ends, nil when the window ends first.
  private mutating func pass(
    _ bytes: Span<UInt8>, from offset: inout Int, isFinal: Bool
  ) -> Int? {
    guard var value = passing else { return offset }
    defer { passing = value }
    if value.isScalar {
      while offset < bytes.count {
        switch bytes[offset] {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x09, 0x0A, 0x0D:
          return offset
        default: offset += 1
        }
      }
      return isFinal ? offset : nil
    }
    var quote = -1
    while offset < bytes.count {
      guard value.isInString else {
        switch bytes[offset] {
        case UInt8(ascii: "\""): value.isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): value.depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): value.depth -= 1
        default: break
        }
        offset += 1
        if value.depth <= 0, !value.isInString { return offset }
        continue
      }
      if value.isEscaped {
        value.isEscaped = false
        offset += 1
        continue
      }
      if quote < offset {
        quote = bytes.firstOffset(of: UInt8(ascii: "\""), from: offset) ?? bytes.count
      }
      let escape = bytes.firstOffset(of: UInt8(ascii: "\\"), from: offset, to: quote)
      let end = escape ?? quote
      if let lineBreak = bytes.firstOffset(of: 0x0A, from: offset, to: end) {
        // JSON has no line break in a string: either this one lost its quote, or its writer knew no better.
        guard let isStructure = Self.isStructure(bytes, after: lineBreak, isFinal: isFinal) else {
          offset = lineBreak
          return nil
        }
        if isStructure {
          value.isInString = false
          offset = lineBreak
          if value.depth <= 0 { return offset }
        } else {
          offset = lineBreak + 1
        }
        continue
      }
      offset = end
      guard end < bytes.count else { return nil }
      offset += 1
      if escape != nil {
        value.isEscaped = true
      } else {
        value.isInString = false
        if value.depth <= 0 { return offset }
      }
    }
    return nil
  }

  /// How far the line after a line break is looked at.
  private static let lookahead = 256

  /// Whether the line after a line break begins as a member or the end of a container does; nil when the window
  /// ends too early to say.
  private static func isStructure(
    _ bytes: Span<UInt8>, after lineBreak: Int, isFinal: Bool
  ) -> Bool? {
    let end = lineBreak + lookahead
    guard isFinal || end <= bytes.count else { return nil }
    let line = bytes.extracting(lineBreak + 1..<min(end, bytes.count))
    var offset = 0
    while offset < line.count, isSpace(line[offset]) { offset += 1 }
    guard offset < line.count else { return false }
    switch line[offset] {
    case UInt8(ascii: "}"), UInt8(ascii: "]"): return true
    case UInt8(ascii: "\""):
      // A key, and its colon.
      guard let close = line.firstOffset(of: UInt8(ascii: "\""), from: offset + 1) else {
        return false
      }
      return close + 1 < line.count && line[close + 1] == UInt8(ascii: ":")
    default: return false
    }
  }

  private mutating func finish(
    _ bytes: Span<UInt8>, _ end: Int, _ state: inout SplitState, _ plan: JSONPlan
  ) {
    guard let value = passing else { return }
    passing = nil
    step = .separator
    switch value.action {
    case .message:
      let range = value.start..<state.base + end
      state.close(at: range.upperBound)
      if let nested = plan.nested { state.findNested(nested, in: bytes, range) }
    case .fact(let index):
      state.open = nil
      guard value.start >= state.base,
        state.base + end - value.start <= min(Self.mostFactBytes, state.limit),
        var facts = state.conversation?.facts
      else { return }
      plan.learn(index, path, bytes.extracting(value.start - state.base..<end), &facts)
      state.conversation = Conversation(facts)
    case .enter, .skip: state.open = nil
    }
  }

  /// The document ends inside of a value: a message is kept as far as it goes, and its parser says where.
  private mutating func cutOff(at end: Int, _ state: inout SplitState) {
    guard let value = passing else { return }
    passing = nil
    if value.action == .message {
      state.close(at: end)
    } else {
      state.open = nil
      state.report("the document ends early", at: end)
    }
  }

  /// A fact that is longer than any is passed over.
  private mutating func dropHugeFact(_ state: inout SplitState) {
    guard case .fact = passing?.action, let start = passing?.start,
      state.position - start > min(Self.mostFactBytes, state.limit)
    else { return }
    passing?.action = .skip
    state.open = nil
  }
}
