import Documents
public import Mail
import Native

/// Turns a parsed message into the passages that a person would read.
///
/// It decides which parts are read and how: the subject, the bodies (of alternatives that say the
/// same only the richest), forwarded messages as quotations, text attachments, attachment names and
/// link targets. What it does not read it notes, with the reason. One worker owns an extractor and
/// reuses its buffers.
public struct TextExtractor: ~Copyable {
  let limits: Limits
  var reader: PartReader
  private var words = WordBag()
  var budget: ReadingBudget
  /// What may still be unpacked of the message's attached files.
  var files: FileBudget

  /// Creates an extractor with limits on what it decodes.
  public init(limits: Limits = Limits()) {
    self.limits = limits
    reader = PartReader()
    budget = ReadingBudget(bytes: limits.decodedBytes, parts: limits.parts)
    files = FileBudget(limits)
  }

  /// Fills `passages` with the readable text of `message`, which was parsed from `bytes`.
  public mutating func extract(
    _ message: borrowing Message, from bytes: Span<UInt8>, into passages: inout Passages
  ) {
    reader.reset(&passages)
    reader.composed = message.composed
    // Kept no longer than this: the parser writes the next message's into the same storage.
    defer { reader.composed = ComposedText() }
    budget = ReadingBudget(bytes: limits.decodedBytes, parts: limits.parts)
    files = FileBudget(limits)
    let root = Nesting()
    if let subject = message.subject {
      reader.readHeader(subject, as: .subject, part: "", root, bytes, into: &passages)
    }
    let tree = PartTree(message.parts)
    if !message.parts.isEmpty {
      visit(0, of: message, tree, bytes, root, into: &passages)
    }
  }

  /// Reads one part and what is in it.
  private mutating func visit(
    _ index: Int, of message: borrowing Message, _ tree: borrowing PartTree, _ bytes: Span<UInt8>,
    _ nesting: Nesting, into passages: inout Passages
  ) {
    guard nesting.depth <= limits.depth else { return }
    let part = message.parts[index]
    let section = nesting.section(of: part)
    let reading = PartReading(part)
    if part.fileName != nil {
      reader.readName(of: part, section, nesting, bytes, into: &passages)
    }
    switch reading {
    case .children:
      guard tree.hasChildren(index) else {
        // A multipart without parts is shown as it stands.
        return read(.plain, isAttachment: false, part, section, nesting, bytes, into: &passages)
      }
      for child in tree.children(of: index) {
        visit(child, of: message, tree, bytes, nesting.inner, into: &passages)
      }
    case .alternatives:
      visitAlternatives(index, of: message, tree, bytes, nesting, into: &passages)
    case .message:
      visitMessage(index, of: message, tree, bytes, nesting, into: &passages)
    case .text(let format, let isAttachment):
      read(format, isAttachment: isAttachment, part, section, nesting, bytes, into: &passages)
    case .signature:
      passages.note(part, section, why: "a signature holds no text")
    case .encrypted:
      passages.note(part, section, why: "encrypted")
      passages.defects.append(Defect(.encrypted, part: section, detail: part.mediaType.essence))
    case .opaqueSignature:
      passages.note(part, section, why: "its signed content is packed and is not read")
      passages.defects.append(
        Defect(.undecodable, part: section, detail: "signed content of \(part.mediaType.essence)"))
    case .file(let why):
      guard !readAttached(part, section, nesting, bytes, into: &passages) else { return }
      noteUnread(part, section, why: why, into: &passages)
    case .unread(let why): noteUnread(part, section, why: why, into: &passages)
    }
  }

  private mutating func read(
    _ format: PartReading.TextFormat, isAttachment: Bool, _ part: Part, _ section: String,
    _ nesting: Nesting, _ bytes: Span<UInt8>, into passages: inout Passages
  ) {
    let request = ReadingRequest(
      section: section, format: format, isAttachment: isAttachment, isQuoted: nesting.isQuoted,
      hasOffsets: nesting.hasOffsets)
    reader.read(part, request, bytes, &budget, into: &passages)
    guard !reader.pending.isEmpty else { return }
    let pending = reader.pending
    reader.pending.removeAll()
    for file in pending { readPending(file, nesting, into: &passages) }
  }

