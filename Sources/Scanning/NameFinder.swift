import Native
import People
import Text

/// Finds the people of a message: those of the roster by name and number, and what looks like a name.
struct NameFinder: ~Copyable {
  private let district: District
  /// Whether there is a roster to look names and numbers up in.
  let knowsIdentifiers: Bool
  private let kinds: BuiltInKinds
  private let table: NameTable
  /// Whether an unknown name may be anybody's, a student's too: examples come without a roster.
  private let isTesting: Bool
  private var matches: [NameMatch] = []
  /// Words that belong to a name already, by the passage's count.
  private var taken: [Range<Int>] = []
  private var text = CasedText()
  /// The people whom the message told of so far.
  private var known: KnownNames
  /// Those who write and read the message, with their children and parents.
  private var close: Set<PersonID> = []
  private var sender: PersonID?
  private var folder = Folder()

  init(district: District, kinds: BuiltInKinds, table: NameTable, isTesting: Bool) {
    self.district = district
    knowsIdentifiers = !district.roster.isEmpty
    self.kinds = kinds
    self.table = table
    self.isTesting = isTesting
    known = KnownNames(table, sender: kinds.sender)
  }

  /// Begins a message: forgets the people of the last one, and knows those who write and read this one.
  mutating func meet(_ parties: Parties) {
    known.removeAll()
    close = knowsIdentifiers ? relatives(of: parties) : []
    sender = parties.sender?.person
    if let sender = parties.sender {
      let person = sender.person.flatMap { district.roster[$0] }
      known.add(sender, person, kinds.sender, folder: &folder)
    }
    for index in parties.recipients.indices.prefix(20) {
      let person = parties.recipients[index].person.flatMap { district.roster[$0] }
      let set = kinds.set(of: parties.recipients[index].role)
      known.add(parties.recipients[index], person, set, folder: &folder)
    }
  }

  /// Appends the people that a passage names.
  mutating func find(
    in passages: borrowing Passages, _ index: Int, tokens: [Token],
    into mentions: inout [Mention]
  ) {
    guard !tokens.isEmpty else { return }
    taken.removeAll(keepingCapacity: true)
    text.read(passages, index, tokens: tokens.span)
    if knowsIdentifiers {
      findRoster(in: passages, index, tokens, into: &mentions)
      findNicknames(in: passages, index, tokens, into: &mentions)
      findNumbers(in: passages, index, tokens, into: &mentions)
    }
    taken.sort { $0.lowerBound < $1.lowerBound }
    let folded = passages.folded.span.extracting(passages.items[index].folded)
    findStrangers(index, tokens, folded, into: &mentions)
    taken.sort { $0.lowerBound < $1.lowerBound }
    findLone(index, tokens, folded, into: &mentions)
  }

  // MARK: The roster

  private mutating func findRoster(
    in passages: borrowing Passages, _ index: Int, _ tokens: [Token],
    into mentions: inout [Mention]
  ) {
    let folded = passages.folded.span.extracting(passages.items[index].folded)
    district.index.findNames(in: tokens.span, into: &matches)
    var start = 0
    while start < matches.count {
      var end = start + 1
      while end < matches.count, matches[end].words == matches[start].words { end += 1 }
      let match = matches[start]
      // `A. Ruiz` may be anybody's when there are several.
      let isClear = match.form != .initial || end - start == 1
      if isClear, isWritten(match, tokens, folded) {
        taken.append(match.words)
        if match.form == .lastInitial, end - start > 1 {
          addOneOf(matches[start..<end], index, tokens, into: &mentions)
          start = end
          continue
        }
        for match in matches[start..<end] {
          guard
            let site = Site(
              passage: index, first: match.words.lowerBound, last: match.words.upperBound - 1,
              tokens: tokens)
          else { continue }
          let set = match.form == .address ? kinds.address : kinds.set(of: role(of: match.person))
          add(site, set, match.person, to: &mentions)
          if match.form != .address { learn(match.words, tokens, set, match.person, folded) }
        }
      }
      start = end
    }
  }

