public import Mail
import Native

/// Where a match stands, for people and machines.
public struct SourceLocation: Sendable, Hashable {
  /// Where it begins: a UTF-8 byte offset in the decoded part or subject.
  public var start: Int
  /// Where it ends, likewise.
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
    let place = document.place(
      of: inDocument.lowerBound, in: decoded.span.extracting(document.decoded))
    return SourceLocation(
      start: inDocument.lowerBound, end: inDocument.upperBound, line: place.line,
      column: place.column, bytes: document.source.map { $0.source(of: inDocument) })
  }

  /// How much was there at some time, to return to when what came since is not wanted.
  struct Mark {
    let items: Int
    let documents: Int
    let decoded: Int
    let text: Int
    let folded: Int
  }

  /// How much is there.
  var mark: Mark {
    Mark(
      items: items.count, documents: documents.count, decoded: decoded.count, text: text.count,
      folded: folded.count)
  }

  /// Forgets the passages and documents that came since `mark`.
  mutating func rewind(to mark: Mark) {
    items.removeLast(items.count - mark.items)
    documents.removeLast(documents.count - mark.documents)
    decoded.removeLast(decoded.count - mark.decoded)
    text.removeLast(text.count - mark.text)
    folded.removeLast(folded.count - mark.folded)
  }
}
