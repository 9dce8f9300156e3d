/// Classes of bytes that none of some sets tells apart, so that a table has a column for each class, not for each byte.
public struct ByteClasses: Sendable {
  /// The class of each byte.
  public private(set) var classes: [UInt8]
  /// A byte of each class.
  public private(set) var samples: [UInt8]

  /// The classes of some sets.
  public init(of sets: [ByteSet]) {
    var parts = [ByteSet.all]
    var seen: Set<ByteSet> = []
    for set in sets where !set.isEmpty && seen.insert(set).inserted {
      for index in parts.indices {
        let inside = parts[index].intersection(set)
        guard !inside.isEmpty, inside != parts[index] else { continue }
        parts[index] = parts[index].subtracting(set)
        parts.append(inside)
      }
    }
    classes = [UInt8](repeating: 0, count: 256)
    samples = []
    for (number, part) in parts.enumerated() {
      let bytes = part.members
      samples.append(bytes[0])
      for byte in bytes { classes[Int(byte)] = UInt8(number) }
    }
  }
}
