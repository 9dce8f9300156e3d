import Lexicons
import Mail
import Native
import People
import Text

/// Finds signals in a message's passages; one per worker.
///
/// It works in three steps: `read` finds phrases and patterns in every passage, `findMentions` decides
/// which of them (and which names) are mentions, and `judge` which are signals.
struct Detector: ~Copyable {
  let ruleset: Ruleset
  /// Whether conditions that a line of text cannot show are taken for granted, and every step runs
  /// whatever the message holds: how the examples of rules are tested.
  let isTesting: Bool
  /// Whether it is kept why matches were no signals.
  let keepsRefusals: Bool

  /// What stands around matches; complete after `findMentions`.
  var surroundings = Surroundings()
  /// The mentions, in reading order.
  private(set) var mentions: [Mention] = []
  /// The signals of plain rules, guards, credits, exposures and exceptions, by rule, best first.
  private(set) var signals: [Signal] = []
  /// The rules with `words` lines that hold, as indices of `CandidateFinder.words`.
  private(set) var wordRules: [Int] = []
  /// The rules with `share` lines that hold.
  private(set) var shareRules: [Int] = []
  /// Matches that were no signals, and why, if they are kept.
  private(set) var refusals: [Refusal] = []
  /// The lines of rules, found but not judged.
  private(set) var finder: CandidateFinder
  private var names: NameFinder

  init(
    _ ruleset: Ruleset, district: District, limits: Limits, isTesting: Bool = false,
    keepsRefusals: Bool = false, keepsAllLines: Bool = false
  ) {
    self.ruleset = ruleset
    self.isTesting = isTesting
    self.keepsRefusals = isTesting || keepsRefusals
    finder = CandidateFinder(
      ruleset, limits: limits, keepsRefusals: self.keepsRefusals, keepsAll: keepsAllLines)
    names = NameFinder(
      district: district, kinds: ruleset.builtIn, table: ruleset.names, isTesting: isTesting)
  }

  /// Says what is known of the message that is read next.
  mutating func open(for message: borrowing CircumstanceEvaluator) { finder.open(for: message) }

  // MARK: Reading

  /// Finds the phrases and patterns of all rules in all passages.
  mutating func read(_ passages: inout Passages) {
    surroundings.removeAll()
    mentions.removeAll(keepingCapacity: true)
    signals.removeAll(keepingCapacity: true)
    wordRules.removeAll(keepingCapacity: true)
    shareRules.removeAll(keepingCapacity: true)
    finder.read(&passages)
    refusals = finder.refusals
  }

  /// Adds the lines that need no words, of rules whose circumstances can hold.
  mutating func addAlways(
    in passages: borrowing Passages, _ circumstances: borrowing CircumstanceEvaluator
  ) {
    if isTesting { return }
    guard let place = finder.placeOfAlways(in: passages) else { return }
    for line in ruleset.always {
      guard
        ruleset.rules.facts[line.rule].isSecond
          || isPossible(line.rule, circumstances, .nothing)
      else { continue }
      finder.add(always: line, at: place)
    }
  }

  /// Where lines stand that need no words; nil in a message without any.
  mutating func placeOfAlways(in passages: borrowing Passages) -> Site? {
    finder.placeOfAlways(in: passages)?.site
  }

  // MARK: Mentions

  /// Finds all mentions: names and numbers of the roster, then the rules of each tier.
  mutating func findMentions(
    in passages: borrowing Passages, _ circumstances: borrowing CircumstanceEvaluator
  ) {
    finder.sort()
    sealEvidence()
    names.meet(circumstances.facts.parties)
    for index in passages.items.indices {
      finder.selectWords(of: passages, index)
      names.find(in: passages, index, tokens: finder.tokens, into: &mentions)
    }
    identify(in: passages)
    sealMentions()
    for tier in ruleset.tiers {
      let before = mentions.count
      for rule in tier where finder.found(rule) {
        findMentions(of: rule, in: passages, circumstances)
      }
      if mentions.count > before {
        sealMentions()
      }
    }
  }

  /// Finds names and numbers of the subject alone: what masking needs of a message without finder.candidates.
  mutating func findSubjectMentions(in passages: borrowing Passages, _ parties: Parties) {
    guard
      let index = passages.items.firstIndex(where: { $0.field == .subject && $0.part.isEmpty })
    else { return }
    finder.selectWords(of: passages, index)
    names.meet(parties)
    names.find(in: passages, index, tokens: finder.tokens, into: &mentions)
    for candidate in finder.candidates
    where candidate.isPattern && Int(candidate.site.passage) == index {
      let compiled = ruleset.rules[Int(candidate.rule)]
      mentions.append(
        Mention(
          site: candidate.site, kinds: Int32(truncatingIfNeeded: compiled.kinds),
          rule: candidate.rule, person: -1, isSensitive: true))
    }
    sealMentions()
  }

