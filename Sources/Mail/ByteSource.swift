import Native

/// Where the bytes of a source come from: a file, or an entry of an archive.
struct ByteSource: ~Copyable {
  private var file: FileReader?
  private var archive: ArchiveInput?
  private let path: FilePath
  /// What was known of a file when it was opened.
  private var facts: FileFacts?
  /// What was looked at before its turn, from `nextAhead` on.
  private var ahead: [UInt8] = []
  private var nextAhead = 0

  /// A file.
  init(_ file: consuming FileReader) {
    path = file.path
    facts = file.facts
    self.file = consume file
  }

  /// The entry of an archive that came last.
  init(_ archive: ArchiveInput, path: FilePath) {
    self.archive = archive
    self.path = path
  }

  /// Reads until `bytes` has `count` bytes; true when the source ended before.
  mutating func fill(_ bytes: inout [UInt8], upTo count: Int) throws(SourceError) -> Bool {
    while bytes.count < count {
      guard try read(upTo: count - bytes.count, into: &bytes) > 0 else { return true }
    }
    return false
  }

  /// Takes back what stands in `bytes` behind the first `count`: it will be read again.
  mutating func takeBack(_ bytes: inout [UInt8], behind count: Int) {
    var rest: [UInt8] = []
    rest.append(bytes.span, in: count..<bytes.count)
    rest.append(ahead.span, in: nextAhead..<ahead.count)
    bytes.removeLast(bytes.count - count)
    ahead = rest
    nextAhead = 0
  }

  private mutating func read(
    upTo limit: Int, into bytes: inout [UInt8]
  ) throws(SourceError) -> Int {
    if nextAhead < ahead.count {
      let count = min(limit, ahead.count - nextAhead)
      bytes.append(ahead.span, in: nextAhead..<nextAhead + count)
      nextAhead += count
      return count
    }
    if let archive {
      do throws(ArchiveError) {
        return try archive.read(upTo: limit, into: &bytes)
      } catch {
        throw .archive(path, error)
      }
    }
    do throws(FileError) {
      return try file?.read(upTo: limit, into: &bytes) ?? 0
    } catch {
      throw .file(error)
    }
  }

  /// Says that what follows is not as long as the file.
  mutating func forgetSize() { facts = nil }

  /// The error of a source that ended after `count` bytes, when it should be longer.
  func earlyEnd(after count: Int) -> SourceError? {
    guard let facts, facts.kind == .file, count < facts.size else { return nil }
    return .shrank(path)
  }
}

/// An archive whose entries are sources, and how much came out of it.
final class ArchiveInput {
  let reader: ArchiveReader
  /// Where it lies: the path of its file, and of the entry in that.
  let path: FilePath
  /// What stands beside its entries.
  var neighbours: Neighbours
  private let most: Int
  private var unpacked = 0

  init(_ reader: ArchiveReader, path: FilePath, neighbours: Neighbours, limits: Limits) {
    self.reader = reader
    self.path = path
    self.neighbours = neighbours
    most = Self.most(of: reader, limits: limits)
  }

  /// How many bytes may come out of an archive.
  static func most(of reader: ArchiveReader, limits: Limits) -> Int {
    let (most, overflow) = reader.length.multipliedReportingOverflow(by: limits.unpackedRatio)
    return max(limits.freeInputBytes, overflow ? .max : most)
  }

  /// Reads on in the current entry; 0 at its end.
  func read(upTo limit: Int, into bytes: inout [UInt8]) throws(ArchiveError) -> Int {
    guard unpacked < most else {
      throw .damaged("\(reader.length) bytes of archive hold more than \(unpacked) bytes")
    }
    let count = try reader.read(upTo: limit, into: &bytes)
    unpacked += count
    return count
  }
}
