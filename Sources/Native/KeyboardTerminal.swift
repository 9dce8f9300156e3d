private import Glibc

/// The terminal that a person sits at, one key at a time.
///
/// While it is entered keys come as they are pressed and the screen is one of its own; what stood there before
/// comes back when it is left, by a signal too.
public struct KeyboardTerminal: ~Copyable {
  /// A key, or what else happens at a terminal.
  public enum Key: Sendable, Hashable {
    case character(Character)
    case enter, backspace, escape, up, down, left, right, pageUp, pageDown
    /// Ctrl-C.
    case interrupt
    /// Ctrl-Z.
    case suspend
    /// The terminal has another size.
    case resized
    /// Nobody sits there any more.
    case ended
  }

  private var pending: [UInt8] = []

  /// The terminal of standard input and output; nil when one of them is none.
  public init?() {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return nil }
    // SAFETY: the structure lives for the call.
    guard unsafe tcgetattr(STDIN_FILENO, &settingsBefore) == 0 else { return nil }
    enter()
  }

  deinit { leaveTerminal() }

  /// Takes the terminal, at first and after `leave`.
  public func enter() {
    guard unsafe !isEntered else { return }
    for number in [SIGTERM, SIGHUP, SIGINT, SIGQUIT] {
      // SAFETY: the handler calls only what a handler may call: tcsetattr, write, signal and raise.
      _ = signal(number) { number in
        leaveTerminal()
        _ = signal(number, SIG_DFL)
        raise(number)
      }
    }
    // Without SA_RESTART, which `signal` would set: a new size ends the wait for a key.
    var resizing = sigaction()
    unsafe resizing.__sigaction_handler.sa_handler = { _ in }
    _ = unsafe sigaction(SIGWINCH, &resizing, nil)
    var settings = unsafe settingsBefore
    settings.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INPCK | ISTRIP | IXON)
    settings.c_lflag &= ~tcflag_t(ECHO | ICANON | IEXTEN | ISIG)
    // SAFETY: both structures live for the calls.
    _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    unsafe isEntered = true
    show("\u{1B}[?1049h\u{1B}[?25l\u{1B}[2J")
  }

  /// Gives the terminal back as it was.
  public func leave() { leaveTerminal() }

  /// Lets the shell have the terminal until it calls the process back.
  public func suspend() {
    leave()
    raise(SIGTSTP)
    enter()
  }

  /// Rows and columns; 24 and 80 where the terminal does not say.
  public var size: (rows: Int, columns: Int) {
    var size = winsize()
    // SAFETY: TIOCGWINSZ fills the structure, which lives for the call.
    let code = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size)
    guard code == 0, size.ws_row > 0, size.ws_col > 0 else { return (24, 80) }
    return (Int(size.ws_row), Int(size.ws_col))
  }

  /// Writes text at once.
  public func show(_ text: String) {
    let bytes = Array(text.utf8)
    var count = 0
    while count < bytes.count {
      // SAFETY: the rest of the buffer is lent with its length.
      let done = unsafe bytes.withUnsafeBytes { buffer in
        guard let base = buffer.baseAddress else { return 0 }
        return unsafe write(STDOUT_FILENO, base + count, buffer.count - count)
      }
      if done > 0 { count += done } else if done == 0 || errno != EINTR { return }
    }
  }

  /// Waits for the next key.
  public mutating func key() -> Key {
    if pending.isEmpty, let other = fill() { return other }
    let byte = pending.removeFirst()
    switch byte {
    case 0x03: return .interrupt
    case 0x04: return .ended
    case 0x08, 0x7F: return .backspace
    case 0x0A, 0x0D: return .enter
    case 0x1A: return .suspend
    case 0x1B: return escaped()
    default: return character(byte)
    }
  }

  /// What the bytes after an escape mean; an escape alone is a key too.
  private mutating func escaped() -> Key {
    if pending.isEmpty, !isReady(within: 50) { return .escape }
    if pending.isEmpty, let other = fill() { return other }
    guard pending[0] == UInt8(ascii: "[") || pending[0] == UInt8(ascii: "O") else { return .escape }
    pending.removeFirst()
    var sequence: [UInt8] = []
    while true {
      if pending.isEmpty, !isReady(within: 50) { return .escape }
      if pending.isEmpty, let other = fill() { return other }
      let byte = pending.removeFirst()
      sequence.append(byte)
      if (0x40...0x7E).contains(byte) { break }
    }
    switch String(decoding: sequence, as: UTF8.self) {
    case "A": return .up
    case "B": return .down
    case "C": return .right
    case "D": return .left
    case "5~": return .pageUp
    case "6~": return .pageDown
    default: return .escape
    }
  }

  private mutating func character(_ first: UInt8) -> Key {
    var bytes = [first]
    let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    while bytes.count < length {
      if pending.isEmpty, !isReady(within: 50) || fill() != nil { break }
      bytes.append(pending.removeFirst())
    }
    return .character(String(decoding: bytes, as: UTF8.self).first ?? " ")
  }

  private func isReady(within milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    // SAFETY: one entry is lent, and one is announced.
    return unsafe poll(&waiting, 1, milliseconds) > 0
  }

  /// Waits for bytes; what came instead of them, if anything did.
  private mutating func fill() -> Key? {
    var buffer = [UInt8](repeating: 0, count: 256)
    // SAFETY: the buffer is lent with its length.
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe read(STDIN_FILENO, $0.baseAddress, $0.count)
    }
    if count > 0 {
      pending += buffer.prefix(count)
      return nil
    }
    return count < 0 && errno == EINTR ? .resized : .ended
  }
}

// What a signal's handler needs stands outside of everything. One thread uses it, and its signals.
private nonisolated(unsafe) var settingsBefore = termios()
private nonisolated(unsafe) var isEntered = false

/// Gives the terminal back; a handler of signals may call it.
private func leaveTerminal() {
  guard unsafe isEntered else { return }
  unsafe isEntered = false
  let text: StaticString = "\u{1B}[?25h\u{1B}[?1049l"
  // SAFETY: a static string lies in the program, and the settings were read before.
  _ = unsafe write(STDOUT_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &settingsBefore)
}
