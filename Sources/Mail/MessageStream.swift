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
  /// The sources that were opened so far.
  public private(set) var sources = 0

  /// Creates a stream; `format` is what `--input-format` asked for, nil to tell by the content.
  public init(paths: [FilePath], format: MailFormat? = nil, limits: Limits = Limits()) {
    store = MailStore(paths: paths)
    self.format = format
    self.limits = limits
  }

  /// The next batch or problem; nil at the end.
  public mutating func next() -> Item? {
    while true {
      do throws(SourceError) {
        if let batch = try reader?.next() { return .batch(batch) }
        reader = nil
        switch store.next() {
        case nil: return nil
        case .problem(let problem): return .problem(problem)
        case .source(let source):
          let known = format ?? (source.isMaildirMessage ? .eml : nil)
          reader = try MessageReader(path: source.path, format: known, limits: limits)
          sources += 1
        }
      } catch {
        return .problem(error)
      }
    }
  }
}
