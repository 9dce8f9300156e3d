import Lexicons
import Mail
import Native
import People
import Testing

@testable import Scanning

@Suite("Circumstances")
struct CircumstanceTests {
  typealias State = ExceptionOutcome.State

  private func evaluator(
    from: String?, to: [String], date: MessageDate? = nil, district: District = Sample.district
  ) -> CircumstanceEvaluator {
    var message = Message()
    if let from { message.from = [Mailbox(address: from)] }
    message.to = to.map { Mailbox(address: $0) }
    message.date = date
    var evaluator = CircumstanceEvaluator(district: district)
    evaluator.facts = MessageFacts(message, district.parties(of: message))
    return evaluator
  }

  private func state(
    _ test: Circumstance.Test, not: Bool = false, from: String? = "a.lee@hill.example",
    to: [String] = ["mtorres@stu.hill.example"], date: MessageDate? = nil,
    found: FoundFacts = FoundFacts(), district: District = Sample.district
  ) -> State {
    evaluator(from: from, to: to, date: date, district: district)
      .state(of: Make.when(test, not: not), found: found)
  }

  @Test func rolesAndDuties() {
    #expect(state(.sender(["staff"])) == .met)
    #expect(state(.sender(["student", "guardian"])) == .notMet)
    #expect(state(.sender(["advisor"])) == .met)
    #expect(state(.sender(["nurse"])) == .notMet)
    #expect(state(.sender(["nurse"]), from: "new.one@hill.example") == .unknown)
    #expect(state(.sender(["staff"]), from: nil) == .unknown)
    #expect(state(.sender(["staff"]), not: true) == .notMet)
    #expect(state(.sender(["staff"]), not: true, from: nil) == .unknown)
  }

  /// `not outside` says nothing of somebody whom nobody knows; `unknown` does.
  @Test func somebodyOfWhomNothingIsKnown() {
    let stranger = "someone@gmail.com"
    #expect(state(.sender(["outside"]), not: true, from: stranger) == .unknown)
    #expect(state(.sender(["unknown"]), from: stranger) == .met)
    #expect(state(.sender(["staff", "unknown"]), from: stranger) == .met)
    #expect(state(.sender(["unknown"]), not: true, from: stranger) == .notMet)
    #expect(state(.sender(["unknown"])) == .notMet)
    #expect(state(.sender(["unknown"]), not: true) == .met)
    #expect(state(.sender(["unknown"]), from: nil) == .met)
    let both = [stranger, "mtorres@stu.hill.example"]
    #expect(state(.anyRecipient(["unknown"]), to: both) == .met)
    #expect(state(.everyRecipient(["unknown"]), to: both) == .notMet)
    #expect(state(.everyRecipient(["student", "unknown"]), to: both) == .met)
    #expect(state(.anyRecipient(["unknown"]), to: ["b.kim@hill.example"]) == .notMet)
  }

  @Test func recipients() {
    let both = ["b.kim@hill.example", "mtorres@stu.hill.example"]
    #expect(state(.anyRecipient(["student"]), to: both) == .met)
    #expect(state(.everyRecipient(["student"]), to: both) == .notMet)
    #expect(state(.everyRecipient(["student", "staff"]), to: both) == .met)
    #expect(state(.anyRecipient(["outside"]), to: both) == .notMet)
    #expect(state(.anyRecipient(["student"]), to: []) == .unknown)
    #expect(state(.everyRecipient(["student"]), to: []) == .unknown)
    #expect(state(.recipientsOver(1), to: both) == .met)
    #expect(state(.recipientsOver(2), to: both) == .notMet)
    #expect(state(.recipientsUnder(2), to: ["families@hill.example"]) == .notMet)
    #expect(state(.list, to: ["families@hill.example"]) == .met)
    #expect(state(.list, to: both) == .notMet)
  }

  @Test func accounts() {
    #expect(state(.account(.sender, ["personal"]), from: "annlee@gmail.com") == .met)
    #expect(state(.account(.sender, ["personal"])) == .notMet)
    #expect(state(.account(.recipient, ["personal"]), to: ["rosa.t@gmail.com"]) == .met)
    #expect(state(.account(.anyone, ["personal"])) == .notMet)
  }

  @Test func clocksAndCalendars() {
    // Wednesday 2026-03-04, 21:47 and 10:00 in New York.
    let night = MessageDate(seconds: 1_772_678_820, offsetMinutes: -300)
    let day = MessageDate(seconds: 1_772_636_400, offsetMinutes: 0)
    let saturday = MessageDate(seconds: 1_772_895_600, offsetMinutes: 0)
    #expect(state(.hour(from: 21 * 60, to: 5 * 60 + 30), date: night) == .met)
    #expect(state(.hour(from: 21 * 60, to: 5 * 60 + 30), date: day) == .notMet)
    #expect(state(.hour(from: 9 * 60, to: 17 * 60), date: day) == .met)
    #expect(state(.hour(from: 9 * 60, to: 17 * 60)) == .unknown)
    #expect(state(.schoolHours, date: day) == .met)
    #expect(state(.schoolHours, date: night) == .notMet)
    #expect(state(.schoolHours, date: saturday) == .notMet)
    #expect(state(.schoolHours, date: day, district: .guessing) == .unknown)
    #expect(state(.weekday, date: saturday) == .notMet)
  }

