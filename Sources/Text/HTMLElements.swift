import Native

/// What start and end tags do: they open and close elements, and move the text to other lines.
extension HTMLReader {
  mutating func startElement(
    _ html: Span<UInt8>, _ tag: HTMLTag, at offset: Int, into blocks: inout Blocks
  ) {
    let element = tag.element
    if element.isBlock { closeImplied(html, before: tag) }
    let saved = state
    enter(html, tag)
    let isSeen = state.isSeen
    if element == .anchor || element == .area {
      if isSeen { addLink(html, tag.link, into: &blocks) }
    }
    if !state.isHidden {
      place(html, tag)
    } else if element == .cell || element == .header, !saved.isHidden {
      // A hidden cell leaves nothing but its column.
      startCell(html, tag)
    }
    guard element.isContainer else {
      state = saved
      syncState()
      return
    }
    guard open.count < Self.deepest else {
      overflow += 1
      state = saved
      syncState()
      return
    }
    open.append(OpenElement(name: tag.name, element: element, saved: saved))
    if element == .list || element == .ordered {
      lists.append(element == .ordered ? number(html, tag.start) ?? 1 : nil)
    }
    if element == .anchor {
      linkTitle = isSeen ? tag.title : 0..<0
      linkText = layout.draft.text.count
    }
  }

  /// Moves the text to where a seen element stands.
  private mutating func place(_ html: Span<UInt8>, _ tag: HTMLTag) {
    switch tag.element {
    case .lineBreak: layout.breakLine()
    case .rule, .block, .option, .rowGroup, .caption, .list, .ordered, .pre: layout.startLine()
    case .paragraph: layout.startLine(isOutlookParagraph(html, tag) ? 1 : 2)
    case .blockquote: layout.startLine(2)
    case .item:
      let number = lists.last ?? nil
      layout.startItem(number ?? 0)
      if let number { lists[lists.count - 1] = number < 1_000_000 ? number + 1 : number }
    case .table: layout.startTable()
    case .row: layout.startRow()
    case .cell, .header: startCell(html, tag)
    case .image, .area:
      guard state.isSeen else { return }
      if !tag.alternative.isEmpty { write(html, value: tag.alternative) }
      if !tag.title.isEmpty,
        !html.extracting(tag.title).equals(html.extracting(tag.alternative))
      {
        write(html, value: tag.title)
      }
    case .input: if state.isSeen { placeInput(html, tag) }
    case .button, .select: layout.space(at: tag.type.lowerBound, length: 0)
    default: break
    }
  }

  private mutating func placeInput(_ html: Span<UInt8>, _ tag: HTMLTag) {
    let start = tag.type.lowerBound
    let isUnread =
      !tag.type.isEmpty
      && (html.hasPrefix(ignoringCase: "hidden", at: start)
        || html.hasPrefix(ignoringCase: "checkbox", at: start)
        || html.hasPrefix(ignoringCase: "radio", at: start)
        || html.hasPrefix(ignoringCase: "password", at: start))
    if isUnread { return }
    write(html, value: tag.value.isEmpty ? tag.placeholder : tag.value)
  }

  private mutating func startCell(_ html: Span<UInt8>, _ tag: HTMLTag) {
    layout.startCell(
      isHeader: tag.element == .header, columns: number(html, tag.columnSpan) ?? 1,
      rows: number(html, tag.rowSpan) ?? 1)
  }

  private func isOutlookParagraph(_ html: Span<UInt8>, _ tag: HTMLTag) -> Bool {
    HTMLMarker.first(html, tag.classes, in: markers) == .outlookParagraph
  }

  /// A number of up to four digits in an attribute.
  private func number(_ html: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var value = 0
    for offset in range.prefix(4) {
      guard html[offset] >= 0x30, html[offset] <= 0x39 else { break }
      value = value * 10 + Int(html[offset] - 0x30)
    }
    return value > 0 ? value : nil
  }

  // MARK: State

