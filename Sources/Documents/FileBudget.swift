public import Mail

/// How much more may be unpacked of one message's attached files.
public struct FileBudget: Sendable {
  /// Bytes of content.
  public var bytes: Int
  /// Entries of archives.
  public var entries: Int
  /// The limits that it began with.
  public let limits: Limits

  /// Creates the budget of one message.
  public init(_ limits: Limits) {
    bytes = limits.unpackedBytes
    entries = limits.archiveEntries
    self.limits = limits
  }
}
