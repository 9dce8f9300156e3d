// Performance: every text is cut into lines, and most lines are plain prose. What a line holds (a tab, two
// spaces, a colon, a `>`) is found for all lines in one pass of vector code, so that the searches for
// tables, quotations and signatures look only at lines that can be one.
private import CSIMD

/// What a line of a text holds.
///
/// The bits promise only what is not there: white space at the end of a line counts as well.
public struct LineMarks: OptionSet, Sendable, Hashable {
  /// One bit for each.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  @inlinable
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A tab.
  public static let tab = LineMarks(rawValue: 1)
  /// A `|`.
  public static let pipe = LineMarks(rawValue: 2)
  /// Two commas or more.
  public static let commas = LineMarks(rawValue: 4)
  /// Two semicolons or more.
  public static let semicolons = LineMarks(rawValue: 8)
  /// Two spaces beside each other behind the first byte that is no space.
  public static let gap = LineMarks(rawValue: 16)
  /// A `:`.
  public static let colon = LineMarks(rawValue: 32)
  /// A byte of 0x80 or above.
  public static let nonASCII = LineMarks(rawValue: 64)
  /// A `>`.
  public static let angle = LineMarks(rawValue: 128)
}

/// One line of a text as the vector code finds it.
public struct ScannedLine: Sendable, Hashable {
  /// Where it begins.
  public var start: Int32
  /// Where it ends, without white space at its end.
  public var end: Int32
  /// Where its line feed stands; where the text ends for a last line without one.
  public var stop: Int32
  /// What it holds.
  public var marks: LineMarks

  @usableFromInline
  init(start: Int32, end: Int32, stop: Int32, marks: LineMarks) {
    self.start = start
    self.end = end
    self.stop = stop
    self.marks = marks
  }
}

extension Span where Element == UInt8 {
  /// The longest text that is cut into lines, in bytes: offsets are 32 bits wide.
  public static var longestScannedText: Int { Int(Int32.max) }

  /// Calls `body` with each line of a text of at most `longestScannedText` bytes, in order.
  ///
  /// Only a line feed ends a line. Nothing behind the last one is no line.
  @inlinable
  public func forEachLine(_ body: (ScannedLine) -> Void) {
    var offset = 0
    var scan = LineChunk()
    while offset < count {
      scan.fill(from: self, &offset)
      for index in 0..<scan.count { body(scan[index]) }
    }
  }
}

/// A number of lines that are found at once; they need no storage but the stack's.
@usableFromInline
struct LineChunk {
  @usableFromInline static let capacity = 32
  /// Start, end, stop and marks of each line.
  @usableFromInline var words = InlineArray<128, UInt32>(repeating: 0)
  @usableFromInline var count = 0

  @usableFromInline init() {}

  @usableFromInline
  mutating func fill(from text: Span<UInt8>, _ offset: inout Int) {
    fill(from: text, &offset, isPortable: false)
  }

  /// Finds the next lines from `offset` on; `isPortable` asks for the portable twin, for tests.
  mutating func fill(from text: Span<UInt8>, _ offset: inout Int, isPortable: Bool) {
    count = 0
    let length = min(text.count, Span<UInt8>.longestScannedText)
    guard offset >= 0, offset < length else {
      offset = text.count
      return
    }
    var span = words.mutableSpan
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe span.withUnsafeMutableBytes { target in
        guard let base = bytes.baseAddress, let words = target.baseAddress else { return }
        // SAFETY: `words` has room for `capacity` lines of four 32-bit words each, which is what
        // csimd_line is; `length` ends with the text at the latest.
        let lines = unsafe words.assumingMemoryBound(to: csimd_line.self)
        unsafe count =
          isPortable
          ? csimd_scan_lines_portable(base, length, &offset, lines, Self.capacity)
          : csimd_scan_lines(base, length, &offset, lines, Self.capacity)
      }
    }
    if offset >= length { offset = text.count }
  }

  @inlinable
  subscript(_ index: Int) -> ScannedLine {
    ScannedLine(
      start: Int32(truncatingIfNeeded: words[index * 4]),
      end: Int32(truncatingIfNeeded: words[index * 4 + 1]),
      stop: Int32(truncatingIfNeeded: words[index * 4 + 2]),
      marks: LineMarks(rawValue: UInt8(truncatingIfNeeded: words[index * 4 + 3])))
  }
}

extension Span where Element == UInt8 {
  /// Which of the bytes from `start` on are `byte`, the lowest bit for the first of them; of at most 64
  /// bytes, and none at or past `end`.
  public func mask(of byte: UInt8, from start: Int, to end: Int) -> UInt64 {
    precondition(start >= 0 && end <= count)
    guard start < end else { return 0 }
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      // SAFETY: start..<end was checked against the span's bounds.
      return unsafe csimd_mask64(base + start, min(64, end - start), byte)
    }
  }
}
