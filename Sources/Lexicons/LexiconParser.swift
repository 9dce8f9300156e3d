import Native

/// A block of a rule, and the id that no other may have.
struct NamedBlock {
  let id: String
  let head: SourceLine
  /// Where its name stands in the head.
  let name: Range<Int>
  /// Which of the lexicon's rules it became; nil when an error dropped it.
  let rule: Int?

  var place: Place { head.place(head.content.lowerBound) }
}

/// Reads the blocks of one `.lexicon` file with the names that its folder knows.
///
/// Every mistake is reported at its place; a block with an error is dropped and the rest is kept.
struct LexiconParser: ~Copyable {
  private let blocks: LexiconBlocks
  private let policy: Policy?
  private var rules: RuleParser
  /// The file's mistakes.
  private(set) var diagnostics: [Diagnostic]

  init(
    _ blocks: LexiconBlocks, vocabulary: Vocabulary, mentions: Set<String>,
    lists: [String: Readings], policy: Policy?
  ) {
    self.blocks = blocks
    self.policy = policy
    diagnostics = blocks.diagnostics
    rules = RuleParser(
      vocabulary: vocabulary, mentions: mentions, lists: lists, policy: policy)
  }

  /// The patterns of the file, compiled.
  var patterns: [String: Pattern] { rules.patterns }

  /// The blocks of rules by their ids, in order.
  private(set) var named: [NamedBlock] = []

  /// The lexicon, with every block that can be used, also where two have one id.
  mutating func lexicon() -> Lexicon {
    var lexicon = Lexicon(
      name: stem, concern: nil, clause: nil, language: "any", about: "", path: blocks.path,
      rules: [])
    for block in blocks.header {
      do throws(LineMistake) {
        try read(block, into: &lexicon)
      } catch {
        diagnostics.append(block.head.mistake(error))
      }
    }
    checkHeader(of: lexicon)
    for (kind, block) in blocks.rules {
      let parsed = rules.rule(kind, block: block, in: lexicon)
      let isUsable = !block.isBad && (kind != .rule || lexicon.concern != nil)
      let rule = isUsable ? parsed : nil
      named.append(
        NamedBlock(
          id: "\(lexicon.name)/\(block.head.text(block.value))", head: block.head,
          name: block.value, rule: rule == nil ? nil : lexicon.rules.count))
      if let rule { lexicon.rules.append(rule) }
    }
    diagnostics += rules.diagnostics
    return lexicon
  }

  private mutating func read(_ block: LexiconBlocks.Block, into lexicon: inout Lexicon)
    throws(LineMistake)
  {
    let line = block.head
    let text = line.text(block.value)
    switch block.key {
    case "lexicon":
      guard line.isName(block.value) else {
        throw LineMistake(
          message: "a lexicon's name is one word", range: block.value,
          hint: "letters, digits, hyphens and full stops, for example: lexicon student.discipline")
      }
      lexicon.name = text
    case "concern":
      let known = Concern.allCases.map(\.rawValue)
      guard let concern = Concern(rawValue: text) else {
        throw LineMistake(
          message: "unknown concern '\(text)'", range: block.value,
          hint: Suggestion.hint(for: text, among: known)
            ?? "one of \(known.joined(separator: ", "))")
      }
      lexicon.concern = concern
    case "clause":
      lexicon.clause = text
      if let warning = policy?.warning(aboutClause: block.value, of: line) {
        diagnostics.append(warning)
      }
    case "language": lexicon.language = try line.language(block.value)
    default:
      lexicon.about = ([text] + block.lines.map { $0.text($0.content) }).joined(separator: " ")
    }
  }

  /// Says once what is missing for all rules of the file.
  private mutating func checkHeader(of lexicon: Lexicon) {
    guard let first = blocks.rules.first?.block.head else { return }
    if !blocks.header.contains(where: { $0.key == "lexicon" }) {
      diagnostics.append(
        first.mistake(
          "this file does not say which lexicon it is", at: first.content,
          hint:
            "its rules are named '\(lexicon.name)/…' after the file; add at its top: lexicon \(lexicon.name)",
          severity: .warning))
    }
    guard lexicon.concern == nil, !blocks.header.contains(where: { $0.key == "concern" }),
      let rule = blocks.rules.first(where: { $0.kind == .rule })?.block.head
    else { return }
    diagnostics.append(
      rule.mistake(
        "this file names no concern for its rules", at: rule.content,
        hint: "add at its top: concern \(Concern.allCases.map(\.rawValue).joined(separator: " | "))"
      ))
  }

  /// The file's name without folder and extension: the lexicon's name until a line gives one.
  private var stem: String {
    let name = blocks.path.split(separator: "/").last ?? ""
    return String(name.hasSuffix(".lexicon") ? name.dropLast(8) : name)
  }
}
