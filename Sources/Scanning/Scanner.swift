import Lexicons
public import Mail
import Native
public import People
public import Text

/// What may be asked of a scan.
public struct ScanOptions: Sendable {
  /// The limits that keep hostile mail from costing more than it may.
  public var limits = Limits()
  /// Whether the roles that messages claim for their parties (`role` in JSON Lines) are not believed.
  public var ignoresRoleHints = false
  /// Whether `Scanner.basis` says what the scores are made of.
  public var keepsBasis = false
  /// Whether `Scanner.reasons(for:)` and `Scanner.inquire(_:after:)` can explain a verdict; the basis is kept then too.
  public var keepsReasons = false
  /// What is left out, since somebody decided so; nil for nothing.
  public var suppression: Suppression?

  /// The shipped options.
  public init() {}
}

/// The pipeline, from the bytes of one message to its verdict; one per worker.
///
/// Start reading here. The bytes become a message (ranges of headers and parts), the message passages
/// (readable text, folded, mapped back), the passages signals (what rules found), the signals
/// findings with points, and these scores, levels and the verdict. Every step fills buffers that are
/// used again for the next message.
public struct Scanner: ~Copyable {
  let ruleset: Ruleset
  private let district: District
  private let ignoresRoleHints: Bool
  private let keepsBasis: Bool
  private let suppression: Suppression?
  /// What the scores of the last message are made of, when the options ask for it.
  public private(set) var basis = ScoreBasis()
  private var parser: MessageParser
  private var extractor: TextExtractor
  private var resolver: PartyResolver
  /// The lines before a message of a conversation.
  private var window = ConversationWindow()
  private(set) var detector: Detector
  private let scorer: Scorer
  private let writer: FindingWriter
  private var message = Message()
  private var passages = Passages()
  /// The language of the last message, where a rule asks.
  private var language: String?

  /// Creates a scanner; the rules and the district are shared with other workers.
  public init(
    _ rules: Ruleset, district: District = .guessing, options: ScanOptions = ScanOptions()
  ) {
    ruleset = rules
    self.district = district
    ignoresRoleHints = options.ignoresRoleHints
    keepsBasis = options.keepsBasis || options.keepsReasons
    suppression = options.suppression
    parser = MessageParser(limits: options.limits)
    extractor = TextExtractor(limits: options.limits)
    resolver = PartyResolver(district)
    detector = Detector(
      rules, district: district, limits: options.limits, keepsRefusals: options.keepsReasons,
      keepsAllLines: keepsBasis || options.suppression != nil)
    scorer = Scorer(rules)
    writer = FindingWriter(rules)
  }

  /// Reads one message and tells what it discloses or shows.
  ///
  /// No input makes it fail: what is damaged or over a limit is read as far as it goes, and the verdict
  /// lists it among its defects.
  ///
  /// - Parameters:
  ///   - bytes: the message's own bytes, without a separator line.
  ///   - syntax: how they are written.
  ///   - location: where they stand; its offset is added to the findings' places in the file.
  ///   - envelope: the sender and recipients of the transport, when it tells them.
  public mutating func scan(
    _ bytes: Span<UInt8>, syntax: MailFormat.Syntax = .mime, at location: MessageLocation,
    envelope: Envelope? = nil
  ) -> Verdict {
    parser.parse(bytes, as: syntax, into: &message)
    if ignoresRoleHints { message.forgetRoleHints() }
    extractor.extract(message, from: bytes, into: &passages)
    if window.isOpen, case .chat = syntax {
      readWindow(length: location.length, surrounds: true)
    }
    // Lent meanwhile: a method that changes the scanner cannot be handed parts of it.
    var message = Message()
    var passages = Passages()
    swap(&message, &self.message)
    swap(&passages, &self.passages)
    let verdict = verdict(on: message, in: &passages, at: location, envelope: envelope)
    swap(&message, &self.message)
    swap(&passages, &self.passages)
    return verdict
  }

  /// Begins with a batch, so that a line of a conversation is read with those around it.
  ///
  /// What the batch brings of the messages before it is read. Without this every message is read alone.
  public mutating func begin(_ batch: borrowing MessageBatch) {
    window.restart()
    for slice in batch.prelude {
      guard slice.length <= MessageBatch.mostPreludeBytes else {
        window.skip()
        continue
      }
      let bytes = batch.bytes.span.extracting(slice.range)
      parser.parse(bytes, as: slice.syntax, into: &message)
      extractor.extract(message, from: bytes, into: &passages)
      readWindow(length: slice.length, surrounds: false)
    }
  }

