import Native

/// What start and end tags do: they open and close elements, and move the text to other lines.
extension HTMLReader {
  /// Opens the element of the tag that was read.
  mutating func startElement(_ html: Span<UInt8>, into blocks: inout Blocks) {
    let element = tag.element
    if element.isBlock, let index = open.index(impliedBy: element, paragraph: paragraphName) {
      close(html, down: index)
    }
    let saved = state
    if !tag.attributes.isDisjoint(with: .ofContent) || element.changesContent { enter(html) }
    if element == .anchor || element == .area, state.isSeen {
      addLink(html, tag[.link], into: &blocks)
    }
    if element != .inline {
      if !state.isHidden {
        place(html)
      } else if element == .cell || element == .header, !saved.isHidden {
        // A hidden cell leaves nothing but its column.
        startCell(html)
      }
    }
    guard element.isContainer, !open.isFull else {
      if element.isContainer { open.overflow += 1 }
      if state != saved {
        state = saved
        syncState()
      }
      return
    }
    open.push(HTMLOpenElements.Element(name: tag.name, element: element, saved: saved))
    if element == .list || element == .ordered {
      lists.append(element == .ordered ? Self.number(html, tag[.start]) ?? 1 : nil)
    } else if element == .anchor {
      linkTitle = state.isSeen ? tag[.title] : 0..<0
      linkText = layout.draft.text.count
    }
  }

  /// Moves the text to where a seen element stands.
  private mutating func place(_ html: Span<UInt8>) {
    switch tag.element {
    case .lineBreak: layout.breakLine()
    case .rule, .block, .option, .rowGroup, .caption, .list, .ordered, .pre: layout.startLine()
    case .paragraph:
      let isOutlooks =
        tag.attributes.contains(.classes)
        && HTMLMarker.first(html, tag[.classes], in: markers) == .outlookParagraph
      layout.startLine(isOutlooks ? 1 : 2)
    case .blockquote: layout.startLine(2)
    case .item:
      let number = lists.last ?? nil
      layout.startItem(number ?? 0)
      if let number { lists[lists.count - 1] = number < 1_000_000 ? number + 1 : number }
    case .table: layout.startTable()
    case .row: layout.startRow()
    case .cell, .header: startCell(html)
    case .image, .area:
      guard state.isSeen else { return }
      let alternative = tag[.alternative]
      let title = tag[.title]
      if !alternative.isEmpty { write(html, value: alternative) }
      if !title.isEmpty, !html.extracting(title).equals(html.extracting(alternative)) {
        write(html, value: title)
      }
    case .input: if state.isSeen { placeInput(html) }
    case .button, .select: layout.space(at: tag[.type].lowerBound, length: 0)
    default: break
    }
  }

  private mutating func placeInput(_ html: Span<UInt8>) {
    let type = tag[.type]
    let start = type.lowerBound
    let isUnread =
      !type.isEmpty
      && (html.hasPrefix(ignoringCase: "hidden", at: start)
        || html.hasPrefix(ignoringCase: "checkbox", at: start)
        || html.hasPrefix(ignoringCase: "radio", at: start)
        || html.hasPrefix(ignoringCase: "password", at: start))
    if isUnread { return }
    let value = tag[.value]
    write(html, value: value.isEmpty ? tag[.placeholder] : value)
  }

  private mutating func startCell(_ html: Span<UInt8>) {
    layout.startCell(
      isHeader: tag.element == .header, columns: Self.number(html, tag[.columnSpan]) ?? 1,
      rows: Self.number(html, tag[.rowSpan]) ?? 1)
  }

  /// A number of up to four digits in an attribute.
  @inline(__always)
  private static func number(_ html: Span<UInt8>, _ range: Range<Int>) -> Int? {
    if range.isEmpty { return nil }
    var value = 0
    for offset in range.lowerBound..<min(range.upperBound, range.lowerBound + 4) {
      guard html[offset] >= 0x30, html[offset] <= 0x39 else { break }
      value = value * 10 + Int(html[offset] - 0x30)
    }
    return value > 0 ? value : nil
  }

  // MARK: State

  /// Changes the state to what holds inside of the element.
  private mutating func enter(_ html: Span<UInt8>) {
    let element = tag.element
    if tag.attributes.contains(.hidden) || element == .unseen { state.traits.insert(.hidden) }
    if element == .pre { state.traits.insert(.preformatted) }
    if tag.attributes.contains(.style) {
      let style = HTMLStyle(html, tag[.style])
      if style.isHidden { state.traits.insert(.hidden) }
      if let isInvisible = style.isInvisible { state.set(.invisible, isInvisible) }
      if let hasNoSize = style.hasNoSize { state.set(.sizeless, hasNoSize) }
      if let isPreformatted = style.isPreformatted { state.set(.preformatted, isPreformatted) }
    }
    let classes = tag[.classes]
    if element == .blockquote {
      state.traits.remove(.gmailQuote)
      if !Self.isIndentation(html, tag[.style]) { quote() }
      if !tag[.type].isEmpty || !classes.isEmpty { citesOthers = true }
    } else {
      if !classes.isEmpty { mark(HTMLMarker.first(html, classes, in: markers)) }
      let identity = tag[.identity]
      if !identity.isEmpty { mark(HTMLMarker.first(html, identity, in: markers)) }
    }
    syncState()
  }

