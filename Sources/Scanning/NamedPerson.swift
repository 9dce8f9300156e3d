public import People

/// Somebody's name, or a number of the roster that is as good as one, in a text of a verdict.
public struct NamedPerson: Sendable, Hashable {
  /// Where it stands: a UTF-8 range of the text.
  public var range: Range<Int>
  /// Whose it is; nil when the roster does not tell.
  public var person: PersonID?

  /// Creates a name.
  public init(range: Range<Int>, person: PersonID? = nil) {
    self.range = range
    self.person = person
  }

  /// Names in ascending order without those that overlap one before; of two at one place the longer stays.
  static func disjoint(_ names: [NamedPerson]) -> [NamedPerson] {
    var result: [NamedPerson] = []
    let sorted = names.sorted { one, two in
      if one.range.lowerBound != two.range.lowerBound {
        return one.range.lowerBound < two.range.lowerBound
      }
      if one.range.count != two.range.count { return one.range.count > two.range.count }
      return (one.person?.index ?? Int.max) < (two.person?.index ?? Int.max)
    }
    for name in sorted where !name.range.isEmpty {
      if let last = result.last, name.range.lowerBound < last.range.upperBound { continue }
      result.append(name)
    }
    return result
  }
}
