import Native

/// One person that the district knows.
public struct Person: Sendable, Hashable {
  /// An identifier with the kind of mention that it is.
  ///
  /// Kinds: `student-id`, `state-id`, `staff-id`, `phone` (digits, without the country's 1), `dob`
  /// (ISO 8601) and `address` (street and number).
  public struct Identifier: Sendable, Hashable {
    /// The kind of mention.
    public var kind: String
    /// The value, as the kind writes it.
    public var value: String

    /// Creates an identifier.
    public init(kind: String, value: String) {
      self.kind = kind
      self.value = value
    }
  }

  /// What they are to the district: staff, student or guardian.
  public var role: Role
  /// The first name.
  public var first: String
  /// The last name.
  public var last: String
  /// The name they go by; empty when it is the first.
  public var preferred: String
  /// All addresses of theirs, lower-cased.
  public var addresses: [String]
  /// Those of `addresses` that the roster says are private.
  public var privateAddresses: [String]
  /// Further duties, such as `advisor`, `counselor`, `nurse` or `hr`.
  public var duties: Set<String>
  /// Numbers and dates that identify them.
  public var identifiers: [Identifier]
  /// The title or position; empty when the roster names none.
  public var title: String
  /// The guardians of a student; the students of a guardian.
  public var related: [PersonID]

  /// Creates a person.
  public init(
    role: Role, first: String, last: String, preferred: String = "", addresses: [String] = [],
    privateAddresses: [String] = [], duties: Set<String> = [], identifiers: [Identifier] = [],
    title: String = "", related: [PersonID] = []
  ) {
    self.role = role
    self.first = first
    self.last = last
    self.preferred = preferred
    self.addresses = addresses
    self.privateAddresses = privateAddresses
    self.duties = duties
    self.identifiers = identifiers
    self.title = title
    self.related = related
  }

  /// The full name, first name first.
  public var fullName: String {
    if first.isEmpty { return last }
    return last.isEmpty ? first : "\(first) \(last)"
  }
}

/// Everybody the district knows, found by address, phone number or full name.
///
/// The people are kept as bytes (`RosterImage`); a `Person` is made when somebody asks for it.
public struct Roster: Sendable {
  let store: RosterStore

  /// A roster without people.
  public static let empty = Roster(people: [])

  /// Creates a roster from people whose `related` ids are indices of the same array.
  public init(people: [Person]) { store = RosterStore(people) }

  init(_ store: RosterStore) { self.store = store }

  /// How many people there are.
  public var count: Int { store.count }

  /// Whether there is nobody.
  public var isEmpty: Bool { store.count == 0 }

  /// Whether a prepared roster was found damaged and could not be made anew: then nobody is found any
  /// more, and what was scanned meanwhile is not covered.
  public var isLost: Bool { store.isLost }

  /// Reads all of a prepared roster at once, and makes it anew when it is damaged: for long runs, which
  /// cannot take back what they wrote before the damage was met.
  public func checkAll() { store.checkAll() }

  /// The people, in the order of the files; made anew whenever it is asked for.
  public var people: [Person] {
    (0..<count).compactMap { self[PersonID(index: $0)] }
  }

  /// The person behind an id; nil when the id is of another roster.
  public subscript(id: PersonID) -> Person? {
    store.find(or: nil) { image throws(RosterDamage) in try image.person(id.index) }
  }

  /// What the person behind an id is to the district; nil when the id is of another roster.
  public func role(of id: PersonID) -> Role? {
    store.find(or: nil) { image throws(RosterDamage) in try image.role(id.index) }
  }

  /// Whose address it is (lower case); when it is several people's, as a family's can be, the first.
  public func person(withAddress address: String) -> PersonID? {
    let key = KeyTable.key(address)
    return store.find(or: nil) { image throws(RosterDamage) in
      for index in try image.values(of: key, in: .addresses) {
        if try image.person(index)?.addresses.contains(address) == true {
          return PersonID(index: index)
        }
      }
      return nil
    }
  }

  /// Everybody with a phone number, given as digits without the country's 1.
  public func people(withPhone digits: String) -> [PersonID] {
    people(KeyTable.key(digits), in: .phones)
  }

  /// Everybody with a name as a display name spells it: `Ana Ruiz`, `Ruiz, Ana`, `Ms. Ana Ruiz (GHS)`.
  public func people(named display: String) -> [PersonID] {
    guard let name = PersonalName(display: display), !name.first.isEmpty else { return [] }
    let found = people(PersonalName.key(first: name.first, last: name.last), in: .fullNames)
    if found.isEmpty, let final = name.last.split(separator: " ").last, final != name.last {
      // The words between may be middle names: `Ana Maria Ruiz`.
      return people(PersonalName.key(first: name.first, last: String(final)), in: .fullNames)
    }
    return found
  }

  private func people(_ key: UInt64, in table: RosterImage.Table) -> [PersonID] {
    store.find(or: []) { image throws(RosterDamage) in
      try image.values(of: key, in: table).map { PersonID(index: $0) }
    }
  }
}
