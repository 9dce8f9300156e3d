import Foundation
import TestSupport
import Testing

/// `lexicon watch` as an analyst leaves it running.
@Suite struct LexiconWatchTests {
  private let good = """
    lexicon good
    concern student
    # Animals that run.
    rule fox
      about  Foxes.
      +50    quick fox
      hit    the «quick fox» runs
      miss   the slow fox runs

    """

  /// A `lexicon watch` of the folder `L`, looking at `m.eml`.
  private struct Watch {
    private let process = Process()
    private let output: String

    init(_ scratch: borrowing ScratchFolder, results: Int) throws {
      output = scratch.path("out")
      try scratch.write([], to: "out")
      process.executableURL = Run.binary
      process.arguments = [
        "lexicon", "watch", scratch.path("L"), "--on", scratch.path("m.eml"),
        "--results", "\(results)",
      ]
      process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
      process.standardError = FileHandle.nullDevice
      try process.run()
    }

    /// The result of a number, from 1.
    func result(_ number: Int) throws -> String {
      for _ in 0..<600 {
        let text = try String(contentsOfFile: output, encoding: .utf8)
        let blocks = text.components(separatedBy: " s\n\n")
        if blocks.count > number { return blocks[number - 1] }
        usleep(50_000)
      }
      return ""
    }

    /// How it ended.
    func end() -> Int32 {
      process.waitUntilExit()
      return process.terminationStatus
    }

    func stop() { process.terminate() }
  }

  @Test func watchTellsWhatASaveChanged() throws {
    let scratch = try ScratchFolder()
    try scratch.write(Array(good.utf8), to: "L/good.lexicon")
    try scratch.write(mail("a quick fox"), to: "m.eml")
    let watch = try Watch(scratch, results: 3)
    defer { watch.stop() }
    #expect(try watch.result(1).contains("mail: 1 message, 0 high, 1 medium, 0 low, 0 none"))
    try scratch.write(
      Array(good.replacing("+50    quick fox", with: "+80    quick fox").utf8), to: "L/good.lexicon"
    )
    let second = try watch.result(2)
    #expect(second.contains("1 rule, saved good.lexicon"))
    #expect(second.contains("    - +50  quick fox\n    + +80  quick fox\n"))
    #expect(second.contains("test: 2 examples of 1 rule in 16 messages, 0 failed"))
    #expect(second.contains("mail: 1 message, 1 high (+1), 0 medium (-1), 0 low, 0 none"))
    #expect(second.contains("rose  medium -> high"))
    try scratch.write(
      Array(good.replacing("  miss ", with: "  mis ").utf8), to: "L/good.lexicon")
    #expect(try watch.result(3).contains("error: unknown word 'mis'"))
    #expect(watch.end() == 0)
  }

  /// Save after save, the bench comes to what `lint` and `test` find in the folder as it is then.
  @Test func everySaveComesToWhatLintAndTestFind() throws {
    let scratch = try ScratchFolder()
    let lists = "list runners: fox, hound\n"
    let second =
      "lexicon second\nconcern student\nrule runner\n  about  Runners.\n"
      + "  unless within sentence: slowly\n  +30    {runners} of the school\n"
      + "  hit    the «hound of the school»\n  miss   the hound of the school runs slowly\n"
    let bands =
      "concern student\n  about  A.\n  low    15\n  medium 40\n  high   75\n  cap    100\n"
    for (path, text) in [
      ("good.lexicon", good), ("lists.lexicon", lists), ("second.lexicon", second),
      ("concerns.lexicon", bands),
    ] {
      try scratch.write(Array(text.utf8), to: "L/\(path)")
    }
    try scratch.write(mail("a quick fox"), to: "m.eml")
    let saves: [(path: String, text: String?)] = [
      ("good.lexicon", good.replacing("quick fox\n", with: "quick fox|red fox\n")),
      ("good.lexicon", good.replacing("quick fox» runs", with: "quick fox runs»")),
      ("lists.lexicon", "list runners: fox, horse\nlist unknown: cat\n"),
      ("third.lexicon", good),
      ("third.lexicon", good.replacing("lexicon good", with: "lexicon third")),
      ("second.lexicon", second.replacing("  unless ", with: "  unles ")),
      ("second.lexicon", second),
      ("concerns.lexicon", bands.replacing("high   75", with: "high   50")),
      ("third.lexicon", nil),
      ("lists.lexicon", lists),
    ]
    let watch = try Watch(scratch, results: saves.count + 1)
    defer { watch.stop() }
    for number in 0...saves.count {
      if number > 0 {
        let (path, text) = saves[number - 1]
        if let text {
          try scratch.write(Array(text.utf8), to: "L/\(path)")
        } else {
          try FileManager.default.removeItem(atPath: scratch.path("L/\(path)"))
        }
      }
      let result = try watch.result(number + 1)
      let lint = try Run("lexicon", "lint", scratch.path("L")).text
      let counts = try #require(lint.split(separator: "\n").last?.split(separator: ", ").suffix(2))
      #expect(result.contains("\nlint: \(counts.joined(separator: ", "))\n"), "save \(number)")
      for line in lint.split(separator: "\n") where line.contains(": error: ") {
        #expect(result.contains("\n\(line)\n"), "save \(number)")
      }
      let test = try Run("lexicon", "test", scratch.path("L")).text
      let lines = test.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      let total = try #require(lines.last).dropFirst("\(scratch.path("L")): ".count)
      #expect(result.contains("\ntest: \(total)\n"), "save \(number)")
      for line in lines where line.hasPrefix("  ") || line.contains("is not found by") {
        #expect(result.contains("\(line)\n"), "save \(number)")
      }
    }
    #expect(watch.end() == 0)
  }
}
