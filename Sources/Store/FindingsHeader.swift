public import Native

/// The first bytes of a file, which say whether it is a store of findings.
public struct FindingsHeader: Sendable {
  /// Whether Chaperone wrote it.
  public let isStore: Bool
  /// The version of its tables.
  public let version: Int

  /// Reads the header of a file.
  public init(of path: FilePath) throws(FileError) {
    var head: [UInt8] = []
    var reader = try FileReader(path: path)
    while head.count < 100 {
      guard try reader.read(upTo: 100 - head.count, into: &head) > 0 else { break }
    }
    func number(at offset: Int) -> Int {
      head[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    // SQLite's file format: the mark at 0, user_version at 60, application_id at 68.
    let isStore =
      head.count >= 100 && head.starts(with: "SQLite format 3\u{0}".utf8)
      && number(at: 68) == FindingsSchema.application
    self.isStore = isStore
    version = isStore ? number(at: 60) : 0
  }
}
