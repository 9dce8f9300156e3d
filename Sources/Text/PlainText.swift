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
    guard isFlowed else {
      return TextLines.extract(text, from: Draft(), isDerived: false, kind: .text, into: &blocks)
    }
    var draft = Draft()
    swap(&draft, &blocks.draft)
    draft.reset()
    FlowedText.join(text, deletesSpace: deletesSpace, into: &draft)
    TextLines.extract(draft.text.span, from: draft, isDerived: true, kind: .text, into: &blocks)
    swap(&draft, &blocks.draft)
  }
}
