/// Damage in a message, or a part of it that was not read.
///
/// Mail is never an error: it is read as far as it goes, and what went wrong is recorded.
public struct Defect: Sendable, Hashable {
  /// What went wrong.
  public enum Kind: String, Sendable, CaseIterable {
    // Damage that was read around; nothing is missing.
    case malformedHeader = "malformed header"
    case missingBoundary = "multipart without a usable boundary"
    case unterminatedMultipart = "multipart ends without its closing boundary"
    case truncatedEncoding = "encoded body ends early"
    case invalidEncoding = "invalid characters in an encoded body"
    case unknownEncoding = "unknown transfer encoding"
    case wrongCharset = "declared charset does not fit the text"
    case unknownCharset = "unknown charset"
    case duplicateKey = "JSON key given twice"
    // Something could not be read: coverage is incomplete.
    case encrypted = "encrypted"
    case undecodable = "undecodable"
    case tooLarge = "over the size limit"
    case tooDeep = "nested too deeply"
    case tooManyParts = "too many parts"
    case tooManyHeaders = "too many headers"
    case expansion = "expands beyond the limit"
    case invalidJSON = "not a JSON message"
    case damagedMessage = "damaged message"
    case matchLimit = "a pattern gave up at its step limit"
    case changedWhileReading = "the file changed while it was read"
    // Parts of types that are not read: listed, and counted only when coverage is strict.
    case notRead = "not read"
  }

  /// What went wrong.
  public var kind: Kind
  /// The section number of the part, when it is known.
  public var part: String?
  /// What a reader needs to know besides: a charset's name, a file name with its type, a limit.
  public var detail: String

  /// Creates a defect.
  public init(_ kind: Kind, part: String? = nil, detail: String = "") {
    self.kind = kind
    self.part = part
    self.detail = detail
  }

  /// Whether something that might hold text was left unread.
  public var losesCoverage: Bool {
    switch kind {
    case .encrypted, .undecodable, .tooLarge, .tooDeep, .tooManyParts, .tooManyHeaders, .expansion,
      .invalidJSON, .damagedMessage, .matchLimit, .changedWhileReading:
      true
    default: false
    }
  }

  /// The same defect with the line of a JSON Lines file that it is about; 0 for none.
  public func at(line: Int) -> Defect {
    guard line > 0, kind == .invalidJSON else { return self }
    var defect = self
    defect.detail = "line \(line), \(detail)"
    return defect
  }

  /// The sentence that reports print.
  public var sentence: String {
    var text = kind.rawValue
    if let part, !part.isEmpty { text += " (part \(part))" }
    if !detail.isEmpty { text += ": \(detail)" }
    return text
  }
}
