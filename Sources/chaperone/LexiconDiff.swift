import ArgumentParser
import Filter
import Lexicons
import Mail
import Native
import People
import Reports
import Reviews
import Scanning

/// `chaperone lexicon diff`: what a change of the lexicons does.
struct LexiconDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract:
      "Compare two states of the lexicons: what they mean, and what they make of given mail.",
    discussion: """
      OLD and NEW are folders, or revisions of the git repository that holds the lexicons: HEAD, a tag, main~3; \
      REV:folder names another folder of it, counted from the repository's top. NEW is the folder in use when it is left \
      out. Both scan each message in one pass. Exit code 1 when something changed.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, html }

  @Argument(help: "The lexicons before: a folder or a revision.")
  var old: String

  @Argument(help: "The lexicons after. Without it: the folder in use.")
  var new: String?

  @Option(
    help: ArgumentHelp("Mail to scan with both; may be given again.", valueName: "mail"))
  var on: [String] = []

  @Option(help: "The district profile. Without it: $CHAPERONE_PROFILE, or guesses by domain.")
  var profile: String?

  @Option(help: "The output: text, json, or html (one page of its own).")
  var format: Format = .text

  @Option(help: "How many messages that rose, that fell, and how many rules are shown.")
  var top = 10

  @Option(help: "How many samples of each rule's new and lost findings are shown.")
  var samples = 2

  @Flag(help: "Do not measure the time: the output is then always the same.")
  var withoutTime = false

  @OptionGroup var style: StyleOptions
  @OptionGroup var reviewed: ReviewOptions

  func run() throws {
    try exit { try compare() }
  }

  private func compare() throws -> ScanStatus {
    guard top >= 0, samples >= 0 else { throw Failure.usage("--top and --samples take 0 or more") }
    let folder = try folder()
    let before = try LexiconRevision(old, folder: folder)
    let after = try LexiconRevision(new ?? folder, folder: folder)
    let changes = LexiconChanges(from: before.set, to: after.set)
    var status = ScanStatus.nothing
    var mail: MailChanges?
    var evaluations = Evaluations()
    let district = try Setup.district(profile)
    if !on.isEmpty {
      mail = try scan(before, after, district, &evaluations, &status)
    }
    if withoutTime { mail?.seconds = (0, 0) }
    var output = OutputFile.standardOutput()
    let style = try style.style(isTerminal: output.isTerminal, people: district.roster)
    switch format {
    case .text:
      let report = ChangesText(style: style)
      try output.append(report.text(of: changes, from: before.name, to: after.name))
      if let mail {
        try output.append(report.text(of: mail, topRules: top))
        try output.append(evaluations.text)
        try output.append(report.text(ofSeconds: mail.seconds))
      }
    case .json:
      try output.append(
        ChangesJSON.document(changes, from: before.name, to: after.name, mail: mail, style: style)
          .span)
    case .html:
      try output.append(
        ChangesPage(style: style).page(
          changes, from: before.name, to: after.name, mail: mail, labels: evaluations.text))
    }
    try output.flush()
    if status != .nothing { return mail?.messages == 0 ? status : .incomplete }
    return changes.isEmpty && mail?.isEmpty ?? true ? .nothing : .found
  }

  /// The folder that a revision alone means: the other side, if it is one, or the folder in use.
  private func folder() throws(Failure) -> String {
    for name in [new, old].compactMap({ $0 }) {
      if let facts = try? FileFacts(of: FilePath(name)), facts.kind == .folder { return name }
    }
    return try Setup.lexiconFolder(nil)
  }

  // MARK: Mail

  /// What a worker hands on of one batch.
  private struct Compared: Sendable {
    var changes: MailChanges
    var labelled: [(labels: MessageLabels, before: Verdict, after: Verdict)] = []
    var problem: SourceError?
  }

  private func scan(
    _ before: LexiconRevision, _ after: LexiconRevision, _ district: District,
    _ evaluations: inout Evaluations, _ status: inout ScanStatus
  ) throws -> MailChanges {
    district.roster.checkAll()
    let most = MailChanges.Most(messages: top, samples: samples)
    let (old, new) = (before.rules, after.rules)
    var isRight: (@Sendable (Finding, Verdict) -> Bool?)?
    if let reviews = try reviewed.load(old, new) {
      isRight = { finding, verdict in reviews.isRight(finding, in: verdict) }
    }
    let asked = isRight
    var stream = MessageStream(paths: on.map { FilePath($0) }, format: nil)
    var all = MailChanges(keeping: most, isRight: asked)
    mapInOrder(
      workers: Host.processors, next: { stream.next() },
      body: { (queue: WorkQueue<MessageStream.Item, Compared>) in
        var scanner = PairedScanner(old, new, district: district)
        while let (ticket, item) = queue.take() {
          var compared = Compared(changes: MailChanges(keeping: most, isRight: asked))
          switch item {
          case .problem(let error): compared.problem = error
          case .batch(let batch):
            scanner.begin(batch)
            for slice in batch.messages {
              let bytes = batch.bytes.span.extracting(slice.range)
              let (one, two) = scanner.scan(
                bytes, syntax: slice.syntax,
                at: MessageLocation(slice, of: batch),
                addingTo: &compared.changes)
              compared.changes.add(before: one, after: two)
              if slice.syntax == .json, let labels = MessageLabels(jsonMessage: bytes) {
                compared.labelled.append((labels, one, two))
              }
            }
          }
          queue.give(compared, for: ticket)
        }
      },
      emit: { (compared: Compared) in
        all.append(compared.changes)
        for message in compared.labelled {
          evaluations.before.add(message.before, message.labels)
          evaluations.after.add(message.after, message.labels)
        }
        if let error = compared.problem {
          status.tell(error)
        }
        return true
      })
    return all
  }

  /// How well both agree with the labels of the mail, if it has any.
  private struct Evaluations {
    var before = Evaluation()
    var after = Evaluation()

    var text: String {
      guard before.messages > 0 else { return "" }
      var text = "\nF1 on \(counted(before.messages, "labelled message"))   before   after\n"
      for (index, concern) in Concern.allCases.enumerated() {
        text += row(concern.rawValue, before.concerns[index].f1, after.concerns[index].f1)
      }
      return text + row("macro", before.value(of: .macroF1), after.value(of: .macroF1))
    }

    private func row(_ name: String, _ one: Double, _ two: Double) -> String {
      let change = two - one
      let sign = abs(change) < 0.0005 ? "" : "  \(change < 0 ? "" : "+")\(thousandths(change))"
      return "  \(name.padded(to: 12))\(thousandths(one))   \(thousandths(two))\(sign)\n"
    }
  }
}
