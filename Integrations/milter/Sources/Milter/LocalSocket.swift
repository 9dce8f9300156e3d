private import Glibc

/// A unix socket that answers whoever connects with a text.
public struct LocalSocket: Sendable {
  private let descriptor: Int32

  /// Listens at a path; what an earlier run left there goes away.
  public init(path: String, mode: UInt32) throws(Account.Problem) {
    guard let address = Self.address(path) else {
      throw Account.Problem(sentence: "\(path): longer than a socket's path may be (107 bytes)")
    }
    if Self.answers(path) {
      throw Account.Problem(sentence: "\(path): another process answers on this socket")
    }
    unsafe unlink(path)
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard unsafe Self.call(bind, descriptor, address) == 0, unsafe chmod(path, mode_t(mode)) == 0,
      listen(descriptor, 16) == 0
    else {
      throw Account.Problem(sentence: "\(path): \(unsafe String(cString: strerror(errno)))")
    }
  }

  /// Whether some process listens at a path.
  public static func answers(_ path: String) -> Bool {
    guard let address = address(path) else { return false }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    return unsafe call(connect, descriptor, address) == 0
  }

  /// Answers everybody, one after the other, until the process ends.
  ///
  /// Who sends an HTTP request gets HTTP (`curl --unix-socket`), who sends nothing the bare text.
  public func serve(_ text: () -> [UInt8]) {
    while true {
      let client = accept(descriptor, nil, nil)
      guard client >= 0 else {
        if errno != EINTR { Threads.sleep(seconds: 0.1) }
        continue
      }
      answer(client, with: text())
      close(client)
    }
  }

  private func answer(_ client: Int32, with text: [UInt8]) {
    // Nobody may keep the others waiting.
    var patience = timeval(tv_sec: 2, tv_usec: 0)
    unsafe setsockopt(
      client, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var waiting = pollfd(fd: client, events: Int16(POLLIN), revents: 0)
    var request = [UInt8](repeating: 0, count: 4_096)
    var bytes = text
    // SAFETY: one entry is lent and announced, and the buffer's own length is given.
    if unsafe poll(&waiting, 1, 200) == 1,
      unsafe read(client, &request, request.count) >= 4, request.starts(with: Array("GET ".utf8))
    {
      bytes =
        Array(
          "HTTP/1.0 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: \(text.count)\r\n\r\n"
            .utf8) + text
    }
    var written = 0
    while written < bytes.count {
      // SAFETY: written < count, so the pointer and the length stay inside the buffer.
      let done = unsafe bytes.withUnsafeBytes { buffer -> Int in
        guard let base = buffer.baseAddress else { return 0 }
        return unsafe send(
          client, base + written, buffer.count - written, Int32(MSG_NOSIGNAL))
      }
      guard done > 0 else { return }
      written += done
    }
  }

  private static func address(_ path: String) -> sockaddr_un? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < 108 else { return nil }
    // SAFETY: the path and its NUL fit into the 108 bytes, which are zero already.
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    return address
  }

  private static func call(
    _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32, _ descriptor: Int32,
    _ address: sockaddr_un
  ) -> Int32 {
    var address = address
    // SAFETY: every socket address begins as sockaddr does, and its own size is given.
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe function(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
