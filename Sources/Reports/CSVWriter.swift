/// Writes rows for Excel into a byte buffer: RFC 4180 with CRLF, every text in quotes.
///
/// A spreadsheet takes a text that begins like a formula for one and runs it, whatever the quotes say. Such a
/// text gets an apostrophe in front, as OWASP's guidance on CSV injection has it. Line breaks and control
/// characters are taken out, since some readers begin a new cell there.
public struct CSVWriter: Sendable {
  /// The mark that tells Excel that the file is UTF-8.
  public static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// What Excel takes in one cell, in UTF-16 units, with room for an apostrophe and an ellipsis.
  private static let longest = 32_700

  /// What was written so far.
  public private(set) var bytes: [UInt8]
  private var isFirst = true

  /// Creates a writer that goes on after `bytes`.
  public init(_ bytes: consuming [UInt8] = []) { self.bytes = bytes }

  /// Writes a cell of text.
  public mutating func text(_ value: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    let line = Self.oneLine(value)
    if Self.looksLikeFormula(line) { bytes.append(UInt8(ascii: "'")) }
    for byte in Self.shortened(line).utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a cell with a number.
  public mutating func number(_ value: Int) {
    separate()
    bytes.append(contentsOf: "\(value)".utf8)
  }

  /// Writes an empty cell.
  public mutating func nothing() { separate() }

  /// Ends the row.
  public mutating func endRow() {
    bytes.append(contentsOf: [0x0D, 0x0A])
    isFirst = true
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  /// Whether a spreadsheet would run a text: what it begins with, white space passed over.
  private static func looksLikeFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }) else {
      return false
    }
    // The full-width forms begin formulas in East Asian editions.
    return "=+-@＝＋－＠".unicodeScalars.contains(first)
  }

  private static func oneLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: Terminal.isControl) else { return text }
    var line = ""
    for scalar in text.unicodeScalars {
      line.unicodeScalars.append(
        scalar == "\t" || scalar == "\n" || scalar == "\r" ? " " : scalar)
    }
    return Terminal.printable(line)
  }

  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > longest, text.utf16.count > longest else { return text }
    var units = 0
    var end = text.unicodeScalars.startIndex
    while end < text.unicodeScalars.endIndex {
      units += text.unicodeScalars[end].value > 0xFFFF ? 2 : 1
      if units > longest { break }
      end = text.unicodeScalars.index(after: end)
    }
    return String(text.unicodeScalars[..<end]) + "…"
  }
}
