import Native

/// The ids of messages that were read, as hashes: those of their headers, and of the lines before them in an mbox.
struct MessageIDs: Sendable {
  private var hashes: Set<UInt64> = []
  /// The longest header that is looked through.
  private static let mostBytes = 1 << 16

  /// Keeps the ids of a message.
  mutating func add(_ slice: MessageSlice, of bytes: Span<UInt8>) {
    // `From 1740000000000000000@xxx Mon …`
    let line = bytes.extracting(slice.envelope)
    if let start = line.firstOffset(of: 0x20) {
      let end = line.firstOffset(of: UInt8(ascii: "@"), from: start) ?? start
      if end > start + 1 { hashes.insert(Self.hash(line.extracting(start + 1..<end))) }
    }
    let message = bytes.extracting(slice.range)
    let header = message.extracting(0..<min(message.count, Self.mostBytes))
    var offset = 0
    while offset < header.count {
      if header[offset] == 0x0A || header[offset] == 0x0D { return }
      var end = header.firstOffset(of: 0x0A, from: offset) ?? header.count
      if header.hasPrefix(ignoringCase: "message-id:", at: offset) {
        // A long id stands on the next line.
        if end + 1 < header.count, header[end + 1] == 0x20 || header[end + 1] == 0x09 {
          end = header.firstOffset(of: 0x0A, from: end + 1) ?? header.count
        }
        hashes.insert(Self.hash(header.extracting(offset + 11..<end)))
        return
      }
      offset = end + 1
    }
  }

  /// Whether a message of an id was read.
  func contains(_ id: String) -> Bool {
    let bytes = Array(id.utf8)
    return hashes.contains(Self.hash(bytes.span))
  }

  /// A hash of an id without white space and angle brackets (FNV-1a).
  private static func hash(_ id: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in id.indices {
      let byte = id[index]
      if byte <= 0x20 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") { continue }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return hash
  }
}
