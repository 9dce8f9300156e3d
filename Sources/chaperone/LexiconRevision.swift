import Lexicons
import Native
import Reports
import Scanning

/// Lexicons that are named on a command line: a folder, or a revision of a git repository.
struct LexiconRevision {
  /// The name as it was given.
  let name: String
  let set: LexiconSet
  let rules: Ruleset

  /// Reads lexicons.
  ///
  /// - Parameters:
  ///   - name: a folder; or `REV`, for `folder` at that revision; or `REV:path`, for a folder of the repository.
  ///   - folder: the folder that a revision alone means.
  init(_ name: String, folder: String) throws(Failure) {
    self.name = name
    if let facts = try? FileFacts(of: FilePath(name)), facts.kind == .folder {
      do throws(FileError) {
        set = try LexiconFolder.load(name, vocabulary: .standard)
      } catch {
        throw error.isMissing ? .noInput(error.sentence) : .inputOutput(error.sentence)
      }
    } else {
      set = try LexiconRevision.archived(name, folder: folder)
    }
    rules = Ruleset(set)
    guard rules.ruleCount > 0 else {
      throw .configuration("\(name): no rule of these lexicons can be used")
    }
  }

  /// The lexicons of a revision, which git hands over as an archive: nothing is written anywhere.
  private static func archived(
    _ name: String, folder: String
  ) throws(Failure) -> LexiconSet {
    func failure(_ reason: String) -> Failure {
      .usage("\(name): neither a folder nor a revision that holds lexicons (\(reason))")
    }
    // What begins with a hyphen would be an option of git.
    guard !name.hasPrefix("-"), !name.isEmpty else { throw failure("no name of either") }
    func git(_ arguments: [String]) throws(Failure) -> Program.Outcome {
      do throws(FileError) {
        return try Program.run("git", arguments)
      } catch {
        throw failure("git cannot be run: \(error.reason)")
      }
    }
    // In a folder git hands over that folder alone; the folder of `REV:path` counts from the top.
    var place = folder
    if name.contains(":") {
      let top = try git(["rev-parse", "--show-toplevel"])
      if top.status == 0 { place = String(decoding: top.output.dropLast(), as: UTF8.self) }
    }
    let outcome = try git(["-C", place, "archive", "--format=tar", name])
    guard outcome.status == 0, !outcome.isCut, let files = TarArchive.files(in: outcome.output)
    else {
      let lines = String(decoding: outcome.error, as: UTF8.self).split(separator: "\n")
      throw failure(lines.first.map(String.init) ?? "git could not hand it over")
    }
    let read = files.filter { LexiconFolder.isRead($0.path) }
    return LexiconSet(files: read, in: name, vocabulary: .standard)
  }
}
