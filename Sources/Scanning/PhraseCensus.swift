import Lexicons
public import Mail
import Native
public import People
import Text

/// Which words and short runs of words messages hold: what a lexicon could look for.
///
/// Read are subjects and bodies, not what is quoted. Words with digits, names (what is found as a person's,
/// names of writers and readers, words that stand with a capital inside sentences), months, weekdays and
/// parts of addresses are passed over, and so are runs with one of them.
public struct PhraseCensus: ~Copyable {
  private var parser: MessageParser
  private var extractor: TextExtractor
  private var resolver: PartyResolver
  private var names: NameFinder
  private var message = Message()
  private var passages = Passages()
  private var tokens: [Token] = []
  private var text = CasedText()
  private var mentions: [Mention] = []

  /// In how many messages each run stands.
  private var counts: [String: Int] = [:]
  private var words: [String: WordFacts] = [:]
  private var folder = Folder()

  /// How often a word is written in which way.
  private struct WordFacts {
    /// Inside sentences, with a capital and without.
    var capital = 0
    var small = 0
    /// In how many messages it is in the name of a party.
    var parties = 0
    /// How often it is part of a person's name, and how often at all.
    var names = 0
    var all = 0

    /// Whether it is a name more often than not.
    var isName: Bool {
      names * 2 > all || capital * 5 > (capital + small) * 3 || (parties > 0 && small < 5)
    }
  }

  /// The most words of a run.
  private static let longest = 3

  /// Creates an empty census.
  public init(_ rules: Ruleset, district: District, limits: Limits = Limits()) {
    parser = MessageParser(limits: limits)
    extractor = TextExtractor(limits: limits)
    resolver = PartyResolver(district)
    names = NameFinder(
      district: district, kinds: rules.builtIn, table: rules.names, isTesting: false)
  }

  /// Counts the runs of one message.
  public mutating func read(_ bytes: Span<UInt8>, syntax: MailFormat.Syntax) {
    parser.parse(bytes, as: syntax, into: &message)
    extractor.extract(message, from: bytes, into: &passages)
    countParties()
    names.meet(resolver.parties(of: message, envelope: nil))
    var runs: Set<String> = []
    for index in passages.items.indices {
      let passage = passages.items[index]
      guard passage.field == .subject || passage.field == .body, Weight.of(passage) == .authored,
        !passage.folded.isEmpty
      else { continue }
      Self.scan(passages, passage.folded, into: &tokens)
      mentions.removeAll(keepingCapacity: true)
      names.find(in: passages, index, tokens: tokens, into: &mentions)
      Self.read(passages, index, tokens, into: &text)
      let written = words(of: passages.folded.span.extracting(passage.folded))
      count(written, isBody: passage.field == .body)
      collect(written, into: &runs)
    }
    for run in runs { counts[run, default: 0] += 1 }
  }

  /// The runs that stand in at least so many messages, the most frequent first; of equals in order.
  public func runs(inAtLeast least: Int, most: Int) -> [String] {
    var chosen = counts.filter { run, count in
      count >= least && !run.split(separator: " ").contains { isLeftOut(String($0)) }
    }
    // A longer run that stands wherever a shorter one does says nothing new: equal counts show it.
    for (run, count) in chosen {
      let parts = run.split(separator: " ")
      guard parts.count > 1 else { continue }
      let shorter =
        [parts.dropLast(), parts.dropFirst()].map { $0.joined(separator: " ") }
        + parts.map(String.init)
      if shorter.contains(where: { counts[$0] == count && !isTooShort($0) }) {
        chosen[run] = nil
      }
    }
    let sorted = chosen.filter { !isTooShort($0.key) }.sorted {
      $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key
    }
    return sorted.prefix(most).map(\.key)
  }

  // MARK: Words

