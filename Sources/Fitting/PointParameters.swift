import Lexicons
import Scanning

/// The numbers of a table that a fit may change: lines of a rule with equal points change together.
struct PointParameters {
  /// The numbers of each parameter.
  private(set) var members: [[Int]] = []
  /// In how many messages each parameter counts.
  private(set) var messages: [Int] = []
  /// The parameter of each number; -1 where it stays as it is.
  private(set) var parameter: [Int]

  private struct Group: Hashable {
    let kind: PointTable.Number.Kind
    let rule: String
    let written: Int
    /// Told apart where numbers do not change together.
    let number: Int
  }

  init(_ table: PointTable, _ samples: [LabelledSample], least: Int) {
    var groups: [Group: Int] = [:]
    var all: [[Int]] = []
    var groupOf: [Int] = []
    for (number, entry) in table.numbers.enumerated() {
      let group = Group(
        kind: entry.kind, rule: entry.rule, written: entry.written,
        number: entry.kind == .line ? -1 : number)
      let index = groups[group] ?? all.count
      if index == all.count {
        groups[group] = index
        all.append([])
      }
      all[index].append(number)
      groupOf.append(index)
    }
    var counts = [Int](repeating: 0, count: all.count)
    for sample in samples {
      var counted: Set<Int> = []
      for concern in Concern.allCases
      where sample.basis.hasLines(concern) && sample.basis.isOpen(concern, in: table) {
        let terms = sample.basis.terms(of: concern, with: table)
        for (number, _) in terms.shares
        where terms.isRaised || table.numbers[number].kind != .exposure {
          counted.insert(groupOf[number])
        }
      }
      for group in counted { counts[group] += 1 }
    }
    parameter = Array(repeating: -1, count: table.numbers.count)
    for (group, numbers) in all.enumerated()
    where counts[group] >= least && table.numbers[numbers[0]].written != 0 {
      for number in numbers { parameter[number] = members.count }
      members.append(numbers)
      messages.append(counts[group])
    }
  }
}
