import Lexicons
import Text

/// What stands around the matches of one message: evidence phrases, mentions and table cells.
struct Surroundings: Sendable {
  /// Hits of phrases that are evidence; groups are the numbers of lists of phrases.
  var phrases = SiteIndex()
  /// Mentions; groups are their kinds.
  var mentions = SiteIndex()
  /// The table that was asked about last.
  private var table = TableIndex()

  /// What the contexts of a rule say about a match.
  enum Judgement: Sendable, Hashable {
    /// The match counts; bit *n* is set when the evidence of context *n*, a `near`, was found.
    case holds(nears: UInt64)
    /// The context of this number speaks against it.
    case fails(context: Int)
  }

  /// Forgets everything and keeps the storage.
  mutating func removeAll() {
    phrases.removeAll()
    mentions.removeAll()
    table = TableIndex()
  }

  /// Judges a match by the contexts of its rule.
  ///
  /// - Parameter assumesMessage: whether evidence that may stand anywhere in the message is taken for
  ///   granted, and what heads a column may stand anywhere, as it is when an example of a single line is tested.
  mutating func judge(
    _ contexts: [CompiledContext], around match: Site, in passages: borrowing Passages,
    assumesMessage: Bool
  ) -> Judgement {
    var nears: UInt64 = 0
    for number in contexts.indices {
      let window = contexts[number].window
      if assumesMessage, window == .message, contexts[number].effect == .needs { continue }
      // What is asked is taken out of the context one by one: as a whole it would be copied.
      let holds = holds(
        contexts[number].phrases, contexts[number].kinds,
        within: assumesMessage && window == .column ? .message : window, around: match,
        in: passages)
      switch contexts[number].effect {
      case .needs: if !holds { return .fails(context: number) }
      case .unless: if holds { return .fails(context: number) }
      case .near: if holds { nears |= 1 << UInt64(number) }
      }
    }
    return .holds(nears: nears)
  }

  /// Whether the evidence of a context is there.
  mutating func holds(
    _ context: CompiledContext, around match: Site, in passages: borrowing Passages
  ) -> Bool {
    holds(context.phrases, context.kinds, within: context.window, around: match, in: passages)
  }

  private mutating func holds(
    _ list: Int, _ kinds: [Int], within window: Window, around match: Site,
    in passages: borrowing Passages
  ) -> Bool {
    let cells = window == .column ? cells(around: match, in: passages) : []
    if list >= 0,
      phrases.nearest(of: list, to: match, within: window, cells: cells, skipsInner: true) != nil
    {
      return true
    }
    for kind in kinds {
      let index = mentions.nearest(
        of: kind, to: match, within: window, cells: cells, skipsInner: false)
      if index != nil { return true }
    }
    return false
  }

  /// The evidence of a context: a site of `phrases`, or a kind of mention with a site of `mentions`.
  enum Evidence {
    case phrase(Site)
    case mention(kind: Int, site: Site)
  }

  /// The evidence that a context found around a match.
  mutating func evidence(
    of context: CompiledContext, around match: Site, in passages: borrowing Passages
  ) -> Evidence? {
    let cells = context.window == .column ? cells(around: match, in: passages) : []
    if context.phrases >= 0,
      let index = phrases.nearest(
        of: context.phrases, to: match, within: context.window, cells: cells, skipsInner: true)
    {
      return .phrase(phrases.sites[index])
    }
    for kind in context.kinds {
      if let index = mentions.nearest(
        of: kind, to: match, within: context.window, cells: cells, skipsInner: false)
      {
        return .mention(kind: kind, site: mentions.sites[index])
      }
    }
    return nil
  }

  /// The header of a match's table column and the cells of its row; empty outside tables.
  mutating func cells(around match: Site, in passages: borrowing Passages) -> [Range<Int>] {
    let index = Int(match.passage)
    guard passages.items.indices.contains(index), !passages.items[index].cells.isEmpty else {
      return []
    }
    if table.passage != index {
      table = TableIndex(passages.items[index].cells, passage: index)
    }
    return table.windows(around: Int(match.start))
  }
}

/// The cells of one table passage, found by place, row and column.
struct TableIndex: Sendable {
  /// The passage; -1 before the first.
  private(set) var passage = -1
  /// In order of their place.
  private var cells: [TableCell] = []
  /// The bytes from a row's first cell to its last.
  private var rows: [Int: Range<Int>] = [:]
  /// The header cells of a column, in order of their place.
  private var headers: [Int: [Range<Int>]] = [:]

  init() {}

  init(_ cells: [TableCell], passage: Int) {
    self.passage = passage
    self.cells = cells.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for cell in self.cells {
      if let row = rows[cell.row] {
        rows[cell.row] =
          min(row.lowerBound, cell.range.lowerBound)..<max(row.upperBound, cell.range.upperBound)
      } else {
        rows[cell.row] = cell.range
      }
      // A header of several lines has several cells; a hostile one must not have thousands.
      if cell.isHeader, headers[cell.column, default: []].count < 8 {
        headers[cell.column, default: []].append(cell.range)
      }
    }
  }

  /// The header and the row of the cell that holds a byte; empty when none does.
  func windows(around offset: Int) -> [Range<Int>] {
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].range.lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0, cells[low - 1].range.upperBound > offset else { return [] }
    let cell = cells[low - 1]
    var windows = headers[cell.column] ?? []
    if let row = rows[cell.row] { windows.append(row) }
    return windows
  }
}
