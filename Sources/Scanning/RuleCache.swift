public import Lexicons
public import Native

/// The rules of a lexicon folder, ready to scan with.
public struct LoadedRules: Sendable {
  /// The rules.
  public let ruleset: Ruleset
  /// What is wrong with the lexicons though they can be used: each dropped rule is a loss of coverage.
  public let problems: [Diagnostic]

  /// Compiles what was read of a folder.
  public init(_ set: LexiconSet, hash: String) {
    ruleset = Ruleset(set, hash: hash)
    problems = (set.diagnostics + ruleset.diagnostics).filter { $0.severity == .error }
  }

  fileprivate init(_ ruleset: Ruleset, problems: [Diagnostic]) {
    self.ruleset = ruleset
    self.problems = problems
  }

  /// The rules of a folder: those that an earlier run kept, if no file of the folder has changed since.
  ///
  /// Otherwise the lexicons are read, and what they come to is kept for the next run.
  ///
  /// - Parameters:
  ///   - cache: where rules are kept.
  ///   - hash: names the lexicons in verdicts.
  /// - Throws: `FileError` when the folder cannot be listed.
  public static func load(
    _ folder: String, cache: CacheFolder = CacheFolder(), hash: (LexiconSet) -> String
  ) throws(FileError) -> LoadedRules {
    let name = RuleCache.name(of: folder)
    if let rules = kept(name, of: folder, in: cache) { return rules }
    let state = FolderState(of: folder)
    let (rules, files) = try compiled(folder, hash: hash)
    if let state, rules.ruleset.ruleCount > 0, state.files == files, !state.isFresh,
      state == FolderState(of: folder),
      cache.keep(RuleCache.file(of: rules, folder, state), named: name)
    {
      // What was kept takes less memory than what it was made of.
      return kept(name, of: folder, in: cache) ?? rules
    }
    return rules
  }

  /// The rules that an earlier run kept; nil when there are none, or something changed since.
  private static func kept(_ name: String, of folder: String, in cache: CacheFolder) -> LoadedRules?
  {
    cache.file(named: name, kind: RuleCache.kind).flatMap { RuleCache.rules(in: $0, of: folder) }
  }

  /// The rules of a folder, made anew, and from how many files.
  private static func compiled(
    _ folder: String, hash: (LexiconSet) -> String
  ) throws(FileError) -> (LoadedRules, files: Int) {
    let set = try LexiconFolder.load(folder, vocabulary: .standard)
    return (LoadedRules(set, hash: hash(set)), set.files.count)
  }
}

/// Rules in the form in which they are kept from one run to the next.
enum RuleCache {
  static let kind: UInt32 = 0x6C65_7869
  private enum Section {
    static let text: UInt32 = 1
    static let state: UInt32 = 2
  }

  /// The name of the file that holds the rules of a folder.
  ///
  /// A relative path may lead elsewhere tomorrow.
  static func name(of folder: String) -> String {
    var bytes = Array(folder.utf8)
    if bytes.first != 0x2F, let version = FileVersion(of: FilePath(folder)) {
      bytes.append(contentsOf: "\u{0}\(version.device) \(version.inode)".utf8)
    }
    return "lexicons-" + String(Checksum.of(bytes.span), radix: 16)
  }

  /// The rules that a file holds; nil when they are not those of the folder as it is now.
  static func rules(in file: CompiledFile, of folder: String) -> LoadedRules? {
    guard let bytes = file.array(of: Section.text, as: UInt8.self) else { return nil }
    var reader = FlatReader(bytes)
    // Diagnostics name files by the path that was asked for.
    guard reader.text() == folder, reader.text() == Host.libraryVersions.icu,
      FolderState.holds(file, firstSection: Section.state, of: folder)
    else { return nil }
    let problems = reader.list { $0.diagnostic() }
    guard !reader.isDamaged, reader.left == 0, let ruleset = Ruleset(file), ruleset.ruleCount > 0
    else { return nil }
    return LoadedRules(ruleset, problems: problems)
  }

  /// The file for the rules of a folder in a state.
  static func file(of rules: LoadedRules, _ folder: String, _ state: FolderState)
    -> CompiledFileWriter
  {
    var writer = FlatWriter()
    writer.write(folder)
    // Folding is the library's: another version may fold the lexicons' words otherwise.
    writer.write(Host.libraryVersions.icu)
    writer.list(rules.problems) { $0.write($1) }
    var file = CompiledFileWriter(kind: kind)
    file.add(Section.text, writer.bytes)
    state.write(into: &file, firstSection: Section.state)
    rules.ruleset.write(into: &file)
    return file
  }
}
