import Lexicons
import Mail
import Native
import TestSupport
import Testing

private import struct Foundation.Data
private import class Foundation.FileManager

@testable import Scanning

@Suite("Bases of scores")
struct ScoreBasisTests {
  /// The scores of a message by a scan, and by its basis.
  private func scores(
    _ message: Span<UInt8>, _ scanner: inout Scanning.Scanner, _ table: PointTable
  )
    -> (scan: [Int], basis: [Int])
  {
    let verdict = scanner.scan(
      message, syntax: .json, at: MessageLocation(source: "t", offset: 0, length: message.count))
    return (
      verdict.concerns.map(\.score),
      Concern.allCases.map { scanner.basis.score(of: $0, with: table) }
    )
  }

  private func scanner(_ rules: Ruleset) -> Scanning.Scanner {
    var options = ScanOptions()
    options.keepsBasis = true
    return Scanning.Scanner(rules, options: options)
  }

  @Test func aBasisAddsUpAsTheScanDoes() throws {
    let rules = try ShippedExamplesTests.ruleset()
    let table = PointTable(rules)
    var scanner = scanner(rules)
    var files = [Repository.root.appending(path: "Examples/messages.jsonl")]
    if let shared = Repository.shared {
      files += ["D", "E", "H"].map { shared.appending(path: "data/corpus/\($0).jsonl") }
    }
    var found = 0
    for file in files where FileManager.default.fileExists(atPath: file.path) {
      for line in try Data(contentsOf: file).split(separator: 0x0A) {
        let bytes = [UInt8](line)
        let (scan, basis) = scores(bytes.span, &scanner, table)
        #expect(scan == basis)
        found += scan.count { $0 > 0 }
      }
    }
    #expect(found > 5)
  }

  @Test func otherPointsAddUpAsALexiconThatHasThem() {
    let body = Array(
      #"{"id":"1","from":"a@x.example","to":"b@y.example","body":"alpha beta gamma today\n> beta delta"}"#
        .utf8)
    func rules(_ points: [Int]) -> [Rule] {
      [
        Make.rule(
          "t/best", .concern(.student), [(points[0], "alpha"), (points[1], "beta")],
          contexts: [Make.context(.near(points: points[2]), .sentence, phrases: ["today"])]),
        Make.rule(
          "t/sum", .concern(.student), [(points[3], "gamma"), (points[4], "delta")], sum: 25),
        Make.rule("t/damp", .concern(.student), [(points[5], "gamma")]),
        Make.rule(
          "t/out", .exposure(applies: [.student], points: points[6]),
          when: [Make.when(.recipientsUnder(5))]),
      ]
    }
    let written = [10, 20, 5, 8, 9, -7, 15]
    let ruleset = Ruleset(Make.set(rules(written)))
    var table = PointTable(ruleset)
    #expect(table.numbers.map(\.written) == written)
    var scanner = scanner(ruleset)
    #expect(scores(body.span, &scanner, table).basis == scores(body.span, &scanner, table).scan)
    for other in [
      [30, 20, 5, 8, 9, -7, 15], [10, 20, 1, 40, 9, -30, 2], [1, 1, -5, 2, 2, -60, 9],
    ] {
      table.points = other
      let basis = scores(body.span, &scanner, table).basis
      var fresh = self.scanner(Ruleset(Make.set(rules(other))))
      let scan = scores(body.span, &fresh, PointTable(ruleset)).scan
      #expect(basis == scan, "\(other)")
      let terms = scanner.basis.terms(of: .student, with: table)
      let sum =
        terms.constant + terms.shares.reduce(0) { $0 + $1.share * Double(other[$1.number]) }
      // The exposure adds points where the score is low without it, and decides nothing.
      let isLow = scan[0] > other[6]
      if scan[0] > 0 { #expect(abs(sum + Double(isLow ? other[6] : 0) - Double(scan[0])) <= 1) }
    }
  }

  @Test func guardsAndExceptionsStay() {
    let message = Array(
      #"{"id":"1","from":"a@x.example","to":"b@x.example","body":"a secret bargaining update"}"#
        .utf8)
    let rules = [
      Make.rule("t/b", .concern(.boundary), [(50, "secret")]),
      Make.rule("t/c", .concern(.channel), [(50, "secret")]),
      Make.rule("t/g", .guard(lifts: [.boundary]), [(0, "bargaining update")]),
      Make.rule(
        "t/e", .exception(lowers: .channel, to: .none), when: [Make.when(.channel(["email"]))]),
    ]
    let ruleset = Ruleset(Make.set(rules))
    let table = PointTable(ruleset)
    var scanner = scanner(ruleset)
    let (scan, basis) = scores(message.span, &scanner, table)
    #expect(scan == basis && scan[3] == 0)
    #expect(!scanner.basis.isOpen(.boundary, in: table))
    #expect(!scanner.basis.isOpen(.channel, in: table))
    #expect(scanner.basis.isOpen(.student, in: table))
    #expect(!scanner.basis.isFound(.boundary, with: table, adding: 90))
    #expect(scanner.basis.score(of: .student, with: table, adding: 9) == 9)
  }
}
