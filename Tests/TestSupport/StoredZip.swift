/// A zip archive whose entries are stored as they are, so that a test decides their order and content.
public struct StoredZip: Sendable {
  private var content: [UInt8] = []
  private var list: [UInt8] = []
  private var count = 0

  /// An archive without entries.
  public init() {}

  /// Adds an entry.
  public mutating func add(_ name: String, _ bytes: [UInt8]) {
    let name = Array(name.utf8)
    let offset = content.count
    // Version 2.0; names are UTF-8; stored; a time of 0; checksum; both lengths; the length of the name.
    let facts: [UInt8] =
      [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0] + Self.number(Self.checksum(of: bytes), 4)
      + Self.number(bytes.count, 4) + Self.number(bytes.count, 4) + Self.number(name.count, 2)
    content += [0x50, 0x4B, 3, 4] + facts + [0, 0] + name + bytes
    list +=
      [0x50, 0x4B, 1, 2, 20, 0] + facts + [UInt8](repeating: 0, count: 12)
      + Self.number(offset, 4) + name
    count += 1
  }

  /// The archive.
  public var bytes: [UInt8] {
    content + list + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Self.number(count, 2)
      + Self.number(count, 2) + Self.number(list.count, 4) + Self.number(content.count, 4) + [0, 0]
  }

  /// A number in little-endian bytes.
  private static func number(_ value: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  /// The CRC-32 that zip wants.
  private static func checksum(of bytes: [UInt8]) -> Int {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return Int(~sum)
  }
}
