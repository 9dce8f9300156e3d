private import Glibc

/// Writes all bytes to a descriptor: `write` may take fewer, be interrupted, or find a pipe full.
///
/// - Returns: false when the system refuses; `errno` tells why.
func writeAll(_ bytes: Span<UInt8>, to descriptor: Int32) -> Bool {
  var written = 0
  while written < bytes.count {
    // SAFETY: written < count, so the pointer and the length stay inside the span.
    let done = unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe write(descriptor, base + written, buffer.count - written)
    }
    if done > 0 {
      written += done
    } else if done < 0, errno == EAGAIN {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      // SAFETY: one entry is lent, and one is announced.
      guard unsafe poll(&waiting, 1, -1) >= 0 || errno == EINTR else { return false }
    } else if done < 0, errno != EINTR {
      return false
    }
  }
  return true
}
