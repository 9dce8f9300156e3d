extension StartFilter {
  /// The sections of a filter.
  private enum Section {
    static let masks: UInt32 = 0
    static let groupStarts: UInt32 = 1
    static let prefixes: UInt32 = 2
    static let sets: UInt32 = 3
    static let places: UInt32 = 4
    static let quads: UInt32 = 5
    static let wide: UInt32 = 6
    static let groupsOfPattern: UInt32 = 7
    static let pairs: UInt32 = 8
  }

  /// Puts the filter into a file, in nine sections.
  public func write(into file: inout CompiledFileWriter, firstSection first: UInt32) {
    file.add(first + Section.masks, masks)
    file.add(first + Section.groupStarts, groupStarts)
    file.add(first + Section.prefixes, prefixes)
    file.add(first + Section.sets, sets)
    let truths = [
      places.digits, places.all, places.digitsOnly, places.looseDigits, places.looseHigh,
    ]
    file.add(first + Section.places, truths.map { $0 ? UInt8(1) : 0 } + places.loose)
    file.add(first + Section.quads, quads.bits)
    file.add(first + Section.wide, [wide.x, wide.y])
    file.add(first + Section.groupsOfPattern, groupsOfPattern)
    file.add(first + Section.pairs, pairs)
  }

  /// The filter that `write` put into a file, which stays mapped; nil when the sections are not its own.
  ///
  /// What only a beginning that stands in a text leads to is checked then.
  ///
  /// - Parameter patterns: how many patterns there are.
  public init?(_ file: CompiledFile, firstSection first: UInt32, patterns: Int) {
    guard let masks = FlatArray<SIMD2<UInt64>>(file, section: first + Section.masks),
      masks.count == StartPrefix.longest << 8,
      let starts = file.array(of: first + Section.groupStarts, as: Int32.self), starts.first == 0,
      starts.count <= StartFilter.mostGroups + 1,
      let prefixes = FlatArray<Prefix>(file, section: first + Section.prefixes),
      let sets = FlatArray<UInt64>(file, section: first + Section.sets),
      let places = file.array(of: first + Section.places, as: UInt8.self), places.count >= 5,
      let quads = StartQuads(file, section: first + Section.quads),
      let wide = file.array(of: first + Section.wide, as: UInt64.self), wide.count == 2,
      let groups = FlatArray<SIMD2<UInt64>>(file, section: first + Section.groupsOfPattern),
      groups.count <= patterns,
      let pairs = FlatArray<UInt64>(file, section: first + Section.pairs),
      pairs.count == 0 || pairs.count == 2 * StartFilter.pairWords
    else { return nil }
    for (start, end) in zip(starts, starts.dropFirst()) where end < start { return nil }
    guard Int(starts[starts.count - 1]) == prefixes.count else { return nil }
    self.masks = masks
    groupStarts = starts
    self.prefixes = prefixes
    self.sets = sets
    self.quads = quads
    self.wide = SIMD2(wide[0], wide[1])
    groupsOfPattern = groups
    self.pairs = pairs
    self.places.digits = places[0] != 0
    self.places.all = places[1] != 0
    self.places.digitsOnly = places[2] != 0
    self.places.looseDigits = places[3] != 0
    self.places.looseHigh = places[4] != 0
    self.places.loose = Array(places[5...])
  }
}
