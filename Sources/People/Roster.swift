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
public struct Roster: Sendable {
  /// The people, in the order of the files.
  public let people: [Person]
  private let addresses: KeyTable
  private let phones: KeyTable
  private let names: KeyTable

  /// A roster without people.
  public static let empty = Roster(people: [])

  /// Creates a roster from people whose `related` ids are indices of the same array.
  public init(people: [Person]) {
    self.people = people
    var addresses = KeyTable.Builder()
    var phones = KeyTable.Builder()
    var names = KeyTable.Builder()
    addresses.reserve(people.count)
    names.reserve(people.count)
    for (index, person) in people.enumerated() {
      for address in person.addresses { addresses.add(KeyTable.key(address), index) }
      for identifier in person.identifiers where identifier.kind == "phone" {
        phones.add(KeyTable.key(identifier.value), index)
      }
      names.add(PersonalName.key(first: person.first, last: person.last), index)
      if !person.preferred.isEmpty {
        names.add(PersonalName.key(first: person.preferred, last: person.last), index)
      }
    }
    self.addresses = addresses.table()
    self.phones = phones.table()
    self.names = names.table()
  }

  /// The person behind an id; nil when the id is of another roster.
  public subscript(id: PersonID) -> Person? {
    people.indices.contains(id.index) ? people[id.index] : nil
  }

  /// Whose address it is (lower case); when it is several people's, as a family's can be, the first.
  public func person(withAddress address: String) -> PersonID? {
    for index in addresses.values(for: KeyTable.key(address))
    where people[Int(index)].addresses.contains(address) {
      return PersonID(index: Int(index))
    }
    return nil
  }

  /// Everybody with a phone number, given as digits without the country's 1.
  public func people(withPhone digits: String) -> [PersonID] {
    phones.values(for: KeyTable.key(digits)).map { PersonID(index: Int($0)) }
  }

  /// Everybody with a name as a display name spells it: `Ana Ruiz`, `Ruiz, Ana`, `Ms. Ana Ruiz (GHS)`.
  public func people(named display: String) -> [PersonID] {
    guard let name = PersonalName(display: display), !name.first.isEmpty else { return [] }
    var found = names.values(for: PersonalName.key(first: name.first, last: name.last))
    if found.isEmpty, let final = name.last.split(separator: " ").last, final != name.last {
      // The words between may be middle names: `Ana Maria Ruiz`.
      found = names.values(for: PersonalName.key(first: name.first, last: String(final)))
    }
    return found.map { PersonID(index: Int($0)) }
  }
}