  /// Passes over a message of the batch: it is not judged, and lines of its conversation are read with it all the same.
  public mutating func pass(
    _ bytes: Span<UInt8>, syntax: MailFormat.Syntax, length: Int
  ) {
    guard window.isOpen, case .chat = syntax else { return }
    parser.parse(bytes, as: syntax, into: &message)
    extractor.extract(message, from: bytes, into: &passages)
    readWindow(length: length, surrounds: false)
  }

  private mutating func readWindow(length: Int, surrounds: Bool) {
    var message = Message()
    var passages = Passages()
    swap(&message, &self.message)
    swap(&passages, &self.passages)
    window.read(message, length: length, in: &passages, surrounds: surrounds)
    swap(&message, &self.message)
    swap(&passages, &self.passages)
  }

  /// Tells what passages that were extracted already disclose or show: `scan` without the reading.
  ///
  /// - Parameters:
  ///   - message: what the passages were extracted from.
  ///   - passages: its readable text, to which plain readings of what is disguised in it are added.
  ///   - location: where the message stands; its offset is added to the findings' places in the file.
  ///   - envelope: the sender and recipients of the transport, when it tells them.
  public mutating func verdict(
    on message: borrowing Message, in passages: inout Passages, at location: MessageLocation,
    envelope: Envelope? = nil
  ) -> Verdict {
    let parties = resolver.parties(of: message, envelope: envelope)
    var circumstances = CircumstanceEvaluator(district: district)
    circumstances.facts = MessageFacts(message, parties)
    detector.open(for: circumstances)
    detector.read(&passages)
    var verdict = Verdict(location: location, message, parties)
    detector.addAlways(in: passages, circumstances)
    let identifiers = writer.identifiers(detector)
    if detector.finder.hasCandidates || keepsBasis {
      judge(passages, &circumstances, identifiers, into: &verdict)
    } else {
      detector.findSubjectMentions(in: passages, parties)
    }
    (verdict.subject, verdict.subjectSensitive, verdict.subjectPeople) = writer.subject(
      identifiers, detector, in: passages)
    verdict.defects += passages.defects + detector.finder.defects
    return verdict
  }

  /// Decides which candidates are findings, and what they come to.
  private mutating func judge(
    _ passages: borrowing Passages, _ circumstances: inout CircumstanceEvaluator,
    _ identifiers: SiteIndex, into verdict: inout Verdict
  ) {
    if ruleset.asksLanguage { circumstances.facts.language = detector.language(of: passages) }
    language = circumstances.facts.language
    detector.findMentions(in: passages, circumstances)
    detector.judge(in: passages, circumstances, found: FoundFacts(), second: false)
    suppress(in: passages, of: &verdict)
    if ruleset.hasSecond {
      let found = scorer.facts(of: detector, in: passages)
      detector.judge(in: passages, circumstances, found: found, second: true)
      suppress(in: passages, of: &verdict)
    }
    let found = scorer.drafts(from: &detector, in: passages, tellsIdle: keepsBasis)
    var drafts = found.counting
    if keepsBasis {
      basis = ScoreBasis(of: drafts, scorer, circumstances, &detector, in: passages)
    }
    verdict.guards = scorer.applyGuards(to: &drafts, circumstances, detector, in: passages)
    scorer.applyExposures(to: &drafts, circumstances, detector, in: passages)
    verdict.exceptions = scorer.applyExceptions(to: &drafts, circumstances, detector, in: passages)
    if keepsBasis { basis.keepCeilings(of: verdict.exceptions, scorer) }
    verdict.concerns = scorer.scores(of: drafts)
    verdict.score = verdict.concerns.map(\.score).max() ?? 0
    (verdict.risk, verdict.combinations) = scorer.risk(of: verdict.concerns)
    let lifted = verdict.guards.flatMap(\.lifted)
    drafts += found.idle.filter { !lifted.contains($0.concern) }
    drafts.sort(by: Scorer.Draft.isBefore)
    verdict.findings.reserveCapacity(drafts.count)
    for draft in drafts {
      verdict.findings.append(
        writer.finding(of: draft, identifiers, detector, in: passages, at: verdict.location))
    }
  }
}

// MARK: Suppressions

