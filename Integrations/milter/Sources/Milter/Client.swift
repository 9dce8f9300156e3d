/// Who connected to the mail server.
public struct Client: Sendable, Hashable {
  /// The address's 4 or 16 bytes in network order; empty for a local process or an unknown client.
  public var address: [UInt8]
  /// The name that the mail server found for it, or its address in brackets.
  public var name: String

  /// Creates a client.
  public init(address: [UInt8] = [], name: String = "") {
    self.address = address
    self.name = name
  }
}
