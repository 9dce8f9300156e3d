import Native
import Testing

@Suite struct DiagnosticTests {
  @Test func rendersPlaceLineAndCaret() {
    let diagnostic = Diagnostic(
      .error, "unknown validator 'lunh'",
      at: Place(path: "en/payment.lexicon", line: 22, column: 12),
      length: 4, line: "  require  lunh", hint: "did you mean 'luhn'?")
    #expect(
      diagnostic.rendered == """
        en/payment.lexicon:22:12: error: unknown validator 'lunh'
        22 |   require  lunh
           |            ^^^^ did you mean 'luhn'?

        """)
  }

  @Test func keepsTabsUnderTabsAndControlsOut() {
    let diagnostic = Diagnostic(
      .warning, "odd", at: Place(path: "a", line: 1, column: 3), line: "\té\u{1B}[31m")
    #expect(diagnostic.rendered == "a:1:3: warning: odd\n1 | \té\u{FFFD}[31m\n  | \t ^\n")
  }

  @Test func cutsLongLinesAroundTheCaret() {
    let line = String(repeating: "x", count: 500) + "HERE" + String(repeating: "y", count: 500)
    let rendered = Diagnostic(
      .error, "m", at: Place(path: "a", line: 1, column: 501), length: 4, line: line
    ).rendered
    let lines = rendered.split(separator: "\n")
    #expect(lines[1].count < 180)
    let caret = lines[2].firstIndex(of: "^").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    let here = lines[1].firstIndex(of: "H").map {
      lines[1].distance(from: lines[1].startIndex, to: $0)
    }
    #expect(caret == here)
  }

  @Test func placesOutsideTheLineDoNotTrap() {
    for column in [-5, 0, 1, 3, 900] {
      for length in [-1, 0, 7, 900] {
        let diagnostic = Diagnostic(
          .error, "m", at: Place(path: "a", line: 1, column: column), length: length, line: "ab")
        #expect(diagnostic.rendered.contains("^"))
      }
    }
  }

  @Test func suggestsTheNearestWord() {
    let words = ["luhn", "ssn", "npi", "time-zone", "school-hours"]
    #expect(Suggestion.nearest(to: "lunh", among: words) == "luhn")
    #expect(Suggestion.nearest(to: "timezone", among: words) == "time-zone")
    #expect(Suggestion.nearest(to: "Schoolhours", among: words) == "school-hours")
    #expect(Suggestion.nearest(to: "zebra", among: words) == nil)
    #expect(Suggestion.nearest(to: "", among: words) == nil)
    #expect(Suggestion.hint(for: "lunh", among: words) == "did you mean 'luhn'?")
  }
}
