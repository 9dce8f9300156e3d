private import Lexicons
private import Native
public import Scanning

extension Explanation {
  /// The most words that are listed of a line.
  private static var mostWords: Int { 6 }

  /// Why a rule was found in a message, or why not: condition by condition, and where.
  public func text(of inquiry: Inquiry, in verdict: Verdict) -> String {
    let rule = inquiry.rule
    var text = head(of: verdict)
    text += "\n\(paint.bold(rule.id))  \(rule.about)\n"
    text += "  lexicon \(rule.place.path):\(rule.place.line)\n"
    text += "  \(inquiry.outcome)\n"
    for match in inquiry.matches { text += self.text(of: match) }
    for near in inquiry.nearest { text += self.text(of: near) }
    if inquiry.matches.isEmpty, inquiry.nearest.isEmpty, !rule.terms.isEmpty {
      text += "\n  no word of its \(counted(rule.terms.count, "line")) stands in the message\n"
    }
    if !inquiry.conditions.isEmpty {
      text += "\n"
      for condition in inquiry.conditions { text += line(of: condition) }
    }
    return text + "\n"
  }

  private func text(of match: Inquiry.Match) -> String {
    var text = "\n  \(place(of: match.spot))\n"
    if let line = match.line {
      let points = line.points == 0 ? "" : "\(signed(line.points))  "
      text += "    \(points)\(line.source.shortened(to: 90))  (line \(line.place.line))\n"
    }
    text += "    \(match.counts ? "counts" : "does not count"): \(match.decision)\n"
    if let evidence = match.evidence { text += "    there: \(place(of: evidence))\n" }
    return text
  }

  private func text(of near: Inquiry.Near) -> String {
    var text = "\n  line \(near.place.line): \(near.source.shortened(to: 90))\n"
    text += "    stands in the message: \(Self.quoted(near.present))\n"
    text +=
      near.missing.isEmpty
      ? "    but not one behind the other\n"
      : "    not in the message: \(Self.quoted(near.missing))\n"
    return text
  }

  private func place(of spot: Inquiry.Spot) -> String {
    "\(spot.field) \(spot.line):\(spot.column): "
      + Terminal.printable(style.line(of: spot.excerpt))
  }

  private static func quoted(_ words: [String]) -> String {
    let shown = words.prefix(mostWords).map { "'\($0)'" }.joined(separator: ", ")
    return words.count > mostWords ? "\(shown) and \(words.count - mostWords) more" : shown
  }
}
