public import Scanning

/// A text of a verdict with what must not be shown of it.
struct ShownText {
  let text: String
  /// What masking hides: UTF-8 ranges, ascending and disjoint.
  let sensitive: [Range<Int>]
  /// The names among it, likewise.
  let people: [NamedPerson]

  /// The part of the text inside `window` as a report of that style may show it.
  ///
  /// Pseudonyms stand for names and addresses, whether values are masked or not.
  func shown(_ window: Range<Int>, _ style: ReportStyle) -> String {
    guard style.pseudonyms != nil else {
      let part = slice(window)
      return style.showsMatches ? part : Masking.mask(part, hiding: clipped(window))
    }
    var result = ""
    var position = window.lowerBound
    for name in people {
      let inside = name.range.clamped(to: window)
      guard !inside.isEmpty, inside.lowerBound >= position else { continue }
      result += plain(position..<inside.lowerBound, style)
      result += style.pseudonym(of: name, called: slice(name.range))
      position = inside.upperBound
    }
    return result + plain(position..<max(position, window.upperBound), style)
  }

  /// All of it.
  func shown(_ style: ReportStyle) -> String { shown(0..<text.utf8.count, style) }

  /// A stretch without names.
  private func plain(_ window: Range<Int>, _ style: ReportStyle) -> String {
    guard !window.isEmpty else { return "" }
    var result = ""
    var position = window.lowerBound
    for range in sensitive {
      let inside = range.clamped(to: position..<window.upperBound)
      guard !inside.isEmpty else { continue }
      result += style.withoutAddresses(slice(position..<inside.lowerBound)) { $0 }
      result += style.withoutAddresses(slice(inside)) { text in
        style.showsMatches ? text : Masking.mask(text)
      }
      position = inside.upperBound
    }
    return result + style.withoutAddresses(slice(position..<window.upperBound)) { $0 }
  }

  private func slice(_ range: Range<Int>) -> String {
    let lower = text.utf8Index(atOrBefore: range.lowerBound)
    let upper = text.utf8Index(atOrBefore: range.upperBound)
    return lower < upper ? String(text[lower..<upper]) : ""
  }

  /// What is hidden of a window, counted from its start.
  private func clipped(_ window: Range<Int>) -> [Range<Int>] {
    let start = text.utf8.distance(
      from: text.startIndex, to: text.utf8Index(atOrBefore: window.lowerBound))
    return sensitive.compactMap { range in
      let inside = range.clamped(to: window)
      return inside.isEmpty ? nil : (inside.lowerBound - start)..<(inside.upperBound - start)
    }
  }
}

extension ReportStyle {
  /// A message's subject, as the report may show it; empty when it has none.
  public func subject(of verdict: Verdict) -> String {
    ShownText(
      text: verdict.subject, sensitive: verdict.subjectSensitive, people: verdict.subjectPeople
    ).shown(self)
  }

  /// The subject of a message whose risk changed, as the report may show it.
  func subject(of message: MailChanges.Moved) -> String {
    ShownText(
      text: message.subject, sensitive: message.subjectSensitive, people: message.subjectPeople
    ).shown(self)
  }

  /// What a finding matched, as the report may show it.
  public func match(of finding: Finding) -> String {
    pieces(of: finding.excerpt).match
  }

  /// What a finding matched and what stands around it, on one line with the match between « and ».
  public func line(of finding: Finding) -> String {
    line(of: finding.excerpt)
  }

  /// What stands before a match, the match, and what stands after it, as the report may show them.
  public func texts(of finding: Finding) -> (before: String, match: String, after: String) {
    pieces(of: finding.excerpt)
  }

  /// An excerpt on one line with the match between « and ».
  func line(of excerpt: Excerpt) -> String {
    let pieces = pieces(of: excerpt)
    return "\(pieces.before)«\(pieces.match)»\(pieces.after)"
  }

  /// The three pieces of an excerpt, as the report may show them.
  func pieces(of excerpt: Excerpt) -> (before: String, match: String, after: String) {
    let text = ShownText(text: excerpt.text, sensitive: excerpt.sensitive, people: excerpt.people)
    let end = excerpt.text.utf8.count
    let match = excerpt.match.clamped(to: 0..<end)
    return (
      text.shown(0..<match.lowerBound, self), text.shown(match, self),
      text.shown(match.upperBound..<end, self)
    )
  }

  /// The text with its addresses replaced, and what stands between them as `other` has it.
  fileprivate func withoutAddresses(_ text: String, other: (String) -> String) -> String {
    guard let pseudonyms, text.utf8.contains(UInt8(ascii: "@")) else { return other(text) }
    var result = ""
    var plain = ""
    var word = ""
    func isAddress(_ word: String) -> Bool {
      guard let at = word.firstIndex(of: "@") else { return false }
      return at > word.startIndex && word.index(after: at) < word.endIndex
    }
    func flush() {
      if isAddress(word) {
        if !plain.isEmpty { result += other(plain) }
        plain = ""
        result += pseudonyms.pseudonym(of: word)
      } else {
        plain += word
      }
      word = ""
    }
    for character in text {
      if character.isWhitespace || "<>()[]\"',;:«»".contains(character) {
        flush()
        plain.append(character)
      } else {
        word.append(character)
      }
    }
    flush()
    return plain.isEmpty ? result : result + other(plain)
  }
}
