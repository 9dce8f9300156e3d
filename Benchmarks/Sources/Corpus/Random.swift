/// Random numbers from a seed (SplitMix64): the same seed gives the same corpus on every machine.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates a sequence.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }

  /// A number from `range`, both ends included.
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() >> 33) % (range.upperBound - range.lowerBound + 1)
  }

  /// True in `percent` of a hundred cases.
  mutating func happens(_ percent: Int) -> Bool { number(1...100) <= percent }

  /// One of some values.
  mutating func one<Value>(of values: [Value]) -> Value { values[number(0...values.count - 1)] }
}

/// Words by falling frequency, drawn as a language would: the n-th about n times rarer than the first.
struct ZipfWords: Sendable {
  private let words: [String]
  private let sums: [Double]
  /// Whether typographic apostrophes and disclosures belong among them.
  let isEnglish: Bool

  /// Creates a distribution over words of a text, the most frequent first.
  init(_ list: String, isEnglish: Bool = false) {
    self.isEnglish = isEnglish
    words = list.split(whereSeparator: \.isWhitespace).map(String.init)
    var sum = 0.0
    sums = words.indices.map { rank in
      sum += 1 / (Double(rank) + 2.7)
      return sum
    }
  }

  /// A word.
  func next(_ random: inout SeededRandom) -> String {
    let place = Double(random.next() >> 11) / Double(1 << 53) * (sums.last ?? 0)
    var low = 0
    var high = words.count - 1
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] < place { low = middle + 1 } else { high = middle }
    }
    return words[low]
  }
}
