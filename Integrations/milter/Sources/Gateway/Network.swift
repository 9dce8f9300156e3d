/// A range of client addresses: `10.2.0.0/16`, `2001:db8::/32`, one address, or `local`.
public struct Network: Sendable, Hashable {
  /// The range's first address in network order, 4 or 16 bytes; none for `local`.
  private let bytes: [UInt8]
  /// How many of its bits a client's address must share.
  private let bits: Int

  /// Reads a range; nil when the text is none, or has bits set behind its prefix.
  public init?(_ text: String) {
    if text == "local" {
      bytes = []
      bits = 0
      return
    }
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    var address = String(halves[0])
    if address.hasPrefix("["), address.hasSuffix("]") {
      address = String(address.dropFirst().dropLast())
    }
    guard halves.count <= 2, let bytes = Self.address(address) else { return nil }
    var bits = bytes.count * 8
    if halves.count == 2 {
      guard let count = Int(halves[1]), (0...bits).contains(count) else { return nil }
      bits = count
    }
    self.bytes = bytes
    self.bits = bits
    guard matches(bytes, exactly: true) else { return nil }
  }

  /// Whether a client's address is of the range.
  ///
  /// IPv4 clients of an IPv6 socket (`::ffff:10.2.3.4`) are IPv4 clients.
  public func contains(_ address: [UInt8]) -> Bool {
    let isMapped =
      address.count == 16 && address.prefix(10).allSatisfy { $0 == 0 } && address[10] == 0xFF
      && address[11] == 0xFF
    let address = isMapped ? Array(address.suffix(4)) : address
    return address.count == bytes.count && matches(address, exactly: false)
  }

  private func matches(_ address: [UInt8], exactly: Bool) -> Bool {
    for index in bytes.indices {
      let kept = min(max(bits - index * 8, 0), 8)
      let mask = kept == 0 ? 0 : UInt8(truncatingIfNeeded: 0xFF << (8 - kept))
      if exactly {
        if address[index] & ~mask != 0 { return false }
      } else if (address[index] ^ bytes[index]) & mask != 0 {
        return false
      }
    }
    return true
  }

  private static func address(_ text: String) -> [UInt8]? {
    if !text.contains(":") {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      let bytes = parts.compactMap { UInt8($0) }
      return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }
    // RFC 4291 section 2.2: eight groups, one run of which `::` may stand for.
    var groups: [[UInt16]] = [[]]
    var parts = text.split(separator: ":", omittingEmptySubsequences: false)[...]
    if text.hasPrefix("::") { parts = parts.dropFirst() }
    if text.hasSuffix("::") { parts = parts.dropLast() }
    for part in parts {
      if part.isEmpty {
        guard groups.count == 1 else { return nil }
        groups.append([])
      } else if part.utf8.count <= 4, let group = UInt16(part, radix: 16) {
        groups[groups.count - 1].append(group)
      } else {
        return nil
      }
    }
    let count = groups.reduce(0) { $0 + $1.count }
    guard groups.count == 1 ? count == 8 : count < 8 else { return nil }
    let zeros = Array(repeating: UInt16(0), count: 8 - count)
    let all = groups[0] + zeros + (groups.count > 1 ? groups[1] : [])
    return all.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
  }
}
