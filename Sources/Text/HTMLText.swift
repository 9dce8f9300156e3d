import Native

/// Reads HTML as a person sees it.
public enum HTMLText {
  /// Appends the blocks of `html`, valid UTF-8, to `blocks`.
  public static func extract(_ html: Span<UInt8>, into blocks: inout Blocks) {
    var map = OffsetMap()
    let start = blocks.text.count
    var offset = 0
    while offset < html.count {
      let open = html.firstOffset(of: UInt8(ascii: "<"), from: offset) ?? html.count
      if open > offset {
        blocks.text.append(html, in: offset..<open)
        map.appendCopy(open - offset, from: offset)
      }
      guard open < html.count else { break }
      offset = (html.firstOffset(of: UInt8(ascii: ">"), from: open) ?? html.count - 1) + 1
    }
    guard blocks.text.count > start else { return }
    blocks.items.append(
      Block(kind: .html, isQuoted: false, text: start..<blocks.text.count, map: map))
  }
}
