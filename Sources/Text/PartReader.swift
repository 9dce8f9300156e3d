import Mail
import Native

/// What is asked of the reading of one text part.
struct ReadingRequest {
  /// The part's section number.
  var section: String
  /// The markup.
  var format: PartReading.TextFormat
  /// Whether the text is of an attachment.
  var isAttachment: Bool
  /// Whether all of it is what somebody else wrote.
  var isQuoted: Bool
  /// Whether offsets into the bytes are offsets into the message.
  var hasOffsets: Bool
  /// Whether it is listed as an attachment that was read; one in a file is not.
  var isNoted = true
}

/// Decodes parts, header values and names, and writes their text as passages.
struct PartReader: ~Copyable {
  private var charsets = CharsetDecoder()
  private var folder = Folder()
  var blocks = Blocks()
  private var transfer: [UInt8] = []
  /// Where in an attachment the text lies that is read; empty outside of files in files.
  var entry = ""
  /// Files that stood encoded in a text and are none themselves.
  var pending: [(name: String, bytes: [UInt8], section: String, isQuoted: Bool)] = []
  /// The composed text of the message at hand.
  var composed = ComposedText()

  init() {}

  /// Starts a new message, whose passages take over the storage of the last one's.
  mutating func reset(_ passages: inout Passages) {
    charsets.reset()
    pending.removeAll()
    for index in passages.items.indices {
      blocks.spares.keep(&passages.items[index].foldMap)
      blocks.spares.keep(&passages.items[index].textMap)
      blocks.spares.keep(&passages.items[index].cells)
    }
    passages.reset()
  }

  // MARK: Short texts

  /// Reads a subject.
  mutating func readHeader(
    _ text: EncodedText, as field: Passage.Field, part: String, _ nesting: Nesting,
    _ bytes: Span<UInt8>, into passages: inout Passages
  ) {
    let size = text.encoding == .composed ? composed.bytes.count : bytes.count
    guard let range = text.range.clamped(to: size) else { return }
    let start = passages.decoded.count
    var map = OffsetMap()
    switch text.encoding {
    case .composed: appendComposed(range, into: &passages, &map)
    case .header:
      let outcome = HeaderText.decode(
        bytes.extracting(range), with: &charsets, into: &passages.decoded, map: &map,
        base: range.lowerBound)
      passages.record(outcome, part)
    case .jsonString:
      JSONString.decode(
        bytes.extracting(range), into: &passages.decoded, map: &map, base: range.lowerBound)
    }
    writeWhole(
      from: start, field, .text, part, nesting, source: nesting.hasOffsets ? map : nil,
      into: &passages)
  }

  /// Reads the file name of a part.
  mutating func readName(
    of part: borrowing Part, _ section: String, _ nesting: Nesting, _ bytes: Span<UInt8>,
    into passages: inout Passages
  ) {
    guard let name = part.fileName, !name.isEmpty else { return }
    let start = passages.decoded.count
    passages.decoded.append(contentsOf: name.utf8)
    let length = passages.decoded.count - start
    var source: OffsetMap?
    if nesting.hasOffsets, let range = part.fileNameRange?.clamped(to: bytes.count) {
      // A name that is written out maps byte by byte, an encoded one as a whole.
      var map = OffsetMap()
      let raw = bytes.extracting(range)
      let at = raw.firstOffset(of: passages.decoded.span.extracting(start..<start + length))
      if let at {
        map.appendCopy(length, from: range.lowerBound + at)
      } else {
        map.append(output: length, input: range.count, from: range.lowerBound)
      }
      source = map
    }
    writeWhole(
      from: start, .attachmentName, .attachment, section, nesting, source: source, into: &passages)
  }

  /// Makes what was decoded since `start` a document with one passage.
  private mutating func writeWhole(
    from start: Int, _ field: Passage.Field, _ kind: Passage.Kind, _ section: String,
    _ nesting: Nesting, source: OffsetMap?, into passages: inout Passages
  ) {
    let range = start..<passages.decoded.count
    passages.documents.append(Document(decoded: range, source: source, entry: entry))
    let text = passages.text.count..<passages.text.count + range.count
    passages.text.append(contentsOf: passages.decoded[range])
    let passage = Passage(
      field: field, kind: kind, isQuoted: nesting.isQuoted, part: section, text: text,
      folded: 0..<0, foldMap: OffsetMap(), document: passages.documents.count - 1,
      textMap: OffsetMap(identity: range.count))
    append(passage, into: &passages)
  }

