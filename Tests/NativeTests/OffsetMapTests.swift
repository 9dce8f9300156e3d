import Native
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
}
