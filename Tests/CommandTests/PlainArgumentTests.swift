import TestSupport
import Testing

@testable import chaperone

/// A plain command line means the same to both of its readers.
@Suite struct PlainArgumentTests {
  private func plain(_ arguments: [String]) -> CheckRequest? {
    CheckRequest(plain: ArraySlice(arguments))
  }

  @Test(arguments: [
    [], ["mail.eml"], ["--headers"], ["--format", "jsonl"], ["--format=jsonl", "mail.eml"],
    [
      "--mta", "postfix", "--sender", "a@b.example", "--", "mail.eml", "c@d.example",
      "-e@f.example",
    ],
    ["--recipient", "a", "--recipient", "b", "--at", "low", "--on-error=open"],
    ["--lexicons", "L", "--profile", "P", "--pseudonyms", "K", "--color", "never"],
    ["--show-matches", "--strict-coverage", "--sender=a=b"], ["x", "--headers", "y"],
    ["--", "--headers"], ["--", "-", "a@b.example"], ["-"], ["-", "a@b.example"], ["--sender", ""],
    ["--sender=", "--time-limit", "8", "--size-limit=10M", "--format", "card"],
    ["mail.eml", "--", "a", "--", "b"],
  ])
  func plainArgumentsAreRead(_ arguments: [String]) {
    let read = plain(["check"] + arguments)
    #expect(read != nil)
    #expect(read == CheckCommand.request(of: arguments))
  }

  @Test(arguments: [
    ["--help"], ["-h"], ["--version"], ["--format"], ["--format", "xml"], ["--nothing"],
    ["--head"], ["--headers", "--headers"], ["--at", "low", "--at", "high"], ["--sender", "-x"],
    ["--headers=1"], ["--at="], ["--sender", "--"], ["--mta", "sendmail"], ["--=x"],
    ["--recipient="], ["--profile", ""],
    ["--time-limit", "0"], ["--time-limit", "x"], ["--size-limit", "-1"], ["--size-limit=1G"],
  ])
  func theRestIsLeftToTheParser(_ arguments: [String]) {
    #expect(plain(["check"] + arguments) == nil)
  }

  @Test func otherCommandsAreLeftToTheParser() {
    for arguments in [[], ["scan"], ["--version"], ["checks"], ["help", "check"]] {
      #expect(plain(arguments) == nil)
    }
  }

  @Test func whateverIsReadTheParserReadsAlike() {
    let words = [
      "--headers", "--strict-coverage", "--show-matches", "--format", "jsonl", "text", "--at",
      "low",
      "none", "--sender", "--recipient", "a@b.example", "--on-error", "defer", "--mta", "postfix",
      "--lexicons", "--profile", "--pseudonyms", "--color", "auto", "mail.eml", "--", "-", "-x", "",
      "--format=jsonl", "--at=high", "--sender=x", "--sender=", "--recipient=a=b", "--mta=exim",
      "--time-limit", "--size-limit", "8", "1.5", "2M", "none", "card", "--time-limit=3",
      "--help", "--heade", "--headers=x", "é", "--at=é", "=", "--=", "---", "a b",
    ]
    var generator = SeededGenerator(seed: 11)
    var seen = 0
    for _ in 0..<4000 {
      let count = Int.random(in: 0...6, using: &generator)
      let arguments = (0..<count).map { _ in
        words[Int.random(in: 0..<words.count, using: &generator)]
      }
      guard let read = plain(["check"] + arguments) else { continue }
      seen += 1
      #expect(read == CheckCommand.request(of: arguments), "\(arguments)")
    }
    #expect(seen > 300)
  }
}
