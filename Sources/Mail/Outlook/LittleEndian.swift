import Native

extension Array where Element == UInt8 {
  /// The number of two bytes at an offset, the low one first; nil beyond the end.
  func short(at offset: Int) -> Int? {
    guard offset >= 0, offset <= count - 2 else { return nil }
    return Int(self[offset]) | Int(self[offset + 1]) << 8
  }

  /// The number of four bytes at an offset, the low one first; nil beyond the end.
  func long(at offset: Int) -> Int? {
    guard let low = short(at: offset), let high = short(at: offset + 2) else { return nil }
    return low | high << 16
  }
}
