import Native
import People
import Text

/// Finds the people of a message: those of the roster by name and number, and what looks like a name.
struct NameFinder: ~Copyable {
  private let district: District
  private let kinds: BuiltInKinds
  /// Whether an unknown name may be anybody's, a student's too: examples come without a roster.
  private let isTesting: Bool
  private var matches: [NameMatch] = []
  /// Words that belong to a name already, by the passage's count.
  private var taken: [Range<Int>] = []

  init(district: District, kinds: BuiltInKinds, isTesting: Bool) {
    self.district = district
    self.kinds = kinds
    self.isTesting = isTesting
  }

  /// Whether there is a roster to look numbers up in.
  var knowsIdentifiers: Bool { !district.roster.people.isEmpty }

  /// Appends the people that a passage names.
  mutating func find(
    in passages: borrowing Passages, _ index: Int, tokens: [Token], parties: Parties,
    into mentions: inout [Mention]
  ) {
    guard !tokens.isEmpty else { return }
    taken.removeAll(keepingCapacity: true)
    let text = CasedText(passages.items[index])
    if knowsIdentifiers {
      findRoster(in: passages, index, tokens, text, into: &mentions)
      findFirstNames(in: passages, index, tokens, text, parties, into: &mentions)
      findNumbers(in: passages, index, tokens, into: &mentions)
    }
    taken.sort { $0.lowerBound < $1.lowerBound }
    findStrangers(in: passages, index, tokens, text, into: &mentions)
  }

  // MARK: The roster

  private mutating func findRoster(
    in passages: borrowing Passages, _ index: Int, _ tokens: [Token], _ text: CasedText,
    into mentions: inout [Mention]
  ) {
    district.index.findNames(in: tokens.span, into: &matches)
    var start = 0
    while start < matches.count {
      var end = start + 1
      while end < matches.count, matches[end].words == matches[start].words { end += 1 }
      let match = matches[start]
      // `A. Ruiz` may be anybody's when there are several.
      let isClear = match.form != .initial || end - start == 1
      if isClear, isWritten(match, in: passages, tokens, text) {
        taken.append(match.words)
        for match in matches[start..<end] {
          guard
            let site = Site(
              passage: index, first: match.words.lowerBound, last: match.words.upperBound - 1,
              tokens: tokens)
          else { continue }
          let set = match.form == .address ? kinds.address : kinds.set(of: role(of: match.person))
          add(site, set, match.person, to: &mentions)
        }
      }
      start = end
    }
  }

  /// Whether a name is written as names are: with capitals, unless the writer does without them.
  private func isWritten(
    _ match: NameMatch, in passages: borrowing Passages, _ tokens: [Token], _ text: CasedText
  ) -> Bool {
    if match.form == .address { return true }
    guard let last = match.words.last else { return false }
    if text.shape(of: tokens[match.words.lowerBound], in: passages).isCapital { return true }
    if text.shape(of: tokens[last], in: passages).isCapital { return true }
    return match.form == .full && !text.shape(of: tokens[0], in: passages).isCapital
  }

  /// Bare first names: of the children and parents of those who write and read, and of students
  /// where a capital inside a sentence says that it is a name.
  private mutating func findFirstNames(
    in passages: borrowing Passages, _ index: Int, _ tokens: [Token], _ text: CasedText,
    _ parties: Parties, into mentions: inout [Mention]
  ) {
    let close = relatives(of: parties)
    let sender = parties.sender?.person
    taken.sort { $0.lowerBound < $1.lowerBound }
    var next = 0
    for (place, token) in tokens.enumerated() {
      while next < taken.count, taken[next].upperBound <= place { next += 1 }
      if next < taken.count, taken[next].contains(place) { continue }
      guard token.end - token.start >= 3 else { continue }
      let shape = text.shape(of: token, in: passages)
      guard shape == .capitalized else { continue }
      let people = district.index.people(first: token.hash)
      guard !people.isEmpty, !NameWords.notNames.contains(token.hash) else { continue }
      guard let site = Site(passage: index, first: place, last: place, tokens: tokens) else {
        continue
      }
      let known = people.filter { close.contains($0) && $0 != sender }
      if known.count == 1 {
        add(site, kinds.set(of: role(of: known[0])), known[0], to: &mentions)
        continue
      }
      if people.contains(where: { $0 == sender }) { continue }
      let isInside = place > 0 && tokens[place - 1].sentence == token.sentence
      guard isInside else { continue }
      let students = people.filter { role(of: $0) == .student }
      guard students.count == people.count else { continue }
      add(site, kinds.student, students.count == 1 ? students[0] : nil, to: &mentions)
    }
  }

  /// Those who write and read a message, with their children or parents.
  private func relatives(of parties: Parties) -> Set<PersonID> {
    var close: Set<PersonID> = []
    for party in [parties.sender].compactMap({ $0 }) + parties.recipients.prefix(50) {
      guard let id = party.person, let person = district.roster[id] else { continue }
      close.insert(id)
      close.formUnion(person.related)
    }
    return close
  }

