import Lexicons
import Native
import Scanning

/// The same rules for everybody: each line of a lexicon that can match, or each line of a TSV file.
///
/// A TSV file has a name, `phrase` or `pattern`, and the words or the regular expression.
struct PeerRules {
  private(set) var names: [String] = []
  private(set) var phrases: [(rule: Int, phrase: Phrase)] = []
  private(set) var patterns: [(rule: Int, pattern: Pattern, cues: [Cue])] = []

  /// Reads a folder of lexicons or a TSV file.
  init(_ path: String) throws(FileError) {
    if try FileFacts(of: FilePath(path)).kind == .folder {
      for lexicon in try LexiconFolder.load(path, vocabulary: .standard).lexicons {
        for rule in lexicon.rules { add(rule) }
      }
      return
    }
    var folder = Folder()
    let bytes = try FileReader.contents(of: FilePath(path), limit: 64 << 20)
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t", maxSplits: 2).map(String.init)
      guard fields.count == 3 else { continue }
      if fields[1] == "phrase" {
        let words = Self.words(of: folder.foldedBytes(Array(fields[2].utf8).span))
        if !words.isEmpty {
          phrases.append((names.count, Phrase(sequences: [WordSequence(words: words)])))
        }
      } else if let pattern = try? Pattern(fields[2]) {
        patterns.append((names.count, pattern, []))
      }
      names.append(fields[0])
    }
  }

  /// A phrase's words, in the units of the word scanner.
  static func words(of folded: [UInt8]) -> [WordSequence.Word] {
    var tokens: [Token] = []
    scanWords(folded.span, into: &tokens)
    return tokens.map {
      WordSequence.Word(text: String(decoding: folded[$0.range], as: UTF8.self))
    }
  }

  private mutating func add(_ rule: Rule) {
    for (number, term) in rule.terms.enumerated() {
      switch term.body {
      case .phrase(let phrase): phrases.append((names.count, phrase))
      case .pattern(let source):
        guard let pattern = try? Pattern(source) else { continue }
        patterns.append((names.count, pattern, rule.cues))
      case .words, .always, .share: continue
      }
      names.append("\(rule.id)#\(number + 1)")
    }
  }

  /// Writes the rules as regular expressions, one for each way of choosing among a phrase's words.
  func write(to folder: FilePath) throws(FileError) {
    var text = ""
    for (rule, phrase) in phrases {
      for sequence in phrase.sequences {
        text += Self.line(rule, sequence)
      }
    }
    for (rule, pattern, _) in patterns { text += "\(rule)\tpattern\t\(pattern.source)\n" }
    try Self.write(text, to: folder.appending("rules.tsv"))
    try Self.write(
      names.enumerated().map { "\($0.offset)\t\($0.element)\n" }.joined(),
      to: folder.appending("names.tsv"))
    // For grep -P, which takes one expression and each group's name once.
    let sources = patterns.map {
      "(?:" + $0.pattern.source.replacing("(?<value>", with: "(?:") + ")"
    }
    try Self.write(
      sources.joined(separator: "|") + "\n", to: folder.appending("patterns.txt"))
  }

  static func write(_ text: String, to path: FilePath) throws(FileError) {
    var file = try OutputFile(replacing: path)
    try file.append(text)
    try file.close()
  }

  /// A line of a rules file: a number, an expression, and the words where there are only words.
  static func line(_ rule: Int, _ sequence: WordSequence) -> String {
    let isPlain = sequence.words.allSatisfy { !$0.isPrefix && $0.gap == 0 && $0.joint == nil }
    let words = isPlain ? sequence.words.map(\.text).joined(separator: " ") : ""
    return "\(rule)\tphrase\t\(expression(of: sequence))\t\(words)\n"
  }

  /// The regular expression that finds, on folded text, what a sequence finds.
  static func expression(of sequence: WordSequence) -> String {
    var text = ""
    for (index, word) in sequence.words.enumerated() {
      if index > 0 {
        if let joint = word.joint {
          text += #"\s*"# + joint.map { escaped(String($0)) + #"\s*"# }.joined()
        } else if word.gap > 0 {
          text += #"\W+(?:\w+\W+){0,"# + "\(word.gap)}"
        } else {
          text += #"[\s'"/*_~`-]+"#
        }
      } else if let first = word.text.utf8.first, first < 0x80 {
        text += #"\b"#
      }
      text += escaped(word.text)
      if word.isPrefix { text += #"\w*"# }
    }
    if let last = sequence.words.last?.text.utf8.last, last < 0x80 { text += #"\b"# }
    return text
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if #"\^$.|?*+()[]{}-/#"#.unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
