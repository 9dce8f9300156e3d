import Foundation
import Lexicons
import Native
import Reports
import Scanning
import Testing

@Suite struct HTMLReportTests {
  private static let hostile = [
    "</script><script>alert(1)</script>", "<!--<script>", "]]><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)", "' autofocus onfocus='alert(1)", "</style><style>*{}</style>",
    "&lt;b&gt;", "\u{2028}alert(1)\u{2029}", "\u{202E}txt.exe", "a\u{0}b\u{1B}[31m",
    "\\u003c/script>", "__proto__", "${alert(1)}", "javascript:alert(1)",
  ]

  /// What browsers see between the tags of script elements.
  private func scripts(in page: String, _ attributes: String) -> [String] {
    page.components(separatedBy: "<script\(attributes)>").dropFirst().map {
      $0.components(separatedBy: "</script>")[0]
    }
  }

  private func records(in page: String) throws -> [[Any]] {
    try scripts(in: page, " type=\"application/json\" class=\"records\"").flatMap { block in
      try #require(JSONSerialization.jsonObject(with: Data(block.utf8)) as? [[Any]])
    }
  }

  @Test(arguments: hostile)
  func noMessageWritesMarkup(text: String) throws {
    var maker = VerdictMaker()
    let plain = page([maker.verdict])
    maker.id = text
    maker.source = text
    maker.subject = text
    maker.from = text
    maker.to = [text]
    maker.rule = "fixed/" + text
    maker.about = text
    maker.clause = text
    maker.before = text
    maker.match = text
    maker.after = text
    var coverage = Coverage()
    coverage.count(maker.verdict)
    coverage.lose(source: text, why: text)
    let page = page([maker.verdict, maker.verdict], coverage: coverage)
    // The same elements as of a harmless message, and one block of data.
    func tags(_ page: String) -> Set<String> {
      Set(page.matches(of: #/<[^>\s\u{0}]*/#).map { String($0.0).lowercased() })
    }
    #expect(tags(page).isSubset(of: tags(plain).union(["<table", "<caption", "<li", "<bdi"])))
    #expect(page.ranges(of: "<script").count == 3 && page.ranges(of: "</script>").count == 3)
    #expect(!page.contains("<!--") && !page.contains("onerror=alert(1)>"))
    #expect(!page.unicodeScalars.contains { [0, 0x1B, 0x2028, 0x2029, 0x202E].contains($0.value) })
    for attribute in page.matches(of: #/ on[a-z]+="/#) {
      Issue.record("an attribute of a message: \(attribute.0)")
    }
    // Nothing is lost on the way: the data says what the message said.
    let record = try #require(try records(in: page).first)
    let shown = text.unicodeScalars.map { scalar -> String in
      [0, 0x1B, 0x2028, 0x2029, 0x202E].contains(scalar.value) ? "\u{FFFD}" : String(scalar)
    }.joined()
    #expect(record[11] as? String == shown)
    #expect(try records(in: page).count == 2)
  }

  @Test func theScriptKnowsTheOrderOfARecord() throws {
    var maker = VerdictMaker()
    maker.offset = 4_711
    maker.count = 2
    let page = page([maker.verdict])
    let record = try #require(try records(in: page).first)
    let script = try #require(scripts(in: page, "").first)
    func place(_ name: String) throws -> Int {
      try #require(
        script.firstMatch(of: try Regex("\\b\(name) = (\\d+)")).flatMap { match in
          match[1].substring.flatMap { Int($0) }
        })
    }
    func value(_ name: String) throws -> Any { record[try place(name)] }
    #expect(try value("RISK") as? Int == 3)
    #expect(try value("SCORE") as? Int == 80)
    #expect(try value("SECONDS") as? Int == 1_772_636_400)
    #expect(try value("DATE") as? String == "Wed 4 Mar 2026 10:00")
    #expect(try value("DAY") as? String == "2026-03-04")
    #expect(try value("CHANNEL") as? Int == 0)
    #expect(try value("FROM_ROLE") as? Int == 0)
    #expect(try value("FROM") as? String == maker.from)
    #expect((try value("TO") as? [Any])?.first as? String == maker.to[0])
    #expect(try value("MORE_TO") as? Int == 0)
    #expect(try value("TO_ROLES") as? Int == 8)
    #expect(try value("SUBJECT") as? String == "note")
    #expect(try value("ID") as? String == maker.id)
    #expect(try value("CONCERNS") as? [Int] == [0, 80, 3])
    let findings = try #require(try value("FINDINGS") as? [Any])
    #expect(findings.count == 2 * (try place("STEP")))
    #expect(findings[try place("POINTS")] as? Int == 35)
    #expect(findings[0] as? String == maker.rule)
    #expect(findings[5] as? String == maker.match)
    #expect(try value("MORE_FINDINGS") as? Int == 0)
    #expect((try value("NOTES") as? [Any])?.count == 0)
    #expect((try value("DEFECTS") as? [Any])?.count == 0)
    #expect(try value("SOURCE") as? String == maker.source)
    #expect(try value("OFFSET") as? Int == 4_711)
    #expect(try value("LENGTH") as? Int == 100)
    // What the script adds to a record stands after its end.
    #expect(try place("COPIES") == record.count)
    #expect(try place("TEXT") == record.count + 1)
  }

  @Test func nothingFromOutsideIsAllowed() throws {
    let page = page([VerdictMaker().verdict])
    let policy = try #require(
      page.firstMatch(
        of: #/http-equiv="Content-Security-Policy" content="([^"]*)"/#)
    ).1.replacing("&#39;", with: "'")
    #expect(policy.hasPrefix("default-src 'none'; "))
    #expect(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains("*"))
    func hash(_ text: String) -> String {
      var digest = SHA256()
      digest.update(Array(text.utf8))
      let digits = Array(digest.finishName().dropFirst(7).utf8)
      let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16)
      }
      return "'sha256-\(Data(bytes).base64EncodedString())'"
    }
    let style = try #require(page.firstMatch(of: #/<style>((?s:.*))<\/style>/#)).1
    let script = try #require(scripts(in: page, "").first)
    #expect(policy.contains("style-src \(hash(String(style)));"))
    #expect(policy.contains("script-src \(hash(script));"))
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("url("))
    for attribute in [" src=", " style=", "<link", "<iframe", "<form action", "@import"] {
      #expect(!page.contains(attribute), "\(attribute)")
    }
  }

  @Test func itCanBeReadWithoutItsScript() throws {
    var maker = VerdictMaker()
    var verdicts: [Verdict] = []
    for number in 0..<70 {
      maker.id = "\(number)@maplehollow.example"
      maker.subject = "message \(number)"
      maker.score = 70 + number % 30
      verdicts.append(maker.verdict)
    }
    let page = page(verdicts)
    #expect(page.ranges(of: "<article").count == 50)
    #expect(page.contains("The 50 weightiest of 70 messages."))
    #expect(page.contains("out of school suspension</mark>"))
    // The first of equal weight stands first.
    let titles = page.matches(of: #/<h3><bdi>message (\d+)</#).map { Int($0.1) ?? -1 }
    #expect(titles.prefix(4) == [29, 59, 28, 58])
    #expect(try records(in: page).count == 70)
  }

  @Test func copiesAreCountedAndListedOnce() throws {
    var maker = VerdictMaker()
    let first = maker.verdict
    maker.source = "other.mbox"
    maker.offset = 900
    let copy = maker.verdict
    maker.match = "in school suspension"
    let page = page([first, copy, maker.verdict])
    #expect(page.ranges(of: "<article").count == 2)
    #expect(page.contains("One of them is a copy of another"))
    #expect(page.contains("<strong class=\"count\">3</strong> <span class=\"name\">High risk"))
    let records = try records(in: page)
    #expect(records.map(\.count) == [21, 3, 21])
    #expect(records[1][0] as? Int == 0 && records[1][1] as? String == "other.mbox")
  }

  @Test func aMessageTakesABoundedSpace() throws {
    var maker = VerdictMaker()
    maker.count = 5_000
    maker.points = 6_000
    maker.subject = String(repeating: "long ", count: 100_000)
    maker.to = (0..<3_000).map { "\($0)@maplehollow.example" }
    let report = HTMLReport(style: ReportStyle(), shown: .low, facts: HTMLReport.Facts())
    #expect(report.record(of: maker.verdict).count < 16 << 10)
    let page = page([maker.verdict])
    #expect(page.contains("4,988 more signs, of fewer points, not shown here"))
    #expect(page.contains("and 2,996 more"))
  }

  @Test func whatWasLearnedStandsAfterWhatWasWritten() throws {
    var maker = VerdictMaker()
    var verdict = maker.verdict
    maker.lexicon = "Lexicons/learned/student.words.lexicon"
    maker.rule = "student.words/words"
    maker.about = "The words speak for the concern."
    maker.points = 60
    verdict.findings.insert(contentsOf: maker.verdict.findings, at: 0)
    maker.id = "two@maplehollow.example"
    let page = page([verdict, maker.verdict])
    let signs = page.matches(of: #/<p class="sign">([^<]*)</#).map { String($0.1) }
    #expect(
      signs == [
        "A student together with a suspension.", "The words speak for the concern.",
        "The words speak for the concern.",
      ])
    let first = try #require(page.range(of: "<th scope=\"row\">A student together"))
    let second = try #require(page.range(of: "<th scope=\"row\">The words speak"))
    #expect(first.lowerBound < second.lowerBound)
  }

  @Test func whatIsLeftOutIsTold() throws {
    var maker = VerdictMaker()
    maker.level = .low
    let page = page([maker.verdict], shown: .high)
    #expect(page.ranges(of: "<article").isEmpty)
    #expect(page.contains("Only messages of high risk and above are listed."))
    var report = HTMLReport(style: ReportStyle(), shown: .low, facts: HTMLReport.Facts())
    report.room = [0, 1_000, 2_000, 4_000]
    var listed: [Level: Int] = [:]
    for number in 0..<20 {
      maker.id = "\(number)@maplehollow.example"
      maker.level = number % 2 == 0 ? .high : .low
      let verdict = maker.verdict
      if !report.add(verdict, report.record(of: verdict)).isEmpty {
        listed[verdict.risk, default: 0] += 1
      }
    }
    let end = String(decoding: report.end(Coverage()), as: UTF8.self)
    let (high, low) = (listed[.high, default: 0], listed[.low, default: 0])
    #expect(low >= 1 && low < high && high <= 10)
    #expect(end.contains("\(10 - low) of low risk"))
  }

  @Test func coverageComesFirst() throws {
    var coverage = Coverage()
    coverage.count(VerdictMaker().verdict)
    coverage.lose(source: "old.mbox", why: "Permission denied")
    let page = page([VerdictMaker().verdict], coverage: coverage)
    let headings = page.matches(of: #/<h([1-6])[^>]*>([^<]*)/#).map { "\($0.1) \($0.2)" }
    #expect(
      headings.prefix(4) == [
        "1 Message review", "2 What was read, and what was not", "2 Risk at a glance",
        "2 Over time",
      ])
    #expect(page.contains("One thing could not be read.") && page.contains("Permission denied"))
    // No level is passed over.
    let levels = headings.compactMap { Int($0.prefix(1)) }
    for (one, next) in zip(levels, levels.dropFirst()) { #expect(next <= one + 1) }
  }
}
