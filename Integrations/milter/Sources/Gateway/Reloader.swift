import Loading
import Milter
import Native
import Scanning
import Synchronization

/// Holds the snapshot that new messages are judged by, and puts another in its place when files change.
///
/// What is bad never replaces what works.
public final class Reloader: Sendable {
  private struct State {
    var snapshot: Snapshot
    /// The files' state when they were read last, for good or bad.
    var files: FilesState
  }

  private let loader: SnapshotLoader
  private let log: EventLog
  private let counters: Counters
  private let state: Mutex<State>
  /// Lets one reload happen at a time.
  private let turn = Mutex(0)

  /// Begins with a first snapshot.
  public init(_ loader: SnapshotLoader, first: Snapshot, log: EventLog, counters: Counters) {
    self.loader = loader
    self.log = log
    self.counters = counters
    state = Mutex(State(snapshot: first, files: loader.state(of: first)))
    counters.use(first)
  }

  /// What new messages are judged by.
  public var current: Snapshot { state.withLock { $0.snapshot } }

  /// Reads everything anew; answers whether it replaced what was in use.
  @discardableResult
  public func reload(because reason: String) -> Bool {
    turn.withLock { _ in
      let old = current
      let start = Host.monotonicSeconds
      // Before the reading, so that a change during it shows later.
      let files = loader.state(of: old)
      do throws(LoadProblem) {
        let new = try loader.snapshot(
          generation: old.generation + 1, isStrict: old.setup.problems.isEmpty)
        let known = loader.state(of: new)
        state.withLock { $0 = State(snapshot: new, files: known == files ? known : files) }
        counters.use(new)
        counters.count(reload: true)
        let milliseconds = Int((Host.monotonicSeconds - start) * 1_000)
        log.note(
          "reload",
          [("why", reason), ("lexicons", new.setup.rules.hash), ("ms", "\(milliseconds)")])
        if new.configuration.differsAtStart(from: old.configuration) {
          log.note(
            "restart-needed",
            [("why", "sockets, user, workers, log and metrics are read when the daemon starts")])
        }
        return true
      } catch {
        state.withLock { $0.files = files }
        counters.count(reload: false)
        for line in error.lines { log.note("mistake", [("what", line)]) }
        log.note(
          "reload-refused", [("why", error.sentence), ("instead", "what was loaded before stays")])
        return false
      }
    }
  }

  /// Reloads if a file changed since the last reading, once the change is a second old.
  public func reloadIfChanged() {
    let (snapshot, before) = state.withLock { ($0.snapshot, $0.files) }
    let now = loader.state(of: snapshot)
    if now != before, !now.isFresh { reload(because: "a file changed") }
  }
}