  /// Folds a passage's text and appends the passage, unless nothing can be seen of it.
  mutating func append(_ passage: consuming Passage, into passages: inout Passages) {
    let start = passages.folded.count
    // A span cannot lie in what is written to.
    var text: [UInt8] = []
    swap(&text, &passages.text)
    folder.fold(
      text.span.extracting(passage.text), into: &passages.folded, map: &passage.foldMap)
    swap(&text, &passages.text)
    passage.folded = start..<passages.folded.count
    guard !passage.folded.isEmpty else { return }
    passages.items.append(passage)
  }

  // MARK: Parts

  /// The body of a part without its transfer encoding, for what is parsed again.
  mutating func transferDecoded(
    _ part: borrowing Part, _ section: String, _ bytes: Span<UInt8>,
    _ budget: inout ReadingBudget, into passages: inout Passages
  ) -> [UInt8] {
    var decoded: [UInt8] = []
    let body = affordable(part, section, bytes, budget, into: &passages)
    let outcome = TransferDecoding.decode(
      bytes.extracting(body), as: part.encoding, into: &decoded)
    passages.record(outcome, section)
    budget.bytes -= decoded.count
    return decoded
  }

  /// As much of a part's body as the budget allows to decode; what is left out is a defect.
  private func affordable(
    _ part: borrowing Part, _ section: String, _ bytes: Span<UInt8>, _ budget: ReadingBudget,
    into passages: inout Passages
  ) -> Range<Int> {
    let size = part.encoding == .composed ? composed.bytes.count : bytes.count
    let body = part.body.clamped(to: size) ?? 0..<0
    let left = max(0, budget.bytes)
    let limit =
      switch part.encoding {
      case .base64, .uuencode: left + left / 3 + left / 40
      case .quotedPrintable: left + left / 8
      default: left
      }
    guard body.count > limit else { return body }
    passages.defects.append(
      Defect(.tooLarge, part: section, detail: "\(limit) of \(body.count) bytes were read"))
    return body.lowerBound..<body.lowerBound + limit
  }

  /// Reads a text part.
  mutating func read(
    _ part: borrowing Part, _ request: ReadingRequest, _ bytes: Span<UInt8>,
    _ budget: inout ReadingBudget, into passages: inout Passages
  ) {
    let body = affordable(part, request.section, bytes, budget, into: &passages)
    let start = passages.decoded.count
    let source = decode(part, request, body, bytes, into: &passages)
    let range = start..<passages.decoded.count
    budget.bytes -= range.count
    let isBinary = Self.isBinary(passages.decoded.span.extracting(range))
    if isBinary {
      passages.decoded.removeLast(range.count)
      if request.isNoted {
        passages.note(part, request.section, why: "a part labelled text holds binary data")
      }
      passages.defects.append(
        Defect(
          .undecodable, part: request.section,
          detail: request.isNoted
            ? "binary data labelled \(part.mediaType.essence)"
            : "\(entry): binary data named as text"))
      return
    }
    let document = Document(
      decoded: range, source: source, entry: entry,
      indexing: passages.decoded.span.extracting(range))
    passages.documents.append(document)
    if request.isAttachment, request.isNoted { passages.note(part, request.section, why: nil) }
    write(part, request, range, &budget, into: &passages)
  }

  /// Appends the decoded text of a body to `passages.decoded`; answers where it came from.
  private mutating func decode(
    _ part: borrowing Part, _ request: ReadingRequest, _ body: Range<Int>, _ bytes: Span<UInt8>,
    into passages: inout Passages
  ) -> OffsetMap? {
    var map = OffsetMap()
    if part.encoding == .composed {
      appendComposed(body, into: &passages, &map)
      return request.hasOffsets ? map : nil
    }
    let encoded = bytes.extracting(body)
    if part.encoding == .jsonString {
      JSONString.decode(encoded, into: &passages.decoded, map: &map, base: body.lowerBound)
      return request.hasOffsets ? map : nil
    }
    let isUnencoded = part.encoding == .base64 && Self.isPlain(encoded)
    if isUnencoded {
      passages.defects.append(
        Defect(.invalidEncoding, part: request.section, detail: "text labelled base64"))
    }
    if part.encoding == .identity || part.encoding == .unknown || isUnencoded {
      let label = label(of: part, request.format, encoded)
      let outcome = charsets.decode(
        encoded, label: label, into: &passages.decoded, map: &map, from: body.lowerBound)
      passages.record(outcome, label, request.section)
      return request.hasOffsets ? map : nil
    }
    var raw = transfer
    transfer = []
    raw.removeAll(keepingCapacity: true)
    var rawMap = OffsetMap()
    let damage = TransferDecoding.decode(
      encoded, as: part.encoding, into: &raw, map: &rawMap, base: body.lowerBound)
    passages.record(damage, request.section)
    let label = label(of: part, request.format, raw.span)
    let outcome = charsets.decode(raw.span, label: label, into: &passages.decoded, map: &map)
    passages.record(outcome, label, request.section)
    transfer = raw
    return request.hasOffsets && damage.isMapped ? map.composed(with: rawMap) : nil
  }

