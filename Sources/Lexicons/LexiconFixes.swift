public import Native

/// Mends lexicons as diagnostics propose, and leaves everything else as it stands: comments, blanks, line breaks.
public enum LexiconFixes {
  /// The bytes of a file with the fixes of some of its diagnostics, and those that were applied.
  ///
  /// Of several fixes of one line the first is applied: after it the line is another.
  ///
  /// - Returns: nil when nothing could be applied, as in files that are no UTF-8.
  public static func apply(
    _ diagnostics: [Diagnostic], to bytes: [UInt8]
  ) -> (bytes: [UInt8], applied: [Diagnostic])? {
    // Columns are counted in scalars of UTF-8; a file in UTF-16 is for its editor.
    guard bytes.span.isValidUTF8 else { return nil }
    let lines = lines(of: bytes)
    var edits: [(range: Range<Int>, text: [UInt8])] = []
    var applied: [Diagnostic] = []
    for diagnostic in diagnostics {
      let number = diagnostic.place.line - 1
      guard let fix = diagnostic.fix, lines.indices.contains(number),
        !applied.contains(where: { $0.place.line == diagnostic.place.line })
      else { continue }
      let line = lines[number]
      // Somebody may have saved the file since it was read.
      guard String(decoding: bytes[line.text], as: UTF8.self) == diagnostic.line else { continue }
      switch fix {
      case .removeLine: edits.append((line.whole, []))
      case .replace(let text):
        let scalars = Array(diagnostic.line.unicodeScalars)
        let start = diagnostic.place.column - 1
        guard start >= 0, start + diagnostic.length <= scalars.count else { continue }
        func length(_ part: ArraySlice<Unicode.Scalar>) -> Int {
          part.reduce(0) { $0 + UTF8.width($1) }
        }
        let from = line.text.lowerBound + length(scalars[..<start])
        let to = from + length(scalars[start..<start + diagnostic.length])
        edits.append((from..<to, Array(text.utf8)))
      }
      applied.append(diagnostic)
    }
    guard !applied.isEmpty else { return nil }
    var result: [UInt8] = []
    var from = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard edit.range.lowerBound >= from else { return nil }
      result += bytes[from..<edit.range.lowerBound]
      result += edit.text
      from = edit.range.upperBound
    }
    result += bytes[from...]
    return (result, applied)
  }

  /// The lines as lexicons count them, without their breaks and with them.
  private static func lines(of bytes: [UInt8]) -> [(text: Range<Int>, whole: Range<Int>)] {
    var lines: [(text: Range<Int>, whole: Range<Int>)] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == 0x0A || byte == 0x0D else { continue }
      let end = index - 1
      if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
      lines.append((start..<end, start..<index))
      start = index
    }
    lines.append((start..<bytes.count, start..<bytes.count))
    return lines
  }
}

extension UTF8 {
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int { scalar.utf8.count }
}
