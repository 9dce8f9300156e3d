// Performance: every stage finds bytes and copies runs of them. These go to the C library's memchr,
// memmem and memcpy (8 to 30 GB/s) where a Swift loop over a span runs at under 2 GB/s.
private import CSIMD
private import Glibc

extension Array where Element == UInt8 {
  /// Appends all bytes of a span with one copy.
  public mutating func append(_ bytes: Span<UInt8>) {
    guard !bytes.isEmpty else { return }
    unsafe bytes.withUnsafeBufferPointer { source in
      append(addingCapacity: source.count) { output in
        unsafe output.withUnsafeMutableBufferPointer { target, initialized in
          guard let from = source.baseAddress, let to = target.baseAddress,
            target.count >= source.count
          else { return }
          // SAFETY: both buffers hold `source.count` bytes, and do not overlap.
          unsafe memcpy(to, from, source.count)
          initialized = source.count
        }
      }
    }
  }

  /// Appends the bytes of `range` of a span with one copy.
  @inlinable
  public mutating func append(_ bytes: Span<UInt8>, in range: Range<Int>) {
    append(bytes.extracting(range))
  }
}

extension Array where Element == UInt8 {
  /// Bytes of the system's random generator, which is fit for keys.
  public static func random(count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...0xFF) }
  }

  /// The bytes that hex digits write, two for each; nil when there is an odd number of them, or something else.
  public init?(hexadecimal digits: some Sequence<UInt8>) {
    self.init()
    var high: UInt8?
    for digit in digits {
      let value: UInt8
      switch digit {
      case 0x30...0x39: value = digit - 0x30
      case 0x41...0x46: value = digit - 0x41 + 10
      case 0x61...0x66: value = digit - 0x61 + 10
      default: return nil
      }
      if let first = high {
        append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard high == nil else { return nil }
  }
}

extension Sequence where Element == UInt8 {
  /// Two lower-case hex digits for each byte.
  public var hexadecimal: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension Span where Element == UInt8 {
  /// The offset of the first `byte` at or after `start`, before `end`; nil when there is none.
  public func firstOffset(of byte: UInt8, from start: Int = 0, to end: Int? = nil) -> Int? {
    let end = end ?? count
    precondition(start >= 0 && end <= count)
    guard start < end else { return nil }
    return unsafe withUnsafeBufferPointer { buffer in
      // SAFETY: start..<end was checked against the span's bounds.
      guard let base = buffer.baseAddress,
        let found = unsafe memchr(base + start, Int32(byte), end - start)
      else { return nil }
      return unsafe UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
    }
  }

  /// The offset of the first occurrence of `needle` at or after `start`; nil when there is none.
  public func firstOffset(of needle: Span<UInt8>, from start: Int = 0, to end: Int? = nil) -> Int? {
    let end = end ?? count
    precondition(start >= 0 && end <= count)
    guard start + needle.count <= end else { return nil }
    guard needle.count > 0 else { return start }
    return unsafe withUnsafeBufferPointer { buffer in
      unsafe needle.withUnsafeBufferPointer { wanted in
        // SAFETY: start..<end was checked against the span's bounds; both bases are non-nil.
        guard let base = buffer.baseAddress, let first = wanted.baseAddress,
          let found = unsafe csimd_find(base + start, end - start, first, wanted.count)
        else { return nil }
        return unsafe base.distance(to: found)
      }
    }
  }

  /// The offset of the first byte of 0x80 or above at or after `start`; `count` when all are ASCII.
  public func firstNonASCII(from start: Int = 0) -> Int {
    precondition(start >= 0 && start <= count)
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      // SAFETY: start is inside the buffer, and the length ends with it.
      return unsafe start + csimd_first_non_ascii(base + start, buffer.count - start)
    }
  }

  /// Whether the bytes at `offset` are `prefix`, letters of ASCII compared without case.
  @inlinable
  public func hasPrefix(ignoringCase prefix: StaticString, at offset: Int = 0) -> Bool {
    let length = prefix.utf8CodeUnitCount
    guard offset >= 0, offset + length <= count else { return false }
    guard length > 0 else { return true }
    // The first letter decides nearly always, and the compiler knows it where the prefix is written.
    // SAFETY: a static string's bytes live for the program, and there is at least one.
    guard unsafe (self[offset] ^ prefix.utf8Start.pointee) & 0xDF == 0 else { return false }
    return equals(ignoringCase: prefix, at: offset)
  }

  /// Compares the bytes at `offset`, of which there are as many as the prefix has.
  @usableFromInline
  func equals(ignoringCase prefix: StaticString, at offset: Int) -> Bool {
    unsafe withUnsafeBufferPointer { buffer in
      // SAFETY: the caller checked the range; a static string's bytes live for the program.
      guard let base = buffer.baseAddress else { return false }
      return unsafe strncasecmp(base + offset, prefix.utf8Start, prefix.utf8CodeUnitCount) == 0
    }
  }

  /// Whether the bytes are equal.
  ///
  /// Most that are compared are words, which take less time than a call of the C library does.
  public func equals(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    return unsafe withUnsafeBytes { one in
      unsafe other.withUnsafeBytes { two in
        guard let left = one.baseAddress, let right = two.baseAddress else { return true }
        // SAFETY: both buffers hold `count` bytes, and words that overlap lie inside of them.
        return unsafe switch one.count {
        case 1, 2, 3:
          left.load(as: UInt8.self) == right.load(as: UInt8.self)
            && left.load(fromByteOffset: one.count / 2, as: UInt8.self)
              == right.load(fromByteOffset: one.count / 2, as: UInt8.self)
            && left.load(fromByteOffset: one.count - 1, as: UInt8.self)
              == right.load(fromByteOffset: one.count - 1, as: UInt8.self)
        case 4...8: Self.haveSameEnds(left, right, one.count, as: UInt32.self)
        case 9...16: Self.haveSameEnds(left, right, one.count, as: UInt64.self)
        default: memcmp(left, right, one.count) == 0
        }
      }
    }
  }

  /// Whether the first and the last word of some bytes are equal.
  @unsafe @inline(__always)
  private static func haveSameEnds<Word: BitwiseCopyable & Equatable>(
    _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int, as word: Word.Type
  ) -> Bool {
    let last = count - MemoryLayout<Word>.size
    return unsafe left.loadUnaligned(as: word) == right.loadUnaligned(as: word)
      && left.loadUnaligned(fromByteOffset: last, as: word)
        == right.loadUnaligned(fromByteOffset: last, as: word)
  }
}

extension String {
  /// The text of UTF-8 bytes in lower case.
  public init(lowercasing bytes: Span<UInt8>) {
    guard bytes.firstNonASCII() == bytes.count else {
      self = String(utf8: bytes).lowercased()
      return
    }
    // SAFETY: there is room for as many bytes as there are, and all of them are written.
    self = unsafe String(unsafeUninitializedCapacity: bytes.count) { target in
      for index in 0..<bytes.count {
        let byte = bytes[index]
        unsafe target[index] = 0x41...0x5A ~= byte ? byte | 0x20 : byte
      }
      return bytes.count
    }
  }

  /// The text of UTF-8 bytes; what is not UTF-8 becomes U+FFFD.
  public init(utf8 bytes: Span<UInt8>) {
    if bytes.isEmpty {
      self = ""
    } else {
      self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
  }
}
