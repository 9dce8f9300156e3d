import Native

extension SplitState {
  /// Finds the messages that a message holds: each is one of its own.
  mutating func findNested(
    _ name: StaticString, in bytes: Span<UInt8>, _ range: Range<Int>
  ) {
    guard range.lowerBound >= base, range.count <= limit else { return }
    let start = range.lowerBound - base
    let message = bytes.extracting(start..<range.upperBound - base)
    let wanted = Array(name.description.utf8)
    guard message.firstOffset(of: wanted.span) != nil else { return }
    var scanner = JSONScanner(depthLimit: 64)
    do throws(JSONScanner.Failure) {
      guard case .object = try scanner.value(in: message) else { return }
      var isFirst = true
      while let key = try scanner.key(in: message, isFirst: isFirst) {
        isFirst = false
        let value = try scanner.value(in: message)
        guard case .array = value, message.extracting(key).equals(wanted.span) else {
          try scanner.skip(value, in: message)
          continue
        }
        var isFirstElement = true
        while try scanner.element(in: message, isFirst: isFirstElement) {
          isFirstElement = false
          let element = try scanner.value(in: message)
          // The bracket was read.
          let from = scanner.offset - 1
          try scanner.skip(element, in: message)
          guard case .object = element else { continue }
          found.append(
            SplitState.Found(
              range: range.lowerBound + from..<range.lowerBound + scanner.offset,
              conversation: conversation))
        }
      }
    } catch {
      // The message's own parser says where it is damaged.
      return
    }
  }
}
