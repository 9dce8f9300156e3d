public import Native

extension District {
  /// A district as far as it could be read, and what was wrong with its files.
  public struct Loaded: Sendable {
    /// The district; what had mistakes is left out.
    public var district: District
    /// The mistakes of the profile and its rosters, in order.
    public var diagnostics: [Diagnostic]
    /// The rosters' files, in the order in which they count, read or not.
    public var rosterPaths: [String] = []

    /// Whether the profile is bad: something was dropped that the district meant (exit code 78).
    ///
    /// Rows of a roster that could not be used are warnings and do not count.
    public var isBad: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Reads a profile and the rosters that it names, relative to its folder.
  ///
  /// `read` gets a file's bytes; what it throws is told at the line that names the roster. It throws
  /// on only when the profile itself cannot be read. With a `cache`, rosters that did not change since
  /// they were compiled are not read at all.
  public static func load(
    profile path: String, cache: RosterCache? = nil, read: (String) throws -> [UInt8]
  ) throws -> Loaded {
    let bytes = try read(path)
    let parser = ProfileParser(bytes.span, path: path)
    if let index = parser.profile.rosterIndex { return load(index, parser, path) }
    let rosters = inOrder(parser.profile)
    let files = rosters.map { (path: resolve($0.path, beside: path), kind: $0.kind) }
    let identity = cache == nil ? nil : RosterCache.Identity(files)
    if let cache, let identity, let known = cache.image(of: identity) {
      let store = RosterStore(known.image) { remake(of: identity) }
      return Loaded(
        district: District(profile: parser.profile, roster: Roster(store)),
        diagnostics: parser.diagnostics + known.diagnostics, rosterPaths: files.map(\.path))
    }
    var diagnostics = parser.diagnostics
    var loader = RosterLoader()
    load(rosters, into: &loader, path, &diagnostics, read: read)
    let notes = loader.diagnostics
    diagnostics += notes
    let image = loader.image()
    if let cache, let identity, !diagnostics.contains(where: { $0.severity == .error }) {
      cache.keep(image, notes: notes, of: identity)
    }
    return Loaded(
      district: District(profile: parser.profile, roster: Roster(RosterStore(image))),
      diagnostics: diagnostics, rosterPaths: files.map(\.path))
  }

  /// A district whose roster was prepared elsewhere; its own files are not looked at.
  private static func load(
    _ index: DistrictProfile.IndexFile, _ parser: ProfileParser, _ path: String
  ) -> Loaded {
    let file = resolve(index.path, beside: path)
    let keyFile = resolve(index.key, beside: path)
    var diagnostics = parser.diagnostics
    var roster = Roster.empty
    func complain(_ message: String, _ hint: String) {
      diagnostics.append(
        Diagnostic(
          .error, message, at: Place(path: path, line: index.line, column: index.column),
          length: index.path.unicodeScalars.count, line: index.source, hint: hint))
    }
    do throws(KeyFile.Problem) {
      let key = try KeyFile(contentsOf: FilePath(keyFile))
      do throws(PreparedRoster.Problem) {
        roster = try PreparedRoster.open(FilePath(file), key: key)
      } catch {
        complain("the roster index \(file) cannot be used: \(error.reason)", error.hint)
      }
    } catch {
      complain("the roster's key \(keyFile) cannot be used: \(error.reason)", error.rosterHint)
    }
    return Loaded(
      district: District(profile: parser.profile, roster: roster), diagnostics: diagnostics,
      rosterPaths: [file])
  }

  /// What a profile's rosters hold, and whom they list.
  public struct Prepared: Sendable {
    /// The index as bytes; nil when there are mistakes.
    public var index: [UInt8]?
    /// How many people there are of each role.
    public var counts: [(role: Role, count: Int)]
    /// What was wrong with the files, unknown columns included.
    public var diagnostics: [Diagnostic]
  }

  /// Prepares the index of a profile's rosters.
  public static func prepare(
    _ parser: ProfileParser, profile path: String, key: KeyFile, read: (String) throws -> [UInt8]
  ) -> Prepared {
    var diagnostics = parser.diagnostics
    var loader = RosterLoader(tellsUnknownColumns: true)
    load(inOrder(parser.profile), into: &loader, path, &diagnostics, read: read)
    diagnostics += loader.diagnostics
    let counts = [Role.student, .staff, .guardian].map { (role: $0, count: loader.count(of: $0)) }
    let isBad = diagnostics.contains { $0.severity == .error }
    return Prepared(
      index: isBad ? nil : PreparedRoster.bytes(of: loader, key: key), counts: counts,
      diagnostics: diagnostics)
  }

  /// The rosters' files in the order in which they are read: guardians' files name students by their
  /// ids, whatever the order in the profile.
  private static func inOrder(_ profile: DistrictProfile) -> [DistrictProfile.RosterFile] {
    profile.rosters.filter { $0.kind != .guardians }
      + profile.rosters.filter { $0.kind == .guardians }
  }

  /// Reads rosters; a file that cannot be read is told at the line that names it.
  private static func load(
    _ rosters: [DistrictProfile.RosterFile], into loader: inout RosterLoader, _ path: String,
    _ diagnostics: inout [Diagnostic], read: (String) throws -> [UInt8]
  ) {
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
  }

  /// The roster of files that are still what they were; nil when they are not.
  private static func remake(of identity: RosterCache.Identity) -> RosterImage? {
    var loader = RosterLoader()
    for source in identity.sources {
      guard
        let table = try? FileReader.contents(of: FilePath(source.path), limit: 256 << 20)
      else { return nil }
      loader.load(table.span, kind: source.kind, path: source.path)
    }
    let files = identity.sources.map { (path: $0.path, kind: $0.kind) }
    guard RosterCache.Identity(files)?.bytes == identity.bytes else { return nil }
    return loader.image().image()
  }

  /// A path as seen from the folder of another file.
  static func resolve(_ path: String, beside other: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let slash = other.lastIndex(of: "/") else { return path }
    return other[...slash] + path
  }
}
