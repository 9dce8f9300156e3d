internal import Lexicons
internal import Mail
internal import Scanning

/// What a reader of the page sees, from its title to its foot.
struct HTMLPage {
  let report: HTMLReport
  let coverage: Coverage

  var tally: ReportTally { report.tally }

  func write(into html: inout HTMLWriter) {
    html.markup(
      "<a class=\"skip\" href=\"#messages\">Go to the messages</a>\n<div class=\"page\">\n")
    writeHeader(into: &html)
    html.markup("<main>\n")
    writeCoverage(into: &html)
    writeGlance(into: &html)
    writeTimeline(into: &html)
    writeRules(into: &html)
    writeClauses(into: &html)
    writeRoles(into: &html)
    writeMessages(into: &html)
    html.markup("</main>\n")
    writeFooter(into: &html)
    html.markup("</div>\n")
    writeWords(into: &html)
  }

  private func writeHeader(into html: inout HTMLWriter) {
    html.markup("<header class=\"top\">\n")
    html.element("p", report.facts.district.isEmpty ? "Chaperone" : report.facts.district)
    html.markup("<h1>Message review</h1>\n<p class=\"lede\">")
    html.text(lede)
    html.markup("</p>\n<p class=\"aside\">")
    html.text(
      report.style.showsMatches
        ? "Confidential: this page shows what was found as it stands in the messages. "
        : "Confidential. Names, numbers and addresses inside the messages are masked with dots. ")
    if report.style.hidesPeople {
      html.text("People are shown by code names, always the same one for the same spelling. ")
    }
    html.text(
      "What is listed here are signs for a person to check. They are no proof that anybody did anything wrong."
    )
    html.markup(
      """
      </p>
      </header>
      <nav aria-label="On this page"><ul>
      <li><a href="#read">What was read</a></li>
      <li><a href="#glance">At a glance</a></li>
      <li><a href="#time">Over time</a></li>
      <li><a href="#found">What was found</a></li>
      <li><a href="#clauses">Policy</a></li>
      <li><a href="#people">Who wrote to whom</a></li>
      <li><a href="#messages">Messages</a></li>
      </ul></nav>

      """)
  }

  /// The page in two or three sentences.
  private var lede: String {
    var text = "\(counted(coverage.messages, "message")) from \(counted(tally.sources, "file"))"
    if let first = tally.firstDate, let last = tally.lastDate {
      text +=
        first.readableDay == last.readableDay
        ? ", written on \(first.readableDay)"
        : ", written between \(first.readableDay) and \(last.readableDay)"
    }
    text += coverage.messages == 1 ? ", was looked at. " : ", were looked at. "
    if let seen = coverage.seen, seen > 0 {
      text +=
        "Of these \(grouped(seen)) \(seen == 1 ? "was" : "were") seen before, and an earlier report tells of them. "
    }
    let (medium, high) = (tally.levels[2], tally.levels[3])
    switch (high, medium) {
    case (0, 0): text += "None needs a review."
    case (0, _): text += "\(needing(medium)) a review; none is of high risk."
    case (_, 0): text += "\(needing(high)) a look now."
    default: text += "\(needing(high)) a look now, and \(grouped(medium)) more a review."
    }
    return text
  }

  private func needing(_ count: Int) -> String {
    "\(grouped(count)) of them \(count == 1 ? "needs" : "need")"
  }

  private func writeFooter(into html: inout HTMLWriter) {
    let facts = report.facts
    html.markup("<footer>\n<h2>How this was made</h2>\n<dl class=\"facts\">\n")
    html.fact("Made with", "Chaperone \(facts.version)")
    if let policy = facts.policy {
      html.fact("Policy", policy.title.isEmpty ? policy.name : "\(policy.name), \(policy.title)")
    }
    if let since = facts.dates.since { html.fact("Messages from", since) }
    if let until = facts.dates.until { html.fact("Messages before", until) }
    html.fact("Listed below", "messages of \(report.shown.rawValue) risk and above")
    html.fact("Rules", facts.lexicon)
    html.markup(
      """
      </dl>
      <p>A score is a sum of points for what was found in a message, from 0 to 100 for each concern. The same messages, rules and
      people always give the same page. Nothing in this file is sent anywhere, and it loads nothing from anywhere.</p>
      </footer>

      """)
  }

  // MARK: What was read

  /// The most entries that are listed one by one.
  private static let mostEntries = 200

