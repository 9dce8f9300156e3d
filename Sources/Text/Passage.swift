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
  /// The passage in `Passages.items` that this one reads again in plain letters; nil for all others.
  ///
  /// Both share their readable text.
  public var rereads: Int?
  /// Whether neighbouring messages of the conversation stand around its own text.
  public var hasContext = false

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

/// One cell of a table: of a block of readable text, or of the passage made of it.
public struct TableCell: Sendable, Hashable {
  /// The row, from 0.
  public var row: Int
  /// The column, from 0.
  public var column: Int
  /// Whether it is a column's header.
  public var isHeader: Bool
  /// Where it stands, from the start of the block (readable text) or of the passage (folded text).
  public var range: Range<Int>

  /// Creates a cell.
  public init(row: Int, column: Int, isHeader: Bool, range: Range<Int>) {
    self.row = row
    self.column = column
    self.isHeader = isHeader
    self.range = range
  }
}
