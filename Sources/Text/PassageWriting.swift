import Mail
import Native

extension PartReader {
  /// Finds the structure of a document's text and writes its passages.
  mutating func write(
    _ part: borrowing Part, _ request: ReadingRequest, _ range: Range<Int>,
    _ budget: inout ReadingBudget, into passages: inout Passages
  ) {
    let document = passages.documents.count - 1
    switch request.format {
    case .html:
      let armor = ArmoredText.firstMessage(in: passages.decoded.span.extracting(range))
      if let armor { passages.encrypted(armor, request.section) }
      begin(&passages)
      HTMLText.extract(passages.decoded.span.extracting(range), into: &blocks)
      writeBlocks(request, document, from: 0, into: &passages)
      writeLinks(request, document, into: &passages)
    case .commaSeparated, .tabSeparated, .sheet:
      begin(&passages)
      TextTable.extractCSV(
        passages.decoded.span.extracting(range), separator: request.format == .sheet ? 0x09 : nil,
        into: &blocks)
      writeBlocks(request, document, from: 0, into: &passages)
    case .calendar:
      begin(&passages)
      CalendarText.extract(passages.decoded.span.extracting(range), into: &blocks)
      writeBlocks(request, document, from: 0, into: &passages)
    case .plain:
      writePlain(part, request, range, &budget, into: &passages)
    }
    // Folding can make text up to eleven times longer.
    budget.bytes -= max(0, passages.folded.count - passages.decoded.count * 2) / 8
  }

  /// Has the next blocks' text written behind the passages' own, so that it need not be copied there.
  private mutating func begin(_ passages: inout Passages) {
    blocks.reset()
    swap(&blocks.text, &passages.text)
  }

  /// Writes plain text without its armored and uuencoded blocks, and reads the files in those.
  private mutating func writePlain(
    _ part: borrowing Part, _ request: ReadingRequest, _ range: Range<Int>,
    _ budget: inout ReadingBudget, into passages: inout Passages
  ) {
    let document = passages.documents.count - 1
    let isFlowed = part.mediaType["format"]?.lowercased() == "flowed"
    let deletesSpace = part.mediaType["delsp"]?.lowercased() == "yes"
    let hint = passages.decoded.span.extracting(range).mayHoldBlocks
    guard hint.isArmored || hint.isUUEncoded else {
      guard !range.isEmpty else { return }
      begin(&passages)
      PlainText.extract(
        passages.decoded.span.extracting(range), isFlowed: isFlowed, deletesSpace: deletesSpace,
        into: &blocks)
      return writeBlocks(request, document, from: 0, into: &passages)
    }
    let armored = ArmoredText.blocks(in: passages.decoded.span.extracting(range))
    let files = UUEncodedBlocks.find(in: passages.decoded.span.extracting(range))
    for armor in armored where armor.isMessage { passages.encrypted(armor, request.section) }
    var cuts = armored.map(\.range) + files.map(\.range)
    cuts.sort { $0.lowerBound < $1.lowerBound }
    cuts.append(range.count..<range.count)
    var offset = 0
    for cut in cuts where cut.lowerBound >= offset {
      if cut.lowerBound > offset {
        let piece = range.lowerBound + offset..<range.lowerBound + cut.lowerBound
        begin(&passages)
        PlainText.extract(
          passages.decoded.span.extracting(piece), isFlowed: isFlowed, deletesSpace: deletesSpace,
          into: &blocks)
        writeBlocks(request, document, from: offset, into: &passages)
      }
      offset = cut.upperBound
    }
    for file in files {
      let data = range.lowerBound + file.data.lowerBound..<range.lowerBound + file.data.upperBound
      var bytes: [UInt8] = []
      let outcome = TransferDecoding.decode(
        passages.decoded.span.extracting(data), as: file.isBase64 ? .base64 : .uuencode,
        into: &bytes)
      passages.record(outcome, request.section)
      readFile(file.name, bytes, request, &budget, into: &passages)
    }
  }

