import Lexicons
import Mail
import Native
import People
import Text

/// Adds up what was found: signals become findings, findings scores, scores levels.
///
/// The order is fixed: the best lines of every rule, guards and credits, exposures, exceptions, caps
/// and bands, combinations. Every number that is added is kept as a contribution.
struct Scorer: Sendable {
  let ruleset: Ruleset

  /// A finding while its points may still change.
  struct Draft: Sendable {
    var signal: Signal
    var concern: Concern
    var contributions: [Finding.Contribution]

    var points: Int { contributions.reduce(0) { $0 + $1.points } }

    /// Whether one stands before another in the message.
    static func isBefore(_ one: Draft, _ two: Draft) -> Bool {
      if one.signal.site != two.signal.site { return one.signal.site < two.signal.site }
      return (one.signal.rule, one.signal.term) < (two.signal.rule, two.signal.term)
    }

    /// Keeps the points of a sum between both ends of its range.
    mutating func keep(within limit: Int) {
      let sum = points
      let kept = min(max(sum, -limit), limit)
      if kept != sum {
        contributions.append(
          Finding.Contribution(points: kept - sum, reason: "a sum kept within \(limit)"))
      }
    }
  }

  init(_ ruleset: Ruleset) { self.ruleset = ruleset }

  // MARK: The best lines of every rule

  /// Findings, by what comes of them.
  struct Drafts {
    /// Those of concerns that come to something, in order of passage and place.
    var counting: [Draft] = []
    /// Those of concerns that come to nothing: nothing more is made of them.
    var idle: [Draft] = []
  }

  /// The findings of all rules that add points.
  ///
  /// - Parameter tellsIdle: whether all is told of concerns that come to nothing; else it is only what stands in
  ///   the message and speaks for the concern, and not what else was weighed.
  func drafts(
    from detector: inout Detector, in passages: borrowing Passages, tellsIdle: Bool
  ) -> Drafts {
    var drafts = Drafts()
    let own = tallies(of: detector, in: passages)
    // Damping without anything to damp is no finding, nor is what others come to.
    var isRaised = [Bool](repeating: false, count: Concern.allCases.count)
    for tally in own where tally.points > 0 { isRaised[tally.concern.number] = true }
    if !isRaised.contains(true) { return drafts }
    let tallies = own + shares(of: own, for: isRaised, &detector, in: passages)
    var totals = [Int](repeating: 0, count: Concern.allCases.count)
    for tally in tallies { totals[tally.concern.number] += tally.points }
    for tally in tallies where tally.points != 0 && isRaised[tally.concern.number] {
      let isIdle = totals[tally.concern.number] <= 0
      if isIdle && !tellsIdle && !isSeen(tally) { continue }
      let compiled = ruleset.rules.told(tally.rule)
      let told = tally.words.flatMap { detector.finder.words.told(at: $0) }
      let lines = (tally.lines + (told?.lines ?? [])).sorted(by: LineChoice.isBetter)
      let places = [tally.lines.first, told?.best].compactMap(\.self)
      guard let place = places.min(by: LineChoice.isBetter) else { continue }
      var draft = Draft(signal: place.signal, concern: tally.concern, contributions: [])
      for line in lines {
        contribute(line, compiled, &detector, in: passages, to: &draft.contributions)
      }
      if let told, told.others > 0 {
        draft.contributions.append(
          Finding.Contribution(points: told.otherPoints, reason: "\(told.others) more words"))
      }
      if let limit = compiled.rule.sum?.limit { draft.keep(within: limit) }
      if isIdle { drafts.idle.append(draft) } else { drafts.counting.append(draft) }
    }
    drafts.counting.sort(by: Draft.isBefore)
    return drafts
  }

  /// Whether a phrase or pattern of a rule speaks for the concern.
  private func isSeen(_ tally: Tally) -> Bool {
    guard tally.points > 0, tally.words == nil else { return false }
    let terms = ruleset.rules[tally.rule].rule.terms
    return tally.lines.contains { line in
      switch terms[Int(line.signal.term)].body {
      case .phrase, .pattern: true
      case .always, .words, .share: false
      }
    }
  }

