/// One row of a roster, column by column.
struct RosterRow {
  /// What a row says of one guardian.
  private struct Guardian {
    var number: Int
    var name = ""
    var first = ""
    var last = ""
    var email = ""
    var phone = ""
  }

  private var first = ""
  private var last = ""
  private var name = ""
  private var preferred = ""
  private var ownID = ""
  private var title = ""
  private var duties = ""
  private var emails: [String] = []
  private var privateEmails: [String] = []
  private var identifiers: [Person.Identifier] = []
  private var guardianRows: [Guardian] = []
  /// What could not be read; the rest of the row is good.
  private(set) var trouble: String?
  /// Keys of the student's ids, or of the students whom a guardian's row names.
  private(set) var studentKeys: [UInt64] = []

  init() {}

  mutating func set(_ column: RosterColumn, _ text: String) {
    switch column {
    case .first: first = text
    case .last: last = text
    case .name: name = text
    case .preferred: preferred = text
    case .title: title = text
    case .duties: duties = text
    case .stateID: addID("state-id", text)
    case .localID: addID("student-id", text)
    case .staffID: identifiers.append(.init(kind: "staff-id", value: text))
    case .ownID: ownID = text
    case .birth:
      if let day = Self.birthday(text) {
        identifiers.append(.init(kind: "dob", value: day.iso))
      } else {
        trouble = "the date of birth is no date; it was left out"
      }
    case .phone: addPhone(text)
    case .address: identifiers.append(.init(kind: "address", value: text))
    case .email: emails += Self.addresses(text)
    case .privateEmail: privateEmails += Self.addresses(text)
    case .guardian(let number): edit(number) { $0.name = text }
    case .guardianFirst(let number): edit(number) { $0.first = text }
    case .guardianLast(let number): edit(number) { $0.last = text }
    case .guardianEmail(let number): edit(number) { $0.email = text }
    case .guardianPhone(let number): edit(number) { $0.phone = text }
    case .ignored: break
    }
  }

  private static func birthday(_ text: String) -> CalendarDay? {
    if let day = CalendarDay(iso: text) { return day }
    var bytes = Array(text.utf8)
    // A register may add a time: `2011-04-09 00:00:00`, `4/9/2011T00:00`.
    if let colon = bytes.firstIndex(of: 0x3A) {
      bytes.removeLast(bytes.count - colon)
      while let last = bytes.last, (0x30...0x39) ~= last { bytes.removeLast() }
      if bytes.last == 0x54 { bytes.removeLast() }
    }
    return CalendarDay(written: bytes.span)
  }

  private mutating func addID(_ kind: String, _ text: String) {
    // A guardian's row may name several children.
    for id in Self.pieces(text) {
      identifiers.append(.init(kind: kind, value: id))
      var hash = KeyHash()
      hash.add(number: KeyTable.key(kind))
      hash.add(number: KeyTable.key(id.lowercased()))
      studentKeys.append(hash.value)
    }
  }

  private mutating func addPhone(_ text: String) {
    if let digits = Address.phoneDigits(text) {
      if digits.utf8.count >= 7 { identifiers.append(.init(kind: "phone", value: digits)) }
      return
    }
    for part in text.split(whereSeparator: { $0 == ";" || $0 == "," || $0 == "|" }) {
      // An extension is the switchboard's business.
      let number = part.prefix { $0 != "x" && $0 != "X" && $0 != "e" }
      if let digits = Address.phoneDigits(String(number)), digits.utf8.count >= 7 {
        identifiers.append(.init(kind: "phone", value: digits))
      }
    }
  }

  private mutating func edit(_ number: Int, _ change: (inout Guardian) -> Void) {
    let index = guardianRows.firstIndex { $0.number == number } ?? guardianRows.count
    if index == guardianRows.count { guardianRows.append(Guardian(number: number)) }
    change(&guardianRows[index])
  }

