public import Lexicons
private import Native
internal import Reports

/// What a terminal shows of a review: lines that fit, as plain as the terminal is.
public struct TriageScreen: Sendable {
  private let policy: Policy?
  private let paint: Paint
  private let hasSuppressions: Bool

  /// Creates a screen.
  ///
  /// - Parameters:
  ///   - policy: the clauses that are cited.
  ///   - isColoured: whether there are colours.
  ///   - hasSuppressions: whether there is a file to suppress findings in.
  public init(policy: Policy?, isColoured: Bool, hasSuppressions: Bool) {
    self.policy = policy
    paint = Paint(isOn: isColoured)
    self.hasSuppressions = hasSuppressions
  }

  /// Everything that a terminal of that size has to be sent.
  public func drawing(of session: TriageSession, rows: Int, columns: Int) -> String {
    // What erases the rest of a full line would take its last character as well.
    let lines = lines(of: session, rows: rows, columns: columns - 1)
    return "\u{1B}[H" + lines.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n") + "\u{1B}[J"
  }

  /// The lines of the screen, exactly as many as there are rows.
  public func lines(of session: TriageSession, rows: Int, columns: Int) -> [String] {
    let columns = max(20, columns)
    var lines = [paint.bold(head(of: session).fitting(columns)), ""]
    if session.mode == .help {
      lines += help.map { $0.fitting(columns) }
    } else if let item = session.item {
      lines += body(of: item, in: session, columns)
    } else {
      lines += end(of: session).map { $0.fitting(columns) }
    }
    let foot = foot(of: session, columns)
    let room = max(0, rows - foot.count)
    if lines.count > room { lines.removeLast(lines.count - room) }
    lines += Array(repeating: "", count: room - lines.count)
    return lines + foot.suffix(rows)
  }

  private func head(of session: TriageSession) -> String {
    let counts = session.counts
    let count = session.items.count
    let place = session.item == nil ? "end" : "\(grouped(session.place + 1)) of \(grouped(count))"
    return
      "review  \(place)   \(grouped(counts.right)) right, \(grouped(counts.wrong)) wrong, \(grouped(counts.skipped)) skipped"
  }

  private func body(
    of item: ReviewItem, in session: TriageSession, _ columns: Int
  ) -> [String] {
    var lines: [String] = []
    lines.append(
      "\(paint.level(item.risk)) "
        + "\("\(item.score)".leftPadded(to: 3))  \(item.concern.rawValue)  \(item.rule)  \(signed(item.points))"
        .fitting(columns - 7))
    lines += item.about.wrapped(to: columns).prefix(2)
    lines.append("")
    lines += evidence(of: item, columns)
    lines.append("")
    if !item.subject.isEmpty { lines.append("Subject: \(item.subject)".fitting(columns)) }
    lines += item.route.wrapped(to: columns).prefix(2)
    lines.append(paint.dim("\(item.source)  \(item.place)".fitting(columns)))
    if item.copies > 1 {
      lines.append(paint.dim("the same in \(counted(item.copies, "message"))"))
    }
    if !item.clause.isEmpty {
      lines.append("")
      let clause = policy?[item.clause]
      lines.append("Clause \(item.clause) \(clause?.title ?? "")".fitting(columns))
      lines += (clause?.text ?? "").wrapped(to: columns).prefix(3).map(paint.dim)
    }
    if let judgement = session.judgements[item.print] {
      lines.append("")
      let note = judgement.note.isEmpty ? "" : ": \(Terminal.printable(judgement.note))"
      lines.append(
        paint.bold(
          "\(judgement.answer.rawValue), said \(judgement.who) on \(judgement.day)\(note)"
            .fitting(columns)))
    }
    if session.suppressed.contains(item.print) { lines.append(paint.bold("suppressed")) }
    return lines
  }

  /// The match in its context, with the match between « and » and, where there are colours, in one.
  private func evidence(of item: ReviewItem, _ columns: Int) -> [String] {
    let text = item.text
    let mark: Character = "\u{1}"
    let whole = "\(text.before)«\(mark)\(text.match)\(mark)»\(text.after)"
    var isInside = false
    return whole.wrapped(to: columns - 4, marks: mark).prefix(7).map { line in
      var shown = "  "
      for (index, piece) in line.split(separator: mark, omittingEmptySubsequences: false)
        .enumerated()
      {
        if index > 0 { isInside.toggle() }
        shown += isInside && !piece.isEmpty ? paint.warning(String(piece)) : String(piece)
      }
      return shown
    }
  }

  private func end(of session: TriageSession) -> [String] {
    let counts = session.counts
    let left = session.items.count - counts.right - counts.wrong - counts.skipped
    guard !session.items.isEmpty else { return ["There is nothing to review in this mail."] }
    var lines = ["That was the last finding."]
    if left > 0 { lines.append("\(grouped(left)) above were passed over: b goes back to them.") }
    if counts.skipped > 0 {
      lines.append("\(grouped(counts.skipped)) were skipped: --skipped shows them again.")
    }
    return lines + ["", "Everything is kept. q ends the review."]
  }

  private var help: [String] {
    [
      "r       right: the finding is what the rule says",
      "w       wrong: it is not",
      "s       skip: for later (also the space bar)",
      "n       note: a remark on the finding; Enter keeps it, Esc does not",
    ]
      + (hasSuppressions
        ? ["x       suppress: scans leave it out until a day, and say so; asks for the reason"]
        : [])
      + [
        "b  f    back, forward (also the arrow keys)",
        "u       undo: take back what was judged last, also before a break",
        "q       quit (also Ctrl-C)",
        "",
        "Every answer is kept at once: nothing is lost when the terminal goes away.",
        "The same finding in another export, or under other weights, keeps its answer.",
        "",
        "Any key goes back.",
      ]
  }

  private func foot(of session: TriageSession, _ columns: Int) -> [String] {
    let message = paint.warning(Terminal.printable(session.message).fitting(columns))
    switch session.mode {
    case .noting(let text): return [message, prompt("note: ", text, columns)]
    case .reasoning(let text): return [message, prompt("why suppress it: ", text, columns)]
    case .dating(let text, _): return [message, prompt("until which day: ", text, columns)]
    case .help: return [message, ""]
    case .judging:
      let keys =
        "r right  w wrong  s skip  n note  "
        + (hasSuppressions ? "x suppress  " : "") + "b back  u undo  ? help  q quit"
      return [message, paint.dim(keys.fitting(columns))]
    }
  }

  /// A line of text that is being written, its end in sight.
  private func prompt(_ name: String, _ text: String, _ columns: Int) -> String {
    (name + Terminal.printable(text) + "_").lastFitting(columns)
  }
}
