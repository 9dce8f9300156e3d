import Native

/// Reads one `.lexicon` file: blocks of plain lines, two levels deep, `#` for comments.
///
/// Every mistake is reported at its place; a block with an error is dropped and the rest is kept.
public struct LexiconParser {
  /// What a file holds besides its rules.
  struct Blocks {
    var header: [(line: SourceLine, key: Range<Int>, value: Range<Int>)] = []
    var lists: [Block] = []
    var rules: [Block] = []
    var concerns: [Block] = []
    var combinations: [Block] = []
  }

  /// A head line in column 1 and the indented lines under it.
  struct Block {
    var head: SourceLine
    var key: String
    var value: Range<Int>
    var lines: [SourceLine]
  }

  /// The file's path, as diagnostics name it.
  let path: String
  let blocks: Blocks
  private(set) var diagnostics: [Diagnostic] = []

  private static let headerKeys = ["lexicon", "concern", "clause", "language", "about"]

  /// Splits a file into its blocks.
  init(_ bytes: [UInt8], path: String) {
    self.path = path
    var blocks = Blocks()
    var current: Block?
    var diagnostics: [Diagnostic] = []
    func close() {
      guard let block = current else { return }
      current = nil
      switch block.key {
      case "list": blocks.lists.append(block)
      case "combination": blocks.combinations.append(block)
      case "concern" where !block.lines.isEmpty: blocks.concerns.append(block)
      case _ where RuleParser.blocks.contains(block.key): blocks.rules.append(block)
      default:
        let keyRange = block.head.keyAndValue.key
        if Self.headerKeys.contains(block.key) {
          blocks.header.append((block.head, keyRange, block.value))
          if let line = block.lines.first {
            diagnostics.append(
              line.mistake(
                "an indented line under '\(block.key)'", at: line.content,
                hint:
                  "lines of a block stand under rule, mention, exposure, guard, credit or exception"
              ))
          }
        } else {
          diagnostics.append(
            block.head.mistake(
              "unknown word '\(block.key)'", at: keyRange,
              hint: Suggestion.hint(
                for: block.key,
                among: Self.headerKeys + RuleParser.blocks + ["list", "combination"])
                ?? "lines of a block are indented"))
        }
      }
    }
    for line in SourceLine.lines(of: bytes, path: path) {
      if line.isIndented, current != nil {
        current?.lines.append(line)
      } else if line.isIndented {
        diagnostics.append(
          line.mistake("an indented line without a block above it", at: line.content))
      } else {
        close()
        let (key, value) = line.keyAndValue
        current = Block(head: line, key: line.text(key), value: value, lines: [])
      }
    }
    close()
    self.blocks = blocks
    self.diagnostics = diagnostics
  }

  /// The kinds of mention that the file's rules yield.
  var yields: [String] {
    blocks.rules.filter { $0.key == "mention" }.flatMap { block in
      block.lines.flatMap { line -> [String] in
        let (key, value) = line.keyAndValue
        return line.text(key) == "yields" ? line.words(in: value).map(line.text) : []
      }
    }
  }

  /// The lexicon, its rules read with the folder's mentions and lists.
  mutating func lexicon(
    vocabulary: Vocabulary, mentions: Set<String>, lists: [String: [String]], policy: Policy?
  ) -> Lexicon {
    var lexicon = Lexicon(
      name: stem, concern: nil, clause: nil, language: "any", about: "", path: path, rules: [])
    for (line, key, value) in blocks.header {
      switch line.text(key) {
      case "lexicon": lexicon.name = line.text(value)
      case "concern":
        lexicon.concern = Concern(rawValue: line.text(value))
        if lexicon.concern == nil {
          let name = line.text(value)
          report(
            line, "unknown concern '\(name)'", at: value,
            hint: Suggestion.hint(for: name, among: Concern.allCases.map(\.rawValue))
              ?? "one of \(Concern.allCases.map(\.rawValue).joined(separator: ", "))")
        }
      case "clause":
        lexicon.clause = line.text(value)
        check(clause: line.text(value), in: policy, at: value, of: line)
      case "language": lexicon.language = line.text(value)
      default: lexicon.about = line.text(value)
      }
    }
    var parser = RuleParser(vocabulary: vocabulary, mentions: mentions, lists: lists)
    var ids: Set<String> = []
    for block in blocks.rules {
      guard
        let rule = parser.rule(
          block.key, name: block.value, head: block.head, lines: block.lines, in: lexicon)
      else { continue }
      if !ids.insert(rule.id).inserted {
        report(
          block.head, "a second block named '\(rule.id)'", at: block.value,
          hint: "names are unique in a lexicon")
        continue
      }
      for line in block.lines where line.text(line.keyAndValue.key) == "clause" {
        check(
          clause: line.text(line.keyAndValue.value), in: policy, at: line.keyAndValue.value,
          of: line)
      }
      lexicon.rules.append(rule)
    }
    diagnostics += parser.diagnostics
    return lexicon
  }

  /// The file's name without folder and extension: the lexicon's name until a line gives one.
  private var stem: String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.hasSuffix(".lexicon") ? name.dropLast(8) : name)
  }

  private mutating func check(
    clause: String, in policy: Policy?, at range: Range<Int>, of line: SourceLine
  ) {
    guard let policy, policy[clause] == nil else { return }
    report(
      line, "the policy \(policy.name) has no clause '\(clause)'", at: range,
      hint: Suggestion.hint(for: clause, among: policy.clauses.map(\.number)), severity: .warning)
  }

  private mutating func report(
    _ line: SourceLine, _ message: String, at range: Range<Int>, hint: String? = nil,
    severity: Diagnostic.Severity = .error
  ) {
    diagnostics.append(line.mistake(message, at: range, hint: hint, severity: severity))
  }
}
