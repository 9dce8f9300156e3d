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

  private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]
  /// Sorted lists of kinds that mentions have, each once.
  private(set) var sets: [[Int]] = []
  private var setNumbers: [[Int]: Int] = [:]

  init() {
    for name in ["person", "student", "employee", "guardian", "self"] { _ = intern(name) }
  }

  var count: Int { names.count }

  /// The number of a kind, which is made up when it is new.
  mutating func intern(_ name: String) -> Int {
    if let number = numbers[name] { return number }
    let number = names.count
    names.append(name)
    numbers[name] = number
    return number
  }

  /// The number of a kind; nil when nobody yields or needs it.
  func number(of name: String) -> Int? { numbers[name] }

  /// The number of the set of these kinds and what they are besides.
  mutating func internSet(_ kinds: [Int]) -> Int {
    let people = [Self.student, Self.employee, Self.guardian]
    var all = Set(kinds)
    if kinds.contains(where: people.contains) { all.insert(Self.person) }
    let sorted = all.sorted()
    if let number = setNumbers[sorted] { return number }
    let number = sets.count
    sets.append(sorted)
    setNumbers[sorted] = number
    return number
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
  /// A number of the roster, by its kind and its owner's role.
  private let numbers: [String: [Role: Int]]

  init(_ kinds: inout MentionKinds) {
    person = kinds.internSet([MentionKinds.person])
    student = kinds.internSet([MentionKinds.student])
    employee = kinds.internSet([MentionKinds.employee])
    guardian = kinds.internSet([MentionKinds.guardian])
    anybody = kinds.internSet([
      MentionKinds.student, MentionKinds.employee, MentionKinds.guardian,
    ])
    address = kinds.internSet([kinds.intern("address")])
    var numbers: [String: [Role: Int]] = [:]
    for name in ["student-id", "state-id", "staff-id"] {
      let kind = kinds.intern(name)
      // An id tells who it is, as a name does; phones and birthdays are shared.
      numbers[name] = [
        .student: kinds.internSet([kind, MentionKinds.student]),
        .staff: kinds.internSet([kind, MentionKinds.employee]),
        .guardian: kinds.internSet([kind, MentionKinds.guardian]),
        .unknown: kinds.internSet([kind]),
      ]
    }
    for name in ["phone", "dob"] {
      numbers[name] = [.unknown: kinds.internSet([kinds.intern(name)])]
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
    let sets = numbers[kind]
    return sets?[role] ?? sets?[.unknown] ?? person
  }
}
