import Lexicons
import Native
import People
import Reports
import Scanning

/// The rules and the district that a command works with, loaded from files.
struct Setup {
  let lexiconFolder: String
  let rules: Ruleset
  let district: District
  /// The profile and the rosters that were read, as they were, and the paths of all that count; a
  /// manifest tells their hashes.
  private let filesRead: [(path: String, bytes: [UInt8])]
  private let profilePath: String?
  private let rosterPaths: [String]
  /// What is wrong with the lexicons though they can be used: each dropped rule is a loss of coverage.
  let problems: [Diagnostic]

  /// Loads what the options name.
  ///
  /// - Throws: A failure with status 78 when no rule can be used or the profile is bad.
  init(_ options: RuleOptions) throws(Failure) {
    try self.init(lexicons: options.lexicons, profile: options.profile)
  }

  /// Loads the lexicons and the profile of these paths, or those that are used without any.
  ///
  /// - Throws: A failure with status 78 when no rule can be used or the profile is bad.
  init(lexicons: String?, profile path: String?) throws(Failure) {
    lexiconFolder = try Setup.lexiconFolder(lexicons)
    let loaded: LoadedRules
    do {
      loaded = try LoadedRules.load(lexiconFolder, hash: Setup.hash(of:))
    } catch {
      throw .configuration(error.sentence)
    }
    rules = loaded.ruleset
    problems = loaded.problems
    guard rules.ruleCount > 0 else {
      Setup.tell(problems)
      throw .configuration("\(lexiconFolder): no rule of this folder can be used")
    }
    profilePath = path ?? Host.environment("CHAPERONE_PROFILE")
    (district, filesRead, rosterPaths) = try Setup.district(profilePath)
  }

  /// Reads all of a roster that was compiled before, where a run cannot take back what it wrote before
  /// some damage was met.
  func readRoster() { district.roster.checkAll() }

  /// Prints what is wrong with the lexicons on standard error.
  func tellProblems() { Setup.tell(problems) }

  private static func tell(_ problems: [Diagnostic]) {
    for problem in problems { Standard.note(problem.rendered + "\n") }
  }

  /// Counts what is wrong with the lexicons, and people who could not be found, as losses of coverage.
  func countProblems(in coverage: inout Coverage) {
    if district.roster.isLost {
      coverage.lose(
        source: rosterPaths.first ?? "roster",
        why: "the prepared roster was damaged and its files have changed; scan again")
    }
    for problem in problems {
      coverage.lose(
        source: problem.place.path, why: "line \(problem.place.line): \(problem.message)")
    }
  }

  /// The folder of lexicons: as asked for, or beside the executable.
  static func lexiconFolder(_ asked: String?) throws(Failure) -> String {
    if let asked = asked ?? Host.environment("CHAPERONE_LEXICONS") { return asked }
    var candidates: [String] = []
    if let folder = Host.executable?.folder.description {
      // Beside the binary, under PREFIX/share, and the project's own when it was just built.
      candidates = [
        "\(folder)/Lexicons", "\(folder)/../share/chaperone/Lexicons",
        "\(folder)/../../../Lexicons",
      ]
    }
    candidates.append("Lexicons")
    for candidate in candidates {
      if let facts = try? FileFacts(of: FilePath(candidate)), facts.kind == .folder {
        return candidate
      }
    }
    throw .configuration(
      "no lexicons found (looked for \(candidates.joined(separator: ", "))); name them with --lexicons"
    )
  }

  /// The hash that verdicts cite: of every file's path and bytes, in order.
  private static func hash(of set: LexiconSet) -> String {
    var digest = Digest()
    for file in set.files {
      digest.update(Array("\(file.path)\u{0}\(file.bytes.count)\u{0}".utf8))
      digest.update(file.bytes)
    }
    return digest.finish()
  }

  private static func district(
    _ path: String?
  ) throws(Failure) -> (District, [(path: String, bytes: [UInt8])], [String]) {
    guard let path else { return (.guessing, [], []) }
    var files: [(path: String, bytes: [UInt8])] = []
    let loaded: District.Loaded
    do {
      loaded = try District.load(profile: path, cache: .standard) { file in
        let bytes = try FileReader.contents(of: FilePath(file), limit: 256 << 20)
        files.append((file, bytes))
        return bytes
      }
    } catch let error as FileError {
      throw .configuration(error.sentence)
    } catch {
      throw .configuration("\(path): \(error)")
    }
    for diagnostic in loaded.diagnostics { Standard.note(diagnostic.rendered + "\n") }
    if loaded.isBad {
      throw .configuration("\(path): the profile has mistakes; nothing was scanned")
    }
    return (loaded.district, files, loaded.rosterPaths)
  }
}

extension Setup {
  /// The manifest of a run with these rules and people, still without sources.
  func manifest() -> Manifest {
    var manifest = Manifest(
      version: Chaperone.version,
      lexicons: .init(path: lexiconFolder, bytes: nil, digest: rules.hash),
      policy: rules.policy.map { "\($0.name): \($0.title)" } ?? "")
    let versions = Host.libraryVersions
    manifest.libraries = [("icu", versions.icu), ("pcre2", versions.pcre2)]
    manifest.profile = profilePath.map(source)
    manifest.rosters = rosterPaths.map(source)
    return manifest
  }

  /// The profile or a roster with its length and hash: as it was read, or, when it was compiled before
  /// and has not changed since, as it is.
  private func source(of path: String) -> Manifest.Source {
    guard let read = filesRead.first(where: { $0.path == path }) else {
      return Setup.source(of: FilePath(path))
    }
    var digest = Digest()
    digest.update(read.bytes)
    return Manifest.Source(path: path, bytes: read.bytes.count, digest: digest.finish())
  }

  /// A source with its length and hash; both nil for standard input or what cannot be read again.
  static func source(of path: FilePath) -> Manifest.Source {
    let unknown = Manifest.Source(path: path.description, bytes: nil, digest: nil)
    guard path != "-" else { return unknown }
    do throws(FileError) {
      var reader = try FileReader(path: path)
      var digest = Digest()
      var bytes = 0
      while true {
        var window: [UInt8] = []
        guard try reader.read(upTo: 1 << 20, into: &window) > 0 else { break }
        digest.update(window)
        bytes += window.count
      }
      return Manifest.Source(path: path.description, bytes: bytes, digest: digest.finish())
    } catch {
      return unknown
    }
  }
}
