import Native

/// Reads RFC 5322 address lists (section 3.4) and their obsolete and damaged forms.
///
/// Read besides the standard: semicolons between addresses, as Outlook writes them; names with dots,
/// `@` and commas that should have been quoted; a missing `>`; routes (`<@relay:user@host>`); encoded
/// words, also where commas are inside them; addresses with nothing but white space between them.
/// Groups give their members, addresses given twice are given twice. An entry without an address
/// keeps its name.
struct AddressList {
  /// A piece of an entry outside angle brackets.
  private struct Word {
    /// Its bytes in `text`, without quotes.
    var text: Range<Int>
    /// Its bytes in the value, as written.
    var written: Range<Int>
    var isQuoted: Bool
    /// Whether white space or a comment stands before it.
    var isApart: Bool
    var holdsAt: Bool
  }

  private var words: [Word] = []
  private var text: [UInt8] = []
  private var angle: Range<Int>?
  private var comment: Range<Int>?
  private var isApart = false
  /// Whether nothing of an entry was read yet.
  private var isFresh = true
  /// Whether any word of the entry holds an `@` outside quotes.
  private var holdsAt = false
  /// What is known never to close in the rest of the value, so that it is not looked for again.
  private var hasNoQuote = false
  private var comments = HeaderComment.Search()
  private var ends = EncodedWord.Ends()

  /// Whether plain entries are taken to pieces like the others: for tests.
  private let takesAllApart: Bool

  private init(takesAllApart: Bool) { self.takesAllApart = takesAllApart }

  /// Appends the mailboxes of a header's value.
  static func read(
    _ value: Span<UInt8>, with charsets: inout CharsetDecoder, into mailboxes: inout [Mailbox],
    takesAllApart: Bool = false
  ) {
    var list = AddressList(takesAllApart: takesAllApart)
    list.read(value, with: &charsets, into: &mailboxes)
  }

