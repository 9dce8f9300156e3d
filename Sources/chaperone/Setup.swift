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
  let profile: Manifest.Source?
  let rosters: [Manifest.Source]
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
    (district, profile, rosters) = try Setup.district(path)
  }

  /// Prints what is wrong with the lexicons on standard error.
  func tellProblems() { Setup.tell(problems) }

  private static func tell(_ problems: [Diagnostic]) {
    for problem in problems { Standard.note(problem.rendered + "\n") }
  }

  /// Counts what is wrong with the lexicons as a loss of coverage.
  func countProblems(in coverage: inout Coverage) {
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
    _ asked: String?
  ) throws(Failure) -> (District, Manifest.Source?, [Manifest.Source]) {
    guard let path = asked ?? Host.environment("CHAPERONE_PROFILE") else {
      return (.guessing, nil, [])
    }
    var sources: [Manifest.Source] = []
    let loaded: District.Loaded
    do {
      loaded = try District.load(profile: path) { file in
        let bytes = try FileReader.contents(of: FilePath(file), limit: 256 << 20)
        var digest = Digest()
        digest.update(bytes)
        sources.append(.init(path: file, bytes: bytes.count, digest: digest.finish()))
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
    return (loaded.district, sources.first, Array(sources.dropFirst()))
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
    manifest.profile = profile
    manifest.rosters = rosters
    return manifest
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
