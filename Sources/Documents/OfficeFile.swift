public import Mail
public import Native

/// Documents that are zip archives of XML: Office Open XML (ECMA-376) and OpenDocument (ISO/IEC 26300).
public enum OfficeFile {
  /// What the archive holds.
  private enum Layout { case word, workbook, slides, openDocument, encrypted }

  /// The text of a document; nil when the zip archive is no document.
  ///
  /// Its text is at most `textLimit` bytes; what is unpacked for it is taken off the budget.
  public static func read(
    _ zip: Span<UInt8>, textLimit: Int, _ budget: inout FileBudget
  ) -> Extraction? {
    guard let names = names(in: zip), let layout = layout(of: names) else { return nil }
    var extraction = Extraction()
    if layout == .encrypted {
      extraction.fail(.encrypted, "", "an encrypted document")
      return extraction
    }
    let wanted = names.filter { isWanted($0, layout) }
    var files = contents(of: wanted, in: zip, &budget, &extraction)
    switch layout {
    case .word: readWord(&files, textLimit, &extraction)
    case .workbook: WorkbookReader.read(&files, textLimit, &extraction)
    case .slides: readSlides(&files, textLimit, &extraction)
    case .openDocument: readOpenDocument(&files, textLimit, &extraction)
    case .encrypted: break
    }
    return extraction
  }

  // MARK: The container

  /// A document has some dozens of files, a presentation with many pictures some thousands.
  private static let mostNames = 20_000

  private static func names(in zip: Span<UInt8>) -> [String]? {
    guard let archive = try? ArchiveReader(zip, kind: .zip) else { return nil }
    var names: [String] = []
    // Damage ends the list: what can be read is read, and the second pass tells of it.
    while names.count < mostNames, let entry = try? archive.next() {
      if entry.isFile { names.append(entry.name) }
    }
    return names
  }

  private static func layout(of names: [String]) -> Layout? {
    var isPackage = false
    var hasContent = false
    var isOpenDocument = false
    var hasManifest = false
    for name in names {
      switch name {
      case "word/document.xml": return .word
      case "xl/workbook.xml": return .workbook
      case "ppt/presentation.xml": return .slides
      case "[Content_Types].xml": isPackage = true
      case "content.xml": hasContent = true
      case "mimetype": isOpenDocument = true
      case "META-INF/manifest.xml": hasManifest = true
      case "encrypted-package": if hasManifest { return .encrypted }
      default: break
      }
    }
    if hasContent, isOpenDocument || hasManifest { return .openDocument }
    // A package of another kind, whose main part has a name of its own.
    guard isPackage else { return nil }
    if names.contains(where: { $0.hasPrefix("word/") }) { return .word }
    if names.contains(where: { $0.hasPrefix("xl/worksheets/") }) { return .workbook }
    if names.contains(where: { $0.hasPrefix("ppt/slides/") }) { return .slides }
    return nil
  }

  private static func isWanted(_ name: String, _ layout: Layout) -> Bool {
    guard name.hasSuffix(".xml") || name.hasSuffix(".rels") else { return false }
    switch layout {
    case .word:
      return name.hasPrefix("word/")
        && ["document", "header", "footer", "footnotes", "endnotes", "comments"].contains {
          name.dropFirst(5).hasPrefix($0)
        }
    case .workbook:
      return name.hasPrefix("xl/worksheets/sheet") || name.hasPrefix("xl/comments")
        || name.hasPrefix("xl/threadedComments/") || name == "xl/workbook.xml"
        || name == "xl/_rels/workbook.xml.rels" || name == "xl/sharedStrings.xml"
        || name == "xl/styles.xml" || name.hasPrefix("xl/worksheets/")
    case .slides:
      return name.hasPrefix("ppt/slides/slide") || name.hasPrefix("ppt/notesSlides/notesSlide")
        || name.hasPrefix("ppt/comments/")
    case .openDocument:
      return name == "content.xml" || name == "styles.xml" || name == "META-INF/manifest.xml"
    case .encrypted: return false
    }
  }

