/// What one look at a UTF-8 sequence found.
@frozen public struct UTF8Step: Sendable, Equatable {
  /// The scalar's value; U+FFFD for a malformed sequence.
  public var scalar: UInt32
  /// Bytes it takes; of a malformed sequence, the longest prefix that could have begun one (at least 1),
  /// as Unicode 3.9 (U+FFFD Substitution of Maximal Subparts) advises.
  public var length: Int
  /// Whether the bytes are well-formed.
  public var isValid: Bool

  /// Creates a step.
  @inlinable
  public init(scalar: UInt32, length: Int, isValid: Bool) {
    self.scalar = scalar
    self.length = length
    self.isValid = isValid
  }
}

/// How much of some bytes is UTF-8.
public struct UTF8Census: Sendable, Equatable {
  /// Well-formed sequences of two bytes or more.
  public var multibyte = 0
  /// Malformed sequences.
  public var malformed = 0
  /// Bytes of a sequence that the end cuts off; it is counted as malformed too.
  public var cutOff = 0

  /// Whether everything is well-formed.
  public var isValid: Bool { malformed == 0 }
  /// Whether there is nothing but ASCII.
  public var isASCII: Bool { malformed == 0 && multibyte == 0 }
}

extension Span where Element == UInt8 {
  /// Reads the UTF-8 sequence at `offset`, which must be inside the span.
  @inlinable
  public func utf8Step(at offset: Int) -> UTF8Step {
    let lead = self[offset]
    if lead < 0x80 { return UTF8Step(scalar: UInt32(lead), length: 1, isValid: true) }
    let bad = UTF8Step(scalar: 0xFFFD, length: 1, isValid: false)
    let trailing: Int
    var lowest: UInt8 = 0x80
    var highest: UInt8 = 0xBF
    var scalar: UInt32
    switch lead {
    case 0xC2...0xDF:
      trailing = 1
      scalar = UInt32(lead & 0x1F)
    case 0xE0...0xEF:
      trailing = 2
      scalar = UInt32(lead & 0x0F)
      if lead == 0xE0 { lowest = 0xA0 }
      if lead == 0xED { highest = 0x9F }
    case 0xF0...0xF4:
      trailing = 3
      scalar = UInt32(lead & 0x07)
      if lead == 0xF0 { lowest = 0x90 }
      if lead == 0xF4 { highest = 0x8F }
    default: return bad
    }
    var index = 1
    while index <= trailing {
      guard offset + index < count else { break }
      let byte = self[offset + index]
      guard byte >= lowest && byte <= highest else { break }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
      lowest = 0x80
      highest = 0xBF
      index += 1
    }
    guard index > trailing else { return UTF8Step(scalar: 0xFFFD, length: index, isValid: false) }
    return UTF8Step(scalar: scalar, length: index, isValid: true)
  }

  /// Counts the well-formed and the malformed sequences.
  public func utf8Census() -> UTF8Census {
    var census = UTF8Census()
    var offset = firstNonASCII()
    while offset < count {
      let step = utf8Step(at: offset)
      if step.isValid {
        census.multibyte += 1
      } else {
        census.malformed += 1
        let lead = self[offset]
        if offset + step.length == count, lead >= 0xC2 && lead <= 0xF4 {
          census.cutOff = step.length
        }
      }
      offset += step.length
      if offset < count, self[offset] < 0x80 { offset = firstNonASCII(from: offset) }
    }
    return census
  }

  /// Whether everything is well-formed UTF-8.
  public var isValidUTF8: Bool {
    var offset = firstNonASCII()
    while offset < count {
      let step = utf8Step(at: offset)
      guard step.isValid else { return false }
      offset += step.length
      if offset < count, self[offset] < 0x80 { offset = firstNonASCII(from: offset) }
    }
    return true
  }
}

extension Array where Element == UInt8 {
  /// Appends a scalar as UTF-8 and answers its length; surrogates and values past U+10FFFF become U+FFFD.
  @inlinable
  public mutating func appendUTF8(_ scalar: UInt32) -> Int {
    if scalar < 0x80 {
      append(UInt8(truncatingIfNeeded: scalar))
      return 1
    }
    switch scalar {
    case 0x80..<0x800:
      append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
      return 2
    case 0xD800..<0xE000, 0x11_0000...:
      return appendUTF8(0xFFFD)
    case 0x800..<0x1_0000:
      append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      append(UInt8(truncatingIfNeeded: 0x80 | (scalar >> 6) & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
      return 3
    default:
      append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      append(UInt8(truncatingIfNeeded: 0x80 | (scalar >> 12) & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | (scalar >> 6) & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
      return 4
    }
  }
}

extension Array where Element == UInt8 {
  /// Appends UTF-8 with malformed stretches as U+FFFD, each mapped to its bytes.
  ///
  /// - Parameters:
  ///   - map: continued by what is appended.
  ///   - base: where `bytes` begin in the map's input.
  /// - Returns: How many stretches were malformed.
  @discardableResult
  public mutating func appendRepaired(
    _ bytes: Span<UInt8>, map: inout OffsetMap, from base: Int
  ) -> Int {
    var replacements = 0
    var start = 0
    var offset = bytes.firstNonASCII()
    while offset < bytes.count {
      let step = bytes.utf8Step(at: offset)
      if !step.isValid {
        append(bytes, in: start..<offset)
        map.appendCopy(offset - start, from: base + start)
        map.append(output: appendUTF8(0xFFFD), input: step.length, from: base + offset)
        replacements += 1
        start = offset + step.length
      }
      offset += step.length
      if offset < bytes.count, bytes[offset] < 0x80 { offset = bytes.firstNonASCII(from: offset) }
    }
    append(bytes, in: start..<bytes.count)
    map.appendCopy(bytes.count - start, from: base + start)
    return replacements
  }
}
