import Lexicons
public import Native
public import People
public import Scanning

/// Why rules or people could not be loaded.
public struct SetupError: Error, Sendable {
  /// What is wrong, in a sentence that names the file.
  public var sentence: String
  /// The mistakes behind it, in order; empty when there is no more to say.
  public var diagnostics: [Diagnostic]
}

/// The rules and the district that messages are scanned with, loaded from files.
///
/// A command loads it once; a daemon loads another when the files change, and lets go of the old one
/// when the last message that uses it is done.
public struct ScanSetup: Sendable {
  /// The folder of lexicons.
  public let lexiconFolder: String
  /// The rules that are in force.
  public let rules: Ruleset
  /// What is wrong with the lexicons though they can be used: each dropped rule is a loss of coverage.
  public let problems: [Diagnostic]
  /// Who is who; a guess when there is no profile.
  public let district: District
  /// What is odd about the profile or its rosters though they can be used.
  public let notes: [Diagnostic]
  /// The profile; nil without one.
  public let profilePath: String?
  /// The rosters' files in the order in which they count.
  public let rosterPaths: [String]
  /// The profile and the rosters that were read, as they were.
  public let filesRead: [(path: String, bytes: [UInt8])]

  /// Loads the lexicons and the profile of these paths, or those that are used without any.
  ///
  /// - Throws: An error when no rule can be used or the profile is bad.
  public init(lexicons: String?, profile: String?) throws(SetupError) {
    lexiconFolder = try Self.lexiconFolder(lexicons)
    let loaded: LoadedRules
    do {
      loaded = try LoadedRules.load(lexiconFolder, hash: Self.hash(of:))
    } catch {
      throw SetupError(sentence: error.sentence, diagnostics: [])
    }
    rules = loaded.ruleset
    problems = loaded.problems
    guard rules.ruleCount > 0 else {
      throw SetupError(
        sentence: "\(lexiconFolder): no rule of this folder can be used", diagnostics: problems)
    }
    profilePath = profile ?? Host.environment("CHAPERONE_PROFILE")
    let people = try Self.people(profilePath)
    district = people.district
    notes = people.notes
    rosterPaths = people.rosterPaths
    filesRead = people.filesRead
  }

  /// The folder of lexicons: as asked for, in the environment, or beside the executable.
  ///
  /// - Throws: An error that names the places when there is none.
  public static func lexiconFolder(_ asked: String?) throws(SetupError) -> String {
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
    throw SetupError(
      sentence:
        "no lexicons found (looked for \(candidates.joined(separator: ", "))); name them with --lexicons",
      diagnostics: [])
  }

  /// The district of a profile alone, or of the one that the environment names, with what is odd about it.
  ///
  /// - Throws: An error when the profile is bad.
  public static func district(
    _ profile: String?
  ) throws(SetupError) -> (district: District, notes: [Diagnostic]) {
    let people = try people(profile ?? Host.environment("CHAPERONE_PROFILE"))
    return (people.district, people.notes)
  }

  /// The hash that verdicts cite: of every file's path and bytes, in order.
  private static func hash(of set: LexiconSet) -> String {
    var digest = SHA256()
    for file in set.files {
      digest.update(Array("\(file.path)\u{0}\(file.bytes.count)\u{0}".utf8))
      digest.update(file.bytes)
    }
    return digest.finishName()
  }

  /// A district and the files that it was read from.
  private struct People {
    var district = District.guessing
    var notes: [Diagnostic] = []
    var rosterPaths: [String] = []
    var filesRead: [(path: String, bytes: [UInt8])] = []
  }

  private static func people(_ path: String?) throws(SetupError) -> People {
    var people = People()
    guard let path else { return people }
    let loaded: District.Loaded
    do {
      loaded = try District.load(profile: path, cache: .standard) { file in
        let bytes = try FileReader.contents(of: FilePath(file), limit: 256 << 20)
        people.filesRead.append((file, bytes))
        return bytes
      }
    } catch let error as FileError {
      throw SetupError(sentence: error.sentence, diagnostics: [])
    } catch {
      throw SetupError(sentence: "\(path): \(error)", diagnostics: [])
    }
    if loaded.isBad {
      throw SetupError(
        sentence: "\(path): the profile has mistakes; nothing was scanned",
        diagnostics: loaded.diagnostics)
    }
    people.district = loaded.district
    people.notes = loaded.diagnostics
    people.rosterPaths = loaded.rosterPaths
    return people
  }
}
