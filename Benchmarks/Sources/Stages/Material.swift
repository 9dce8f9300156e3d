import Corpus
import Lexicons
import Mail
public import Native
import People
public import Scanning
import Text

/// What the stages read: the corpus, and what each stage makes of it for the next.
///
/// It is made once, so that a stage is measured without those before it.
public final class Material: Sendable {
  /// A body as it stands in the mail.
  struct Body: Sendable {
    /// Bytes of the mbox.
    var range: Range<Int>
    var encoding: Part.TransferEncoding
    var charset: String?
    var isHTML: Bool
    var isFlowed: Bool
  }

  /// A passage as the matchers see it.
  struct FoldedPassage: Sendable {
    var bytes: [UInt8] = []
    var tokens: [Token] = []
    var hits: [PhraseHit] = []
  }

  /// The mbox file.
  public let mbox: [UInt8]
  /// Its messages.
  public let messages: [Range<Int>]
  /// The rules.
  public let rules: Ruleset
  /// Where they come from.
  public let lexicons: String

  let bodies: [Body]
  /// The bodies without their transfer encoding.
  let raw: [(body: Body, bytes: [UInt8])]
  /// The bodies in UTF-8.
  let texts: [(body: Body, bytes: [UInt8])]
  let parsed: [(message: Message, passages: Passages)]
  let readable: [[UInt8]]
  /// Every passage, folded, with its words and phrases.
  let folded: [FoldedPassage]
  let verdicts: [Verdict]
  /// The length of all lexicons.
  let lexiconBytes: Int
  /// The message of `check`: the first of usual length.
  let single: Range<Int>

  /// Prepares the stages' input.
  ///
  /// - Throws: `FileError` when the lexicons cannot be read.
  public init(mbox: [UInt8], lexicons: String) throws(FileError) {
    self.mbox = mbox
    self.lexicons = lexicons
    let set = try LexiconFolder.load(lexicons, vocabulary: .standard)
    lexiconBytes = set.files.reduce(0) { $0 + $1.bytes.count }
    rules = Ruleset(set)
    messages = Material.messages(in: mbox)
    single = messages.first { $0.count > 2_000 && $0.count < 4_000 } ?? messages.first ?? 0..<0

    var bodies: [Body] = []
    var raw: [(body: Body, bytes: [UInt8])] = []
    var texts: [(body: Body, bytes: [UInt8])] = []
    var parsed: [(message: Message, passages: Passages)] = []
    var readable: [[UInt8]] = []
    var folded: [FoldedPassage] = []
    var verdicts: [Verdict] = []
    var parser = MIMEParser()
    var extractor = TextExtractor()
    var charsets = CharsetDecoder()
    var phrases = PhraseMatcher(rules.phrases)
    var scanner = Scanner(rules)
    for range in messages {
      let bytes = mbox.span.extracting(range)
      var message = Message()
      parser.parse(bytes, into: &message)
      charsets.reset()
      for part in message.parts where part.mediaType.type == "text" {
        let body = Body(part, in: range)
        bodies.append(body)
        var decoded: [UInt8] = []
        _ = TransferDecoding.decode(
          mbox.span.extracting(body.range), as: body.encoding, into: &decoded)
        raw.append((body, decoded))
        var text: [UInt8] = []
        var map = OffsetMap()
        _ = charsets.decode(decoded.span, label: body.charset, into: &text, map: &map)
        texts.append((body, text))
      }
      var passages = Passages()
      extractor.extract(message, from: bytes, into: &passages)
      for passage in passages.items {
        readable.append(Array(passages.text[passage.text]))
        let text = Array(passages.folded[passage.folded])
        var tokens: [Token] = []
        scanWords(text.span, into: &tokens)
        var hits: [PhraseHit] = []
        _ = phrases.match(tokens.span, in: text.span, into: &hits)
        folded.append(FoldedPassage(bytes: text, tokens: tokens, hits: hits))
      }
      verdicts.append(
        scanner.verdict(on: message, in: &passages, at: Material.location(of: range)))
      parsed.append((message, passages))
    }
    self.bodies = bodies
    self.raw = raw
    self.texts = texts
    self.parsed = parsed
    self.readable = readable
    self.folded = folded
    self.verdicts = verdicts
  }

  /// What the baselines were measured on: a quarter of a megabyte of mail and the repository's rules.
  ///
  /// It holds every shape of message, a run of most stages is shorter than a scheduler's time slice, and
  /// a busy neighbour cannot push it out of the processor's own cache.
  public static func usual() throws(FileError) -> Material {
    try Material(mbox: Corpus(bytes: 1 << 18).mbox, lexicons: ShippedLexicons.folder)
  }

  static func location(of range: Range<Int>) -> MessageLocation {
    MessageLocation(source: "corpus.mbox", offset: range.lowerBound, length: range.count)
  }

  /// Where the messages of an mbox file stand.
  public static func messages(in mbox: [UInt8]) -> [Range<Int>] {
    var state = SplitState(limit: .max)
    MailFormat.mbox.split(mbox.span, true, &state)
    return state.found.map(\.range)
  }
}

extension Material {
  /// How many bytes a run of a stage reads (of `write`: writes).
  public func bytes(of stage: Stage) -> Int {
    switch stage {
    case .split, .mime, .scan: mbox.count
    case .quotedPrintable: encoded(as: .quotedPrintable)
    case .base64: encoded(as: .base64)
    case .charset: raw.reduce(0) { $0 + $1.bytes.count }
    case .html: texts.reduce(0) { $0 + ($1.body.isHTML ? $1.bytes.count : 0) }
    case .plain: texts.reduce(0) { $0 + ($1.body.isHTML ? 0 : $1.bytes.count) }
    case .fold: readable.reduce(0) { $0 + $1.count }
    case .phrases, .patterns, .score: folded.reduce(0) { $0 + $1.bytes.count }
    case .write: written
    case .compile: lexiconBytes
    case .check: single.count
    }
  }

  /// How many messages a run of a stage sees; for a decoder, how many bodies.
  public func units(of stage: Stage) -> Int {
    switch stage {
    case .quotedPrintable: bodies.count { $0.encoding == .quotedPrintable }
    case .base64: bodies.count { $0.encoding == .base64 }
    case .html: texts.count { $0.body.isHTML }
    case .plain: texts.count { !$0.body.isHTML }
    case .compile, .check: 1
    default: messages.count
    }
  }

  private func encoded(as encoding: Part.TransferEncoding) -> Int {
    bodies.reduce(0) { $0 + ($1.encoding == encoding ? $1.range.count : 0) }
  }

  private var written: Int {
    var writer = StageRunner(self)
    return writer.run(.write)
  }
}

extension Material.Body {
  /// The body of a part of the message at `message`.
  init(_ part: Part, in message: Range<Int>) {
    range =
      message.lowerBound + part.body.lowerBound..<message.lowerBound + part.body.upperBound
    encoding = part.encoding
    charset = part.mediaType["charset"]
    isHTML = part.mediaType.subtype == "html"
    isFlowed = part.mediaType["format"] == "flowed"
  }
}
