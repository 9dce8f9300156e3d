internal import Lexicons
internal import Mail
internal import People
internal import Scanning

extension HTMLPage {
  func writeMessages(into html: inout HTMLWriter) {
    html.markup(
      "<section id=\"messages\" aria-labelledby=\"messages-h\">\n<h2 id=\"messages-h\" tabindex=\"-1\">Messages</h2>\n"
    )
    writeLimits(into: &html)
    writeFilters(into: &html)
    html.markup("<p id=\"status\" role=\"status\">")
    let count = report.weightiest.count
    if count == 0 {
      html.text("No message is listed.")
    } else if count < report.listed {
      html.text(
        "The \(grouped(count)) weightiest of \(grouped(report.listed)) messages. A browser that runs the page's script lists all."
      )
    } else {
      html.text("\(counted(count, "message")), the weightiest first.")
    }
    html.markup(
      "</p>\n<nav class=\"pager\" aria-label=\"Pages, above the list\" hidden></nav>\n<div id=\"list\">\n"
    )
    for verdict in report.weightiest { write(ShownMessage(verdict, report.style), into: &html) }
    html.markup(
      "</div>\n<nav class=\"pager\" aria-label=\"Pages, below the list\" hidden></nav>\n</section>\n\n"
    )
  }

  private func writeLimits(into html: inout HTMLWriter) {
    if report.shown > .low {
      html.element(
        "p",
        "Only messages of \(report.shown.rawValue) risk and above are listed. The numbers above count all."
      )
    }
    let left = Level.allCases.reversed().filter { report.unlisted[$0.number] > 0 }
    guard !left.isEmpty else { return }
    let counts = left.map { "\(grouped(report.unlisted[$0.number])) of \($0.rawValue) risk" }
    html.element(
      "p",
      "One page has no room for all: \(counts.joined(separator: ", ")) are counted above and not listed. A scan with --format csv lists everything."
    )
  }

  private func writeFilters(into html: inout HTMLWriter) {
    guard report.listed > 0 else { return }
    html.markup(
      """
      <details id="filters" open hidden>
      <summary>Choose and sort</summary>
      <form>
      <label>Risk <select name="risk"></select></label>
      <label>Concern <select name="concern"></select></label>
      <label>Sign <select name="rule"></select></label>
      <label>Policy clause <select name="clause"></select></label>
      <label>Written by <select name="sender"></select></label>
      <label>Received by <select name="recipient"></select></label>
      <label>Sent as <select name="channel"></select></label>
      <label>From day <input type="date" name="since"></label>
      <label>To day <input type="date" name="until"></label>
      <label>Words <input type="search" name="words" autocomplete="off" spellcheck="false"></label>
      <label>Order <select name="order"></select></label>
      <label>On a page <select name="size"></select></label>
      <button type="reset">Show all</button>
      </form>
      </details>

      """)
  }

  // MARK: One message

  /// Findings of a message that are seen without unfolding; the page's script has the same number.
  private static let unfolded = 4

  private func write(_ message: ShownMessage, into html: inout HTMLWriter) {
    let verdict = message.verdict
    html.markup("<article class=\"message\">\n<header>\n<p class=\"risk\"><span")
    html.attribute("class", "badge \(verdict.risk.rawValue)")
    html.markup(">")
    html.text("\(verdict.risk.plainName) risk")
    html.markup("</span> <span class=\"score\">")
    html.text("score \(verdict.score) of 100")
    html.markup("</span></p>\n<h3><bdi>")
    html.text(message.subject.isEmpty ? "(no subject)" : message.subject)
    html.markup("</bdi></h3>\n<p class=\"route\">")
    writeRoute(of: message, into: &html)
    html.markup("</p>\n<p class=\"concerns\">")
    html.text(
      message.concerns.map {
        "\($0.concern.plainName): \($0.score), \($0.level.plainName.lowercased())"
      }
      .joined(separator: " · "))
    html.markup("</p>\n</header>\n<ul class=\"findings\">\n")
    for finding in message.findings.prefix(Self.unfolded) { write(finding, into: &html) }
    html.markup("</ul>\n")
    let rest = message.findings.dropFirst(Self.unfolded)
    if !rest.isEmpty {
      html.markup("<details class=\"more\"><summary>")
      html.text(counted(rest.count, "more sign"))
      html.markup("</summary>\n<ul class=\"findings\">\n")
      for finding in rest { write(finding, into: &html) }
      html.markup("</ul></details>\n")
    }
    writeNotes(on: message, into: &html)
    html.markup("<p class=\"place\">")
    html.markup("<bdi>")
    html.text(verdict.location.source.shortened(to: ShownMessage.longestText))
    html.markup("</bdi>")
    html.text(
      ", from byte \(grouped(verdict.location.offset)), \(size(verdict.location.length)). Message ")
    html.markup("<bdi class=\"id\">")
    html.text(verdict.id.shortened(to: ShownMessage.longestText))
    html.markup("</bdi></p>\n</article>\n")
  }

