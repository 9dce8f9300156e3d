import ArgumentParser
import Filter
import Lexicons
import Mail
import Native
import People
import Reports
import Reviews
import Scanning
import Store

/// `chaperone scan`: everything in some files and folders, for the records officer.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "Scan mail dumps, folders and message exports.")

  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var style: StyleOptions

  @Option(
    help:
      "The report: text for a terminal, html for a browser, csv for Excel, jsonl and sarif for programs; sqlite is a store to query, of which 'chaperone report' makes the others. Without it text, and sqlite where --out ends in .sqlite."
  )
  var format: ScanFormat?

  @Option(
    name: .customLong("out"),
    help: ArgumentHelp(
      "Write the report to this file, which others may not read.", valueName: "file"))
  var outputPath: String?

  @Option(help: "The level that makes the exit code 1, and that --matches writes.")
  var at: Level = .medium

  @Option(
    help: ArgumentHelp(
      "The lowest risk of the messages in the report (default: medium for text, low for others; jsonl has all).",
      valueName: "level"))
  var show: Level?

  @Option(help: "Workers; 0 for one per processor.")
  var jobs = 0

  @Option(
    help: ArgumentHelp("Leave out messages before this date (2026-03-01).", valueName: "date"))
  var since: String?

  @Option(
    help: ArgumentHelp("Leave out messages from this date on (2026-07-01).", valueName: "date"))
  var until: String?

  @Option(
    help: ArgumentHelp(
      "Write the messages at or above the level to this mbox, byte for byte.", valueName: "mbox"))
  var matches: String?

  @Option(
    help: ArgumentHelp("Write what was run on what, with hashes, as JSON.", valueName: "file"))
  var manifest: String?

  @Option(
    help: ArgumentHelp(
      "Scan one of so many parts of about equal bytes (2/7), for several machines; see merge.",
      valueName: "i/n"))
  var shard: Shard?

  @Flag(
    help:
      "Go on with the scan to this --out file that was broken off; jsonl alone. It is begun where there is none."
  )
  var resume = false

  @Option(
    help: ArgumentHelp(
      "Leave out the findings that this file suppresses, and say how many they were.",
      valueName: "file"))
  var suppressions: String?

  @Option(
    help: ArgumentHelp(
      "The key that reviews and suppressions know findings by; a store then has their prints. Without it: reviews.key beside --suppressions.",
      valueName: "file"))
  var reviewKey: String?

  @Option(
    help: ArgumentHelp(
      "The day that decides which suppressions have expired (2026-11-26), if not today.",
      valueName: "day"))
  var today: String?

  @Option(
    help: ArgumentHelp(
      "Pass over the messages that stand in this file, and add those that were scanned once all is written. It is made where there is none.",
      valueName: "file"))
  var seen: String?

  @Flag(help: "Parts of types that are not read (images, say) make coverage incomplete.")
  var strictCoverage = false

  @Flag(help: "Show no progress.")
  var quiet = false

  func run() throws {
    try exit { try scan() }
  }

  private func scan() throws -> ScanStatus {
    let started = Host.monotonicSeconds
    let paths = try input.sources()
    let inputFormat = try input.format()
    let files = try filesToRead(paths)
    let share = try shard?.share(of: paths)
    var portion = share?.portion ?? .all
    let setup = try Setup(rules)
    let prints = try prints(setup)
    let suppressed = try suppressed(prints)
    let store = try seen.map { path throws(Failure) in try SeenMessages.store(path, shard) }
    let digest = try seen == nil ? "" : digest(setup, suppressed)
    var output = try output(setup, files, seen: store.map { "\($0.scans) \(digest)" } ?? "")
    let style = try style.style(isTerminal: output.isTerminal, people: setup.district.roster)
    var run = ScanRun(
      rules: setup.rules, district: setup.district, jobs: jobs > 0 ? jobs : Host.processors)
    run.dates = DateSpan(since: try date(since, "--since"), until: try date(until, "--until"))
    setup.tellProblems()
    setup.readRoster()
    let earlier = output.state
    var coverage = earlier?.coverage ?? Coverage(isStrict: strictCoverage)
    if let earlier, earlier.next > StreamPosition() {
      portion.start = max(portion.start, earlier.next)
      Standard.note("going on after \(counted(coverage.messages, "message"))\n")
    } else {
      setup.countProblems(in: &coverage)
    }
    coverage.part = share?.part
    let secondsBefore = coverage.seconds
    try suppress(suppressed, prints, in: &run, &coverage)
    if let store {
      let messages = try SeenMessages(store, rules: digest, from: earlier?.remembered ?? 0)
      run.seen = messages.known
      output.begin(messages)
      coverage.seen = coverage.seen ?? 0
    }
    var byOtherRules = 0
    var progress = Progress(paths: paths, isQuiet: quiet)
    var found = matches.map { MatchesFile(path: $0) }
    var stream = MessageStream(paths: paths, format: inputFormat, portion: portion)
    var status: ScanStatus = earlier?.isFound ?? false ? .found : .nothing
    var firstProblem: SourceError?
    var failure: FileError?
    var gone: FilePath?
    let folders = SourceFolders(of: resume ? paths : [])
    try begin(&output, style, facts(setup), prints)
    run.run(over: &stream, render: output.rendering) { result in
      switch result {
      case .problem(let error):
        progress.clear()
        Standard.complain(error.sentence)
        gone = folders.firstGone()
        if gone != nil { return false }
        coverage.lose(source: error.path.description, why: error.reason)
        firstProblem = firstProblem ?? error
      case .messages(let scanned, let batch):
        do throws(FileError) {
          for message in scanned {
            if message.known == .seen {
              coverage.countSeen(bytes: message.slice.length)
              progress.add(message.slice.length)
              continue
            }
            if message.known == .byOtherRules { byOtherRules += 1 }
            let isWhole = coverage.count(message.verdict)
            if isWhole, let print = message.print { try output.remember(print) }
            if message.verdict.risk >= at, at > .none {
              status = .found
              try found?.add(message.slice, of: batch)
            }
            let isPrinted = try output.add(message.verdict, message.rendered)
            if isPrinted, written == .report(.text) { progress.clear() }
            progress.add(message.slice.length)
          }
          coverage.seconds = secondsBefore + Host.monotonicSeconds - started
          // The end of a message that was cut off may come back.
          let isCut =
            batch.messages.last?.defects.contains { $0.kind == .changedWhileReading } ?? false
          if !isCut { try output.note(batch.next, isFound: status == .found, coverage) }
        } catch {
          failure = error
          return false
        }
      }
      return true
    }
    progress.clear()
    if let failure {
      guard resume else {
        output.forget()
        throw failure
      }
      throw Failure.inputOutput("\(failure.sentence); the same command goes on where it was")
    }
    if let gone {
      throw Failure.inputOutput(
        "\(gone): cannot be reached any more; connect it again, and the same command goes on where it was"
      )
    }
    coverage.seconds = secondsBefore + Host.monotonicSeconds - started
    if byOtherRules > 0 {
      Standard.note(
        "\(counted(byOtherRules, "message")) seen before by other lexicons, people or options, and scanned again\n"
      )
    }
    var scannedNow = try output.close(coverage)
    try found.take()?.close()
    if let manifest {
      try write(manifest, setup: setup, files: files, coverage: coverage)
    }
    // Last: a message is passed over next time only if everything that tells of it is written.
    try scannedNow.take()?.close()
    if coverage.messages == 0, let firstProblem { return ScanStatus(firstProblem) }
    return status == .found ? .found : coverage.isComplete ? .nothing : .incomplete
  }

  /// - Parameter seen: what is known of messages that were seen before.
  private func output(_ setup: Setup, _ files: [FilePath], seen: String) throws -> ScanOutput {
    guard resume else {
      if written == .store {
        guard outputPath != nil else {
          throw Failure.usage("--format sqlite needs a file: --out findings.sqlite")
        }
        return ScanOutput()
      }
      guard let outputPath else { return ScanOutput(.standardOutput()) }
      return ScanOutput(try OutputFile(replacing: FilePath(outputPath)))
    }
    guard let outputPath, written == .report(.jsonl), matches == nil, !input.paths.contains("-")
    else {
      throw Failure.usage(
        "--resume needs --out FILE and --format jsonl, and can neither write --matches nor read standard input"
      )
    }
    var key = SHA256()
    key.update(manifest(setup).json())
    key.update(Array((style.pseudonyms ?? "").utf8))
    key.update(Array(seen.utf8))
    for file in files {
      let version = FileVersion(of: file)
      key.update(Array("\(file)\0\(version?.size ?? -1)\0\(version?.modified ?? 0)\0".utf8))
    }
    return ScanOutput(
      try ScanJournal(
        for: FilePath(outputPath), key: key.finish().hexadecimal, isStrict: strictCoverage))
  }

  /// What is written: as asked for, or as the name of the file says.
  private var written: ScanFormat {
    format ?? outputPath.flatMap { ScanFormat(fileName: $0) } ?? .report(.text)
  }

  /// Writes what comes before the first message.
  private func begin(
    _ output: inout ScanOutput, _ style: ReportStyle, _ facts: HTMLReport.Facts,
    _ prints: FindingPrints?
  ) throws(FileError) {
    switch written {
    case .report(let format):
      try output.begin(ScanReport(format, style: style, shown: show, facts: facts))
    case .store:
      let run = FindingsRun(facts: facts, style: style, reviewKey: prints?.keyID)
      output.begin(
        try FindingsWriter(replacing: FilePath(outputPath ?? ""), run: run, style: style),
        prints: prints)
    }
  }

  /// What the report says of the run.
  private func facts(_ setup: Setup) -> HTMLReport.Facts {
    var facts = HTMLReport.Facts()
    facts.district = setup.district.profile.name
    facts.version = Chaperone.version
    facts.lexicon = setup.rules.hash
    facts.policy = setup.rules.policy
    facts.bands = setup.rules.bands
    facts.dates = (since, until)
    return facts
  }

  /// The prints of the key that was named, or that stands beside the suppressions; nil without both.
  private func prints(_ setup: Setup) throws(Failure) -> FindingPrints? {
    guard reviewKey != nil || suppressions != nil else { return nil }
    let key = try ReviewFiles.key(reviewKey, beside: suppressions ?? "")
    return FindingPrints(key: key, rules: setup.rules)
  }

  /// What is suppressed; nil when nobody asked.
  private func suppressed(_ prints: FindingPrints?) throws(Failure) -> SuppressionFile? {
    guard let suppressions, let prints else { return nil }
    return try ReviewFiles.suppressions(suppressions, keyID: prints.keyID)
  }

  /// The digest of all that decides what is told of a message.
  private func digest(_ setup: Setup, _ file: SuppressionFile?) throws(Failure) -> String {
    let day = try ReviewFiles.day(today)
    let lowest: Level? =
      switch written {
      case .store, .report(.jsonl): nil
      case .report(let format): max(show ?? format.shown, .low)
      }
    return SeenMessages.digest(
      of: setup.manifest(), input: input, isStrict: strictCoverage,
      shown: lowest?.rawValue ?? "all",
      suppressed: file?.findings.filter { $0.holds(on: day) }.map(\.print) ?? [])
  }

  /// Leaves out what the suppressions say; those that have expired are told.
  private func suppress(
    _ file: SuppressionFile?, _ prints: FindingPrints?, in run: inout ScanRun,
    _ coverage: inout Coverage
  ) throws(Failure) {
    guard let suppressions, let file, let prints else { return }
    let day = try ReviewFiles.day(today)
    run.suppression = file.suppression(on: day, prints: prints)
    // A scan that goes on has counted some already.
    var suppressed = coverage.suppressed ?? Coverage.Suppressed()
    let expired = file.expired(on: day)
    suppressed.expired = expired.count
    for finding in expired {
      Standard.complain(
        "\(suppressions): the suppression of \(finding.print) (\(finding.rule)) expired on \(finding.until.iso): \(finding.reason)"
      )
    }
    coverage.suppressed = suppressed
  }

  private func date(_ text: String?, _ option: String) throws(Failure) -> MessageDate? {
    guard let text else { return nil }
    guard let date = MessageDate(iso8601: Array(text.utf8).span) else {
      throw .usage("\(option) \(text): a date is written 2026-03-01 or 2026-03-01T08:00:00-05:00")
    }
    return date
  }

  /// The files of the paths, listed when one is written as well.
  ///
  /// - Throws: A failure when a file would be replaced that is to be scanned: the evidence itself.
  private func filesToRead(_ paths: [FilePath]) throws(Failure) -> [FilePath] {
    let written =
      (matches.map { [$0, MatchesFile.linesPath(for: $0)] } ?? [])
      + [outputPath, manifest].compactMap { $0 } + (seen.map { [$0, $0 + ".part"] } ?? [])
    guard !written.isEmpty else { return [] }
    for (index, path) in written.enumerated() where written[..<index].contains(path) {
      throw .usage("two outputs have the name \(path): give each its own")
    }
    var files: [FilePath] = []
    var store = MailStore(paths: paths)
    while let item = store.next() {
      if case .source(let source) = item { files.append(source.path) }
    }
    var existing: [FileIdentity: String] = [:]
    for path in written {
      if let facts = try? FileFacts(of: FilePath(path)), facts.kind == .file {
        existing[facts.identity] = path
      }
    }
    guard !existing.isEmpty else { return files }
    for file in files where file != "-" {
      if let facts = try? FileFacts(of: file), let path = existing[facts.identity] {
        throw .usage("\(path) is one of the files to scan and would be replaced: name another")
      }
    }
    return files
  }

  /// What decides the report, but for the files.
  private func manifest(_ setup: Setup) -> Manifest {
    var manifest = setup.manifest()
    manifest.options = [
      ("format", written.name), ("at", at.rawValue), ("since", since ?? ""),
      ("until", until ?? ""), ("input-format", input.inputFormat ?? ""),
      ("strict-coverage", "\(strictCoverage)"), ("show-matches", "\(style.showMatches)"),
      ("suppressions", suppressions ?? ""), ("today", today ?? ""), ("seen", seen ?? ""),
      ("shard", shard.map { "\($0.number)/\($0.count)" } ?? ""),
    ]
    return manifest
  }

  private func write(
    _ path: String, setup: Setup, files: [FilePath], coverage: Coverage
  ) throws {
    var manifest = manifest(setup)
    manifest.sources = files.map(Setup.source(of:))
    manifest.coverage = coverage
    var file = try OutputFile(replacing: FilePath(path))
    try file.append(manifest.json().span)
    try file.close()
  }
}
