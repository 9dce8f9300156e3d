import Native

/// The patterns of a compiled file: a message leads to a few of some hundred, and only these are read.
enum PatternSources {
  /// What is known of a pattern beside its source.
  private struct Facts: FlatRecord, Sendable {
    /// Where its source ends among all sources.
    var end: UInt32
    /// Its group `value`; negative for none.
    var valueGroup: Int32
    /// Whether it matches the empty text: 0 or 1.
    var matchesEmpty: UInt32
  }

  /// Puts patterns into a file, in two sections.
  static func write(
    _ patterns: LazyTable<Pattern>, into file: inout CompiledFileWriter, firstSection first: UInt32
  ) {
    var sources: [UInt8] = []
    var facts: [Facts] = []
    for index in 0..<patterns.count {
      let pattern = patterns[index]
      sources.append(contentsOf: pattern.source.utf8)
      facts.append(
        Facts(
          end: UInt32(sources.count), valueGroup: Int32(pattern.valueGroup ?? -1),
          matchesEmpty: pattern.matchesEmpty ? 1 : 0))
    }
    file.add(first, sources)
    file.add(first + 1, facts)
  }

  /// The patterns that `write` put into a file, which stays mapped; nil when they are not there.
  static func table(in file: CompiledFile, firstSection first: UInt32) -> LazyTable<Pattern>? {
    guard let sources = FlatArray<UInt8>(file, section: first),
      let facts = FlatArray<Facts>(file, section: first + 1)
    else { return nil }
    return LazyTable(count: facts.count) { index in
      let start = index > 0 ? Int(facts[index - 1].end) : 0
      let end = Int(facts[index].end)
      // In a damaged file a pattern may stand nowhere: then it finds nothing.
      let isSound = start <= end && end <= sources.count
      let source = isSound ? String(utf8: sources.span.extracting(start..<end)) : "(?!)"
      let group = Int(facts[index].valueGroup)
      return Pattern(
        known: source, matchesEmpty: facts[index].matchesEmpty != 0,
        valueGroup: group < 0 ? nil : group)
    }
  }
}
