import ArgumentParser
import Filter
import Lexicons
import Mail
import Native
import Reports
import Scanning

/// `chaperone lexicon lint`: every mistake of the lexicons at its place.
struct LexiconLint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Show every mistake of the lexicons at its place, with what to do.",
    discussion: """
      Exit code 1 when there is an error, 0 with warnings alone. --fix mends slips of a letter in words that lexicons \
      know, and takes out lines that can never count; everything else stays as it is. --on scans mail of yours and \
      names the rules that were never found there.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, sarif }

  @OptionGroup var folder: LexiconCommand.Folder

  @Flag(help: "Mend what can be mended safely.")
  var fix = false

  @Option(
    help: ArgumentHelp(
      "Name the rules that this mail never has; may be given again.", valueName: "mail"))
  var on: [String] = []

  @Option(help: "The output: text for people and editors, sarif for code review.")
  var format: Format = .text

  func run() throws {
    try exit { try lint() }
  }

  private func lint() throws -> ScanStatus {
    var output = OutputFile.standardOutput()
    let isText = format == .text
    if fix {
      for line in try mend() where isText { try output.append(line) }
    }
    let (set, path) = try folder.read()
    let (rules, findings) = concurrently(
      { Ruleset(set) }, { Linter.findings(in: set, vocabulary: .standard) })
    var diagnostics = set.diagnostics + rules.diagnostics + findings
    if !on.isEmpty { diagnostics += try neverFound(set, rules) }
    diagnostics = diagnostics.inOrder
    let errors = diagnostics.count { $0.severity == .error }
    if isText {
      let isColoured = output.isTerminal && Host.environment("NO_COLOR") == nil
      for diagnostic in diagnostics {
        try output.append(diagnostic.rendered(color: isColoured) + "\n")
      }
      try output.append(
        "\(path): \(counted(rules.ruleCount, "rule")) in \(counted(set.lexicons.count, "lexicon")), "
          + "\(counted(errors, "error")), \(counted(diagnostics.count - errors, "warning"))\n")
    } else {
      try output.append(LintSarif.document(diagnostics, version: Chaperone.version).span)
    }
    try output.flush()
    return errors > 0 ? .found : .nothing
  }

  // MARK: Mending

  /// A mended line can show the next mistake; more rounds than this are none of ours.
  private static let rounds = 10

  /// Mends the folder's files and answers what to say of it.
  private func mend() throws -> [String] {
    var lines: [String] = []
    for _ in 0..<Self.rounds {
      let (set, folder) = try folder.read()
      let all = set.diagnostics + Linter.findings(in: set, vocabulary: .standard)
      var isMended = false
      for file in set.files {
        let path = "\(folder)/\(file.path)"
        let own = all.filter { $0.place.path == path && $0.fix != nil }
        guard !own.isEmpty, let (bytes, applied) = LexiconFixes.apply(own, to: file.bytes) else {
          continue
        }
        var written = try OutputFile(replacing: FilePath(path), isShared: true)
        try written.append(bytes.span)
        try written.close()
        isMended = true
        for diagnostic in applied {
          let place = diagnostic.place
          lines.append(
            "\(place.path):\(place.line):\(place.column): mended: \(diagnostic.message): "
              + "\(Self.described(diagnostic.fix))\n")
        }
      }
      guard isMended else { break }
    }
    return lines
  }

  private static func described(_ fix: Diagnostic.Fix?) -> String {
    switch fix {
    case .replace(let text): "made '\(text)'"
    case .removeLine: "line taken out"
    case nil: ""
    }
  }

  // MARK: Mail

  /// The rules that some mail never has.
  private func neverFound(_ set: LexiconSet, _ rules: Ruleset) throws -> [Diagnostic] {
    var stream = MessageStream(paths: on.map { FilePath($0) }, format: nil)
    var tally = RuleTally(of: rules)
    var problem: SourceError?
    mapInOrder(
      workers: Host.processors, next: { stream.next() },
      body: { (queue: WorkQueue<MessageStream.Item, (RuleTally, SourceError?)>) in
        var options = ScanOptions()
        options.keepsBasis = true
        var scanner = Scanner(rules, options: options)
        while let (ticket, item) = queue.take() {
          var own = RuleTally(of: rules)
          if case .batch(let batch) = item {
            scanner.begin(batch)
            for slice in batch.messages {
              let location = MessageLocation(slice, of: batch)
              _ = scanner.scan(
                batch.bytes.span.extracting(slice.range), syntax: slice.syntax, at: location)
              scanner.count(in: &own)
            }
            queue.give((own, nil), for: ticket)
          } else if case .problem(let error) = item {
            queue.give((own, error), for: ticket)
          }
        }
      },
      emit: { (result: (RuleTally, SourceError?)) in
        tally.append(result.0)
        if let error = result.1 {
          Standard.complain(error.sentence)
          problem = problem ?? error
        }
        return true
      })
    if tally.messages == 0 {
      throw Failure.noInput(problem?.sentence ?? "no message to look at was found")
    }
    return tally.neverFound.map { found in
      Linter.neverFound(
        found.rule, standing: found.standing, messages: tally.messages, in: set)
    }
  }
}
