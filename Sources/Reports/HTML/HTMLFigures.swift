internal import Lexicons

extension HTMLPage {
  /// What parts two stretches of a bar, so that they can be told apart without colour.
  private static let gap = 3

  // MARK: Risk at a glance

  func writeGlance(into html: inout HTMLWriter) {
    html.markup(
      "<section id=\"glance\" aria-labelledby=\"glance-h\">\n<h2 id=\"glance-h\">Risk at a glance</h2>\n<ul class=\"tiles\">\n"
    )
    for level in Level.allCases.reversed() {
      html.markup("<li")
      html.attribute("class", "tile \(level.rawValue)")
      html.markup("><strong class=\"count\">")
      html.text(grouped(tally.levels[level.number]))
      html.markup("</strong> <span class=\"name\">")
      html.text(level == .none ? level.advice : "\(level.plainName) risk")
      html.markup("</span> <span class=\"advice\">")
      html.text(level == .none ? "No sign in these" : level.advice)
      html.markup("</span></li>\n")
    }
    html.markup("</ul>\n")
    if tally.withRisk > 0 { writeShares(into: &html) }
    if report.copies > 0 {
      html.markup("<p>")
      html.text(
        report.copies == 1
          ? "One of them is a copy of another: the same message from a second mailbox. Copies are counted here and listed once."
          : "\(grouped(report.copies)) of them are copies of others: the same message from another mailbox. Copies are counted here and listed once."
      )
      html.markup("</p>\n")
    }
    writeConcerns(into: &html)
    html.markup("</section>\n\n")
  }

  /// One bar with the shares of high, medium and low.
  private func writeShares(into html: inout HTMLWriter) {
    let total = tally.withRisk
    html.markup(
      "<svg class=\"shares\" viewBox=\"0 0 1000 14\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
    )
    var start = 0
    for level in Level.allCases.reversed() where level > .none {
      let width = tally.levels[level.number] * 1000 / total
      let end = level == .low ? 1000 : start + width
      if tally.levels[level.number] > 0 {
        html.rect(
          x: start, y: 0, width: max(2, end - start - Self.gap), height: 14,
          css: "f-\(level.rawValue)")
      }
      start = end
    }
    html.markup("</svg>\n")
  }

  private func writeConcerns(into html: inout HTMLWriter) {
    let most = tally.concerns.map { $0[1...].reduce(0, +) }.max() ?? 0
    html.markup(
      "<table class=\"wide\">\n<caption>Messages by concern. One message can raise several.</caption>\n<thead><tr><th scope=\"col\">Concern</th>"
    )
    html.markup(
      "<th scope=\"col\" class=\"n\">High</th><th scope=\"col\" class=\"n\">Medium</th><th scope=\"col\" class=\"n\">Low</th><td class=\"bars\"></td></tr></thead>\n<tbody>\n"
    )
    for (index, concern) in Concern.allCases.enumerated() {
      let counts = tally.concerns[index]
      html.markup("<tr><th scope=\"row\">")
      html.text(concern.plainName)
      if index < report.facts.bands.count, !report.facts.bands[index].about.isEmpty {
        html.markup("<span class=\"about\">")
        html.text(report.facts.bands[index].about)
        html.markup("</span>")
      }
      html.markup("</th>")
      for level in Level.allCases.reversed() where level > .none {
        html.markup("<td class=\"n\">")
        html.text(grouped(counts[level.number]))
        html.markup("</td>")
      }
      html.markup("<td class=\"bars\">")
      writeBar(counts, of: most, into: &html)
      html.markup("</td></tr>\n")
    }
    html.markup("</tbody>\n</table>\n")
  }

  /// A bar of messages by level beside the numbers that say the same; `most` fills the whole width.
  func writeBar(_ counts: [Int], of most: Int, into html: inout HTMLWriter) {
    guard most > 0 else { return }
    html.markup(
      "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
    )
    var start = 0
    for level in Level.allCases.reversed() where level > .none && counts[level.number] > 0 {
      let width = max(6, counts[level.number] * 1000 / most)
      html.rect(x: start, y: 0, width: width - Self.gap, height: 10, css: "f-\(level.rawValue)")
      start += width
    }
    html.markup("</svg>")
  }

  // MARK: Over time

