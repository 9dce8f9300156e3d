import Native

/// Text with `format=flowed` (RFC 3676): lines that end with a space go on in the next.
enum FlowedText {
  /// Appends the paragraphs of `text` to `draft`, with their quote marks.
  static func join(_ text: Span<UInt8>, deletesSpace: Bool, into draft: inout Draft) {
    var offset = 0
    var isOpen = false
    var openDepth = 0
    while offset < text.count {
      let end = text.firstOffset(of: 0x0A, from: offset) ?? text.count
      var last = end
      if last > offset, text[last - 1] == 0x0D { last -= 1 }
      var start = offset
      while start < last, text[start] == UInt8(ascii: ">") { start += 1 }
      let depth = start - offset
      let marks = start
      // Space-stuffing, kept where the text would look like a quotation without it.
      if start < last, text[start] == 0x20,
        start + 1 >= last || text[start + 1] != UInt8(ascii: ">")
      {
        start += 1
      }
      let isDelimiter =
        last - start == 3 && text[start] == UInt8(ascii: "-")
        && text[start + 1] == UInt8(ascii: "-") && text[start + 2] == 0x20
      if isOpen, depth != openDepth || isDelimiter {
        draft.insert(0x0A, at: offset)
        isOpen = false
      }
      if !isOpen, depth > 0 {
        draft.copy(text, offset..<marks)
        draft.insert(0x20, at: marks)
      }
      let flows = last > start && text[last - 1] == 0x20 && !isDelimiter && end < text.count
      draft.copy(text, start..<(flows && deletesSpace ? last - 1 : last))
      if !flows, end < text.count { draft.copy(text, end..<(end + 1)) }
      isOpen = flows
      openDepth = depth
      offset = end + 1
    }
  }
}
