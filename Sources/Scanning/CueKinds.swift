import Native

/// Which kinds of cues open windows: for patterns that are not wanted in a text no cue is looked for.
struct CueKinds: Sendable {
  /// Characters that open windows or begin the check of a shape.
  private(set) var characters = ByteSet()
  /// A bit for the length of each first run of digits of a shape; the last one stands for longer runs too.
  private(set) var runs: UInt64 = 0
  /// Whether shapes of letters alone do.
  private(set) var hasLetterShapes = false

  /// No kinds.
  init() {}

  /// Whether shapes are looked for whose first run of digits is so long.
  func hasRun(of length: Int) -> Bool { runs >> UInt64(min(length, 63)) & 1 != 0 }

  /// Adds the kinds of others.
  mutating func formUnion(_ other: CueKinds) {
    characters = characters.union(other.characters)
    runs |= other.runs
    hasLetterShapes = hasLetterShapes || other.hasLetterShapes
  }

  /// The kinds of the cues of each of so many patterns.
  static func kinds(
    patterns count: Int, _ characters: [CueTable.Character], _ shapesByRun: [[CueShape]],
    _ letterShapes: [CueShape]
  ) -> [CueKinds] {
    var kinds = [CueKinds](repeating: CueKinds(), count: count)
    if count == 0 { return kinds }
    for character in characters {
      for pattern in character.patterns { kinds[Int(pattern)].characters.insert(character.byte) }
      for run in character.runs { kinds[Int(run.pattern)].characters.insert(character.byte) }
      for shape in character.shapes {
        for pattern in shape.patterns { kinds[Int(pattern)].characters.insert(character.byte) }
      }
    }
    for (length, shapes) in shapesByRun.enumerated() {
      for shape in shapes {
        for pattern in shape.patterns { kinds[Int(pattern)].runs |= 1 << UInt64(min(length, 63)) }
      }
    }
    for shape in letterShapes {
      for pattern in shape.patterns { kinds[Int(pattern)].hasLetterShapes = true }
    }
    return kinds
  }
}
