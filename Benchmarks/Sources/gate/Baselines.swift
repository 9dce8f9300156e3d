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
    for (kind, words) in try ResultLines.read(of: folder.appending("counts.txt")) {
      guard words.count == 4, let stage = Stage(rawValue: words[0]), let last = Int(words[3])
      else { continue }
      counts[kind, default: [:]][stage] = Counts(
        instructions: Int(words[1]), references: Int(words[2]), allocations: last)
    }
    for (processor, words) in try ResultLines.read(of: folder.appending("times.txt")) {
      guard words.count == 2, let stage = Stage(rawValue: words[0]), let time = Double(words[1])
      else { continue }
      times[processor, default: [:]][stage] = time
    }
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
    try ResultLines.write(text, to: folder.appending("counts.txt"))
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
    try ResultLines.write(text, to: folder.appending("times.txt"))
  }
}
