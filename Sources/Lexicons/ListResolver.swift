import Native

/// Expands `list` blocks, which may name each other, into the texts that phrases use.
struct ListResolver {
  /// The lists by name, with those that were known before.
  private(set) var lists: [String: Readings]
  private(set) var diagnostics: [Diagnostic] = []
  /// Where the lists of the file stand, by name.
  private(set) var places: [String: (line: SourceLine, name: Range<Int>)] = [:]
  private var pending: [String: Pending] = [:]
  private var open: [String] = []

  private struct Pending {
    var block: LexiconBlocks.Block
    var name: Range<Int>
    var items: [(line: SourceLine, range: Range<Int>)]
  }

  /// The deepest chain of lists that name each other.
  private static let mostDepth = 50

  /// Expands the lists of a file on top of those that are known already.
  init(_ blocks: [LexiconBlocks.Block], known: [String: Readings] = [:]) {
    lists = known
    var names: [String] = []
    for block in blocks {
      let line = block.head
      guard let colon = block.value.first(where: { line.scalars[$0] == ":" }) else {
        report(
          line, "a list is written: list name: item, item", at: line.content,
          hint: "add ':' after the list's name")
        continue
      }
      let range = line.trimmed(block.value.lowerBound..<colon)
      let name = line.text(range)
      guard line.isName(range) else {
        report(
          line, "a list's name is one word", at: range.isEmpty ? line.content : range,
          hint: "letters, digits and hyphens, for example: list school-days: monday, tuesday")
        continue
      }
      if let first = pending[name] {
        report(
          line, "a second list named '\(name)'", at: range,
          hint: "the first one stands in line \(first.block.head.number)")
        continue
      }
      var items = [(line: line, range: line.trimmed((colon + 1)..<block.value.upperBound))]
      for line in block.lines { items.append((line, line.content)) }
      pending[name] = Pending(block: block, name: range, items: items)
      places[name] = (line, range)
      names.append(name)
    }
    for name in names { resolve(name) }
  }

  private mutating func resolve(_ name: String) {
    guard let list = pending[name] else { return }
    let line = list.block.head
    guard !open.contains(name), open.count < Self.mostDepth else {
      let circle = open.drop { $0 != name } + [name]
      report(
        line, "the list '\(name)' names itself", at: list.name,
        hint: circle.joined(separator: " > "))
      pending[name] = nil
      lists[name] = Readings(Array(name.utf8))
      return
    }
    open.append(name)
    let before = diagnostics.count
    var texts = Readings()
    for (line, range) in list.items {
      if let damage = line.damage {
        diagnostics.append(line.mistake(damage))
        continue
      }
      for piece in line.pieces(of: range, at: { $0 == "," }) where !piece.isEmpty {
        for named in names(in: piece, of: line) { resolve(named) }
        do throws(LineMistake) {
          texts.append(try PhraseParser.readings(of: piece, of: line, lists: lists))
        } catch {
          diagnostics.append(line.mistake(error))
        }
      }
      if texts.isTooMany {
        report(
          line, "the list '\(name)' has more than \(Readings.most) items", at: range,
          hint: "split it in two")
        texts = Readings()
        break
      }
    }
    if texts.count == 0, diagnostics.count == before {
      report(line, "the list '\(name)' is empty", at: list.name, hint: "items stand after the ':'")
    }
    // Even a bad list is known, so that each mistake is told once.
    lists[name] = texts.count == 0 ? Readings(Array(name.utf8)) : texts
    pending[name] = nil
    open.removeLast()
  }

  /// The lists that an item names and that are not expanded yet.
  private func names(in range: Range<Int>, of line: SourceLine) -> [String] {
    line.namedLists(in: range).filter { pending[$0] != nil }
  }

  private mutating func report(
    _ line: SourceLine, _ message: String, at range: Range<Int>, hint: String? = nil
  ) {
    diagnostics.append(line.mistake(message, at: range, hint: hint))
  }
}

extension SourceLine {
  /// The lists that a range names in braces.
  func namedLists(in range: Range<Int>) -> [String] {
    var names: [String] = []
    var start: Int?
    for index in range {
      if scalars[index] == "{" { start = index + 1 }
      if scalars[index] == "}", let from = start {
        names.append(text(trimmed(from..<index)))
        start = nil
      }
    }
    return names
  }

  /// Whether a range is a name: letters, digits, hyphens, underscores and full stops.
  func isName(_ range: Range<Int>) -> Bool {
    !range.isEmpty
      && scalars[range].allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
          || "-_.".unicodeScalars.contains($0)
      }
  }
}