  /// Changes the state to what holds inside of the element.
  private mutating func enter(_ html: Span<UInt8>, _ tag: HTMLTag) {
    if tag.isHidden || tag.element == .unseen { state.isHidden = true }
    if tag.element == .pre { state.isPreformatted = true }
    if !tag.style.isEmpty {
      let style = HTMLStyle(html, tag.style)
      if style.isHidden { state.isHidden = true }
      if let isInvisible = style.isInvisible { state.isInvisible = isInvisible }
      if let hasNoSize = style.hasNoSize { state.hasNoSize = hasNoSize }
      if let isPreformatted = style.isPreformatted { state.isPreformatted = isPreformatted }
    }
    if tag.element == .blockquote {
      state.isGmailQuote = false
      if !isIndentation(html, tag.style) { quote() }
      if !tag.type.isEmpty || !tag.classes.isEmpty { citesOthers = true }
    } else {
      if !tag.classes.isEmpty { mark(HTMLMarker.first(html, tag.classes, in: markers)) }
      if !tag.identity.isEmpty { mark(HTMLMarker.first(html, tag.identity, in: markers)) }
    }
    syncState()
  }

  private mutating func mark(_ marker: HTMLMarker) {
    if marker == .quote || marker == .gmailQuote || marker == .quotedRest { citesOthers = true }
    switch marker {
    case .quote: quote()
    case .gmailQuote:
      quote()
      state.isGmailQuote = true
      gmailText = layout.draft.text.count
    case .quotedRest: isQuotedRest = true
    case .signature: state.isSignature = true
    case .none, .outlookParagraph: break
    }
  }

  private mutating func quote() {
    if state.depth < 100 { state.depth += 1 }
  }

  /// Whether a blockquote only moves text to the right, as editors' indent buttons write it.
  private func isIndentation(_ html: Span<UInt8>, _ style: Range<Int>) -> Bool {
    guard style.count > 20, html.hasPrefix(ignoringCase: "margin:", at: style.lowerBound) else {
      return false
    }
    for offset in style {
      if html.hasPrefix(ignoringCase: "border:none", at: offset)
        || html.hasPrefix(ignoringCase: "border: none", at: offset)
        || html.hasPrefix(ignoringCase: "border-width: 0", at: offset)
      {
        return true
      }
      // Styles of this kind are short; a long one is not looked through.
      if offset - style.lowerBound > 200 { return false }
    }
    return false
  }

  private mutating func syncState() {
    layout.depth = isQuotedRest ? max(1, state.depth) : state.depth
    layout.isSignature = state.isSignature
  }

  // MARK: Closing

  mutating func endElement(_ html: Span<UInt8>, _ tag: HTMLTag) {
    let element = tag.element
    if element == .lineBreak {
      // Browsers read `</br>` as `<br>`.
      if state.isSeen { layout.breakLine() }
      return
    }
    guard element.isContainer else { return }
    if overflow > 0 {
      overflow -= 1
      if element.isBlock, state.isSeen { layout.startLine() }
      return
    }
    if let index = openIndex(of: tag) {
      close(html, down: index)
    } else if element.isBlock, state.isSeen {
      layout.startLine()
    }
  }

  /// The innermost open element that an end tag closes.
  private func openIndex(of tag: HTMLTag) -> Int? {
    let isInline = !tag.element.isBlock
    var index = open.count - 1
    while index >= 0 {
      let candidate = open[index]
      if candidate.name == tag.name { return index }
      if isInline, candidate.element.isBlock { return nil }
      switch tag.element {
      case .table: break
      case .row, .rowGroup, .cell, .header, .caption:
        if candidate.element == .table { return nil }
      default:
        if candidate.element.isFence { return nil }
      }
      index -= 1
    }
    return nil
  }

