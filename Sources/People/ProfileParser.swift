public import Native

/// Reads a `district.profile`: one fact a line, a key and its value.
///
/// All mistakes are reported at once, each at its place; a line with a mistake says nothing.
public struct ProfileParser {
  /// What was read.
  public internal(set) var profile = DistrictProfile()
  /// The mistakes, in order.
  public internal(set) var diagnostics: [Diagnostic] = []

  private var seen: [String: Int] = [:]

  /// Reads a profile's bytes: UTF-8 (or any charset that it looks like), with LF or CRLF.
  public init(_ bytes: Span<UInt8>, path: String) {
    var decoder = CharsetDecoder()
    var map = OffsetMap()
    var decoded: [UInt8] = []
    _ = decoder.decode(bytes, label: nil, into: &decoded, map: &map)
    // CRLF is one Character, so lines are split as scalars.
    var number = 0
    for line in String(utf8: decoded.span).unicodeScalars.split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      number += 1
      let text = String(line.last == "\r" ? line.dropLast() : line)
      if let line = ProfileLine(text, number: number, path: path) { read(line) }
    }
    if profile.domains.isEmpty && !diagnostics.contains(where: { $0.line.hasPrefix("domain") }) {
      diagnostics.append(
        Diagnostic(
          .error, "the profile names no domain", at: Place(path: path, line: 1, column: 1),
          line: "", hint: "add a line such as 'domain yourdistrict.example staff'"))
    }
  }

  private static let keys = [
    "district", "policy", "time-zone", "school-hours", "holidays", "domain", "personal-mail",
    "social", "list", "role", "duty", "handle", "union", "roster",
  ]

  private mutating func read(_ line: ProfileLine) {
    let key = line.key.text
    if line.words.isEmpty, Self.keys.contains(key) {
      diagnostics.append(line.missing("nothing after '\(key)'", hint: Self.example(of: key)))
      return
    }
    switch key {
    case "district": once(line) { $0.name = line.value.text }
    case "policy": once(line) { $0.policy = line.value.text }
    case "time-zone": readZone(line)
    case "school-hours": readHours(line)
    case "holidays": readHolidays(line)
    case "domain": readDomain(line)
    case "personal-mail":
      for word in domains(of: line) { profile.personalMail.insert(word) }
    case "social":
      for word in domains(of: line) { profile.social.insert(word) }
    case "list": readList(line)
    case "role", "duty": readDuty(line)
    case "handle": readHandles(line)
    case "union": for word in addresses(line.words, line) { profile.unions.append(word) }
    case "roster": readRoster(line)
    default:
      diagnostics.append(
        line.mistake(
          "unknown key '\(key)'", at: line.key,
          hint: Suggestion.hint(for: key, among: Self.keys)
            ?? "known keys: \(Self.keys.joined(separator: ", "))"))
    }
  }

  /// Sets what may be said once.
  private mutating func once(_ line: ProfileLine, _ set: (inout DistrictProfile) -> Void) {
    if let first = seen[line.key.text] {
      diagnostics.append(
        line.mistake("'\(line.key.text)' was said on line \(first) already", at: line.key))
      return
    }
    seen[line.key.text] = line.number
    set(&profile)
  }

  static func example(of key: String) -> String {
    switch key {
    case "district": "for example: district Maple Hollow Public Schools"
    case "policy": "for example: policy ijndd"
    case "time-zone": "for example: time-zone America/New_York"
    case "school-hours": "for example: school-hours 07:30-15:00 weekdays"
    case "holidays": "for example: holidays 2026-11-26, 2026-12-24..2027-01-01"
    case "domain": "for example: domain students.yourdistrict.example student"
    case "list": "for example: list *-families@yourdistrict.example guardian"
    case "role": "for example: role counselor: a.person@yourdistrict.example"
    case "duty": "for example: duty advisor robotics-club: a.person@yourdistrict.example"
    case "handle":
      "for example: handle a.person@yourdistrict.example: snapchat:aperson, discord:a.p"
    case "union": "for example: union *@localteachers.example"
    case "roster": "for example: roster students rosters/students.csv"
    default: "for example: \(key) somewhere.example"
    }
  }

  // MARK: Time

  private static let commonZones = [
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix",
    "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
    "America/Detroit", "America/Indiana/Indianapolis", "America/Boise", "America/Halifax",
    "America/Toronto", "Europe/London", "Europe/Berlin", "Etc/UTC",
  ]

  private mutating func readZone(_ line: ProfileLine) {
    guard let rules = ZoneRules(name: line.value.text) else {
      let hint =
        Suggestion.hint(for: line.value.text, among: Self.commonZones)
        ?? "use a name of the IANA database, such as America/New_York"
      diagnostics.append(
        line.mistake("unknown time zone '\(line.value.text)'", at: line.value, hint: hint))
      return
    }
    once(line) { $0.timeZone = rules }
  }

  private mutating func readHours(_ line: ProfileLine) {
    let parts = line.words[0].text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let from = Self.minutes(parts[0]), let to = Self.minutes(parts[1])
    else {
      diagnostics.append(
        line.mistake(
          "'\(line.words[0].text)' is no span of hours", at: line.words[0],
          hint: "write 24-hour times: 07:30-15:00"))
      return
    }
    guard from < to else {
      diagnostics.append(
        line.mistake("school ends before it begins", at: line.words[0], hint: "use 24-hour times"))
      return
    }
    var weekdays: Set<Int> = []
    for word in line.words.dropFirst() {
      guard let days = Weekdays.read(word.text) else {
        diagnostics.append(
          line.mistake(
            "unknown days '\(word.text)'", at: word,
            hint: Suggestion.hint(for: word.text, among: Weekdays.suggestions)
              ?? "write weekdays, daily, monday or mon-thu"))
        return
      }
      weekdays.formUnion(days)
    }
    if weekdays.isEmpty { weekdays = [1, 2, 3, 4, 5] }
    profile.schoolHours.append(SchoolHours(minutes: from..<to, weekdays: weekdays))
  }

  /// Minutes from midnight of `07:30`; `24:00` is the end of the day.
  private static func minutes(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39) ~= $0 } }),
      let hours = Int(parts[0]), let minutes = Int(parts[1]), minutes < 60,
      hours * 60 + minutes <= 1_440
    else { return nil }
    return hours * 60 + minutes
  }

  private mutating func readHolidays(_ line: ProfileLine) {
    for word in line.words {
      let ends = Self.ends(word.text)
      guard let first = CalendarDay(iso: ends.first), let last = CalendarDay(iso: ends.last) else {
        diagnostics.append(
          line.mistake(
            "'\(word.text)' is no date", at: word,
            hint: "write 2026-11-26, or 2026-12-24..2027-01-01"))
        continue
      }
      guard first <= last else {
        diagnostics.append(line.mistake("the holidays end before they begin", at: word))
        continue
      }
      profile.holidays.append(first...last)
    }
  }

  /// The two ends of `a..b`; both are the whole text when it has no `..`.
  private static func ends(_ text: String) -> (first: Substring, last: Substring) {
    let dots = text.indices.first { text[$0...].hasPrefix("..") }
    guard let dots else { return (text[...], text[...]) }
    return (text[..<dots], text[text.index(dots, offsetBy: 2)...])
  }

  // MARK: Addresses

  private mutating func readDomain(_ line: ProfileLine) {
    guard line.words.count >= 2 else {
      diagnostics.append(line.missing("whose domain is it?", hint: Self.example(of: "domain")))
      return
    }
    let names = DistrictProfile.DomainKind.allCases.map(\.rawValue)
    let kind = line.words[1]
    guard let read = DistrictProfile.DomainKind(rawValue: kind.text.lowercased()) else {
      diagnostics.append(
        line.mistake(
          "unknown kind of domain '\(kind.text)'", at: kind,
          hint: Suggestion.hint(for: kind.text, among: names)
            ?? "one of \(names.joined(separator: ", "))"))
      return
    }
    if line.words.count > 2 {
      diagnostics.append(line.mistake("one domain a line", at: line.words[2]))
      return
    }
    // A chat service ends with its colon: `domain parentsquare: district`.
    if line.words[0].text.hasSuffix(":") {
      profile.services[String(line.words[0].text.dropLast()).lowercased()] = read
      return
    }
    guard let domain = domain(line.words[0], line) else { return }
    if let before = profile.domains[domain], before != read {
      diagnostics.append(
        line.mistake("the domain is '\(before.rawValue)' already", at: line.words[0]))
      return
    }
    profile.domains[domain] = read
  }

  private mutating func domains(of line: ProfileLine) -> [String] {
    line.words.compactMap { domain($0, line) }
  }

  /// A domain in lower case, without the `@` or `*.` that may stand before it.
  private mutating func domain(_ word: ProfileLine.Word, _ line: ProfileLine) -> String? {
    var text = word.text.lowercased()
    if text.hasPrefix("*.") { text.removeFirst(2) }
    if text.hasPrefix("@") { text.removeFirst() }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    let isDomain =
      labels.count >= 2 && text.utf8.count <= 255
      && labels.allSatisfy { label in
        !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      }
    if !isDomain {
      diagnostics.append(
        line.mistake(
          "'\(word.text)' is no domain", at: word,
          hint: text.contains("@") ? "only what stands after the @" : nil))
    }
    return isDomain ? text : nil
  }

  private mutating func addresses(_ words: some Sequence<ProfileLine.Word>, _ line: ProfileLine)
    -> [String]
  {
    words.compactMap { word in
      let text = word.text.lowercased()
      let halves = text.split(separator: "@", omittingEmptySubsequences: false)
      if halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty { return text }
      diagnostics.append(
        line.mistake(
          "'\(word.text)' is no address", at: word,
          hint: halves.count == 1 ? "write name@domain, or *@\(word.text)" : nil))
      return nil
    }
  }

  private mutating func readList(_ line: ProfileLine) {
    guard line.words.count >= 2, let last = line.words.last else {
      diagnostics.append(line.missing("who reads the list?", hint: Self.example(of: "list")))
      return
    }
    let roles = ["staff", "student", "guardian", "outside", "mixed"]
    let role: Role
    switch last.text.lowercased() {
    case "mixed": role = .unknown
    case "parent", "parents", "guardians": role = .guardian
    case "students": role = .student
    case let text:
      guard let read = Role(rawValue: text), read != .unknown else {
        diagnostics.append(
          line.mistake(
            "unknown role '\(last.text)'", at: last,
            hint: Suggestion.hint(for: last.text, among: roles)
              ?? "one of \(roles.joined(separator: ", "))"))
        return
      }
      role = read
    }
    for pattern in addresses(line.words.dropLast(), line) {
      profile.lists.append(.init(pattern: pattern, role: role))
    }
  }

  /// `role counselor: a@b, c@d` and `duty advisor robotics-club: a@b`.
  private mutating func readDuty(_ line: ProfileLine) {
    guard let colon = line.words.firstIndex(where: { $0.text.hasSuffix(":") }) else {
      diagnostics.append(
        line.missing("no ':' before the addresses", hint: Self.example(of: line.key.text)))
      return
    }
    var duties: Set<String> = []
    for word in line.words[...colon] {
      let text = word.text.hasSuffix(":") ? String(word.text.dropLast()) : word.text
      if !text.isEmpty { duties.insert(text.lowercased()) }
    }
    let rest = line.words[(colon + 1)...]
    if duties.isEmpty || rest.isEmpty {
      diagnostics.append(
        line.missing(
          duties.isEmpty ? "no duty before the ':'" : "nobody after the ':'",
          hint: Self.example(of: line.key.text)))
      return
    }
    if line.key.text == "role", duties.count == 1, let duty = duties.first,
      !Duties.all.contains(duty), let near = Suggestion.hint(for: duty, among: Duties.all)
    {
      diagnostics.append(line.mistake("unknown role '\(duty)'", at: line.words[0], hint: near))
      return
    }
    if duties.contains("coach") { duties.insert("advisor") }
    for address in addresses(rest, line) {
      profile.duties[address, default: []].formUnion(duties)
    }
  }

  private mutating func readRoster(_ line: ProfileLine) {
    if line.words[0].text.lowercased() == "index" {
      readIndex(line)
      return
    }
    let kinds = DistrictProfile.RosterKind.allCases.map(\.rawValue) + ["index"]
    guard let kind = DistrictProfile.RosterKind(rawValue: line.words[0].text.lowercased()) else {
      diagnostics.append(
        line.mistake(
          "unknown roster '\(line.words[0].text)'", at: line.words[0],
          hint: Suggestion.hint(for: line.words[0].text, among: kinds)
            ?? "one of \(kinds.joined(separator: ", "))"))
      return
    }
    guard line.words.count >= 2 else {
      diagnostics.append(line.missing("no file", hint: Self.example(of: "roster")))
      return
    }
    // A path may hold spaces: it is all of the line after the kind.
    profile.rosters.append(
      .init(
        kind: kind, path: line.text(from: line.words[1], to: nil), line: line.number,
        column: line.words[1].column, source: line.source))
  }

  /// `roster index FILE key KEYFILE`.
  private mutating func readIndex(_ line: ProfileLine) {
    guard let key = line.words.lastIndex(where: { $0.text == "key" }), key >= 2,
      key + 1 < line.words.count
    else {
      diagnostics.append(
        line.missing(
          "an index needs a file and a key",
          hint: "for example: roster index roster.index key roster.key"))
      return
    }
    if let first = profile.rosterIndex {
      diagnostics.append(
        line.mistake("the index was named on line \(first.line) already", at: line.words[0]))
      return
    }
    profile.rosterIndex = .init(
      path: line.text(from: line.words[1], to: line.words[key]),
      key: line.text(from: line.words[key + 1], to: nil), line: line.number,
      column: line.words[1].column, source: line.source)
  }
}
