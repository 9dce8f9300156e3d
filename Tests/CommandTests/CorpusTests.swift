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

  private func evaluate(_ paths: [String], floors: [String], _ options: [String] = []) throws {
    let files = paths.map { Self.corpus.appending(path: $0).path }
    let run = try Run(
      ["evaluate", "--lexicons", Self.lexicons] + files + options
        + floors.flatMap { ["--floor", $0] })
    #expect(run.code == 0, "\(paths): \(run.text)\n\(run.error)")
  }

  /// A tenth of the tune split: of the first districts, by theme, and of one whose messages no rule was written on.
  @Test func tune() throws {
    let names = [
      "student", "medical", "personnel", "boundaries", "private-media", "languages", "quarry",
    ]
    try evaluate(
      names.map { "tune/\($0).jsonl" },
      floors: [
        "student=0.94", "medical=0.93", "personnel=0.93", "boundary=0.97", "channel=0.96",
        "within-one=0.96", "high=0.98", "quiet=0.98",
      ])
  }

  @Test(arguments: [
    (
      "check.jsonl",
      [
        "student=0.815", "medical=0.79", "personnel=0.85", "boundary=0.98", "channel=0.94",
        "within-one=0.955", "high=0.965", "quiet=0.95",
      ], ["macro=0.87", "high=0.965"]
    ),
    (
      "second-check.jsonl",
      [
        "student=0.85", "medical=0.88", "personnel=0.89", "boundary=0.935", "channel=0.95",
        "within-one=0.945", "high=0.935", "quiet=0.93",
      ], ["macro=0.895", "high=0.935"]
    ),
  ])
  func check(_ path: String, floors: [String], withoutRoles: [String]) throws {
    let profile = ["--profile", Self.corpus.appending(path: "tamarack.profile").path]
    try evaluate([path], floors: floors)
    try evaluate([path], floors: floors, profile)
    // An export of telephones says of nobody whether they are staff.
    try evaluate([path], floors: withoutRoles, profile + ["--without-roles"])
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
