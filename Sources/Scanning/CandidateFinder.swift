// Performance: a message is read once for all rules, and most messages end here: no line of any rule
// stands in them. What is kept of a hit is a few integers; all buffers are reused.
import Lexicons
import Mail
import Native
import Text

/// A line of a rule that was found, before its surroundings are looked at.
struct Candidate: Sendable {
  /// The rule's index in the ruleset.
  var rule: Int32
  /// Which of the rule's terms matched.
  var term: Int32
  /// Where.
  var site: Site
  /// Whether the term is a pattern.
  var isPattern = false
}

/// Finds the lines of all rules, and the phrases that are evidence, in all passages of a message.
struct CandidateFinder: ~Copyable {
  private let ruleset: Ruleset
  /// Whether it is kept why matches were no candidates.
  private let keepsRefusals: Bool
  private var phraseMatcher: PhraseMatcher
  private var patternMatcher: PatternMatcher
  private var clear = ClearReading()
  private var phraseHits: [PhraseHit] = []
  private var patternHits: [PatternHit] = []
  /// The passage that `tokens` are of; -1 before the first.
  private var tokensPassage = -1
  /// Where its words are kept; -1 when they are not.
  private var tokensSlot = -1
  /// The words of the first passages: what is asked for again is not tokenized again.
  ///
  /// A passage's words are in `tokens` while it is selected, and the buffers change places.
  private var kept: [[Token]] = []
  /// A bit for each passage whose words were found.
  private var isKept: UInt64 = 0
  /// Whether words are kept at all: not those of a message so large that they would fill the memory.
  private var keepsTokens = false

  /// The most bytes of folded text, and the most passages, of which words are kept; behind the first few
  /// passages those of short ones only, since a buffer stays as large as the largest that it held.
  private static let mostKept = 256 << 10
  private static let mostKeptPassages = 64
  private static let mostLong = 8
  private static let short = 4 << 10

  /// The words of the passage that was selected last.
  private(set) var tokens: [Token] = []
  /// What was found, in reading order; sorted by rule after `sort`.
  private(set) var candidates: [Candidate] = []
  /// The words of `words` lines.
  private(set) var words: WordSums
  /// Where each rule's candidates begin and end, after `sort`.
  private var spans: RuleSpans
  /// Whether all hits of lines that count once are found, for whoever wants to know them.
  private let keepsAll: Bool
  private var findsAll = true
  /// Which gates are open for the message.
  private var gates: OpenGates
  /// Evidence phrases in reading order: the list's number and where.
  private(set) var evidence: [(number: Int32, site: Site)] = []
  /// Patterns that gave up and limits that bit.
  private(set) var defects: [Defect] = []
  /// Matches that their validators or fields turned down, if they are kept.
  private(set) var refusals: [Refusal] = []
  /// Whether some line of a rule that adds points, guards or excepts was found.
  private(set) var hasCandidates = false

  init(
    _ ruleset: Ruleset, limits: Limits, keepsRefusals: Bool = false, keepsAll: Bool = false
  ) {
    self.ruleset = ruleset
    self.keepsRefusals = keepsRefusals
    self.keepsAll = keepsAll || keepsRefusals
    phraseMatcher = PhraseMatcher(ruleset.phrases)
    words = WordSums(ruleset.words, ruleset.rules)
    patternMatcher = PatternMatcher(ruleset.cues, limits: limits)
    spans = RuleSpans(count: ruleset.rules.count)
    gates = OpenGates(ruleset.gates)
  }

  /// Says which rules can find anything in the message that is read next; where refusals are kept all may.
  mutating func open(for message: borrowing CircumstanceEvaluator) {
    if keepsRefusals { return }
    gates.open(for: message)
  }

  /// Whether the gate of a rule is open.
  func isOpen(_ rule: Int) -> Bool { gates.isOpen[Int(ruleset.rules.facts[rule].gate)] }

  /// What rules ask of that which others found.
  enum Asked: Comparable { case nothing, mentions, points }

  /// What those rules ask of others of which something was found, and those that add shares.
  var asked: Asked {
    var asked = Asked.nothing
    func ask(_ facts: RuleFacts) {
      if facts.isSecond { asked = max(asked, facts.asksPoints ? .points : .mentions) }
    }
    for rule in spans.rules {
      let facts = ruleset.rules.facts[rule]
      if facts.addsPoints { ask(facts) }
    }
    for index in words.indices where words.points(at: index) != 0 {
      ask(ruleset.rules.facts[words.rule(at: index)])
    }
    for rule in ruleset.shares { ask(ruleset.rules.facts[rule]) }
    return asked
  }

  /// The rules that have candidates, after `sort`, ascending.
  var rules: [Int] { spans.rules }

  /// The candidates of a rule, after `sort`, as indices of `candidates`.
  func span(of rule: Int) -> Range<Int> { spans[rule] }