  private func contribute(
    _ line: FoundLine, _ compiled: CompiledRule, _ detector: inout Detector,
    in passages: borrowing Passages, to contributions: inout [Finding.Contribution]
  ) {
    let signal = line.signal
    let term = compiled.rule.terms[Int(signal.term)]
    let reason = signal.word >= 0 ? ruleset.words.text(of: Int(signal.word)) : term.source
    // What a share comes to depends on the message.
    let points = term.isShare ? line.points : term.points
    contributions.append(Finding.Contribution(points: points, reason: reason))
    if signal.nears != 0 {
      addNears(of: signal, compiled, &detector, in: passages, to: &contributions)
    }
    let lost = line.points - signal.points
    if lost != 0 {
      contributions.append(Finding.Contribution(points: lost, reason: line.weight.reason))
    }
  }

  private func addNears(
    of signal: Signal, _ compiled: CompiledRule, _ detector: inout Detector,
    in passages: borrowing Passages, to contributions: inout [Finding.Contribution]
  ) {
    for (number, context) in compiled.contexts.enumerated()
    where signal.nears >> UInt64(number) & 1 == 1 {
      guard case .near(let points) = context.effect else { continue }
      let reason = detector.reason(for: context, around: signal.site, in: passages)
      contributions.append(Finding.Contribution(points: points, reason: reason))
    }
  }

  // MARK: Facts about findings

  /// What rules that ask what others found may ask: points, findings and mentions.
  func facts(of detector: borrowing Detector, in passages: borrowing Passages) -> FoundFacts {
    var found = FoundFacts()
    let asked = detector.finder.asked
    if asked > .nothing { countMentions(of: detector, in: &found) }
    guard asked == .points else { return found }
    for tally in tallies(of: detector, in: passages) {
      found.points[tally.concern.number] += tally.points
      if tally.points > 0 { found.findings += 1 }
    }
    for index in found.points.indices { found.points[index] = max(0, found.points[index]) }
    return found
  }

  private func countMentions(of detector: borrowing Detector, in found: inout FoundFacts) {
    for kind in ruleset.roles.askedKinds {
      let count = detector.surroundings.mentions.count(of: kind.number)
      if count > 0 {
        found.mentions.append(FoundFacts.KindCount(kind: kind.name, count: count))
      }
    }
  }

  /// What conditions may ask about findings; about those of some concerns for whom and where.
  func facts(
    of drafts: [Draft], about concerns: [Concern], _ detector: borrowing Detector,
    in passages: borrowing Passages
  ) -> FoundFacts {
    var found = FoundFacts()
    for (index, concern) in Concern.allCases.enumerated() {
      found.points[index] = max(
        0, drafts.reduce(0) { $1.concern == concern ? $0 + $1.points : $0 })
    }
    found.findings = drafts.count { $0.points > 0 }
    countMentions(of: detector, in: &found)
    for draft in drafts where concerns.contains(draft.concern) {
      let subjects = detector.subjects(around: draft.signal.site)
      for person in subjects.people where !found.subjects.people.contains(person) {
        found.subjects.people.append(person)
      }
      found.subjects.hasOwn = found.subjects.hasOwn || subjects.hasOwn
      found.subjects.hasStranger = found.subjects.hasStranger || subjects.hasStranger
      found.passages.append(passages.items[Int(draft.signal.site.passage)])
    }
    return found
  }

  // MARK: Guards, exposures and exceptions

  /// The guards and credits that hold, with the concerns that each of them lifts.
  func guards(
    on drafts: [Draft], _ circumstances: borrowing CircumstanceEvaluator,
    _ detector: borrowing Detector, in passages: borrowing Passages
  ) -> [(rule: Int, lifts: [Concern])] {
    var holding: [(rule: Int, lifts: [Concern])] = []
    for index in ruleset.guards where detector.finder.isOpen(index) {
      guard ruleset.rules.facts[index].terms == 0 || detector.hasSignal(of: index) else { continue }
      let rule = ruleset.rules[index].rule
      let lifts: [Concern]
      switch rule.kind {
      case .guard(let concerns), .credit(let concerns): lifts = concerns
      default: continue
      }
      let found = facts(of: drafts, about: lifts, detector, in: passages)
      guard circumstances.state(of: rule.circumstances, found: found) == .met else { continue }
      holding.append((index, lifts))
    }
    return holding
  }

