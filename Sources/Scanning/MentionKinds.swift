import People

/// The kinds of mention as small numbers, with what each is besides: a student is a person.
struct MentionKinds: Sendable {
  /// Kinds that the pipeline itself yields.
  static let person = 0
  static let student = 1
  static let employee = 2
  static let guardian = 3
  /// What a sender says of themselves (`my surgery`); yielded by lexicons, read by `self`.
  static let own = 4
  /// The sender's own name, below a message say; it is no person whom the message is about.
  static let sender = 5

  /// A few dozen: looking through all of them is as fast as a dictionary, and needs none at start.
  private(set) var names: [String] = []
  /// Sorted lists of kinds that mentions have, each once.
  private(set) var sets: [[Int]] = []

  init() {
    for name in ["person", "student", "employee", "guardian", "self", "sender"] { _ = intern(name) }
  }

  /// The kinds that were interned earlier.
  init(names: [String], sets: [[Int]]) {
    self.names = names
    self.sets = sets
  }

  var count: Int { names.count }

  /// The number of a kind, which is made up when it is new.
  mutating func intern(_ name: String) -> Int {
    if let number = number(of: name) { return number }
    names.append(name)
    return names.count - 1
  }

  /// The number of a kind; nil when nobody yields or needs it.
  func number(of name: String) -> Int? { names.firstIndex(of: name) }

  /// Kinds of person.
  private static let people = [student, employee, guardian]

  /// The names of some kinds and of what they are besides.
  func names(of kinds: [String]) -> Set<String> {
    let isSomebody = kinds.contains { name in Self.people.contains { names[$0] == name } }
    return Set(isSomebody ? kinds + [names[Self.person]] : kinds)
  }

  /// The number of the set of these kinds and what they are besides.
  mutating func internSet(_ kinds: [Int]) -> Int {
    var sorted = kinds.sorted()
    if kinds.contains(where: Self.people.contains) { sorted.insert(Self.person, at: 0) }
    for index in sorted.indices.dropFirst().reversed() where sorted[index] == sorted[index - 1] {
      sorted.remove(at: index)
    }
    if let number = sets.firstIndex(of: sorted) { return number }
    sets.append(sorted)
    return sets.count - 1
  }
}

/// The sets of kinds that the pipeline's own mentions have.
struct BuiltInKinds: Sendable {
  let person: Int
  let student: Int
  let employee: Int
  let guardian: Int
  /// Somebody who may be a student, an employee or a guardian.
  let anybody: Int
  let address: Int
  /// The sender's own name.
  let sender: Int
  /// The kinds of the roster's numbers and dates.
  private let numbers: [Number]

  /// What a number of the roster is, by its owner's role.
  private struct Number: Sendable {
    let name: String
    let student: Int
    let employee: Int
    let guardian: Int
    let other: Int
  }

  init(_ kinds: inout MentionKinds) {
    person = kinds.internSet([MentionKinds.person])
    student = kinds.internSet([MentionKinds.student])
    employee = kinds.internSet([MentionKinds.employee])
    guardian = kinds.internSet([MentionKinds.guardian])
    anybody = kinds.internSet([
      MentionKinds.student, MentionKinds.employee, MentionKinds.guardian,
    ])
    address = kinds.internSet([kinds.intern("address")])
    sender = kinds.internSet([MentionKinds.sender])
    var numbers: [Number] = []
    for name in ["student-id", "state-id", "staff-id"] {
      let kind = kinds.intern(name)
      // An id tells who it is, as a name does; phones and birthdays are shared.
      numbers.append(
        Number(
          name: name, student: kinds.internSet([kind, MentionKinds.student]),
          employee: kinds.internSet([kind, MentionKinds.employee]),
          guardian: kinds.internSet([kind, MentionKinds.guardian]),
          other: kinds.internSet([kind])))
    }
    for name in ["phone", "dob"] {
      let set = kinds.internSet([kinds.intern(name)])
      numbers.append(Number(name: name, student: set, employee: set, guardian: set, other: set))
    }
    self.numbers = numbers
  }

  /// The kinds of somebody with a role.
  func set(of role: Role) -> Int {
    switch role {
    case .student: student
    case .staff: employee
    case .guardian: guardian
    case .outside, .unknown: person
    }
  }

  /// The kinds of a number or date of the roster.
  func set(of kind: String, role: Role) -> Int {
    guard let number = numbers.first(where: { $0.name == kind }) else { return person }
    switch role {
    case .student: return number.student
    case .staff: return number.employee
    case .guardian: return number.guardian
    case .outside, .unknown: return number.other
    }
  }
}
