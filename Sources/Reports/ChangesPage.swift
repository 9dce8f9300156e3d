public import Lexicons
private import Native
public import Scanning

/// What other lexicons mean, and what they make of the same mail, as a page of its own: no other file, no request.
public struct ChangesPage: Sendable {
  private let style: ReportStyle

  /// Creates a page in a style.
  public init(style: ReportStyle) { self.style = style }

  private static let css = """
    :root{color-scheme:light dark;--soft:color-mix(in srgb,currentColor 12%,transparent)}
    body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
    h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid var(--soft)}
    h3{font-size:1rem;margin:1.2rem 0 .2rem}code,pre,samp{font:14px/1.45 ui-monospace,monospace}
    table{border-collapse:collapse;margin:.5rem 0}th,td{padding:.25rem .75rem;text-align:right;border:1px solid var(--soft)}
    th:first-child,td:first-child{text-align:left}ul{list-style:none;padding-left:1rem;margin:.2rem 0}
    li{overflow-wrap:anywhere}del,ins{text-decoration:none}del::before{content:"− "}ins::before{content:"+ "}
    del{color:light-dark(#a11,#f99)}ins{color:light-dark(#060,#8d8)}.wide{overflow-x:auto}
    @media print{body{margin:0;max-width:none}h3{break-after:avoid}}

    """

  /// The page.
  ///
  /// - Parameters:
  ///   - mail: nil when no mail was named.
  ///   - labels: how well both agree with labels; empty without any.
  public func page(
    _ changes: LexiconChanges, from old: String, to new: String, mail: MailChanges?, labels: String
  ) -> String {
    let title = "Lexicons: \(old) to \(new)"
    var html = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
      <title>\(escaped(title))</title><style>\(Self.css)</style></head><body><main>
      <h1>\(escaped(title))</h1>

      """
    html += meaning(of: changes)
    if let mail { html += self.mail(mail) }
    if !labels.isEmpty {
      html += "<h2>Agreement with labels</h2>\n<pre>\(escaped(labels))</pre>\n"
    }
    return html + "</main></body></html>\n"
  }

  private func meaning(of changes: LexiconChanges) -> String {
    var html = "<h2>What changed in meaning</h2>\n"
    if changes.isEmpty { return html + "<p>Nothing.</p>\n" }
    if !changes.others.isEmpty { html += list(changes.others) }
    for rule in changes.rules {
      html += "<h3>\(escaped(rule.id)) <small>\(rule.kind.rawValue)</small></h3>\n"
      if let old = rule.oldID { html += "<p>Before: \(escaped(old))</p>\n" }
      html +=
        "<p>\(escaped(rule.about)) <code>\(escaped(rule.place.path)):\(rule.place.line)</code></p>\n"
      html += list(rule.details)
    }
    return html
  }

  private func list(_ details: [LexiconChanges.Detail]) -> String {
    var html = "<ul>\n"
    for detail in details {
      if let old = detail.old { html += "<li><del><code>\(escaped(old))</code></del></li>\n" }
      if let new = detail.new { html += "<li><ins><code>\(escaped(new))</code></ins></li>\n" }
    }
    return html + "</ul>\n"
  }

  private func mail(_ mail: MailChanges) -> String {
    let (risen, fallen) = mail.counts
    var html = "<h2>On the mail</h2>\n"
    html +=
      "<p>\(counted(mail.messages, "message")): \(grouped(risen)) rose, \(grouped(fallen)) fell.</p>\n"
    let levels = Level.allCases
    html +=
      "<div class=\"wide\"><table><caption>Risk before (rows) and after (columns)</caption><tr><th scope=\"col\"></th>"
    for level in levels { html += "<th scope=\"col\">\(level.rawValue)</th>" }
    html += "</tr>\n"
    for (before, row) in zip(levels, mail.risks) {
      html += "<tr><th scope=\"row\">\(before.rawValue)</th>"
      for count in row { html += "<td>\(count == 0 ? "" : grouped(count))</td>" }
      html += "</tr>\n"
    }
    html += "</table></div>\n"
    html += messages(mail.risen, of: risen, "rose") + messages(mail.fallen, of: fallen, "fell")
    html += "<h2>Findings</h2>\n"
    for (rule, turnover) in mail.rules.sorted(by: { $0.key < $1.key }) {
      html += "<h3>\(escaped(rule))</h3>\n<p>\(turnover.new) new, \(turnover.lost) lost, "
      html += "\(turnover.moved) moved, \(turnover.weighed) with other points"
      for (name, judged) in [("new", turnover.newJudged), ("lost", turnover.lostJudged)]
      where judged.right + judged.wrong > 0 {
        html += "; of the \(name) reviewers judged \(judged.right) right, \(judged.wrong) wrong"
      }
      html += "</p>\n<ul>\n"
      for sample in turnover.newSamples { html += item(sample, "ins") }
      for sample in turnover.lostSamples { html += item(sample, "del") }
      html += "</ul>\n"
    }
    if mail.rules.isEmpty { html += "<p>No finding came, went or changed.</p>\n" }
    return html
  }

  private func messages(_ messages: [MailChanges.Moved], of all: Int, _ verb: String) -> String {
    guard !messages.isEmpty else { return "" }
    var html = "<h2>Messages that \(verb)</h2>\n"
    for message in messages {
      let subject = style.subject(of: message)
      html += "<h3>\(message.before.rawValue) to \(message.after.rawValue): "
      html += "\(escaped(subject.isEmpty ? message.id : subject))</h3>\n"
      html +=
        "<p><code>\(escaped(message.location.source)):\(message.location.offset)</code></p>\n<ul>\n"
      for rule in message.rules {
        html += "<li>\(signed(rule.after - rule.before)) <code>\(escaped(rule.rule))</code></li>\n"
      }
      html += "</ul>\n"
    }
    if all > messages.count { html += "<p>And \(grouped(all - messages.count)) more.</p>\n" }
    return html
  }

  private func item(_ sample: MailChanges.Sample, _ element: String) -> String {
    let excerpt = style.line(of: sample.finding.excerpt)
    return
      "<li><\(element)>\(signed(sample.finding.points)) \(escaped(excerpt))</\(element)> <code>\(escaped(sample.location.source)):\(sample.location.offset)</code></li>\n"
  }

  /// Text that is safe between tags and in attributes: what a message holds is no markup here.
  private func escaped(_ text: String) -> String {
    HTMLWriter.escaped(Terminal.printable(text))
  }
}
