import Foundation
import People
import TestSupport

/// Rosters of invented people, the same for the same seed.
enum RosterMaker {
  static let firsts = ["Ana", "José", "Maria del Carmen", "Bo", "Li", "Zoë", "Sean", "", "Nora"]
  static let lasts = ["Ruiz", "de la Cruz", "Smith-Jones", "O'Neil", "Kim", "Torres", "García", ""]

  static func people(_ count: Int, seed: UInt64) -> [Person] {
    var random = SeededGenerator(seed: seed)
    func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
    return (0..<count).map { index in
      let role =
        [Role.student, .student, .guardian, .staff].randomElement(using: &random) ?? .staff
      var person = Person(role: role, first: pick(firsts), last: pick(lasts))
      if index % 5 == 0 { person.preferred = pick(firsts) }
      person.addresses = ["p\(index)@hill.example"]
      if index % 3 == 0 { person.addresses.append("family\(index / 6)@gmail.com") }
      person.privateAddresses = Array(person.addresses.dropFirst())
      person.identifiers = [
        .init(kind: "student-id", value: "PK-\(4_000 + index)"),
        .init(kind: "dob", value: "201\(index % 9)-0\(index % 9 + 1)-1\(index % 9)"),
        .init(kind: "phone", value: "41355501\(10 + index % 90)"),
        .init(kind: "address", value: "\(index % 40) Elm St"),
      ]
      if role == .staff {
        person.title = "Coach"
        person.duties = ["coach", "advisor"]
      }
      if index > 0 { person.related = [PersonID(index: index - 1)] }
      return person
    }
  }

  /// A register of students as their information system exports it.
  static func table(_ count: Int, seed: UInt64 = 1) -> String {
    var text = "first,last,lasid,dob,email,guardian,guardian phone\n"
    for (index, person) in people(count, seed: seed).enumerated() {
      text += "\(person.first),\(person.last),\(40_000 + index),4/\(index % 28 + 1)/2011,"
      text += "s\(index)@hill.example,Pat \(person.last),413-555-01\(10 + index % 90)\n"
    }
    return text
  }
}