  /// Reads what a mail program would show of alternatives, and what only the others say.
  private mutating func visitAlternatives(
    _ index: Int, of message: borrowing Message, _ tree: borrowing PartTree, _ bytes: Span<UInt8>,
    _ nesting: Nesting, into passages: inout Passages
  ) {
    let start = passages.mark
    // The richest first: HTML, alone or with its images.
    var rest: [Int] = []
    for child in tree.children(of: index) {
      if message.parts[child].mediaType == .plainText || isText(message.parts[child], "plain") {
        rest.append(child)
      } else if isText(message.parts[child], "html")
        || message.parts[child].mediaType.type == "multipart"
      {
        visit(child, of: message, tree, bytes, nesting.inner, into: &passages)
      } else {
        rest.append(child)
      }
    }
    for child in rest {
      let before = passages.mark
      visit(child, of: message, tree, bytes, nesting.inner, into: &passages)
      guard message.parts[child].mediaType.type == "text", before.items > start.items else {
        continue
      }
      words.reset()
      for index in start.items..<before.items {
        words.add(passages.folded.span.extracting(passages.items[index].folded))
      }
      for index in before.items..<passages.items.count {
        words.remove(passages.folded.span.extracting(passages.items[index].folded))
      }
      if words.coveredAll { passages.rewind(to: before) }
    }
  }

  private func isText(_ part: borrowing Part, _ subtype: String) -> Bool {
    part.mediaType.type == "text" && part.mediaType.subtype == subtype
  }

  /// Reads a message inside the message, as a quotation of whoever wrote it.
  private mutating func visitMessage(
    _ index: Int, of message: borrowing Message, _ tree: borrowing PartTree, _ bytes: Span<UInt8>,
    _ nesting: Nesting, into passages: inout Passages
  ) {
    let part = message.parts[index]
    let section = nesting.section(of: part)
    if tree.hasChildren(index) {
      passages.note(part, section, why: nil)
      for child in tree.children(of: index) {
        // The first piece of a message that was sent in pieces (message/partial) is no quotation.
        let inner = part.mediaType.subtype == "partial" ? nesting.inner : nesting.quoted
        if let subject = message.field("subject", of: child, in: bytes) {
          reader.readHeader(subject, as: .subject, part: section, inner, bytes, into: &passages)
        }
        visit(child, of: message, tree, bytes, inner, into: &passages)
      }
      return
    }
    let isEncoded =
      part.encoding == .base64 || part.encoding == .quotedPrintable
      || part.encoding == .uuencode
    guard isEncoded, nesting.depth + 1 < limits.depth, budget.parts > 0 else {
      noteUnread(part, section, isEncoded: isEncoded, into: &passages)
      return
    }
    // Standards forbid to encode a message part, programs do it: decoded, it is parsed again.
    let decoded = reader.transferDecoded(part, section, bytes, &budget, into: &passages)
    passages.note(part, section, why: nil)
    readMessage(decoded, section, nesting, into: &passages)
  }

  /// Reads a message that is no part of the one at hand but was decoded from it, as a quotation.
  mutating func readMessage(
    _ decoded: [UInt8], _ section: String, _ nesting: Nesting, into passages: inout Passages
  ) {
    var limits = limits
    limits.depth -= nesting.depth + 1
    limits.parts = budget.parts
    guard limits.depth > 0, limits.parts > 0 else {
      passages.defects.append(Defect(.tooDeep, part: section))
      return
    }
    var inner = Message()
    var parser = MIMEParser(limits: limits)
    parser.parse(decoded.span, into: &inner)
    budget.parts -= inner.parts.count
    for var defect in inner.defects {
      defect.part = defect.part.map { $0.isEmpty ? section : "\(section).\($0)" } ?? section
      passages.defects.append(defect)
    }
    let within = nesting.decoded(section)
    if let subject = inner.subject {
      reader.readHeader(subject, as: .subject, part: section, within, decoded.span, into: &passages)
    }
    let innerTree = PartTree(inner.parts)
    if !inner.parts.isEmpty {
      visit(0, of: inner, innerTree, decoded.span, within, into: &passages)
    }
  }
}

