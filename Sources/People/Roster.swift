/// One person that the district knows.
public struct Person: Sendable, Hashable {
  /// An identifier with the kind of mention that it is: `student-id`, `state-id`, `staff-id`, `phone`, `dob`.
  public struct Identifier: Sendable, Hashable {
    public var kind: String
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
  /// Further duties: `advisor`, `counselor`, `nurse`, `hr`…
  public var duties: Set<String>
  /// Numbers and dates that identify them.
  public var identifiers: [Identifier]
  /// The title or position; empty when the roster names none.
  public var title: String
  /// Of a student: the guardians. Of a guardian: the students.
  public var related: [PersonID]

  /// Creates a person.
  public init(
    role: Role, first: String, last: String, preferred: String = "", addresses: [String] = [],
    duties: Set<String> = [], identifiers: [Identifier] = [], title: String = "",
    related: [PersonID] = []
  ) {
    self.role = role
    self.first = first
    self.last = last
    self.preferred = preferred
    self.addresses = addresses
    self.duties = duties
    self.identifiers = identifiers
    self.title = title
    self.related = related
  }
}
