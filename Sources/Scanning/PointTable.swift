public import Lexicons
public import Native

/// Every number of points that the lexicons' rules and exposures have, so that other numbers can be tried.
public struct PointTable: Sendable {
  /// One number as an analyst wrote it.
  public struct Number: Sendable, Hashable {
    /// What has the number.
    public enum Kind: Sendable, Hashable { case line, near, exposure }
    /// What has it.
    public let kind: Kind
    /// `lexicon/rule`.
    public let rule: String
    /// The concerns that it adds to.
    public let concerns: [Concern]
    /// The line of the lexicon, without points where it is a term.
    public let source: String
    /// Where it stands: somewhere in its line; of an exposure, its head.
    public let place: Place
    /// The points as written.
    public let written: Int
  }

  /// The numbers: of every rule its lines, then its `near` contexts; of an exposure its points.
  public let numbers: [Number]
  /// What each of them is at present; to begin with, as written.
  public var points: [Int]

  let ruleset: Ruleset
  /// Of every rule, where the numbers of its lines begin; -1 without any.
  private let firstLines: [Int]
  /// Of every rule, the number of each context; -1 where it is no `near`.
  private let contexts: [[Int]]
  /// Of every rule, whether it is read as if it were not there.
  private var leftOut: [Bool]

  /// The numbers of a ruleset that was compiled from lexicons: one that was kept in a file has no places
  /// of `near` lines.
  ///
  /// - Parameter leavingOut: whether a rule is read as if it were not there.
  public init(_ ruleset: Ruleset, leavingOut: (Rule) -> Bool = { _ in false }) {
    self.ruleset = ruleset
    var numbers: [Number] = []
    var firstLines: [Int] = []
    var contexts: [[Int]] = []
    for compiled in ruleset.rules {
      let rule = compiled.rule
      firstLines.append(-1)
      contexts.append([])
      switch rule.kind {
      case .concern(let concern):
        firstLines[firstLines.count - 1] = numbers.count
        for term in rule.terms {
          numbers.append(
            Number(
              kind: .line, rule: rule.id, concerns: [concern], source: term.source,
              place: term.place, written: term.points))
        }
        for (index, context) in compiled.contexts.enumerated() {
          guard case .near(let points) = context.effect else {
            contexts[contexts.count - 1].append(-1)
            continue
          }
          contexts[contexts.count - 1].append(numbers.count)
          numbers.append(
            Number(
              kind: .near, rule: rule.id, concerns: [concern], source: context.source,
              place: rule.contexts.indices.contains(index)
                ? rule.contexts[index].place : rule.place, written: points))
        }
      case .exposure(let applies, let points):
        firstLines[firstLines.count - 1] = numbers.count
        numbers.append(
          Number(
            kind: .exposure, rule: rule.id, concerns: applies, source: rule.shortName,
            place: rule.place, written: points))
      default: break
      }
    }
    self.numbers = numbers
    points = numbers.map(\.written)
    self.firstLines = firstLines
    self.contexts = contexts
    leftOut = ruleset.rules.map { leavingOut($0.rule) }
  }

  /// The bands of a concern.
  public func bands(of concern: Concern) -> ConcernBands { ruleset.bands[concern.number] }

  func isLeftOut(_ rule: Int) -> Bool { leftOut[rule] }

  func number(ofLine line: Int, in rule: Int) -> Int { firstLines[rule] + line }

  func number(ofExposure rule: Int) -> Int { firstLines[rule] }

  func points(ofExposure rule: Int) -> Int { points[firstLines[rule]] }

  /// The numbers of the `near` contexts that hold for a signal.
  func nears(of signal: Signal) -> [Int] {
    guard signal.nears != 0 else { return [] }
    return contexts[Int(signal.rule)].indices.compactMap { index in
      let number = contexts[Int(signal.rule)][index]
      return number >= 0 && signal.nears >> UInt64(index) & 1 == 1 ? number : nil
    }
  }

  /// The found lines of a rule with these points.
  func weighed(_ found: FoundRule) -> [FoundLine] {
    found.lines.map { line in
      var line = line
      line.signal.points =
        points[number(ofLine: Int(line.signal.term), in: found.rule)]
        + nears(of: line.signal).reduce(0) { $0 + points[$1] }
      return line
    }
  }
}