  /// Whether a rule has candidates, after `sort`.
  func found(_ rule: Int) -> Bool { spans.contains(rule) }

  /// Finds the phrases and patterns of all rules in all passages, and in the plain readings of what is
  /// disguised in them, which become passages too.
  mutating func read(_ passages: inout Passages) {
    putBack()
    keepsTokens = passages.folded.count <= CandidateFinder.mostKept
    isKept = 0
    while kept.count < CandidateFinder.mostKeptPassages { kept.append([]) }
    begin(findsAll: keepsAll)
    let count = passages.items.count
    for index in 0..<count {
      read(passages, index)
      guard ClearReading.reads(passages.items[index]), tokensPassage == index else { continue }
      Self.append(index, tokens, patternMatcher.digitRuns, &clear, to: &passages)
    }
    if passages.items.count > count, !findsAll {
      // A line that a plain reading shows better takes the place of one that it covers: then others count.
      begin(findsAll: true)
      for index in 0..<count { read(passages, index) }
    }
    for index in count..<passages.items.count { read(passages, index) }
    addWords()
    for pattern in patternMatcher.gaveUp {
      let rule = ruleset.rules[Int(ruleset.patternOwners[Int(pattern)].rule)].rule.id
      defects.append(Defect(.matchLimit, detail: rule))
    }
    if patternMatcher.ranOutOfTrials {
      defects.append(Defect(.matchLimit, detail: "too many places for patterns"))
    }
  }

  private mutating func begin(findsAll: Bool) {
    self.findsAll = findsAll
    defects.removeAll(keepingCapacity: true)
    refusals.removeAll(keepingCapacity: true)
    candidates.removeAll(keepingCapacity: true)
    evidence.removeAll(keepingCapacity: true)
    hasCandidates = false
    patternMatcher.beginMessage()
    phraseMatcher.beginMessage(gates: gates.isOpen)
    words.beginMessage()
  }

  /// Which lines that count once a passage is searched for: hits count most in what the sender wrote.
  private func once(in passage: borrowing Passage, _ traits: FieldSet.Traits) -> PhraseMatcher.Once
  {
    // What neighbouring messages say settles nothing.
    if findsAll || passage.hasContext { return .all }
    let readers = ruleset.onceFields.count { $0.contains(traits) }
    if readers == 0 { return .rank(0) }
    guard readers == ruleset.onceFields.count else { return .all }
    return .rank(Weight.of(passage).rank)
  }

  private mutating func read(_ passages: borrowing Passages, _ index: Int) {
    let range = passages.items[index].folded
    let traits = FieldSet.Traits(passages.items[index])
    let hasContext = passages.items[index].hasContext
    guard !range.isEmpty else { return }
    let once = once(in: passages.items[index], traits)
    let folded = passages.folded.span.extracting(range)
    selectWords(of: passages, index)
    let isComplete = Self.find(&phraseMatcher, tokens, once, in: folded, into: &phraseHits)
    if !isComplete {
      defects.append(
        Defect(.matchLimit, part: passages.items[index].part, detail: "too many phrases"))
    }
    for hit in phraseHits {
      guard
        let site = Site(
          passage: index, first: Int(hit.firstToken), last: Int(hit.lastToken), tokens: tokens)
      else { continue }
      let phrase = Int(hit.phrase)
      guard phrase < ruleset.cues.firstCuePhrase else { continue }
      for place in ruleset.uses.indices(of: phrase) {
        guard let use = ruleset.uses.use(at: place, in: ruleset.rules) else { continue }
        if use.rule < 0 {
          evidence.append((number: use.number, site: site))
        } else {
          let candidate = Candidate(rule: use.rule, term: use.number, site: site)
          if hasContext, isNeighbours(candidate, passages.items[index]) { continue }
          add(candidate, in: traits)
        }
      }
    }
    words.read(passages.items[index], index, tokens, in: folded)
    Self.find(&patternMatcher, tokens, phraseHits, in: folded, into: &patternHits)
    for hit in patternHits {
      let owner = ruleset.patternOwners[Int(hit.pattern)]
      let site = Site(passage: index, range: hit.value, tokens: tokens)
      let validators = ruleset.rules[Int(owner.rule)].validators
      if let failed = validators.first(where: { !$0.holds(folded.extracting(hit.value)) }) {
        if keepsRefusals {
          refusals.append(
            Refusal(
              rule: owner.rule, term: -1, site: site,
              cause: .other("require \(failed.name) does not hold")))
        }
        continue
      }
      let candidate = Candidate(rule: owner.rule, term: owner.term, site: site, isPattern: true)
      if hasContext, isNeighbours(candidate, passages.items[index]) { continue }
      add(candidate, in: traits)
    }
  }

  /// Adds up what the words come to; where that is nothing, or less, no finding comes of them.
  private mutating func addWords() {
    words.addUp()
    for index in words.indices
    where isOpen(words.rule(at: index)) && words.points(at: index) > 0
      && ruleset.rules.facts[words.rule(at: index)].concern != nil
    {
      hasCandidates = true
    }
  }