  private mutating func mark(_ marker: HTMLMarker) {
    if marker == .quote || marker == .gmailQuote || marker == .quotedRest { citesOthers = true }
    switch marker {
    case .quote: quote()
    case .gmailQuote:
      quote()
      state.traits.insert(.gmailQuote)
      gmailText = layout.draft.text.count
    case .quotedRest: isQuotedRest = true
    case .signature: state.traits.insert(.signature)
    case .none, .outlookParagraph: break
    }
  }

  private mutating func quote() {
    if state.depth < 100 { state.depth += 1 }
  }

  /// Whether a blockquote only moves text to the right, as editors' indent buttons write it.
  private static func isIndentation(_ html: Span<UInt8>, _ style: Range<Int>) -> Bool {
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
    layout.isSignature = state.traits.contains(.signature)
  }

  // MARK: Closing

  /// Closes what the end tag that was read closes.
  mutating func endElement(_ html: Span<UInt8>) {
    if open.overflow == 0, !open.isEmpty, open.last.name == tag.name {
      return closeLast(html)
    }
    tag.find(elements)
    let element = tag.element
    if element == .lineBreak {
      // Browsers read `</br>` as `<br>`.
      if state.isSeen { layout.breakLine() }
      return
    }
    guard element.isContainer else { return }
    if open.overflow > 0 {
      open.overflow -= 1
      if element.isBlock, state.isSeen { layout.startLine() }
      return
    }
    if let index = open.index(closedBy: element, tag.name) {
      close(html, down: index)
    } else if element.isBlock, state.isSeen {
      layout.startLine()
    }
  }

  /// Closes open elements down to the one at `index`.
  private mutating func close(_ html: Span<UInt8>, down index: Int) {
    while open.count > index { closeLast(html) }
  }

  /// Closes the innermost element.
  mutating func closeLast(_ html: Span<UInt8>) {
    let last = open.pop()
    let closed = state
    if last.element == .anchor, closed.isSeen, !linkTitle.isEmpty { endLink(html) }
    if closed != last.saved {
      state = last.saved
      if last.element == .blockquote, state.traits.contains(.gmailQuote),
        closed.depth > state.depth
      {
        leaveGmailQuote()
      }
      syncState()
    }
    if last.element == .inline { return }
    if last.element == .list || last.element == .ordered { _ = lists.popLast() }
    if closed.isHidden {
      if last.element == .cell || last.element == .header, !state.isHidden { layout.endCell() }
      return
    }
    switch last.element {
    case .table: layout.endTable()
    case .cell, .header: layout.endCell()
    case .paragraph, .blockquote: layout.startLine(last.name == paragraphName ? 1 : 2)
    case .button, .select: layout.space(at: 0, length: 0)
    case let element where element.isBlock: layout.startLine()
    default: break
    }
  }

  /// What follows the quotation inside of Gmail's container is the author's answer.
  ///
  /// A forwarded message begins with dashes, and is all theirs.
  private mutating func leaveGmailQuote() {
    if layout.firstByte(from: gmailText) == UInt8(ascii: "-") { return }
    state.traits.remove(.gmailQuote)
    if state.depth > 0 { state.depth -= 1 }
  }

  // MARK: Links

  private mutating func endLink(_ html: Span<UInt8>) {
    let title = linkTitle
    linkTitle = 0..<0
    let isSame = layout.text(from: linkText, endsWith: html.extracting(title))
    if !isSame { write(html, value: title) }
  }

  /// Whether an address leads nowhere: a script, a picture in the message.
  private static func isInner(_ html: Span<UInt8>, at start: Int) -> Bool {
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
      !Self.isInner(html, at: start)
    else { return }
    var map = OffsetMap()
    let first = blocks.targets.count
    var run = start
    var offset = start
    while let sign = html.firstOffset(of: UInt8(ascii: "&"), from: offset, to: range.upperBound) {
      offset = sign + 1
      guard let reference = entities.reference(in: html, at: sign, inAttribute: true),
        reference.end <= range.upperBound
      else { continue }
      blocks.targets.append(html, in: run..<sign)
      map.appendCopy(sign - run, from: run)
      let length = blocks.targets.appendUTF8(reference.scalar)
      map.append(output: length, input: reference.end - sign, from: sign)
      offset = reference.end
      run = offset
    }
    blocks.targets.append(html, in: run..<range.upperBound)
    map.appendCopy(range.upperBound - run, from: run)
    blocks.links.append(Link(target: first..<blocks.targets.count, map: map))
  }
}
