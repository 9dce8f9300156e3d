import Native

/// Rich text as Outlook compresses it ([MS-OXRTFCP]).
enum CompressedRichText {
  /// The words that stand in the dictionary before anything is read.
  private static let dictionary = Array(
    """
    {\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
    \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \
    \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx
    """.utf8)

  /// The rich text, at most `limit` bytes; nil when it is not compressed this way.
  static func expand(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    guard let told = bytes.long(at: 4), let kind = bytes.long(at: 8), bytes.count > 16 else {
      return nil
    }
    let most = min(told, limit)
    // "MELA": not compressed.
    if kind == 0x414C_454D { return Array(bytes[16...].prefix(most)) }
    guard kind == 0x7546_5A4C else { return nil }
    var window = [UInt8](repeating: 0x20, count: 4_096)
    for index in dictionary.indices { window[index] = dictionary[index] }
    var end = dictionary.count
    var output: [UInt8] = []
    var offset = 16
    while offset < bytes.count {
      let control = bytes[offset]
      offset += 1
      for bit in 0..<8 {
        guard offset < bytes.count, output.count < most else { return output }
        if control >> UInt8(bit) & 1 == 0 {
          output.append(bytes[offset])
          window[end] = bytes[offset]
          end = (end + 1) & 4_095
          offset += 1
          continue
        }
        guard offset + 1 < bytes.count else { return output }
        let reference = Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
        offset += 2
        var from = reference >> 4
        if from == end { return output }
        for _ in 0..<(reference & 15) + 2 {
          let byte = window[from]
          output.append(byte)
          window[end] = byte
          from = (from + 1) & 4_095
          end = (end + 1) & 4_095
        }
      }
    }
    return output
  }
}
