import Native
import Stages

/// What the stages cost when somebody last looked: two files of lines that a person can read.
///
/// Counts are the same on every machine of a kind; times, though they are ratios to a yardstick,
/// differ between processors. A line in brackets says whose lines follow.
struct Baselines {
  var counts: [String: [Stage: Counts]] = [:]
  var times: [String: [Stage: Double]] = [:]

  /// Reads a folder's `counts.txt` and `times.txt`; a file that is not there holds nothing.
  init(in folder: FilePath) throws(FileError) {
    for (kind, words) in try Self.lines(of: folder.appending("counts.txt")) {
      guard words.count == 4, let stage = Stage(rawValue: words[0]), let last = Int(words[3])
      else { continue }
      counts[kind, default: [:]][stage] = Counts(
        instructions: Int(words[1]), references: Int(words[2]), allocations: last)
    }
    for (processor, words) in try Self.lines(of: folder.appending("times.txt")) {
      guard words.count == 2, let stage = Stage(rawValue: words[0]), let time = Double(words[1])
      else { continue }
      times[processor, default: [:]][stage] = time
    }
  }

  private static func lines(
    of path: FilePath
  ) throws(FileError) -> [(section: String, words: [String])] {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileReader.contents(of: path, limit: 1 << 20)
    } catch {
      if error.isMissing { return [] }
      throw error
    }
    var section = ""
    var result: [(section: String, words: [String])] = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("#") { continue }
      if line.hasPrefix("["), line.hasSuffix("]") {
        section = String(line.dropFirst().dropLast())
      } else {
        result.append((section, line.split(separator: " ").map(String.init)))
      }
    }
    return result
  }

  /// Writes both files.
  func write(to folder: FilePath) throws(FileError) {
    var text = """
      # What one run of each stage costs on the seeded corpus; the same whatever else the machine does.
      # Written by `make bench UPDATE=1`; README.md says how to read it.
      # stage            instructions  raised reference counts  allocations

      """
    for (kind, counts) in counts.sorted(by: { $0.key < $1.key }) {
      text += "[\(kind)]\n"
      for stage in Stage.allCases {
        guard let count = counts[stage] else { continue }
        text += Table.left(stage.name, 17)
        text += Table.right(count.instructions.map(String.init) ?? "-", 14)
        text += Table.right(count.references.map(String.init) ?? "-", 25)
        text += Table.right(String(count.allocations), 13) + "\n"
      }
    }
    try Self.write(text, to: folder.appending("counts.txt"))
    text = """
      # The time that each stage takes for a byte, in units of what one dependent table load takes.
      # Written by `make bench UPDATE=1`; README.md says how to read it.

      """
    for (processor, times) in times.sorted(by: { $0.key < $1.key }) {
      text += "[\(processor)]\n"
      for stage in Stage.allCases {
        guard let time = times[stage] else { continue }
        text += Table.left(stage.name, 17) + Table.right(Table.decimal(time), 12) + "\n"
      }
    }
    try Self.write(text, to: folder.appending("times.txt"))
  }

  private static func write(_ text: String, to path: FilePath) throws(FileError) {
    var file = try OutputFile(replacing: path)
    try file.append(text)
    try file.close()
  }
}

/// What callgrind counted: a line for each stage, in their order, with instructions and how often a
/// reference count was raised.
struct Counted {
  var values: [Stage: (instructions: Int?, references: Int?)] = [:]

  init(_ path: FilePath) throws(FileError) {
    let bytes = try FileReader.contents(of: path, limit: 1 << 20)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    for (stage, line) in zip(Stage.allCases, lines) {
      let words = line.split(separator: " ")
      guard words.count == 2 else { continue }
      values[stage] = (Int(words[0]), Int(words[1]))
    }
  }
}

/// What the machine is, as far as costs depend on it.
enum Machine {
  /// What counts depend on.
  static var kind: String {
    #if arch(x86_64)
      let architecture = "x86_64"
    #elseif arch(arm64)
      let architecture = "arm64"
    #else
      let architecture = "another processor"
    #endif
    #if os(Linux)
      return architecture + " Linux"
    #else
      return architecture
    #endif
  }

  /// What times depend on: the processor's maker, family and model.
  static func processor() throws(FileError) -> String {
    let bytes = try FileReader.contents(of: "/proc/cpuinfo", limit: 1 << 20)
    var facts: [Substring: Substring] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let halves = line.split(separator: ":", maxSplits: 1)
      guard halves.count == 2 else { continue }
      let name = halves[0].prefix { $0 != "\t" }
      if facts[name] == nil { facts[name] = halves[1].dropFirst() }
    }
    return ["vendor_id", "cpu family", "model", "model name", "CPU implementer", "CPU part"]
      .compactMap { facts[$0] }.joined(separator: " ")
  }
}
