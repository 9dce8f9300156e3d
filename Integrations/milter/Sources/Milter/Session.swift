internal import CMilter
private import Glibc

/// What the daemon answers to libmilter.
public struct MilterHandlers: Sendable {
  /// What happens to a message before anything of it was sent.
  public enum Beginning: Sendable {
    /// It is not looked at.
    case pass
    /// It is read, up to a number of bytes, and judged.
    case read(limit: Int)
    /// Its sender keeps it and tries again.
    case tempfail
  }

  /// A message begins: its client and envelope sender are known.
  public var begin: @Sendable (Transaction) -> Beginning
  /// A message is complete, and something has to become of it.
  public var judge: @Sendable (Transaction) -> Reply
  /// A message that `begin` let be read has ended without being judged, as when its sender went away.
  public var abandon: @Sendable () -> Void
  /// The mail server did not take the changes that the reply asked for; its sender keeps the message.
  public var failed: @Sendable (Transaction) -> Void

  /// Creates the answers.
  public init(
    begin: @escaping @Sendable (Transaction) -> Beginning,
    judge: @escaping @Sendable (Transaction) -> Reply,
    abandon: @escaping @Sendable () -> Void, failed: @escaping @Sendable (Transaction) -> Void
  ) {
    self.begin = begin
    self.judge = judge
    self.abandon = abandon
    self.failed = failed
  }
}

/// One connection of the mail server; libmilter calls it from one thread at a time.
final class Session {
  private let handlers: MilterHandlers
  private var client = Client()
  private var transaction: Transaction?
  /// What both sides can do, from the negotiation.
  private var protocolFlags: UInt = 0

  init(_ handlers: MilterHandlers) { self.handlers = handlers }

  deinit { abort() }

  /// Chooses, of what the mail server offers, what this filter needs; nil when it cannot do without
  /// something that is missing.
  func negotiate(actions: UInt, protocolFlags offered: UInt) -> (actions: UInt, protocol: UInt)? {
    let needed = UInt(SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_QUARANTINE)
    guard actions & needed == needed else { return nil }
    let wanted = UInt(
      SMFIP_NOHELO | SMFIP_NOUNKNOWN | SMFIP_NODATA | SMFIP_SKIP | SMFIP_HDR_LEADSPC
        | SMFIP_NR_CONN | SMFIP_NR_RCPT | SMFIP_NR_HDR | SMFIP_NR_EOH)
    protocolFlags = offered & wanted
    return (needed, protocolFlags)
  }

  /// The answer to a callback that the mail server may not wait for.
  private func next(_ flag: Int) -> sfsistat {
    protocolFlags & UInt(flag) != 0 ? SMFIS_NOREPLY : SMFIS_CONTINUE
  }

  func connect(_ client: Client) -> sfsistat {
    self.client = client
    return next(SMFIP_NR_CONN)
  }

  func begin(sender: String, isAuthenticated: Bool) -> sfsistat {
    abort()
    var transaction = Transaction(client: client, limit: 0)
    transaction.sender = Self.address(sender)
    transaction.isAuthenticated = isAuthenticated
    switch handlers.begin(transaction) {
    case .pass: return SMFIS_ACCEPT
    case .tempfail: return SMFIS_TEMPFAIL
    case .read(let limit):
      transaction.limit = limit
      self.transaction = transaction
      return SMFIS_CONTINUE
    }
  }

  func add(recipient: String) -> sfsistat {
    transaction?.recipients.append(Self.address(recipient) ?? "")
    return next(SMFIP_NR_RCPT)
  }

  func add(field name: String, value: [UInt8]) -> sfsistat {
    // Without the flag libmilter drops the blank behind the colon.
    let isBare = protocolFlags & UInt(SMFIP_HDR_LEADSPC) == 0
    transaction?.add(field: name, value: isBare ? [0x20] + value : value)
    return next(SMFIP_NR_HDR)
  }

  func endHeader() -> sfsistat {
    transaction?.endHeader()
    return next(SMFIP_NR_EOH)
  }

  func add(body: UnsafeRawBufferPointer) -> sfsistat {
    let isTaken = unsafe transaction?.append(body) ?? true
    return isTaken || protocolFlags & UInt(SMFIP_SKIP) == 0 ? SMFIS_CONTINUE : SMFIS_SKIP
  }

  func end(_ context: OpaquePointer?, queueID: String?) -> sfsistat {
    guard var transaction else { return SMFIS_TEMPFAIL }
    transaction.queueID = queueID
    self.transaction = nil
    let reply = handlers.judge(transaction)
    guard unsafe apply(reply, context) else {
      handlers.failed(transaction)
      return SMFIS_TEMPFAIL
    }
    switch reply.fate {
    case .accept, .quarantine: return SMFIS_ACCEPT
    case .reject: return SMFIS_REJECT
    case .tempfail: return SMFIS_TEMPFAIL
    }
  }

  func abort() {
    guard transaction != nil else { return }
    transaction = nil
    handlers.abandon()
  }

  /// Asks for the changes of a reply; answers whether the mail server took them all.
  private func apply(_ reply: Reply, _ context: OpaquePointer?) -> Bool {
    switch reply.fate {
    case .reject(let sentence):
      return unsafe setReply(context, "550", "5.7.1", sentence)
    case .tempfail(let sentence):
      return unsafe setReply(context, "451", "4.7.1", sentence)
    case .accept, .quarantine: break
    }
    // From the last to the first: each removal may renumber those behind it.
    for removal in reply.removals.reversed() {
      let isDone = unsafe Self.lend(removal.name) { name in
        unsafe smfi_chgheader(context, name, Int32(removal.index), nil) == MI_SUCCESS
      }
      guard isDone else { return false }
    }
    // Each goes before all others, so the last one is put there first.
    let blank = protocolFlags & UInt(SMFIP_HDR_LEADSPC) == 0 ? "" : " "
    for field in reply.additions.reversed() {
      let isDone = unsafe Self.lend(field.name) { name in
        unsafe Self.lend(blank + field.value) {
          unsafe smfi_insheader(context, 0, name, $0) == MI_SUCCESS
        }
      }
      guard isDone else { return false }
    }
    guard case .quarantine(let reason) = reply.fate else { return true }
    return unsafe Self.lend(reason) { unsafe smfi_quarantine(context, $0) == MI_SUCCESS }
  }

  private func setReply(
    _ context: OpaquePointer?, _ code: String, _ status: String, _ sentence: String
  ) -> Bool {
    unsafe Self.lend(code) { code in
      unsafe Self.lend(status) { status in
        unsafe Self.lend(sentence) {
          unsafe smfi_setreply(context, code, status, $0) == MI_SUCCESS
        }
      }
    }
  }

  /// Lends a text as libmilter's headers want it: not `const`, though never written.
  private static func lend(_ text: String, _ body: (UnsafeMutablePointer<CChar>?) -> Bool) -> Bool {
    var bytes = text.utf8.map { CChar(bitPattern: $0) } + [0]
    // SAFETY: the array is NUL-terminated and lives for the call.
    return unsafe bytes.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress) }
  }

  /// An address without its angle brackets; nil for the empty one.
  private static func address(_ text: String) -> String? {
    var address = text[...]
    if address.hasPrefix("<") { address.removeFirst() }
    if address.hasSuffix(">") { address.removeLast() }
    return address.isEmpty ? nil : String(address)
  }
}
