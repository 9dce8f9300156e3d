import Native
import Stages

/// Files of results: lines of words, under lines in brackets that say what they are of.
enum ResultLines {
  /// The lines of a file; none when it does not exist.
  static func read(
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

  /// Writes a file anew.
  static func write(_ text: String, to path: FilePath) throws(FileError) {
    var file = try OutputFile(replacing: path)
    try file.append(text)
    try file.close()
  }
}

/// What callgrind counted: a line for each stage, in their order, with instructions and how often a
/// reference count was raised.
struct Counted {
  private(set) var values: [Stage: (instructions: Int?, references: Int?)] = [:]

  init(_ path: FilePath) throws(FileError) {
    for (stage, line) in zip(Stage.allCases, try ResultLines.read(of: path)) {
      guard line.words.count == 2 else { continue }
      values[stage] = (Int(line.words[0]), Int(line.words[1]))
    }
  }
}
