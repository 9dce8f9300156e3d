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
      off has no coverage record and is an error: nothing is merged then. When parts are missing, or saw other files than \
      the others, coverage says so and the exit code is 3.
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
    var seen: [SeenPart] = []
    for part in parts {
      var own = try copy(part, to: &output)
      if let facts = own.part { seen.append(SeenPart(file: part, facts: facts)) }
      own.part = nil
      if coverage == nil { coverage = own } else { coverage?.add(own) }
    }
    let problems = try Self.problems(of: seen)
    for problem in problems {
      Standard.complain("\(problem.file): \(problem.why)")
      coverage?.lose(source: problem.file, why: problem.why)
    }
    var json = JSONWriter()
    JSONLinesReport(style: ReportStyle(), lexicon: "").write(coverage ?? Coverage(), into: &json)
    try output.append(json.bytes.span)
    try output.close()
    return problems.isEmpty ? .nothing : .incomplete
  }

  /// A part that says which it is.
  private struct SeenPart {
    let file: String
    let facts: Coverage.Part
  }

  /// What does not fit together.
  ///
  /// - Throws: A failure where parts are there twice or in another order: what comes out would not be what one scan writes.
  private static func problems(
    of parts: [SeenPart]
  ) throws(Failure) -> [(file: String, why: String)] {
    guard let first = parts.first else { return [] }
    var problems: [(file: String, why: String)] = []
    var next = 1
    for part in parts {
      guard part.facts.count == first.facts.count else {
        throw .unusable(
          "\(part.file): part \(part.facts.name), and \(first.file) is \(first.facts.name): parts of two scans do not fit together"
        )
      }
      guard part.facts.number >= next else {
        throw .usage(
          "\(part.file): part \(part.facts.name) comes twice or too late: name each part once, in their order"
        )
      }
      if part.facts.sources != first.facts.sources {
        problems.append(
          (
            part.file,
            "this part saw other files, or files of other sizes, than \(first.file): messages may be missing or there twice; scan all parts again while nothing changes"
          ))
      }
      problems += missing(next..<part.facts.number, of: first)
      next = part.facts.number + 1
    }
    return problems + missing(next..<first.facts.count + 1, of: first)
  }

  private static func missing(
    _ numbers: Range<Int>, of first: SeenPart
  ) -> [(file: String, why: String)] {
    guard let one = numbers.first, let last = numbers.last else { return [] }
    let count = first.facts.count
    let which = one == last ? "part \(one)/\(count) is" : "parts \(one) to \(last) of \(count) are"
    return [(first.file, "\(which) missing: its messages are not here")]
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
