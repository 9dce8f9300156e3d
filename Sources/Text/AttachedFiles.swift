import Documents
import Mail
import Native

extension TextExtractor {
  /// Reads an attached file by what its content is; false when it is none that can be read.
  mutating func readAttached(
    _ part: Part, _ section: String, _ nesting: Nesting, _ bytes: Span<UInt8>,
    into passages: inout Passages
  ) -> Bool {
    let body = part.body.clamped(to: bytes) ?? 0..<0
    var head: [UInt8] = []
    let begin = body.lowerBound..<min(body.upperBound, body.lowerBound + 2 * DocumentKind.headBytes)
    _ = TransferDecoding.decode(bytes.extracting(begin), as: part.encoding, into: &head)
    guard DocumentKind(head: head.span) != nil else { return false }
    var file = AttachedFile(
      name: part.fileName ?? "", type: part.mediaType, bytes: [], depth: nesting.files)
    // A body in base64 is a third longer than what it holds.
    let most = files.bytes + files.bytes / 2
    let taken = body.lowerBound..<min(body.upperBound, body.lowerBound + max(0, most))
    let outcome = TransferDecoding.decode(
      bytes.extracting(taken), as: part.encoding, into: &file.bytes)
    passages.record(outcome, section)
    var report = FileReport()
    if taken.count < body.count {
      report.problems.append(
        Defect(.tooLarge, detail: "\(taken.count) of \(body.count) bytes were read"))
    }
    files.bytes -= file.bytes.count
    read(file, section, nesting, &report, into: &passages)
    finish(report, part, section, into: &passages)
    return true
  }

  /// Reads a file that stood encoded in a text.
  mutating func readPending(
    _ file: (name: String, bytes: [UInt8], section: String, isQuoted: Bool), _ nesting: Nesting,
    into passages: inout Passages
  ) {
    var part = Part()
    part.fileName = file.name
    part.mediaType = MediaType(type: "application", subtype: "octet-stream")
    part.body = 0..<file.bytes.count
    var within = nesting
    within.isQuoted = file.isQuoted
    guard readAttached(part, file.section, within, file.bytes.span, into: &passages) else {
      passages.note(part, file.section, why: "uuencoded data is not read")
      passages.defects.append(
        Defect(.notRead, part: file.section, detail: "\(file.name): uuencoded data"))
      return
    }
  }

  /// Records what came of an attachment.
  mutating func finish(
    _ report: FileReport, _ part: Part, _ section: String, into passages: inout Passages
  ) {
    let first = report.problems.first.map { $0.detail.isEmpty ? $0.kind.rawValue : $0.detail }
    passages.note(
      part, section, isRead: report.texts > 0 || report.problems.isEmpty, why: first ?? "")
    // A loss is always told; of what is only not read, so many.
    var told = 0
    for var defect in report.problems {
      if defect.kind == .notRead {
        told += 1
        if told > FileReport.most { continue }
      }
      defect.part = section
      if let name = part.fileName, defect.kind == .notRead || defect.kind == .encrypted {
        defect.detail = "\(name): \(defect.detail)"
      }
      passages.defects.append(defect)
    }
    if told > FileReport.most {
      passages.defects.append(
        Defect(.notRead, part: section, detail: "\(told - FileReport.most) more files"))
    }
  }

  /// Reads a file, and the files in it.
  private mutating func read(
    _ file: borrowing AttachedFile, _ section: String, _ nesting: Nesting,
    _ report: inout FileReport, into passages: inout Passages
  ) {
    guard file.depth < limits.fileDepth else {
      return report.fail(.tooDeep, file.entry, "a file in files")
    }
    switch DocumentKind(head: file.bytes.span.extracting(0..<min(file.bytes.count, 1_100))) {
    case .archive(let kind):
      if kind == .zip,
        let document = OfficeFile.read(file.bytes.span, textLimit: max(0, budget.bytes), &files)
      {
        return read(document, of: file, section, nesting, &report, into: &passages)
      }
      readArchive(file, kind, section, nesting, &report, into: &passages)
    case .richText:
      read(
        RichText.read(file.bytes.span, textLimit: max(0, budget.bytes)), of: file, section, nesting,
        &report, into: &passages)
    case .pdf:
      read(
        PDFFile.read(file.bytes, textLimit: max(0, budget.bytes), limits), of: file, section,
        nesting, &report, into: &passages)
    case .compound:
      read(
        OutlookMail.content(ofCompoundFile: file.bytes), of: file, section, nesting, &report,
        into: &passages)
    case .tnef:
      read(
        OutlookMail.content(ofTNEF: file.bytes), of: file, section, nesting, &report,
        into: &passages)
    case nil:
      readPlain(file, section, nesting, &report, into: &passages)
    }
  }

  /// Reads what Outlook wrote, which is mail by now.
  private mutating func read(
    _ content: OutlookMail.Content, of file: borrowing AttachedFile, _ section: String,
    _ nesting: Nesting, _ report: inout FileReport, into passages: inout Passages
  ) {
    switch content {
    case .mail(let mail, let isDamaged):
      report.texts += 1
      readMail(mail, at: file.entry, depth: file.depth, section, nesting, into: &passages)
      if isDamaged { report.fail(.undecodable, file.entry, "damaged Outlook message") }
    case .encrypted: report.fail(.encrypted, file.entry, "an encrypted document")
    case .document(let what): report.fail(.notRead, file.entry, "\(what) is not read")
    case .damaged: report.fail(.undecodable, file.entry, "damaged Outlook or Office file")
    }
  }

