import Mail
import Native

extension FuzzTarget {
  /// Transfer encodings and charsets; the first line is the charset's label, its first byte also
  /// chooses the encoding.
  static let decoding = FuzzTarget(name: "decoding") { bytes in
    let lineEnd = bytes.prefix(40).firstIndex(of: 0x0A) ?? 0
    let label = String(decoding: bytes[..<lineEnd], as: UTF8.self)
    let body = Array(bytes[lineEnd...].dropFirst(lineEnd == 0 ? 0 : 1))
    let encodings: [Part.TransferEncoding] = [
      .base64, .quotedPrintable, .uuencode, .jsonString, .identity,
    ]
    let encoding = encodings[Int(bytes.first ?? 0) % encodings.count]
    var decoded: [UInt8] = []
    var map = OffsetMap()
    let outcome = TransferDecoding.decode(body.span, as: encoding, into: &decoded, map: &map)
    let spaces = encoding == .uuencode ? 1 : 0
    require(
      encoding == .jsonString || decoded.count <= body.count + spaces, "decoding does not expand")
    if outcome.isMapped {
      requireMap(map, output: decoded.count, input: body.count, "the map of \(encoding)")
    }
    var unmapped: [UInt8] = []
    _ = TransferDecoding.decode(body.span, as: encoding, into: &unmapped)
    require(unmapped == decoded, "decoding without a map gives the same")
    var charsets = CharsetDecoder()
    var text: [UInt8] = []
    var textMap = OffsetMap()
    for label in [label, nil] {
      text.removeAll()
      textMap.removeAll()
      _ = charsets.decode(decoded.span, label: label, into: &text, map: &textMap)
      requireUTF8(text, "text in \(label ?? "no charset")")
      requireMap(
        textMap, output: text.count, input: decoded.count, "the map of \(label ?? "no charset")")
    }
    if outcome.isMapped {
      let source = textMap.composed(with: map)
      requireMap(source, output: text.count, input: body.count, "both maps together")
    }
    var end = 0
    for block in UUEncodedBlocks.find(in: body.span) {
      require(fits(block.range, body.count), "a uuencoded block is inside")
      require(block.range.lowerBound >= end, "uuencoded blocks do not overlap")
      require(
        block.range.lowerBound <= block.data.lowerBound
          && block.data.upperBound <= block.range.upperBound, "data is inside its block")
      end = block.range.upperBound
    }
  }

  /// Folding any valid text: the result is valid, folds to itself, and maps inside its source.
  static let folding = FuzzTarget(name: "folding") { bytes in
    let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
    var folder = Folder()
    var folded: [UInt8] = []
    var map = OffsetMap()
    folder.fold(text.span, into: &folded, map: &map)
    requireUTF8(folded, "folded text")
    requireMap(map, output: folded.count, input: text.count, "the map of folding")
    require(folder.foldedBytes(folded.span) == folded, "folding twice changes nothing")
  }
}
