import Foundation
import TestSupport
import Testing

/// The shipped lexicons on the labelled corpus: what they reach must not get lost by a change elsewhere.
///
/// The floors stand a little below the figures of the day; raise them when the lexicons get better. The
/// final split is left to `make final`: a floor would make it one more set to tune on.
@Suite struct CorpusTests {
  private static let corpus = Repository.root.appending(path: "Tests/Corpus")
  private static let lexicons = Repository.root.appending(path: "Lexicons").path

  private func evaluate(_ path: String, floors: [String], _ options: [String] = []) throws {
    let run = try Run(
      ["evaluate", "--lexicons", Self.lexicons, Self.corpus.appending(path: path).path] + options
        + floors.flatMap { ["--floor", $0] })
    #expect(run.code == 0, "\(path): \(run.text)\n\(run.error)")
  }

  @Test func tune() throws {
    try evaluate(
      "tune",
      floors: [
        "student=0.79", "medical=0.83", "personnel=0.81", "boundary=0.88", "channel=0.89",
        "within-one=0.91", "high=0.84", "quiet=0.95",
      ])
  }

  @Test(arguments: [
    (
      "check.jsonl",
      [
        "student=0.75", "medical=0.75", "personnel=0.84", "boundary=0.92", "channel=0.86",
        "within-one=0.88", "high=0.85", "quiet=0.86",
      ]
    ),
    (
      "second-check.jsonl",
      [
        "student=0.83", "medical=0.80", "personnel=0.83", "boundary=0.88", "channel=0.90",
        "within-one=0.895", "high=0.86", "quiet=0.89",
      ]
    ),
  ])
  func check(_ path: String, floors: [String]) throws {
    try evaluate(path, floors: floors)
    try evaluate(
      path, floors: floors,
      ["--profile", Self.corpus.appending(path: "tamarack.profile").path])
  }

  /// Protected speech, policies, training and logistics are logged at most.
  @Test(arguments: [[], ["--profile", "westvale.profile"]])
  func whatThePolicyProtectsStaysQuiet(_ options: [String]) throws {
    let named = options.map { $0.hasPrefix("--") ? $0 : Self.corpus.appending(path: $0).path }
    let run = try Run(
      ["scan", "--format", "jsonl", "--lexicons", Self.lexicons]
        + named + [Self.corpus.appending(path: "protected.jsonl").path])
    let verdicts = try run.lines().filter { $0["id"] != nil }
    #expect(verdicts.count == 14)
    for verdict in verdicts {
      let risk = verdict["risk"] as? String ?? ""
      #expect(risk == "none" || risk == "low", "\(verdict["id"] ?? ""): \(risk)")
    }
  }
}