  private func writeCoverage(into html: inout HTMLWriter) {
    let lost = coverage.skipped.filter(\.isLoss)
    let other = coverage.skipped.count - lost.count
    html.markup(
      "<section id=\"read\" aria-labelledby=\"read-h\">\n<h2 id=\"read-h\">What was read, and what was not</h2>\n"
    )
    if lost.isEmpty {
      html.markup(
        "<p class=\"state good\"><strong>Everything of a kind that can be read was read.</strong></p>\n"
      )
    } else {
      html.markup("<p class=\"state bad\"><strong>")
      html.text(
        lost.count == 1
          ? "One thing could not be read." : "\(grouped(lost.count)) things could not be read.")
      html.markup("</strong> ")
      html.text("Nothing can be said about what \(lost.count == 1 ? "it holds" : "they hold").")
      html.markup("</p>\n")
    }
    html.markup("<dl class=\"numbers\">\n")
    html.fact("Messages", grouped(coverage.messages))
    html.fact("Read whole", grouped(coverage.scanned))
    html.fact("Files", grouped(tally.sources))
    html.fact("Texts, attachments and other parts", grouped(coverage.parts))
    html.fact("Size", size(coverage.bytes))
    html.markup("</dl>\n")
    if other > 0 {
      html.markup("<p>")
      html.text(
        "\(counted(other, "part")) of other kinds, such as images, "
          + "\(other == 1 ? "was" : "were") not looked at.")
      html.markup("</p>\n")
    }
    if let seen = coverage.seenSentence { html.element("p", "\(seen).") }
    if let suppressed = coverage.suppressed {
      html.element(
        "p",
        "\(suppressed.sentence): the district decided to leave them out, each for a reason and until a day. They are counted nowhere on this page."
      )
    }
    if tally.undated > 0 {
      html.markup("<p>")
      html.text(
        "\(counted(tally.undated, "message")) \(tally.undated == 1 ? "has" : "have") no date that can be used."
      )
      html.markup("</p>\n")
    }
    if !lost.isEmpty { writeLost(lost, into: &html) }
    html.markup("</section>\n\n")
  }

  private func writeLost(_ lost: [Coverage.Skipped], into html: inout HTMLWriter) {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for entry in lost {
      let reason = Self.reason(entry.why)
      if counts[reason] == nil { order.append(reason) }
      counts[reason, default: 0] += 1
    }
    html.markup(
      "<table>\n<caption>Why it could not be read</caption>\n<thead><tr><th scope=\"col\">Reason</th>"
    )
    html.markup("<th scope=\"col\" class=\"n\">How often</th></tr></thead>\n<tbody>\n")
    for reason in order.prefix(40) {
      html.markup("<tr><th scope=\"row\">")
      html.text(reason)
      html.markup("</th><td class=\"n\">")
      html.text(grouped(counts[reason] ?? 0))
      html.markup("</td></tr>\n")
    }
    html.markup("</tbody>\n</table>\n<details>\n<summary>")
    html.text(
      lost.count > Self.mostEntries
        ? "The first \(Self.mostEntries) of them, one by one" : "Where it was")
    html.markup("</summary>\n<ul class=\"entries\">\n")
    for entry in lost.prefix(Self.mostEntries) {
      html.markup("<li><bdi>")
      html.text(entry.source)
      html.markup("</bdi>")
      if let id = entry.id {
        html.markup(" <bdi class=\"id\">")
        html.text(id.shortened(to: ShownMessage.longestText))
        html.markup("</bdi>")
      }
      if let part = entry.part, !part.isEmpty { html.text(", part \(part)") }
      html.markup(": <bdi>")
      html.text(entry.why.shortened(to: ShownMessage.longestText))
      html.markup("</bdi></li>\n")
    }
    html.markup("</ul>\n")
    if lost.count > Self.mostEntries {
      html.element("p", "A scan with --format csv or jsonl lists all \(grouped(lost.count)).")
    }
    html.markup("</details>\n")
  }

  /// Why something was not read, in plain words; what differs from one to the next is left out.
  private static func reason(_ why: String) -> String {
    let kind = why.firstIndex(of: ":").map { String(why[..<$0]) } ?? why
    switch Defect.Kind(rawValue: kind) {
    case .encrypted: return "Encrypted: only who has the key can read it"
    case .undecodable: return "Damaged: the text cannot be decoded"
    case .tooLarge: return "Too large: the rest beyond the limit was not read"
    case .tooDeep: return "Messages inside messages, too many deep"
    case .tooManyParts: return "Too many attachments in one message"
    case .tooManyHeaders: return "Too many header lines in one message"
    case .expansion: return "Grows beyond the limit when it is unpacked"
    case .invalidJSON: return "A line of an export that is no message"
    case .damagedMessage: return "Damaged, and read as far as it goes"
    case .matchLimit: return "A rule gave up on a difficult text"
    case .changedWhileReading: return "The file changed while it was read"
    case .notRead: return "Of a kind that cannot be read, such as an image"
    default: return kind.shortened(to: 120)
    }
  }
}

extension HTMLWriter {
  /// A term and what it is, in a list of definitions.
  mutating func fact(_ term: String, _ value: String) {
    markup("<div>")
    element("dt", term)
    element("dd", value)
    markup("</div>\n")
  }
}
