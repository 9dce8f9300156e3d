import Native
import TestSupport
import Testing

@Suite("Filters of hashes")
struct HashFilterTests {
  @Test(arguments: [0, 1, 40, 5_000])
  func allThatAreInItAreFoundAndFewOthers(count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    let hashes = (0..<count).map { _ in UInt64.random(in: 0...UInt64.max, using: &random) }
    let filter = HashFilter(hashes)
    #expect(hashes.allSatisfy { filter.mayContain($0) })
    let others = (0..<10_000).count { _ in
      filter.mayContain(UInt64.random(in: 0...UInt64.max, using: &random))
    }
    #expect(others < 600)
  }
}
