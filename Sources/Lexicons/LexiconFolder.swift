public import Native

/// A folder of lexicons and policies.
public enum LexiconFolder {
  /// The largest file that is read, in bytes.
  private static let mostBytes = 16 << 20
  /// The deepest folder in a folder.
  private static let mostDepth = 8

  /// Everything in a folder: `.lexicon` and `.policy` files, in folders by language or subject.
  ///
  /// `.md` files, dotfiles and editors' backups are passed over; any other file is a mistake, so that
  /// a misnamed lexicon is never silently left out.
  ///
  /// - Throws: `FileError` when the folder itself cannot be listed.
  public static func load(_ path: String, vocabulary: Vocabulary) throws(FileError) -> LexiconSet {
    var files: [(path: String, bytes: [UInt8])] = []
    var diagnostics: [Diagnostic] = []
    try collect(FilePath(path), as: "", depth: 0, into: &files, &diagnostics)
    files.sort { $0.path < $1.path }
    var set = LexiconSet(files: files, in: path, vocabulary: vocabulary)
    set.diagnostics = (diagnostics + set.diagnostics).inOrder
    return set
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
      } else if name.hasSuffix(".lexicon") || name.hasSuffix(".policy") {
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

  private static func isPassedOver(_ name: String) -> Bool {
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

extension LexiconSet {
  /// Reads the files of a folder; `folder` stands before their paths in diagnostics.
  public init(
    files: [(path: String, bytes: [UInt8])], in folder: String = "", vocabulary: Vocabulary
  ) {
    self.init()
    self.files = files
    func shown(_ path: String) -> String { folder.isEmpty ? path : "\(folder)/\(path)" }
    var policies = PolicyParser()
    for file in files where file.path.hasSuffix(".policy") {
      if let policy = policies.policy(file.bytes, path: shown(file.path)), self.policy == nil {
        self.policy = policy
      }
    }
    diagnostics += policies.diagnostics
    var parsers = files.filter { $0.path.hasSuffix(".lexicon") }
      .map { LexiconParser($0.bytes, path: shown($0.path)) }
    let mentions = Set(vocabulary.mentions + parsers.flatMap(\.yields))
    let shared = ListResolver(parsers.flatMap(\.blocks.lists), known: [:])
    var concerns = ConcernParser()
    for index in parsers.indices {
      let own = ListResolver(parsers[index].blocks.lists, known: shared.lists)
      diagnostics += own.diagnostics
      let lexicon = parsers[index].lexicon(
        vocabulary: vocabulary, mentions: mentions, lists: own.lists, policy: policy)
      if !lexicon.rules.isEmpty { lexicons.append(lexicon) }
      diagnostics += parsers[index].diagnostics
      for block in parsers[index].blocks.concerns {
        guard let bands = concerns.bands(block) else { continue }
        self.bands = self.bands.map { $0.concern == bands.concern ? bands : $0 }
      }
      combinations += parsers[index].blocks.combinations.compactMap { concerns.combination($0) }
    }
    diagnostics = (diagnostics + concerns.diagnostics).inOrder
  }
}

extension [Diagnostic] {
  /// In order of path, line and column.
  var inOrder: [Diagnostic] {
    sorted {
      ($0.place.path, $0.place.line, $0.place.column)
        < ($1.place.path, $1.place.line, $1.place.column)
    }
  }
}