  /// Passes buffers on as spans: to the compiler a span of one property borrows all of them.
  private static func scan(
    _ passages: borrowing Passages, _ range: Range<Int>, into tokens: inout [Token]
  ) {
    scanWords(passages.folded.span.extracting(range), into: &tokens)
  }

  private static func read(
    _ passages: borrowing Passages, _ index: Int, _ tokens: [Token], into text: inout CasedText
  ) {
    text.read(passages, index, tokens: tokens.span)
  }

  /// The words of a passage; nil for those that no run can have.
  private func words(of folded: Span<UInt8>) -> [String?] {
    tokens.map { token in
      var range = token.range
      guard range.upperBound <= folded.count, range.count <= 30 else { return nil }
      if Self.isPartOfAddress(range, folded) { return nil }
      // `student's` is found by `student`.
      if range.count > 3, folded[range.upperBound - 1] == UInt8(ascii: "s"),
        folded[range.upperBound - 2] == UInt8(ascii: "'")
      {
        range = range.lowerBound..<range.upperBound - 2
      }
      for index in range {
        let byte = folded[index]
        let isInner = index > range.lowerBound && index < range.upperBound - 1
        guard byte >= 0x80 || byte &- 0x61 < 26 || (byte == UInt8(ascii: "'") && isInner) else {
          return nil
        }
      }
      return String(utf8: folded.extracting(range))
    }
  }

  /// Whether a word stands in an address of mail or the web.
  private static func isPartOfAddress(_ range: Range<Int>, _ folded: Span<UInt8>) -> Bool {
    func isSign(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "@") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: ".")
    }
    if range.lowerBound > 0, isSign(folded[range.lowerBound - 1]) { return true }
    guard range.upperBound + 1 < folded.count, isSign(folded[range.upperBound]) else {
      return false
    }
    return folded[range.upperBound + 1] > 0x20
  }

  private mutating func count(_ written: [String?], isBody: Bool) {
    var isInName = [Bool](repeating: false, count: tokens.count)
    for mention in mentions {
      let first = max(0, Int(mention.site.firstToken))
      let last = min(Int(mention.site.lastToken), tokens.count - 1)
      guard first <= last else { continue }
      for index in first...last { isInName[index] = true }
    }
    for (index, word) in written.enumerated() {
      guard let word else { continue }
      var facts = words[word] ?? WordFacts()
      facts.all += 1
      if isInName[index] { facts.names += 1 }
      // The first word of a sentence, and titles, have capitals for another reason.
      if isBody, index > 0, tokens[index - 1].sentence == tokens[index].sentence {
        switch text.shape(at: index) {
        case .capitalized: facts.capital += 1
        default: facts.small += 1
        }
      }
      words[word] = facts
    }
  }

  private mutating func countParties() {
    for mailbox in message.from + message.to + message.cc {
      let folded = folder.foldedString(mailbox.name)
      for word in folded.split(whereSeparator: { !$0.isLetter }) {
        words[String(word), default: WordFacts()].parties += 1
      }
    }
  }

  private func collect(_ written: [String?], into runs: inout Set<String>) {
    for first in written.indices {
      var run = ""
      for index in first..<min(first + Self.longest, written.count) {
        guard let word = written[index] else { break }
        if index > first {
          guard tokens[index].sentence == tokens[index - 1].sentence,
            tokens[index].start - tokens[index - 1].end == 1
          else { break }
          run += " "
        }
        run += word
        runs.insert(run)
      }
    }
  }

  /// Whether a run is a single letter, which stands in nearly every message.
  private func isTooShort(_ run: String) -> Bool { run.unicodeScalars.count < 2 }

  private func isLeftOut(_ word: String) -> Bool {
    Self.calendar.contains(word) || words[word]?.isName ?? true
  }

  private static let calendar = Set(
    """
    january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon
    tue tues wed thu thurs fri sat sun mondays tuesdays wednesdays thursdays fridays saturdays sundays
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes
    martes miércoles jueves viernes sábado domingo
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
