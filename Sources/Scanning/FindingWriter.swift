import Lexicons
import Mail
import Native
import Text

/// Turns drafts into findings: where they stand in the part and the file, and what surrounds them.
struct FindingWriter: Sendable {
  let ruleset: Ruleset

  /// How far around a match mentions are looked for, in folded bytes; more than an excerpt shows.
  private static let around = 600

  init(_ ruleset: Ruleset) { self.ruleset = ruleset }

  /// The finding of a draft.
  func finding(
    of draft: Scorer.Draft, _ detector: borrowing Detector, in passages: borrowing Passages,
    at location: MessageLocation
  ) -> Finding {
    let signal = draft.signal
    let compiled = ruleset.rules[Int(signal.rule)]
    let term = compiled.rule.terms[Int(signal.term)]
    let passage = passages.items[Int(signal.site.passage)]
    let place = passages.locate(signal.site.range, in: passage)
    var hidden = sensitive(around: signal.site, detector, in: passage)
    let match = passage.foldMap.source(of: signal.site.range)
    if case .pattern = term.body { hidden.append(match) }
    let excerpt = ExcerptBuilder.excerpt(
      of: match, hiding: hidden, in: passages.text.span.extracting(passage.text))
    return Finding(
      rule: compiled.rule.id, about: compiled.rule.about, concern: draft.concern,
      clause: ruleset.clause(of: Int(signal.rule)), points: draft.points,
      contributions: draft.contributions, field: passage.field.rawValue, part: passage.part,
      start: place.start, end: place.end, line: place.line, column: place.column,
      fileStart: place.bytes.map { location.offset + $0.lowerBound },
      isQuoted: passage.isQuoted, place: term.place, excerpt: excerpt)
  }

  /// The mentions near a match that masking hides, as ranges of the passage's readable text.
  private func sensitive(
    around site: Site, _ detector: borrowing Detector, in passage: Passage
  ) -> [Range<Int>] {
    let range =
      max(0, site.range.lowerBound - Self.around)..<(site.range.upperBound + Self.around)
    return ranges(
      detector.surroundings.mentions.overlapping(range, inPassage: Int(site.passage)), detector,
      passage)
  }

  private func ranges(
    _ indices: Range<Int>, _ detector: borrowing Detector, _ passage: Passage
  ) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for index in indices where detector.mentions[index].isSensitive {
      ranges.append(passage.foldMap.source(of: detector.mentions[index].site.range))
    }
    return ranges
  }

  /// The decoded subject of a message and what masking hides of it.
  func subject(
    _ detector: borrowing Detector, in passages: borrowing Passages
  ) -> (text: String, sensitive: [Range<Int>]) {
    guard
      let index = passages.items.firstIndex(where: { $0.field == .subject && $0.part.isEmpty })
    else { return ("", []) }
    let passage = passages.items[index]
    let decoded = passages.documents[passage.document].decoded
    let text = String(utf8: passages.decoded.span.extracting(decoded))
    var hidden: [Range<Int>] = []
    let all = 0..<passage.folded.count
    for mention in detector.surroundings.mentions.overlapping(all, inPassage: index)
    where detector.mentions[mention].isSensitive {
      let place = passages.locate(detector.mentions[mention].site.range, in: passage)
      hidden.append(place.start..<max(place.start, place.end))
    }
    for signal in detector.signals where Int(signal.site.passage) == index {
      guard case .pattern = ruleset.rules[Int(signal.rule)].rule.terms[Int(signal.term)].body
      else { continue }
      let place = passages.locate(signal.site.range, in: passage)
      hidden.append(place.start..<max(place.start, place.end))
    }
    return (text, ExcerptBuilder.disjoint(hidden))
  }
}
