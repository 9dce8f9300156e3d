// Performance: sections stay where they are until the file is written, so that a file of many megabytes takes no
// memory of its own beside what it is made of.
private import Glibc

/// Gathers sections and writes them as one file.
public struct CompiledFileWriter {
  private let kind: UInt32
  private let build: UInt64
  private(set) var sections: [CompiledLayout.Section] = []
  /// The bytes of the sections, and behind each zeros up to where the next begins; what stands before them is
  /// known at the end.
  private(set) var pieces: [FlatArray<UInt8>] = []
  /// How many bytes the pieces have.
  private(set) var bodyLength = 0

  /// Creates a writer without sections.
  public init(kind: UInt32, build: UInt64 = BuildIdentity.current) {
    self.kind = kind
    self.build = build
  }

  /// Adds a section; the first of a name is the one that is read.
  public mutating func add(_ section: UInt32, bytes: Span<UInt8>) {
    var copy: [UInt8] = []
    copy.append(bytes)
    add(section, copy)
  }

  /// Adds a section of records.
  public mutating func add<Record: FlatRecord>(_ section: UInt32, _ records: [Record]) {
    add(section, FlatArray(records))
  }

  /// Adds a section of records, which are not copied.
  public mutating func add<Record: FlatRecord>(_ section: UInt32, _ records: FlatArray<Record>) {
    let bytes = FlatArray<UInt8>(bytesOf: records)
    let start = bodyLength
    append(bytes)
    sections.append(
      CompiledLayout.Section(
        name: section, range: start..<bodyLength, checksum: Checksum.of(bytes.span)))
    let left = bodyLength % CompiledLayout.alignment
    if left > 0 {
      append(FlatArray([UInt8](repeating: 0, count: CompiledLayout.alignment - left)))
    }
  }

  private mutating func append(_ piece: FlatArray<UInt8>) {
    pieces.append(piece)
    bodyLength += piece.count
  }

  private var header: [UInt8] {
    CompiledLayout.header(of: sections, bodyLength: bodyLength, kind: kind, build: build)
  }

  /// The file's bytes.
  public func bytes() -> [UInt8] {
    var bytes = header
    bytes.reserveCapacity(bytes.count + bodyLength)
    for piece in pieces { bytes.append(piece.span) }
    return bytes
  }

  /// Writes the file, which appears under its name when it is complete and not before.
  ///
  /// Its folder must belong to the user or root and be writable by nobody else; readable by nobody else
  /// either when `isPrivate` says so. What the name had before stays when something fails.
  public func write(to path: FilePath, isPrivate: Bool = false) throws(FileError) {
    guard let folder = TrustedFolder(of: path, isPrivate: isPrivate) else {
      throw FileError(path: path, operation: .open, cause: .system(errno == 0 ? EACCES : errno))
    }
    let header = header
    try folder.replace(
      path, with: [FlatArray(header)] + pieces, nanoseconds: CompiledLayout.seal(of: header.span))
  }
}
