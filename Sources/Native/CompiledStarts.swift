extension StartAutomaton {
  /// The sections of an automaton.
  private enum Section {
    static let classes: UInt32 = 0
    static let roots: UInt32 = 1
    static let steps: UInt32 = 2
    static let found: UInt32 = 3
    static let places: UInt32 = 5
  }

  /// Puts the automaton into a file, in six sections.
  public func write(into file: inout CompiledFileWriter, firstSection first: UInt32) {
    file.add(first + Section.classes, classes)
    file.add(first + Section.roots, roots)
    file.add(first + Section.steps, steps)
    found.write(into: &file, firstSection: first + Section.found)
    let truths = [places.digits, places.all, places.looseDigits, places.looseHigh]
    file.add(first + Section.places, truths.map { $0 ? UInt8(1) : 0 } + places.loose)
  }

  /// The automaton that `write` put into a file, which stays mapped; nil when the sections are not its own.
  ///
  /// What only a beginning that stands in a text leads to is checked then.
  ///
  /// - Parameter patterns: how many patterns there are.
  public convenience init?(_ file: CompiledFile, firstSection first: UInt32, patterns: Int) {
    guard let classes = FlatArray<UInt8>(file, section: first + Section.classes),
      classes.count == 256,
      let roots = FlatArray<UInt16>(file, section: first + Section.roots), roots.count == 256,
      let steps = FlatArray<UInt16>(file, section: first + Section.steps),
      let found = FlatLists<Int32>(file, firstSection: first + Section.found), found.count > 0,
      steps.count % found.count == 0,
      let bytes = file.array(of: first + Section.places, as: UInt8.self), bytes.count >= 4
    else { return nil }
    let width = steps.count / found.count
    for byte in 0..<256 where classes[byte] >= width { return nil }
    for kind in 0..<width where steps[kind] != Self.dead { return nil }
    var places = Places()
    places.digits = bytes[0] != 0
    places.all = bytes[1] != 0
    places.looseDigits = bytes[2] != 0
    places.looseHigh = bytes[3] != 0
    places.loose = Array(bytes[4...])
    self.init(
      classes: classes, width: width, roots: roots, steps: steps, found: found, places: places,
      patterns: patterns)
  }
}
