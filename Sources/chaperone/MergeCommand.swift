import ArgumentParser
import Filter
import Mail
import Native
import Reports

/// `chaperone merge`: the reports of all parts of a scan as one.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Put the JSON Lines of all parts of a scan (--shard) together.",
    discussion: """
      The verdicts come in the order of the files, which are named in the order of the parts; their coverage is added \
      up. The result is what one scan of everything writes, byte for byte, but for the seconds. A part that was broken \
      off has no coverage record and is an error: nothing is merged then.
      """)

  @Argument(help: "The parts, in their order.")
  var parts: [String] = []

  @Option(
    name: .customLong("out"),
    help: ArgumentHelp("Write to this file, which others may not read.", valueName: "file"))
  var outputPath: String?

  /// The longest line that is held against the form of a coverage record.
  private static let mostRecordBytes = 1 << 30
  private static let windowBytes = 1 << 20

  func run() throws {
    try exit { try merge() }
  }

  private func merge() throws -> ScanStatus {
    guard !parts.isEmpty else { throw Failure.usage("nothing to merge: name the parts in order") }
    if let outputPath, parts.contains(outputPath) {
      throw Failure.usage("\(outputPath) is one of the parts and would be replaced: name another")
    }
    var output =
      try outputPath.map { path throws(FileError) in
        try OutputFile(replacing: FilePath(path))
      } ?? .standardOutput()
    var coverage: Coverage?
    for part in parts {
      let own = try copy(part, to: &output)
      if coverage == nil { coverage = own } else { coverage?.add(own) }
    }
    var json = JSONWriter()
    JSONLinesReport(style: ReportStyle(), lexicon: "").write(coverage ?? Coverage(), into: &json)
    try output.append(json.bytes.span)
    try output.close()
    return .nothing
  }

  /// Copies the verdicts of a part and answers its coverage.
  private func copy(_ part: String, to output: inout OutputFile) throws -> Coverage {
    let path = FilePath(part)
    var reader = try FileReader(path: path)
    var coverage: Coverage?
    var buffer: [UInt8] = []
    while true {
      let isAtEnd = try reader.read(upTo: Self.windowBytes, into: &buffer) == 0
      var start = 0
      while let end = buffer.span.firstOffset(of: 0x0A, from: start) {
        if coverage != nil { throw damaged(part, "goes on after its coverage record") }
        let line = buffer.span.extracting(start..<end)
        if Self.mayBeCoverage(line) { coverage = Coverage(record: line) }
        if coverage == nil { try output.append(buffer.span.extracting(start...end)) }
        start = end + 1
      }
      buffer.removeSubrange(..<start)
      guard !isAtEnd else { break }
      if buffer.count > Self.mostRecordBytes { throw damaged(part, "has no lines") }
    }
    guard let coverage, buffer.isEmpty else {
      throw damaged(part, "ends without its coverage record: this part was broken off")
    }
    return coverage
  }

  private static func mayBeCoverage(_ line: Span<UInt8>) -> Bool {
    line.hasPrefix(ignoringCase: "{\"coverage\"")
  }

  private func damaged(_ part: String, _ what: String) -> Failure {
    .unusable("\(part): \(what)")
  }
}
