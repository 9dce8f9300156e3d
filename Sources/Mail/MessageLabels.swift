import Native

/// What a reviewer says of a message: the keys `labels` and `risk` of a labelled message.
public struct MessageLabels: Sendable, Hashable {
  /// The concerns by name, and whether the reviewer wants findings of each.
  public var concerns: [String: Bool]
  /// The risk by name; nil when the message has none.
  public var risk: String?

  /// Creates labels.
  public init(concerns: [String: Bool], risk: String?) {
    self.concerns = concerns
    self.risk = risk
  }

  /// Reads the labels of one message of JSON Lines; nil when it has no `labels` or is no JSON object.
  ///
  /// A label is a number (0 means no) or true or false; labels of other types are left out.
  public init?(jsonMessage bytes: Span<UInt8>, limits: Limits = Limits()) {
    var scanner = JSONScanner(depthLimit: limits.depth)
    var concerns: [String: Bool]?
    var risk: String?
    do throws(JSONScanner.Failure) {
      guard case .object = try scanner.value(in: bytes) else { return nil }
      var isFirst = true
      while let key = try scanner.key(in: bytes, isFirst: isFirst) {
        isFirst = false
        let value = try scanner.value(in: bytes)
        switch (Self.plain(key, bytes), value) {
        case ("labels", .object): concerns = try Self.labels(&scanner, bytes)
        case ("risk", .string(let range)): risk = Self.plain(range, bytes)
        default: try scanner.skip(value, in: bytes)
        }
      }
    } catch {
      return nil
    }
    guard let concerns else { return nil }
    self.init(concerns: concerns, risk: risk)
  }

  private static func labels(
    _ scanner: inout JSONScanner, _ bytes: Span<UInt8>
  ) throws(JSONScanner.Failure) -> [String: Bool] {
    var labels: [String: Bool] = [:]
    var isFirst = true
    while let key = try scanner.key(in: bytes, isFirst: isFirst) {
      isFirst = false
      let value = try scanner.value(in: bytes)
      switch value {
      case .bool(let holds): labels[plain(key, bytes)] = holds
      case .number(let range):
        labels[plain(key, bytes)] = (Double(plain(range, bytes)) ?? 0) != 0
      default: try scanner.skip(value, in: bytes)
      }
    }
    return labels
  }

  /// Names of labels and levels need no escapes.
  private static func plain(_ range: Range<Int>, _ bytes: Span<UInt8>) -> String {
    range.count <= 64 ? String(utf8: bytes.extracting(range)) : ""
  }
}
