import Lexicons
import Native
import People
import Reports
import Scanning
import Testing

@testable import Reviews

/// A review without a terminal: keys in, screens and answers out.
@Suite struct TriageSessionTests {
  private static let day = CalendarDay(iso: "2027-11-28") ?? CalendarDay(daysSince1970: 0)

  private static func items(_ count: Int, match: String = "suspension") -> [ReviewItem] {
    (0..<count).map { number in
      var message = JudgedMessage()
      message.offset = number
      message.match = match
      return ReviewItem(
        message.verdict.findings[0], print: "print \(number)", in: message.verdict,
        style: ReportStyle())
    }
  }

  /// Does what a session asks for, with a store that is a list.
  private final class Desk {
    var session: TriageSession
    var kept: [Judgement] = []
    var suppressed: [String] = []

    init(_ items: [ReviewItem], _ kept: [Judgement] = []) {
      session = TriageSession(items, judgements: kept, lastDay: TriageSessionTests.day)
      self.kept = kept
    }

    /// Presses keys; whether the last one ended the review.
    @discardableResult
    func press(_ keys: String) -> Bool {
      var isOver = false
      for character in keys {
        let key: KeyboardTerminal.Key =
          switch character {
          case "\n": .enter
          case "\u{1B}": .escape
          case "\u{7F}": .backspace
          default: .character(character)
          }
        isOver = take(session.press(key))
      }
      return isOver
    }

    private func take(_ effect: TriageSession.Effect) -> Bool {
      switch effect {
      case .nothing, .suspend: break
      case .quit: return true
      case .judge(let answer, let note): keep(answer, note, false)
      case .note(let note):
        let answer = session.item.flatMap { session.judgements[$0.print]?.answer } ?? .skipped
        keep(answer, note, true)
      case .undo:
        let last = kept.popLast()
        session.undid(last, before: kept.last { $0.print == last?.print })
      case .suppress(let reason, let until):
        suppressed.append("\(session.item?.print ?? "") \(reason) \(until.iso)")
        session.didSuppress(until: until)
      }
      return false
    }

    private func keep(_ answer: Judgement.Answer, _ note: String, _ isNote: Bool) {
      guard let item = session.item else { return }
      let judgement = Judgement(
        print: item.print, rule: item.rule, concern: "student", answer: answer, note: note,
        who: "m.ortiz", day: "2026-11-28")
      kept.append(judgement)
      session.did(judgement, isNote: isNote)
    }
  }

  @Test func keysJudgeAndGoOn() {
    let desk = Desk(Self.items(4))
    #expect(!desk.press("rws"))
    #expect(desk.kept.map(\.answer) == [.right, .wrong, .skipped])
    #expect(desk.kept.map(\.print) == ["print 0", "print 1", "print 2"])
    #expect(desk.session.place == 3)
    #expect(desk.session.counts == (1, 1, 1))
    #expect(!desk.press("r"))
    #expect(desk.session.item == nil)
    // Behind the last one nothing can be judged.
    desk.press("rwsnx")
    #expect(desk.kept.count == 4)
    #expect(desk.press("q"))
  }

  @Test func backAndUndoMendWhatWasPressed() {
    let desk = Desk(Self.items(3))
    desk.press("rbw")
    #expect(desk.kept.map(\.answer) == [.right, .wrong])
    #expect(desk.kept.map(\.print) == ["print 0", "print 0"])
    #expect(desk.session.counts == (0, 1, 0))
    desk.press("u")
    // The answer before counts again, and its finding is shown.
    #expect(desk.session.counts == (1, 0, 0) && desk.session.place == 0)
    desk.press("uu")
    #expect(desk.session.counts == (0, 0, 0) && desk.kept.isEmpty)
    #expect(desk.session.message == "Nothing to undo.")
  }

  @Test func aReviewBeginsWhereTheLastOneEnded() {
    let first = Desk(Self.items(5))
    first.press("rws")
    let second = Desk(Self.items(5), first.kept)
    #expect(second.session.place == 3)
    #expect(second.session.counts == (1, 1, 1))
    let whole = Desk(Self.items(2), first.kept)
    #expect(whole.session.item == nil)
  }

