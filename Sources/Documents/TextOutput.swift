import Native

/// Text that is being written, of a bounded length: a file can name the same text any number of times.
struct TextOutput {
  private(set) var bytes: [UInt8] = []
  private(set) var isCut = false
  private let limit: Int

  init(limit: Int) { self.limit = max(limit, 0) }

  /// How much more may be written.
  var left: Int { limit - bytes.count }

  mutating func append(_ text: Span<UInt8>) {
    guard text.count <= left else {
      isCut = true
      bytes.append(text.extracting(0..<left))
      return
    }
    bytes.append(text)
  }

  mutating func append(_ byte: UInt8) {
    guard left > 0 else {
      isCut = true
      return
    }
    bytes.append(byte)
  }

  mutating func append(_ text: String) {
    let utf8 = Array(text.utf8)
    append(utf8.span)
  }

  mutating func append(scalar: Unicode.Scalar) {
    for byte in String(scalar).utf8 { append(byte) }
  }

  /// Ends a line, unless it is ended already.
  mutating func endLine() {
    if let last = bytes.last, last != 0x0A { append(0x0A) }
  }

  /// Puts a space between two words.
  mutating func separate() {
    if let last = bytes.last, last > 0x20 { append(0x20) }
  }

  /// Takes the spaces at the end of a cell away; tabs there are of empty cells before it.
  mutating func trimSpaces() {
    while bytes.last == 0x20 { bytes.removeLast() }
  }

  /// Takes the spaces and tabs at the end of a row away.
  mutating func trimRow() {
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
  }
}
