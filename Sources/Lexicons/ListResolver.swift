import Native

/// Expands `list` blocks, which may name each other, into the texts that phrases use.
struct ListResolver {
  private(set) var lists: [String: [String]] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private var pending: [String: (block: LexiconParser.Block, items: Range<Int>)] = [:]
  private var open: Set<String> = []

  /// Expands the lists of a file on top of those that are known already.
  init(_ blocks: [LexiconParser.Block], known: [String: [String]] = [:]) {
    lists = known
    var names: [String] = []
    for block in blocks {
      let line = block.head
      guard let colon = block.value.first(where: { line.scalars[$0] == ":" }) else {
        report(line, "a list is written: list name: item, item", at: line.content)
        continue
      }
      let range = line.trimmed(block.value.lowerBound..<colon)
      let name = line.text(range)
      guard !name.isEmpty, !name.contains(" ") else {
        report(line, "a list's name is one word", at: range.isEmpty ? line.content : range)
        continue
      }
      if pending[name] != nil {
        report(line, "a second list named '\(name)'", at: range)
        continue
      }
      pending[name] = (block, line.trimmed((colon + 1)..<block.value.upperBound))
      names.append(name)
    }
    for name in names { resolve(name) }
  }

  private mutating func resolve(_ name: String) {
    guard let (block, items) = pending[name] else { return }
    guard open.insert(name).inserted else {
      report(block.head, "the list '\(name)' names itself", at: block.value)
      pending[name] = nil
      return
    }
    let pieces =
      block.head.pieces(of: items, at: ",").map { (block.head, $0) }
      + block.lines.flatMap { line in line.pieces(of: line.content, at: ",").map { (line, $0) } }
    for (line, piece) in pieces { for named in names(in: piece, of: line) { resolve(named) } }
    var texts: [String] = []
    var seen: Set<String> = []
    for (line, piece) in pieces where !piece.isEmpty {
      do throws(PhraseParser.Mistake) {
        for text in try PhraseParser(lists: lists).expansions(of: piece, of: line)
        where seen.insert(text).inserted {
          texts.append(text)
        }
      } catch {
        diagnostics.append(line.mistake(error.message, at: error.range, hint: error.hint))
      }
    }
    if texts.isEmpty { report(block.head, "the list '\(name)' is empty", at: block.value) }
    lists[name] = texts
    pending[name] = nil
    open.remove(name)
  }

  /// The lists that an item names and that are not expanded yet.
  private func names(in range: Range<Int>, of line: SourceLine) -> [String] {
    var names: [String] = []
    var start: Int?
    for index in range {
      if line.scalars[index] == "{" { start = index + 1 }
      if line.scalars[index] == "}", let from = start {
        let name = line.text(line.trimmed(from..<index))
        if pending[name] != nil { names.append(name) }
        start = nil
      }
    }
    return names
  }

  private mutating func report(_ line: SourceLine, _ message: String, at range: Range<Int>) {
    diagnostics.append(line.mistake(message, at: range))
  }
}
