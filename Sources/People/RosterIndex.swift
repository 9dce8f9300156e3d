// Performance: `findNames` sees every word of every message. A gate of some ten kilobytes turns nearly all of them
// away, since no name has them; a word and its neighbour make one key, and a second gate of a few hundred
// kilobytes, of which a process that reads one message opens only what it asks for, turns away most of these. The
// tables behind it are asked for the rest. The naive twin in the tests compares every person at every word.
public import Native

/// A stretch of text that names somebody of the roster.
public struct NameMatch: Sendable, Hashable {
  /// How the person is named.
  public enum Form: Int, Sendable, Hashable, CaseIterable {
    /// First (or preferred) and last name, in either order, middle initials left out.
    case full
    /// The first letter and the last name: `A. Ruiz`. Several people may answer to it.
    case initial
    /// A staff member's last name behind a title: `Mr. Torres`.
    case title
    /// House number and street: the person's home address.
    case address
    /// The first (or preferred) name and the last name's first letter: `Fatima E.` Several people may
    /// answer to it.
    case lastInitial
  }

  /// How many bits of a stored value tell the form.
  static let formBits = 3

  /// The person.
  public var person: PersonID
  /// How they are named.
  public var form: Form
  /// The words that name them, as indices of the tokens.
  public var words: Range<Int>

  /// Creates a match.
  public init(person: PersonID, form: Form, words: Range<Int>) {
    self.person = person
    self.form = form
    self.words = words
  }
}

/// A number or date of the roster.
public struct IdentifierMatch: Sendable, Hashable {
  /// The person.
  public var person: PersonID
  /// The kind of mention: `student-id`, `state-id`, `staff-id`, `phone`, `dob`.
  public var kind: String

  /// Creates a match.
  public init(person: PersonID, kind: String) {
    self.person = person
    self.kind = kind
  }
}

/// Finds the roster's people in the words of a text.
///
/// Words are compared by the hashes of their folded forms, so case, width, curly apostrophes and
/// look-alike letters do not matter; accents may be left out.
public struct RosterIndex: Sendable {
  private let store: RosterStore

  /// The index of a roster, which holds it already.
  public init(_ roster: Roster) { store = roster.store }

  /// Replaces `found` with everybody named in the words of one passage, from left to right.
  ///
  /// Longer names win over shorter ones that begin at the same word, full names over initials. People
  /// who share a name are all reported, with the same words. A name does not reach over the end of a
  /// sentence.
  public func findNames(in tokens: Span<Token>, into found: inout [NameMatch]) {
    found.removeAll(keepingCapacity: true)
    guard store.count > 0, tokens.count >= 2 else { return }
    store.find(or: ()) { image throws(RosterDamage) in
      found.removeAll(keepingCapacity: true)
      try Self.findNames(in: tokens, image, into: &found)
    }
  }

  private static func findNames(
    in tokens: Span<Token>, _ image: RosterImage, into found: inout [NameMatch]
  ) throws(RosterDamage) {
    let words = image.words
    let gate = words.span
    let last = tokens.count - 1
    var index = 0
    var mayBegin = KeyGate.mayContain(tokens[0].hash, in: gate)
    while index < last {
      let next = tokens[index + 1]
      let mayFollow = KeyGate.mayContain(next.hash, in: gate)
      if mayBegin, mayFollow || next.end &- next.start == 1 {
        if let length = try match(at: index, in: tokens, image, into: &found) {
          index += length
          guard index < last else { return }
          mayBegin = KeyGate.mayContain(tokens[index].hash, in: gate)
          continue
        }
      }
      index += 1
      mayBegin = mayFollow
    }
  }

  /// Appends who is named from a word on, and answers how many words the name has; nil for nobody.
  private static func match(
    at index: Int, in tokens: Span<Token>, _ image: RosterImage, into found: inout [NameMatch]
  ) throws(RosterDamage) -> Int? {
    var best = try longest(tokens[index], index + 1, in: tokens, image)
    if best == nil, index + 2 < tokens.count, tokens[index + 1].end - tokens[index + 1].start == 1 {
      // `Ana M. Ruiz`: the initial between does not count.
      best = try longest(tokens[index], index + 2, in: tokens, image)
    }
    guard let best else { return nil }
    let values = try image.values(of: best.key, in: .names)
    let mask = 1 << NameMatch.formBits - 1
    let hasFull = values.contains { $0 & mask == NameMatch.Form.full.rawValue }
    for value in values {
      guard let form = NameMatch.Form(rawValue: value & mask), !hasFull || form == .full else {
        continue
      }
      found.append(
        NameMatch(
          person: PersonID(index: value >> NameMatch.formBits), form: form, words: index..<best.end)
      )
    }
    return best.end - index
  }

  /// The longest name that begins with a word and goes on at another.
  private static func longest(
    _ first: Token, _ second: Int, in tokens: Span<Token>, _ image: RosterImage
  ) throws(RosterDamage) -> (key: UInt64, end: Int)? {
    var best: (key: UInt64, end: Int)?
    guard tokens[second].sentence == first.sentence else { return nil }
    var key = WordHash.pair(first.hash, tokens[second].hash)
    var end = second + 1
    while try image.mayBeName(key) {
      if try image.contains(key, in: .names) { best = (key, end) }
      guard end < tokens.count, end - second < 8, tokens[end].sentence == first.sentence else {
        break
      }
      key = extend(key, tokens[end].hash)
      end += 1
    }
    return best
  }

  /// The key of a sequence with one more word.
  @inline(__always)
  static func extend(_ key: UInt64, _ word: UInt64) -> UInt64 {
    (key &<< 23 | key &>> 41) &* 0x9E37_79B9_7F4A_7C15 ^ word
  }

  // MARK: Single words

  /// Everybody whose first or preferred name begins with a word, given by its hash.
  ///
  /// First names alone are unsafe: ask only where something else speaks of a person.
  public func people(first hash: UInt64) -> [PersonID] { people(hash, in: .firsts) }

  /// Everybody whose last name is a word, or has it as its main part (`Cruz` of `de la Cruz`).
  ///
  /// Last names alone are unsafe: many are words and places too.
  public func people(last hash: UInt64) -> [PersonID] { people(hash, in: .lasts) }

  private func people(_ hash: UInt64, in table: RosterImage.Table) -> [PersonID] {
    store.find(or: []) { image throws(RosterDamage) in
      try image.values(of: hash, in: table).map { PersonID(index: $0) }
    }
  }

  // MARK: Numbers and dates

  /// Whose number or date of birth a short text is: `123-45-6789`, `4/9/2011`, `April 9, 2011`.
  ///
  /// Letters and digits count, case and separators do not. Ids of fewer than four characters are not
  /// in the index.
  public func identifiers(in text: Span<UInt8>) -> [IdentifierMatch] {
    guard text.count >= 4, text.count <= 64 else { return [] }
    let number = RosterIndexBuilder.numberKey(text)
    let birth = CalendarDay(written: text).map(RosterIndexBuilder.birthKey)
    return store.find(or: []) { image throws(RosterDamage) in
      var values = try image.values(of: number, in: .numbers)
      if let birth { values += try image.values(of: birth, in: .numbers) }
      return values.map { value in
        IdentifierMatch(
          person: PersonID(index: value >> 3), kind: RosterIndexBuilder.kinds[value & 7])
      }
    }
  }
}
