import TestSupport
import Testing

@testable import Native

/// Stretches of a map that is taken over, against one that is made byte by byte.
@Suite struct OffsetMapStretchTests {
  private func randomMap(_ generator: inout SeededGenerator) -> OffsetMap {
    var map = OffsetMap()
    var input = Int.random(in: 0...9, using: &generator)
    for _ in 0..<Int.random(in: 0...30, using: &generator) {
      let unit = Int.random(in: 1...3, using: &generator)
      let source = Int.random(in: 0...3, using: &generator)
      let count = Int.random(in: 1...4, using: &generator)
      map.append(unit: unit, of: source, count: count, from: input)
      input += source * count + Int.random(in: 0...1, using: &generator)
    }
    return map
  }

  @Test func stretchesSayWhatTheWholeSays() {
    var generator = SeededGenerator(seed: 61)
    for _ in 0..<5_000 {
      let map = randomMap(&generator)
      let length = Int(map.outputLength)
      var taken = OffsetMap()
      var places: [Int] = []
      var index = 0
      var offset = 0
      while offset < length {
        let start = Int.random(in: offset...length, using: &generator)
        let end = Int.random(in: start...length, using: &generator)
        taken.append(start..<end, of: map, from: &index)
        places += start..<end
        offset = max(end, offset + 1)
      }
      #expect(Int(taken.outputLength) == places.count)
      for (output, place) in places.enumerated() {
        #expect(taken.start(of: output) == map.start(of: place))
        #expect(taken.end(of: output + 1) == map.end(of: place + 1))
      }
    }
  }

  @Test func theWholeIsTheSameMap() {
    var generator = SeededGenerator(seed: 62)
    for _ in 0..<2_000 {
      let map = randomMap(&generator)
      var taken = OffsetMap()
      var index = 0
      taken.append(0..<Int(map.outputLength), of: map, from: &index)
      #expect(taken == map)
    }
  }
}
