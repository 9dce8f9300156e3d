private import Lexicons
private import Native
public import Scanning

/// Examples that do not behave, as an editor can jump to them and a person sees the difference.
public enum LexiconTestText {
  /// One failure.
  ///
  ///     en/school.lexicon:12:8: error: hit is not found by school/suspension
  ///       - Dana was «suspended» on Monday.
  ///       + Dana was suspended on Monday.
  ///       «suspended» does not count: needs student within sentence, and there is none
  public static func text(of failure: LexiconTestFailure, isColoured: Bool = false) -> String {
    let place = failure.example.place
    let wanted = failure.isHit ? "hit is not found" : "miss is found"
    let paint = Paint(isOn: isColoured)
    var text =
      paint.bold("\(place.path):\(place.line):\(place.column): ") + paint.error("error: ")
      + "\(wanted) by \(failure.rule)\(disguises(of: failure))\n"
    if failure.wanted != failure.found {
      text += "  - \(Terminal.printable(failure.wanted))\n"
      text += "  + \(Terminal.printable(failure.found))\n"
    } else {
      text += "    \(Terminal.printable(failure.wanted))\n"
    }
    return text + "  \(Terminal.printable(failure.reason))\n"
  }

  /// Nothing for what happens in plain text too: then it is no matter of disguises.
  private static func disguises(of failure: LexiconTestFailure) -> String {
    if failure.disguises.contains(.plain) { return "" }
    return " (\(failure.disguises.map(\.rawValue).joined(separator: ", ")))"
  }
}