  /// Whether the row names anybody.
  var hasPerson: Bool {
    !first.isEmpty || !last.isEmpty || !name.isEmpty || !emails.isEmpty || !privateEmails.isEmpty
  }

  /// The row's person.
  func person(role: Role) -> Person {
    var first = first
    var last = last
    if first.isEmpty || last.isEmpty, let parsed = PersonalName(display: name) {
      if first.isEmpty { first = parsed.first }
      if last.isEmpty { last = parsed.last }
    }
    var identifiers = identifiers
    if !ownID.isEmpty, role != .guardian {
      identifiers.append(.init(kind: role == .staff ? "staff-id" : "student-id", value: ownID))
    }
    if role == .guardian {
      // The ids in a guardian's row are the children's.
      identifiers.removeAll { $0.kind == "state-id" || $0.kind == "student-id" }
    }
    var privates = privateEmails
    if role == .guardian { privates += emails }
    var duties = Duties.of(title: title)
    for duty in self.duties.isEmpty
      ? []
      : self.duties.lowercased().split(whereSeparator: {
        $0 == ";" || $0 == "," || $0 == "|"
      })
    {
      let words = duty.split(separator: " ")
      let whole = words.joined(separator: "-")
      if !whole.isEmpty { duties.insert(whole) }
      duties.formUnion(Duties.of(title: String(duty)))
    }
    return Person(
      role: role, first: first, last: last, preferred: preferred == first ? "" : preferred,
      addresses: emails + privateEmails, privateAddresses: privates, duties: duties,
      identifiers: identifiers, title: title)
  }

  /// The guardians that a student's row names.
  var guardians: [Person] {
    var people: [Person] = []
    for row in guardianRows {
      var names = Self.names(row.name)
      if names.isEmpty { names = [PersonalName(first: row.first, last: row.last)] }
      var numbers = RosterRow()
      numbers.addPhone(row.phone)
      let addresses = Self.addresses(row.email)
      for (index, name) in names.enumerated() {
        // Of two guardians in one field, an address or number may be either's: it goes to the first.
        let own = index == 0 || addresses.count == names.count
        let mail = addresses.count == names.count ? [addresses[index]] : (own ? addresses : [])
        if name.first.isEmpty && name.last.isEmpty && mail.isEmpty && row.phone.isEmpty { continue }
        people.append(
          Person(
            role: .guardian, first: name.first, last: name.last, addresses: mail,
            privateAddresses: mail, identifiers: index == 0 ? numbers.identifiers : []))
      }
    }
    return people
  }

  /// The names in `Kai Chen`, `Chen, Kai`, `Kai & Mei Chen`, `Kai Chen; Mei Chen`.
  private static func names(_ text: String) -> [PersonalName] {
    if let name = PersonalName(plain: text) { return [name] }
    var pieces: [String] = [""]
    for word in text.split(separator: " ") {
      switch word.lowercased() {
      case "&", "and", "y", "e", "/", "+": pieces.append("")
      default:
        let isLast = word.hasSuffix(";")
        pieces[pieces.count - 1] += " " + (isLast ? word.dropLast() : word)
        if isLast { pieces.append("") }
      }
    }
    var names = pieces.compactMap { PersonalName(display: $0) }
    for index in names.indices.dropLast() where names[index].last.isEmpty {
      names[index].last = names[index + 1].last
    }
    return names
  }

  private static func addresses(_ text: String) -> [String] {
    pieces(text).filter { $0.utf8.contains(0x40) && $0.utf8.count <= 320 }.map { $0.lowercased() }
  }

  /// What stands between semicolons, commas, bars and spaces.
  private static func pieces(_ text: String) -> [String] {
    let isOne = text.utf8.allSatisfy { $0 != 0x3B && $0 != 0x2C && $0 != 0x20 && $0 != 0x7C }
    if isOne { return [text] }
    return text.split { $0 == ";" || $0 == "," || $0 == " " || $0 == "|" }.map(String.init)
  }
}
