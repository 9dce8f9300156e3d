public import Native

// A rule as flat numbers and texts, without the words of its phrases and its examples: what a scan and
// `explain` need of it. What it asks and what is told of it are apart, since most rules that a message leads to
// come to nothing, and then nobody reads their sentences.

extension FlatWriter {
  /// Adds what a rule asks, without its cues and evidence.
  public mutating func write(_ rule: Rule) {
    write(rule.id)
    write(rule.kind)
    write(optional: rule.clause)
    list(rule.terms) { $0.write($1) }
    list(rule.circumstances) { $0.write(questionOf: $1) }
    write(rule.repeats)
    write(rule.sum?.limit ?? 0)
    write(rule.sum?.isWithinSentence ?? false)
    write(rule.fields)
  }

  /// Adds what is told of a rule: its sentence, and how and where its lines are written.
  public mutating func write(toldOf rule: Rule) {
    write(rule.about)
    write(rule.language)
    write(rule.place)
    for term in rule.terms { write(toldOf: term) }
    for circumstance in rule.circumstances {
      write(circumstance.source)
      write(circumstance.place)
    }
  }

  private mutating func write(_ term: Term) {
    write(term.points)
    switch term.body {
    case .phrase: write(0)
    case .always: write(1)
    case .words: write(2)
    case .pattern: write(3)
    case .share(let share):
      write(4)
      write(share.concern != nil)
      if let concern = share.concern { write(concern) }
      write(share.range.lowerBound)
      write(share.range.upperBound)
    }
  }

  private mutating func write(toldOf term: Term) {
    if case .words = term.body {
      // What the words of such a line are, the table of words says. There are thousands of these lines, so that no
      // more is written than where each stands in the rule's file.
      write(term.place.line)
      return write(term.place.column)
    }
    if case .pattern(let source) = term.body { write(source) }
    write(term.source)
    write(term.place)
  }

  /// Adds what a circumstance asks, without where and how it is written.
  public mutating func write(questionOf circumstance: Circumstance) {
    write(circumstance.test)
    write(circumstance.isNegated)
  }

  private mutating func write(_ kind: Rule.Kind) {
    switch kind {
    case .concern(let concern):
      write(0)
      write(concern)
    case .mention(let yields):
      write(1)
      write(yields)
    case .exposure(let applies, let points):
      write(2)
      write(applies)
      write(points)
    case .gravity(let applies):
      write(6)
      write(applies)
    case .guard(let lifts):
      write(3)
      write(lifts)
    case .credit(let lifts):
      write(4)
      write(lifts)
    case .exception(let lowers, let level):
      write(5)
      write(lowers)
      write(level)
    }
  }

  /// Adds a window.
  public mutating func write(_ window: Window) {
    switch window {
    case .sentence: write(0)
    case .paragraph: write(1)
    case .passage: write(2)
    case .message: write(3)
    case .column: write(4)
    case .words(let count):
      write(5)
      write(count)
    }
  }

  private mutating func write(_ test: Circumstance.Test) {
    switch test {
    case .sender(let roles): write(0, roles)
    case .anyRecipient(let roles): write(1, roles)
    case .everyRecipient(let roles): write(2, roles)
    case .channel(let channels): write(3, channels)
    case .field(let fields): write(4, fields)
    case .language(let languages): write(5, languages)
    case .recipientsOver(let count): write(6, count)
    case .recipientsUnder(let count): write(7, count)
    case .account(let whose, let kinds):
      write(8, whose == .sender ? 0 : whose == .recipient ? 1 : 2)
      write(kinds)
    case .hour(let from, let to):
      write(9, from)
      write(to)
    case .schoolHours: write(10)
    case .weekday: write(11)
    case .list: write(12)
    case .aboutSelf: write(13)
    case .sameGuardian: write(14)
    case .selfForward: write(15)
    case .dominates(let kind):
      write(16)
      write(kind)
    case .mentions(let kind):
      write(19)
      write(kind)
    case .wrongGuardian: write(20)
    case .concern(let concern):
      write(17)
      write(concern)
    case .assumption(let text):
      write(18)
      write(text)
    }
  }

