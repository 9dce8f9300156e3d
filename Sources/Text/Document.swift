public import Native

/// One decoded part (or subject): what findings' `start` and `end` count in.
public struct Document: Sendable {
  /// The decoded UTF-8: a range of `Passages.decoded`.
  public var decoded: Range<Int>
  /// From the decoded text to the message's bytes; nil where the encoding keeps none (base64).
  public var source: OffsetMap?
  /// Where it lies in the attachment, for people: `forms/grades.xlsx, sheet Term 1`; empty when it is the
  /// attachment's own text, or of no attachment.
  public var entry: String
  /// Line and column at every `LinePlace.stride`th byte, so that no finding counts a large document.
  private var places: [LinePlace] = []

  /// Creates a document without an index of its lines.
  public init(decoded: Range<Int>, source: OffsetMap?, entry: String = "") {
    self.decoded = decoded
    self.source = source
    self.entry = entry
  }

  /// Creates a document and indexes its lines, when it is large; `bytes` is its decoded text.
  public init(
    decoded: Range<Int>, source: OffsetMap?, entry: String = "", indexing bytes: Span<UInt8>
  ) {
    self.init(decoded: decoded, source: source, entry: entry)
    guard bytes.count > LinePlace.stride else { return }
    var place = LinePlace()
    for start in stride(from: 0, to: bytes.count, by: LinePlace.stride) {
      places.append(place)
      place.advance(over: bytes, start..<min(bytes.count, start + LinePlace.stride))
    }
  }

  /// The line and column, from 1, of an offset into the document; `bytes` is its decoded text.
  func place(of offset: Int, in bytes: Span<UInt8>) -> LinePlace {
    let offset = min(max(0, offset), bytes.count)
    var place = LinePlace()
    var start = 0
    if !places.isEmpty {
      let index = min(offset / LinePlace.stride, places.count - 1)
      place = places[index]
      start = index * LinePlace.stride
    }
    place.advance(over: bytes, start..<offset)
    return place
  }
}

/// A line and a column, both from 1, the column in Unicode scalars.
struct LinePlace: Sendable, Equatable {
  /// How far apart the index of a document has its entries, in bytes.
  static let stride = 1 << 16
  var line = 1
  var column = 1
  private var isAfterReturn = false

  /// Moves on over bytes of UTF-8; a line ends with LF, CR or CRLF.
  mutating func advance(over bytes: Span<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    line += bytes.extracting(range).lineBreakCount(isAfterReturn: isAfterReturn)
    var start = range.upperBound
    while start > range.lowerBound, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D {
      start -= 1
    }
    if start > range.lowerBound { column = 1 }
    column += bytes.extracting(start..<range.upperBound).scalarCount()
    isAfterReturn = bytes[range.upperBound - 1] == 0x0D
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
  /// Why not, or what in it was not; empty when all was.
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
