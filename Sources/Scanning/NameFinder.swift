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
  private var text = CasedText()

  init(district: District, kinds: BuiltInKinds, isTesting: Bool) {
    self.district = district
    self.kinds = kinds
    self.isTesting = isTesting
  }

  /// Whether there is a roster to look numbers up in.
  var knowsIdentifiers: Bool { !district.roster.isEmpty }

  /// Appends the people that a passage names.
  mutating func find(
    in passages: borrowing Passages, _ index: Int, tokens: [Token], parties: Parties,
    into mentions: inout [Mention]
  ) {
    guard !tokens.isEmpty else { return }
    taken.removeAll(keepingCapacity: true)
    text.read(passages, index, tokens: tokens.span)
    if knowsIdentifiers {
      findRoster(in: passages, index, tokens, into: &mentions)
      findFirstNames(in: passages, index, tokens, parties, into: &mentions)
      findNumbers(in: passages, index, tokens, into: &mentions)
    }
    taken.sort { $0.lowerBound < $1.lowerBound }
    findStrangers(
      index, tokens, passages.folded.span.extracting(passages.items[index].folded),
      into: &mentions)
  }

  // MARK: The roster

  private mutating func findRoster(
    in passages: borrowing Passages, _ index: Int, _ tokens: [Token],
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
      if isClear, isWritten(match) {
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
  private func isWritten(_ match: NameMatch) -> Bool {
    if match.form == .address { return true }
    if text.isCapital(at: match.words.lowerBound) || text.isCapital(at: match.words.upperBound - 1)
    {
      return true
    }
    return match.form == .full && !text.isCapital(at: 0)
  }

  /// Bare first names: of the children and parents of those who write and read, and of students
  /// where a capital inside a sentence says that it is a name.
  private mutating func findFirstNames(
    in passages: borrowing Passages, _ index: Int, _ tokens: [Token],
    _ parties: Parties, into mentions: inout [Mention]
  ) {
    var relatives: Set<PersonID>?
    let sender = parties.sender?.person
    taken.sort { $0.lowerBound < $1.lowerBound }
    var next = 0
    for place in text.capitals {
      let token = tokens[place]
      while next < taken.count, taken[next].upperBound <= place { next += 1 }
      if next < taken.count, taken[next].contains(place) { continue }
      guard token.end - token.start >= 3 else { continue }
      guard text.shape(at: place) == .capitalized else { continue }
      let people = district.index.people(first: token.hash)
      guard !people.isEmpty, !NameWords.kinds(of: token.hash).contains(.noName) else { continue }
      guard let site = Site(passage: index, first: place, last: place, tokens: tokens) else {
        continue
      }
      let close = relatives ?? self.relatives(of: parties)
      relatives = close
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

  private func role(of person: PersonID) -> Role { district.roster.role(of: person) ?? .unknown }

  private func add(_ site: Site, _ set: Int, _ person: PersonID?, to mentions: inout [Mention]) {
    mentions.append(
      Mention(
        site: site, kinds: Int32(truncatingIfNeeded: set), rule: -1,
        person: Int32(truncatingIfNeeded: person?.index ?? -1), isSensitive: true))
  }

  // MARK: Strangers

  /// What looks like a name: a title and a capitalized word, or two capitalized words in running text.
  private func findStrangers(
    _ index: Int, _ tokens: [Token], _ folded: Span<UInt8>, into mentions: inout [Mention]
  ) {
    let capitals = text.capitals.span
    let words = tokens.span
    var next = 0
    var place = 0
    var capital = 0
    while true {
      // A name is begun by the word before a capital: no other can have one after it.
      while capital < capitals.count, capitals[capital] <= place { capital += 1 }
      guard capital < capitals.count else { return }
      place = capitals[capital] - 1
      while next < taken.count, taken[next].upperBound <= place { next += 1 }
      if next < taken.count, taken[next].contains(place) {
        place = taken[next].upperBound
        continue
      }
      let limit = next < taken.count ? taken[next].lowerBound : words.count
      let run = CapitalRun(from: place, limit, words, text, folded)
      let set: Int
      switch run.kind {
      case .titled: set = isTesting ? kinds.employee : kinds.person
      case .name: set = isTesting ? kinds.anybody : kinds.person
      case .none:
        place = max(place + 1, run.end)
        continue
      }
      if let site = Site(passage: index, first: place, last: run.end - 1, tokens: tokens) {
        add(site, set, nil, to: &mentions)
      }
      place = run.end
    }
  }
}
