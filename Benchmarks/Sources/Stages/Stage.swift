/// A step of the pipeline that is measured by itself.
public enum Stage: String, CaseIterable, Sendable {
  /// An mbox file into messages.
  case split
  /// Headers, addresses, dates and the structure of parts.
  case mime
  /// Quoted-printable bodies.
  case quotedPrintable = "quoted-printable"
  /// Base64 bodies.
  case base64
  /// Any charset to UTF-8.
  case charset
  /// HTML to readable text.
  case html
  /// Plain text to readable text: quotations, signatures, tables.
  case plain
  /// Readable text to folded text, with the map back.
  case fold
  /// The words of folded text and the phrases of all rules.
  case phrases
  /// The patterns of all rules, given words and phrases.
  case patterns
  /// Passages to a verdict: words, phrases, patterns, mentions, findings, scores.
  case score
  /// Verdicts as JSON Lines.
  case write
  /// Everything, from an mbox file to JSON Lines.
  case scan
  /// The lexicons read and compiled, as after every change to them.
  case compile
  /// Compiled rules loaded and one message checked, as for every message that a mail filter hands over.
  case check

  /// The name that tables show.
  public var name: String { rawValue }

  /// What a run of the stage reads, in words.
  public var input: String {
    switch self {
    case .split, .mime, .scan: "mbox"
    case .quotedPrintable, .base64: "encoded bodies"
    case .charset: "raw text"
    case .html: "HTML"
    case .plain: "plain text"
    case .fold: "readable text"
    case .phrases, .patterns, .score: "folded text"
    case .write: "JSON Lines (written)"
    case .compile: "lexicons"
    case .check: "one message"
    }
  }
}
