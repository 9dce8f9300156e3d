private import CConfine
private import Glibc

/// Another program that is run to its end.
public enum Program {
  /// What came of it.
  public struct Outcome: Sendable {
    /// Its exit code; -1 when a signal ended it.
    public var status: Int32
    /// What it wrote to standard output.
    public var output: [UInt8]
    /// What it wrote to standard error.
    public var error: [UInt8]
    /// Whether it wrote more than was wanted; the rest is not there.
    public var isCut: Bool
    /// Whether it was ended because it took too long.
    public var isOverTime = false
  }

  /// What a program that reads hostile files may use up; it is ended when it wants more.
  public struct Confinement: Sendable, Hashable {
    /// Seconds of processor time.
    public var seconds: Int
    /// Bytes of memory.
    public var memory: Int
    /// Bytes of any file that it writes; 0 for none at all.
    public var file: Int
    /// Seconds on the clock: for a program that waits and does nothing.
    public var wait: Int

    /// Whether it begins in the root folder, where relative paths lead nowhere.
    public var isInRoot: Bool

    /// Creates limits.
    public init(seconds: Int, memory: Int, file: Int, wait: Int, isInRoot: Bool = true) {
      self.isInRoot = isInRoot
      self.seconds = seconds
      self.memory = memory
      self.file = file
      self.wait = wait
    }
  }

  /// The variables that the program gets to see; one that is confined sees only the first.
  private static let environment = ["PATH", "HOME", "XDG_CONFIG_HOME"]

  /// Runs a program that is found by `PATH` and waits for it.
  ///
  /// - Parameters:
  ///   - input: what it reads from standard input; nothing when nil.
  ///   - confinement: what it may use up. The limits hold before it gets the first byte of `input`, and it is ended with its
  ///     children when it writes more than is kept.
  ///   - limit: the most bytes of output that are kept.
  /// - Throws: `FileError` when it cannot be started.
  public static func run(
    _ name: String, _ arguments: [String], input: [UInt8]? = nil,
    confinement: Confinement? = nil, limit: Int = 256 << 20
  ) throws(FileError) -> Outcome {
    func failure(_ code: Int32) -> FileError {
      FileError(path: FilePath(name), operation: .open, cause: .system(code))
    }
    var pipes: [Pipe] = []
    defer { for pipe in pipes { pipe.close() } }
    for isSocket in [false, false, true] { pipes.append(try Pipe(isSocket: isSocket, failure)) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    if input == nil {
      unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    } else {
      unsafe posix_spawn_file_actions_adddup2(&actions, pipes[2].read, STDIN_FILENO)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, pipes[0].write, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, pipes[1].write, STDERR_FILENO)
    if confinement?.isInRoot == true { unsafe cconfine_begin_in_root(&actions) }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    // A group of its own, so that what it starts ends with it.
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    let seen = environment.prefix(confinement == nil ? environment.count : 1)
    let variables =
      seen.compactMap { name in Host.environment(name).map { "\(name)=\($0)" } } + ["LC_ALL=C"]
    var process = pid_t()
    let started = unsafe withArguments([name] + arguments) { arguments in
      unsafe withArguments(variables) { variables in
        // SAFETY: both lists end with NULL and live for the call; the name is lent NUL-terminated.
        unsafe posix_spawnp(&process, name, &actions, &attributes, arguments, variables)
      }
    }
    unsafe posix_spawn_file_actions_destroy(&actions)
    unsafe posix_spawnattr_destroy(&attributes)
    pipes[0].closeWrite()
    pipes[1].closeWrite()
    pipes[2].closeRead()
    guard started == 0 else { throw failure(started) }
    var outcome = Outcome(status: -1, output: [], error: [], isCut: false)
    if let confinement {
      let code = cconfine_limit(
        process, UInt(max(confinement.seconds, 1)), UInt(max(confinement.memory, 1 << 20)),
        UInt(max(confinement.file, 0)))
      // Gone already, or a system without such limits, where the clock alone ends it.
      if code != 0, code != ESRCH, code != ENOSYS {
        kill(-process, SIGKILL)
        reap(process, &outcome)
        throw failure(code)
      }
    }
    let end = confinement.map { Host.monotonicSeconds + Double($0.wait) }
    drain(pipes, input ?? [], until: end, limit, into: &outcome)
    if outcome.isOverTime || (confinement != nil && outcome.isCut) { kill(-process, SIGKILL) }
    reap(process, &outcome)
    return outcome
  }

  private static func reap(_ process: pid_t, _ outcome: inout Outcome) {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    // What WIFEXITED and WEXITSTATUS are: macros, which Swift does not see.
    outcome.status = status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
  }

  /// Two ends of which one is the program's.
  private struct Pipe {
    var read: Int32 = -1
    var write: Int32 = -1

    /// A socket can be written to without a signal when nobody reads it any more.
    init(isSocket: Bool, _ failure: (Int32) -> FileError) throws(FileError) {
      var ends: [Int32] = [0, 0]
      let made = unsafe ends.withUnsafeMutableBufferPointer { buffer -> Int32 in
        // SAFETY: two numbers are written, and there is room for two.
        guard let base = buffer.baseAddress else { return -1 }
        return unsafe isSocket
          ? socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, base) : Glibc.pipe(base)
      }
      guard made == 0 else { throw failure(errno) }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      read = ends[0]
      write = ends[1]
    }

    mutating func closeRead() {
      if read >= 0 { Glibc.close(read) }
      read = -1
    }

    mutating func closeWrite() {
      if write >= 0 { Glibc.close(write) }
      write = -1
    }

    func close() {
      if read >= 0 { Glibc.close(read) }
      if write >= 0 { Glibc.close(write) }
    }
  }

