import Filter
import Mail
import Native
import People
import Reports
import Scanning
import Store

/// One pass over all messages of some sources by several workers, with the results in input order.
struct ScanRun {
  /// One scanned message with what a report needs of it.
  ///
  /// An object, since it goes through several lists and a verdict has many of its own.
  final class Scanned: Sendable {
    let verdict: Verdict
    /// Where the message stands in its batch.
    let slice: MessageSlice
    /// What the run's `render` made of it, on the worker.
    let rendered: [UInt8]
    /// Its fingerprint, when messages that were scanned before are passed over.
    let print: Hash128?
    /// Whether it was scanned before: then its verdict says nothing.
    let known: SeenLookup.Answer

    init(
      _ verdict: consuming Verdict, slice: MessageSlice, rendered: [UInt8], print: Hash128? = nil,
      known: SeenLookup.Answer = .unseen
    ) {
      self.verdict = verdict
      self.slice = slice
      self.rendered = rendered
      self.print = print
      self.known = known
    }
  }

  /// What a worker hands on.
  enum Result: Sendable {
    case messages([Scanned], of: MessageBatch)
    case problem(SourceError)
  }

  let rules: Ruleset
  let district: District
  let jobs: Int
  var limits = Limits()
  /// Whether the roles that messages claim are not believed.
  var ignoresRoleHints = false
  /// What is left out, since somebody decided so.
  var suppression: Suppression?
  /// Which messages were scanned before, and are passed over.
  var seen: SeenMessages.Known?
  /// Which messages are wanted; the others are left out of everything.
  var dates = DateSpan()

  /// Scans everything and hands each result to `emit`, on this thread, until that answers false.
  ///
  /// - Parameter render: Turns a verdict into bytes on the worker's thread, with a writer of that worker's.
  func run(
    over stream: inout MessageStream,
    render: @escaping @Sendable (Verdict, inout JSONWriter) -> [UInt8],
    emit: (Result) -> Bool
  ) {
    let rules = rules
    let district = district
    let dates = dates
    let seen = seen
    var options = ScanOptions()
    options.limits = limits
    options.ignoresRoleHints = ignoresRoleHints
    options.suppression = suppression
    let settled = options
    mapInOrder(
      workers: jobs, next: { stream.next() },
      body: { queue in
        var scanner = Scanner(rules, district: district, options: settled)
        var writer = JSONWriter()
        var prints = seen.map { MessagePrints(key: $0.key) }
        let lookup = seen?.lookup()
        while let (ticket, item) = queue.take() {
          switch item {
          case .problem(let error): queue.give(.problem(error), for: ticket)
          case .batch(let batch):
            var scanned: [Scanned] = []
            scanned.reserveCapacity(batch.messages.count)
            scanner.begin(batch)
            prints?.begin(batch)
            for slice in batch.messages {
              let location = MessageLocation(slice, of: batch)
              let print = prints?.next(slice, in: batch.bytes.span)
              // What is odd about how it was found was told then, and is told again.
              let mayBeKnown = slice.defects.isEmpty
              let known = print.flatMap { mayBeKnown ? lookup?.answer(for: $0) : nil } ?? .unseen
              if known == .seen {
                let bytes = batch.bytes.span.extracting(slice.range)
                scanner.pass(bytes, syntax: slice.syntax, length: slice.length)
                scanned.append(
                  Scanned(
                    Verdict(location: location, id: ""), slice: slice, rendered: [], known: known))
                continue
              }
              var verdict = scanner.scan(
                batch.bytes.span.extracting(slice.range), syntax: slice.syntax, at: location)
              guard dates.contains(verdict.date) else { continue }
              verdict.defects = slice.defects(with: verdict.defects)
              let rendered = render(verdict, &writer)
              scanned.append(
                Scanned(verdict, slice: slice, rendered: rendered, print: print, known: known))
            }
            queue.give(.messages(scanned, of: batch), for: ticket)
          }
        }
      }, emit: emit)
  }
}

/// The dates between which messages are wanted.
struct DateSpan: Sendable {
  /// The first moment that is wanted; nil for all before.
  var since: MessageDate?
  /// The first moment that is not wanted any more; nil for all after.
  var until: MessageDate?

  /// Whether a message of that date is wanted; one without a date is, so that nothing is lost.
  func contains(_ date: MessageDate?) -> Bool {
    guard let date else { return true }
    if let since, date < since { return false }
    if let until, date >= until { return false }
    return true
  }
}

extension ScanStatus {
  /// The status that a source's failure has by itself.
  init(_ error: SourceError) {
    switch error {
    case .file(let error) where error.isMissing: self = .noInput
    case .unknownFormat, .archive, .unreadable: self = .unusableInput
    default: self = .inputOutput
    }
  }

  /// Tells a source's failure on standard error; the first one decides the status.
  mutating func tell(_ error: SourceError) {
    Standard.complain(error.sentence)
    if self == .nothing { self = ScanStatus(error) }
  }
}