  /// Reads a file that stood encoded in a text, if its name says that it is text; puts another one by.
  private mutating func readFile(
    _ name: String, _ bytes: [UInt8], _ request: ReadingRequest, _ budget: inout ReadingBudget,
    into passages: inout Passages
  ) {
    var file = Part()
    file.fileName = name
    file.mediaType = MediaType(type: "application", subtype: "octet-stream")
    file.disposition = .attachment
    file.body = 0..<bytes.count
    var nesting = Nesting(isQuoted: request.isQuoted, hasOffsets: false)
    nesting.prefix = request.section
    readName(of: file, request.section, nesting, bytes.span, into: &passages)
    guard case .text(let format, _) = PartReading(file) else {
      pending.append((name, bytes, request.section, request.isQuoted))
      return
    }
    var inner = request
    inner.format = format
    inner.isAttachment = true
    inner.hasOffsets = false
    read(file, inner, bytes.span, &budget, into: &passages)
  }

  /// Makes passages of the blocks whose text was written since `begin`.
  private mutating func writeBlocks(
    _ request: ReadingRequest, _ document: Int, from offset: Int, into passages: inout Passages
  ) {
    swap(&blocks.text, &passages.text)
    for index in blocks.items.indices {
      let text = blocks.items[index].text
      var kind = blocks.items[index].kind
      if request.isAttachment && kind != .table { kind = .attachment }
      // Taken, not shared: both would be copied when they change.
      var map = OffsetMap()
      swap(&map, &blocks.items[index].map)
      map.shiftInput(by: offset)
      let count = passages.items.count
      append(
        Passage(
          field: request.isAttachment ? .attachment : .body, kind: kind,
          isQuoted: request.isQuoted || blocks.items[index].isQuoted, part: request.section,
          text: text, folded: 0..<0, foldMap: blocks.spares.map(), document: document, textMap: map),
        into: &passages)
      guard passages.items.count > count, !blocks.items[index].cells.isEmpty else { continue }
      var cells: [TableCell] = []
      swap(&cells, &blocks.items[index].cells)
      var place = OffsetMap.Place()
      let fold = passages.items[count].foldMap
      for cell in cells.indices {
        let range = cells[cell].range
        let lower = fold.output(of: range.lowerBound, near: &place)
        let upper = fold.output(of: range.upperBound, near: &place)
        cells[cell].range = lower..<max(lower, upper)
      }
      passages.items[count].cells = cells
    }
  }

  /// Writes the targets of a document's links as one passage, a line each.
  private mutating func writeLinks(
    _ request: ReadingRequest, _ document: Int, into passages: inout Passages
  ) {
    let start = passages.text.count
    var map = OffsetMap()
    var last = 0..<0
    for link in blocks.links where !link.target.isEmpty {
      // Pictures and their captions often link to the same place.
      let target = blocks.targets.span.extracting(link.target)
      if target.equals(blocks.targets.span.extracting(last)) { continue }
      last = link.target
      if passages.text.count > start {
        passages.text.append(UInt8(ascii: "\n"))
        map.append(output: 1, input: 0, from: link.map.start(of: 0))
      }
      passages.text.append(target)
      map.append(link.map)
    }
    guard passages.text.count > start else { return }
    append(
      Passage(
        field: .link, kind: .html, isQuoted: request.isQuoted, part: request.section,
        text: start..<passages.text.count, folded: 0..<0, foldMap: blocks.spares.map(),
        document: document, textMap: map),
      into: &passages)
  }
}

extension Passages {
  fileprivate mutating func encrypted(_ armor: ArmoredText.Block, _ section: String) {
    defects.append(Defect(.encrypted, part: section, detail: "an OpenPGP message in the text"))
    attachments.append(
      AttachmentNote(
        part: section, name: "", type: "application/pgp-encrypted", bytes: armor.range.count,
        isRead: false, why: "encrypted"))
  }
}
