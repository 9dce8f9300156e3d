internal import Lexicons
internal import Mail
internal import People
internal import Scanning

/// The numbers of a report, counted message by message; its size does not grow with the number of messages.
struct ReportTally: Sendable {
  /// How many messages a rule or clause was found in, at which level those messages stand.
  struct Count: Sendable {
    var messages = 0
    var high = 0
    var medium = 0

    mutating func add(_ level: Level) {
      messages += 1
      if level == .high { high += 1 }
      if level == .medium { medium += 1 }
    }
  }

  /// A rule's facts and how many messages it was found in.
  struct RuleCount: Sendable {
    var about: String
    var concern: Concern
    var clause: String
    /// Whether its lexicon was learned from labelled mail.
    var isLearned: Bool
    var count = Count()
  }

  /// How many messages of which risk, by `Level.number`.
  private(set) var levels = [0, 0, 0, 0]
  /// How many messages of which level, by concern and `Level.number`.
  private(set) var concerns = Array(repeating: [0, 0, 0, 0], count: Concern.allCases.count)
  private(set) var rules: [String: RuleCount] = [:]
  private(set) var clauses: [String: Count] = [:]
  /// Messages with a risk by the sender's and the recipients' roles: `roles[sender][recipient]`.
  private(set) var roles = Array(
    repeating: Array(repeating: 0, count: Role.allCases.count), count: Role.allCases.count)
  private(set) var channels = Array(repeating: 0, count: Message.Channel.allCases.count)
  private(set) var timeline = Timeline()
  /// The first and the last day that a message has.
  private(set) var firstDate: MessageDate?
  private(set) var lastDate: MessageDate?
  /// Messages without a date that can be used.
  private(set) var undated = 0
  /// Sources that messages came from.
  private(set) var sources = 0
  private var lastSource: String?

  /// Counts a message.
  mutating func add(_ verdict: Verdict) {
    levels[verdict.risk.number] += 1
    // Sources come one after another, so a change is a new one.
    if verdict.location.source != lastSource {
      sources += 1
      lastSource = verdict.location.source
    }
    addDate(of: verdict)
    guard verdict.risk > .none else { return }
    for (index, concern) in verdict.concerns.enumerated() {
      concerns[index][concern.level.number] += 1
    }
    channels[Message.Channel.allCases.firstIndex(of: verdict.channel) ?? 0] += 1
    addRoles(of: verdict.parties)
    addRules(of: verdict)
  }

  private mutating func addDate(of verdict: Verdict) {
    guard let date = verdict.date, let day = Timeline.day(of: date) else {
      undated += 1
      return
    }
    if firstDate.map({ date < $0 }) ?? true { firstDate = date }
    if lastDate.map({ $0 < date }) ?? true { lastDate = date }
    timeline.add(verdict, on: day)
  }

  private mutating func addRoles(of parties: Parties) {
    let all = Role.allCases
    let sender = all.firstIndex(of: parties.sender?.role ?? .unknown) ?? all.count - 1
    for (index, role) in all.enumerated()
    where parties.recipients.contains(where: { $0.role == role }) {
      roles[sender][index] += 1
    }
  }

  private mutating func addRules(of verdict: Verdict) {
    var seenRules: Set<String> = []
    var seenClauses: Set<String> = []
    // What takes points away is no sign.
    for finding in verdict.findings where finding.points > 0 {
      if seenRules.insert(finding.rule).inserted {
        rules[
          finding.rule,
          default: RuleCount(
            about: finding.about, concern: finding.concern, clause: finding.clause,
            isLearned: finding.isLearned)
        ].count.add(verdict.risk)
      }
      if !finding.clause.isEmpty, seenClauses.insert(finding.clause).inserted {
        clauses[finding.clause, default: Count()].add(verdict.risk)
      }
    }
  }

  /// The rules, those of the most messages first, learned ones after all others.
  var rulesByCount: [(id: String, rule: RuleCount)] {
    rules.map { (id: $0.key, rule: $0.value) }.sorted { one, two in
      if one.rule.isLearned != two.rule.isLearned { return two.rule.isLearned }
      let (first, second) = (one.rule.count.messages, two.rule.count.messages)
      return first != second ? first > second : one.id < two.id
    }
  }

  /// Messages with a risk.
  var withRisk: Int { levels[1] + levels[2] + levels[3] }
}
