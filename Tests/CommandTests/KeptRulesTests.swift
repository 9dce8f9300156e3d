import Foundation
import TestSupport
import Testing

/// What is kept from one run to the next never shows but in time.
@Suite struct KeptRulesTests {
  /// A copy of the lexicons that is old enough to be kept, and an empty folder to keep it in.
  private func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try FileManager.default.copyItem(
      atPath: Run.lexicons, toPath: folder.path("Lexicons"))
    Thread.sleep(forTimeInterval: 1.1)
    return folder
  }

  private func run(
    _ arguments: [String], _ folder: borrowing ScratchFolder, cache: String, input: [UInt8]? = nil
  ) throws -> Run {
    try Run(
      arguments, input: input,
      environment: ["CHAPERONE_LEXICONS": folder.path("Lexicons"), "CHAPERONE_CACHE": cache])
  }

  private func kept(_ folder: borrowing ScratchFolder) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path("cache"))) ?? []
  }

  @Test func resultsAreTheSameWithAndWithout() throws {
    let folder = try folder()
    let examples = Repository.root.appending(path: "Examples")
    var sources = ["mail.mbox", "messages.jsonl"].map { examples.appending(path: $0).path }
    if let shared = Repository.shared {
      sources.append(shared.appending(path: "data/labelled-sample.jsonl").path)
    } else {
      print("no shared material: the labelled sample is skipped")
    }
    for source in sources where FileManager.default.fileExists(atPath: source) {
      for command in [["explain", "--all"], ["scan", "--format", "jsonl", "--jobs", "1"]] {
        let arguments = command + ["--profile", Run.profile, "--show-matches", source]
        var texts: [String] = []
        for cache in ["off", folder.path("cache"), folder.path("cache")] {
          let run = try run(arguments, folder, cache: cache)
          texts.append(
            run.text.replacing(/"seconds":[0-9.]*/, with: "") + "\(run.code)\(run.error)")
        }
        #expect(texts[0].count > 1000)
        #expect(texts[1] == texts[0] && texts[2] == texts[0], "\(arguments)")
      }
    }
    #expect(kept(folder).contains { $0.hasPrefix("lexicons-") })
  }

  @Test func processesThatStartTogetherAgree() throws {
    let folder = try folder()
    let mail = try Data(contentsOf: Repository.root.appending(path: "Examples/mail.mbox"))
    try folder.write([UInt8](mail.prefix(2000)), to: "mail")
    let command = """
      CHAPERONE_LEXICONS=Lexicons CHAPERONE_CACHE=cache \
        '\(Run.binary.path)' check --format jsonl < mail > out
      """
    let processes = try (1...6).map { number in
      try folder.start("sh", ["-c", "\(command)\(number)"])
    }
    for process in processes { process.waitUntilExit() }
    let outputs = try (1...6).map { number in
      try String(contentsOfFile: folder.path("out\(number)"), encoding: .utf8)
        .replacing(/"seconds":[0-9.]*/, with: "")
    }
    #expect(outputs[0].count > 200)
    #expect(Set(outputs).count == 1)
    #expect(kept(folder).count == 1 && kept(folder)[0].hasPrefix("lexicons-"))
  }

  @Test func aChangedLexiconIsReadAgain() throws {
    let folder = try folder()
    let mail = Array("Subject: x\n\nThe zebra crossing.\n".utf8)
    for _ in 0..<2 {
      let run = try run(["check"], folder, cache: folder.path("cache"), input: mail)
      #expect(run.code == 0 && run.error == "")
    }
    #expect(kept(folder).count == 1)
    let lexicon = """
      lexicon  zebra
      concern  student
      clause   3.3
      about    Zebras.

      rule zebra
        about  A zebra.
        +90    zebra
        hit    a «zebra»
        miss   a horse
      """
    try folder.write(Array(lexicon.utf8), to: "Lexicons/zebra.lexicon")
    for _ in 0..<2 {
      let run = try run(["check"], folder, cache: folder.path("cache"), input: mail)
      #expect(run.code == 1)
    }
    try folder.write(Array((lexicon + "\n  nonsense  x\n").utf8), to: "Lexicons/zebra.lexicon")
    let broken = try run(["check"], folder, cache: folder.path("cache"), input: mail)
    #expect(broken.code == 3)
  }

  @Test func aFolderOfOthersIsNotUsed() throws {
    let folder = try folder()
    try FileManager.default.createDirectory(
      atPath: folder.path("cache"), withIntermediateDirectories: false)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o777], ofItemAtPath: folder.path("cache"))
    let run = try run(
      ["check"], folder, cache: folder.path("cache"), input: Array("Subject: x\n\ny\n".utf8))
    #expect(run.code == 0 && run.error == "" && run.output.isEmpty)
    #expect(kept(folder) == [])
  }

  @Test func theHomeFolderIsUsedUnlessItIsSaidOtherwise() throws {
    let folder = try folder()
    try FileManager.default.createDirectory(
      atPath: folder.path("home"), withIntermediateDirectories: false)
    for (variables, place) in [
      (["HOME": folder.path("home")], "home/.cache/chaperone"),
      (["HOME": folder.path("home"), "XDG_CACHE_HOME": folder.path("xdg")], "xdg/chaperone"),
    ] {
      var environment = variables
      environment["CHAPERONE_LEXICONS"] = folder.path("Lexicons")
      let run = try Run("check", input: Array("Subject: x\n\ny\n".utf8), environment: environment)
      #expect(run.code == 0 && run.error == "")
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path(place))
      #expect(files.count == 1)
      let mode = try FileManager.default.attributesOfItem(atPath: folder.path(place))
      #expect(mode[.posixPermissions] as? Int == 0o700)
    }
  }
}
