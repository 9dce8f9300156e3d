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
  @inlinable public static var tab: LineMarks { LineMarks(rawValue: 1) }
  /// A `|`.
  @inlinable public static var pipe: LineMarks { LineMarks(rawValue: 2) }
  /// Two commas or more.
  @inlinable public static var commas: LineMarks { LineMarks(rawValue: 4) }
  /// Two semicolons or more.
  @inlinable public static var semicolons: LineMarks { LineMarks(rawValue: 8) }
  /// Two spaces beside each other behind the first byte that is no space.
  @inlinable public static var gap: LineMarks { LineMarks(rawValue: 16) }
  /// A `:`.
  @inlinable public static var colon: LineMarks { LineMarks(rawValue: 32) }
  /// A byte of 0x80 or above.
  @inlinable public static var nonASCII: LineMarks { LineMarks(rawValue: 64) }
  /// A `>`.
  @inlinable public static var angle: LineMarks { LineMarks(rawValue: 128) }
}

/// One line of a text, without its line break.
///
/// The vector code finds where it stands and what it holds; the rest is for those who judge it. It has
/// the layout of `csimd_line`.
@frozen public struct ScannedLine: Sendable, Hashable {
  /// Where it begins.
  public var first: Int32
  /// Where it ends, without white space at its end.
  public var last: Int32
  /// Where its line feed stands; where the text ends for a last line without one.
  public var stop: Int32
  /// Where its text begins: at first where the line does.
  public var body: Int32
  /// The table that it belongs to: at first -1, none.
  public var table: Int32
  /// How deep it is quoted: at first 0.
  public var depth: UInt8
  /// What kind of line it is, a number of the judge's: at first 0.
  public var kind: UInt8
  /// What it holds.
  public var marks: LineMarks
  /// One more bit for the judge: at first 0.
  public var flag: UInt8
}

extension Span where Element == UInt8 {
  /// The longest text that is cut into lines, in bytes: offsets are 32 bits wide.
  public static var longestScannedText: Int { Int(Int32.max) }

  /// Replaces `lines` by the lines of a text, of at most `longestScannedText` bytes of it.
  ///
  /// Only a line feed ends a line. Nothing behind the last one is no line.
  public func scanLines(into lines: inout [ScannedLine]) {
    scanLines(into: &lines, isPortable: false)
  }

  /// The same; `isPortable` asks for the portable twin of the vector code.
  func scanLines(into lines: inout [ScannedLine], isPortable: Bool) {
    lines.removeAll(keepingCapacity: true)
    let length = Swift.min(count, Self.longestScannedText)
    var offset = 0
    while offset < length {
      // A guess that is mostly enough, and never much too large.
      let room = Swift.max(64, (length - offset) / 32)
      unsafe withUnsafeBufferPointer { bytes in
        lines.append(addingCapacity: room) { output in
          unsafe output.withUnsafeMutableBufferPointer { target, initialized in
            guard let base = bytes.baseAddress, let lines = target.baseAddress else { return }
            // SAFETY: there is room for `target.count` lines, ScannedLine has the layout of
            // csimd_line, and `length` ends with the text at the latest.
            unsafe lines.withMemoryRebound(to: csimd_line.self, capacity: target.count) {
              unsafe initialized =
                isPortable
                ? csimd_scan_lines_portable(base, length, &offset, $0, target.count)
                : csimd_scan_lines(base, length, &offset, $0, target.count)
            }
          }
        }
      }
    }
  }

  /// The lines, for the tests.
  func lines(isPortable: Bool) -> [ScannedLine] {
    var lines: [ScannedLine] = []
    scanLines(into: &lines, isPortable: isPortable)
    return lines
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
