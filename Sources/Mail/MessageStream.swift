public import Native

/// All messages of some paths, batch by batch: the store walked, each source opened and read.
///
/// A source that cannot be read is one problem, and the rest goes on. Archives and Outlook data files are
/// walked as well: their entries are sources of their own.
public struct MessageStream: ~Copyable {
  /// What comes next.
  public enum Item: Sendable {
    case batch(MessageBatch)
    case problem(SourceError)
  }

  private var store: MailStore
  private var reader: MessageReader?
  /// The archive whose entries are read.
  private var archive: ArchiveWalk?
  /// The Outlook data file whose mailboxes are read.
  private var personal: PersonalStore?
  private let format: MailFormat?
  private let limits: Limits
  private let portion: Portion
  /// The file that is read, from 0.
  private var source = -1
  /// How many messages and problems of an archive came before; nil in any other file.
  ///
  /// It stands for the place in the file, since no byte of the archive does.
  private var inside: Int?
  private var isOver = false
  private var neighbours = Neighbours()
  private var counts = VaultCounts()
  /// The sources that were opened so far.
  public private(set) var sources = 0

  /// Creates a stream; `format` is what `--input-format` asked for, nil to tell by the content.
  ///
  /// - Parameter portion: which part of the messages is wanted. A file that cannot be read is of the portion that
  ///   has its first byte, one that cannot be read to its end is of the one that goes on after it.
  public init(
    paths: [FilePath], format: MailFormat? = nil, limits: Limits = Limits(),
    portion: Portion = .all
  ) {
    store = MailStore(paths: paths)
    self.format = format
    self.limits = limits
    self.portion = portion
  }

  /// The next batch or problem; nil at the end.
  public mutating func next() -> Item? {
    while !isOver {
      do throws(SourceError) {
        if let batch = try reader?.next() {
          counts.count(batch)
          if let own = own(batch) { return .batch(own) }
          continue
        }
        reader = nil
        switch nextInside() {
        case .reader(let inner):
          reader = consume inner
          sources += 1
        case .problem(let problem):
          if isOursInside() { return .problem(problem) }
        case nil:
          if let item = open(store.next()) { return item }
        }
      } catch {
        reader = nil
        let goesOn = portion.end.map { $0.source > source } ?? !portion.isPast(source: source)
        let isOurs = inside == nil ? goesOn : isOursInside()
        if isOurs { return .problem(error) }
      }
    }
    // Only the last portion has met all messages of an export, and can tell whether some are missing.
    return portion.end == nil ? counts.nextMissing().map { Item.problem($0) } : nil
  }

  /// Opens the next file, and answers a problem where that fails.
  private mutating func open(_ item: MailStore.Item?) -> Item? {
    guard let item else {
      isOver = true
      return nil
    }
    source += 1
    inside = nil
    if portion.isOver(atSource: source) {
      isOver = true
      return nil
    }
    var isOfExport = false
    if case .source(let file) = item { isOfExport = counts.begin(file.path) }
    // The last portion counts the messages of exports that come before it as well.
    if portion.isPast(source: source), !isOfExport || portion.end != nil { return nil }
    let beginsHere = portion.contains(StreamPosition(source: source))
    switch item {
    case .problem(let problem): return beginsHere ? .problem(problem) : nil
    case .source(let file):
      do throws(SourceError) {
        try open(file)
        return beginsHere && Self.hasShrunk(file) ? .problem(.shrank(file.path)) : nil
      } catch {
        return beginsHere ? .problem(error) : nil
      }
    }
  }

  /// Whether a file is shorter than when its folder was listed: what was taken away is not there to be read.
  private static func hasShrunk(_ file: MailStore.Source) -> Bool {
    guard let listed = file.listedBytes, listed > 0, let facts = try? FileFacts(of: file.path)
    else {
      return false
    }
    return facts.size < listed
  }

  /// What is of the portion in a batch; nil when nothing is.
  private mutating func own(_ batch: MessageBatch) -> MessageBatch? {
    var own = batch
    // Places in the file: of an archive, how many came before.
    let before = inside
    if let before { inside = before + batch.messages.count }
    let source = source
    func place(_ index: Int) -> StreamPosition {
      StreamPosition(
        source: source, offset: before.map { $0 + index } ?? batch.messages[index].offset)
    }
    let first = batch.messages.indices.first { place($0) >= portion.start }
    let end = portion.end.flatMap { end in batch.messages.indices.first { place($0) >= end } }
    isOver = end != nil
    let wanted = (first ?? batch.messages.count)..<(end ?? batch.messages.count)
    // Those before are of another portion, and lines of a conversation are read with them all the same.
    if case .chat = batch.syntax, wanted.lowerBound > 0 {
      let before = own.prelude + batch.messages[..<wanted.lowerBound]
      own.prelude = Array(before.suffix(MessageBatch.preludeMessages))
    }
    guard let last = wanted.last else { return nil }
    if wanted.count < batch.messages.count { own.messages = Array(batch.messages[wanted]) }
    own.next = StreamPosition(source: source, offset: place(last).offset + 1)
    return own
  }

  // MARK: Archives

  /// The next source of the archive or data file that is open.
  private mutating func nextInside() -> ArchiveWalk.Step? {
    if let step = archive?.next() { return step }
    archive = nil
    if let step = personal?.next() { return step }
    personal = nil
    return nil
  }

  /// Counts a problem in an archive, and tells whether it is of the portion.
  private mutating func isOursInside() -> Bool {
    let place = inside ?? 0
    inside = place + 1
    return portion.contains(StreamPosition(source: source, offset: place))
  }

  /// Opens a file, or the archive that it is.
  private mutating func open(_ file: MailStore.Source) throws(SourceError) {
    let known = format ?? (file.isMaildirMessage ? .eml : nil)
    // A format that was asked for is that of an archive's entries.
    if format != nil, try openArchive(file.path) { return }
    do throws(SourceError) {
      reader = try MessageReader(
        path: file.path, format: known, limits: limits, neighbours: &neighbours)
      sources += 1
    } catch {
      // Archives are looked for last: opening each file once more would cost a Maildir time.
      guard case .unknownFormat(_, let likeness) = error else { throw error }
      if try openArchive(file.path) { return }
      guard likeness == SourceError.personalStore, file.path != "-" else { throw error }
      personal = try PersonalStore(path: file.path, limits: limits)
      inside = 0
    }
  }

  private mutating func openArchive(_ path: FilePath) throws(SourceError) -> Bool {
    guard let walk = try ArchiveWalk(path: path, format: format, limits: limits) else {
      return false
    }
    archive = consume walk
    inside = 0
    return true
  }
}
