import Native

/// Microsoft's compound file ([MS-CFB]): a file system in a file, which holds Outlook messages and old
/// Office documents.
///
/// Every chain of sectors is followed for as many steps as the file has sectors at most, so that a loop ends;
/// and all that is read of it is hardly more than it has, however many names one content has.
final class CompoundFile {
  /// A storage (a folder) or a stream (a file).
  struct Entry {
    var name: String
    var isStorage: Bool
    fileprivate var start: Int
    fileprivate var size: Int
    fileprivate var left: Int
    fileprivate var right: Int
    fileprivate var child: Int
  }

  private let bytes: [UInt8]
  private let sectorBytes: Int
  private var table: [Int] = []
  private var miniTable: [Int] = []
  private var miniStream: [UInt8] = []
  private var entries: [Entry] = []
  /// What may still be read of streams, in bytes, and of storages, in entries.
  private var bytesLeft: Int
  private var visitsLeft = 0
  /// Whether more was asked for than may be read.
  private(set) var isOver = false

  private static let miniSectorBytes = 64
  private static let miniCutoff = 4_096
  private static let mostEntries = 100_000
  private static let endOfChain = 0xFFFF_FFFE

  /// Opens a file; nil when its structure cannot be read.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 512, let shift = bytes.short(at: 30), shift == 9 || shift == 12,
      let directory = bytes.long(at: 48), let miniStart = bytes.long(at: 60)
    else { return nil }
    self.bytes = bytes
    bytesLeft = 2 * bytes.count + (1 << 16)
    sectorBytes = 1 << shift
    readTable()
    for sector in chain(from: miniStart) {
      for offset in stride(from: 0, to: sectorBytes, by: 4) {
        guard let next = bytes.long(at: place(of: sector) + offset) else { break }
        miniTable.append(next)
      }
    }
    for sector in chain(from: directory) where entries.count < Self.mostEntries {
      for offset in stride(from: 0, to: sectorBytes, by: 128) {
        guard let entry = entry(at: place(of: sector) + offset) else { break }
        entries.append(entry)
      }
    }
    guard let root = entries.first else { return nil }
    visitsLeft = 4 * entries.count + 1_000
    miniStream = contents(from: root.start, size: root.size, limit: bytes.count)
  }

  /// The entries of the root.
  var root: [Entry] { entries.isEmpty ? [] : children(of: entries[0]) }

  /// The entries of a storage.
  func children(of storage: Entry) -> [Entry] {
    var result: [Entry] = []
    var waiting = [storage.child]
    var seen = Set<Int>()
    while let index = waiting.popLast() {
      guard entries.indices.contains(index), seen.insert(index).inserted else { continue }
      visitsLeft -= 1
      guard visitsLeft > 0 else {
        isOver = true
        return result
      }
      result.append(entries[index])
      waiting.append(entries[index].right)
      waiting.append(entries[index].left)
    }
    return result
  }

  /// The content of a stream, as far as it is there.
  func contents(of stream: Entry) -> [UInt8] {
    let content = read(stream)
    bytesLeft -= content.count
    if bytesLeft <= 0 { isOver = true }
    return content
  }

  private func read(_ stream: Entry) -> [UInt8] {
    guard stream.size < Self.miniCutoff else {
      return contents(from: stream.start, size: stream.size, limit: max(0, bytesLeft))
    }
    guard bytesLeft > 0 else { return [] }
    var result: [UInt8] = []
    var sector = stream.start
    result.reserveCapacity(stream.size)
    for _ in 0...miniTable.count where result.count < stream.size {
      let start = sector * Self.miniSectorBytes
      guard sector >= 0, sector < miniTable.count, start < miniStream.count else { break }
      result += miniStream[start..<min(miniStream.count, start + Self.miniSectorBytes)]
      sector = miniTable[sector]
    }
    return Array(result.prefix(stream.size))
  }

  private func contents(from start: Int, size: Int, limit: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(min(size, limit))
    for sector in chain(from: start, atMost: min(size, limit) / sectorBytes + 1) {
      let place = place(of: sector)
      guard result.count < min(size, limit), place < bytes.count else { break }
      result += bytes[place..<min(bytes.count, place + sectorBytes)]
    }
    if result.count > size { result.removeLast(result.count - size) }
    return result
  }

  private func place(of sector: Int) -> Int { (sector + 1) * sectorBytes }

  /// The sectors of a chain.
  private func chain(from start: Int, atMost most: Int = .max) -> [Int] {
    var result: [Int] = []
    var sector = start
    while sector >= 0, sector < table.count, result.count <= table.count, result.count < most {
      result.append(sector)
      sector = table[sector]
    }
    return result
  }

  /// Reads which sector follows which: the header names the first 109 sectors of that table, and a chain of
  /// further lists the others.
  private func readTable() {
    let most = bytes.count / sectorBytes + 1
    var sectors: [Int] = []
    for index in 0..<109 {
      guard let sector = bytes.long(at: 76 + index * 4), sector < Self.endOfChain - 2 else { break }
      sectors.append(sector)
    }
    var list = bytes.long(at: 68) ?? Self.endOfChain
    var lists = 0
    while list < most, lists < most, sectors.count < most {
      for offset in stride(from: 0, to: sectorBytes - 4, by: 4) {
        guard let sector = bytes.long(at: place(of: list) + offset), sector < Self.endOfChain - 2
        else { break }
        sectors.append(sector)
      }
      list = bytes.long(at: place(of: list) + sectorBytes - 4) ?? Self.endOfChain
      lists += 1
    }
    for sector in sectors where sector < most && table.count < most {
      for offset in stride(from: 0, to: sectorBytes, by: 4) {
        table.append(bytes.long(at: place(of: sector) + offset) ?? Self.endOfChain)
      }
    }
  }

  private func entry(at offset: Int) -> Entry? {
    guard offset >= 0, offset + 128 <= bytes.count, let length = bytes.short(at: offset + 64),
      let left = bytes.long(at: offset + 68), let right = bytes.long(at: offset + 72),
      let child = bytes.long(at: offset + 76), let start = bytes.long(at: offset + 116),
      let size = bytes.long(at: offset + 120)
    else { return nil }
    var units: [UInt16] = []
    for index in 0..<max(0, min(length / 2 - 1, 31)) {
      units.append(UInt16(truncatingIfNeeded: bytes.short(at: offset + index * 2) ?? 0))
    }
    let kind = bytes[offset + 66]
    return Entry(
      name: String(decoding: units, as: UTF16.self), isStorage: kind == 1 || kind == 5,
      start: start, size: size, left: left, right: right, child: child)
  }
}