  /// Whether a line was found in what neighbouring messages say, where it counts, and is no mention.
  private func isNeighbours(_ candidate: Candidate, _ passage: borrowing Passage) -> Bool {
    !ruleset.rules.facts[Int(candidate.rule)].isMention
      && passage.isContext(candidate.site.range)
  }

  /// Where lines stand that need no words: at the first word of the body, else of the subject.
  mutating func placeOfAlways(
    in passages: borrowing Passages
  ) -> (site: Site, traits: FieldSet.Traits)? {
    var place: Int?
    for index in passages.items.indices where !passages.items[index].folded.isEmpty {
      if place == nil { place = index }
      if passages.items[index].field == .body, !passages.items[index].isQuoted {
        place = index
        break
      }
    }
    guard let place else { return nil }
    selectWords(of: passages, place)
    let items = passages.items
    let own = tokens.firstIndex { !items[place].isContext(Int($0.start)..<Int($0.end)) } ?? 0
    guard !tokens.isEmpty, let site = Site(passage: place, first: own, last: own, tokens: tokens)
    else { return nil }
    return (site, FieldSet.Traits(passages.items[place]))
  }

  /// Adds a line that needs no words.
  mutating func add(
    always line: (rule: Int, term: Int), at place: (site: Site, traits: FieldSet.Traits)
  ) {
    add(
      Candidate(
        rule: Int32(truncatingIfNeeded: line.rule), term: Int32(truncatingIfNeeded: line.term),
        site: place.site), in: place.traits)
  }

  private static func append(
    _ index: Int, _ tokens: [Token], _ digits: [DigitRun]?, _ clear: inout ClearReading,
    to passages: inout Passages
  ) {
    clear.append(of: index, tokens: tokens.span, digits: digits, to: &passages)
  }

  /// Passes buffers on as spans: to the compiler a span of one property borrows all of them.
  private static func find(
    _ matcher: inout PhraseMatcher, _ tokens: [Token], _ once: PhraseMatcher.Once,
    in folded: Span<UInt8>, into hits: inout [PhraseHit]
  ) -> Bool {
    matcher.match(tokens.span, in: folded, once: once, into: &hits)
  }

  private static func find(
    _ matcher: inout PatternMatcher, _ tokens: [Token], _ phraseHits: [PhraseHit],
    in folded: Span<UInt8>, into hits: inout [PatternHit]
  ) {
    matcher.match(in: folded, tokens: tokens.span, phraseHits: phraseHits.span, into: &hits)
  }

  private mutating func add(_ candidate: Candidate, in traits: FieldSet.Traits) {
    let facts = ruleset.rules.facts[Int(candidate.rule)]
    guard facts.fields.contains(traits) else {
      if keepsRefusals {
        refusals.append(
          Refusal(
            rule: candidate.rule, term: -1, site: candidate.site,
            cause: .other("the rule does not read \(traits.field.rawValue)")))
      }
      return
    }
    if facts.canRaise { hasCandidates = true }
    // A number hides beside other findings, whatever its rule asks.
    if !candidate.isPattern, facts.isMention || facts.addsPoints, !gates.isOpen[Int(facts.gate)] {
      return
    }
    candidates.append(candidate)
  }

  /// The language of the longest passage of the body; nil when unclear.
  mutating func language(of passages: borrowing Passages) -> String? {
    var longest: Int?
    for (index, passage) in passages.items.enumerated() where passage.field == .body {
      if longest.map({ passages.items[$0].folded.count < passage.folded.count }) ?? true {
        longest = index
      }
    }
    guard let index = longest ?? passages.items.indices.first else { return nil }
    selectWords(of: passages, index)
    return LanguageGuess.language(
      of: tokens, in: passages.folded.span.extracting(passages.items[index].folded))
  }

  /// Gives a passage's words their place back, if they are kept.
  private mutating func putBack() {
    if tokensSlot >= 0 { swap(&kept[tokensSlot], &tokens) }
    tokensSlot = -1
    tokensPassage = -1
  }

  /// Brings a passage's words into `tokens`.
  mutating func selectWords(of passages: borrowing Passages, _ index: Int) {
    guard tokensPassage != index else { return }
    putBack()
    tokensPassage = index
    if keepsTokens, index < Self.mostKeptPassages,
      index < Self.mostLong || passages.items[index].folded.count <= Self.short
    {
      swap(&kept[index], &tokens)
      tokensSlot = index
      if isKept >> UInt64(index) & 1 != 0 { return }
      isKept |= 1 << UInt64(index)
    }
    scanWords(passages.folded.span.extracting(passages.items[index].folded), into: &tokens)
  }

  /// Sorts the candidates by rule, in reading order, the longer first, and notes where each rule's are.
  mutating func sort() { spans.sort(&candidates) }
}
