import Lexicons
import Mail
import Native
import People
import Scanning

private func requireDiagnostics(_ diagnostics: [Diagnostic]) {
  for diagnostic in diagnostics {
    require(diagnostic.place.line >= 1 && diagnostic.place.column >= 1, "places count from 1")
    require(!diagnostic.message.isEmpty, "a diagnostic says something")
  }
  for diagnostic in diagnostics.prefix(20) {
    require(!diagnostic.rendered.isEmpty, "a diagnostic can be shown")
  }
}

/// A message that rules are tried on.
private let trial = Array(
  """
  From: Dana Whitfield <dana.whitfield@maplehollow.example>
  To: someone <reader@mail.example>
  Subject: a suspension for Maya Torres, 555-0142

  Maya Torres was given a three day suspension on 3/4/2026; her number is 123-45-6789.
  Call 555-0142 or $20, A1B2, cliché ünïcode 日本語 about the IEP.
  """.utf8)

extension FuzzTarget {
  /// A lexicon and a policy: every mistake has a place, and every rule has its examples inside.
  static let lexicon = FuzzTarget(name: "lexicon") { bytes in
    let set = LexiconSet(
      files: [(path: "a.lexicon", bytes: bytes), (path: "b.policy", bytes: bytes)],
      vocabulary: .standard)
    requireDiagnostics(set.diagnostics)
    for rule in set.lexicons.flatMap(\.rules) {
      for example in rule.hits + rule.misses {
        for mark in example.marked {
          require(fits(mark, example.text.utf8.count), "a mark is inside its example")
        }
      }
    }
  }

  /// Rules that read well compile, or say why not, and can be tried on a message.
  static let rules = FuzzTarget(name: "rules") { bytes in
    let set = LexiconSet(files: [(path: "a.lexicon", bytes: bytes)], vocabulary: .standard)
    guard !set.lexicons.isEmpty else { return }
    let ruleset = Ruleset(set)
    requireDiagnostics(ruleset.diagnostics)
    var scanner = Scanner(ruleset)
    let verdict = scanner.scan(
      trial.span, at: MessageLocation(source: "trial", offset: 0, length: trial.count))
    requireVerdict(verdict, of: trial)
  }

  /// A profile and its rosters, parted by lines of `%%`.
  static let profile = FuzzTarget(name: "profile") { bytes in
    var files: [[UInt8]] = [[]]
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.starts(with: [0x25, 0x25]), files.count < 8 { files.append([]); continue }
      files[files.count - 1] += line + [0x0A]
    }
    var next = 0
    let loaded = try? District.load(profile: "folder/district.profile") { _ in
      defer { next += 1 }
      guard next < files.count else {
        throw FileError(path: "absent", operation: .open, cause: .system(2))
      }
      return files[next]
    }
    guard let loaded else { return require(false, "only the profile itself can fail") }
    requireDiagnostics(loaded.diagnostics)
    var roster = RosterLoader()
    for (kind, file) in zip(DistrictProfile.RosterKind.allCases, files.dropFirst()) {
      roster.load(file.span, kind: kind, path: "roster.csv")
    }
    requireDiagnostics(roster.diagnostics)
    for person in roster.roster().people.prefix(20) {
      for address in person.addresses {
        _ = loaded.district.party(for: Mailbox(name: person.fullName, address: address))
      }
    }
    for file in files { _ = CalendarDay(written: file.span.extracting(0..<min(40, file.count))) }
  }
}
