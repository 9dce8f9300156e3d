import Foundation
import TestSupport
import Testing

/// Runs the built `chaperone` and hands back what it did.
struct Run {
  let code: Int32
  let output: [UInt8]
  let error: String
  /// The most resident memory, in bytes.
  let peakMemory: Int

  var text: String { String(decoding: output, as: UTF8.self) }

  /// The JSON objects of the output, one a line.
  func lines() throws -> [[String: Any]] {
    try text.split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  /// The binary stands beside the test bundle.
  static let binary: URL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "chaperone")

  /// The example district's profile, and lexicons that hold still while the shipped ones are tuned.
  static let profile = Repository.root.appending(path: "Examples/district.profile").path
  static let lexicons = Repository.fixture("commands/Lexicons").path

  /// Runs the binary with the fixed lexicons, unless the arguments name others.
  init(
    _ arguments: String..., input: [UInt8]? = nil, environment: [String: String] = [:],
    in folder: URL? = nil
  ) throws {
    try self.init(arguments, input: input, environment: environment, in: folder)
  }

  init(
    _ arguments: [String], input: [UInt8]? = nil, environment: [String: String] = [:],
    in folder: URL? = nil
  ) throws {
    let process = Process()
    process.executableURL = Self.binary
    process.arguments = arguments
    process.currentDirectoryURL = folder ?? Repository.root
    var variables = ["PATH": "/usr/bin:/bin", "CHAPERONE_LEXICONS": Self.lexicons]
    variables.merge(environment) { $1 }
    process.environment = variables.filter { !$0.value.isEmpty }
    // Files, not pipes: nothing can fill up and wait for a reader.
    let scratch = try ScratchFolder()
    try scratch.write(input ?? [], to: "in")
    try scratch.write([], to: "out")
    try scratch.write([], to: "err")
    process.standardInput = try FileHandle(forReadingFrom: scratch.url.appending(path: "in"))
    process.standardOutput = try FileHandle(forWritingTo: scratch.url.appending(path: "out"))
    process.standardError = try FileHandle(forWritingTo: scratch.url.appending(path: "err"))
    try process.run()
    // The system's own figure is the most of all processes that tests have run.
    var peak = 0
    while process.isRunning {
      peak = max(peak, Self.residentPeak(of: process.processIdentifier))
      Thread.sleep(forTimeInterval: 0.004)
    }
    process.waitUntilExit()
    code = process.terminationReason == .exit ? process.terminationStatus : -1
    output = [UInt8](try Data(contentsOf: scratch.url.appending(path: "out")))
    error = try String(contentsOf: scratch.url.appending(path: "err"), encoding: .utf8)
    peakMemory = peak
  }

  /// The most memory that a process has had so far, in bytes; 0 when it has ended.
  private static func residentPeak(of process: Int32) -> Int {
    let path = "/proc/\(process)/status"
    guard let status = try? String(contentsOfFile: path, encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return 0 }
    return (Int(line.filter(\.isNumber)) ?? 0) * 1024
  }
}

/// A plain message of the example district.
func mail(
  from: String = "t.okafor@maplehollow.example", to: String = "office@maplehollow.example",
  subject: String = "note", _ body: String
) -> [UInt8] {
  Array(
    "From: \(from)\nTo: \(to)\nSubject: \(subject)\nDate: Wed, 4 Mar 2026 10:00:00 -0500\nMessage-ID: <one@maplehollow.example>\n\n\(body)\n"
      .utf8)
}

let disclosure = "The student starts an out of school suspension on Monday. SSN 219-08-4411."
