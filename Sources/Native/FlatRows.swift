// Performance: a row is copied when it is asked for; of others nothing is read but where they end.

/// Rows of bytes of a compiled file, which stays mapped.
public struct FlatRows: Sendable {
  private let bytes: FlatArray<UInt8>
  /// Where each ends among the bytes.
  private let ends: FlatArray<UInt32>

  /// How many there are.
  public var count: Int { ends.count }

  /// Puts rows into a file, in two sections.
  public static func write(
    _ rows: [[UInt8]], into file: inout CompiledFileWriter, firstSection first: UInt32
  ) {
    var bytes: [UInt8] = []
    var ends: [UInt32] = []
    for row in rows {
      bytes += row
      ends.append(UInt32(truncatingIfNeeded: bytes.count))
    }
    file.add(first, bytes)
    file.add(first + 1, ends)
  }

  /// The rows that `write` put into a file; nil when there are none.
  public init?(_ file: CompiledFile, firstSection first: UInt32) {
    guard let bytes = FlatArray<UInt8>(file, section: first),
      let ends = FlatArray<UInt32>(file, section: first + 1)
    else { return nil }
    self.bytes = bytes
    self.ends = ends
  }

  /// A copy of a row; empty where a damaged file has none.
  public subscript(index: Int) -> [UInt8] {
    let start = index > 0 ? Int(ends[index - 1]) : 0
    let end = Int(ends[index])
    guard start <= end, end <= bytes.count else { return [] }
    var row: [UInt8] = []
    row.append(bytes.span, in: start..<end)
    return row
  }
}
