internal import Lexicons
internal import People

extension HTMLPage {
  /// Rows that are shown before a fold, and in all.
  private static let firstRules = 12
  private static let mostRules = 400

  // MARK: What was found

  func writeRules(into html: inout HTMLWriter) {
    let rules = tally.rulesByCount
    html.markup(
      "<section id=\"found\" aria-labelledby=\"found-h\">\n<h2 id=\"found-h\">What was found</h2>\n"
    )
    defer { html.markup("</section>\n\n") }
    guard let most = rules.map(\.rule.count.messages).max() else {
      html.markup("<p>Nothing was found.</p>\n")
      return
    }
    html.element(
      "p",
      "Each line is one kind of sign, with how many messages show it. "
        + "Bars are divided as above: high risk first, then medium, then low.")
    writeRules(rules.prefix(Self.firstRules), of: most, "The most frequent signs", into: &html)
    let rest = rules.dropFirst(Self.firstRules).prefix(Self.mostRules)
    guard !rest.isEmpty else { return }
    html.markup("<details>\n<summary>")
    html.text("\(grouped(rest.count)) more")
    html.markup("</summary>\n")
    writeRules(rest, of: most, "Signs found less often", into: &html)
    html.markup("</details>\n")
  }

  private func writeRules(
    _ rules: ArraySlice<(id: String, rule: ReportTally.RuleCount)>, of most: Int, _ caption: String,
    into html: inout HTMLWriter
  ) {
    html.markup("<table class=\"wide\">\n<caption>")
    html.text(caption)
    html.markup(
      "</caption>\n<thead><tr><th scope=\"col\">Sign</th><th scope=\"col\" class=\"n\">Messages</th><td class=\"bars\"></td><td class=\"act\"></td></tr></thead>\n<tbody>\n"
    )
    for (id, rule) in rules {
      html.markup("<tr><th scope=\"row\">")
      html.text(rule.about.isEmpty ? id : rule.about)
      html.markup("<span class=\"about\">")
      html.text(rule.concern.plainName)
      if !rule.clause.isEmpty { html.text(", clause \(rule.clause)") }
      html.markup("</span></th><td class=\"n\">")
      html.text(grouped(rule.count.messages))
      html.markup("</td><td class=\"bars\">")
      writeBar(rule.count.byLevel, of: most, into: &html)
      html.markup("</td><td class=\"act\">")
      html.pick("rule", id, label: "Show messages with: \(rule.about.isEmpty ? id : rule.about)")
      html.markup("</td></tr>\n")
    }
    html.markup("</tbody>\n</table>\n")
  }

  // MARK: Policy clauses

  func writeClauses(into html: inout HTMLWriter) {
    html.markup(
      "<section id=\"clauses\" aria-labelledby=\"clauses-h\">\n<h2 id=\"clauses-h\">Policy clauses</h2>\n"
    )
    defer { html.markup("</section>\n\n") }
    let cited = citedClauses
    guard !cited.isEmpty else {
      html.markup("<p>No clause is cited.</p>\n")
      return
    }
    if let policy = report.facts.policy {
      html.markup("<p>")
      html.text("The clauses of \(policy.name), \(policy.title), that the signs above fall under.")
      html.markup("</p>\n")
    }
    let most = cited.map { tally.clauses[$0]?.messages ?? 0 }.max() ?? 0
    html.markup("<ul class=\"clauses\">\n")
    for number in cited {
      let clause = report.facts.policy?[number]
      let count = tally.clauses[number] ?? ReportTally.Count()
      html.markup("<li><div class=\"clause\"><h3>")
      html.text(clause.map { "\(number) \($0.title)" } ?? "Clause \(number)")
      html.markup("</h3><p class=\"n\">")
      html.text(counted(count.messages, "message"))
      html.markup("</p>")
      writeBar(count.byLevel, of: most, into: &html)
      html.pick("clause", number, label: "Show messages under clause \(number)")
      html.markup("</div>\n")
      if let clause, !clause.text.isEmpty {
        html.markup("<details class=\"text\"><summary>")
        html.text("Read clause \(number)")
        html.markup("</summary><p>")
        html.text(clause.text)
        html.markup("</p></details>")
      }
      html.markup("</li>\n")
    }
    html.markup("</ul>\n")
  }

  /// The clauses in the policy's order, then those that it does not have.
  private var citedClauses: [String] {
    let known = (report.facts.policy?.clauses ?? []).map(\.number)
    let cited = known.filter { tally.clauses[$0] != nil }
    return cited + tally.clauses.keys.filter { !known.contains($0) }.sorted()
  }

  // MARK: Who wrote to whom

  func writeRoles(into html: inout HTMLWriter) {
    html.markup(
      "<section id=\"people\" aria-labelledby=\"people-h\">\n<h2 id=\"people-h\">Who wrote to whom</h2>\n"
    )
    defer { html.markup("</section>\n\n") }
    let roles = Role.allCases.indices
    let senders = roles.filter { tally.roles[$0].contains { $0 > 0 } }
    let recipients = roles.filter { column in senders.contains { tally.roles[$0][column] > 0 } }
    guard !senders.isEmpty else {
      html.markup("<p>No message of any risk names somebody it goes to.</p>\n")
      return
    }
    html.markup(
      "<p>Messages of any risk by what their writers and receivers are to the district. A message to several kinds of people is counted with each.</p>\n"
    )
    html.markup(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of who wrote to whom\">\n<table class=\"matrix\">\n<caption>Writers down, receivers across</caption>\n<thead><tr><th scope=\"col\">From</th>"
    )
    for column in recipients {
      html.markup("<th scope=\"col\" class=\"n\">")
      html.text(Role.allCases[column].plainName)
      html.markup("</th>")
    }
    html.markup("</tr></thead>\n<tbody>\n")
    let most = tally.roles.map { $0.max() ?? 0 }.max() ?? 1
    for row in senders {
      html.markup("<tr><th scope=\"row\">")
      html.text(Role.allCases[row].plainName)
      html.markup("</th>")
      for column in recipients {
        let count = tally.roles[row][column]
        html.markup("<td")
        html.attribute("class", "n s\(count == 0 ? 0 : 1 + count * 3 / max(most, 1))")
        html.markup(">")
        html.text(count == 0 ? "–" : grouped(count))
        html.markup("</td>")
      }
      html.markup("</tr>\n")
    }
    html.markup("</tbody>\n</table>\n</div>\n")
  }
}

extension ReportTally.Count {
  /// The messages by `Level.number`.
  fileprivate var byLevel: [Int] { [0, messages - high - medium, medium, high] }
}

extension HTMLWriter {
  /// A button that the page's script makes work: it sets a filter of the list of messages.
  fileprivate mutating func pick(_ filter: String, _ value: String, label: String) {
    markup("<button type=\"button\" class=\"pick\" hidden")
    attribute("data-filter", filter)
    attribute("data-value", value)
    attribute("aria-label", label)
    markup(">Show</button>")
  }
}
