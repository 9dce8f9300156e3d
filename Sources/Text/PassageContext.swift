public import Native

// A line of a chat is often half a sentence. What stands around it in the conversation is put around its
// passage, so that rules read on over the line's ends, and is mapped to nothing, so that places stay its own.
extension Passages {
  /// The passage that a line of a conversation is: the first text of its author; nil when there is none.
  public var line: Int? {
    items.firstIndex {
      $0.field == .body && !$0.isQuoted && ($0.kind == .text || $0.kind == .html)
    }
  }

  /// Puts text that belongs to other messages before and behind a passage.
  ///
  /// - Parameters:
  ///   - index: the passage.
  ///   - before: readable text that was written before it, with what parts the two.
  ///   - after: readable text that was written after it, likewise.
  ///   - folder: folds the whole anew.
  public mutating func surround(
    _ index: Int, before: Span<UInt8>, after: Span<UInt8>, folder: inout Folder
  ) {
    guard items[index].cells.isEmpty else { return }
    let own = items[index].text
    var wide: [UInt8] = []
    wide.reserveCapacity(before.count + own.count + after.count)
    wide.append(before)
    wide.append(text.span, in: own)
    wide.append(after)
    var map = OffsetMap()
    map.append(unit: 1, of: 0, count: before.count, from: items[index].textMap.start(of: 0))
    map.append(items[index].textMap)
    map.append(unit: 1, of: 0, count: after.count, from: items[index].textMap.end(of: own.count))
    let start = text.count
    text.append(wide.span)
    var foldMap = OffsetMap()
    let foldedStart = folded.count
    folder.fold(wide.span, into: &folded, map: &foldMap)
    items[index].text = start..<text.count
    items[index].textMap = map
    items[index].folded = foldedStart..<folded.count
    items[index].foldMap = foldMap
    items[index].hasContext = true
  }
}

extension Passage {
  /// Whether a folded range (offsets from the passage's start) stands wholly in what other messages say.
  public func isContext(_ range: Range<Int>) -> Bool {
    hasContext && textMap.source(of: foldMap.source(of: range)).isEmpty
  }
}
