import Native

/// Cuts plain text into blocks: what the author wrote, quoted replies, signatures, pasted tables.
public enum PlainText {
  /// Appends the blocks of `text`, valid UTF-8, to `blocks`.
  ///
  /// `isFlowed` and `deletesSpace` are the parameters `format=flowed` and `delsp=yes` of RFC 3676.
  public static func extract(
    _ text: Span<UInt8>, isFlowed: Bool = false, deletesSpace: Bool = false,
    into blocks: inout Blocks
  ) {
    guard text.count > 0 else { return }
    let start = blocks.text.count
    blocks.text.append(text)
    blocks.items.append(
      Block(
        kind: .text, isQuoted: false, text: start..<blocks.text.count,
        map: OffsetMap(identity: text.count)))
  }
}
