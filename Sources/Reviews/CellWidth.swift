/// How many cells of a terminal text takes.
extension Character {
  var cells: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.value == 1 { return 0 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return unicodeScalars.contains { $0.value == 0xFE0F } ? 2 : 1
    }
  }
}

extension String {
  /// The beginning that fits into a line, with an ellipsis where something is missing.
  func fitting(_ columns: Int) -> String {
    var cells = 0
    for index in indices {
      cells += self[index].cells
      guard cells <= columns else { return String(prefix(cutting: columns - 1)) + "…" }
    }
    return self
  }

  /// The end that fits into a line.
  func lastFitting(_ columns: Int) -> String {
    var cells = 0
    var shown = Substring()
    for index in indices.reversed() {
      cells += self[index].cells
      if cells > columns { break }
      shown = self[index...]
    }
    return String(shown)
  }

  private func prefix(cutting columns: Int) -> Substring {
    var cells = 0
    for index in indices {
      cells += self[index].cells
      if cells > columns { return self[..<index] }
    }
    return self[...]
  }

  /// The text in lines of so many cells, broken at spaces where there are some.
  func wrapped(to columns: Int, marks: Character? = nil) -> [String] {
    var lines: [String] = []
    var line = ""
    var cells = 0
    var word = ""
    var wordCells = 0
    func endWord() {
      if cells > 0, cells + 1 + wordCells > columns {
        lines.append(line)
        line = ""
        cells = 0
      }
      if cells > 0 {
        line += " "
        cells += 1
      }
      line += word
      cells += wordCells
      word = ""
      wordCells = 0
    }
    for character in self {
      if character == " " {
        endWord()
        continue
      }
      if wordCells + character.cells > columns { endWord() }
      word.append(character)
      wordCells += character == marks ? 0 : character.cells
    }
    endWord()
    lines.append(line)
    return lines
  }
}
