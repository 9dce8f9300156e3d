import Native

/// The text of an OpenDocument file's content (ISO/IEC 26300): text, spreadsheets and slides.
struct OpenDocumentText: XMLHandler {
  private enum Body { case text, spreadsheet, presentation }

  private(set) var extraction = Extraction()
  private var output: TextOutput
  private var limit: Int
  private var body = Body.text
  private var place = ""
  private var slides = 0
  private var paragraphs = 0
  private var tables = 0
  private var cells = 0
  /// Empty cells and columns that are written only when something follows.
  private var pendingTabs = 0
  private var repeats = 1
  private var cellStart = 0
  private static let mostColumns = 1_024
  private static let mostRepeats = 64

  init(limit: Int) {
    self.limit = limit
    output = TextOutput(limit: limit)
  }

  var isDone: Bool { output.isCut }

  mutating func start(_ name: String, _ attributes: [XMLAttribute]) {
    switch name {
    case "spreadsheet": body = .spreadsheet
    case "presentation": body = .presentation
    case "page" where body == .presentation:
      slides += 1
      begin("slide \(slides)")
    case "table":
      tables += 1
      if tables == 1, body == .spreadsheet { begin("sheet \(attributes["name"] ?? "")") }
    case "table-row" where tables == 1: pendingTabs = 0
    case "table-cell", "covered-table-cell":
      cells += 1
      guard tables == 1, cells == 1 else { return }
      repeats = min(
        Self.mostColumns, max(1, attributes["number-columns-repeated"].flatMap { Int($0) } ?? 1))
      cellStart = output.bytes.count
    case "p", "h": paragraphs += 1
    case "tab": write(cells > 0 ? 0x20 : 0x09)
    case "line-break": write(cells > 0 ? 0x20 : 0x0A)
    case "s": write(0x20)
    default: break
    }
  }

  mutating func end(_ name: String) {
    switch name {
    case "p", "h":
      paragraphs -= 1
      if cells > 0 { output.separate() } else { output.append(0x0A) }
    case "table-cell", "covered-table-cell":
      cells -= 1
      guard tables == 1, cells == 0 else { return }
      endCell()
    case "table-row" where tables == 1:
      output.trimRow()
      output.endLine()
    case "table":
      tables -= 1
      if tables == 0, body == .spreadsheet { finish() }
    case "body": finish()
    default: break
    }
  }

  mutating func text(_ bytes: Span<UInt8>) {
    guard paragraphs > 0 else { return }
    writeTabs()
    guard cells > 0, body == .spreadsheet else { return output.append(bytes) }
    for index in bytes.indices { output.append(bytes[index] < 0x20 ? 0x20 : bytes[index]) }
  }

  private mutating func write(_ byte: UInt8) {
    guard paragraphs > 0 else { return }
    writeTabs()
    output.append(byte)
  }

  private mutating func writeTabs() {
    guard pendingTabs > 0 else { return }
    for _ in 0..<min(pendingTabs, Self.mostColumns) { output.append(0x09) }
    pendingTabs = 0
    cellStart = output.bytes.count
  }

  private mutating func endCell() {
    output.trimSpaces()
    let written = max(cellStart, 0)..<max(cellStart, output.bytes.count)
    if !written.isEmpty, repeats > 1 {
      let cell = Array(output.bytes[written])
      for _ in 1..<min(repeats, Self.mostRepeats) {
        output.append(0x09)
        output.append(cell.span)
      }
      pendingTabs += 1
    } else {
      pendingTabs += repeats
    }
  }

  private mutating func begin(_ next: String) {
    finish()
    place = next
  }

  private mutating func finish() {
    let done = output
    limit = done.left
    output = TextOutput(limit: limit)
    extraction.add(done, at: place, isTable: body == .spreadsheet && !place.isEmpty)
    place = ""
  }

  /// What was read, the open piece included.
  consuming func finished() -> Extraction {
    finish()
    return extraction
  }
}
