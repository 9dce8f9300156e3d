import Native
import TestSupport
import Testing

@Suite struct OffsetMapTests {
  @Test func aMixOfRunsMapsBackExactly() {
    var map = OffsetMap()
    map.appendCopy(5, from: 0)  // "hello"
    map.append(output: 1, input: 3, from: 5)  // "=3D" → "="
    map.append(unit: 2, of: 1, count: 4, from: 10)  // four koi8-r letters; bytes 8 and 9 dropped
    map.append(output: 1, input: 0, from: 14)  // an inserted space
    map.appendCopy(2, from: 14)
    #expect(map.outputLength == 17)
    #expect(map.source(of: 0..<5) == 0..<5)
    #expect(map.source(of: 5..<6) == 5..<8)
    #expect(map.source(of: 4..<8) == 4..<11)
    #expect(map.source(of: 8..<10) == 11..<12)
    #expect(map.source(of: 9..<10) == 11..<12)
    #expect(map.source(of: 14..<15) == 14..<14)
    #expect(map.source(of: 15..<17) == 14..<16)
    #expect(map.runs.count == 5)
  }

  @Test func unitsOfTheSameSizeJoinOneRun() {
    var map = OffsetMap()
    for index in 0..<100 { map.append(output: 2, input: 3, from: index * 3) }
    #expect(map.runs.count == 1)
    #expect(map.source(of: 100..<102) == 150..<153)
  }

  private func randomMap(_ output: Int, _ generator: inout SeededGenerator) -> (OffsetMap, Int) {
    var map = OffsetMap()
    var input = 0
    while Int(map.outputLength) < output {
      let left = output - Int(map.outputLength)
      let unit = min(left, Int.random(in: 1...3, using: &generator))
      let count = min(left / unit, Int.random(in: 1...4, using: &generator))
      let source = Int.random(in: 0...3, using: &generator)
      input += Int.random(in: 0...2, using: &generator)
      map.append(unit: unit, of: source, count: count, from: input)
      input += source * count
    }
    return (map, input)
  }

  @Test func aComposedMapAnswersAsBothDoInTurn() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<3_000 {
      let (second, length) = randomMap(Int.random(in: 0...30, using: &generator), &generator)
      let (first, _) = randomMap(length, &generator)
      let both = second.composed(with: first)
      #expect(both.outputLength == second.outputLength)
      for offset in 0..<Int(second.outputLength) {
        let inner = second.source(of: offset..<offset + 1)
        let expected = first.source(of: inner)
        if inner.isEmpty {
          #expect(both.source(of: offset..<offset + 1).isEmpty)
        } else {
          #expect(both.source(of: offset..<offset + 1) == expected)
        }
      }
    }
  }

  @Test func anInputOffsetFindsItsOutput() {
    var map = OffsetMap()
    map.appendCopy(3, from: 0)
    map.append(output: 1, input: 4, from: 3)  // white space collapsed
    map.appendCopy(2, from: 7)
    map.append(unit: 1, of: 3, count: 2, from: 11)  // two bytes dropped before full-width letters
    #expect(map.output(of: 0) == 0)
    #expect(map.output(of: 2) == 2)
    #expect(map.output(of: 3) == 3)
    #expect(map.output(of: 5) == 4)
    #expect(map.output(of: 7) == 4)
    #expect(map.output(of: 9) == 6)
    #expect(map.output(of: 11) == 6)
    #expect(map.output(of: 14) == 7)
    #expect(map.output(of: 99) == 8)
  }

  @Test func aMapReturnsToAMark() {
    var map = OffsetMap(identity: 4)
    let mark = map.mark
    map.appendCopy(3, from: 4)
    map.append(output: 2, input: 7, from: 9)
    map.rewind(to: mark)
    #expect(map == OffsetMap(identity: 4))
  }
}
