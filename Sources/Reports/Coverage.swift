private import Mail
public import Scanning

/// What was read, and what was not, so that "nothing found" is never said of what nobody read.
public struct Coverage: Sendable {
  /// Something that was not read.
  public struct Skipped: Sendable, Hashable {
    /// The source it belongs to.
    public var source: String
    /// The message's id; nil when the source itself could not be read.
    public var id: String?
    /// The section number of the part; nil when it is the whole message or source.
    public var part: String?
    /// Why, in words.
    public var why: String
    /// The kind of it: `why` without anything that a message itself says.
    public var kind: String
    /// Whether it makes coverage incomplete.
    public var isLoss: Bool

    /// Creates an entry; without a kind, `why` is none that a message says.
    public init(
      source: String, id: String? = nil, part: String? = nil, why: String, kind: String? = nil,
      isLoss: Bool
    ) {
      self.source = source
      self.id = id
      self.part = part
      self.why = why
      self.kind = kind ?? why
      self.isLoss = isLoss
    }
  }

  /// What suppressions left out.
  public struct Suppressed: Sendable, Hashable {
    /// Findings that were left out.
    public var findings = 0
    /// Messages that they were found in.
    public var messages = 0
    /// Suppressions whose last day is past.
    public var expired = 0

    /// Creates a count of nothing.
    public init() {}

    /// What reports say of it.
    public var sentence: String {
      let past =
        expired == 0
        ? ""
        : expired == 1
          ? "; 1 suppression has expired" : "; \(grouped(expired)) suppressions have expired"
      return
        "\(counted(findings, "finding")) in \(counted(messages, "message")) suppressed\(past)"
    }
  }

  /// Which part of a scan this is of, and of which sources.
  public struct Part: Sendable, Hashable {
    /// Which one, from 1.
    public var number: Int
    /// How many there are.
    public var count: Int
    /// A hash of the names and sizes of all sources as this part saw them: parts of others do not fit together.
    public var sources: String

    /// Creates a part.
    public init(number: Int, of count: Int, sources: String) {
      self.number = number
      self.count = count
      self.sources = sources
    }

    /// `2/7`.
    public var name: String { "\(number)/\(count)" }
  }

  /// Messages that were seen.
  public var messages = 0
  /// Messages of which nothing was lost.
  public var scanned = 0
  /// MIME parts that were seen.
  public var parts = 0
  /// Bytes of messages that were seen.
  public var bytes = 0
  /// What was not read, in input order.
  public var skipped: [Skipped] = []
  /// Wall-clock seconds of the run.
  public var seconds = 0.0
  /// What suppressions left out; nil when the scan had none.
  public var suppressed: Suppressed?
  /// Messages that an earlier scan has scanned by the same rules, and this one has not; nil when nobody asked.
  public var seen: Int?
  /// Which part of a scan it is of; nil for a whole one.
  public var part: Part?
  /// Whether parts of types that are not read (images, say) count as a loss.
  public var isStrict: Bool

  /// Creates the coverage of nothing.
  public init(isStrict: Bool = false) { self.isStrict = isStrict }

  /// Counts a message, and answers whether nothing of it was lost.
  @discardableResult
  public mutating func count(_ verdict: Verdict) -> Bool {
    messages += 1
    parts += verdict.parts
    bytes += verdict.location.length
    if !verdict.suppressed.isEmpty {
      suppressed?.findings += verdict.suppressed.count
      suppressed?.messages += 1
    }
    var isWhole = true
    for defect in verdict.defects where defect.losesCoverage || defect.kind == .notRead {
      let isLoss = defect.losesCoverage || isStrict
      if isLoss { isWhole = false }
      skipped.append(
        Skipped(
          source: verdict.location.source, id: verdict.id, part: defect.part,
          why: defect.detail.isEmpty
            ? defect.kind.rawValue : "\(defect.kind.rawValue): \(defect.detail)",
          kind: defect.kind.rawValue, isLoss: isLoss))
    }
    if isWhole { scanned += 1 }
    return isWhole
  }

  /// Counts a message that was scanned before and is not scanned again.
  public mutating func countSeen(bytes: Int) {
    messages += 1
    self.bytes += bytes
    seen = (seen ?? 0) + 1
  }

  /// What reports say of messages that were seen before; nil when nobody asked.
  public var seenSentence: String? {
    seen.map {
      "\(counted($0, "message")) seen before: scanned by the same rules then, and not again"
    }
  }

  /// Records a source, a rule or a file that could not be read.
  public mutating func lose(source: String, why: String, kind: String? = nil) {
    skipped.append(Skipped(source: source, why: why, kind: kind, isLoss: true))
  }

  /// Whether nothing was lost.
  public var isComplete: Bool { !skipped.contains { $0.isLoss } }

  /// The kinds of what was lost, each once.
  public var kinds: [String] {
    var kinds: [String] = []
    for entry in skipped where entry.isLoss && !kinds.contains(entry.kind) {
      kinds.append(entry.kind)
    }
    return kinds
  }

  /// What was lost of the messages themselves, for a person: `encrypted (part 2)`.
  public var reasons: [String] {
    skipped.filter { $0.isLoss && $0.id != nil }.map { entry in
      guard let part = entry.part, !part.isEmpty else { return entry.why }
      return "\(entry.why) (part \(part))"
    }
  }
}
