import Filter
import Fitting
import Lexicons
import Mail
import Native
import People
import Reports
import Reviews
import Scanning

/// The labelled messages of some sources, kept since they are read several times.
struct LabelledMessages {
  private let district: District
  private let ignoresRoles: Bool
  private var batches: [Batch] = []
  private(set) var count = 0

  /// A batch that has labelled messages; all of it is kept, since a line of a conversation is read with
  /// those around it.
  private struct Batch {
    let batch: MessageBatch
    /// Which of its messages are labelled, in their order.
    let labelled: [(slice: Int, labels: MessageLabels)]
    /// The rows of these among all.
    let rows: Range<Int>
  }

  init(district: District, ignoresRoles: Bool) {
    self.district = district
    self.ignoresRoles = ignoresRoles
  }

  /// Reads all sources; what is wrong with them is told on standard error.
  ///
  /// - Parameter reviews: a person's answers on findings, which label messages that have no labels of their own.
  mutating func read(
    _ input: InputOptions, _ reviews: Reviews?, _ setup: Setup
  ) throws -> ScanStatus {
    var reviewed = reviews.map {
      ReviewedMessages($0, setup.rules, setup.district, ignoresRoles: ignoresRoles)
    }
    var stream = MessageStream(paths: try input.sources(), format: try input.format())
    var status = ScanStatus.nothing
    var unlabelled = 0
    while let item = stream.next() {
      switch item {
      case .problem(let error):
        status.tell(error)
      case .batch(let batch):
        let labels = labels(of: batch, &reviewed)
        unlabelled += batch.messages.count - labels.count
        guard !labels.isEmpty else { continue }
        let rows = count..<count + labels.count
        batches.append(Batch(batch: batch, labelled: labels, rows: rows))
        count = rows.upperBound
      }
    }
    if unlabelled > 0 {
      Standard.complain("\(counted(unlabelled, "message")) without labels left out")
    }
    guard count > 0 else {
      throw Failure.unusable(
        reviews == nil
          ? "no labelled messages: JSON Lines with the key labels are read"
          : "no labelled messages, and none whose findings were all judged")
    }
    return status
  }

  private func labels(
    of batch: MessageBatch, _ reviewed: inout ReviewedMessages?
  ) -> [(slice: Int, labels: MessageLabels)] {
    reviewed?.begin(batch)
    var labels: [(slice: Int, labels: MessageLabels)] = []
    for (index, slice) in batch.messages.enumerated() {
      let bytes = batch.bytes.span.extracting(slice.range)
      // Read even where the labels are written: the lines after it stand beside it.
      let judged = reviewed?.labels(
        of: bytes, syntax: slice.syntax, at: MessageLocation(slice, of: batch))
      let written = slice.syntax == .json ? MessageLabels(jsonMessage: bytes) : nil
      if let found = written ?? judged { labels.append((index, found)) }
    }
    return labels
  }

  /// What each message's scores are made of.
  func samples(_ ruleset: Ruleset) -> [LabelledSample] {
    var options = ScanOptions()
    options.keepsBasis = true
    options.ignoresRoleHints = ignoresRoles
    var scanner = Scanner(ruleset, district: district, options: options)
    var samples: [LabelledSample] = []
    samples.reserveCapacity(count)
    for batch in batches {
      scan(batch, &scanner) { verdict, row, basis in
        samples.append(
          LabelledSample(
            id: verdict.id, labels: batch.labelled[row - batch.rows.lowerBound].labels, basis: basis
          ))
      }
    }
    return samples
  }

  /// What rules find in some messages, in the order of their rows.
  func verdicts(of rows: [Int], _ ruleset: Ruleset) -> [Verdict] {
    var options = ScanOptions()
    options.ignoresRoleHints = ignoresRoles
    var scanner = Scanner(ruleset, district: district, options: options)
    let wanted = Set(rows)
    var verdicts: [Int: Verdict] = [:]
    for batch in batches where !wanted.isDisjoint(with: batch.rows) {
      scan(batch, &scanner, only: wanted) { verdict, row, _ in verdicts[row] = verdict }
    }
    return rows.compactMap { verdicts[$0] }
  }

  /// Scans the labelled messages of a batch, or those whose rows are wanted, beside what stands around them.
  private func scan(
    _ batch: Batch, _ scanner: inout Scanner, only wanted: Set<Int>? = nil,
    each: (Verdict, _ row: Int, ScoreBasis) -> Void
  ) {
    scanner.begin(batch.batch)
    var row = batch.rows.lowerBound
    for (index, slice) in batch.batch.messages.enumerated() {
      let isLabelled =
        row < batch.rows.upperBound
        && batch.labelled[row - batch.rows.lowerBound].slice == index
      let isWanted = isLabelled && (wanted?.contains(row) ?? true)
      if isWanted || slice.isChat {
        let verdict = scanner.scan(
          batch.batch.bytes.span.extracting(slice.range), syntax: slice.syntax,
          at: MessageLocation(slice, of: batch.batch))
        if isWanted { each(verdict, row, scanner.basis) }
      }
      if isLabelled { row += 1 }
    }
  }

  /// The words and runs that could be learned.
  func candidates(_ ruleset: Ruleset, _ options: FitOptions) -> [String] {
    var census = PhraseCensus(ruleset, district: district)
    for batch in batches {
      for message in batch.labelled {
        let slice = batch.batch.messages[message.slice]
        census.read(batch.batch.bytes.span.extracting(slice.range), syntax: slice.syntax)
      }
    }
    return census.runs(inAtLeast: options.leastForTerms, most: options.mostTerms)
  }
}