  /// Numbers of the roster that stand alone: `10293847`.
  private func findNumbers(
    in passages: borrowing Passages, _ index: Int, _ tokens: [Token],
    into mentions: inout [Mention]
  ) {
    let folded = passages.folded.span.extracting(passages.items[index].folded)
    for (place, token) in tokens.enumerated() {
      let range = token.range
      guard range.count >= 5, range.count <= 20, range.upperBound <= folded.count,
        folded[range.upperBound - 1] &- UInt8(ascii: "0") < 10,
        let site = Site(passage: index, first: place, last: place, tokens: tokens)
      else { continue }
      identify(site, folded.extracting(range), into: &mentions)
    }
  }

  /// Appends whose number or date of birth a match is.
  func identify(
    _ site: Site, in passages: borrowing Passages, into mentions: inout [Mention]
  ) {
    let folded = passages.folded.span.extracting(passages.items[Int(site.passage)].folded)
    guard site.range.upperBound <= folded.count else { return }
    identify(site, folded.extracting(site.range), into: &mentions)
  }

  private func identify(_ site: Site, _ bytes: Span<UInt8>, into mentions: inout [Mention]) {
    for match in district.index.identifiers(in: bytes) {
      let set = kinds.set(of: match.kind, role: role(of: match.person))
      add(site, set, match.person, to: &mentions)
    }
  }

  private func role(of person: PersonID) -> Role { district.roster[person]?.role ?? .unknown }

  private func add(_ site: Site, _ set: Int, _ person: PersonID?, to mentions: inout [Mention]) {
    mentions.append(
      Mention(
        site: site, kinds: Int32(truncatingIfNeeded: set), rule: -1,
        person: Int32(truncatingIfNeeded: person?.index ?? -1), isSensitive: true))
  }

  // MARK: Strangers

  /// What looks like a name: a title and a capitalized word, or two capitalized words in running text.
  private func findStrangers(
    in passages: borrowing Passages, _ index: Int, _ tokens: [Token], _ text: CasedText,
    into mentions: inout [Mention]
  ) {
    var next = 0
    var place = 0
    while place < tokens.count {
      while next < taken.count, taken[next].upperBound <= place { next += 1 }
      if next < taken.count, taken[next].contains(place) {
        place = taken[next].upperBound
        continue
      }
      let limit = next < taken.count ? taken[next].lowerBound : tokens.count
      if NameWords.titles.contains(tokens[place].hash), place + 1 < limit,
        text.follows(tokens[place + 1], tokens[place], in: passages),
        text.shape(of: tokens[place + 1], in: passages) == .capitalized
      {
        var last = place + 1
        if last + 1 < limit, text.follows(tokens[last + 1], tokens[last], in: passages),
          isName(tokens[last + 1], text, passages)
        {
          last += 1
        }
        if let site = Site(passage: index, first: place, last: last, tokens: tokens) {
          add(site, isTesting ? kinds.employee : kinds.person, nil, to: &mentions)
        }
        place = last + 1
        continue
      }
      let run = capitalizedRun(from: place, limit, tokens, text, passages)
      if run.names == 2,
        let site = Site(
          passage: index, first: place, last: run.end - 1, tokens: tokens),
        isRunningText(run.end, tokens, text, passages)
      {
        add(site, isTesting ? kinds.anybody : kinds.person, nil, to: &mentions)
      }
      place = max(place + 1, run.end)
    }
  }

  /// Capitalized words that follow one another, a middle initial among them, and how many are names.
  private func capitalizedRun(
    from start: Int, _ limit: Int, _ tokens: [Token], _ text: CasedText,
    _ passages: borrowing Passages
  ) -> (end: Int, names: Int) {
    var end = start
    var names = 0
    var isSpoilt = false
    while end < limit {
      if end > start, !text.follows(tokens[end], tokens[end - 1], in: passages) { break }
      let length = tokens[end].end - tokens[end].start
      if length == 1 {
        guard names > 0, text.shape(of: tokens[end], in: passages).isCapital else { break }
      } else {
        guard text.shape(of: tokens[end], in: passages) == .capitalized else { break }
        if !isName(tokens[end], text, passages) {
          // `Dear Maya Torres`: the name begins after the word that is none.
          if names == 0 { return (end + 1, 0) }
          isSpoilt = true
        }
        names += 1
      }
      end += 1
    }
    // A trailing initial belongs to the name: `Maya Torres B`.
    return (end, isSpoilt ? 0 : names)
  }

  private func isName(
    _ token: Token, _ text: CasedText, _ passages: borrowing Passages
  ) -> Bool {
    text.shape(of: token, in: passages) == .capitalized && !NameWords.notNames.contains(token.hash)
  }

  /// Whether a name stands in a sentence and not in a heading: the next word is small, or there is none.
  private func isRunningText(
    _ next: Int, _ tokens: [Token], _ text: CasedText, _ passages: borrowing Passages
  ) -> Bool {
    guard next < tokens.count, tokens[next].sentence == tokens[next - 1].sentence else {
      return true
    }
    return text.shape(of: tokens[next], in: passages) != .capitalized
      || !text.follows(tokens[next], tokens[next - 1], in: passages)
  }
}
