import Native

/// Reads HTML as a person sees it.
public enum HTMLText {
  /// Appends the blocks of `html`, valid UTF-8, to `blocks`.
  ///
  /// What is not shown is left out: comments, scripts, styles, titles, elements hidden by attribute or
  /// inline style and all inside of them. Alternative texts of images and titles of links are kept.
  public static func extract(_ html: Span<UInt8>, into blocks: inout Blocks) {
    var reader = blocks.html.take() ?? HTMLReader()
    reader.reset()
    reader.read(html, into: &blocks)
    var draft = Draft()
    reader.layout.exchange(&draft)
    if !reader.citesOthers { draft.unquoteWhole() }
    TextLines.extract(draft.text.span, from: draft, isDerived: true, kind: .html, into: &blocks)
    reader.layout.exchange(&draft)
    blocks.html = reader
  }
}
