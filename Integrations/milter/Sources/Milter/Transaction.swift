/// One message on its way through the mail server: its envelope and, as far as the limit goes, itself.
public struct Transaction: Sendable {
  /// A header field of the message.
  public struct Field: Sendable {
    /// Its name as written.
    public var name: String
    /// Where its value stands in the message's bytes.
    public var value: Range<Int>
  }

  /// Who connected.
  public var client: Client
  /// Whether the client proved who it is (SMTP AUTH).
  public var isAuthenticated = false
  /// The envelope's sender without angle brackets; nil for the empty one of bounces.
  public var sender: String?
  /// The envelope's recipients without angle brackets.
  public var recipients: [String] = []
  /// The mail server's name for the message; nil where it has not told it.
  public var queueID: String?
  /// The message with CRLF line ends; of one over the limit this much.
  public var message: [UInt8] = []
  /// How many bytes the message may have before it is cut.
  public var limit: Int
  /// Whether the message is longer than what is kept of it.
  public var isCut = false
  /// Its header fields in order, of a message that was cut in its header as far as it goes.
  public var fields: [Field] = []

  /// Creates a transaction in which nothing was said yet.
  public init(client: Client, limit: Int) {
    self.client = client
    self.limit = limit
  }

  /// Adds a header field as libmilter tells it: the value begins behind the colon, folded lines are
  /// parted by LF.
  public mutating func add(field name: String, value: [UInt8]) {
    let start = message.count + name.utf8.count + 1
    var bytes = Array(name.utf8)
    bytes.append(UInt8(ascii: ":"))
    var last: UInt8 = 0
    for byte in value {
      if byte == 0x0A, last != 0x0D { bytes.append(0x0D) }
      bytes.append(byte)
      last = byte
    }
    // All names are kept, since a forged field must be found however long the header is.
    fields.append(Field(name: name, value: start..<(message.count + bytes.count)))
    bytes.append(contentsOf: [0x0D, 0x0A])
    guard append(bytes) else {
      let end = message.count
      fields[fields.count - 1].value = min(start, end)..<end
      return
    }
  }

  /// Adds the empty line behind the header.
  public mutating func endHeader() { append([0x0D, 0x0A]) }

  /// Adds bytes as far as the limit lets it; answers whether all were taken.
  @discardableResult
  public mutating func append(_ bytes: some Collection<UInt8>) -> Bool {
    let room = limit - message.count
    message.append(contentsOf: bytes.prefix(max(room, 0)))
    if bytes.count > room { isCut = true }
    return !isCut
  }
}

/// What the mail server is asked to do with a message.
public struct Reply: Sendable, Equatable {
  /// What becomes of the message.
  public enum Fate: Sendable, Equatable {
    /// It goes on.
    case accept
    /// It goes on hold, for the reason.
    case quarantine(reason: String)
    /// Its sender gets it back at once, with the sentence (SMTP 550).
    case reject(String)
    /// Its sender keeps it and tries again, told by the sentence (SMTP 451).
    case tempfail(String)
  }

  /// A header field that is taken out: the n-th of its name, from 1.
  public struct Removal: Sendable, Equatable {
    /// The field's name, in any case.
    public var name: String
    /// Which one of this name, from 1.
    public var index: Int

    /// Creates a removal.
    public init(name: String, index: Int) {
      self.name = name
      self.index = index
    }
  }

  /// What becomes of it.
  public var fate: Fate
  /// Fields that are taken out, in order.
  public var removals: [Removal] = []
  /// Fields that are put before the first, in order.
  public var additions: [(name: String, value: String)] = []

  /// Creates a reply that leaves the message as it is.
  public init(_ fate: Fate) { self.fate = fate }

  /// Whether two replies ask for the same.
  public static func == (one: Reply, two: Reply) -> Bool {
    one.fate == two.fate && one.removals == two.removals
      && one.additions.elementsEqual(two.additions, by: ==)
  }
}
