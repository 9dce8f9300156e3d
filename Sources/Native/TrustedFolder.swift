private import Glibc

/// A folder in which only the user (or root) can have put anything.
struct TrustedFolder: ~Copyable {
  private let descriptor: Int32
  /// What nobody else may do with the folder and its files.
  private let forbidden: mode_t

  /// The folder of a path; nil when it is not there, belongs to somebody else, or others may write in
  /// it, or, when it must be private, read it.
  init?(of path: FilePath, isPrivate: Bool = false) {
    // SAFETY: the path is lent NUL-terminated.
    let opened = unsafe path.folder.withCString {
      unsafe Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard opened >= 0 else { return nil }
    let forbidden: mode_t = isPrivate ? 0o077 : 0o022
    guard let facts = facts(ofFile: opened), facts.st_mode & S_IFMT == S_IFDIR,
      isOurs(facts, without: forbidden)
    else {
      close(opened)
      return nil
    }
    self.forbidden = forbidden
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// A file that is open for reading.
  struct File: ~Copyable {
    let descriptor: Int32
    let size: Int
    /// The part of its time of change below a second, in nanoseconds.
    let nanoseconds: Int

    deinit { close(descriptor) }
  }

  /// Opens a regular file of the folder; nil for a link, and for what others could have written.
  borrowing func open(_ name: FilePath) -> File? {
    // SAFETY: the name is lent NUL-terminated.
    let opened = unsafe name.withCString {
      unsafe openat(descriptor, $0, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    }
    guard opened >= 0 else { return nil }
    guard let facts = facts(ofFile: opened), facts.st_mode & S_IFMT == S_IFREG,
      isOurs(facts, without: forbidden)
    else {
      close(opened)
      return nil
    }
    return File(
      descriptor: opened, size: Int(facts.st_size), nanoseconds: Int(facts.st_mtim.tv_nsec))
  }

  /// Writes a file of the folder under another name first, and then gives it its own.
  ///
  /// - Parameters:
  ///   - pieces: the file's bytes, one piece after another.
  ///   - nanoseconds: what its time of change says below a second; any other change of the file changes that.
  borrowing func replace(
    _ path: FilePath, with pieces: [FlatArray<UInt8>], nanoseconds: Int
  ) throws(FileError) {
    let suffix = ".\(getpid())-\(UInt32.random(in: 0...UInt32.max)).tmp"
    let name = path.name
    let temporary = FilePath(bytes: [0x2E] + name.bytes.prefix(200) + Array(suffix.utf8))
    // SAFETY: the name is lent NUL-terminated.
    let file = unsafe temporary.withCString {
      unsafe openat(descriptor, $0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }
    guard file >= 0 else {
      throw FileError(path: path, operation: .write, cause: .system(errno))
    }
    var code = write(pieces, to: file) ? 0 : errno
    if code == 0 { TrustedFolder.mark(file, nanoseconds) }
    if code == 0, fsync(file) != 0, errno != EINVAL, errno != EROFS { code = errno }
    if close(file) != 0, code == 0 { code = errno }
    let folder = descriptor
    if code == 0 {
      // SAFETY: both names are lent NUL-terminated.
      let renamed = unsafe temporary.withCString { from in
        unsafe name.withCString { to in unsafe renameat(folder, from, folder, to) }
      }
      if renamed == 0 { return }
      code = errno
    }
    // SAFETY: the name is lent NUL-terminated.
    _ = unsafe temporary.withCString { unsafe unlinkat(folder, $0, 0) }
    throw FileError(path: path, operation: .replace, cause: .system(code))
  }

  /// Sets the part of a file's time of change below a second; a file system that cannot keep it has a file
  /// that is checked whenever it is opened.
  private static func mark(_ file: Int32, _ nanoseconds: Int) {
    var now = timespec()
    // SAFETY: `now` lives for the call, and so do the two times.
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    now.tv_nsec = nanoseconds
    let times = [now, now]
    unsafe times.withUnsafeBufferPointer { _ = unsafe futimens(file, $0.baseAddress) }
  }

  /// Whether all bytes were written; `errno` says why not.
  private borrowing func write(_ pieces: [FlatArray<UInt8>], to file: Int32) -> Bool {
    let pieces = pieces.filter { $0.count > 0 }
    var next = 0
    /// How much of the next piece was written.
    var offset = 0
    while next < pieces.count {
      var done = give(pieces[next...], from: offset, to: file)
      if done < 0, errno == EINTR { continue }
      guard done > 0 else { return false }
      while next < pieces.count, done >= pieces[next].count - offset {
        done -= pieces[next].count - offset
        next += 1
        offset = 0
      }
      offset += done
    }
    return true
  }

  /// How many bytes of pieces the system took, the first piece from an offset on; below zero when it refuses.
  ///
  /// They are given to it in one call: what comes at once it keeps in large pages, and a file that came in small
  /// parts cost everybody who mapped it a tenth more page faults.
  private borrowing func give(
    _ pieces: ArraySlice<FlatArray<UInt8>>, from offset: Int, to file: Int32
  ) -> Int {
    // SAFETY: the bytes are only read, and live as long as the pieces; the offset is inside the first of them.
    let vectors = unsafe pieces.prefix(1024).enumerated().map { number, piece in
      let start = number == 0 ? offset : 0
      return unsafe iovec(
        iov_base: UnsafeMutableRawPointer(mutating: piece.base + start),
        iov_len: piece.count - start)
    }
    let done = unsafe vectors.withUnsafeBufferPointer {
      unsafe writev(file, $0.baseAddress, Int32($0.count))
    }
    withExtendedLifetime(pieces) {}
    return done
  }
}

/// What the system knows of an open file.
private func facts(ofFile descriptor: Int32) -> stat? {
  var facts = stat()
  // SAFETY: `facts` lives for the call.
  return unsafe fstat(descriptor, &facts) == 0 ? facts : nil
}

/// Whether it is the user's or root's, and others may do none of some things with it.
private func isOurs(_ facts: stat, without forbidden: mode_t) -> Bool {
  (facts.st_uid == geteuid() || facts.st_uid == 0) && facts.st_mode & forbidden == 0
}