  /// Removes the findings of concerns that guards and credits lift.
  func applyGuards(
    to drafts: inout [Draft], _ circumstances: borrowing CircumstanceEvaluator,
    _ detector: borrowing Detector, in passages: borrowing Passages
  ) -> [GuardOutcome] {
    var outcomes: [GuardOutcome] = []
    let all = drafts
    for (index, lifts) in guards(on: all, circumstances, detector, in: passages) {
      let rule = ruleset.rules.told(index).rule
      var removed: [String] = []
      for draft in all where lifts.contains(draft.concern) {
        let name = ruleset.rules[Int(draft.signal.rule)].rule.id
        if !removed.contains(name) { removed.append(name) }
      }
      drafts.removeAll { lifts.contains($0.concern) }
      // Without words of its own a guard is only worth a line where it does something.
      if rule.terms.isEmpty, removed.isEmpty { continue }
      outcomes.append(
        GuardOutcome(
          rule: rule.id, about: rule.about, clause: ruleset.clause(of: index), lifted: lifts,
          findings: removed))
    }
    return outcomes
  }

  /// Adds the points of exposures, once for each concern that has points, to its strongest finding.
  func applyExposures(
    to drafts: inout [Draft], _ circumstances: borrowing CircumstanceEvaluator,
    _ detector: borrowing Detector, in passages: borrowing Passages
  ) {
    guard !drafts.isEmpty else { return }
    let before = drafts
    let gravity = gravity(of: detector, in: passages)
    for concern in Concern.allCases {
      let own = before.indices.filter { before[$0].concern == concern }
      var sum = own.reduce(0) { $0 + before[$1].points }
      guard let first = own.first, sum > 0 else { continue }
      let strongest = own.reduce(first) { before[$1].points > before[$0].points ? $1 : $0 }
      var raising: [Finding.Contribution] = []
      for index in exposures(of: concern, before, circumstances, detector, in: passages) {
        let rule = ruleset.rules[index].rule
        guard case .exposure(_, let points) = rule.kind else { continue }
        let contribution = Finding.Contribution(
          points: points, reason: "exposure \(rule.shortName)")
        if points < 0 {
          drafts[strongest].contributions.append(contribution)
          sum += points
        } else {
          raising.append(contribution)
        }
      }
      // Where a message goes makes a finding weigh more, and no finding of a weak hint.
      let low = ruleset.bands.first { $0.concern == concern }?.low ?? 1
      guard sum >= low else { continue }
      drafts[strongest].contributions += raising
      sum += raising.reduce(0) { $0 + $1.points }
      let points = gravity.points(of: concern, beside: sum, low: low)
      if points != 0 {
        let reason = reason(for: gravity, points, detector)
        drafts[strongest].contributions.append(
          Finding.Contribution(points: points, reason: reason))
      }
    }
  }

  /// The exposures that hold for a concern, if it has points.
  func exposures(
    of concern: Concern, _ drafts: [Draft], _ circumstances: borrowing CircumstanceEvaluator,
    _ detector: borrowing Detector, in passages: borrowing Passages
  ) -> [Int] {
    var holding: [Int] = []
    var found: FoundFacts?
    for index in ruleset.exposures where detector.finder.isOpen(index) {
      let rule = ruleset.rules[index].rule
      guard case .exposure(let applies, _) = rule.kind, applies.contains(concern),
        rule.terms.isEmpty || detector.hasSignal(of: index)
      else { continue }
      let facts = found ?? facts(of: drafts, about: [concern], detector, in: passages)
      found = facts
      if circumstances.state(of: rule.circumstances, found: facts) == .met { holding.append(index) }
    }
    return holding
  }

