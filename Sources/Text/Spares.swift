// Performance: a message has many passages, and each has two maps and perhaps cells, whose storage would be
// allocated and freed for every message. What the last message used is kept for the next.
import Native

/// Storage of maps and cells that is used again.
struct Spares {
  /// More is not kept, so that one large message does not hold memory for ever.
  private static let most = 512
  private static let mostRuns = 4_096

  private var maps: [OffsetMap] = []
  private var cells: [[TableCell]] = []

  /// An empty map.
  mutating func map() -> OffsetMap { maps.popLast() ?? OffsetMap() }

  /// An empty list of cells.
  mutating func cellList() -> [TableCell] { cells.popLast() ?? [] }

  /// Takes back a map that nobody needs.
  mutating func keep(_ map: inout OffsetMap) {
    guard map.runCapacity > 0, map.runCapacity <= Self.mostRuns, maps.count < Self.most else {
      return
    }
    var kept = OffsetMap()
    swap(&kept, &map)
    kept.removeAll()
    maps.append(kept)
  }

  /// Takes back cells that nobody needs.
  mutating func keep(_ list: inout [TableCell]) {
    guard list.capacity > 0, list.capacity <= Self.mostRuns, cells.count < Self.most else { return }
    var kept: [TableCell] = []
    swap(&kept, &list)
    kept.removeAll(keepingCapacity: true)
    cells.append(kept)
  }
}