  private mutating func readMail(
    _ mail: [UInt8], at entry: String, depth: Int, _ section: String, _ nesting: Nesting,
    into passages: inout Passages
  ) {
    let before = reader.entry
    reader.entry = before.isEmpty ? entry : entry.isEmpty ? before : "\(before)/\(entry)"
    var within = nesting
    within.files = depth + 1
    readMessage(mail, section, within, into: &passages)
    reader.entry = before
  }

  /// Reads a file that is text or a message by its name.
  private mutating func readPlain(
    _ file: borrowing AttachedFile, _ section: String, _ nesting: Nesting,
    _ report: inout FileReport, into passages: inout Passages
  ) {
    var part = Part()
    part.fileName = file.name
    part.mediaType = file.type
    part.disposition = .attachment
    part.body = 0..<file.bytes.count
    switch PartReading(part) {
    case .text where file.name.lowercased().hasSuffix(".eml"):
      report.texts += 1
      readMail(
        file.bytes, at: file.entry, depth: file.depth, section, nesting, into: &passages)
    case .text(let format, _):
      report.texts += 1
      read(part, file.bytes, format, at: file.entry, section, nesting, into: &passages)
    case .file:
      report.fail(.notRead, file.entry, "files of this kind are not read")
    case .unread(let why): report.fail(.notRead, file.entry, why)
    default: report.fail(.notRead, file.entry, "files of this kind are not read")
    }
  }

  /// Reads the pieces of a document's text.
  private mutating func read(
    _ document: Extraction, of file: borrowing AttachedFile, _ section: String,
    _ nesting: Nesting, _ report: inout FileReport, into passages: inout Passages
  ) {
    var part = Part()
    part.mediaType = MediaType(
      type: "text", subtype: "plain", parameters: [.init(name: "charset", value: "utf-8")])
    for piece in document.pieces {
      report.texts += 1
      part.body = 0..<piece.text.count
      read(
        part, piece.text, piece.isTable ? .sheet : .plain, at: file.place(piece.place), section,
        nesting, into: &passages)
    }
    for problem in document.problems {
      report.fail(problem.kind, file.entry, problem.detail)
    }
  }

  private mutating func read(
    _ part: Part, _ bytes: [UInt8], _ format: PartReading.TextFormat, at entry: String,
    _ section: String, _ nesting: Nesting, into passages: inout Passages
  ) {
    var request = ReadingRequest(
      section: section, format: format, isAttachment: true, isQuoted: nesting.isQuoted,
      hasOffsets: false)
    request.isNoted = false
    let before = reader.entry
    reader.entry = before.isEmpty ? entry : entry.isEmpty ? before : "\(before)/\(entry)"
    reader.read(part, request, bytes.span, &budget, into: &passages)
    reader.entry = before
  }

  /// Reads the path of an entry, which says as much as the name of an attachment.
  private mutating func readName(
    of entry: String, _ section: String, _ nesting: Nesting, into passages: inout Passages
  ) {
    var part = Part()
    part.fileName = entry
    var within = nesting
    within.hasOffsets = false
    let nothing: [UInt8] = []
    reader.readName(of: part, section, within, nothing.span, into: &passages)
  }

  /// Reads the entries of an archive, or the content of a compressed file.
  private mutating func readArchive(
    _ file: borrowing AttachedFile, _ kind: ArchiveReader.Kind, _ section: String,
    _ nesting: Nesting, _ report: inout FileReport, into passages: inout Passages
  ) {
    do throws(ArchiveError) {
      var unpacker = try Unpacker(file.bytes.span, kind: kind)
      while true {
        switch unpacker.next(&files) {
        case .end: return
        case .problem(let defect):
          return report.fail(defect.kind, file.entry, defect.detail)
        case .entry(let entry):
          guard entry.isFile else { continue }
          // A compressed file has the name of what is in it, with an ending more.
          let name = unpacker.isSingle ? file.uncompressedName : entry.name
          if entry.isEncrypted {
            report.fail(.encrypted, file.path(to: name), "an encrypted entry of an archive")
            continue
          }
          readName(of: file.path(to: name), section, nesting, into: &passages)
          if let why = PartReading.unreadable(name: name) {
            report.fail(.notRead, file.path(to: name), why)
            continue
          }
          let content = unpacker.contents(&files)
          if let defect = content.defect {
            report.fail(defect.kind, file.path(to: name), defect.detail)
          }
          var inner = file.inner(name, content.bytes)
          if unpacker.isSingle { inner.entry = file.path(to: name) }
          read(inner, section, nesting, &report, into: &passages)
        }
      }
    } catch {
      report.fail(error.defect.kind, file.entry, error.defect.detail)
    }
  }
}

extension Range<Int> {
  /// The range, if it lies inside the bytes.
  func clamped(to bytes: Span<UInt8>) -> Range<Int>? {
    lowerBound >= 0 && upperBound <= bytes.count ? self : nil
  }
}