extension Scanner {
  /// Takes away the signals that somebody decided to leave out, before the best lines of rules are chosen: another
  /// line of the rule then counts in its place.
  private mutating func suppress(in passages: borrowing Passages, of verdict: inout Verdict) {
    guard suppression != nil else { return }
    let identifiers = writer.identifiers(detector)
    verdict.subject = writer.subject(identifiers, detector, in: passages).text
    var left: [Signal] = []
    for signal in detector.signals {
      guard let name = suppressor(of: signal, identifiers, in: passages, verdict) else {
        left.append(signal)
        continue
      }
      if !verdict.suppressed.contains(name) { verdict.suppressed.append(name) }
    }
    if left.count < detector.signals.count { detector.keep(left) }
    // Words count together: which of them stands for all does not matter.
    for index in detector.wordRules {
      guard let first = detector.finder.words.lines(at: index).first,
        let name = suppressor(of: first.signal, identifiers, in: passages, verdict)
      else { continue }
      detector.leaveOut(wordsAt: index)
      if !verdict.suppressed.contains(name) { verdict.suppressed.append(name) }
    }
    guard !detector.shareRules.isEmpty, let place = detector.placeOfAlways(in: passages) else {
      return
    }
    for rule in detector.shareRules {
      let signal = Signal(
        rule: Int32(truncatingIfNeeded: rule), term: 0, site: place, nears: 0, points: 0)
      guard let name = suppressor(of: signal, identifiers, in: passages, verdict) else { continue }
      detector.leaveOut(sharesOf: rule)
      if !verdict.suppressed.contains(name) { verdict.suppressed.append(name) }
    }
  }

  /// What the decision is called that leaves a signal out; nil when there is none.
  private func suppressor(
    of signal: Signal, _ identifiers: SiteIndex, in passages: borrowing Passages,
    _ verdict: Verdict
  ) -> String? {
    let compiled = ruleset.rules[Int(signal.rule)]
    guard let suppression, let concern = compiled.concern,
      suppression.rules.contains(compiled.rule.id)
    else { return nil }
    let draft = Scorer.Draft(signal: signal, concern: concern, contributions: [])
    return suppression.name(
      writer.finding(of: draft, identifiers, detector, in: passages, at: verdict.location), verdict)
  }
}

// MARK: After a scan

extension Scanner {
  /// What is known of the message that was scanned last.
  func circumstances(of verdict: Verdict) -> CircumstanceEvaluator {
    var circumstances = CircumstanceEvaluator(district: district)
    circumstances.facts = MessageFacts(message, verdict.parties)
    circumstances.facts.language = language
    return circumstances
  }

  /// What the rules found in it, before guards and the like.
  mutating func drafts() -> Scorer.Drafts {
    scorer.drafts(from: &detector, in: passages, tellsIdle: true)
  }

  /// What conditions may ask about these findings.
  func facts(of drafts: [Scorer.Draft], about concerns: [Concern]) -> FoundFacts {
    scorer.facts(of: drafts, about: concerns, detector, in: passages)
  }

  /// A finding of a signal: its excerpt and its place.
  func excerpt(of signal: Signal) -> Finding {
    writer.finding(
      of: Scorer.Draft(signal: signal, concern: .student, contributions: []),
      writer.identifiers(detector), detector, in: passages,
      at: MessageLocation(source: "", offset: 0, length: 0))
  }

  /// A place in the message.
  func spot(_ site: Site, rule: Int32) -> Inquiry.Spot {
    let finding = excerpt(of: Signal(rule: rule, term: 0, site: site, nears: 0, points: 0))
    return Inquiry.Spot(
      field: finding.field, line: finding.line, column: finding.column, excerpt: finding.excerpt)
  }

  /// What a context found around a match.
  mutating func evidence(of context: CompiledContext, around site: Site) -> FoundEvidence? {
    detector.evidence(of: context, around: site, in: passages)
  }

  /// The words of the message, folded.
  func words() -> Set<String> {
    var tokens: [Token] = []
    var words: Set<String> = []
    for passage in passages.items {
      let folded = passages.folded.span.extracting(passage.folded)
      tokens.removeAll(keepingCapacity: true)
      scanWords(folded, into: &tokens)
      for token in tokens { words.insert(String(utf8: folded.extracting(token.range))) }
    }
    return words
  }
}

extension Verdict {
  /// A verdict without findings that says what the message is.
  fileprivate init(
    location: MessageLocation, _ message: borrowing Message, _ parties: Parties
  ) {
    self.init(location: location, id: message.id ?? "\(location.source)#\(location.offset)")
    channel = message.channel
    date = message.date
    self.parties = parties
    defects = message.defects
    parts = message.parts.count
  }
}

extension MessageFacts {
  /// The facts of a message.
  init(_ message: borrowing Message, _ parties: Parties) {
    self.init(
      parties: parties, date: message.date, channel: message.channel, isList: message.isList)
  }
}
