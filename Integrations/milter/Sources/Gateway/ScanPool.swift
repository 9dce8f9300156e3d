import Lexicons
import Loading
import Milter
import Native
public import People
public import Scanning
import Synchronization

/// Scans messages on a fixed number of threads, each with a scanner of its own.
///
/// The mail server's connections are many and wait most of the time; scans compute, and more of them at a
/// time than there are processors would only make all of them late.
public final class ScanPool: Sendable {
  /// What came of a scan.
  public enum Result: Sendable {
    /// A verdict and the seconds that it took.
    case verdict(Verdict, seconds: Double)
    /// There was none in time.
    case tooLate
    /// Too many wait already.
    case busy
  }

  /// A message that waits for its verdict.
  private final class Job: Sendable {
    enum State {
      case waiting
      case abandoned
      case done(Verdict, seconds: Double)
    }

    let message: [UInt8]
    let envelope: Envelope
    let snapshot: Snapshot
    let state = Mutex(State.waiting)
    let isDone = Semaphore()

    init(_ message: [UInt8], _ envelope: Envelope, _ snapshot: Snapshot) {
      self.message = message
      self.envelope = envelope
      self.snapshot = snapshot
    }
  }

  /// The most messages that wait: a mail server asks at most as often as it has processes, hundreds.
  private static let mostWaiting = 2_000

  private let jobs = Mutex<(list: [Job], first: Int)>(([], 0))
  private let ready = Semaphore()

  /// Starts the threads; answers nil when the system has no room for them.
  public init?(workers: Int) {
    for _ in 0..<max(workers, 1) {
      guard Threads.start({ [self] in work() }) else { return nil }
    }
  }

  /// Scans a message, waiting for its turn and its verdict no longer than `limit` seconds.
  ///
  /// A scan that takes longer goes on, since its steps are limited, and its verdict is thrown away.
  public func scan(
    _ message: [UInt8], _ envelope: Envelope, with snapshot: Snapshot, limit: Double
  ) -> Result {
    let job = Job(message, envelope, snapshot)
    let isTaken = jobs.withLock { jobs in
      if jobs.list.count - jobs.first >= Self.mostWaiting { return false }
      jobs.list.append(job)
      return true
    }
    guard isTaken else { return .busy }
    ready.signal()
    _ = job.isDone.wait(seconds: limit)
    return job.state.withLock { state in
      if case .done(let verdict, let seconds) = state { return .verdict(verdict, seconds: seconds) }
      state = .abandoned
      return .tooLate
    }
  }

  private func next() -> Job {
    ready.wait()
    return jobs.withLock { jobs in
      let job = jobs.list[jobs.first]
      jobs.first += 1
      // Moved together now and then, not for every job.
      if jobs.first == jobs.list.count {
        jobs = ([], 0)
      } else if jobs.first >= 64 {
        jobs = (Array(jobs.list[jobs.first...]), 0)
      }
      return job
    }
  }

  /// One thread: a scanner serves until a job comes with other rules.
  private func work() {
    var job = next()
    while true {
      let snapshot = job.snapshot
      var scanner = Scanner(snapshot.setup.rules, district: snapshot.setup.district)
      repeat {
        scan(job, with: &scanner)
        job = next()
      } while job.snapshot === snapshot
    }
  }

  private func scan(_ job: Job, with scanner: inout Scanner) {
    let isWanted = job.state.withLock { state in
      if case .waiting = state { return true }
      return false
    }
    guard isWanted else { return }
    let start = Host.monotonicSeconds
    let bytes = job.message
    let verdict = scanner.scan(
      bytes.span, at: MessageLocation(source: "-", offset: 0, length: bytes.count),
      envelope: job.envelope)
    let seconds = Host.monotonicSeconds - start
    job.state.withLock { state in
      if case .waiting = state { state = .done(verdict, seconds: seconds) }
    }
    job.isDone.signal()
  }
}