extension TextExtractor {
  /// Notes a part of a type that is not read.
  private func noteUnread(
    _ part: Part, _ section: String, why: String, into passages: inout Passages
  ) {
    passages.note(part, section, why: why)
    passages.defects.append(
      Defect(.notRead, part: section, detail: part.fileName.map { "\($0): \(why)" } ?? why))
  }

  /// Notes a message part without a message that can be read.
  private func noteUnread(
    _ part: Part, _ section: String, isEncoded: Bool, into passages: inout Passages
  ) {
    if part.body.isEmpty {
      passages.note(part, section, why: "the message is empty")
    } else if part.mediaType.subtype == "partial" {
      let why = "a fragment of a message is not read"
      passages.note(part, section, why: why)
      passages.defects.append(Defect(.notRead, part: section, detail: why))
    } else {
      passages.note(part, section, why: "nested too deeply")
      // The parser has told where it stopped; what is encoded only the extractor knows of.
      if isEncoded { passages.defects.append(Defect(.tooDeep, part: section)) }
    }
  }
}

/// How much more may be decoded of one message.
struct ReadingBudget {
  /// Bytes of text.
  var bytes: Int
  /// Parts of messages that were themselves encoded.
  var parts: Int
}

/// How deep a part is inside messages, and what follows from it.
struct Nesting {
  /// The section of the encoded message that the part's numbers count in; empty for the root.
  var prefix = ""
  /// Whether the message is one that somebody else wrote.
  var isQuoted = false
  /// Whether offsets into the bytes at hand are offsets into the message itself.
  var hasOffsets = true
  /// How deep.
  var depth = 0
  /// How many files the message lies in.
  var files = 0

  /// One level further in.
  var inner: Nesting {
    var result = self
    result.depth += 1
    return result
  }

  /// Inside a forwarded message.
  var quoted: Nesting {
    var result = inner
    result.isQuoted = true
    return result
  }

  /// Inside a forwarded message that was encoded as a part of `section`.
  func decoded(_ section: String) -> Nesting {
    Nesting(
      prefix: section, isQuoted: true, hasOffsets: false, depth: depth + 1, files: files)
  }

  /// The section number of a part, counted from the root.
  func section(of part: borrowing Part) -> String {
    if prefix.isEmpty { return part.section }
    return part.section.isEmpty ? prefix : "\(prefix).\(part.section)"
  }
}

/// Which parts are whose children.
struct PartTree: ~Copyable {
  private var firstChild: [Int32]
  private var nextSibling: [Int32]

  init(_ parts: borrowing [Part]) {
    firstChild = Array(repeating: -1, count: parts.count)
    nextSibling = Array(repeating: -1, count: parts.count)
    for index in parts.indices.reversed() {
      guard let parent = parts[index].parent, parent >= 0, parent < index else { continue }
      nextSibling[index] = firstChild[parent]
      firstChild[parent] = Int32(truncatingIfNeeded: index)
    }
  }

  /// Whether a part has children.
  func hasChildren(_ index: Int) -> Bool { firstChild[index] >= 0 }

  /// A part's children in order.
  func children(of index: Int) -> [Int] {
    var result: [Int] = []
    var child = firstChild[index]
    while child >= 0 {
      result.append(Int(child))
      child = nextSibling[Int(child)]
    }
    return result
  }
}

extension Message {
  /// The value of a part's first header field of a name (lower case), to be decoded as a header.
  borrowing func field(_ name: StaticString, of part: Int, in bytes: Span<UInt8>) -> EncodedText? {
    for field in headers[parts[part].headers]
    where field.name.count == name.utf8CodeUnitCount
      && bytes.hasPrefix(ignoringCase: name, at: field.name.lowerBound)
    {
      return EncodedText(range: field.value, encoding: .header)
    }
    return nil
  }
}

extension Passages {
  /// Notes an attachment, read (nil) or not read for a reason.
  mutating func note(_ part: borrowing Part, _ section: String, why: String?) {
    note(part, section, isRead: why == nil, why: why ?? "")
  }

  /// Notes an attachment.
  mutating func note(_ part: borrowing Part, _ section: String, isRead: Bool, why: String) {
    attachments.append(
      AttachmentNote(
        part: section, name: part.fileName ?? "", type: part.mediaType.essence,
        bytes: part.body.count, isRead: isRead, why: why))
  }
}
