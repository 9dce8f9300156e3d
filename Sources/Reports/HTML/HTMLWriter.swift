/// Writes HTML into a byte buffer: markup only from literals of the program, everything else escaped.
///
/// What a message holds reaches the page through `text` and `attribute` alone, so it cannot become markup.
struct HTMLWriter: Sendable {
  private(set) var bytes: [UInt8] = []

  /// Writes markup as it is.
  mutating func markup(_ literal: StaticString) {
    bytes.append(contentsOf: literal.description.utf8)
  }

  /// Writes text for readers.
  mutating func text(_ value: String) {
    for byte in Self.readable(value).utf8 { escape(byte) }
  }

  /// Writes a space and an attribute.
  mutating func attribute(_ name: StaticString, _ value: String) {
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: name.description.utf8)
    bytes.append(contentsOf: #"=""#.utf8)
    text(value)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes an element with nothing but text in it.
  mutating func element(_ name: StaticString, _ value: String) {
    markup("<")
    bytes.append(contentsOf: name.description.utf8)
    markup(">")
    text(value)
    markup("</")
    bytes.append(contentsOf: name.description.utf8)
    markup(">")
  }

  /// Writes a file of the program: its style or its script.
  mutating func asset(_ file: [UInt8]) { bytes.append(contentsOf: file) }

  /// Writes JSON into a data block.
  ///
  /// No byte of it can end the block or begin a comment, and no line separator is left that older scripts
  /// took for the end of a line: `<`, `>`, `&`, U+2028 and U+2029 stand as their `\u` escapes, which mean the
  /// same inside JSON's strings, the only place where JSON can have them.
  mutating func data(_ json: [UInt8]) {
    var index = 0
    while index < json.count {
      let byte = json[index]
      switch byte {
      case UInt8(ascii: "<"): bytes.append(contentsOf: #"\u003c"#.utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: #"\u003e"#.utf8)
      case UInt8(ascii: "&"): bytes.append(contentsOf: #"\u0026"#.utf8)
      case 0xE2
      where index + 2 < json.count && json[index + 1] == 0x80 && json[index + 2] & 0xFE == 0xA8:
        bytes.append(contentsOf: (json[index + 2] == 0xA8 ? #"\u2028"# : #"\u2029"#).utf8)
        index += 2
      default: bytes.append(byte)
      }
      index += 1
    }
  }

  private mutating func escape(_ byte: UInt8) {
    if let entity = Self.entity(of: byte) {
      bytes.append(contentsOf: entity.utf8)
    } else {
      bytes.append(byte)
    }
  }

  /// What stands for a byte between tags and in attributes; nil for one that stands for itself.
  private static func entity(of byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }

  /// Text with entities for what would be markup between tags and in attributes.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII, let entity = entity(of: UInt8(scalar.value)) {
        result += entity
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Text without control characters and without what turns the direction of the text around it.
  static func readable(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      result.unicodeScalars.append(isHidden(scalar) ? "\u{FFFD}" : scalar)
    }
    return result
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    // Joiners hold scripts and emoji together.
    if scalar.value == 0x200C || scalar.value == 0x200D { return false }
    return Terminal.isControl(scalar)
  }
}
