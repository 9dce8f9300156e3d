public import Lexicons
public import Mail
import Native
public import People

/// What other rules make of the same mail: messages that rise or fall, and findings that come, go and move.
public struct MailChanges: Sendable {
  /// How much is kept to be shown.
  public struct Most: Sendable {
    /// Messages of another level, in each direction.
    public var messages: Int
    /// Samples of each kind for each rule.
    public var samples: Int

    /// Creates the bounds.
    public init(messages: Int, samples: Int) {
      self.messages = messages
      self.samples = samples
    }
  }

  /// A message whose risk changed.
  public struct Moved: Sendable {
    /// The Message-ID or given id.
    public var id: String
    /// Where it stands.
    public var location: MessageLocation
    /// The subject, unmasked.
    public var subject: String
    /// What masking hides of it.
    public var subjectSensitive: [Range<Int>]
    /// The names of people in it.
    public var subjectPeople: [NamedPerson]
    /// Its risk before.
    public var before: Level
    /// Its risk after.
    public var after: Level
    /// Concerns of another score: before and after.
    public var scores: [(concern: Concern, before: Int, after: Int)]
    /// Rules of other points: before and after; 0 where there is no finding.
    public var rules: [(rule: String, before: Int, after: Int)]
  }

  /// A finding that is shown as an example.
  public struct Sample: Sendable {
    /// Where the message stands.
    public var location: MessageLocation
    /// The finding.
    public var finding: Finding
  }

  /// What a reviewer said of findings.
  public struct Judged: Sendable, Hashable {
    /// How many are right.
    public var right = 0
    /// How many are wrong.
    public var wrong = 0

    mutating func add(_ isRight: Bool?) {
      if isRight == true { right += 1 }
      if isRight == false { wrong += 1 }
    }

    mutating func add(_ more: Judged) {
      right += more.right
      wrong += more.wrong
    }
  }

  /// What happened to the findings of one rule.
  public struct RuleTurnover: Sendable {
    /// Findings that were not there before.
    public var new = 0
    /// Findings that are there no more.
    public var lost = 0
    /// Findings that stand elsewhere in the same message.
    public var moved = 0
    /// Findings at the same place with other points.
    public var weighed = 0
    /// Of the new ones, how many a reviewer judged right, and how many wrong.
    public var newJudged = Judged()
    /// The same of the lost ones.
    public var lostJudged = Judged()
    /// The first of the new ones.
    public var newSamples: [Sample] = []
    /// The first of the lost ones.
    public var lostSamples: [Sample] = []

    /// Whether nothing happened.
    var isEmpty: Bool { new == 0 && lost == 0 && moved == 0 && weighed == 0 }
  }

  /// How many messages were scanned with both.
  public private(set) var messages = 0
  /// How many messages went from each risk to each: `risks[before][after]`, in the order of `Level.allCases`.
  public private(set) var risks = [[Int]](
    repeating: [Int](repeating: 0, count: Level.allCases.count), count: Level.allCases.count)
  /// The same of each concern, in the order of `Concern.allCases`.
  public private(set) var concerns = [[[Int]]](
    repeating: [[Int]](
      repeating: [Int](repeating: 0, count: Level.allCases.count), count: Level.allCases.count),
    count: Concern.allCases.count)
  /// The first messages that rose, in their order.
  public private(set) var risen: [Moved] = []
  /// The first messages that fell, in their order.
  public private(set) var fallen: [Moved] = []
  /// What happened to the findings of each rule, by its name.
  public private(set) var rules: [String: RuleTurnover] = [:]
  /// Seconds of processor time that scanning took with the old rules, and with the new ones.
  public var seconds: (before: Double, after: Double) = (0, 0)

  private let most: Most
  /// What reviewers say of a finding of a message; nil where nobody says anything.
  private let isRight: (@Sendable (Finding, Verdict) -> Bool?)?

  /// Creates changes of no mail.
  ///
  /// - Parameter isRight: what reviewers say of a finding of a message.
  public init(keeping most: Most, isRight: (@Sendable (Finding, Verdict) -> Bool?)? = nil) {
    self.most = most
    self.isRight = isRight
  }

  /// Whether reviewers were asked.
  public var hasReviews: Bool { isRight != nil }

  /// Of all findings that came or went, what reviewers say.
  public var judged: (new: Judged, lost: Judged) {
    var judged = (new: Judged(), lost: Judged())
    for turnover in rules.values {
      judged.new.add(turnover.newJudged)
      judged.lost.add(turnover.lostJudged)
    }
    return judged
  }

  /// How many messages rose, and how many fell.
  public var counts: (risen: Int, fallen: Int) {
    var counts = (risen: 0, fallen: 0)
    for (before, row) in risks.enumerated() {
      for (after, count) in row.enumerated() {
        if after > before { counts.risen += count }
        if after < before { counts.fallen += count }
      }
    }
    return counts
  }

  /// Whether nothing changed.
  public var isEmpty: Bool { rules.isEmpty && counts == (0, 0) && !hasOtherConcerns }

  private var hasOtherConcerns: Bool {
    concerns.contains { table in
      table.indices.contains { before in
        table[before].indices.contains { $0 != before && table[before][$0] > 0 }
      }
    }
  }

  // MARK: Adding

  /// Adds what both rulesets made of one message.
  public mutating func add(before: Verdict, after: Verdict) {
    messages += 1
    risks[Self.index(of: before.risk)][Self.index(of: after.risk)] += 1
    for (index, pair) in zip(before.concerns, after.concerns).enumerated() {
      concerns[index][Self.index(of: pair.0.level)][Self.index(of: pair.1.level)] += 1
    }
    if before.risk != after.risk {
      let moved = moved(before, after)
      if before.risk < after.risk {
        if risen.count < most.messages { risen.append(moved) }
      } else if fallen.count < most.messages {
        fallen.append(moved)
      }
    }
    guard !before.findings.isEmpty || !after.findings.isEmpty else { return }
    compareFindings(before, after)
  }