  /// Says whose numbers the matches of mention patterns are.
  private mutating func identify(in passages: borrowing Passages) {
    guard names.knowsIdentifiers else { return }
    for candidate in finder.candidates
    where candidate.isPattern && ruleset.rules.facts[Int(candidate.rule)].isMention {
      names.identify(candidate.site, in: passages, into: &mentions)
    }
  }

  private mutating func findMentions(
    of rule: Int, in passages: borrowing Passages, _ circumstances: borrowing CircumstanceEvaluator
  ) {
    let span = finder.span(of: rule)
    guard isPossible(rule, circumstances, .nothing) else {
      refuse(span, because: .circumstances)
      return
    }
    let compiled = ruleset.rules[rule]
    var last: Site?
    // In reading order, the longer first: one inside another of the same rule is no second mention.
    for index in span {
      let candidate = finder.candidates[index]
      if let last, candidate.site.isInside(last) { continue }
      guard accepts(candidate, compiled, in: passages) != nil else { continue }
      last = candidate.site
      mentions.append(
        Mention(
          site: candidate.site, kinds: Int32(truncatingIfNeeded: compiled.kinds),
          rule: Int32(truncatingIfNeeded: rule), term: candidate.term, person: -1,
          isSensitive: candidate.isPattern))
    }
  }

  /// Sorts the mentions and makes them evidence.
  private mutating func sealMentions() {
    mentions.sort { $0.precedes($1) }
    // A number can be found by the roster and, as part of a pattern's match, again.
    var kept = 0
    for index in mentions.indices {
      if kept > 0, mentions[kept - 1].isSame(as: mentions[index]) { continue }
      if kept < index { mentions[kept] = mentions[index] }
      kept += 1
    }
    mentions.removeLast(mentions.count - kept)
    surroundings.mentions.removeAll()
    let sets = ruleset.kinds.sets
    for index in mentions.indices {
      surroundings.mentions.append(mentions[index].site)
      for kind in sets[Int(mentions[index].kinds)] {
        surroundings.mentions.assign(index, to: kind)
      }
    }
    surroundings.mentions.seal()
  }

  private mutating func sealEvidence() {
    // Hits come in order of their words, passage by passage.
    for (index, item) in finder.evidence.enumerated() {
      surroundings.phrases.append(item.site)
      surroundings.phrases.assign(index, to: Int(item.number))
    }
    surroundings.phrases.seal()
  }

  // MARK: Signals

  /// Judges the candidates of all rules but mentions: `signals` has those that hold.
  ///
  /// - Parameter second: whether to judge the rules that ask what others found, or those that do not.
  mutating func judge(
    in passages: borrowing Passages, _ circumstances: borrowing CircumstanceEvaluator,
    found: FoundFacts, second: Bool
  ) {
    let rules = ruleset.rules
    for rule in finder.rules {
      let facts = rules.facts[rule]
      guard !facts.isMention, (facts.isSecond && facts.addsPoints) == second else { continue }
      // Of guards and their like the conditions are judged with the findings.
      if facts.addsPoints, !isPossible(rule, circumstances, found) {
        refuse(finder.span(of: rule), because: .circumstances)
        continue
      }
      judge(rule, rules[rule], in: passages, circumstances)
    }
    judgeWords(circumstances, found: found, second: second)
    if second {
      shareRules = ruleset.shares.filter { isPossible($0, circumstances, found) }
      signals.sort { one, other in
        if one.rule != other.rule { return one.rule < other.rule }
        if one.site < other.site { return true }
        if other.site < one.site { return false }
        return one.term < other.term
      }
    }
    // Examples are found by the rule that they stand under, whatever other rules find there.
    if !isTesting { SignalChoice.keepStrongest(&signals, ruleset, in: passages) }
  }

  private mutating func judge(
    _ rule: Int, _ compiled: CompiledRule, in passages: borrowing Passages,
    _ circumstances: borrowing CircumstanceEvaluator
  ) {
    for index in finder.span(of: rule) {
      let candidate = finder.candidates[index]
      guard let nears = accepts(candidate, compiled, in: passages) else { continue }
      if !compiled.aboutMatch.isEmpty, compiled.concern != nil, !isTesting {
        var found = FoundFacts()
        found.subjects = subjects(around: candidate.site)
        found.passages = [passages.items[Int(candidate.site.passage)]]
        guard circumstances.state(of: compiled.aboutMatch, found: found) == .met else {
          refuse(index..<index + 1, because: .aboutMatch)
          continue
        }
      }
      var points = compiled.rule.terms[Int(candidate.term)].points
      for (number, context) in compiled.contexts.enumerated()
      where nears >> UInt64(number) & 1 == 1 {
        if case .near(let more) = context.effect { points += more }
      }
      signals.append(
        Signal(
          rule: candidate.rule, term: candidate.term, site: candidate.site, nears: nears,
          points: points, isPattern: candidate.isPattern))
    }
  }

