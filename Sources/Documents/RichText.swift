import Mail
import Native

/// Rich Text Format (version 1.9.1): what its reader shows, without fonts, styles and pictures.
///
/// A message in HTML that was packed into rich text is read as the rich text that stands for it.
public enum RichText {
  /// The text of a document, at most `textLimit` bytes.
  public static func read(_ bytes: Span<UInt8>, textLimit: Int) -> Extraction {
    var reader = RichTextReader(limit: textLimit)
    reader.read(bytes)
    var extraction = Extraction()
    if reader.isOpen { extraction.fail(.undecodable, "", "the document ends early") }
    extraction.add(reader.output)
    return extraction
  }
}

/// Reads control words, groups and characters.
private struct RichTextReader: ~Copyable {
  private(set) var output: TextOutput
  private var groups: [Group] = [Group()]
  /// Groups deeper than are kept: they change nothing.
  private var deeper = 0
  private var charsets = CharsetDecoder()
  /// Characters of a code page that wait for the last of them.
  private var coded: [UInt8] = []
  private var codePage = 1_252
  private var fonts: [Int: Int] = [:]
  private var fontInTable = 0
  /// Characters to pass over, which stand for one that was given as Unicode.
  private var standIns = 0
  /// The first half of a character beyond 16 bits.
  private var surrogate: UInt32?
  private var isInTable = false
  private static let mostGroups = 500

  private struct Group {
    var isSkipped = false
    var isFontTable = false
    var standIns = 1
    var font = -1
  }

  init(limit: Int) { output = TextOutput(limit: limit) }

  /// Whether a group was not closed.
  var isOpen: Bool { groups.count > 1 || deeper > 0 }

