public import Mail

/// The text that was taken out of a file, and what could not be.
public struct Extraction: Sendable {
  /// One stretch of text with a place of its own.
  public struct Piece: Sendable, Hashable {
    /// Where it stands: `sheet Grades`, `slide 3`, `page 2`; empty for the main text.
    public var place: String
    /// UTF-8.
    public var text: [UInt8]
    /// Whether it is a table, a row on each line, with tabs between the cells.
    public var isTable: Bool

    /// Creates a piece.
    public init(place: String = "", text: [UInt8], isTable: Bool = false) {
      self.place = place
      self.text = text
      self.isTable = isTable
    }
  }

  /// The pieces in reading order.
  public var pieces: [Piece] = []
  /// What was damaged or left out.
  public var problems: [Defect] = []

  /// Creates an empty extraction.
  public init() {}

  /// Adds a piece, unless nothing is written in it.
  mutating func add(_ text: consuming TextOutput, at place: String = "", isTable: Bool = false) {
    if text.isCut {
      problems.append(Defect(.expansion, detail: Self.at(place, "its text is too long")))
    }
    let bytes = text.bytes
    guard bytes.contains(where: { $0 > 0x20 }) else { return }
    pieces.append(Piece(place: place, text: bytes, isTable: isTable))
  }

  /// Adds a problem at a place.
  mutating func fail(_ kind: Defect.Kind, _ place: String, _ what: String) {
    problems.append(Defect(kind, detail: Self.at(place, what)))
  }

  private static func at(_ place: String, _ what: String) -> String {
    place.isEmpty ? what : "\(place): \(what)"
  }
}
