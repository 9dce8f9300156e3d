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
  }

  /// The variables that the program gets to see.
  private static let environment = ["PATH", "HOME", "XDG_CONFIG_HOME"]

  /// Runs a program that is found by `PATH`, without any input, and waits for it.
  ///
  /// - Parameters:
  ///   - limit: the most bytes of output that are kept.
  /// - Throws: `FileError` when it cannot be started.
  public static func run(
    _ name: String, _ arguments: [String], limit: Int = 256 << 20
  ) throws(FileError) -> Outcome {
    func failure(_ code: Int32) -> FileError {
      FileError(path: FilePath(name), operation: .open, cause: .system(code))
    }
    let output = try pipe(failure)
    let error: Pipe
    do {
      error = try pipe(failure)
    } catch {
      output.close()
      throw error
    }
    var actions = posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output.write, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, error.write, STDERR_FILENO)
    let variables =
      environment.compactMap { name in Host.environment(name).map { "\(name)=\($0)" } } + [
        "LC_ALL=C"
      ]
    var process = pid_t()
    let started = unsafe withArguments([name] + arguments) { arguments in
      unsafe withArguments(variables) { variables in
        // SAFETY: both lists end with NULL and live for the call; the name is lent NUL-terminated.
        unsafe posix_spawnp(&process, name, &actions, nil, arguments, variables)
      }
    }
    unsafe posix_spawn_file_actions_destroy(&actions)
    Glibc.close(output.write)
    Glibc.close(error.write)
    guard started == 0 else {
      Glibc.close(output.read)
      Glibc.close(error.read)
      throw failure(started)
    }
    var outcome = Outcome(status: -1, output: [], error: [], isCut: false)
    drain(output.read, error.read, limit, into: &outcome)
    Glibc.close(output.read)
    Glibc.close(error.read)
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    // What WIFEXITED and WEXITSTATUS are: macros, which Swift does not see.
    outcome.status = status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    return outcome
  }

  private struct Pipe {
    var read: Int32
    var write: Int32

    func close() {
      Glibc.close(read)
      Glibc.close(write)
    }
  }

  private static func pipe(_ failure: (Int32) -> FileError) throws(FileError) -> Pipe {
    var ends: [Int32] = [0, 0]
    let made = unsafe ends.withUnsafeMutableBufferPointer { buffer -> Int32 in
      // SAFETY: pipe writes two numbers, and there is room for two.
      guard let base = buffer.baseAddress else { return -1 }
      return unsafe Glibc.pipe(base)
    }
    guard made == 0 else { throw failure(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return Pipe(read: ends[0], write: ends[1])
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

  /// Reads both ends until the program closes them: one that is not read would stop it.
  private static func drain(
    _ output: Int32, _ error: Int32, _ limit: Int, into outcome: inout Outcome
  ) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var ends = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: error, events: Int16(POLLIN), revents: 0),
    ]
    while ends.contains(where: { $0.fd >= 0 }) {
      let ready = unsafe ends.withUnsafeMutableBufferPointer { buffer -> Int32 in
        // SAFETY: as many entries are announced as are lent.
        guard let base = buffer.baseAddress else { return -1 }
        return unsafe poll(base, nfds_t(buffer.count), -1)
      }
      if ready < 0, errno != EINTR { return }
      for index in ends.indices where ends[index].fd >= 0 && ends[index].revents != 0 {
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
        } else if outcome.error.count < 1 << 16 {
          outcome.error += buffer[..<count]
        }
      }
    }
  }
}