  @Test func notesAreEditedAndKeptWithTheAnswer() {
    let desk = Desk(Self.items(2))
    desk.press("nclub\u{7F}b rules\n")
    #expect(desk.kept.map(\.note) == ["club rules"] && desk.kept[0].answer == .skipped)
    #expect(desk.session.place == 0)
    desk.press("w")
    #expect(desk.kept[1].note == "club rules" && desk.kept[1].answer == .wrong)
    // q and r are letters there, and Esc keeps nothing.
    #expect(!desk.press("nqr\u{1B}"))
    #expect(desk.kept.count == 2)
  }

  @Test func aSuppressionHasAReasonAndADay() {
    let desk = Desk(Self.items(2))
    desk.press("x\n")
    #expect(desk.suppressed.isEmpty && desk.session.message.contains("reason"))
    desk.press("xclub rules\n")
    #expect(desk.session.mode == .dating("2027-11-28", reason: "club rules"))
    desk.press("\u{7F}9x\n")
    #expect(desk.suppressed.isEmpty && desk.session.message.contains("2027-06-30"))
    desk.press("\u{7F}\n")
    #expect(desk.suppressed == ["print 0 club rules 2027-11-29"])
  }

  @Test func controlKeysLeaveInEveryMode() {
    for keys in ["", "n", "x", "?"] {
      let desk = Desk(Self.items(1))
      desk.press(keys)
      for key in [KeyboardTerminal.Key.interrupt, .ended] {
        let effect = desk.session.press(key)
        #expect(effect == .quit)
      }
    }
  }

  // MARK: The screen

  private static let policy = Policy(
    name: "IJNDD", title: "Communication", source: "",
    clauses: [
      Policy.Clause(
        number: "3.3", title: "Discipline",
        text: Array(repeating: "Disciplinary actions stay confidential.", count: 40)
          .joined(separator: " "))
    ])

  /// A line without its colours.
  private static func plain(_ line: String) -> String {
    line.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
  }

  @Test(arguments: [(24, 80), (10, 40), (3, 20), (60, 200)], [true, false])
  func theScreenFits(size: (rows: Int, columns: Int), isColoured: Bool) {
    let screen = TriageScreen(policy: Self.policy, isColoured: isColoured, hasSuppressions: true)
    for match in ["suspension", String(repeating: "停学", count: 200), "a\u{1B}[2Jb"] {
      let desk = Desk(Self.items(2, match: match))
      for keys in ["", "r", "nnote", "\u{1B}?", " xwhy\n"] {
        desk.press(keys)
        let lines = screen.lines(of: desk.session, rows: size.rows, columns: size.columns)
        #expect(lines.count == size.rows)
        for line in lines {
          let plain = Self.plain(line)
          #expect(!plain.contains("\u{1B}"), "\(plain)")
          #expect(plain.reduce(0) { $0 + $1.cells } <= size.columns, "\(plain)")
          if !isColoured { #expect(plain == line) }
        }
      }
    }
  }

  @Test func theScreenShowsWhatAJudgementNeedsMasked() {
    let screen = TriageScreen(policy: Self.policy, isColoured: false, hasSuppressions: true)
    let desk = Desk(Self.items(3, match: "out of school suspension"))
    let text = screen.lines(of: desk.session, rows: 24, columns: 80).joined(separator: "\n")
    for part in [
      "1 of 3", "HIGH", "student", "fixed/suspension", "+35",
      "A student together with a suspension.", "M••• starts an «out of school suspension»",
      "Clause 3.3 Discipline", "Disciplinary actions stay confidential.",
      "t.okafor@maplehollow.example (staff)", "dump.mbox:0", "body 3:1", "r right", "q quit",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("Maya starts"))
  }

  @Test func equalPrintsAreReviewedOnceAndTheWeightiestFirst() {
    var list = ReviewList(style: ReportStyle(), shown: .low)
    var low = JudgedMessage()
    low.risk = .low
    let high = JudgedMessage()
    var none = JudgedMessage()
    none.risk = .none
    list.add(low.verdict, prints: ["a"])
    list.add(high.verdict, prints: ["b"])
    list.add(high.verdict, prints: ["b"])
    list.add(none.verdict, prints: ["c"])
    let items = list.sorted()
    #expect(items.map(\.print) == ["b", "a"])
    #expect(items.map(\.copies) == [2, 1])
  }
}