  func writeTimeline(into html: inout HTMLWriter) {
    html.markup(
      "<section id=\"time\" aria-labelledby=\"time-h\">\n<h2 id=\"time-h\">Over time</h2>\n")
    defer { html.markup("</section>\n\n") }
    guard let chart = tally.timeline.chart() else {
      html.markup("<p>No message with a date raises a concern.</p>\n")
      return
    }
    let span = chart.span.rawValue
    html.markup("<p>")
    html.text("Messages that raise a concern, by \(span) as their dates say.")
    if chart.span == .week { html.text(" Weeks begin on Monday.") }
    if chart.outside > 0 {
      html.text(" \(grouped(chart.outside)) far earlier or later are not drawn.")
    }
    html.markup("</p>\n<div class=\"charts\">\n")
    let most = chart.bars.map { $0.counts.max() ?? 0 }.max() ?? 1
    for (index, concern) in Concern.allCases.enumerated() {
      let counts = chart.bars.map { $0.counts[index] }
      guard counts.contains(where: { $0 > 0 }) else { continue }
      writeChart(
        of: concern, counts, chart.bars.map(\.label), by: chart.span, most: most, into: &html)
    }
    html.markup("</div>\n")
    writeTimelineTable(chart.bars, by: span, into: &html)
  }

  private func writeChart(
    of concern: Concern, _ counts: [Int], _ labels: [String], by span: Timeline.Span, most: Int,
    into html: inout HTMLWriter
  ) {
    let peak = counts.max() ?? 0
    let peakLabel = labels[counts.firstIndex(of: peak) ?? 0]
    let total = counts.reduce(0, +)
    let when =
      switch span {
      case .day: "on \(peakLabel)"
      case .week: "in the week of \(peakLabel)"
      case .month, .quarter, .year: "in \(peakLabel)"
      }
    html.markup("<figure class=\"chart\">\n<figcaption><strong>")
    html.text(concern.plainName)
    html.markup("</strong> <span>")
    html.text(
      peak == total
        ? "\(counted(total, "message")), \(when)"
        : "\(counted(total, "message")), most \(when): \(grouped(peak))")
    html.markup(
      "</span></figcaption>\n<svg viewBox=\"0 0 1000 80\" preserveAspectRatio=\"none\" role=\"img\""
    )
    html.attribute(
      "aria-label",
      "\(concern.plainName) by \(span.rawValue), \(labels.first ?? "") to \(labels.last ?? ""): \(counted(total, "message")), most \(when), \(grouped(peak))"
    )
    html.markup(">")
    let step = 1000 / max(counts.count, 1)
    let width = max(1, min(60, step * 4 / 5))
    for (index, count) in counts.enumerated() where count > 0 {
      let height = max(2, count * 78 / max(most, 1))
      html.rect(
        x: index * 1000 / counts.count + (step - width) / 2, y: 80 - height, width: width,
        height: height, css: "f-plain")
    }
    html.markup(
      "<rect class=\"axis\" x=\"0\" y=\"79\" width=\"1000\" height=\"1\"/></svg>\n<div class=\"ends\" aria-hidden=\"true\">"
    )
    html.element("span", labels.first ?? "")
    if labels.count > 1 { html.element("span", labels.last ?? "") }
    html.markup("</div>\n</figure>\n")
  }

  private func writeTimelineTable(
    _ bars: [Timeline.Bar], by span: String, into html: inout HTMLWriter
  ) {
    let concerns = Concern.allCases.indices.filter { index in
      bars.contains { $0.counts[index] > 0 }
    }
    html.markup(
      "<details>\n<summary>The same as a table</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Messages over time as a table\">\n<table>\n<caption>"
    )
    html.text("Messages that raise a concern, by \(span)")
    html.markup("</caption>\n<thead><tr><th scope=\"col\">")
    html.text(span.prefix(1).uppercased() + span.dropFirst())
    html.markup("</th>")
    for index in concerns {
      html.markup("<th scope=\"col\" class=\"n\">")
      html.text(Concern.allCases[index].plainName)
      html.markup("</th>")
    }
    html.markup("</tr></thead>\n<tbody>\n")
    for bar in bars where bar.counts.contains(where: { $0 > 0 }) {
      html.markup("<tr><th scope=\"row\">")
      html.text(bar.label)
      html.markup("</th>")
      for index in concerns {
        html.markup("<td class=\"n\">")
        html.text(grouped(bar.counts[index]))
        html.markup("</td>")
      }
      html.markup("</tr>\n")
    }
    html.markup("</tbody>\n</table>\n</div>\n</details>\n")
  }
}

extension HTMLWriter {
  /// A rectangle of a chart in whole units.
  mutating func rect(x: Int, y: Int, width: Int, height: Int, css: String) {
    markup("<rect")
    attribute("class", css)
    attribute("x", "\(x)")
    attribute("y", "\(y)")
    attribute("width", "\(width)")
    attribute("height", "\(height)")
    markup("/>")
  }
}
