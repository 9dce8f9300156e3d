import Native

extension MailFormat {
  /// One JSON object a line.
  public static let jsonLines = MailFormat(
    name: "jsonl", summary: "one message a line, as a JSON object", syntax: .json,
    recognizes: { head, path in JSONLines.recognizes(head, path) },
    split: { bytes, isFinal, state in JSONLines.split(bytes, isFinal: isFinal, state: &state) })
}

/// Lines of JSON.
enum JSONLines {
  /// Lines that are tried before a file is called something else: one may be damaged.
  private static let triedLines = 5

  /// Whether the file begins with a brace, and one of the first lines is an object of its own.
  static func recognizes(_ head: Span<UInt8>, _ path: FilePath) -> Bool {
    var start = head.count >= 3 && head[0] == 0xEF && head[1] == 0xBB && head[2] == 0xBF ? 3 : 0
    while start < head.count, isSpace(head[start]) { start += 1 }
    guard start < head.count, head[start] == UInt8(ascii: "{") else { return false }
    if EML.isNamed(path, ".jsonl") || EML.isNamed(path, ".ndjson") { return true }
    var scanner = JSONScanner(depthLimit: 64)
    for _ in 0..<triedLines where start < head.count {
      // A line that is longer than the head can only be judged by how it begins.
      guard let end = head.firstOffset(of: 0x0A, from: start) ?? lastEnd(of: head) else {
        return beginsObject(head, at: start)
      }
      if isObject(head.extracting(start..<end), &scanner) { return true }
      start = min(end + 1, head.count)
    }
    return false
  }

  /// The end of a head that is the whole file.
  private static func lastEnd(of head: Span<UInt8>) -> Int? {
    head.count < MailFormat.headBytes ? head.count : nil
  }

  private static func isObject(_ line: Span<UInt8>, _ scanner: inout JSONScanner) -> Bool {
    scanner.restart()
    do throws(JSONScanner.Failure) {
      let value = try scanner.value(in: line)
      guard case .object = value else { return false }
      try scanner.skip(value, in: line)
      try scanner.end(in: line)
      return true
    } catch {
      return false
    }
  }

  private static func beginsObject(_ head: Span<UInt8>, at start: Int) -> Bool {
    var next = start + 1
    while next < head.count, head[next] == 0x20 || head[next] == 0x09 { next += 1 }
    return head[start] == UInt8(ascii: "{") && next < head.count && head[next] == UInt8(ascii: "\"")
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// Finds the lines of a window; lines of white space are no messages.
  static func split(_ bytes: Span<UInt8>, isFinal: Bool, state: inout SplitState) {
    if !state.isStarted {
      guard bytes.count >= 3 || isFinal else { return }
      if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
        state.position = state.base + 3
      }
      state.isStarted = true
      state.line = 1
    }
    let base = state.base
    while true {
      let from = state.position - base
      let newline = bytes.firstOffset(of: 0x0A, from: from)
      if newline == nil, !isFinal {
        if state.open == nil, from < bytes.count { state.open = base + from }
        state.position = base + bytes.count
        return
      }
      let lineEnd = newline ?? bytes.count
      let start = state.open ?? base + from
      var end = base + lineEnd
      if end > start, end > base, bytes[end - base - 1] == 0x0D { end -= 1 }
      if start < base || !isBlank(bytes, start - base, end - base) {
        state.open = start
        state.close(at: end)
      }
      state.open = nil
      state.position = base + lineEnd
      guard newline != nil else { return }
      state.position += 1
      state.line += 1
    }
  }

  private static func isBlank(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end {
      guard isSpace(bytes[index]) else { return false }
      index += 1
    }
    return true
  }
}
