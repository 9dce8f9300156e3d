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
    // Guardians' files name students by their ids, whatever the order in the profile.
    let rosters =
      parser.profile.rosters.filter { $0.kind != .guardians }
      + parser.profile.rosters.filter { $0.kind == .guardians }
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
    for (roster, file) in zip(rosters, files) {
      do {
        let table = try read(file.path)
        loader.load(table.span, kind: file.kind, path: file.path)
      } catch {
        let reason = (error as? FileError)?.reason ?? "\(error)"
        diagnostics.append(
          Diagnostic(
            .error, "the roster cannot be read: \(reason)",
            at: Place(path: path, line: roster.line, column: roster.column),
            length: roster.path.unicodeScalars.count, line: roster.source,
            hint: "looked for \(file.path)"))
      }
    }
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
