public import Native

/// Builds a roster from the district's exported tables.
///
/// Rows that cannot be used are reported with their line and never shown, since they hold what the
/// district protects; all others are loaded.
public struct RosterLoader {
  /// What was wrong with the files, in order.
  public private(set) var diagnostics: [Diagnostic] = []

  private var people: [Person] = []
  /// Guardians by address, or by name and phone, so that siblings share them.
  private var guardians: [UInt64: Int] = [:]
  /// Students by their ids, for guardians' files.
  private var students: [UInt64: Int] = [:]

  /// Row mistakes of one file that are told singly; the rest is counted.
  private static let mostRowDiagnostics = 20

  /// Whether every column that is not read is told, and not only what looks misspelt.
  private let tellsUnknownColumns: Bool

  /// Creates a loader that has read nothing.
  public init(tellsUnknownColumns: Bool = false) {
    self.tellsUnknownColumns = tellsUnknownColumns
  }

  /// How many people of a role there are so far.
  func count(of role: Role) -> Int { people.count { $0.role == role } }

  /// The roster of everything that was loaded.
  public consuming func roster() -> Roster { Roster(people: people) }

  /// The same as flat bytes.
  consuming func image() -> RosterImageWriter { RosterImageWriter(people) }

  /// Loads one table: UTF-8 or windows-1252, separated by commas, semicolons or tabs.
  public mutating func load(
    _ file: Span<UInt8>, kind: DistrictProfile.RosterKind, path: String
  ) {
    var text: [UInt8] = []
    if file.isValidUTF8, !file.hasByteOrderMark {
      read(file, kind: kind, path: path)
    } else {
      var decoder = CharsetDecoder()
      var map = OffsetMap()
      let label: String? = file.hasByteOrderMark ? nil : "windows-1252"
      _ = decoder.decode(file, label: label, into: &text, map: &map)
      read(text.span, kind: kind, path: path)
    }
  }

  private mutating func read(
    _ bytes: Span<UInt8>, kind: DistrictProfile.RosterKind, path: String
  ) {
    var reader = CSVReader(bytes)
    guard reader.next(bytes) else {
      add(.error, "the roster is empty", path, 1, hint: "its first line must name the columns")
      return
    }
    let headings = (0..<reader.fields.count).map { reader.text($0, in: bytes) }
    let headingLine = reader.line
    let columns = headings.map { RosterColumn(heading: $0, in: kind) }
    guard checkColumns(columns, headings, kind, path, headingLine) else { return }
    var mistakes = 0
    var rows = 0
    people.reserveCapacity(people.count + bytes.count / 100)
    while reader.next(bytes) {
      if reader.isBlank(in: bytes) { continue }
      rows += 1
      var row = RosterRow()
      for (index, column) in columns.enumerated() {
        guard let column, column != .ignored, index < reader.fields.count else { continue }
        let text = reader.text(index, in: bytes)
        if !text.isEmpty { row.set(column, text) }
      }
      var problem: String?
      if reader.isUnclosed {
        problem = "a quote is never closed; it was read as a plain character"
      } else if reader.fields.count > columns.count {
        problem = "\(reader.fields.count) fields for \(columns.count) columns; the rest was dropped"
      }
      if !row.hasPerson {
        problem = "no name and no address; the row was left out"
      } else if let trouble = row.trouble {
        problem = trouble
      }
      if row.hasPerson { take(row, kind) }
      if let problem {
        mistakes += 1
        if mistakes <= Self.mostRowDiagnostics { add(.warning, problem, path, reader.line) }
      }
    }
    if mistakes > Self.mostRowDiagnostics {
      add(
        .warning, "\(mistakes - Self.mostRowDiagnostics) more rows have mistakes", path, reader.line
      )
    }
    if rows == 0 { add(.warning, "the roster lists nobody", path, headingLine) }
  }

  private mutating func checkColumns(
    _ columns: [RosterColumn?], _ headings: [String], _ kind: DistrictProfile.RosterKind,
    _ path: String, _ line: Int
  ) -> Bool {
    for (index, heading) in headings.enumerated() where columns[index] == nil && !heading.isEmpty {
      if let near = Suggestion.hint(for: heading.lowercased(), among: RosterColumn.suggestions) {
        add(.warning, "unknown column '\(heading.prefix(60))'", path, line, hint: near)
      } else if tellsUnknownColumns {
        add(.warning, "unknown column '\(heading.prefix(60))'; it is not read", path, line)
      }
    }
    let known = Set(columns.compactMap { $0 })
    let hasName = known.contains(.name) || known.contains(.last)
    if hasName || (kind != .students && known.contains(.email)) { return true }
    add(
      .error, "no column with names", path, line,
      hint: "the first line must name 'first' and 'last', or 'name' (Last, First)")
    return false
  }

  private mutating func add(
    _ severity: Diagnostic.Severity, _ message: String, _ path: String, _ line: Int,
    hint: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        severity, message, at: Place(path: path, line: line, column: 1), line: "", hint: hint))
  }

  private mutating func take(_ row: RosterRow, _ kind: DistrictProfile.RosterKind) {
    switch kind {
    case .staff:
      people.append(row.person(role: .staff))
    case .students:
      let index = people.count
      people.append(row.person(role: .student))
      for key in row.studentKeys { students[key] = index }
      for guardian in row.guardians { link(guardian, to: index) }
    case .guardians:
      let person = row.person(role: .guardian)
      let wards = row.studentKeys.compactMap { students[$0] }
      if wards.isEmpty {
        link(person, to: nil)
      } else {
        for ward in wards { link(person, to: ward) }
      }
    }
  }

  /// Adds a guardian, or what is new about one who is there already.
  private mutating func link(_ guardian: Person, to student: Int?) {
    let name = PersonalName.key(first: guardian.first, last: guardian.last)
    let isNameless = guardian.first.isEmpty && guardian.last.isEmpty
    var keys = guardian.addresses.map(KeyTable.key)
    for identifier in guardian.identifiers where identifier.kind == "phone" {
      keys.append(name &+ KeyTable.key(identifier.value))
    }
    if let student { keys.append(name ^ (UInt64(student) &* 0x9E37_79B9_7F4A_7C15)) }
    var known: Int?
    for key in keys {
      guard let index = guardians[key] else { continue }
      let other = people[index]
      if isNameless || PersonalName.key(first: other.first, last: other.last) == name {
        known = index
        break
      }
    }
    let index = known ?? people.count
    if known == nil {
      people.append(guardian)
      people[index].related = []
    } else {
      for address in guardian.addresses where !people[index].addresses.contains(address) {
        people[index].addresses.append(address)
        people[index].privateAddresses.append(address)
      }
      for identifier in guardian.identifiers
      where !people[index].identifiers.contains(identifier) {
        people[index].identifiers.append(identifier)
      }
    }
    for key in keys { guardians[key] = index }
    guard let student else { return }
    if !people[index].related.contains(PersonID(index: student)) {
      people[index].related.append(PersonID(index: student))
      people[student].related.append(PersonID(index: index))
    }
  }
}

extension Span where Element == UInt8 {
  /// Whether the bytes begin with a byte order mark of UTF-8 or UTF-16.
  var hasByteOrderMark: Bool {
    guard count >= 2 else { return false }
    switch (self[0], self[1]) {
    case (0xEF, 0xBB): return count >= 3 && self[2] == 0xBF
    case (0xFF, 0xFE), (0xFE, 0xFF): return true
    default: return false
    }
  }
}
