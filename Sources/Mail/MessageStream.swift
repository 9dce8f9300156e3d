public import Native

/// All messages of some paths, batch by batch: the store walked, each source opened and read.
///
/// A source that cannot be read is one problem, and the rest goes on.
public struct MessageStream: ~Copyable {
  /// What comes next.
  public enum Item: Sendable {
    case batch(MessageBatch)
    case problem(SourceError)
  }

  private var store: MailStore
  private var reader: MessageReader?
  private let format: MailFormat?
  private let limits: Limits
  private let portion: Portion
  /// The file that is read, from 0.
  private var source = -1
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
        if let item = open(store.next()) { return item }
      } catch {
        reader = nil
        let isOurs = portion.end.map { $0.source > source } ?? true
        if isOurs { return .problem(error) }
      }
    }
    // A portion has not all messages of an export, and cannot tell whether some are missing.
    return portion == .all ? counts.nextMissing().map { Item.problem($0) } : nil
  }

  /// Opens the next file, and answers a problem where that fails.
  private mutating func open(_ item: MailStore.Item?) -> Item? {
    guard let item else {
      isOver = true
      return nil
    }
    source += 1
    if portion.isOver(atSource: source) {
      isOver = true
      return nil
    }
    guard !portion.isPast(source: source) else { return nil }
    let beginsHere = portion.contains(StreamPosition(source: source))
    switch item {
    case .problem(let problem): return beginsHere ? .problem(problem) : nil
    case .source(let file):
      counts.note(file.path)
      let known = format ?? (file.isMaildirMessage ? .eml : nil)
      do throws(SourceError) {
        reader = try MessageReader(
          path: file.path, format: known, limits: limits, neighbours: &neighbours)
        sources += 1
        return nil
      } catch {
        return beginsHere ? .problem(error) : nil
      }
    }
  }

  /// What is of the portion in a batch; nil when nothing is.
  private mutating func own(_ batch: MessageBatch) -> MessageBatch? {
    var own = batch
    if source == portion.start.source, portion.start.offset > 0 {
      let before = own.messages.filter { $0.offset < portion.start.offset }
      own.messages.removeFirst(before.count)
      // They are of another portion, and lines of a conversation are read with those before them all the same.
      if case .chat = batch.syntax {
        own.prelude = Array((own.prelude + before).suffix(MessageBatch.preludeMessages))
      }
    }
    if let end = portion.end, end.source == source {
      let count = own.messages.count
      own.messages.removeAll { $0.offset >= end.offset }
      isOver = own.messages.count < count
    }
    guard let last = own.messages.last else { return nil }
    own.next = StreamPosition(source: source, offset: last.offset + 1)
    return own
  }
}
