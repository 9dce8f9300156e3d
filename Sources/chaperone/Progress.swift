import Mail
import Native
import Reports

/// How far a long scan is, on one line of a terminal; silent when standard error is none.
struct Progress: ~Copyable {
  private var terminal: OutputFile
  private let isShown: Bool
  private let start = Host.monotonicSeconds
  private var last = 0.0
  private let total: Int
  private var done = 0
  private var isDrawn = false

  /// Measures the sources, when there is a terminal to show it on.
  init(paths: [FilePath], isQuiet: Bool) {
    terminal = .standardError()
    isShown = terminal.isTerminal && !isQuiet
    total = isShown ? Self.bytes(of: paths) : 0
  }

  /// Counts bytes that were scanned, and draws five times a second.
  mutating func add(_ bytes: Int) {
    done += bytes
    guard isShown else { return }
    let now = Host.monotonicSeconds
    guard now - start > 1, now - last > 0.2 else { return }
    last = now
    let rate = Double(done) / (now - start)
    var line = "\(megabytes(done)) MB"
    if total > 0 {
      let left = Int((Double(max(0, total - done)) / max(rate, 1)).rounded(.up))
      line += " of \(megabytes(total)) MB, \(left) s left"
    }
    line += ", \(megabytes(Int(rate))) MB/s"
    draw("\r\u{1B}[K\(line)")
    isDrawn = true
  }

  /// Takes the line away, so that a report can follow.
  mutating func clear() {
    if isDrawn { draw("\r\u{1B}[K") }
    isDrawn = false
  }

  private mutating func draw(_ text: String) {
    // Progress that cannot be shown is no reason to stop.
    try? terminal.append(text)
    try? terminal.flush()
  }

  private static func bytes(of paths: [FilePath]) -> Int {
    var store = MailStore(paths: paths)
    var total = 0
    while let item = store.next() {
      if case .source(let source) = item, let facts = try? FileFacts(of: source.path) {
        total += facts.size
      }
    }
    return total
  }
}
