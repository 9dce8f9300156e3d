import Native

/// A `.lexicon` file, cut into its blocks: what stands in column 1 begins one, indented lines belong to it.
struct LexiconBlocks {
  /// A head line in column 1 and the indented lines under it.
  struct Block {
    var head: SourceLine
    var key: String
    var value: Range<Int>
    var lines: SourceLines
    /// Whether the cut alone showed a mistake.
    var isBad = false
  }

  /// `lexicon`, `concern`, `clause`, `language` and `about` at the top.
  private(set) var header: [Block] = []
  private(set) var lists: [Block] = []
  private(set) var rules: [(kind: BlockKind, block: Block)] = []
  private(set) var concerns: [Block] = []
  private(set) var combinations: [Block] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The path of the file, as diagnostics name it.
  let path: String

  private var current: Block?

  private static let headerKeys = ["lexicon", "concern", "clause", "language", "about"]
  private static let blockKeys =
    BlockKind.allCases.map(\.rawValue) + ["list", "concern", "combination"]

  /// Cuts a file.
  init(_ bytes: [UInt8], path: String) {
    self.path = path
    let bytes = SourceLines.utf8(bytes)
    let span = bytes.span
    let none = SourceLines(of: bytes, path: path)
    var cuts = LineCuts(0..<bytes.count)
    while let cut = cuts.next(in: span) {
      let text = span.extracting(cut.range)
      if current != nil, text.count > 0, text[0] == 0x20 || text[0] == 0x09 {
        // Whether something stands in it shows when it is read.
        current?.lines.append(cut)
        continue
      }
      guard let line = SourceLine(text, number: cut.number, path: path) else { continue }
      if !line.isIndented {
        begin(line, lines: none)
      } else if current == nil {
        report(
          line, "an indented line without a block above it", at: line.content,
          hint: "a block such as 'rule name' begins in column 1")
      } else {
        current?.lines.append(cut)
      }
    }
    close()
  }

  /// Takes a line in column 1; `lines` are none yet.
  private mutating func begin(_ line: SourceLine, lines: SourceLines) {
    let (key, value) = line.keyAndValue
    let word = line.text(key)
    let isBlock = Self.blockKeys.contains(word)
    if !isBlock, let block = current, !Self.headerKeys.contains(block.key), isMisplaced(word) {
      // The block stays open: the line was meant to be one of it.
      current?.isBad = true
      report(
        line, "'\(word)' in column 1", at: key,
        hint: "indent it to make it a line of '\(block.head.text(block.head.content))'"
          + (Self.headerKeys.contains(word) ? ", or move it to the top of the file" : ""))
      return
    }
    close()
    if let damage = line.damage { diagnostics.append(line.mistake(damage)) }
    current = Block(head: line, key: word, value: value, lines: lines, isBad: line.damage != nil)
  }

  /// Whether a word in column 1 is one that lines of blocks begin with.
  private func isMisplaced(_ word: String) -> Bool {
    word != "lexicon"
      && (BlockKind.allKeys.contains(word) || Self.headerKeys.contains(word) || Points(word) != nil)
  }

  private mutating func close() {
    guard let block = current else { return }
    current = nil
    if let kind = BlockKind(rawValue: block.key) {
      rules.append((kind, block))
      return
    }
    switch block.key {
    case "list": lists.append(block)
    case "combination": combinations.append(block)
    case "concern" where !block.lines.isEmpty: concerns.append(block)
    case _ where Self.headerKeys.contains(block.key): addHeader(block)
    default:
      let hint =
        isMisplaced(block.key)
        ? "it belongs in a block, under a line such as 'rule name'"
        : Suggestion.hint(for: block.key, among: Self.headerKeys + Self.blockKeys)
          ?? "a block begins with one of \(Self.blockKeys.joined(separator: ", "))"
      report(
        block.head, "unknown word '\(block.key)'", at: block.head.keyAndValue.key, hint: hint)
    }
  }

  private mutating func addHeader(_ block: Block) {
    let key = block.head.keyAndValue.key
    if block.value.isEmpty {
      report(
        block.head, "'\(block.key)' without anything after it", at: key,
        hint: "write what it is, or remove the line")
    } else if header.contains(where: { $0.key == block.key }) {
      report(
        block.head, "a second '\(block.key)' in one file", at: key,
        hint: block.key == "lexicon" ? "a file holds one lexicon" : "keep one of them")
    } else if !rules.isEmpty {
      report(
        block.head, "'\(block.key)' after the first rule", at: key,
        hint: "what holds for the whole file stands at its top")
    } else {
      header.append(block)
    }
    if let line = block.lines.first, block.key != "about" {
      report(
        line, "an indented line under '\(block.key)'", at: line.content,
        hint: "indented lines belong to blocks such as rule or mention")
    }
  }

  /// The kinds of mention that the file's rules yield, whether or not the rules are good.
  var yields: [String] {
    rules.filter { $0.kind == .mention }.flatMap { rule in
      rule.block.lines.flatMap { line -> [String] in
        let (key, value) = line.keyAndValue
        return line.text(key) == "yields" ? line.names(in: value).map(line.text) : []
      }
    }
  }

  private mutating func report(
    _ line: SourceLine, _ message: String, at range: Range<Int>, hint: String? = nil
  ) {
    diagnostics.append(line.mistake(message, at: range, hint: hint))
  }
}
