import ArgumentParser
import Filter
import Lexicons
import Mail
import Native
import People
import Reports
import Reviews
import Scanning
import Store

/// `chaperone review`: a person judges findings, one at a time.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Judge findings, one at a time, at a terminal.",
    discussion: """
      Shows the findings of mail, or of a store that 'scan --review-key KEY --out findings.sqlite' wrote: the weightiest \
      messages first, masked, each finding in its context. One key judges it right or wrong; every answer is on the disk at \
      once, and the next review begins where this one ended. Answers are kept by prints under a key, which outlive \
      other points, other places of a message and new exports; 'evaluate', 'lexicon fit' and 'lexicon diff' read them with \
      --reviews.

      --list and --export need no terminal.
      """)

  enum Export: String, ExpressibleByArgument { case jsonl }

  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var style: StyleOptions

  @Option(help: ArgumentHelp("Where answers are kept.", valueName: "file"))
  var store = "reviews.sqlite"

  @Option(
    help: ArgumentHelp(
      "The key of the prints. Without it: reviews.key beside the store; the first review makes it.",
      valueName: "file"))
  var reviewKey: String?

  @Option(
    help: ArgumentHelp(
      "Where suppressions are written. Without it: suppressions beside the store.",
      valueName: "file"))
  var suppressions: String?

  @Option(help: ArgumentHelp("The lowest risk of the messages to review.", valueName: "level"))
  var show: Level = .low

  @Option(help: ArgumentHelp("Only findings of this rule.", valueName: "rule"))
  var rule: String?

  @Flag(help: "Show what was skipped again.")
  var skipped = false

  @Option(help: ArgumentHelp("Who judges. Without it: $USER.", valueName: "name"))
  var who: String?

  @Option(help: ArgumentHelp("The day of the review (2026-11-26), if not today.", valueName: "day"))
  var today: String?

  @Flag(
    help: "List the findings of the mail with their prints and answers; without mail the answers.")
  var list = false

  @Option(help: "Print all answers as JSON Lines.")
  var export: Export?

  func run() throws {
    try exit { try review() }
  }

  private func review() throws -> ScanStatus {
    if export != nil { return try exportAnswers() }
    if list, input.paths.isEmpty { return try listAnswers() }
    let today = try ReviewFiles.day(today)
    let key = try ReviewFiles.keyMade(reviewKey, beside: store)
    var status = ScanStatus.nothing
    let gathered = try gather(key, &status)
    do throws(FileError) {
      let kept =
        list && (try? FileFacts(of: FilePath(store))) == nil
        ? nil : try ReviewStore(writing: FilePath(store), keyID: key.id)
      let judgements = try kept?.judgements() ?? []
      if list {
        try listFindings(gathered.items, judgements)
      } else if let kept {
        return try triage(gathered, judgements, kept, keyID: key.id, on: today)
      }
    } catch {
      throw ReviewFiles.failure(error)
    }
    return status
  }

  // MARK: What is reviewed

  private struct Gathered {
    var items: [ReviewItem]
    var policy: Policy?
  }

  private func gather(_ key: ReviewKey, _ status: inout ScanStatus) throws -> Gathered {
    let paths = try input.sources()
    var list: ReviewList
    let policy: Policy?
    if paths.count == 1, (try? FindingsHeader(of: paths[0]))?.isStore == true {
      let reader = try ReportCommand.reader(of: paths[0].description)
      guard let made = reader.run.reviewKey else {
        throw Failure.unusable(
          "\(paths[0]) holds no prints to review by: scan again with --review-key \(keyPath)")
      }
      guard made == key.id else {
        throw Failure.configuration(
          "\(paths[0]): its prints were made with key \(made), and \(keyPath) is key \(key.id): "
            + "name the right one with --review-key")
      }
      policy = reader.run.facts.policy
      list = ReviewList(style: reader.run.style(isColoured: false), shown: show)
      while let stored = try reader.next() {
        list.add(stored.verdict, prints: stored.reviewPrints.map { $0 ?? "" })
      }
    } else {
      let setup = try Setup(rules)
      setup.tellProblems()
      setup.readRoster()
      policy = setup.rules.policy
      let prints = FindingPrints(key: key, rules: setup.rules)
      list = ReviewList(
        style: try style.style(isTerminal: false, people: setup.district.roster), shown: show)
      status = scan(paths, try input.format(), setup, prints, into: &list)
    }
    let items = list.sorted().filter { rule == nil || $0.rule == rule }
    return Gathered(items: items, policy: policy)
  }

  private var keyPath: String {
    reviewKey ?? ReviewKey.path(beside: FilePath(store)).description
  }

  private func scan(
    _ paths: [FilePath], _ format: MailFormat?, _ setup: Setup, _ prints: FindingPrints,
    into list: inout ReviewList
  ) -> ScanStatus {
    var stream = MessageStream(paths: paths, format: format)
    var progress = Progress(paths: paths, isQuiet: false)
    var status = ScanStatus.nothing
    let run = ScanRun(rules: setup.rules, district: setup.district, jobs: Host.processors)
    run.run(over: &stream, render: { _, _ in [] }) {
      switch $0 {
      case .problem(let error):
        progress.clear()
        status.tell(error)
      case .messages(let scanned, _):
        for message in scanned {
          progress.add(message.verdict.location.length)
          guard message.verdict.risk >= show else { continue }
          list.add(message.verdict, prints: prints.prints(of: message.verdict))
        }
      }
      return true
    }
    progress.clear()
    return status
  }

  // MARK: At the terminal

  private func triage(
    _ gathered: Gathered, _ judgements: [Judgement], _ kept: ReviewStore, keyID: String,
    on today: CalendarDay
  ) throws(FileError) -> ScanStatus {
    guard var terminal = KeyboardTerminal() else {
      Standard.complain(
        "review needs a terminal for its keys; --list and --export jsonl do without")
      return .usage
    }
    let lastDay = CalendarDay(year: today.year + 1, month: today.month, day: min(today.day, 28))
    let who = self.who ?? Host.environment("USER") ?? "unknown"
    let asked = skipped ? judgements.filter { $0.answer != .skipped } : judgements
    var session = TriageSession(gathered.items, judgements: asked, lastDay: lastDay ?? today)
    let file = suppressions ?? FilePath(store).folder.appending("suppressions").description
    let screen = TriageScreen(
      policy: gathered.policy, isColoured: style.color.isOn(isTerminal: true),
      hasSuppressions: true)
    while true {
      let size = terminal.size
      terminal.show(screen.drawing(of: session, rows: size.rows, columns: size.columns))
      let effect = session.press(terminal.key())
      do throws(FileError) {
        switch effect {
        case .nothing: break
        case .quit:
          terminal.leave()
          tellEnd(of: session)
          return .nothing
        case .suspend: terminal.suspend()
        case .judge(let answer, let note):
          try keep(answer, note, false, &session, kept, who, today)
        case .note(let note):
          let answer = session.item.flatMap { session.judgements[$0.print]?.answer } ?? .skipped
          try keep(answer, note, true, &session, kept, who, today)
        case .undo:
          let undone = try kept.undo()
          var before: Judgement?
          if let undone { before = try kept.judgement(on: undone.print) }
          session.undid(undone, before: before)
        case .suppress(let reason, let until):
          guard let item = session.item else { break }
          try SuppressionFile.add(
            SuppressedFinding(
              print: item.print, rule: item.rule, reason: reason, who: who, until: until),
            to: FilePath(file), keyID: keyID)
          session.didSuppress(until: until)
        }
      } catch {
        session.failed(error.sentence)
      }
    }
  }

  private func keep(
    _ answer: Judgement.Answer, _ note: String, _ isNote: Bool, _ session: inout TriageSession,
    _ kept: ReviewStore, _ who: String, _ today: CalendarDay
  ) throws(FileError) {
    guard let item = session.item else { return }
    let judgement = Judgement(
      print: item.print, rule: item.rule, concern: item.concern.rawValue, answer: answer,
      note: note, who: who, day: today.iso)
    try kept.add(judgement)
    session.did(judgement, isNote: isNote)
  }

  private func tellEnd(of session: TriageSession) {
    let counts = session.counts
    let judged = counts.right + counts.wrong
    Standard.note(
      "\(grouped(judged)) of \(counted(session.items.count, "finding")) judged: "
        + "\(grouped(counts.right)) right, \(grouped(counts.wrong)) wrong; "
        + "\(grouped(counts.skipped)) skipped; kept in \(store)\n")
  }

  // MARK: Without a terminal

  private func answers() throws -> [Judgement] {
    let key = try ReviewFiles.key(reviewKey, beside: store)
    do throws(FileError) {
      return try ReviewStore(reading: FilePath(store), keyID: key.id).judgements()
    } catch {
      throw ReviewFiles.failure(error)
    }
  }

  private func exportAnswers() throws -> ScanStatus {
    var output = OutputFile.standardOutput()
    var json = JSONWriter()
    for judgement in try answers() {
      json.removeAll()
      json.object { json in
        json.member("print", judgement.print)
        json.member("rule", judgement.rule)
        json.member("concern", judgement.concern)
        json.member("answer", judgement.answer.rawValue)
        json.member("note", judgement.note)
        json.member("who", judgement.who)
        json.member("day", judgement.day)
      }
      json.endLine()
      try output.append(json.bytes.span)
    }
    try output.flush()
    return .nothing
  }

  private func listAnswers() throws -> ScanStatus {
    var output = OutputFile.standardOutput()
    for judgement in try answers() {
      let note = judgement.note.isEmpty ? "" : "  \(Terminal.printable(judgement.note))"
      try output.append(
        "\(judgement.print)  \(judgement.answer.rawValue.padded(to: 7))  \(judgement.day)  "
          + "\(judgement.who)  \(judgement.rule)\(note)\n")
    }
    try output.flush()
    return .nothing
  }

  private func listFindings(_ items: [ReviewItem], _ judgements: [Judgement]) throws(FileError) {
    var answers: [String: Judgement.Answer] = [:]
    for judgement in judgements { answers[judgement.print] = judgement.answer }
    var output = OutputFile.standardOutput()
    for item in items {
      let answer = answers[item.print]?.rawValue ?? "-"
      try output.append(
        "\(item.print)  \(answer.padded(to: 7))  \(item.risk.rawValue.padded(to: 6))  \(item.rule)  "
          + "\(item.text.before)«\(item.text.match)»\(item.text.after)\n")
    }
    try output.flush()
  }
}
