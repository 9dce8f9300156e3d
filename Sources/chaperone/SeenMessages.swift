import Filter
import Mail
import Native
import Reports
import Store

/// What `scan --seen FILE` knows of messages that were scanned before, and what it will know of this scan's.
///
/// The fingerprints of this scan wait in `FILE.part`; only when everything else is written they are added to the file. So
/// a scan that is killed passes over nothing that nobody reported. A message counts as seen by the file as it was when the
/// scan began: copies in one scan are scanned as ever.
struct SeenMessages: ~Copyable {
  /// What workers need to look messages up.
  struct Known: Sendable {
    fileprivate let path: FilePath
    fileprivate let rules: String
    /// The key of the fingerprints.
    let key: [UInt8]

    /// A look into the file for one worker; nil when it cannot be read, and then everything is scanned.
    func lookup() -> SeenLookup? { try? SeenLookup(path, rules: rules) }
  }

  private let store: SeenStore
  private var waiting: ResumableFile
  /// What the workers need.
  let known: Known

  /// Opens the file of an option for one part of a scan, or the whole of it.
  static func store(_ path: String, _ shard: Shard?) throws(Failure) -> SeenStore {
    let part = shard.map { "\($0.number)/\($0.count)" } ?? ""
    let store: SeenStore
    do throws(FileError) {
      store = try SeenStore(FilePath(path), part: part)
    } catch {
      throw ReviewFiles.failure(error)
    }
    guard store.part == part else {
      let owner = store.part.isEmpty ? "a scan without --shard" : "part \(store.part)"
      throw .usage(
        "\(path): has what \(owner) scanned; each part needs a file of its own, since parts run at the same time: "
          + "--shard 2/7 --seen seen-2.sqlite")
    }
    return store
  }

  /// Begins to gather, or goes on after the first bytes of what an earlier run has gathered.
  ///
  /// - Parameters:
  ///   - rules: the digest of all that decides verdicts.
  init(_ store: SeenStore, rules: String, from bytes: Int) throws(Failure) {
    do throws(FileError) {
      var waiting = try ResumableFile(FilePath(store.path.description + ".part"))
      // Where somebody took some of it away, those messages are scanned once more another time.
      try waiting.truncate(to: min(bytes, waiting.count))
      self.waiting = waiting
    } catch {
      throw error.isBusy
        ? Failure.inputOutput(
          "\(store.path): another scan is adding to it; give each a file of its own")
        : Failure.inputOutput(error.sentence)
    }
    self.store = store
    known = Known(path: store.path, rules: rules, key: store.key)
  }

  /// Keeps that a message was scanned whole, and written.
  mutating func add(_ print: Hash128) throws(FileError) {
    let bytes = print.bytes
    try waiting.append(bytes.span)
  }

  /// Writes what waits through to the disk, and answers how many bytes it is.
  mutating func sync() throws(FileError) -> Int {
    try waiting.sync()
    return waiting.count
  }

  /// Adds what was gathered to the file: everything else is written.
  consuming func close() throws(FileError) {
    try waiting.sync()
    try store.add(waiting.path, rules: known.rules)
    waiting.remove()
  }

  /// Forgets what was gathered: the scan failed, and cannot be gone on with.
  consuming func forget() { waiting.remove() }

  /// The digest of all that decides what a scan finds in a message and tells of it.
  ///
  /// A message is passed over only where it is the same: by other lexicons, another profile or a report that shows
  /// more, something else may be found in it.
  static func digest(
    of manifest: Manifest, input: InputOptions, isStrict: Bool, shown: String,
    suppressed: [String]
  ) -> String {
    var digest = SHA256()
    var lines = [
      manifest.version, manifest.lexicons.digest ?? "", manifest.policy,
      manifest.profile?.digest ?? "no profile", input.inputFormat ?? "", input.columns ?? "",
      "\(isStrict)", shown,
    ]
    lines += manifest.libraries.map { "\($0.name) \($0.version)" }
    lines += manifest.rosters.map { $0.digest ?? "" }
    lines += suppressed.sorted()
    for line in lines { digest.update(Array(line.utf8) + [0]) }
    return digest.finishName()
  }
}