  private mutating func read(
    _ value: Span<UInt8>, with charsets: inout CharsetDecoder, into mailboxes: inout [Mailbox]
  ) {
    var offset = 0
    while offset < value.count {
      if isFresh, !takesAllApart {
        if let mailbox = PlainMailbox.read(at: &offset, in: value) {
          mailboxes.append(mailbox)
          continue
        }
        isFresh = false
      }
      let byte = value[offset]
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D:
        isApart = true
        offset += 1
      case UInt8(ascii: "\""):
        if let end = quoteEnd(at: offset, in: value) {
          addQuoted(offset..<end, of: value)
          offset = end
        } else {
          addAtom(at: &offset, in: value)
        }
      case UInt8(ascii: "("):
        if let end = comments.end(at: offset, in: value) {
          comment = offset + 1..<end - 1
          isApart = true
          offset = end
        } else {
          addAtom(at: &offset, in: value)
        }
      case UInt8(ascii: "<"):
        // A second address without a comma between.
        if angle != nil { finish(value, with: &charsets, into: &mailboxes) }
        isFresh = false
        readAngle(at: &offset, in: value)
      case UInt8(ascii: ","):
        offset += 1
        // `Torres, Maya <m@x.example>`: the comma belongs to a name that nobody quoted.
        if angle == nil, !words.isEmpty, !holdsAt {
          addComma(at: offset - 1)
        } else {
          finish(value, with: &charsets, into: &mailboxes)
        }
      case UInt8(ascii: ";"):
        offset += 1
        finish(value, with: &charsets, into: &mailboxes)
      case UInt8(ascii: ":"):
        offset += 1
        // The name of a group; behind an address it is junk.
        if angle == nil, !holdsAt { reset() }
        isApart = true
      default: addAtom(at: &offset, in: value)
      }
    }
    finish(value, with: &charsets, into: &mailboxes)
  }

  // MARK: Pieces

  private mutating func quoteEnd(at start: Int, in value: Span<UInt8>) -> Int? {
    guard !hasNoQuote else { return nil }
    var offset = start + 1
    while offset < value.count {
      if value[offset] == UInt8(ascii: "\\") {
        offset += 1
      } else if value[offset] == UInt8(ascii: "\"") {
        return offset + 1
      }
      offset += 1
    }
    hasNoQuote = true
    return nil
  }

  private mutating func addQuoted(_ range: Range<Int>, of value: Span<UInt8>) {
    let start = text.count
    var offset = range.lowerBound + 1
    while offset < range.upperBound - 1 {
      if value[offset] == UInt8(ascii: "\\"), offset + 1 < range.upperBound - 1 { offset += 1 }
      if value[offset] != 0x0A, value[offset] != 0x0D { text.append(value[offset]) }
      offset += 1
    }
    words.append(
      Word(
        text: start..<text.count, written: range, isQuoted: true, isApart: isApart,
        holdsAt: false))
    isApart = false
  }

  private mutating func addAtom(at offset: inout Int, in value: Span<UInt8>) {
    let start = offset
    var holdsAt = false
    if let word = EncodedWord(at: start, to: value.count, in: value, ends: &ends) {
      offset = word.range.upperBound
    } else {
      scan: while offset < value.count {
        switch value[offset] {
        case UInt8(ascii: "@"): holdsAt = true
        case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "<"), UInt8(ascii: ","), UInt8(ascii: ";"),
          UInt8(ascii: ":"):
          break scan
        case UInt8(ascii: "\""): if offset > start, !hasNoQuote { break scan }
        case UInt8(ascii: "("): if offset > start, !comments.neverCloses { break scan }
        case UInt8(ascii: "["): skipDomainLiteral(&offset, in: value)
        default: break
        }
        offset += 1
      }
    }
    if holdsAt { self.holdsAt = true }
    let textStart = text.count
    text.append(value, in: start..<offset)
    words.append(
      Word(
        text: textStart..<text.count, written: start..<offset, isQuoted: false, isApart: isApart,
        holdsAt: holdsAt))
    isApart = false
  }

  /// Moves to the `]` of `[192.0.2.1]` or `[IPv6:…]`, whose colons part nothing.
  private func skipDomainLiteral(_ offset: inout Int, in value: Span<UInt8>) {
    let limit = min(value.count, offset + 64)
    for at in offset..<limit {
      if value[at] <= 0x20 || value[at] == UInt8(ascii: ",") { return }
      if value[at] == UInt8(ascii: "]") {
        offset = at
        return
      }
    }
  }

  private mutating func addComma(at offset: Int) {
    if let last = words.last, last.text.count == 1, text[last.text.lowerBound] == comma { return }
    text.append(UInt8(ascii: ","))
    words.append(
      Word(
        text: text.count - 1..<text.count, written: offset..<offset + 1, isQuoted: false,
        isApart: false, holdsAt: false))
    isApart = true
  }

  /// Reads `<address>`; without its `>` the address ends where white space or the next entry begins.
  private mutating func readAngle(at offset: inout Int, in value: Span<UInt8>) {
    let start = offset + 1
    var at = start
    var soft: Int?
    while at < value.count, value[at] != UInt8(ascii: ">"), value[at] != UInt8(ascii: "<") {
      switch value[at] {
      case UInt8(ascii: "\""):
        if let end = quoteEnd(at: at, in: value) {
          at = end
          continue
        }
      case UInt8(ascii: ","), UInt8(ascii: ";"):
        if soft == nil { soft = at }
      case 0x20, 0x09, 0x0A, 0x0D:
        if soft == nil, at > start, !HeaderText.isSpace(value[at - 1]) { soft = at }
      default: break
      }
      at += 1
    }
    if at < value.count, value[at] == UInt8(ascii: ">") {
      angle = start..<at
      offset = at + 1
    } else {
      let end = soft ?? at
      angle = start..<end
      offset = end
    }
    isApart = true
  }

  // MARK: Entries

  private mutating func reset() {
    words.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    angle = nil
    comment = nil
    isApart = false
    isFresh = true
    holdsAt = false
  }

  private mutating func finish(
    _ value: Span<UInt8>, with charsets: inout CharsetDecoder, into mailboxes: inout [Mailbox]
  ) {
    if let angle {
      let address = Self.address(value.extracting(angle))
      let name = name(of: words[...], value, with: &charsets)
      // `user@x.example <>`: the name is all there is.
      if !address.isEmpty || name.contains("@") {
        mailboxes.append(
          address.isEmpty ? Mailbox(address: name) : Mailbox(name: name, address: address))
      } else if !name.isEmpty {
        mailboxes.append(Mailbox(name: name, address: ""))
      }
    } else if holdsAt {
      appendBare(value, with: &charsets, into: &mailboxes)
    } else if !words.isEmpty {
      let name = name(of: words[...], value, with: &charsets)
      if !name.isEmpty { mailboxes.append(Mailbox(name: name, address: "")) }
    }
    reset()
  }

  /// Entries without angle brackets: words that hold an `@` are addresses, those before are a name.
  private mutating func appendBare(
    _ value: Span<UInt8>, with charsets: inout CharsetDecoder, into mailboxes: inout [Mailbox]
  ) {
    var start = 0
    var nameStart = 0
    while start < words.count {
      // White space around `@` and before a dot is obsolete syntax and belongs to the address.
      var end = start + 1
      var holdsAt = words[start].holdsAt
      while end < words.count, !words[end].isApart || joins(words[end - 1], words[end]) {
        if words[end].holdsAt { holdsAt = true }
        end += 1
      }
      if holdsAt {
        var address = ""
        for word in words[start..<end] {
          address += String(utf8: value.extracting(word.written))
        }
        address = Self.address(Array(address.utf8).span)
        let name = name(of: words[nameStart..<start], value, with: &charsets)
        mailboxes.append(Mailbox(name: name, address: address))
        nameStart = end
      }
      start = end
    }
    let rest = name(of: words[nameStart...], value, with: &charsets)
    guard !rest.isEmpty, let last = mailboxes.indices.last, mailboxes[last].name.isEmpty else {
      return
    }
    mailboxes[last].name = rest
  }

  private func joins(_ left: Word, _ right: Word) -> Bool {
    guard let last = left.text.last, let first = right.text.first else { return false }
    return text[last] == UInt8(ascii: "@") || text[first] == UInt8(ascii: "@")
      || (text[first] == dot && !right.isQuoted) || (text[last] == dot && left.text.count == 1)
  }

  /// The display name that words make, or the comment when there are none.
  private mutating func name(
    of words: ArraySlice<Word>, _ value: Span<UInt8>, with charsets: inout CharsetDecoder
  ) -> String {
    guard !words.isEmpty else {
      guard let comment else { return "" }
      self.comment = nil
      return HeaderText.string(value.extracting(comment), with: &charsets)
    }
    var phrase: [UInt8] = []
    for word in words {
      if word.isApart, !phrase.isEmpty { phrase.append(0x20) }
      phrase.append(contentsOf: text[word.text])
    }
    while phrase.last == comma { phrase.removeLast() }
    return HeaderText.string(phrase.span, with: &charsets)
  }

  /// An address without white space, comments and the route before it.
  private static func address(_ written: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    var offset = 0
    var isQuoted = false
    var comments = HeaderComment.Search()
    while offset < written.count {
      let byte = written[offset]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: "("), !isQuoted,
        let end = comments.end(at: offset, in: written)
      {
        offset = end
        continue
      }
      // A quoted local part keeps its blanks, but not the line breaks of folding.
      if byte > 0x20 || isQuoted && byte != 0x0A && byte != 0x0D { bytes.append(byte) }
      offset += 1
    }
    if bytes.first == UInt8(ascii: "@"), let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
      bytes.removeFirst(colon + 1)
    }
    return String(utf8: bytes.span)
  }

  private let comma = UInt8(ascii: ",")
  private let dot = UInt8(ascii: ".")
}
