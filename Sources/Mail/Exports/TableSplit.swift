import Native

/// Splits tables of comma-separated values (RFC 4180) into their records, without the first, which names the columns.
enum TableSplit {
  /// Finds the records of a window.
  static func split(_ bytes: Span<UInt8>, isFinal: Bool, state: inout SplitState) {
    let base = state.base
    var offset = state.position - base
    if !state.isStarted {
      guard bytes.count >= 3 || isFinal else { return }
      if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
      state.isStarted = true
      state.line = 1
    }
    while offset < bytes.count {
      if state.open == nil {
        state.open = base + offset
        state.quoting.quote = 0
      }
      if state.quoting.quote != 0 {
        // A doubled quote closes and opens again, which comes to the same.
        guard let quote = bytes.firstOffset(of: UInt8(ascii: "\""), from: offset) else {
          offset = bytes.count
          break
        }
        state.quoting.quote = 0
        offset = quote + 1
        continue
      }
      let lineBreak = bytes.firstOffset(of: 0x0A, from: offset)
      let end = lineBreak ?? bytes.count
      if let quote = bytes.firstOffset(of: UInt8(ascii: "\""), from: offset, to: end) {
        state.quoting.quote = UInt8(ascii: "\"")
        offset = quote + 1
        continue
      }
      guard lineBreak != nil else {
        offset = bytes.count
        break
      }
      finish(at: end, in: bytes, &state)
      offset = end + 1
    }
    state.position = base + min(offset, bytes.count)
    guard isFinal, state.open != nil else { return }
    if state.quoting.quote != 0 {
      state.openDefect = Defect(
        .damagedMessage, detail: "a value has no closing quote, byte \(base + bytes.count)")
    }
    finish(at: bytes.count, in: bytes, &state)
  }

  private static func finish(at end: Int, in bytes: Span<UInt8>, _ state: inout SplitState) {
    guard let open = state.open else { return }
    var end = end
    if end > 0, bytes[end - 1] == 0x0D { end -= 1 }
    let isEmpty = state.base + end <= open
    if isEmpty || !state.quoting.hasPassedHeader {
      if !isEmpty { state.quoting.hasPassedHeader = true }
      state.open = nil
      state.openDefect = nil
    } else {
      state.close(at: state.base + end)
    }
    state.line += 1
  }
}

/// The fields of one record.
struct TableRecord {
  /// What stands in each column; quotes around it are left out, doubled ones inside are not.
  private(set) var fields: [Range<Int>] = []

  init(_ bytes: Span<UInt8>, separator: UInt8) {
    var offset = 0
    while offset <= bytes.count, fields.count < 1_000 {
      var start = offset
      var end = offset
      if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
        start = offset + 1
        end = start
        while let quote = bytes.firstOffset(of: UInt8(ascii: "\""), from: min(end, bytes.count)) {
          guard quote + 1 < bytes.count, bytes[quote + 1] == UInt8(ascii: "\"") else {
            end = quote
            break
          }
          end = quote + 2
        }
        if end == start || end >= bytes.count || bytes[end] != UInt8(ascii: "\"") {
          end =
            bytes.firstOffset(of: UInt8(ascii: "\""), from: min(end, bytes.count)) ?? bytes.count
        }
        offset = bytes.firstOffset(of: separator, from: min(end, bytes.count)) ?? bytes.count
      } else {
        end = bytes.firstOffset(of: separator, from: offset) ?? bytes.count
        offset = end
      }
      fields.append(start..<end)
      guard offset < bytes.count else { break }
      offset += 1
    }
  }
}

extension ComposedText {
  /// Appends a field of a record: its doubled quotes are one each.
  mutating func append(field range: Range<Int>, of message: Span<UInt8>) {
    var offset = range.lowerBound
    while let quote = message.firstOffset(
      of: UInt8(ascii: "\""), from: offset, to: range.upperBound)
    {
      append(offset..<quote + 1, of: message)
      let isDouble = quote + 1 < range.upperBound && message[quote + 1] == UInt8(ascii: "\"")
      offset = quote + (isDouble ? 2 : 1)
    }
    append(offset..<range.upperBound, of: message)
  }
}
