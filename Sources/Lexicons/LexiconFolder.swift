public import Native

/// A folder of lexicons and policies.
public enum LexiconFolder {
  /// The largest file that is read, in bytes.
  private static let mostBytes = 16 << 20
  /// The deepest folder in a folder.
  static let mostDepth = 8

  /// Everything in a folder: `.lexicon` and `.policy` files, in folders by language or subject.
  ///
  /// `.md` files, dotfiles and editors' backups are passed over; any other file is a mistake, so that
  /// a misnamed lexicon is never silently left out.
  ///
  /// - Throws: `FileError` when the folder itself cannot be listed.
  public static func load(_ path: String, vocabulary: Vocabulary) throws(FileError) -> LexiconSet {
    let (files, diagnostics) = try files(of: path)
    var set = LexiconSet(files: files, in: path, vocabulary: vocabulary)
    set.diagnostics = (diagnostics + set.diagnostics).inOrder
    return set
  }

  /// The same of a folder that is read again and again: of files that did not change what they came to is kept.
  ///
  /// - Throws: `FileError` when the folder itself cannot be listed.
  public static func load(
    _ path: String, vocabulary: Vocabulary, known: inout KnownLexicons
  ) throws(FileError) -> LexiconSet {
    let (files, diagnostics) = try files(of: path)
    var set = LexiconSet(files: files, in: path, vocabulary: vocabulary, known: &known)
    set.diagnostics = (diagnostics + set.diagnostics).inOrder
    return set
  }

  /// The files that are read, and what is wrong with the others.
  private static func files(
    of path: String
  ) throws(FileError) -> ([(path: String, bytes: [UInt8])], [Diagnostic]) {
    var files: [(path: String, bytes: [UInt8])] = []
    var diagnostics: [Diagnostic] = []
    try collect(FilePath(path), as: "", depth: 0, into: &files, &diagnostics)
    return (files, diagnostics)
  }

  private static func collect(
    _ folder: FilePath, as prefix: String, depth: Int,
    into files: inout [(path: String, bytes: [UInt8])], _ diagnostics: inout [Diagnostic]
  ) throws(FileError) {
    for entry in try Directory.entries(of: folder) {
      let name = entry.name.description
      let path = folder.appending(entry.name)
      if isPassedOver(name) { continue }
      if entry.facts?.kind == .folder {
        guard depth < mostDepth else { continue }
        do throws(FileError) {
          try collect(path, as: prefix + name + "/", depth: depth + 1, into: &files, &diagnostics)
        } catch {
          diagnostics.append(problem(error.reason, at: path))
        }
      } else if isRead(name) {
        do throws(FileError) {
          files.append((prefix + name, try FileReader.contents(of: path, limit: mostBytes)))
        } catch {
          diagnostics.append(problem(error.reason, at: path))
        }
      } else {
        let ending = name.lastIndex(of: ".").map { String(name[$0...]) } ?? name
        diagnostics.append(
          problem(
            "'\(ending)' is no ending of a lexicon", at: path,
            hint: Suggestion.hint(for: ending, among: [".lexicon", ".policy"])
              ?? "name it .lexicon or .policy, or move it out of the folder"))
      }
    }
  }

  /// Whether a file of this name is read.
  public static func isRead(_ name: String) -> Bool {
    name.hasSuffix(".lexicon") || name.hasSuffix(".policy")
  }

  /// Whether an entry of this name is none of ours.
  static func isPassedOver(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix(".md") || name.hasSuffix("~") || name.hasSuffix(".bak")
      || name.hasSuffix(".swp") || name.hasSuffix(".orig")
      || (name.hasPrefix("#") && name.hasSuffix("#"))
  }

  private static func problem(_ message: String, at path: FilePath, hint: String? = nil)
    -> Diagnostic
  {
    Diagnostic(
      .error, message, at: Place(path: path.description, line: 1, column: 1), line: "", hint: hint)
  }
}
