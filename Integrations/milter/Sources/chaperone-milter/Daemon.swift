import Filter
import Gateway
import Loading
import Milter
import Native
import Scanning

/// The process: what is opened as root, what runs as the user, and how it ends.
struct Daemon {
  private let configuration: Configuration
  private let metricsSockets: [LocalSocket]
  private let logFile: LogFile
  private let counters = Counters()

  /// Opens the sockets and the log, and becomes the configuration's user.
  ///
  /// Signals are held back first, before libmilter or anybody else starts a thread.
  init(_ configuration: Configuration) throws {
    self.configuration = configuration
    Signals.hold()
    let user = Account.isRoot ? configuration.user : nil
    logFile = LogFile(path: configuration.log)
    guard logFile.isOpen else {
      throw Account.Problem(sentence: "\(configuration.log ?? ""): the log cannot be opened")
    }
    if let log = configuration.log {
      try Account.give(log, toUser: user, group: nil, mode: 0o640)
    }
    try MilterServer.open(socket: configuration.socket, name: "chaperone")
    if configuration.socket.hasPrefix("unix:") {
      try Account.give(
        String(configuration.socket.dropFirst(5)), toUser: user, group: configuration.socketGroup,
        mode: configuration.socketMode)
    }
    var sockets: [LocalSocket] = []
    for case .socket(let path) in configuration.metrics {
      sockets.append(try LocalSocket(path: path, mode: 0o660))
      try Account.give(path, toUser: user, group: nil, mode: 0o660)
    }
    metricsSockets = sockets
    if let user { try Account.become(user) }
  }

  /// Loads the lexicons and serves until it is told to stop.
  ///
  /// They are loaded as the user: what the user may not read shows now and not at the first reload.
  func run(_ loader: SnapshotLoader) throws -> Never {
    let first = try loader.snapshot(generation: 0, isStrict: false)
    let log = EventLog(logFile, counters: counters)
    let reloader = Reloader(loader, first: first, log: log, counters: counters)
    for problem in first.setup.problems + first.setup.notes {
      log.note(
        "mistake",
        [
          (
            "what",
            "\(problem.place.path):\(problem.place.line):\(problem.place.column): \(problem.message)"
          )
        ])
    }
    let workers = configuration.workers == 0 ? Host.processors : configuration.workers
    guard let pool = ScanPool(workers: workers) else {
      throw Account.Problem(sentence: "the system has no room for \(workers) threads")
    }
    let gatekeeper = Gatekeeper(reloader, pool: pool, log: log, counters: counters)
    startMetrics(log)
    startWatching(reloader)
    startServing(gatekeeper, log)
    log.note(
      "start",
      [
        ("version", Release.version), ("socket", configuration.socket),
        ("lexicons", first.setup.rules.hash), ("rules", "\(first.setup.rules.ruleCount)"),
        ("workers", "\(workers)"),
      ])
    if Account.isRoot {
      log.note("mistake", [("what", "it runs as root; name a user in the configuration")])
    }
    while case .reload = Signals.next() {
      log.reopen()
      reloader.reload(because: "SIGHUP")
    }
    stop(gatekeeper, log, within: reloader.current.configuration.stopAfter)
  }

  private func startServing(_ gatekeeper: Gatekeeper, _ log: EventLog) {
    let handlers = MilterHandlers(
      begin: { gatekeeper.begin($0) }, judge: { gatekeeper.judge($0) },
      abandon: { gatekeeper.abandon() }, failed: { gatekeeper.fail($0) })
    Threads.start {
      MilterServer.run(handlers)
      log.note("libmilter-failed", [("what", "it serves no longer; the daemon ends")])
      Signals.endProcess(ScanStatus.internal.rawValue)
    }
  }

  private func startWatching(_ reloader: Reloader) {
    Threads.start {
      while true {
        let pause = reloader.current.configuration.checkEvery
        Threads.sleep(seconds: pause > 0 ? pause : 60)
        if pause > 0 { reloader.reloadIfChanged() }
      }
    }
  }

  private func startMetrics(_ log: EventLog) {
    for socket in metricsSockets {
      Threads.start { [counters] in socket.serve { Array(counters.text.utf8) } }
    }
    if metricsFiles.isEmpty { return }
    Threads.start { [self] in
      while true {
        writeMetrics(log)
        Threads.sleep(seconds: 15)
      }
    }
  }

  private var metricsFiles: [String] {
    configuration.metrics.compactMap { if case .file(let path) = $0 { path } else { nil } }
  }

  /// Replaces the files of the counters.
  private func writeMetrics(_ log: EventLog) {
    for path in metricsFiles {
      do throws(FileError) {
        var file = try OutputFile(replacing: FilePath(path), isShared: true)
        try file.append(counters.text)
        try file.close()
      } catch {
        counters.count(failure: .metrics)
        log.note("mistake", [("what", error.sentence)])
      }
    }
  }

  /// Takes no more messages, waits for those in progress, and ends.
  ///
  /// libmilter is not told to stop: where it serves connections from a pool of threads, as Debian builds
  /// it, it would read nothing more of the messages in progress.
  private func stop(_ gatekeeper: Gatekeeper, _ log: EventLog, within seconds: Double) -> Never {
    gatekeeper.stop()
    let start = Host.monotonicSeconds
    while counters.inProgress > 0, Host.monotonicSeconds - start < seconds {
      Threads.sleep(seconds: 0.02)
    }
    // The reply to the last message is on its way.
    Threads.sleep(seconds: 0.2)
    writeMetrics(log)
    log.note("stop", [("in_progress", "\(counters.inProgress)")])
    Signals.endProcess(0)
  }
}