  private func writeRoute(of message: ShownMessage, into html: inout HTMLWriter) {
    let verdict = message.verdict
    html.text(verdict.date?.readable ?? "No date")
    if verdict.channel != .email { html.text(" · \(verdict.channel.plainName)") }
    html.text(" · ")
    write(message.from, verdict.parties.sender?.role ?? .unknown, into: &html)
    html.text(" to ")
    if message.to.isEmpty { html.text("nobody named") }
    for (index, recipient) in message.to.enumerated() {
      if index > 0 { html.text(", ") }
      write(recipient.address, recipient.role, into: &html)
    }
    if message.moreRecipients > 0 { html.text(" and \(grouped(message.moreRecipients)) more") }
  }

  private func write(_ address: String, _ role: Role, into html: inout HTMLWriter) {
    html.markup("<bdi>")
    html.text(address.isEmpty ? "nobody named" : address)
    html.markup("</bdi>")
    if role != .unknown { html.text(" (\(role.plainName.lowercased()))") }
  }

  private func write(_ finding: ShownMessage.Finding, into html: inout HTMLWriter) {
    html.markup("<li>\n<p class=\"sign\">")
    html.text(finding.about.isEmpty ? finding.rule : finding.about)
    html.markup("</p>\n<blockquote><bdi>")
    html.text(finding.before)
    html.markup("<mark>")
    html.text(finding.match)
    html.markup("</mark>")
    html.text(finding.after)
    html.markup("</bdi></blockquote>\n<p class=\"why\">")
    let clause = finding.clause.isEmpty ? "" : ", clause \(finding.clause)"
    html.text(
      "\(finding.place) · \(finding.concern.plainName)\(clause) · \(signed(finding.points)) points")
    html.markup(" <span class=\"rule\">")
    html.text(finding.rule)
    html.markup("</span></p>\n</li>\n")
  }

  private func writeNotes(on message: ShownMessage, into html: inout HTMLWriter) {
    var lines = message.notes
    if message.moreFindings > 0 {
      lines.append("\(counted(message.moreFindings, "more sign")), of fewer points, not shown here")
    }
    lines += message.defects.map { "Not read: \($0)" }
    guard !lines.isEmpty else { return }
    html.markup("<ul class=\"notes\">\n")
    for line in lines {
      html.markup("<li><bdi>")
      html.text(line)
      html.markup("</bdi></li>\n")
    }
    html.markup("</ul>\n")
  }

  // MARK: What the script needs

  /// The names that records point at: rules with their sentences and clauses, and everything that is counted.
  func writeWords(into html: inout HTMLWriter) {
    var json = JSONWriter()
    json.object { json in
      json.key("levels")
      json.strings(Level.allCases.map(\.rawValue))
      json.key("concerns")
      json.strings(Concern.allCases.map(\.plainName))
      json.key("roles")
      json.strings(Role.allCases.map(\.plainName))
      json.key("channels")
      json.strings(Message.Channel.allCases.map(\.plainName))
      json.key("rules")
      json.object { json in
        for (id, rule) in tally.rulesByCount {
          json.key(HTMLWriter.readable(id))
          json.strings([
            HTMLWriter.readable(rule.about.isEmpty ? id : rule.about),
            HTMLWriter.readable(rule.clause),
          ])
        }
      }
      json.key("clauses")
      json.object { json in
        for number in tally.clauses.keys.sorted() {
          json.member(
            HTMLWriter.readable(number),
            HTMLWriter.readable(report.facts.policy?[number]?.title ?? ""))
        }
      }
    }
    html.markup("<script type=\"application/json\" id=\"words\">")
    html.data(json.bytes)
    html.markup("</script>\n")
  }
}