  /// The files of a document by their names.
  private static func contents(
    of wanted: [String], in zip: Span<UInt8>, _ budget: inout FileBudget,
    _ extraction: inout Extraction
  ) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    let wanted = Set(wanted)
    do throws(ArchiveError) {
      var unpacker = try Unpacker(zip, kind: .zip)
      // The pictures of a document are no entries that anybody would read.
      let entries = budget.entries
      defer { budget.entries = entries }
      budget.entries = max(entries, mostNames)
      while true {
        switch unpacker.next(&budget) {
        case .end: return files
        case .problem(let defect):
          extraction.problems.append(defect)
          return files
        case .entry(let entry):
          guard entry.isFile, wanted.contains(entry.name), files[entry.name] == nil else {
            continue
          }
          if entry.isEncrypted {
            extraction.fail(.encrypted, entry.name, "an encrypted document")
            continue
          }
          let content = unpacker.contents(&budget)
          if var defect = content.defect {
            defect.detail = "\(entry.name): \(defect.detail)"
            extraction.problems.append(defect)
          }
          files[entry.name] = content.bytes
        }
      }
    } catch {
      extraction.problems.append(error.defect)
      return files
    }
  }

  // MARK: Kinds

  private static func readWord(
    _ files: inout [String: [UInt8]], _ limit: Int, _ extraction: inout Extraction
  ) {
    var left = limit
    let places = [
      ("word/document", ""), ("word/header", "header"), ("word/footer", "footer"),
      ("word/footnotes", "footnotes"), ("word/endnotes", "endnotes"),
      ("word/comments", "comments"),
    ]
    var isDone: Set<String> = []
    for (prefix, place) in places {
      for name in files.keys.filter({ $0.hasPrefix(prefix) }).sorted(by: isBefore) {
        guard isDone.insert(name).inserted, let file = files.removeValue(forKey: name) else {
          continue
        }
        readParagraphs(file, at: place, &left, &extraction)
      }
    }
  }

  private static func readSlides(
    _ files: inout [String: [UInt8]], _ limit: Int, _ extraction: inout Extraction
  ) {
    var left = limit
    let places = [
      ("ppt/slides/slide", "slide "), ("ppt/notesSlides/notesSlide", "notes of slide "),
      ("ppt/comments/", "comments"),
    ]
    for (prefix, place) in places {
      for name in files.keys.filter({ $0.hasPrefix(prefix) }).sorted(by: isBefore) {
        guard let file = files.removeValue(forKey: name) else { continue }
        let number = place.hasSuffix(" ") ? String(name.dropFirst(prefix.count).dropLast(4)) : ""
        readParagraphs(file, at: place + number, &left, &extraction)
      }
    }
  }

  private static func readParagraphs(
    _ file: [UInt8], at place: String, _ left: inout Int, _ extraction: inout Extraction
  ) {
    var handler = ParagraphText(limit: left)
    extraction.note(XMLParser.parse(file.span, with: &handler), at: place)
    left = handler.output.left
    extraction.add(handler.output, at: place)
  }

  private static func readOpenDocument(
    _ files: inout [String: [UInt8]], _ limit: Int, _ extraction: inout Extraction
  ) {
    let mark = Array("encryption-data".utf8)
    if let manifest = files["META-INF/manifest.xml"],
      manifest.span.firstOffset(of: mark.span) != nil
    {
      return extraction.fail(.encrypted, "", "an encrypted document")
    }
    var left = limit
    for (name, place) in [("content.xml", ""), ("styles.xml", "header")] {
      guard let file = files[name] else { continue }
      var handler = OpenDocumentText(limit: left)
      let outcome = XMLParser.parse(file.span, with: &handler)
      extraction.note(outcome, at: place)
      var found = handler.finished()
      for index in found.pieces.indices {
        left -= found.pieces[index].text.count
        if found.pieces[index].place.isEmpty { found.pieces[index].place = place }
      }
      extraction.pieces += found.pieces
      extraction.problems += found.problems
    }
  }

  /// The order of names with numbers in them: `slide2.xml` before `slide10.xml`.
  static func isBefore(_ one: String, _ other: String) -> Bool {
    one.utf8.count != other.utf8.count ? one.utf8.count < other.utf8.count : one < other
  }
}

extension Extraction {
  /// Records how the reading of XML ended, when it was not its end.
  mutating func note(_ outcome: XMLParser.Outcome, at place: String) {
    switch outcome {
    case .finished: break
    case .malformed(let words): fail(.undecodable, place, "damaged XML: \(words)")
    case .refused: fail(.undecodable, place, "XML with a document type is not read")
    }
  }
}
