import Foundation
import TestSupport
import Testing

/// The guide for analysts is true.
///
/// Its commands are run in a fresh repository, its changes applied, and what is printed compared with what it
/// shows. Numbers may differ, since the lexicons grow.
///
/// `RECORD=1` writes the outputs into the guide anew, and fails.
@Suite struct GuideTests {
  private static let guide = Repository.root.appending(path: "Lexicons/GUIDE.md")

  /// One command of a block, with the lines that it goes on over, and what it prints.
  private struct Command {
    var lines: [String]
    var output: [String]

    /// What a shell runs.
    var script: String {
      lines.map { String($0.dropFirst(2)) }.joined(separator: "\n")
    }
  }

  /// A run of lines of the guide: text, commands, or a change.
  private enum Piece {
    case text([String])
    case commands([Command])
    case change([String])
  }

  private static func pieces(of guide: String) -> [Piece] {
    var pieces: [Piece] = []
    var text: [String] = []
    var language: String?
    var block: [String] = []
    for line in guide.components(separatedBy: "\n") {
      guard line.hasPrefix("```") else {
        if language == nil { text.append(line) } else { block.append(line) }
        continue
      }
      if let open = language {
        switch open {
        case "console": pieces.append(.commands(commands(of: block)))
        case "diff": pieces.append(.change(block))
        default: text += ["```" + open] + block + ["```"]
        }
        language = nil
        block = []
      } else {
        language = String(line.dropFirst(3))
        if ["console", "diff"].contains(language) {
          pieces.append(.text(text))
          text = []
        }
      }
    }
    return pieces + [.text(text)]
  }

  private static func commands(of lines: [String]) -> [Command] {
    var commands: [Command] = []
    for line in lines {
      if line.hasPrefix("$ ") {
        commands.append(Command(lines: [line], output: []))
      } else if line.hasPrefix("> "), commands.last?.output.isEmpty == true {
        commands[commands.count - 1].lines.append(line)
      } else if !commands.isEmpty {
        commands[commands.count - 1].output.append(line)
      }
    }
    return commands
  }

  /// A repository with what the guide's session needs, as a clone has it.
  private static func clone(into scratch: borrowing ScratchFolder) throws {
    let files = FileManager.default
    for name in ["Lexicons", "Examples"] {
      try files.copyItem(
        at: Repository.root.appending(path: name), to: scratch.url.appending(path: name))
    }
    try files.createDirectory(
      at: scratch.url.appending(path: "Tests/Corpus"), withIntermediateDirectories: true)
    try files.copyItem(
      at: Repository.root.appending(path: "Tests/Corpus/check.jsonl"),
      to: scratch.url.appending(path: "Tests/Corpus/check.jsonl"))
    try files.createDirectory(
      at: scratch.url.appending(path: ".bin"), withIntermediateDirectories: true)
    try files.createSymbolicLink(
      at: scratch.url.appending(path: ".bin/chaperone"), withDestinationURL: Run.binary)
  }

  private static func run(
    _ script: String, _ environment: [String: String], in folder: URL
  ) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = folder
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    var lines = String(decoding: output, as: UTF8.self).components(separatedBy: "\n")
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// A line without what may change while the lexicons grow.
  private static func comparable(_ line: String) -> String {
    line.replacing(#/[0-9]+/#, with: "#").replacing(#/ +/#, with: " ")
  }

  @Test func theSessionRunsAsItIsShown() throws {
    let guide = try String(contentsOf: Self.guide, encoding: .utf8)
    let scratch = try ScratchFolder()
    try Self.clone(into: scratch)
    let folder = scratch.url
    var environment = [
      "PATH": folder.appending(path: ".bin").path + ":/usr/bin:/bin", "HOME": folder.path,
      "CHAPERONE_CACHE": "off", "GIT_AUTHOR_NAME": "Analyst", "GIT_COMMITTER_NAME": "Analyst",
      "GIT_AUTHOR_EMAIL": "analyst@maplehollow.example",
      "GIT_COMMITTER_EMAIL": "analyst@maplehollow.example", "GIT_CONFIG_GLOBAL": "/dev/null",
      "GIT_CONFIG_SYSTEM": "/dev/null",
    ]
    let start =
      "git init -q -b main . && echo .bin > .git/info/exclude && git add -A && git commit -qm start"
    #expect(try Self.run(start, environment, in: folder) == [])
    var recorded: [String] = []
    var ran = 0
    for piece in Self.pieces(of: guide) {
      switch piece {
      case .text(let lines): recorded += lines
      case .change(let lines):
        try scratch.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: ".bin/change")
        let applied = try Self.run("git apply .bin/change", environment, in: folder)
        #expect(applied == [], "\(lines.joined(separator: "\n"))")
        recorded += ["```diff"] + lines + ["```"]
      case .commands(let commands):
        recorded.append("```console")
        for command in commands {
          ran += 1
          if let export = command.script.wholeMatch(of: #/export (\w+)=(\S+)/#) {
            environment[String(export.1)] = String(export.2)
            recorded += command.lines
            continue
          }
          let output = try Self.run(command.script, environment, in: folder)
          recorded += command.lines + output
          guard ProcessInfo.processInfo.environment["RECORD"] != "1" else { continue }
          #expect(
            output.map(Self.comparable) == command.output.map(Self.comparable),
            "\(command.lines[0])\n\(output.joined(separator: "\n"))")
        }
        recorded.append("```")
      }
    }
    #expect(ran > 8)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try recorded.joined(separator: "\n").write(to: Self.guide, atomically: true, encoding: .utf8)
      Issue.record("recorded the guide")
    }
  }
}