  /// Decides whose words count.
  private mutating func judgeWords(
    _ circumstances: borrowing CircumstanceEvaluator, found: FoundFacts, second: Bool
  ) {
    for index in finder.words.indices {
      let rule = finder.words.rule(at: index)
      guard ruleset.rules.facts[rule].isSecond == second else { continue }
      let holds = isPossible(rule, circumstances, found)
      if holds { wordRules.append(index) }
      guard keepsRefusals else { continue }
      for isRead in [false, true] where !(isRead && holds) {
        for line in finder.words.lines(at: index, isRead: isRead) {
          refusals.append(
            Refusal(
              rule: Int32(truncatingIfNeeded: rule), term: line.signal.term, site: line.signal.site,
              cause: isRead ? .circumstances : .other("the rule does not read this field")))
        }
      }
    }
  }

  /// Whether the circumstances of a rule that concern the whole message hold.
  @inline(__always)
  private func isPossible(
    _ rule: Int, _ circumstances: borrowing CircumstanceEvaluator, _ found: FoundFacts
  ) -> Bool {
    if isTesting { return true }
    // Where refusals are kept all gates are open.
    guard keepsRefusals else {
      guard finder.isOpen(rule) else { return false }
      guard let conditions = ruleset.rules.conditions(of: rule) else { return true }
      return circumstances.state(of: conditions.circumstances, found: found) == .met
    }
    let general = ruleset.rules[rule].rule.circumstances.filter { !$0.test.isAboutMatch }
    return circumstances.state(of: general, found: found) == .met
  }

  /// The `near` contexts whose evidence was found; nil when a context speaks against the match.
  private mutating func accepts(
    _ candidate: Candidate, _ compiled: CompiledRule, in passages: borrowing Passages
  ) -> UInt64? {
    if compiled.contexts.isEmpty { return 0 }
    switch surroundings.judge(
      compiled.contexts, around: candidate.site, in: passages, assumesMessage: isTesting)
    {
    case .holds(let nears): return nears
    case .fails(let number):
      if keepsRefusals {
        refusals.append(
          Refusal(
            rule: candidate.rule, term: candidate.term, site: candidate.site,
            cause: .context(number)))
      }
      return nil
    }
  }

  private mutating func refuse(_ span: Range<Int>, because cause: Refusal.Cause) {
    guard keepsRefusals else { return }
    for index in span {
      let candidate = finder.candidates[index]
      refusals.append(
        Refusal(
          rule: candidate.rule, term: candidate.term, site: candidate.site, cause: cause))
    }
  }

  /// Keeps only these of the signals, in their order.
  mutating func keep(_ signals: [Signal]) { self.signals = signals }

  /// Lets the words of a rule count no more.
  mutating func leaveOut(wordsAt index: Int) { wordRules.removeAll { $0 == index } }

  /// Lets the shares of a rule count no more.
  mutating func leaveOut(sharesOf rule: Int) { shareRules.removeAll { $0 == rule } }

  /// The lines of a rule that hold, in reading order.
  func signals(of rule: Int) -> [Signal] {
    var own = signals.filter { Int($0.rule) == rule }
    for index in wordRules where finder.words.rule(at: index) == rule {
      own += finder.words.lines(at: index).map(\.signal)
      own.sort { ($0.site, $0.term) < ($1.site, $1.term) }
    }
    return own
  }

  /// Whether a rule has a signal that is no word.
  func hasSignal(of rule: Int) -> Bool {
    var low = 0
    var high = signals.count
    while low < high {
      let middle = (low + high) / 2
      if Int(signals[middle].rule) < rule { low = middle + 1 } else { high = middle }
    }
    return low < signals.count && Int(signals[low].rule) == rule
  }

  /// What `explain` prints beside the points of a `near`: `near "hearing", 2 words away`.
  mutating func reason(
    for context: CompiledContext, around site: Site, in passages: borrowing Passages
  ) -> String {
    guard let found = evidence(of: context, around: site, in: passages) else {
      return context.source
    }
    let name = found.kind ?? "\"\(found.text)\""
    return context.window == .words(0) ? "with \(name)" : "near \(name)\(found.distance)"
  }

  /// Whom a match is about: the people of its sentence, else of its paragraph; in a table, of its row.
  func subjects(around site: Site) -> Subjects {
    var subjects = Subjects()
    subjects.add(
      mentions, surroundings.mentions.members(of: MentionKinds.person, inSentenceOf: site))
    if subjects.isEmpty {
      subjects.add(
        mentions, surroundings.mentions.members(of: MentionKinds.person, inParagraphOf: site))
    }
    subjects.hasOwn =
      surroundings.mentions.nearest(
        of: MentionKinds.own, to: site, within: .sentence, cells: [], skipsInner: false) != nil
    return subjects
  }

  /// The language of the body's longest passage; nil when unclear.
  mutating func language(of passages: borrowing Passages) -> String? {
    finder.language(of: passages)
  }
}
