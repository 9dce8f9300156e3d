// Performance: a line's scalars take four times its bytes. So only one line of a file is there at a time, read when
// it is walked to, and what a block keeps of its lines is where they stand.
import Native

/// Lines of a file that hold something; comments are left out.
struct SourceLines: Sequence {
  /// Lines that follow one another.
  private struct Stretch {
    var range: Range<Int>
    /// The number of the first.
    let first: Int
    /// The number of the line behind the last.
    var next: Int
  }

  /// The file, as UTF-8 without a byte order mark.
  private let bytes: [UInt8]
  private let path: String
  private var stretches: [Stretch] = []

  /// No lines yet of a file.
  init(of bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// All lines of a file, whatever their line breaks.
  ///
  /// A byte order mark is passed over, and UTF-16 that has one is read.
  static func all(of file: [UInt8], path: String) -> SourceLines {
    let bytes = utf8(file)
    var lines = SourceLines(of: bytes, path: path)
    lines.stretches = [Stretch(range: 0..<bytes.count, first: 1, next: .max)]
    return lines
  }

  /// The bytes as UTF-8 without a byte order mark.
  static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    let isBig = bytes.starts(with: [0xFE, 0xFF])
    guard isBig || bytes.starts(with: [0xFF, 0xFE]) else { return bytes }
    var units: [UInt16] = []
    var offset = 2
    while offset + 1 < bytes.count {
      let (one, two) = (UInt16(bytes[offset]), UInt16(bytes[offset + 1]))
      units.append(isBig ? one << 8 | two : two << 8 | one)
      offset += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// Adds a line of the file, behind the others.
  mutating func append(_ cut: LineCuts.Cut) {
    if let last = stretches.last, last.next == cut.number {
      stretches[stretches.count - 1].range = last.range.lowerBound..<cut.range.upperBound
      stretches[stretches.count - 1].next += 1
    } else {
      stretches.append(Stretch(range: cut.range, first: cut.number, next: cut.number + 1))
    }
  }

  /// The first line; nil when there is none.
  var first: SourceLine? { first { _ in true } }

  /// Whether there is no line.
  var isEmpty: Bool { first == nil }

  func makeIterator() -> Iterator { Iterator(lines: self) }

  /// Reads one line after another.
  struct Iterator: IteratorProtocol {
    private let lines: SourceLines
    private var stretch = 0
    private var cuts: LineCuts?

    fileprivate init(lines: SourceLines) { self.lines = lines }

    mutating func next() -> SourceLine? {
      let bytes = lines.bytes
      let span = bytes.span
      while true {
        while let cut = cuts?.next(in: span) {
          if let line = SourceLine(
            span.extracting(cut.range), number: cut.number, path: lines.path)
          {
            return line
          }
        }
        guard stretch < lines.stretches.count else { return nil }
        let next = lines.stretches[stretch]
        cuts = LineCuts(next.range, number: next.first)
        stretch += 1
      }
    }
  }
}

/// Finds line after line in bytes, whatever their line breaks.
struct LineCuts {
  /// Where a line stands, without its break, and its number.
  struct Cut {
    let range: Range<Int>
    let number: Int
  }

  private var start: Int
  private let end: Int
  private var number: Int
  private var isAtEnd = false

  /// Cuts a range, of which the first line has a number.
  init(_ range: Range<Int>, number: Int = 1) {
    start = range.lowerBound
    end = range.upperBound
    self.number = number
  }

  /// The next line of the bytes; the last one has no break, and may be empty.
  mutating func next(in bytes: Span<UInt8>) -> Cut? {
    guard !isAtEnd else { return nil }
    var offset = start
    while offset < end, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
    let cut = Cut(range: start..<offset, number: number)
    isAtEnd = offset == end
    let isPair = offset + 1 < end && bytes[offset] == 0x0D && bytes[offset + 1] == 0x0A
    start = offset + (isPair ? 2 : 1)
    number += 1
    return cut
  }
}