  /// People whose first name is shortened: `Katie Torres` for Katherine Torres.
  private mutating func findNicknames(
    in passages: borrowing Passages, _ index: Int, _ tokens: [Token],
    into mentions: inout [Mention]
  ) {
    let folded = passages.folded.span.extracting(passages.items[index].folded)
    taken.sort { $0.lowerBound < $1.lowerBound }
    var next = 0
    for place in text.capitals where place + 1 < tokens.count {
      while next < taken.count, taken[next].upperBound <= place { next += 1 }
      if next < taken.count, taken[next].contains(place) { continue }
      guard text.isCapital(at: place + 1), tokens[place + 1].sentence == tokens[place].sentence
      else { continue }
      let word = folded.extracting(tokens[place].range)
      for name in table.longNames(of: word, hash: tokens[place].hash) {
        var words = Array(tokens[place..<min(place + 5, tokens.count)])
        words[0].hash = name
        district.index.findNames(in: words.span, into: &matches)
        guard let match = matches.first, match.words.lowerBound == 0, match.form == .full,
          let site = Site(
            passage: index, first: place, last: place + match.words.upperBound - 1, tokens: tokens)
        else { continue }
        let set = kinds.set(of: role(of: match.person))
        let all = place..<place + match.words.upperBound
        add(site, set, match.person, to: &mentions)
        learn(all, tokens, set, match.person, folded)
        taken.insert(all, at: next)
        break
      }
    }
  }

  /// Adds a person who may be one of several: `Fatima E.` where two would fit.
  private mutating func addOneOf(
    _ matches: ArraySlice<NameMatch>, _ index: Int, _ tokens: [Token],
    into mentions: inout [Mention]
  ) {
    guard let words = matches.first?.words,
      let site = Site(
        passage: index, first: words.lowerBound, last: words.upperBound - 1, tokens: tokens)
    else { return }
    let roles = Set(matches.map { role(of: $0.person) })
    add(
      site, roles.count == 1 ? kinds.set(of: roles.first ?? .unknown) : kinds.person, nil,
      to: &mentions)
  }

  /// Remembers the words of a name, since the message may go on with one of them.
  private mutating func learn(
    _ words: Range<Int>, _ tokens: [Token], _ set: Int, _ person: PersonID?, _ folded: Span<UInt8>
  ) {
    for place in words where tokens[place].end - tokens[place].start >= 2 {
      if table.kinds(of: tokens[place].hash).contains(.title) { continue }
      let stem = LoneWord.stem(of: tokens[place], in: folded)
      known.add(stem.hash, set, Int32(truncatingIfNeeded: person?.index ?? -1))
    }
  }

  /// Whether a name is written as names are: with capitals, unless the writer does without them.
  private func isWritten(
    _ match: NameMatch, _ tokens: [Token], _ folded: Span<UInt8>
  ) -> Bool {
    let first = match.words.lowerBound
    let last = match.words.upperBound - 1
    switch match.form {
    case .address: return true
    case .lastInitial:
      // `Will I come`, and with small letters `nora s`, are hardly ever names.
      guard text.isCapital(at: last) else {
        return !text.isCapital(at: 0) && !text.isCapital(at: first)
          && !table.kinds(of: tokens[last].hash).contains(.noName)
      }
      return text.isCapital(at: first)
    case .full, .initial, .title:
      if text.isCapital(at: first) || text.isCapital(at: last) { return true }
      guard match.form == .full else { return match.form == .title && !text.isCapital(at: 0) }
      if !text.isCapital(at: 0) { return true }
      // `hana park` can be nothing else.
      let kind =
        table.name(folded.extracting(tokens[first].range), hash: tokens[first].hash).first
      return kind == .common || kind == .plain
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

  /// Appends the strangers of a passage alone.
  mutating func findStrangers(
    in passages: borrowing Passages, _ index: Int, tokens: [Token], into mentions: inout [Mention]
  ) {
    taken.removeAll(keepingCapacity: true)
    text.read(passages, index, tokens: tokens.span)
    let folded = passages.folded.span.extracting(passages.items[index].folded)
    findStrangers(index, tokens, folded, into: &mentions)
  }

  /// What looks like a name: a title and a capitalized word, or two capitalized words in running text.
  private mutating func findStrangers(
    _ index: Int, _ tokens: [Token], _ folded: Span<UInt8>, into mentions: inout [Mention]
  ) {
    let places = text.capitals
    let capitals = places.span
    let words = tokens.span
    let names = table
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
      let run = CapitalRun(from: place, limit, words, text, folded, names)
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
        taken.append(place..<run.end)
        learn(place..<run.end, tokens, set, nil, folded)
      }
      place = run.end
    }
  }

