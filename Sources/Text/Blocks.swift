public import Native

/// One stretch of readable text of a part, of one kind and by one author.
public struct Block: Sendable {
  /// What kind of text it is: text, html, quoted, signature or table.
  public var kind: Passage.Kind
  /// Whether it repeats what somebody else wrote.
  public var isQuoted: Bool
  /// The readable text: a range of `Blocks.text`.
  public var text: Range<Int>
  /// From the text (offsets from the block's start) to the decoded input.
  public var map: OffsetMap
  /// The cells, when the block is a table.
  public var cells: [TableCell]

  /// Creates a block.
  public init(
    kind: Passage.Kind, isQuoted: Bool, text: Range<Int>, map: OffsetMap, cells: [TableCell] = []
  ) {
    self.kind = kind
    self.isQuoted = isQuoted
    self.text = text
    self.map = map
    self.cells = cells
  }
}

/// Where an HTML part links to.
public struct Link: Sendable {
  /// The address with its entities decoded: a range of `Blocks.targets`.
  public var target: Range<Int>
  /// From the target (offsets from its start) to the decoded input.
  public var map: OffsetMap

  /// Creates a link.
  public init(target: Range<Int>, map: OffsetMap) {
    self.target = target
    self.map = map
  }
}

/// The readable text of one part, cut into blocks in reading order; buffers that are reused.
///
/// Every byte that a person sees stands in exactly one block. Text is UTF-8 if the input was.
public struct Blocks: Sendable {
  /// The readable text of all blocks.
  public var text: [UInt8] = []
  /// The blocks in reading order.
  public var items: [Block] = []
  /// The link targets' bytes.
  public var targets: [UInt8] = []
  /// The links in the order in which they stand.
  public var links: [Link] = []
  /// The lines of the part that was read last, and what markup and flowed text say: storage that is
  /// used again for the next part.
  var lines = TextLines()
  var draft = Draft()
  var html: HTMLReader?
  var spares = Spares()

  /// Creates an empty buffer.
  public init() {}

  /// Forgets everything and keeps the storage.
  public mutating func reset() {
    text.removeAll(keepingCapacity: true)
    for index in items.indices {
      spares.keep(&items[index].map)
      spares.keep(&items[index].cells)
    }
    items.removeAll(keepingCapacity: true)
    targets.removeAll(keepingCapacity: true)
    links.removeAll(keepingCapacity: true)
  }
}
