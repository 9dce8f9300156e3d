import Lexicons
import Native
import Testing

@Suite struct RuleTests {
  @Test func aSumHasItsRange() {
    let rule = LexiconText.only(LexiconText.rule("sum 60", "+30 expelled", "-5 was expelled"))
    #expect(rule?.sum == Rule.Sum(limit: 60) && rule?.repeats == 1)
    #expect(LexiconText.only(LexiconText.rule("+30 expelled"))?.sum == nil)
    for wrong in [
      "sum 0", "sum 101", "sum", "sum all", "sum -5", "sum 60 within", "sum within sentence",
      "sum 60 within message", "sum 60 sentence",
    ] {
      let set = LexiconText.set(LexiconText.rule(wrong, "+30 expelled"))
      #expect(set.diagnostics.count == 1 && set.dropped.count == 1, "\(wrong)")
    }
    let words = LexiconText.only(LexiconText.rule("sum 60 within sentence", "words +30: expelled"))
    #expect(words?.sum == Rule.Sum(limit: 60, isWithinSentence: true))
    let phrases = LexiconText.set(LexiconText.rule("sum 60 within sentence", "+30 expelled"))
    #expect(
      phrases.diagnostics.map(\.message)
        == ["'sum … within sentence' beside other lines than 'words'"])
    let both = LexiconText.set(LexiconText.rule("repeat 2", "sum 60", "+30 expelled"))
    #expect(both.diagnostics.map(\.message) == ["'repeat' in a rule with 'sum'"])
  }

  @Test func aRuleKeepsEverythingThatWasWritten() throws {
    let rule = try #require(
      LexiconText.only(
        """
        lexicon   student.discipline
        concern   student
        clause    3.3
        language  en
        about     Disciplinary actions.

        # A comment.
        rule suspension
          about    A named student together with a suspension.
          clause   3.2
          cue      ddd-dd-dddd, @, social security, add
          needs    student|employee within paragraph
          near     +10 within 5 words: days, hearing
          near     -15 person
          unless   within 3 words: bridge, disbelief
          when     not sender staff|hr
          in       subject body
          require  ssn
          repeat   3
          +30      (in|out of) school
          −5       camp
          +45      /\\bCh\\.? 37h/
            # An indented comment.
          hit      «Maya» starts «an out of school» week.
          miss     The bridge.
        """))
    #expect(rule.id == "student.discipline/suspension")
    #expect(rule.kind == .concern(.student))
    #expect(rule.clause == "3.2")
    #expect(rule.language == "en")
    #expect(rule.place == Place(path: "t.lexicon", line: 8, column: 1))
    #expect(rule.terms.map(\.points) == [30, -5, 45])
    #expect(rule.terms.map(\.source) == ["(in|out of) school", "camp", "/\\bCh\\.? 37h/"])
    #expect(rule.terms.map(\.place.column) == [12, 12, 12])
    #expect(rule.cues.count == 4)
    #expect(rule.cues[0] == .shape("ddd-dd-dddd"))
    #expect(rule.cues[1] == .character(0x40))
    #expect(rule.requirements == ["ssn"])
    #expect(rule.fields == ["subject", "body"])
    #expect(rule.repeats == 3)
    #expect(
      rule.contexts.map(\.effect) == [.needs, .near(points: 10), .near(points: -15), .unless])
    #expect(rule.contexts.map(\.window) == [.paragraph, .words(5), .sentence, .words(3)])
    #expect(rule.contexts[0].evidence.mentions == ["student", "employee"])
    #expect(rule.contexts[1].evidence.phrases.count == 2)
    #expect(rule.circumstances.map(\.test) == [.sender(["staff", "hr"])])
    #expect(rule.circumstances.map(\.isNegated) == [true])
    #expect(rule.hits.first?.text == "Maya starts an out of school week.")
    #expect(rule.hits.first?.marked == [0..<4, 12..<28])
  }

  @Test(
    arguments: [
      ("sender advisor", .sender(["advisor"])),
      ("recipient outside", .anyRecipient(["outside"])),
      ("every recipient staff | student", .everyRecipient(["staff", "student"])),
      ("recipients > 10", .recipientsOver(10)),
      ("recipients <2", .recipientsUnder(2)),
      ("channel sms|chat", .channel(["sms", "chat"])),
      ("account personal", .account(.anyone, ["personal"])),
      ("sender account personal|social", .account(.sender, ["personal", "social"])),
      ("recipient account district", .account(.recipient, ["district"])),
      ("hour 21:00-05:30", .hour(from: 1260, to: 330)),
      ("hour 18:00–24:00", .hour(from: 1080, to: 1440)),
      ("school hours", .schoolHours), ("weekday", .weekday), ("list", .list), ("self", .aboutSelf),
      ("same-guardian", .sameGuardian), ("wrong-guardian", .wrongGuardian),
      ("self-forward", .selfForward),
      ("field subject|body", .field(["subject", "body"])),
      ("language es|pt", .language(["es", "pt"])),
      ("employee dominates", .dominates("employee")),
      ("any boundary", .concern(.boundary)),
    ] as [(String, Circumstance.Test)])
  func aCircumstanceIsRead(_ source: String, _ test: Circumstance.Test) {
    let plain = LexiconText.only(LexiconText.rule("+30 kept", "when \(source)"))
    #expect(plain?.circumstances.map(\.test) == [test])
    #expect(plain?.circumstances.map(\.isNegated) == [false])
    let negated = LexiconText.only(LexiconText.rule("+30 kept", "when  not  \(source)"))
    #expect(negated?.circumstances.map(\.test) == [test])
    #expect(negated?.circumstances.map(\.isNegated) == [true])
  }

  @Test func theOtherBlocksAreRead() throws {
    let set = LexiconText.set(
      """
      lexicon  others
      language any

      mention kin
        yields   student relative
        about    A relative.
        phrase   my (son|daughter)
        hit      «my son»
        miss     my sunday

      exposure outside
        about    It leaves the district.
        applies  student medical
        when     recipient outside
        +20

      gravity words
        about    What somebody should look at.
        applies  student personnel
        sum      40
        in       body
        when     sender staff
        words    +5: lawyer, in court
        hit      the «lawyer»
        miss     the lawn

      guard union
        about    Union matters.
        when     every recipient staff
        phrase   bargaining team
        lifts    boundary, channel
        hit      the «bargaining team»
        miss     the bargain bin

      credit retention
        about    Forwarded.
        when     self-forward
        lifts    channel

      exception advisor
        about    Scheduling.
        lowers   channel to low
        needs    sender advisor
        needs    relative dominates
        unless   any boundary
        assumes  school mail was not at hand
      """)
    #expect(set.diagnostics.map(\.rendered) == [])
    let rules = try #require(set.lexicons.first?.rules)
    #expect(
      rules.map(\.id)
        == ["kin", "outside", "words", "union", "retention", "advisor"].map { "others/\($0)" })
    #expect(rules[0].kind == .mention(yields: ["student", "relative"]))
    #expect(rules[1].kind == .exposure(applies: [.student, .medical], points: 20))
    #expect(rules[2].kind == .gravity(applies: [.student, .personnel]))
    #expect(
      rules[2].sum?.limit == 40 && rules[2].fields == ["body"]
        && rules[2].terms.map(\.points) == [5])
    #expect(rules[3].kind == .guard(lifts: [.boundary, .channel]))
    #expect(rules[4].kind == .credit(lifts: [.channel]))
    #expect(rules[5].kind == .exception(lowers: .channel, to: .low))
    #expect(rules[5].circumstances.map(\.isNegated) == [false, false, true, false])
    #expect(
      rules[5].circumstances.map(\.test) == [
        .sender(["advisor"]), .dominates("relative"), .concern(.boundary),
        .assumption("school mail was not at hand"),
      ])
  }

  @Test func sharesAreOfOtherConcernsOrOfGravity() throws {
    func text(_ lines: String) -> String {
      "lexicon t\nconcern student\nlanguage en\nabout A.\n\nrule r\n  about B.\n\(lines)\n"
    }
    let rule = try #require(
      LexiconText.only(
        text("  share +20% of gravity from 0 to 60\n  share -30% of medical from -60 to 0")))
    let shares = rule.terms.compactMap { term -> ConcernShare? in
      if case .share(let share) = term.body { share } else { nil }
    }
    #expect(
      shares == [ConcernShare(of: nil, in: 0...60), ConcernShare(of: .medical, in: -60...0)])
    #expect(LexiconText.only(text("  share +20% of weight from 0 to 60")) == nil)
  }

  @Test(arguments: [
    ("ddd-dd-dddd", true), ("(ddd) ddd-dddd", true), ("aaddd", true), ("1ddddddddd", true),
    ("DDD DD DDDD", true), ("dd/dd", true), ("d%", true), ("$d", true), ("add", false),
    ("add-on", false), ("dad", false), ("a d", false), ("ssn", false), ("504", false),
    ("d", false), ("add a", false),
  ])
  func aShapeIsToldFromAWord(_ source: String, _ isShape: Bool) {
    let rule = LexiconText.only(LexiconText.rule("cue \(source)", "+30 /\\d{3}/"))
    guard let cue = rule?.cues.first else { return #expect(Bool(false), "\(source) was not read") }
    if case .shape(let text) = cue {
      #expect(isShape && text == source.lowercased())
    } else {
      #expect(!isShape)
    }
  }

  @Test func patternsAreCompiledOnce() {
    let set = LexiconText.set(
      LexiconText.rule("cue dd", "+30 /\\d{2}/", "+20 /\\d{2}/", "+10 /x\\d/"))
    #expect(Set(set.patterns.keys) == ["\\d{2}", "x\\d"])
  }
}