  private static func index(of level: Level) -> Int { Level.allCases.firstIndex(of: level) ?? 0 }

  private func moved(_ before: Verdict, _ after: Verdict) -> Moved {
    var moved = Moved(
      id: after.id, location: after.location, subject: after.subject,
      subjectSensitive: after.subjectSensitive, subjectPeople: after.subjectPeople,
      before: before.risk, after: after.risk, scores: [],
      rules: [])
    for (one, two) in zip(before.concerns, after.concerns) where one.score != two.score {
      moved.scores.append((one.concern, one.score, two.score))
    }
    func points(_ verdict: Verdict) -> [String: Int] {
      verdict.findings.reduce(into: [:]) { $0[$1.rule, default: 0] += $1.points }
    }
    let (old, new) = (points(before), points(after))
    for rule in Set(old.keys).union(new.keys).sorted() where old[rule] != new[rule] {
      moved.rules.append((rule, old[rule] ?? 0, new[rule] ?? 0))
    }
    return moved
  }

  /// Where a finding stands in its message.
  private struct Site: Hashable {
    var rule: String
    var field: String
    var part: String
    var start: Int
    var end: Int

    init(_ finding: Finding) {
      rule = finding.rule
      field = finding.field
      part = finding.part
      start = finding.start
      end = finding.end
    }
  }

  private mutating func compareFindings(_ before: Verdict, _ after: Verdict) {
    var old: [Site: Int] = [:]
    for (index, finding) in before.findings.enumerated() { old[Site(finding)] = index }
    var come: [Finding] = []
    for finding in after.findings {
      guard let index = old.removeValue(forKey: Site(finding)) else {
        come.append(finding)
        continue
      }
      if before.findings[index].points != finding.points {
        rules[finding.rule, default: RuleTurnover()].weighed += 1
      }
    }
    var gone = old.values.sorted().map { before.findings[$0] }
    for finding in come {
      if let index = gone.firstIndex(where: { $0.rule == finding.rule }) {
        gone.remove(at: index)
        rules[finding.rule, default: RuleTurnover()].moved += 1
        continue
      }
      rules[finding.rule, default: RuleTurnover()].new += 1
      rules[finding.rule]?.newJudged.add(isRight?(finding, after))
      if rules[finding.rule]?.newSamples.count ?? 0 < most.samples {
        rules[finding.rule]?.newSamples.append(Sample(location: after.location, finding: finding))
      }
    }
    for finding in gone {
      rules[finding.rule, default: RuleTurnover()].lost += 1
      rules[finding.rule]?.lostJudged.add(isRight?(finding, before))
      if rules[finding.rule]?.lostSamples.count ?? 0 < most.samples {
        rules[finding.rule]?.lostSamples.append(Sample(location: before.location, finding: finding))
      }
    }
  }

  /// Adds what the next messages came to.
  public mutating func append(_ next: MailChanges) {
    messages += next.messages
    for before in risks.indices {
      for after in risks.indices {
        risks[before][after] += next.risks[before][after]
        for concern in concerns.indices {
          concerns[concern][before][after] += next.concerns[concern][before][after]
        }
      }
    }
    risen += next.risen.prefix(most.messages - risen.count)
    fallen += next.fallen.prefix(most.messages - fallen.count)
    for (rule, more) in next.rules {
      var turnover = rules[rule] ?? RuleTurnover()
      turnover.new += more.new
      turnover.lost += more.lost
      turnover.moved += more.moved
      turnover.weighed += more.weighed
      turnover.newJudged.add(more.newJudged)
      turnover.lostJudged.add(more.lostJudged)
      turnover.newSamples += more.newSamples.prefix(most.samples - turnover.newSamples.count)
      turnover.lostSamples += more.lostSamples.prefix(most.samples - turnover.lostSamples.count)
      rules[rule] = turnover
    }
    seconds.before += next.seconds.before
    seconds.after += next.seconds.after
  }
}

/// Scans each message with two rulesets; one per worker.
public struct PairedScanner: ~Copyable {
  private var before: Scanner
  private var after: Scanner
  /// Which of the two goes first: the second finds the message in the processor's caches.
  private var turn = false

  /// Creates a scanner of both.
  public init(
    _ before: Ruleset, _ after: Ruleset, district: District = .guessing,
    options: ScanOptions = ScanOptions()
  ) {
    self.before = Scanner(before, district: district, options: options)
    self.after = Scanner(after, district: district, options: options)
  }

  /// Begins with a batch, as `Scanner` does.
  public mutating func begin(_ batch: borrowing MessageBatch) {
    before.begin(batch)
    after.begin(batch)
  }

  /// Scans one message with both, and adds the seconds that each took.
  public mutating func scan(
    _ bytes: Span<UInt8>, syntax: MailFormat.Syntax, at location: MessageLocation,
    addingTo changes: inout MailChanges
  ) -> (before: Verdict, after: Verdict) {
    turn.toggle()
    let start = Host.processorSeconds
    if turn {
      let one = before.scan(bytes, syntax: syntax, at: location)
      let middle = Host.processorSeconds
      let two = after.scan(bytes, syntax: syntax, at: location)
      changes.seconds.before += middle - start
      changes.seconds.after += Host.processorSeconds - middle
      return (one, two)
    }
    let two = after.scan(bytes, syntax: syntax, at: location)
    let middle = Host.processorSeconds
    let one = before.scan(bytes, syntax: syntax, at: location)
    changes.seconds.after += middle - start
    changes.seconds.before += Host.processorSeconds - middle
    return (one, two)
  }
}
