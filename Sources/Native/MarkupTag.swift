// Performance: HTML is mostly tags, and most of their attributes matter to nobody. A tag's name is read and put in
// lower case with one load of 16 bytes, attributes are found in bit masks of 64 bytes, a name that nobody asks for
// is told by its first letter and its length, and what was read is written where the tag before stood, of which
// nothing has to be cleared.
private import CSIMD

/// Where a value stands.
@frozen public struct MarkupExtent: Sendable {
  @usableFromInline var start: UInt32 = 0
  @usableFromInline var end: UInt32 = 0

  @usableFromInline init() {}
}

/// A tag as it stands in HTML.
///
/// It has the layout of `csimd_tag`.
@frozen public struct MarkupTag: Sendable {
  /// The first eight bytes of its name, the first one lowest, letters of ASCII in lower case.
  public private(set) var word: UInt64 = 0
  /// The length of its name: all up to white space, `/` or `>`.
  public private(set) var nameLength: Int = 0
  /// Which values of known attributes it has, one bit for each.
  public private(set) var present: UInt64 = 0
  @usableFromInline var extents = InlineArray<16, MarkupExtent>(repeating: MarkupExtent())

  /// Creates a place for tags.
  public init() {}

  /// Where a value stands, without quotes; empty when the tag has none.
  @inlinable
  public subscript(_ value: Int) -> Range<Int> {
    guard present &>> UInt64(value) & 1 != 0 else { return 0..<0 }
    return Int(extents[value].start)..<Int(extents[value].end)
  }

  /// Reads the tag whose name begins at `start`, as HTML's parsers do; answers the offset behind its `>`, or
  /// nil when it never ends.
  ///
  /// The values of `attributes` are kept if `keepsValues`.
  public mutating func read(
    _ html: Span<UInt8>, at start: Int, _ attributes: MarkupNames, keepsValues: Bool
  ) -> Int? {
    read(html, at: start, attributes, keepsValues: keepsValues, isPortable: false)
  }

  /// The same; `isPortable` asks for the portable twin of the vector code.
  @inline(__always)
  mutating func read(
    _ html: Span<UInt8>, at start: Int, _ attributes: MarkupNames, keepsValues: Bool,
    isPortable: Bool
  ) -> Int? {
    precondition(start >= 0 && start <= html.count)
    let end = unsafe html.withUnsafeBufferPointer { buffer in
      unsafe attributes.words.withUnsafeBufferPointer { words in
        unsafe withUnsafeMutablePointer(to: &self) { place in
          guard let base = buffer.baseAddress, let first = words.baseAddress else { return 0 }
          // SAFETY: MarkupTag has the layout of csimd_tag, and the words of names are as many as
          // csimd_known_names has, and stand as there. Nothing past the buffer's end is read.
          let names = unsafe UnsafeRawPointer(first).assumingMemoryBound(to: csimd_known_names.self)
          let tag = unsafe UnsafeMutableRawPointer(place).assumingMemoryBound(to: csimd_tag.self)
          let known = unsafe keepsValues ? names : nil
          return unsafe isPortable
            ? csimd_read_tag_portable(base, start, buffer.count, known, tag)
            : csimd_read_tag(base, start, buffer.count, known, tag)
        }
      }
    }
    return end > 0 ? end : nil
  }
}

/// The names of attributes whose values are kept.
public struct MarkupNames: Sendable {
  /// For each letter, by its lowest five bits, the lengths of the names that begin with it, one bit for each.
  private static let letters = 32
  /// Behind the letters there are places for names, a small table with open addressing: two words of a name
  /// and its value.
  private static let places = 64

  /// They have the layout of `csimd_known_names`.
  fileprivate var words = [UInt64](repeating: 0, count: letters + places * 3)

  /// Creates a table of names in lower case, each with its value, 0 to 15; there are fewer than 64.
  public init(_ names: [(value: UInt8, name: String)]) {
    precondition(names.count < Self.places)
    for (value, name) in names {
      let length = name.utf8.count
      precondition(length <= 16 && value < 16)
      var pair: (UInt64, UInt64) = (0, 0)
      for (index, byte) in name.utf8.enumerated() {
        if index < 8 {
          pair.0 |= UInt64(byte) << UInt64(8 * index)
        } else {
          pair.1 |= UInt64(byte) << UInt64(8 * (index - 8))
        }
      }
      words[Int(pair.0 & 31)] |= 1 << UInt64(length)
      var place = Int(csimd_name_place(pair.0))
      while words[Self.letters + place * 3] != 0 { place = (place + 1) % Self.places }
      words[Self.letters + place * 3] = pair.0
      words[Self.letters + place * 3 + 1] = pair.1
      words[Self.letters + place * 3 + 2] = UInt64(value)
    }
  }
}
