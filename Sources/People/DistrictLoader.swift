public import Native

extension District {
  /// A district as far as it could be read, and what was wrong with its files.
  public struct Loaded: Sendable {
    /// The district; what had mistakes is left out.
    public var district: District
    /// The mistakes of the profile and its rosters, in order.
    public var diagnostics: [Diagnostic]

    /// Whether the profile is bad: something was dropped that the district meant (exit code 78).
    ///
    /// Rows of a roster that could not be used are warnings and do not count.
    public var isBad: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Reads a profile and the rosters that it names, relative to its folder.
  ///
  /// `read` gets a file's bytes; what it throws is told at the line that names the roster. It throws
  /// on only when the profile itself cannot be read.
  public static func load(
    profile path: String, read: (String) throws -> [UInt8]
  ) throws -> Loaded {
    let bytes = try read(path)
    let parser = ProfileParser(bytes.span, path: path)
    var diagnostics = parser.diagnostics
    var loader = RosterLoader()
    // Guardians' files name students by their ids, whatever the order in the profile.
    let rosters =
      parser.profile.rosters.filter { $0.kind != .guardians }
      + parser.profile.rosters.filter { $0.kind == .guardians }
    for roster in rosters {
      let file = resolve(roster.path, beside: path)
      do {
        let table = try read(file)
        loader.load(table.span, kind: roster.kind, path: file)
      } catch {
        let reason = (error as? FileError)?.reason ?? "\(error)"
        diagnostics.append(
          Diagnostic(
            .error, "the roster cannot be read: \(reason)",
            at: Place(path: path, line: roster.line, column: roster.column),
            length: roster.path.unicodeScalars.count, line: roster.source,
            hint: "looked for \(file)"))
      }
    }
    diagnostics += loader.diagnostics
    return Loaded(
      district: District(profile: parser.profile, roster: loader.roster()),
      diagnostics: diagnostics)
  }

  /// A path as seen from the folder of another file.
  static func resolve(_ path: String, beside other: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let slash = other.lastIndex(of: "/") else { return path }
    return other[...slash] + path
  }
}
