internal import CMilter
private import Glibc
private import Synchronization

/// libmilter as a server; there is one in a process.
public enum MilterServer {
  /// Why libmilter does not serve.
  public struct Problem: Error, Sendable {
    /// What is wrong, in a sentence.
    public var sentence: String
  }

  /// What every new connection answers with.
  private static let handlers = Mutex<MilterHandlers?>(nil)

  /// Opens the socket, in libmilter's own words: `unix:/path`, `inet:port@host`, `inet6:port@host`.
  ///
  /// A unix socket that an earlier run left is removed first; one on which another process answers is a
  /// problem.
  public static func open(socket: String, name: String) throws(Problem) {
    if socket.hasPrefix("unix:"), LocalSocket.answers(String(socket.dropFirst(5))) {
      throw Problem(sentence: "\(socket): another process answers on this socket")
    }
    // SAFETY: libmilter keeps the name and copies the rest; what it keeps is never freed.
    guard let keptName = unsafe strdup(name), let keptSocket = unsafe strdup(socket) else {
      throw Problem(sentence: "out of memory")
    }
    var description = unsafe smfiDesc()
    unsafe description.xxfi_name = unsafe keptName
    unsafe description.xxfi_version = Int32(SMFI_VERSION)
    unsafe description.xxfi_flags = UInt(SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_QUARANTINE)
    unsafe addCallbacks(to: &description)
    // libmilter makes a unix socket with the umask's mode; nobody may connect before it has its own.
    let mask = umask(0o177)
    defer { umask(mask) }
    guard unsafe smfi_setconn(keptSocket) == MI_SUCCESS,
      unsafe smfi_register(description) == MI_SUCCESS, smfi_setbacklog(128) == MI_SUCCESS,
      smfi_opensocket(true) == MI_SUCCESS
    else {
      throw Problem(
        sentence:
          "\(socket): the socket cannot be opened: \(unsafe String(cString: strerror(errno)))")
    }
  }

  /// Serves connections as long as the process lives; it comes back only when libmilter cannot go on.
  public static func run(_ handlers: MilterHandlers) {
    Self.handlers.withLock { $0 = handlers }
    smfi_main()
  }

  private static func addCallbacks(to description: inout smfiDesc) {
    unsafe description.xxfi_negotiate = { context, actions, steps, _, _, pActions, pSteps, p2, p3 in
      guard let session = unsafe MilterServer.makeSession(context),
        let chosen = session.negotiate(actions: actions, protocolFlags: steps)
      else { return SMFIS_REJECT }
      // SAFETY: libmilter lends four places for the answer.
      unsafe pActions?.pointee = chosen.actions
      unsafe pSteps?.pointee = chosen.protocol
      unsafe p2?.pointee = 0
      unsafe p3?.pointee = 0
      return SMFIS_CONTINUE
    }
    unsafe description.xxfi_connect = { context, name, address in
      var bytes = [UInt8](repeating: 0, count: 16)
      // SAFETY: at most the 16 bytes of the array are written.
      let count = unsafe Int(cmilter_address(address, &bytes))
      return unsafe MilterServer.session(context)?.connect(
        Client(
          address: Array(bytes.prefix(count)), name: name.map { unsafe String(cString: $0) } ?? ""))
        ?? SMFIS_TEMPFAIL
    }
    unsafe description.xxfi_envfrom = { context, arguments in
      guard let session = unsafe MilterServer.session(context) else { return SMFIS_TEMPFAIL }
      let sender = unsafe MilterServer.first(of: arguments)
      let user = unsafe MilterServer.symbol("{auth_authen}", context)
      return session.begin(sender: sender, isAuthenticated: user?.isEmpty == false)
    }
    unsafe description.xxfi_envrcpt = { context, arguments in
      unsafe MilterServer.session(context)?.add(
        recipient: MilterServer.first(of: arguments)) ?? SMFIS_TEMPFAIL
    }
    unsafe description.xxfi_header = { context, name, value in
      guard let session = unsafe MilterServer.session(context), let name = unsafe name,
        let value = unsafe value
      else { return SMFIS_TEMPFAIL }
      // SAFETY: both are NUL-terminated and live for the call.
      let bytes = unsafe Array(UnsafeRawBufferPointer(start: value, count: strlen(value)))
      return session.add(field: unsafe String(cString: name), value: bytes)
    }
    unsafe description.xxfi_eoh = { context in
      unsafe MilterServer.session(context)?.endHeader() ?? SMFIS_TEMPFAIL
    }
    unsafe description.xxfi_body = { context, bytes, count in
      // SAFETY: libmilter lends `count` bytes for the call.
      unsafe MilterServer.session(context)?.add(
        body: UnsafeRawBufferPointer(start: bytes, count: count)) ?? SMFIS_TEMPFAIL
    }
    unsafe description.xxfi_eom = { context in
      guard let session = unsafe MilterServer.session(context) else { return SMFIS_TEMPFAIL }
      return unsafe session.end(context, queueID: MilterServer.symbol("i", context))
    }
    unsafe description.xxfi_abort = { context in
      unsafe MilterServer.session(context)?.abort()
      return SMFIS_CONTINUE
    }
    unsafe description.xxfi_close = { context in
      // SAFETY: the reference that `makeSession` retained for libmilter is given back once.
      if let kept = unsafe smfi_getpriv(context) {
        unsafe smfi_setpriv(context, nil)
        unsafe Unmanaged<Session>.fromOpaque(kept).release()
      }
      return SMFIS_CONTINUE
    }
  }

  private static func makeSession(_ context: OpaquePointer?) -> Session? {
    guard let handlers = Self.handlers.withLock({ $0 }) else { return nil }
    let session = Session(handlers)
    // SAFETY: libmilter keeps the reference until the connection closes.
    let kept = unsafe Unmanaged.passRetained(session)
    guard unsafe smfi_setpriv(context, kept.toOpaque()) == MI_SUCCESS else {
      unsafe kept.release()
      return nil
    }
    return session
  }

  private static func session(_ context: OpaquePointer?) -> Session? {
    // SAFETY: what is kept is what `makeSession` made, and it lives until the connection closes.
    guard let kept = unsafe smfi_getpriv(context) else { return nil }
    return unsafe Unmanaged<Session>.fromOpaque(kept).takeUnretainedValue()
  }

  private static func first(
    of arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  ) -> String {
    // SAFETY: the array holds at least one NUL-terminated string, which lives for the call.
    guard let text = unsafe arguments?.pointee else { return "" }
    return unsafe String(cString: text)
  }

  private static func symbol(_ name: String, _ context: OpaquePointer?) -> String? {
    var bytes = name.utf8.map { CChar(bitPattern: $0) } + [0]
    // SAFETY: the name is NUL-terminated; the value lives until the next message.
    guard let value = unsafe smfi_getsymval(context, &bytes) else { return nil }
    return unsafe String(cString: value)
  }
}