  private mutating func write(_ test: Int, _ texts: [String]) {
    write(test)
    write(texts)
  }

  private mutating func write(_ test: Int, _ number: Int) {
    write(test)
    write(number)
  }
}

extension FlatReader {
  /// Reads what a rule asks; its phrases then have no words, and nothing is told of it.
  public mutating func rule() -> Rule {
    let id = text()
    let kind = kind()
    let clause = optionalText()
    let terms = list { $0.term() }
    let circumstances = list { $0.question() }
    let repeats = number()
    let limit = number(in: 0..<Points.most + 1)
    let isWithinSentence = truth()
    let fields = texts()
    // Made at once: each change of a rule that is there would copy all of it.
    return Rule(
      id: id, kind: kind, clause: clause, terms: terms, circumstances: circumstances,
      fields: fields, repeats: repeats,
      sum: limit == 0 ? nil : Rule.Sum(limit: limit, isWithinSentence: isWithinSentence))
  }

  /// Reads what is told of a rule that was read.
  public mutating func tell(_ rule: inout Rule) {
    rule.about = text()
    rule.language = text()
    rule.place = place()
    for index in rule.terms.indices { tell(&rule.terms[index], of: rule.place.path) }
    for index in rule.circumstances.indices {
      rule.circumstances[index].source = text()
      rule.circumstances[index].place = place()
    }
  }

  private mutating func term() -> Term {
    let points = number()
    let body: Term.Body =
      switch number(in: 0..<5) {
      case 0: .phrase(Phrase(sequences: []))
      case 1: .always
      case 2: .words([])
      case 3: .pattern("")
      default: .share(share())
      }
    return Term(points: points, body: body, source: "", place: .nowhere)
  }

  private mutating func tell(_ term: inout Term, of path: String) {
    if case .words = term.body {
      term.place = Place(path: path, line: number(), column: number())
      return
    }
    if case .pattern = term.body { term.body = .pattern(text()) }
    term.source = text()
    term.place = place()
  }

  private mutating func share() -> ConcernShare {
    let concern = truth() ? concern() : nil
    let end = ConcernShare.farthest + 1
    let from = number(in: -ConcernShare.farthest..<end)
    return ConcernShare(of: concern, in: from...number(in: from..<end))
  }

  /// Reads what a circumstance asks.
  public mutating func question() -> Circumstance {
    Circumstance(test: test(), isNegated: truth(), source: "", place: .nowhere)
  }

  private mutating func kind() -> Rule.Kind {
    switch number(in: 0..<7) {
    case 0: .concern(concern())
    case 1: .mention(yields: texts())
    case 2: .exposure(applies: concerns(), points: number())
    case 3: .guard(lifts: concerns())
    case 4: .credit(lifts: concerns())
    case 5: .exception(lowers: concern(), to: level())
    default: .gravity(applies: concerns())
    }
  }

  /// Reads a window.
  public mutating func window() -> Window {
    switch number(in: 0..<6) {
    case 0: .sentence
    case 1: .paragraph
    case 2: .passage
    case 3: .message
    case 4: .column
    default: .words(number(in: 0..<1 << 20))
    }
  }

  private mutating func test() -> Circumstance.Test {
    switch number(in: 0..<21) {
    case 0: .sender(texts())
    case 1: .anyRecipient(texts())
    case 2: .everyRecipient(texts())
    case 3: .channel(texts())
    case 4: .field(texts())
    case 5: .language(texts())
    case 6: .recipientsOver(number())
    case 7: .recipientsUnder(number())
    case 8: .account(whose(), texts())
    case 9: .hour(from: number(), to: number())
    case 10: .schoolHours
    case 11: .weekday
    case 12: .list
    case 13: .aboutSelf
    case 14: .sameGuardian
    case 15: .selfForward
    case 16: .dominates(text())
    case 17: .concern(concern())
    case 18: .assumption(text())
    case 19: .mentions(text())
    default: .wrongGuardian
    }
  }

  private mutating func whose() -> Circumstance.Whose {
    switch number(in: 0..<3) {
    case 0: .sender
    case 1: .recipient
    default: .anyone
    }
  }
}
