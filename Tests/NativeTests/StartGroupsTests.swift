import TestSupport
import Testing

@testable import Native

/// Groups of beginnings are those of a search for the best pair of neighbours before every step.
@Suite struct StartGroupsTests {
  @Test(arguments: [1, 2, 7, 30, 200])
  func groupsAreThoseOfTheNaiveTwin(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    for _ in 0..<20 {
      let prefixes = (0..<count).map { _ in prefix(&random) }
      for most in [1, 5, 12, 40] {
        #expect(StartGroups.joined(prefixes, most: most) == naive(prefixes, most: most))
      }
    }
  }

  private func prefix(_ random: inout SeededGenerator) -> StartPrefix {
    let boundary = [StartPrefix.Boundary.none, .digit, .word].randomElement(using: &random)
    let sets = (0...Int.random(in: 0..<8, using: &random)).map { _ in
      var set = ByteSet()
      for _ in 0...Int.random(in: 0..<3, using: &random) {
        set.insert(Array("abc12 $".utf8).randomElement(using: &random) ?? 0)
      }
      return set
    }
    return StartPrefix(boundary ?? .none, sets)
  }

  private func naive(_ prefixes: [StartPrefix], most: Int) -> [StartPrefix] {
    func share(of prefix: StartPrefix) -> Double {
      prefix.sets.prefix(4).reduce(1) { $0 * Self.share(of: $1) }
    }
    let order = prefixes.indices.sorted {
      precedes(prefixes[$0], prefixes[$1]) || (!precedes(prefixes[$1], prefixes[$0]) && $0 < $1)
    }
    var groups = order.map { prefixes[$0] }
    func joined(_ place: Int) -> StartPrefix {
      let (one, two) = (groups[place], groups[place + 1])
      return StartPrefix(one.boundary, zip(one.sets, two.sets).map { $0.union($1) })
    }
    while groups.count > most {
      let losses = groups.indices.dropLast().map { place in
        groups[place].boundary == groups[place + 1].boundary
          ? share(of: joined(place)) - share(of: groups[place]) - share(of: groups[place + 1])
          : .infinity
      }
      guard let least = losses.min(), least < .infinity,
        let place = losses.firstIndex(of: least)
      else { break }
      groups[place] = joined(place)
      groups.remove(at: place + 1)
    }
    return groups
  }

  private func precedes(_ one: StartPrefix, _ two: StartPrefix) -> Bool {
    if one.boundary != two.boundary { return one.boundary.rawValue < two.boundary.rawValue }
    for (left, right) in zip(one.sets, two.sets) {
      if left.lowest != right.lowest { return left.lowest < right.lowest }
      if left.count != right.count { return left.count < right.count }
    }
    return one.sets.count < two.sets.count
  }

  private static func share(of set: ByteSet) -> Double {
    Double(set.intersection(.letters).count) * 0.03 + Double(set.intersection(.digits).count) * 0.01
      + (set.contains(UInt8(ascii: " ")) ? 0.15 : 0) + Double(set.count) * 0.002
  }
}

/// Sets of bytes in four words do what sets of bytes do.
@Suite struct ByteSetTests {
  @Test func setsAreThoseOfTheStandardLibrary() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<200 {
      let low = UInt8.random(in: 0...255, using: &random)
      let high = UInt8.random(in: low...255, using: &random)
      var one = ByteSet(low...high)
      var naive = Set(low...high)
      for _ in 0..<5 {
        let byte = UInt8.random(in: 0...255, using: &random)
        one.insert(byte)
        naive.insert(byte)
      }
      let other: [UInt8] = (0..<20).map { _ in .random(in: 0...255, using: &random) }
      var two = ByteSet()
      for byte in other { two.insert(byte) }
      #expect(bytes(one) == naive && one.count == naive.count)
      #expect(one.lowest == naive.min().map { Int($0) })
      #expect(bytes(one.union(two)) == naive.union(other))
      #expect(bytes(one.intersection(two)) == naive.intersection(other))
      #expect(bytes(one.subtracting(two)) == naive.subtracting(other))
      #expect(one.isSubset(of: two) == naive.isSubset(of: other))
      #expect(
        bytes(one.lowercased) == Set(naive.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }))
      #expect(ByteSet(one.word(0), one.word(1), one.word(2), one.word(3)) == one)
    }
    #expect(ByteSet().lowest == 256 && ByteSet().isEmpty && ByteSet.all.count == 256)
  }

  private func bytes(_ set: ByteSet) -> Set<UInt8> {
    Set((0...UInt8.max).filter { set.contains($0) })
  }
}

@Suite struct SortedOrderTests {
  @Test(arguments: [0, 1, 2, 1000]) func orderIsThatOfAComparison(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    // Few values, so that many are alike; and large ones.
    let keys = (0..<count).map { index in
      index % 2 == 0
        ? UInt64.random(in: 0...5, using: &random) << UInt64(index % 60)
        : UInt64.random(in: 0...UInt64.max, using: &random)
    }
    let ties = (0..<count).map { _ in UInt32.random(in: 0...3, using: &random) << 28 }
    let expected = (0..<count).sorted {
      (keys[$0], ties[$0], $0) < (keys[$1], ties[$1], $1)
    }
    #expect(sortedOrder(of: keys, then: ties).map { Int($0) } == expected)
  }
}
