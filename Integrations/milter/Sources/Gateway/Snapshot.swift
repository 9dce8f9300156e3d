import Lexicons
public import Loading
public import Native
import People

/// What messages are judged by at one time: the configuration, the rules and the people.
///
/// It never changes. A reload puts another in its place; messages in progress keep the one that they
/// began with.
public final class Snapshot: Sendable {
  /// What the administrator chose.
  public let configuration: Configuration
  /// The rules and the people.
  public let setup: ScanSetup
  /// How many came before it.
  public let generation: Int

  /// Creates a snapshot.
  public init(_ configuration: Configuration, _ setup: ScanSetup, generation: Int) {
    self.configuration = configuration
    self.setup = setup
    self.generation = generation
  }
}

/// Why a snapshot cannot be made.
public struct LoadProblem: Error, Sendable {
  /// What is wrong, in a sentence.
  public var sentence: String
  /// The mistakes, each at its place.
  public var diagnostics: [Diagnostic]

  /// The sentence and all mistakes, a line each and their places.
  public var lines: [String] {
    diagnostics.map { "\($0.place.path):\($0.place.line):\($0.place.column): \($0.message)" }
      + [sentence]
  }
}

/// Makes snapshots of the files that a configuration names.
public struct SnapshotLoader: Sendable {
  /// The configuration's path.
  public let path: String

  /// Creates a loader.
  public init(path: String) { self.path = path }

  /// Reads the configuration.
  public func configuration() throws(LoadProblem) -> Configuration {
    let bytes: [UInt8]
    do {
      bytes = try FileReader.contents(of: FilePath(path), limit: 1 << 20)
    } catch {
      throw LoadProblem(sentence: error.sentence, diagnostics: [])
    }
    let parser = ConfigurationParser(bytes, path: path)
    guard parser.diagnostics.isEmpty else {
      throw LoadProblem(
        sentence: "\(path): the configuration has mistakes", diagnostics: parser.diagnostics)
    }
    return parser.configuration
  }

  /// Reads everything.
  ///
  /// - Parameters:
  ///   - generation: how many snapshots came before.
  ///   - isStrict: whether one bad rule is enough to refuse the lexicons, as when others are in use that
  ///     have none.
  public func snapshot(generation: Int, isStrict: Bool) throws(LoadProblem) -> Snapshot {
    let configuration = try configuration()
    let setup: ScanSetup
    do {
      setup = try ScanSetup(lexicons: configuration.lexicons, profile: configuration.profile)
    } catch {
      throw LoadProblem(sentence: error.sentence, diagnostics: error.diagnostics)
    }
    if isStrict, !setup.problems.isEmpty {
      throw LoadProblem(
        sentence: "\(setup.lexiconFolder): the lexicons have mistakes",
        diagnostics: setup.problems)
    }
    return Snapshot(configuration, setup, generation: generation)
  }

  /// The state of all files that a snapshot is made of.
  public func state(of snapshot: Snapshot) -> FilesState {
    FilesState(
      lexicons: FolderState(of: snapshot.setup.lexiconFolder),
      files: ([path, snapshot.configuration.profile] + snapshot.setup.rosterPaths).map {
        FileVersion(of: FilePath($0))
      })
  }
}

/// Which state the files of a snapshot are in.
public struct FilesState: Sendable, Hashable {
  /// The lexicons; nil while the folder cannot be looked at.
  let lexicons: FolderState?
  /// The configuration, the profile and the rosters; nil for one that is not there.
  let files: [FileVersion?]

  /// Whether something changed within the last second, so that more may follow.
  public var isFresh: Bool {
    lexicons?.isFresh == true || files.contains { $0?.isFresh == true }
  }
}
