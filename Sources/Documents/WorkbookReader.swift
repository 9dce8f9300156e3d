import Native

/// Reads the sheets of a workbook (SpreadsheetML) from the files of its package.
enum WorkbookReader {
  static func read(
    _ files: inout [String: [UInt8]], _ limit: Int, _ extraction: inout Extraction
  ) {
    var strings = SharedStrings()
    parse("xl/sharedStrings.xml", &files, with: &strings, "shared strings", &extraction)
    var styles = CellStyles()
    parse("xl/styles.xml", &files, with: &styles, "styles", &extraction)
    var left = limit
    for (name, file) in sheets(&files, &extraction) {
      guard let content = files.removeValue(forKey: file) else { continue }
      let place = "sheet \(name)"
      var sheet = SheetText(strings: strings, styles: styles, limit: left)
      extraction.note(XMLParser.parse(content.span, with: &sheet), at: place)
      left = sheet.output.left
      extraction.add(sheet.output, at: place, isTable: true)
    }
    for file in files.keys.filter({ $0.contains("omments") }).sorted(by: OfficeFile.isBefore) {
      guard let content = files.removeValue(forKey: file) else { continue }
      var comments = CommentText(limit: left)
      extraction.note(XMLParser.parse(content.span, with: &comments), at: "comments")
      left = comments.output.left
      extraction.add(comments.output, at: "comments")
    }
  }

  private static func parse<Handler: XMLHandler>(
    _ name: String, _ files: inout [String: [UInt8]], with handler: inout Handler,
    _ place: String, _ extraction: inout Extraction
  ) {
    guard let file = files.removeValue(forKey: name) else { return }
    extraction.note(XMLParser.parse(file.span, with: &handler), at: place)
  }

  /// The sheets by name, in the workbook's order, then those that it does not name.
  private static func sheets(
    _ files: inout [String: [UInt8]], _ extraction: inout Extraction
  ) -> [(name: String, file: String)] {
    var workbook = Workbook()
    parse("xl/workbook.xml", &files, with: &workbook, "workbook", &extraction)
    var relationships = Relationships()
    parse("xl/_rels/workbook.xml.rels", &files, with: &relationships, "workbook", &extraction)
    var result: [(name: String, file: String)] = []
    for sheet in workbook.sheets {
      guard let target = relationships.targets[sheet.relationship] else { continue }
      let file = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
      if files[file] != nil { result.append((sheet.name, file)) }
    }
    let named = Set(result.map(\.file))
    let others = files.keys.filter { $0.hasPrefix("xl/worksheets/") && !named.contains($0) }
    for file in others.sorted(by: OfficeFile.isBefore) where file.hasSuffix(".xml") {
      result.append((String(file.dropFirst(14).dropLast(4)), file))
    }
    return result
  }
}

/// The notes on the cells of a sheet: one on each line.
struct CommentText: XMLHandler {
  private(set) var output: TextOutput
  private var texts = 0

  init(limit: Int) { output = TextOutput(limit: limit) }

  var isDone: Bool { output.isCut }

  mutating func start(_ name: String, _ attributes: [XMLAttribute]) {
    if name == "text" || name == "t" { texts += 1 }
  }

  mutating func end(_ name: String) {
    if name == "text" || name == "t" { texts -= 1 }
    if name == "comment" || name == "threadedComment" { output.endLine() }
  }

  mutating func text(_ bytes: Span<UInt8>) {
    if texts > 0 { output.append(bytes) }
  }
}
