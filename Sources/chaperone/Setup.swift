import Lexicons
import Loading
import Native
import People
import Reports
import Scanning

/// The rules and the district that a command works with, and what it tells of them.
struct Setup {
  private let loaded: ScanSetup

  var lexiconFolder: String { loaded.lexiconFolder }
  var rules: Ruleset { loaded.rules }
  var district: District { loaded.district }

  /// Loads what the options name.
  ///
  /// - Throws: A failure with status 78 when no rule can be used or the profile is bad.
  init(_ options: RuleOptions) throws(Failure) {
    try self.init(lexicons: options.lexicons, profile: options.profile)
  }

  /// Loads the lexicons and the profile of these paths, or those that are used without any.
  ///
  /// - Throws: A failure with status 78 when no rule can be used or the profile is bad.
  init(lexicons: String?, profile: String?) throws(Failure) {
    do {
      loaded = try ScanSetup(lexicons: lexicons, profile: profile)
    } catch {
      Setup.tell(error.diagnostics)
      throw .configuration(error.sentence)
    }
    Setup.tell(loaded.notes)
  }

  /// Reads all of a roster that was compiled before, where a run cannot take back what it wrote before
  /// some damage was met.
  func readRoster() { district.roster.checkAll() }

  /// Prints what is wrong with the lexicons on standard error.
  func tellProblems() { Setup.tell(loaded.problems) }

  private static func tell(_ problems: [Diagnostic]) {
    for problem in problems { Standard.note(problem.rendered + "\n") }
  }

  /// Counts what is wrong with the lexicons, and people who could not be found, as losses of coverage.
  func countProblems(in coverage: inout Coverage) { loaded.countProblems(in: &coverage) }

  /// The folder of lexicons: as asked for, or beside the executable.
  static func lexiconFolder(_ asked: String?) throws(Failure) -> String {
    do {
      return try ScanSetup.lexiconFolder(asked)
    } catch {
      throw .configuration(error.sentence)
    }
  }

  /// The district of a profile, or of the one that is used without any; what is odd about it is told.
  static func district(_ profile: String?) throws(Failure) -> District {
    do {
      let (district, notes) = try ScanSetup.district(profile)
      tell(notes)
      return district
    } catch {
      tell(error.diagnostics)
      throw .configuration(error.sentence)
    }
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
    manifest.profile = loaded.profilePath.map(source)
    manifest.rosters = loaded.rosterPaths.map(source)
    return manifest
  }

  /// The profile or a roster with its length and hash: as it was read, or, when it was compiled before
  /// and has not changed since, as it is.
  private func source(of path: String) -> Manifest.Source {
    guard let read = loaded.filesRead.first(where: { $0.path == path }) else {
      return Setup.source(of: FilePath(path))
    }
    var digest = SHA256()
    digest.update(read.bytes)
    return Manifest.Source(path: path, bytes: read.bytes.count, digest: digest.finishName())
  }

  /// A source with its length and hash; both nil for standard input or what cannot be read again.
  static func source(of path: FilePath) -> Manifest.Source {
    let unknown = Manifest.Source(path: path.description, bytes: nil, digest: nil)
    guard path != "-" else { return unknown }
    do throws(FileError) {
      var reader = try FileReader(path: path)
      var digest = SHA256()
      var bytes = 0
      while true {
        var window: [UInt8] = []
        guard try reader.read(upTo: 1 << 20, into: &window) > 0 else { break }
        digest.update(window)
        bytes += window.count
      }
      return Manifest.Source(path: path.description, bytes: bytes, digest: digest.finishName())
    } catch {
      return unknown
    }
  }
}