  /// Lowers concerns whose exceptions apply; every exception for a concern with points is an outcome.
  func applyExceptions(
    to drafts: inout [Draft], _ circumstances: borrowing CircumstanceEvaluator,
    _ detector: borrowing Detector, in passages: borrowing Passages
  ) -> [ExceptionOutcome] {
    // There is nothing to lower in most messages, whose rules need not be read then.
    guard !drafts.isEmpty else { return [] }
    var outcomes: [ExceptionOutcome] = []
    // Of each concern, until one of its exceptions changes its points.
    var known: [Concern: FoundFacts] = [:]
    for index in ruleset.exceptions {
      guard case .exception(let concern, let level) = ruleset.rules[index].rule.kind,
        ruleset.rules.facts[index].terms == 0 || detector.hasSignal(of: index)
      else { continue }
      let own = drafts.indices.filter { drafts[$0].concern == concern }
      guard own.reduce(0, { $0 + drafts[$1].points }) > 0 else { continue }
      let found =
        known[concern] ?? facts(of: drafts, about: [concern], detector, in: passages)
      known[concern] = found
      let rule = ruleset.rules.told(index).rule
      var applies = true
      var conditions: [ExceptionOutcome.Condition] = []
      for circumstance in rule.circumstances {
        let state = circumstances.state(of: circumstance, found: found)
        conditions.append(
          ExceptionOutcome.Condition(condition: circumstance.source.oneSpaced, state: state))
        if case .assumption = circumstance.test { continue }
        if state != .met { applies = false }
      }
      outcomes.append(
        ExceptionOutcome(
          rule: rule.id, about: rule.about, clause: ruleset.clause(of: index), lowers: concern,
          to: level, applied: applies, conditions: conditions))
      if applies {
        known.removeAll()
        lower(
          &drafts, own, below: ceiling(of: level, concern), because: "exception \(rule.shortName)")
      }
    }
    return outcomes
  }

  /// The highest score of a level.
  func ceiling(of level: Level, _ concern: Concern) -> Int {
    let bands = ruleset.bands.first { $0.concern == concern } ?? ConcernBands(concern: concern)
    switch level {
    case .none: return bands.low - 1
    case .low: return bands.medium - 1
    case .medium: return bands.high - 1
    case .high: return bands.cap
    }
  }

  private func lower(
    _ drafts: inout [Draft], _ own: [Int], below target: Int, because reason: String
  ) {
    let points = own.map { drafts[$0].points }
    let scaled = Apportionment.scale(points, to: max(0, target))
    for (place, index) in own.enumerated() where scaled[place] != points[place] {
      drafts[index].contributions.append(
        Finding.Contribution(points: scaled[place] - points[place], reason: reason))
    }
  }

  // MARK: Scores

  /// The scores and levels of all concerns.
  func scores(of drafts: [Draft]) -> [Verdict.ConcernScore] {
    ruleset.bands.map { bands in
      let sum = drafts.reduce(0) { $1.concern == bands.concern ? $0 + $1.points : $0 }
      let score = min(max(sum, 0), min(max(bands.cap, 0), 100))
      return Verdict.ConcernScore(
        concern: bands.concern, score: score, level: bands.level(of: score))
    }
  }

  /// The highest level, raised by combinations, and the names of those that raised it.
  func risk(of scores: [Verdict.ConcernScore]) -> (risk: Level, combinations: [String]) {
    let highest = scores.map(\.level).max() ?? .none
    var risk = highest
    var names: [String] = []
    for combination in ruleset.combinations where combination.raisesTo > highest {
      let holds = combination.needs.allSatisfy { need in
        scores.contains { $0.concern == need.concern && $0.level >= need.level }
      }
      if holds, !combination.needs.isEmpty {
        risk = max(risk, combination.raisesTo)
        names.append(combination.name)
      }
    }
    return (risk, names)
  }
}

extension Rule {
  /// The name within its lexicon.
  var shortName: String { id.split(separator: "/").last.map(String.init) ?? id }
}

extension String {
  /// The text with each run of white space as one space.
  var oneSpaced: String {
    split { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }.joined(separator: " ")
  }
}