  @Test func whoItIsAbout() {
    func about(_ people: [Int], own: Bool = false, stranger: Bool = false) -> FoundFacts {
      var found = FoundFacts()
      found.subjects = Subjects(
        people: people.map(PersonID.init), hasOwn: own, hasStranger: stranger)
      return found
    }
    #expect(state(.aboutSelf, found: about([4])) == .met)
    #expect(state(.aboutSelf, found: about([4, 0])) == .notMet)
    #expect(state(.aboutSelf, found: about([], own: true)) == .met)
    #expect(state(.aboutSelf, found: about([], own: true, stranger: true)) == .notMet)
    #expect(state(.aboutSelf, found: about([])) == .unknown)
    let rosa = ["rosa.t@gmail.com"]
    #expect(state(.sameGuardian, to: rosa, found: about([0])) == .met)
    #expect(state(.sameGuardian, to: rosa, found: about([1])) == .notMet)
    #expect(state(.sameGuardian, to: rosa, found: about([])) == .unknown)
    #expect(state(.sameGuardian, to: rosa + ["x@vendor.example"], found: about([0])) == .notMet)
    #expect(state(.sameGuardian, to: ["families@hill.example"], found: about([0])) == .notMet)
    #expect(
      state(.sameGuardian, from: rosa[0], to: ["b.kim@hill.example"], found: about([0])) == .met)
    #expect(state(.sameGuardian, to: ["b.kim@hill.example"], found: about([0])) == .notMet)
    // 0 Maya, of Rosa; 1 José, of Elena.
    #expect(state(.wrongGuardian, to: rosa, found: about([0])) == .notMet)
    #expect(state(.wrongGuardian, to: rosa, found: about([1])) == .met)
    #expect(state(.wrongGuardian, to: rosa, found: about([0, 1])) == .met)
    #expect(state(.wrongGuardian, to: rosa + ["elena.c@gmail.com"], found: about([0])) == .met)
    #expect(state(.wrongGuardian, to: ["mtorres@stu.hill.example"], found: about([1])) == .met)
    #expect(state(.wrongGuardian, to: ["mtorres@stu.hill.example"], found: about([0])) == .notMet)
    #expect(state(.wrongGuardian, to: rosa, found: about([4])) == .unknown)
    #expect(state(.wrongGuardian, to: ["b.kim@hill.example"], found: about([1])) == .notMet)
    #expect(state(.wrongGuardian, to: ["families@hill.example"], found: about([0])) == .unknown)
  }

  @Test func copiesToOnesOwnAccount() {
    #expect(state(.selfForward, from: "annlee@gmail.com", to: ["a.lee@hill.example"]) == .met)
    #expect(state(.selfForward, from: "annlee@gmail.com", to: ["b.kim@hill.example"]) == .notMet)
    #expect(state(.selfForward, to: ["a.lee@hill.example"]) == .notMet)
    #expect(state(.selfForward, from: "who@gmail.com", to: ["a.lee@hill.example"]) == .unknown)
  }

  @Test func whatWasFound() {
    var found = FoundFacts()
    found.points[0] = 20
    found.findings = 2
    found.mentions = [FoundFacts.KindCount(kind: "scheduling", count: 2)]
    #expect(state(.concern(.student), found: found) == .met)
    #expect(state(.concern(.boundary), found: found) == .notMet)
    #expect(state(.dominates("scheduling"), found: found) == .met)
    found.findings = 3
    #expect(state(.dominates("scheduling"), found: found) == .notMet)
    #expect(state(.dominates("grades"), found: found) == .notMet)
    #expect(state(.assumption("nobody knows")) == .unknown)
  }

  @Test(arguments: [
    ("The meeting is on Monday and you are invited to it.", "en"),
    ("Hola, la reunión es el lunes y usted está invitado.", "es"),
    ("A reunião é na segunda-feira e você não está em casa.", "pt"),
    ("La réunion est pour vous dans le bureau et nous sommes là.", "fr"),
    ("Собрание будет в понедельник, и вы не забудьте это.", "ru"),
    ("Збори у понеділок, і ми дякую за це, що ви тут.", "uk"),
    ("الاجتماع في المدرسة من الساعة الثالثة إلى الرابعة", "ar"),
    ("बैठक सोमबार छ र तपाईं पनि आउनुहोस्", "ne"),
    ("31004 2026", ""),
  ])
  func languages(text: String, code: String) {
    var folder = Folder()
    let bytes = Array(text.utf8)
    let folded = folder.foldedBytes(bytes.span)
    var tokens: [Token] = []
    scanWords(folded.span, into: &tokens)
    #expect(LanguageGuess.language(of: tokens, in: folded.span) ?? "" == code)
  }

  @Test func rulesCountOnlyWhenTheirCircumstancesAreMet() {
    let rule = Make.rule(
      "t/r", .concern(.boundary), [(30, "secret")],
      when: [Make.when(.sender(["staff"])), Make.when(.anyRecipient(["student"]))])
    func score(_ from: String, _ to: String) -> Int {
      Verdict.of(mail("a secret", from: from, to: to), [rule], district: Sample.district)
        .score(.boundary)
    }
    #expect(score("a.lee@hill.example", "ghill@stu.hill.example") == 30)
    #expect(score("a.lee@hill.example", "b.kim@hill.example") == 0)
    #expect(score("rosa.t@gmail.com", "ghill@stu.hill.example") == 0)
  }

  @Test func selfDisclosureIsToldFromDisclosure() {
    let rule = Make.rule(
      "t/r", .concern(.medical), [(30, "surgery")],
      when: [Make.when(.aboutSelf, not: true)])
    let own = Make.mention("t/own", "self", terms: ["my surgery"])
    func score(_ body: String) -> Int {
      Verdict.of(
        mail(body, from: "a.lee@hill.example"), [rule, own], district: Sample.district
      ).score(.medical)
    }
    #expect(score("my surgery is on Friday") == 0)
    #expect(score("Bo Kim has surgery on Friday") == 30)
  }
}
