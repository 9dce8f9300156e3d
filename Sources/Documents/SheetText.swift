import Native

/// The cells of one worksheet of SpreadsheetML (ECMA-376 part 1, chapter 18): a row on each line, tabs
/// between the columns.
struct SheetText: XMLHandler {
  private(set) var output: TextOutput
  private let strings: SharedStrings
  private let styles: CellStyles
  /// The next column to be written in the row, from 0, and the one that the open cell names.
  private var column = 0
  private var cellColumn = 0
  private var type = ""
  private var isDate = false
  private var values = 0
  private var value: [UInt8] = []
  /// A cell is short; the rest of a longer one is left out by the output's limit.
  private static let mostColumns = 16_384

  init(strings: SharedStrings, styles: CellStyles, limit: Int) {
    self.strings = strings
    self.styles = styles
    output = TextOutput(limit: limit)
  }

  var isDone: Bool { output.isCut }

  mutating func start(_ name: String, _ attributes: [XMLAttribute]) {
    switch name {
    case "row": column = 0
    case "c":
      cellColumn = attributes["r"].flatMap(Self.column) ?? column
      type = attributes["t"] ?? ""
      isDate = attributes["s"].flatMap { Int($0) }.map(styles.isDate) ?? false
      value.removeAll(keepingCapacity: true)
    case "v", "t": values += 1
    default: break
    }
  }

  mutating func end(_ name: String) {
    switch name {
    case "v", "t": values -= 1
    case "c": writeCell()
    case "row": output.endLine()
    default: break
    }
  }

  mutating func text(_ bytes: Span<UInt8>) {
    if values > 0, value.count <= 1 << 20 { value.append(bytes) }
  }

  private mutating func writeCell() {
    guard !value.isEmpty else { return }
    while column < cellColumn, column < Self.mostColumns {
      output.append(0x09)
      column += 1
    }
    switch type {
    case "s":
      guard let index = Int(String(decoding: value, as: UTF8.self)),
        let range = strings.range(of: index)
      else { return }
      // Lent from a local: the output changes meanwhile.
      let texts = strings.bytes
      writeText(texts.span.extracting(range))
    case "b": output.append(value == [0x31] ? "TRUE" : "FALSE")
    case "", "n":
      if isDate, let number = Double(String(decoding: value, as: UTF8.self)),
        let date = CellStyles.date(of: number)
      {
        output.append(date)
      } else {
        let number = value
        output.append(number.span)
      }
    default:
      let text = value
      writeText(text.span)
    }
  }

  /// Writes a cell's text on one line; one that begins with a quote is quoted as in a CSV file.
  private mutating func writeText(_ text: Span<UInt8>) {
    let isQuoted = !text.isEmpty && text[0] == UInt8(ascii: "\"")
    if isQuoted { output.append(UInt8(ascii: "\"")) }
    for index in text.indices {
      let byte = text[index]
      if isQuoted, byte == UInt8(ascii: "\"") { output.append(byte) }
      output.append(byte < 0x20 ? 0x20 : byte)
    }
    if isQuoted { output.append(UInt8(ascii: "\"")) }
  }

  /// The column of a cell's name, from 0: `C5` is 2.
  private static func column(_ name: String) -> Int? {
    var result = 0
    for byte in name.utf8 {
      guard byte >= 0x41, byte <= 0x5A else { break }
      result = result * 26 + Int(byte - 0x40)
      if result > mostColumns { return nil }
    }
    return result > 0 ? result - 1 : nil
  }
}

/// The texts that the cells of a workbook share.
struct SharedStrings: XMLHandler {
  private(set) var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var texts = 0
  /// How many readings of a word in another script are open.
  private var readings = 0

  var isDone: Bool { false }

  mutating func start(_ name: String, _ attributes: [XMLAttribute]) {
    switch name {
    case "t": texts += 1
    case "rPh": readings += 1
    default: break
    }
  }

  mutating func end(_ name: String) {
    switch name {
    case "t": texts -= 1
    case "rPh": readings -= 1
    case "si": ends.append(bytes.count)
    default: break
    }
  }

  mutating func text(_ text: Span<UInt8>) {
    if texts > 0, readings == 0 { bytes.append(text) }
  }

  /// Where the text of a number stands.
  func range(of index: Int) -> Range<Int>? {
    guard ends.indices.contains(index) else { return nil }
    return (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }
}