  mutating func read(_ bytes: Span<UInt8>) {
    var offset = 0
    while offset < bytes.count, !output.isCut {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "{"): openGroup()
      case UInt8(ascii: "}"):
        closeGroup()
        if !isOpen { return flush() }
      case UInt8(ascii: "\\"): control(bytes, &offset)
      case 0x0D, 0x0A: break
      default: write(byte)
      }
    }
    flush()
  }

  private mutating func openGroup() {
    flush()
    standIns = 0
    guard groups.count < Self.mostGroups else {
      deeper += 1
      return
    }
    groups.append(groups[groups.count - 1])
  }

  private mutating func closeGroup() {
    flush()
    standIns = 0
    if deeper > 0 {
      deeper -= 1
    } else if groups.count > 1 {
      groups.removeLast()
    }
  }

  private var last: Int { groups.count - 1 }

  // MARK: Control words

  private mutating func control(_ bytes: Span<UInt8>, _ offset: inout Int) {
    guard offset < bytes.count else { return }
    let first = bytes[offset]
    guard first | 0x20 >= UInt8(ascii: "a"), first | 0x20 <= UInt8(ascii: "z") else {
      offset += 1
      return symbol(first, bytes, &offset)
    }
    var name = ""
    while offset < bytes.count, name.utf8.count < 32 {
      let byte = bytes[offset]
      guard byte | 0x20 >= UInt8(ascii: "a"), byte | 0x20 <= UInt8(ascii: "z") else { break }
      name.unicodeScalars.append(Unicode.Scalar(byte))
      offset += 1
    }
    var number: Int?
    var isNegative = false
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "-") {
      isNegative = true
      offset += 1
    }
    while offset < bytes.count, bytes[offset] >= 0x30, bytes[offset] <= 0x39 {
      number = min((number ?? 0) * 10 + Int(bytes[offset] - 0x30), 1 << 32)
      offset += 1
    }
    if isNegative { number = number.map { -$0 } }
    if offset < bytes.count, bytes[offset] == 0x20 { offset += 1 }
    word(name, number, bytes, &offset)
  }

  private mutating func symbol(_ byte: UInt8, _ bytes: Span<UInt8>, _ offset: inout Int) {
    switch byte {
    case UInt8(ascii: "'"):
      guard offset + 1 < bytes.count, let high = hex(bytes[offset]),
        let low = hex(bytes[offset + 1])
      else { return }
      offset += 2
      write(high << 4 | low)
    case UInt8(ascii: "*"): groups[last].isSkipped = true
    case UInt8(ascii: "~"): write("\u{A0}")
    case UInt8(ascii: "_"): write("-")
    case UInt8(ascii: "-"): break
    case 0x0D, 0x0A: lineBreak()
    default: write(byte)
    }
  }

  private mutating func word(
    _ name: String, _ number: Int?, _ bytes: Span<UInt8>, _ offset: inout Int
  ) {
    switch name {
    case "par", "line", "sect", "page", "column": lineBreak()
    case "tab": write(isInTable ? " " : "\t")
    case "cell", "nestcell": endCell(0x09)
    case "row", "nestrow": endCell(0x0A)
    case "intbl": isInTable = true
    case "pard": isInTable = false
    case "u": unicode(number ?? 0)
    case "uc": groups[last].standIns = max(0, number ?? 1)
    case "bin": offset = min(bytes.count, offset + max(0, number ?? 0))
    case "ansicpg": codePage = number ?? 1_252
    case "f":
      flush()
      if groups[last].isFontTable {
        fontInTable = number ?? 0
      } else {
        groups[last].font = number ?? -1
      }
    case "fcharset":
      if groups[last].isFontTable { fonts[fontInTable] = Self.codePage(ofCharset: number ?? 0) }
    case "fonttbl":
      groups[last].isFontTable = true
      groups[last].isSkipped = true
    case "colortbl", "stylesheet", "info", "pict", "objdata", "themedata", "fldinst", "listtable",
      "listoverridetable", "rsidtbl", "xmlnstbl", "filetbl", "revtbl", "datastore", "latentstyles":
      groups[last].isSkipped = true
    // Text boxes stand in what older readers pass over.
    case "shpinst", "shptxt": groups[last].isSkipped = false
    case "emdash": write("\u{2014}")
    case "endash": write("\u{2013}")
    case "bullet": write("\u{2022}")
    case "lquote": write("\u{2018}")
    case "rquote": write("\u{2019}")
    case "ldblquote": write("\u{201C}")
    case "rdblquote": write("\u{201D}")
    default: break
    }
  }

  private func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// The code page of a font's character set.
  private static func codePage(ofCharset charset: Int) -> Int {
    switch charset {
    case 128: 932
    case 129: 949
    case 134: 936
    case 136: 950
    case 161: 1_253
    case 162: 1_254
    case 163: 1_258
    case 177: 1_255
    case 178: 1_256
    case 186: 1_257
    case 204: 1_251
    case 222: 874
    case 238: 1_250
    default: 0
    }
  }

  // MARK: Text

  private mutating func write(_ byte: UInt8) {
    guard !groups[last].isSkipped else { return }
    if standIns > 0 {
      standIns -= 1
      return
    }
    if byte < 0x80, coded.isEmpty { return output.append(byte) }
    coded.append(byte)
  }

  private mutating func write(_ text: String) {
    guard !groups[last].isSkipped else { return }
    flush()
    output.append(text)
  }

  private mutating func lineBreak() {
    guard !groups[last].isSkipped else { return }
    flush()
    if isInTable { output.separate() } else { output.append(0x0A) }
  }

  private mutating func endCell(_ byte: UInt8) {
    guard !groups[last].isSkipped else { return }
    flush()
    if byte == 0x0A { output.trimRow() } else { output.trimSpaces() }
    output.append(byte)
  }

  private mutating func unicode(_ number: Int) {
    guard !groups[last].isSkipped else { return }
    flush()
    standIns = groups[last].standIns
    let unit = UInt32(truncatingIfNeeded: number) & 0xFFFF
    if unit >= 0xD800, unit < 0xDC00 {
      surrogate = unit
      return
    }
    var value = unit
    if let high = surrogate, unit >= 0xDC00, unit < 0xE000 {
      value = 0x1_0000 + (high - 0xD800) << 10 + (unit - 0xDC00)
    }
    surrogate = nil
    output.append(scalar: Unicode.Scalar(value) ?? "\u{FFFD}")
  }

  /// Writes the characters of a code page that were collected.
  private mutating func flush() {
    guard !coded.isEmpty else { return }
    var bytes: [UInt8] = []
    swap(&bytes, &coded)
    let page = fonts[groups[last].font].flatMap { $0 == 0 ? nil : $0 } ?? codePage
    var text: [UInt8] = []
    var map = OffsetMap()
    _ = charsets.decode(
      bytes.span, label: page == 65_001 ? "utf-8" : "windows-\(page)", into: &text, map: &map)
    output.append(text.span)
  }
}
