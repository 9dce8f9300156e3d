private import Glibc

/// What the process can learn of the machine that it runs on.
public enum Host {
  /// The path of the running executable, links resolved; nil where the system does not say.
  public static var executable: FilePath? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let length = unsafe buffer.withUnsafeMutableBytes { bytes -> Int in
      // SAFETY: readlink writes at most the given count into the buffer.
      guard let base = bytes.baseAddress else { return -1 }
      return unsafe readlink(
        "/proc/self/exe", base.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    return length > 0 ? FilePath(bytes: Array(buffer[..<length])) : nil
  }

  /// The value of an environment variable; nil when it is unset or empty.
  public static func environment(_ name: String) -> String? {
    // SAFETY: the string is copied before anything else can change the environment.
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// Seconds of a clock that only goes forward.
  public static var monotonicSeconds: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Lets the calling thread rest.
  public static func sleep(milliseconds: Int) {
    _ = usleep(UInt32(clamping: max(0, milliseconds)) &* 1_000)
  }

  /// Seconds of processor time that the calling thread has used.
  public static var processorSeconds: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// How many processors may be used.
  public static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Keeps an object until the process ends, which is soon: to free its parts one by one would take
  /// longer than to leave them to the system.
  public static func keep(_ object: AnyObject) {
    // SAFETY: the object is only retained once more.
    _ = unsafe Unmanaged.passRetained(object)
  }

  /// Ends the process.
  public static func exit(_ code: Int32) -> Never { Glibc.exit(code) }

  /// The versions of the libraries that decide results: ICU's and PCRE2's.
  public static var libraryVersions: (icu: String, pcre2: String) {
    (icuVersion, pcre2Version)
  }
}

extension Host {
  /// The day where the machine is.
  public static var today: (year: Int, month: Int, day: Int) {
    var now = unsafe time(nil)
    var local = tm()
    // SAFETY: both structures live for the call.
    _ = unsafe localtime_r(&now, &local)
    return unsafe (Int(local.tm_year) + 1900, Int(local.tm_mon) + 1, Int(local.tm_mday))
  }
}