  /// Lends texts as C does: pointers, the last one NULL.
  private static func withArguments<Result>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
      capacity: texts.count + 1)
    // SAFETY: each text is copied, and freed after the call; the list has one more place for the end.
    for (index, text) in texts.enumerated() { unsafe list[index] = strdup(text) }
    unsafe list[texts.count] = nil
    defer {
      for index in texts.indices { unsafe free(list[index]) }
      unsafe list.deallocate()
    }
    return unsafe body(list)
  }

  /// Writes what the program reads and reads what it writes, until it closes both its ends: one that is
  /// not served would stop it.
  private static func drain(
    _ pipes: [Pipe], _ input: [UInt8], until end: Double?, _ limit: Int,
    into outcome: inout Outcome
  ) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var written = 0
    var ends = [
      pollfd(fd: pipes[0].read, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pipes[1].read, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pipes[2].write, events: Int16(POLLOUT), revents: 0),
    ]
    if input.isEmpty { finishInput(&ends[2]) }
    while ends[0].fd >= 0 || ends[1].fd >= 0 {
      let left = end.map { $0 - Host.monotonicSeconds }
      if let left, left <= 0 {
        outcome.isOverTime = true
        return
      }
      let ready = unsafe ends.withUnsafeMutableBufferPointer { buffer -> Int32 in
        // SAFETY: as many entries are announced as are lent.
        guard let base = buffer.baseAddress else { return -1 }
        return unsafe poll(
          base, nfds_t(buffer.count), left.map { Int32(min($0, 3_600) * 1_000) + 1 } ?? -1)
      }
      if ready < 0, errno != EINTR { return }
      guard ready > 0 else { continue }
      if ends[2].fd >= 0, ends[2].revents != 0 {
        let count = unsafe input.withUnsafeBytes { bytes in
          // SAFETY: what is left of the input is lent with its length.
          guard let base = bytes.baseAddress else { return 0 }
          return unsafe send(
            ends[2].fd, base + written, bytes.count - written,
            Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
        if count > 0 { written += count }
        let isRefused = count < 0 && errno != EINTR && errno != EAGAIN
        if written == input.count || isRefused { finishInput(&ends[2]) }
      }
      for index in 0..<2 where ends[index].fd >= 0 && ends[index].revents != 0 {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
          // SAFETY: at most the buffer's own length is read into it.
          unsafe read(ends[index].fd, bytes.baseAddress, bytes.count)
        }
        if count <= 0 {
          if count < 0, errno == EINTR { continue }
          ends[index].fd = -1
        } else if index == 0 {
          let room = max(0, limit - outcome.output.count)
          outcome.output += buffer[..<min(count, room)]
          if count > room { outcome.isCut = true }
          if outcome.isCut, end != nil { return }
        } else if outcome.error.count < 1 << 16 {
          outcome.error += buffer[..<count]
        }
      }
    }
  }

  /// Tells the program that its input has ended.
  private static func finishInput(_ end: inout pollfd) {
    if end.fd >= 0 { shutdown(end.fd, Int32(SHUT_WR)) }
    end.fd = -1
  }
}
