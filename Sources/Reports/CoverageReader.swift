public import Mail

extension Coverage {
  /// Reads a coverage record of JSON Lines, as `JSONLinesReport` writes it; nil for any other line.
  public init?(record line: Span<UInt8>) {
    var scanner = JSONScanner(depthLimit: Self.depth)
    do throws(JSONScanner.Failure) {
      guard case .object = try scanner.value(in: line),
        let key = try scanner.key(in: line, isFirst: true),
        JSONString.text(of: line.extracting(key)) == "coverage",
        case .object = try scanner.value(in: line)
      else { return nil }
      try self.init(reading: &scanner, in: line)
      guard try scanner.key(in: line, isFirst: false) == nil else { return nil }
      try scanner.end(in: line)
    } catch {
      return nil
    }
  }

  private static let depth = 8

  /// Reads the members of a coverage whose opening bracket was read; unknown ones are passed over.
  public init(
    reading scanner: inout JSONScanner, in bytes: Span<UInt8>
  ) throws(JSONScanner.Failure) {
    self.init()
    var isFirst = true
    while let key = try scanner.key(in: bytes, isFirst: isFirst) {
      isFirst = false
      let value = try scanner.value(in: bytes)
      switch (JSONString.text(of: bytes.extracting(key)), value) {
      case ("messages", .number(let digits)): messages = Self.number(digits, bytes)
      case ("scanned", .number(let digits)): scanned = Self.number(digits, bytes)
      case ("parts", .number(let digits)): parts = Self.number(digits, bytes)
      case ("bytes", .number(let digits)): self.bytes = Self.number(digits, bytes)
      case ("seconds", .number(let digits)):
        seconds = Double(JSONString.text(of: bytes.extracting(digits))) ?? 0
      case ("suppressed", .number(let digits)):
        suppressed = suppressed ?? Suppressed()
        suppressed?.findings = Self.number(digits, bytes)
      case ("suppressed_messages", .number(let digits)):
        suppressed = suppressed ?? Suppressed()
        suppressed?.messages = Self.number(digits, bytes)
      case ("expired_suppressions", .number(let digits)):
        suppressed = suppressed ?? Suppressed()
        suppressed?.expired = Self.number(digits, bytes)
      case ("seen_before", .number(let digits)): seen = Self.number(digits, bytes)
      case ("shard", .string(let text)):
        let numbers = JSONString.text(of: bytes.extracting(text)).split(separator: "/")
          .compactMap { Int($0) }
        guard numbers.count == 2 else { break }
        part = Part(number: numbers[0], of: numbers[1], sources: part?.sources ?? "")
      case ("sources", .string(let text)):
        part?.sources = JSONString.text(of: bytes.extracting(text))
      case ("skipped", .array):
        var isFirstEntry = true
        while try scanner.element(in: bytes, isFirst: isFirstEntry) {
          isFirstEntry = false
          skipped.append(try Self.entry(&scanner, bytes))
        }
      default: try scanner.skip(value, in: bytes)
      }
    }
  }

  private static func entry(
    _ scanner: inout JSONScanner, _ bytes: Span<UInt8>
  ) throws(JSONScanner.Failure) -> Skipped {
    var entry = Skipped(source: "", why: "", isLoss: true)
    var kind: String?
    let opening = try scanner.value(in: bytes)
    guard case .object = opening else {
      try scanner.skip(opening, in: bytes)
      return entry
    }
    var isFirst = true
    while let key = try scanner.key(in: bytes, isFirst: isFirst) {
      isFirst = false
      let value = try scanner.value(in: bytes)
      switch (JSONString.text(of: bytes.extracting(key)), value) {
      case ("source", .string(let text)): entry.source = JSONString.text(of: bytes.extracting(text))
      case ("id", .string(let text)): entry.id = JSONString.text(of: bytes.extracting(text))
      case ("part", .string(let text)): entry.part = JSONString.text(of: bytes.extracting(text))
      case ("why", .string(let text)): entry.why = JSONString.text(of: bytes.extracting(text))
      case ("kind", .string(let text)): kind = JSONString.text(of: bytes.extracting(text))
      case ("loss", .bool(let isLoss)): entry.isLoss = isLoss
      default: try scanner.skip(value, in: bytes)
      }
    }
    entry.kind = kind ?? entry.why
    return entry
  }

  private static func number(_ digits: Range<Int>, _ bytes: Span<UInt8>) -> Int {
    Int(JSONString.text(of: bytes.extracting(digits))) ?? 0
  }

  /// Adds what another part of the same messages came to.
  ///
  /// What stands in both is told once: a rule that cannot be used is noted by every part.
  public mutating func add(_ other: Coverage) {
    messages += other.messages
    scanned += other.scanned
    parts += other.parts
    bytes += other.bytes
    seconds += other.seconds
    if let more = other.suppressed {
      var all = suppressed ?? Suppressed()
      all.findings += more.findings
      all.messages += more.messages
      // Every part has the same file of suppressions.
      all.expired = max(all.expired, more.expired)
      suppressed = all
    }
    if let more = other.seen { seen = (seen ?? 0) + more }
    let known = Set(skipped.filter { $0.id == nil })
    skipped += other.skipped.filter { $0.id != nil || !known.contains($0) }
  }
}