  /// Appends a stretch of the composed text, and where it came from.
  private func appendComposed(
    _ range: Range<Int>, into passages: inout Passages, _ map: inout OffsetMap
  ) {
    passages.decoded.append(contentsOf: composed.bytes[range])
    var run = composed.map.runIndex(holding: range.lowerBound) ?? 0
    map.append(range, of: composed.map, from: &run)
  }

  /// Whether a body labelled base64 is none: a tenth of it or more is spaces and punctuation.
  private static func isPlain(_ encoded: Span<UInt8>) -> Bool {
    let sample = min(encoded.count, 2_000)
    var other = 0
    for index in 0..<sample {
      switch encoded[index] {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"),
        UInt8(ascii: "="), 0x0A, 0x0D:
        break
      default: other += 1
      }
    }
    return other * 10 >= sample && sample > 0
  }

  /// The charset that a part declares: in its type, or inside its HTML.
  private func label(
    of part: borrowing Part, _ format: PartReading.TextFormat, _ text: Span<UInt8>
  ) -> String? {
    if let declared = part.mediaType["charset"] { return declared }
    guard format == .html else { return nil }
    let head = text.extracting(0..<min(text.count, 2_048))
    var offset = 0
    while let at = head.firstOffset(of: UInt8(ascii: "="), from: offset) {
      offset = at + 1
      guard at >= 7, head.hasPrefix(ignoringCase: "charset", at: at - 7) else { continue }
      var end = at + 1
      while end < head.count, end < at + 42, head[end] > 0x20, head[end] != UInt8(ascii: ">") {
        end += 1
      }
      return String(utf8: head.extracting(at + 1..<end))
    }
    return nil
  }

  /// Whether decoded text is not text: zero bytes, or many control characters.
  private static func isBinary(_ text: Span<UInt8>) -> Bool {
    let sample = min(text.count, 1 << 12)
    let first = text.extracting(0..<sample).firstControl()
    guard first < sample else { return false }
    var controls = 0
    var zeros = 0
    for index in first..<sample {
      let byte = text[index]
      guard byte < 0x20 else { continue }
      if byte == 0 { zeros += 1 }
      if !(byte >= 0x09 && byte <= 0x0D) && byte != 0x1B { controls += 1 }
    }
    return (zeros > 4 && zeros * 50 > sample) || controls * 10 > sample
  }
}

extension Range<Int> {
  /// The range, if it lies inside so many bytes.
  fileprivate func clamped(to count: Int) -> Range<Int>? {
    lowerBound >= 0 && upperBound <= count ? self : nil
  }
}

extension Passages {
  fileprivate mutating func record(
    _ outcome: CharsetOutcome, _ label: String?, _ section: String
  ) {
    let label = label ?? ""
    if outcome.isLabelUnknown {
      defects.append(
        Defect(.unknownCharset, part: section, detail: "\(label), read as \(outcome.used)"))
    } else if outcome.isLabelWrong {
      defects.append(
        Defect(.wrongCharset, part: section, detail: "\(label), read as \(outcome.used)"))
    }
  }

  fileprivate mutating func record(_ outcome: HeaderText.Outcome, _ section: String) {
    if let label = outcome.unknownCharset {
      defects.append(Defect(.unknownCharset, part: section, detail: "\(label), in a header"))
    }
    if let label = outcome.wrongCharset {
      defects.append(Defect(.wrongCharset, part: section, detail: "\(label), in a header"))
    }
  }

  mutating func record(_ damage: TransferDecoding.Outcome, _ section: String) {
    if damage.isTruncated { defects.append(Defect(.truncatedEncoding, part: section)) }
    if damage.invalid > 0 { defects.append(Defect(.invalidEncoding, part: section)) }
  }
}
