public import Mail
public import Native

/// One stretch of readable text of a message: decoded, folded, and mapped back to its bytes.
public struct Passage: Sendable {
  /// What part of the message it is, as findings name it.
  public enum Field: String, Sendable, CaseIterable {
    case subject, body, attachment
    case attachmentName = "attachment-name"
    case link
  }

  /// What kind of text it is, as `chaperone text` names it.
  public enum Kind: String, Sendable, CaseIterable {
    case text, html, quoted, signature, table, attachment
  }

  /// The field.
  public var field: Field
  /// The kind.
  public var kind: Kind
  /// Whether it repeats what somebody else wrote (a reply's quotation, a forwarded message).
  public var isQuoted: Bool
  /// The section number of the part; empty for a subject of the root.
  public var part: String
  /// The readable text: a range of `Passages.text`.
  public var text: Range<Int>
  /// The folded text: a range of `Passages.folded`.
  public var folded: Range<Int>
  /// From `folded` (offsets from the passage's start) to `text` (offsets from the passage's start).
  public var foldMap: OffsetMap
  /// Which of `Passages.documents` the text was taken from.
  public var document: Int
  /// From `text` (offsets from the passage's start) to the document's decoded text.
  public var textMap: OffsetMap
  /// The cells, when the passage is a table; folded offsets from the passage's start.
  public var cells: [TableCell]

  /// Creates a passage.
  public init(
    field: Field, kind: Kind, isQuoted: Bool = false, part: String, text: Range<Int>,
    folded: Range<Int>, foldMap: OffsetMap, document: Int, textMap: OffsetMap,
    cells: [TableCell] = []
  ) {
    self.field = field
    self.kind = kind
    self.isQuoted = isQuoted
    self.part = part
    self.text = text
    self.folded = folded
    self.foldMap = foldMap
    self.document = document
    self.textMap = textMap
    self.cells = cells
  }
}

/// One cell of a table passage.
public struct TableCell: Sendable, Hashable {
  /// The row, from 0.
  public var row: Int
  /// The column, from 0.
  public var column: Int
  /// Whether it is a column's header.
  public var isHeader: Bool
  /// Where it stands: folded offsets from the passage's start.
  public var range: Range<Int>

  /// Creates a cell.
  public init(row: Int, column: Int, isHeader: Bool, range: Range<Int>) {
    self.row = row
    self.column = column
    self.isHeader = isHeader
    self.range = range
  }
}

/// One decoded part (or subject): what findings' `start` and `end` count in.
public struct Document: Sendable {
  /// The decoded UTF-8: a range of `Passages.decoded`.
  public var decoded: Range<Int>
  /// From the decoded text to the message's bytes; nil where the encoding keeps none (base64).
  public var source: OffsetMap?

  /// Creates a document.
  public init(decoded: Range<Int>, source: OffsetMap?) {
    self.decoded = decoded
    self.source = source
  }
}

/// A part that was not read, or read as an attachment: what `chaperone text` lists and coverage counts.
public struct AttachmentNote: Sendable, Hashable {
  /// The section number.
  public var part: String
  /// The file name; empty when there is none.
  public var name: String
  /// The media type.
  public var type: String
  /// The body's encoded bytes.
  public var bytes: Int
  /// Whether its text was read.
  public var isRead: Bool
  /// Why not; empty when it was.
  public var why: String

  /// Creates a note.
  public init(part: String, name: String, type: String, bytes: Int, isRead: Bool, why: String) {
    self.part = part
    self.name = name
    self.type = type
    self.bytes = bytes
    self.isRead = isRead
    self.why = why
  }
}

/// Where a match stands, for people and machines.
public struct SourceLocation: Sendable, Hashable {
  /// UTF-8 byte offsets in the decoded part or subject.
  public var start: Int
  public var end: Int
  /// The line in the decoded part, from 1.
  public var line: Int
  /// The column in Unicode scalars, from 1.
  public var column: Int
  /// Byte offsets in the message where the encoding keeps them; nil elsewhere.
  public var bytes: Range<Int>?

  /// Creates a location.
  public init(start: Int, end: Int, line: Int, column: Int, bytes: Range<Int>?) {
    self.start = start
    self.end = end
    self.line = line
    self.column = column
    self.bytes = bytes
  }
}

/// The readable text of one message, in buffers that are reused for the next.
public struct Passages: Sendable {
  /// The passages in reading order.
  public var items: [Passage] = []
  /// The decoded parts.
  public var documents: [Document] = []
  /// The decoded UTF-8 of all documents.
  public var decoded: [UInt8] = []
  /// The readable text of all passages.
  public var text: [UInt8] = []
  /// The folded text of all passages.
  public var folded: [UInt8] = []
  /// Attachments, read or not.
  public var attachments: [AttachmentNote] = []
  /// What went wrong while decoding, beyond the message's own defects.
  public var defects: [Defect] = []

  /// Creates empty passages.
  public init() {}

  /// Forgets everything and keeps the storage.
  public mutating func reset() {
    items.removeAll(keepingCapacity: true)
    documents.removeAll(keepingCapacity: true)
    decoded.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    folded.removeAll(keepingCapacity: true)
    attachments.removeAll(keepingCapacity: true)
    defects.removeAll(keepingCapacity: true)
  }

  /// Where a folded range of a passage (offsets from the passage's start) stands in its document.
  public func locate(_ range: Range<Int>, in passage: Passage) -> SourceLocation {
    let inText = passage.foldMap.source(of: range)
    let inDocument = passage.textMap.source(of: inText)
    let document = documents[passage.document]
    let lead = decoded[
      document.decoded.lowerBound..<(document.decoded.lowerBound + inDocument.lowerBound)]
    var line = 1
    var column = 1
    for byte in lead {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return SourceLocation(
      start: inDocument.lowerBound, end: inDocument.upperBound, line: line, column: column,
      bytes: document.source.map { $0.source(of: inDocument) })
  }
}