  // MARK: One word

  /// First names alone, last names that were told before, initials, and names in other scripts.
  private func findLone(
    _ index: Int, _ tokens: [Token], _ folded: Span<UInt8>, into mentions: inout [Mention]
  ) {
    let isCasual = text.isCasual
    let words = tokens.span
    let names = table
    let marked = text.marked
    let count = isCasual ? tokens.count : marked.count
    var next = 0
    var place = -1
    for number in 0..<count {
      let word = isCasual ? number : marked[number]
      guard word > place else { continue }
      while next < taken.count, taken[next].upperBound <= word { next += 1 }
      if next < taken.count, taken[next].contains(word) { continue }
      guard
        let own = LoneWord(
          at: word, words, text, folded, names, known, asksRoster: knowsIdentifiers,
          isCasual: isCasual)
      else { continue }
      let limit = next < taken.count ? taken[next].lowerBound : words.count
      let name = LoneName(own, before: limit, words, text, folded, names, isCasual: isCasual)
      guard name.isPossible,
        let who = person(of: name, own, words[word], folded),
        let site = Site(passage: index, first: word, last: name.end - 1, tokens: tokens)
      else { continue }
      place = name.end - 1
      mentions.append(
        Mention(
          site: site, kinds: Int32(truncatingIfNeeded: who.set), rule: -1, person: who.person,
          isSensitive: true))
    }
  }

  /// Whose name a word is, and the kinds of its mention; nil for one that names nobody here.
  private func person(
    of name: LoneName, _ word: LoneWord, _ token: Token, _ folded: Span<UInt8>
  ) -> (set: Int, person: Int32)? {
    // In examples too: one word does not make a student, as the full name of one may.
    let stranger = (set: kinds.person, person: Int32(-1))
    if let told = known[word.hash] {
      return name.isLikely || name.isKnownLikely ? (told.set, told.person) : nil
    }
    if knowsIdentifiers, word.isCapital, !word.isNoName {
      let people = district.index.people(first: word.hash)
      let relatives = people.filter { close.contains($0) && $0 != sender }
      if relatives.count == 1 { return found(relatives[0]) }
      if relatives.isEmpty, close.count > 1 {
        let child = table.longNames(of: folded.extracting(token.range), hash: token.hash)
          .flatMap { district.index.people(first: $0) }
          .first { close.contains($0) && $0 != sender }
        if let child { return found(child) }
      }
      if people.contains(where: { $0 == sender }) { return name.isLikely ? stranger : nil }
      if !people.isEmpty, name.isInside || name.isLikely {
        let roles = Set(people.map { role(of: $0) })
        if people.count == 1, roles == [.student] { return found(people[0]) }
        if roles.count == 1 { return (kinds.set(of: roles.first ?? .unknown), -1) }
      }
    }
    return name.isLikely ? stranger : nil
  }

  private func found(_ person: PersonID) -> (set: Int, person: Int32) {
    (kinds.set(of: role(of: person)), Int32(truncatingIfNeeded: person.index))
  }
}
