/// Where the sections of a compiled file stand.
///
/// The numbers are in the machine's own byte order, and so is the first one: a file of a machine of the
/// other order is not recognised.
///
///     0   magic, format
///     8   build
///     16  kind, number of sections
///     24  length of the file
///     32  checksum of the header (with zeros here) and the table
///     40  zeros
///     48  table: per section its name, where it begins, its length, its checksum
///         sections, each at a multiple of 16
enum CompiledLayout {
  /// What the table says of one section.
  struct Section {
    var name: UInt32
    /// Its bytes: counted from the file's start in files, from the body's start in writers.
    var range: Range<Int>
    var checksum: UInt64
  }

  static let headerLength = 48
  static let alignment = 16
  private static let entryLength = 32
  /// The word "CHPC" and the version of this layout.
  private static let magic: UInt64 = 0x4348_5043_0000_0001
  /// More sections than any file has.
  private static let mostSections = 4096

  /// The header and the table of a file.
  static func header(
    of sections: [Section], bodyLength: Int, kind: UInt32, build: UInt64
  ) -> [UInt8] {
    let length = headerLength + sections.count * entryLength
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length)
    func append(_ number: UInt64) {
      withBytes(of: number) { bytes.append($0) }
    }
    append(magic)
    append(build)
    append(UInt64(kind) << 32 | UInt64(sections.count))
    append(UInt64(length + bodyLength))
    append(0)
    append(0)
    for section in sections {
      append(UInt64(section.name))
      append(UInt64(length + section.range.lowerBound))
      append(UInt64(section.range.count))
      append(section.checksum)
    }
    let checksum = Checksum.of(bytes.span)
    var place = 32
    withBytes(of: checksum) {
      bytes[place] = $0
      place += 1
    }
    return bytes
  }

  /// The seal of a file, from its header.
  ///
  /// It is what the file's time of change says below a second, in nanoseconds, as long as the file is what was
  /// written: whoever changes a byte of it changes that time too.
  static func seal(of header: Span<UInt8>) -> Int {
    guard header.count >= headerLength else { return -1 }
    return Int(word(in: header, at: 32) % 1_000_000_000)
  }

  /// The sections of a file; nil when it is not exactly what a writer of this kind and build wrote.
  ///
  /// - Parameters:
  ///   - unchecked: a section of which only the place is looked at.
  ///   - isSealed: whether only the places of all sections are looked at.
  static func sections(
    in bytes: Span<UInt8>, kind: UInt32, build: UInt64, unchecked: UInt32? = nil,
    isSealed: Bool = false
  ) -> [Section]? {
    guard bytes.count >= headerLength, word(in: bytes, at: 0) == magic,
      word(in: bytes, at: 8) == build
    else { return nil }
    let kindAndCount = word(in: bytes, at: 16)
    let count = Int(kindAndCount & 0xFFFF_FFFF)
    guard kindAndCount >> 32 == UInt64(kind), count <= mostSections,
      word(in: bytes, at: 24) == UInt64(bytes.count), word(in: bytes, at: 40) == 0
    else { return nil }
    let length = headerLength + count * entryLength
    guard length <= bytes.count else { return nil }
    var header: [UInt8] = []
    header.append(bytes.extracting(0..<length))
    for place in 32..<40 { header[place] = 0 }
    guard word(in: bytes, at: 32) == Checksum.of(header.span) else { return nil }

    var sections: [Section] = []
    sections.reserveCapacity(count)
    var end = length
    for index in 0..<count {
      let entry = headerLength + index * entryLength
      let name = word(in: bytes, at: entry)
      let start = word(in: bytes, at: entry + 8)
      let size = word(in: bytes, at: entry + 16)
      // Sections follow one another, so that every byte of the file belongs to one or is padding.
      guard name <= UInt64(UInt32.max), start == UInt64(end), size <= UInt64(bytes.count - end)
      else { return nil }
      let range = end..<end + Int(size)
      let checksum = word(in: bytes, at: entry + 24)
      let isTrusted = isSealed || unchecked.map { UInt64($0) == name } ?? false
      guard isTrusted || Checksum.of(bytes.extracting(range)) == checksum else { return nil }
      sections.append(Section(name: UInt32(name), range: range, checksum: checksum))
      end = range.upperBound
      while end % alignment != 0 {
        guard end < bytes.count, isSealed || bytes[end] == 0 else { return nil }
        end += 1
      }
    }
    return end == bytes.count ? sections : nil
  }

  private static func word(in bytes: Span<UInt8>, at offset: Int) -> UInt64 {
    Checksum.word(in: bytes, at: offset)
  }

  private static func withBytes(of number: UInt64, _ body: (UInt8) -> Void) {
    var left = UInt64(littleEndian: number)
    for _ in 0..<8 {
      body(UInt8(truncatingIfNeeded: left))
      left >>= 8
    }
  }
}
