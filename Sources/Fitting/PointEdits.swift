import Native
public import Scanning

/// New numbers for lexicons, written in place: everything but the digits stays as it is.
public enum PointEdits {
  /// The bytes of a lexicon with the new numbers of some of its lines.
  ///
  /// - Parameter changes: the number that was written in a line, and the new one.
  /// - Returns: nil when a line has not the number that it should have.
  public static func apply(
    _ changes: [(number: PointTable.Number, to: Int)], to bytes: [UInt8]
  ) -> [UInt8]? {
    var edits: [(range: Range<Int>, digits: [UInt8])] = []
    let lines = lines(of: bytes)
    for (number, to) in changes {
      var line = number.place.line - 1
      guard lines.indices.contains(line) else { return nil }
      if number.kind == .exposure {
        // Its place is the head: the number stands alone in a line below.
        line += 1
        while lines.indices.contains(line), digits(in: bytes, lines[line]) == nil {
          line += 1
        }
        guard lines.indices.contains(line) else { return nil }
      }
      guard let range = digits(in: bytes, lines[line]),
        Int(String(decoding: bytes[range], as: UTF8.self)) == abs(number.written),
        (to < 0) == (number.written < 0)
      else { return nil }
      edits.append((range, Array("\(abs(to))".utf8)))
    }
    var result: [UInt8] = []
    var from = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard edit.range.lowerBound >= from else { return nil }
      result += bytes[from..<edit.range.lowerBound] + edit.digits
      from = edit.range.upperBound
    }
    return result + bytes[from...]
  }

  /// The lines as lexicons count them: after a line feed, a return, or both together.
  private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for offset in bytes.indices where bytes[offset] == 0x0A || bytes[offset] == 0x0D {
      if bytes[offset] == 0x0D, offset + 1 < bytes.count, bytes[offset + 1] == 0x0A { continue }
      lines.append(start..<offset)
      start = offset + 1
    }
    lines.append(start..<bytes.count)
    return lines
  }

  /// The digits of the points of a line: at its beginning, or after `near` or `always`.
  private static func digits(in bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
    var place = line.lowerBound
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    // A blank, or a no-break space (C2 A0).
    func skipBlanks() {
      while place < line.upperBound {
        if isBlank(bytes[place]) {
          place += 1
        } else if bytes[place...].starts(with: [0xC2, 0xA0]) {
          place += 2
        } else {
          return
        }
      }
    }
    skipBlanks()
    guard place > line.lowerBound else { return nil }
    for word in ["near", "always"] where bytes[place..<line.upperBound].starts(with: word.utf8) {
      place += word.utf8.count
      skipBlanks()
      break
    }
    guard place < line.upperBound else { return nil }
    if bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-") {
      place += 1
    } else if bytes[place...].starts(with: [0xE2, 0x88, 0x92])
      || bytes[place...].starts(with: [0xE2, 0x80, 0x93])
    {
      // A minus sign or a dash that an editor made of it.
      place += 3
    } else {
      return nil
    }
    let start = place
    while place < line.upperBound, bytes[place] &- 0x30 < 10 { place += 1 }
    return start < place ? start..<place : nil
  }
}