  /// Closes what a block's start tag closes: an open paragraph, item, cell, row.
  private mutating func closeImplied(_ html: Span<UInt8>, before tag: HTMLTag) {
    var index = open.count - 1
    while index >= 0 {
      let candidate = open[index].element
      let closes: Bool
      switch tag.element {
      case .item:
        if candidate == .list || candidate == .ordered || candidate.isFence { return }
        closes = candidate == .item
      case .cell, .header:
        if candidate == .row || candidate == .table { return }
        closes = candidate == .cell || candidate == .header
      case .row:
        if candidate == .table { return }
        closes = candidate == .row
      case .rowGroup:
        if candidate == .table { return }
        closes = candidate == .rowGroup
      case .option:
        if candidate.isBlock, candidate != .option { return }
        closes = candidate == .option
      default:
        if candidate.isBlock, candidate != .paragraph { return }
        closes = candidate == .paragraph && open[index].name == paragraphName
        if candidate == .paragraph, !closes { return }
      }
      if closes { return close(html, down: index) }
      index -= 1
    }
  }

  /// Closes open elements down to the one at `index`.
  mutating func close(_ html: Span<UInt8>, down index: Int) {
    while open.count > index, let last = open.popLast() {
      let closed = state
      if last.element == .anchor, closed.isSeen { endLink(html) }
      state = last.saved
      if last.element == .blockquote, state.isGmailQuote, closed.depth > state.depth {
        leaveGmailQuote()
      }
      if last.element == .list || last.element == .ordered { _ = lists.popLast() }
      syncState()
      if closed.isHidden {
        if last.element == .cell || last.element == .header, !state.isHidden { layout.endCell() }
        continue
      }
      switch last.element {
      case .table: layout.endTable()
      case .cell, .header: layout.endCell()
      case .paragraph, .blockquote:
        layout.startLine(last.name == paragraphName ? 1 : 2)
      case .button, .select: layout.space(at: 0, length: 0)
      case let element where element.isBlock: layout.startLine()
      default: break
      }
    }
  }

  /// What follows the quotation inside of Gmail's container is the author's answer.
  ///
  /// A forwarded message begins with dashes, and is all theirs.
  private mutating func leaveGmailQuote() {
    if layout.firstByte(from: gmailText) == UInt8(ascii: "-") { return }
    state.isGmailQuote = false
    if state.depth > 0 { state.depth -= 1 }
  }

  // MARK: Links

  private mutating func endLink(_ html: Span<UInt8>) {
    let title = linkTitle
    linkTitle = 0..<0
    guard !title.isEmpty else { return }
    let isSame = layout.text(from: linkText, endsWith: html.extracting(title))
    if !isSame { write(html, value: title) }
  }

  /// Whether an address leads nowhere: a script, a picture in the message.
  private func isInner(_ html: Span<UInt8>, at start: Int) -> Bool {
    switch html[start] | 0x20 {
    case UInt8(ascii: "j"): html.hasPrefix(ignoringCase: "javascript:", at: start)
    case UInt8(ascii: "d"): html.hasPrefix(ignoringCase: "data:", at: start)
    case UInt8(ascii: "c"): html.hasPrefix(ignoringCase: "cid:", at: start)
    default: false
    }
  }

  /// Keeps a link's target, unless it leads nowhere outside of the message.
  private mutating func addLink(
    _ html: Span<UInt8>, _ range: Range<Int>, into blocks: inout Blocks
  ) {
    var start = range.lowerBound
    while start < range.upperBound, html[start] <= 0x20 { start += 1 }
    guard start < range.upperBound, html[start] != UInt8(ascii: "#"),
      !isInner(html, at: start)
    else { return }
    var link = Link(target: 0..<0, map: OffsetMap())
    let first = blocks.targets.count
    var run = start
    var offset = start
    while let sign = html.firstOffset(of: UInt8(ascii: "&"), from: offset, to: range.upperBound) {
      offset = sign + 1
      guard let reference = entities.reference(in: html, at: sign, inAttribute: true),
        reference.end <= range.upperBound
      else { continue }
      blocks.targets.append(html, in: run..<sign)
      link.map.appendCopy(sign - run, from: run)
      let length = blocks.targets.appendUTF8(reference.scalar)
      link.map.append(output: length, input: reference.end - sign, from: sign)
      offset = reference.end
      run = offset
    }
    blocks.targets.append(html, in: run..<range.upperBound)
    link.map.appendCopy(range.upperBound - run, from: run)
    link.target = first..<blocks.targets.count
    blocks.links.append(link)
  }
}
