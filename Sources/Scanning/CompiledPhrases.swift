import Native

extension PhraseTable {
  /// The sections of a table; the filter has those from `filter` on.
  private enum Section {
    static let elements: UInt32 = 0
    static let alternatives: UInt32 = 1
    static let wordBytes: UInt32 = 2
    static let jointBytes: UInt32 = 5
    static let jointEnds: UInt32 = 6
    static let anchored: UInt32 = 7
    static let pairs: UInt32 = 8
    static let words: UInt32 = 9
    static let prefixes: UInt32 = 10
    static let count: UInt32 = 11
    static let groups: UInt32 = 12
    static let forms: UInt32 = 13
    static let choices: UInt32 = 14
    static let filter: UInt32 = 15
  }

  /// Puts the table into a file.
  func write(into file: inout CompiledFileWriter, firstSection first: UInt32) {
    file.add(first + Section.elements, arrays.elements)
    file.add(first + Section.alternatives, arrays.alternatives)
    file.add(first + Section.choices, arrays.choices)
    file.add(first + Section.groups, arrays.groups)
    file.add(first + Section.forms, arrays.forms)
    file.add(first + Section.wordBytes, arrays.wordBytes)
    file.add(first + Section.jointBytes, arrays.jointBytes)
    file.add(first + Section.jointEnds, arrays.jointEnds)
    file.add(first + Section.anchored, arrays.anchored)
    file.add(first + Section.pairs, arrays.pairs.slots)
    file.add(first + Section.words, arrays.words.slots)
    file.add(first + Section.prefixes, arrays.prefixes.slots)
    file.add(first + Section.count, [Int64(count), Int64(onceCount)])
    filter.write(into: &file, firstSection: first + Section.filter)
  }

  /// The table that `write` put into a file, which stays mapped; nil when an index leads nowhere.
  convenience init?(_ file: CompiledFile, firstSection first: UInt32) {
    guard
      let elements = FlatArray<PhraseArrays.Element>(file, section: first + Section.elements),
      let alternatives = FlatArray<PhraseArrays.Alternative>(
        file, section: first + Section.alternatives),
      let choices = FlatArray<PhraseArrays.Choice>(file, section: first + Section.choices),
      let groups = FlatArray<PhraseArrays.Group>(file, section: first + Section.groups),
      let forms = FlatArray<PhraseArrays.Form>(file, section: first + Section.forms),
      let wordBytes = FlatArray<UInt8>(file, section: first + Section.wordBytes),
      let jointBytes = FlatArray<UInt8>(file, section: first + Section.jointBytes),
      let jointEnds = FlatArray<UInt32>(file, section: first + Section.jointEnds),
      let anchored = FlatArray<PhraseArrays.Anchored>(file, section: first + Section.anchored),
      let counts = file.array(of: first + Section.count, as: Int64.self), counts.count == 2,
      let pairs = Self.index(file, first + Section.pairs),
      let words = Self.index(file, first + Section.words),
      let prefixes = Self.index(file, first + Section.prefixes),
      let filter = AnchorFilter(file, firstSection: first + Section.filter),
      counts[0] >= 0, counts[0] <= Int64(Int32.max), counts[1] >= 0, counts[1] <= counts[0]
    else { return nil }
    let arrays = PhraseArrays(
      wordBytes: wordBytes, jointBytes: jointBytes,
      jointEnds: jointEnds, elements: elements, alternatives: alternatives, choices: choices,
      groups: groups, forms: forms, anchored: anchored, pairs: pairs, words: words,
      prefixes: prefixes)
    guard arrays.areTextsSound else { return nil }
    self.init(arrays, filter: filter, count: Int(counts[0]), onceCount: Int(counts[1]))
  }

  private static func index(_ file: CompiledFile, _ section: UInt32) -> AnchorIndex? {
    FlatArray<AnchorIndex.Slot>(file, section: section).flatMap { AnchorIndex(slots: $0) }
  }
}

extension PhraseArrays {
  /// Whether the texts of joints stand inside their bytes, so that no look-up can trap.
  ///
  /// All other indices are most of the table: those that a message leads to are checked then.
  fileprivate var areTextsSound: Bool {
    areEnds(jointEnds, of: jointBytes.count)
  }

  /// Whether texts that end there follow one another in `length` bytes.
  private func areEnds(_ ends: FlatArray<UInt32>, of length: Int) -> Bool {
    var last: UInt32 = 0
    var areInOrder = true
    let ends = ends.span
    for index in ends.indices {
      areInOrder = areInOrder && ends[index] >= last
      last = ends[index]
    }
    return areInOrder && Int(last) <= length
  }
}
