import Lexicons
import Mail
import Native
import People
import Text

/// Turns drafts into findings: where they stand in the part and the file, and what surrounds them.
struct FindingWriter: Sendable {
  let ruleset: Ruleset

  /// How far around a match mentions are looked for, in folded bytes; more than an excerpt shows.
  private static let around = 600

  init(_ ruleset: Ruleset) { self.ruleset = ruleset }

  /// Where patterns matched, whether or not their rules held: a number that stands beside a finding
  /// is hidden in its excerpt even when it is no finding itself.
  func identifiers(_ detector: borrowing Detector) -> SiteIndex {
    var sites: [Site] = []
    for candidate in detector.finder.candidates where candidate.isPattern {
      sites.append(candidate.site)
    }
    sites.sort()
    var index = SiteIndex()
    for site in sites { index.append(site) }
    index.seal()
    return index
  }

  /// The finding of a draft.
  func finding(
    of draft: Scorer.Draft, _ identifiers: SiteIndex, _ detector: borrowing Detector,
    in passages: borrowing Passages,
    at location: MessageLocation
  ) -> Finding {
    let signal = draft.signal
    let compiled = ruleset.rules.told(Int(signal.rule))
    let term = compiled.rule.terms[Int(signal.term)]
    let passage = passages.items[Int(signal.site.passage)]
    let place = passages.locate(signal.site.range, in: passage)
    let hidden = sensitive(around: signal.site, identifiers, detector, in: passages)
    let match = passage.foldMap.source(of: signal.site.range)
    let excerpt = ExcerptBuilder.excerpt(
      of: match, hiding: hidden.ranges, naming: hidden.people,
      in: passages.text.span.extracting(passage.text))
    var finding = Finding(
      rule: compiled.rule.id, about: compiled.rule.about, concern: draft.concern,
      clause: ruleset.clause(of: Int(signal.rule)), points: draft.points,
      contributions: draft.contributions, field: passage.field.rawValue, part: passage.part,
      start: place.start, end: place.end, line: place.line, column: place.column,
      fileStart: place.bytes.map { location.offset + $0.lowerBound },
      fileEnd: place.bytes.map { location.offset + $0.upperBound },
      isQuoted: passage.isQuoted, place: term.place, excerpt: excerpt)
    finding.entry = passages.documents[passage.document].entry
    return finding
  }

  /// The mentions near a match that masking hides, as ranges of the passage's readable text: those of its
  /// passage, and those that only the plain reading of the passage shows, or of which this is the plain reading.
  private func sensitive(
    around site: Site, _ identifiers: SiteIndex, _ detector: borrowing Detector,
    in passages: borrowing Passages
  ) -> (ranges: [Range<Int>], people: [NamedPerson]) {
    let range =
      max(0, site.range.lowerBound - Self.around)..<(site.range.upperBound + Self.around)
    var hidden: [Range<Int>] = []
    var people: [NamedPerson] = []
    for (number, map) in readings(of: Int(site.passage), in: passages) {
      let isOwn = number == Int(site.passage)
      let range = isOwn ? range : 0..<Int(map.outputLength)
      for index in detector.surroundings.mentions.overlapping(range, inPassage: number)
      where detector.mentions[index].isSensitive {
        let mention = detector.mentions[index]
        let range = map.source(of: mention.site.range)
        hidden.append(range)
        if namesSomebody(mention) { people.append(name(mention, at: range)) }
      }
      for index in identifiers.overlapping(range, inPassage: number) {
        hidden.append(map.source(of: identifiers.sites[index].range))
      }
    }
    return (hidden, people)
  }

  /// Whether a mention is a name, or a number of the roster that names its owner.
  private func namesSomebody(_ mention: Mention) -> Bool {
    guard mention.rule < 0 else { return false }
    let kinds = ruleset.kinds.sets[Int(mention.kinds)]
    return kinds.contains(MentionKinds.person) || kinds.contains(MentionKinds.sender)
  }

  private func name(_ mention: Mention, at range: Range<Int>) -> NamedPerson {
    NamedPerson(
      range: range, person: mention.person < 0 ? nil : PersonID(index: Int(mention.person)))
  }

  /// A passage and the others that read the same text, with the maps to it.
  private func readings(
    of number: Int, in passages: borrowing Passages
  ) -> [(number: Int, map: OffsetMap)] {
    let original = passages.items[number].rereads ?? number
    var readings = [(number: original, map: passages.items[original].foldMap)]
    // They stand at the end.
    var index = passages.items.count - 1
    while index >= 0, let source = passages.items[index].rereads {
      if source == original { readings.append((index, passages.items[index].foldMap)) }
      index -= 1
    }
    return readings
  }

  /// The decoded subject of a message and what masking hides of it.
  func subject(
    _ identifiers: SiteIndex, _ detector: borrowing Detector, in passages: borrowing Passages
  ) -> (text: String, sensitive: [Range<Int>], people: [NamedPerson]) {
    guard
      let index = passages.items.firstIndex(where: { $0.field == .subject && $0.part.isEmpty })
    else { return ("", [], []) }
    let passage = passages.items[index]
    let decoded = passages.documents[passage.document].decoded
    let text = String(utf8: passages.decoded.span.extracting(decoded))
    var hidden: [Range<Int>] = []
    var people: [NamedPerson] = []
    for (number, _) in readings(of: index, in: passages) {
      let passage = passages.items[number]
      let all = 0..<passage.folded.count
      for mention in detector.surroundings.mentions.overlapping(all, inPassage: number)
      where detector.mentions[mention].isSensitive {
        let place = passages.locate(detector.mentions[mention].site.range, in: passage)
        let range = place.start..<max(place.start, place.end)
        hidden.append(range)
        let found = detector.mentions[mention]
        if namesSomebody(found) { people.append(name(found, at: range)) }
      }
      for identifier in identifiers.overlapping(all, inPassage: number) {
        let place = passages.locate(identifiers.sites[identifier].range, in: passage)
        hidden.append(place.start..<max(place.start, place.end))
      }
    }
    return (text, ExcerptBuilder.disjoint(hidden), NamedPerson.disjoint(people))
  }
}
