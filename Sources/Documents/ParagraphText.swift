import Native

/// The text of WordprocessingML and DrawingML (ECMA-376): what stands in paragraphs, and tables as lines
/// with tabs between the cells.
///
/// Both name their elements alike. Text that was deleted with changes tracked is still in the file, and
/// whoever gets the file can read it.
struct ParagraphText: XMLHandler {
  private(set) var output: TextOutput
  /// How many elements that hold text are open, as opposed to names, formulas and field codes.
  private var texts = 0
  private var runs = 0
  private var cells = 0
  /// How many elements are open that say the same again for older programs.
  private var fallbacks = 0

  init(limit: Int) { output = TextOutput(limit: limit) }

  var isDone: Bool { output.isCut }

  mutating func start(_ name: String, _ attributes: [XMLAttribute]) {
    switch name {
    case "t", "delText": texts += 1
    case "r": runs += 1
    case "Fallback": fallbacks += 1
    case "tc": cells += 1
    // A tab outside of a run is a tab stop.
    case "tab" where runs > 0 && fallbacks == 0: output.append(cells > 0 ? 0x20 : 0x09)
    case "br", "cr":
      guard fallbacks == 0 else { return }
      if cells > 0 { output.separate() } else { output.append(0x0A) }
    case "noBreakHyphen" where fallbacks == 0: output.append(UInt8(ascii: "-"))
    default: break
    }
  }

  mutating func end(_ name: String) {
    switch name {
    case "t", "delText": texts -= 1
    case "r": runs -= 1
    case "Fallback": fallbacks -= 1
    case "p" where fallbacks == 0:
      if cells > 0 { output.separate() } else { output.append(0x0A) }
    case "tc":
      cells -= 1
      output.trimSpaces()
      if cells == 0 { output.append(0x09) } else { output.separate() }
    case "tr" where cells == 0:
      output.trimRow()
      output.endLine()
    default: break
    }
  }

  mutating func text(_ bytes: Span<UInt8>) {
    guard texts > 0, fallbacks == 0 else { return }
    output.append(bytes)
  }
}
