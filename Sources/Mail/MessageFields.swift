import Native

extension Part {
  /// Takes what describes a part from its fields; of a field given twice the first counts.
  mutating func readFields(
    in fields: [HeaderField], of bytes: Span<UInt8>, with charsets: inout CharsetDecoder,
    _ defects: inout [Defect]
  ) {
    var hasType = false
    var hasEncoding = false
    var hasDisposition = false
    var typeNameRange: Range<Int>?
    for index in headers {
      let field = fields[index]
      // Content-Type, -Disposition, -Transfer-Encoding: nothing else has one of these lengths often.
      guard field.name.count >= 12 else { continue }
      let value = bytes.extracting(field.value)
      let start = field.value.lowerBound
      switch FieldName(bytes.extracting(field.name)) {
      case .contentType where !hasType && !field.value.isEmpty:
        hasType = true
        let reading = ContentType.read(value, with: &charsets)
        mediaType = reading.type
        typeNameRange = reading.nameRange.map { $0.shifted(by: start) }
        if reading.isMalformed {
          defects.append(Defect(.malformedHeader, part: section, detail: "Content-Type"))
        }
      case .contentTransferEncoding where !hasEncoding:
        hasEncoding = true
        let (read, name) = ContentType.readEncoding(value)
        encoding = read
        if read == .unknown {
          defects.append(Defect(.unknownEncoding, part: section, detail: name))
        }
      case .contentDisposition where !hasDisposition:
        hasDisposition = true
        let reading = ContentType.readDisposition(value, with: &charsets)
        disposition = reading.disposition
        fileName = reading.fileName
        fileNameRange = reading.fileNameRange.map { $0.shifted(by: start) }
      default: continue
      }
    }
    if fileName == nil, let name = mediaType["name"] {
      fileName = name
      fileNameRange = typeNameRange
    }
  }
}

extension Message {
  /// Takes who wrote what to whom from the outermost header.
  ///
  /// A field given twice gives all its addresses; of the others the first that says something
  /// counts. `Resent-` fields tell how a message travelled and are passed over.
  mutating func readFields(of bytes: Span<UInt8>, with charsets: inout CharsetDecoder) {
    guard let root = parts.first else { return }
    for index in root.headers {
      let field = headers[index]
      guard let name = FieldName(bytes.extracting(field.name)), !field.value.isEmpty else {
        continue
      }
      let value = bytes.extracting(field.value)
      switch name {
      case .from: AddressList.read(value, with: &charsets, into: &from)
      case .sender: AddressList.read(value, with: &charsets, into: &sender)
      case .replyTo: AddressList.read(value, with: &charsets, into: &replyTo)
      case .to: AddressList.read(value, with: &charsets, into: &to)
      case .cc: AddressList.read(value, with: &charsets, into: &cc)
      case .bcc: AddressList.read(value, with: &charsets, into: &bcc)
      case .subject where subject == nil:
        subject = EncodedText(range: field.value, encoding: .header)
      case .date where date == nil: date = MessageDate(mail: value)
      case .messageID where id == nil: id = Self.identifier(value)
      case .listID, .listPost: isList = true
      case .gmailThread where conversation == nil: conversation = Self.identifier(value)
      case .gmailLabels where labels.isEmpty: readLabels(value, with: &charsets)
      case .precedence where value.hasPrefix(ignoringCase: "list"): isList = true
      default: continue
      }
    }
  }

  /// Reads Gmail's labels: commas between them, quotes around those that hold one.
  private mutating func readLabels(_ value: Span<UInt8>, with charsets: inout CharsetDecoder) {
    var decoded: [UInt8] = []
    var map = OffsetMap()
    _ = HeaderText.decode(value, with: &charsets, into: &decoded, map: &map, base: 0)
    let fields = TableRecord(decoded.span, separator: UInt8(ascii: ",")).fields
    for field in fields.prefix(100) {
      let label = String(utf8: decoded.span.extracting(field)).trimmingSpaces
      if !label.isEmpty { labels.append(label) }
    }
    // Old chats were kept as mail with this label.
    if labels.contains("Chat") || labels.contains("Chats") { channel = .chat }
  }

  /// What stands between the angle brackets of a Message-ID, or all of it without them.
  private static func identifier(_ value: Span<UInt8>) -> String? {
    var start = 0
    var end = value.count
    if let open = value.firstOffset(of: UInt8(ascii: "<")) {
      start = open + 1
      end = value.firstOffset(of: UInt8(ascii: ">"), from: start) ?? end
    }
    while start < end, HeaderText.isSpace(value[start]) { start += 1 }
    while end > start, HeaderText.isSpace(value[end - 1]) { end -= 1 }
    return start < end ? String(utf8: value.extracting(start..<end)) : nil
  }
}

extension Range<Int> {
  /// The range moved up by a distance.
  fileprivate func shifted(by distance: Int) -> Range<Int> {
    lowerBound + distance..<upperBound + distance
  }
}
