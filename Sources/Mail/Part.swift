/// One MIME part (RFC 2045), as ranges into the message's bytes.
public struct Part: Sendable {
  /// How the body's bytes are encoded for transfer (RFC 2045 section 6), uuencode and JSON included.
  public enum TransferEncoding: String, Sendable {
    case identity, quotedPrintable = "quoted-printable", base64, uuencode, jsonString = "json"
    /// Decoded already: the body is a stretch of `Message.composed`.
    case composed
    /// A name that no standard knows: the body is read as it is, with a defect.
    case unknown
  }

  /// How the part asks to be shown (RFC 2183).
  public enum Disposition: Sendable { case none, inline, attachment }

  /// The IMAP section number (RFC 3501 section 6.4.5): `1`, `2.1`; empty for the root of a multipart.
  public var section: String = ""
  /// The index of the enclosing part in `Message.parts`; nil for the root.
  public var parent: Int?
  /// How deep the part is nested; 0 for the root.
  public var depth: Int = 0
  /// Which of `Message.headers` are this part's.
  public var headers: Range<Int> = 0..<0
  /// The media type with its parameters.
  public var mediaType: MediaType = .plainText
  /// The transfer encoding of `body`.
  public var encoding: TransferEncoding = .identity
  /// The disposition.
  public var disposition: Disposition = .none
  /// The file name from Content-Disposition or Content-Type, decoded (RFC 2047, 2231); nil without one.
  public var fileName: String?
  /// Where the file name's raw value stands in the message; nil without one.
  public var fileNameRange: Range<Int>?
  /// The body's bytes, still encoded.
  public var body: Range<Int> = 0..<0

  /// Creates an empty text/plain part.
  public init() {}
}

/// A media type, RFC 2045 section 5: `text/html; charset=utf-8`.
public struct MediaType: Sendable, Hashable {
  /// The top-level type, lower-cased: `text`.
  public var type: String
  /// The subtype, lower-cased: `html`.
  public var subtype: String
  /// The parameters, names lower-cased, values decoded (RFC 2231), in order.
  public var parameters: [Parameter]

  /// One parameter of a media type or disposition.
  public struct Parameter: Sendable, Hashable {
    /// The name, lower-cased, without RFC 2231 marks.
    public var name: String
    /// The decoded value.
    public var value: String

    /// Creates a parameter.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Creates a media type.
  public init(type: String, subtype: String, parameters: [Parameter] = []) {
    self.type = type
    self.subtype = subtype
    self.parameters = parameters
  }

  /// The default of RFC 2045 section 5.2.
  public static let plainText = MediaType(type: "text", subtype: "plain")

  /// The value of the first parameter named `name` (lower case).
  public subscript(name: String) -> String? {
    parameters.first { $0.name == name }?.value
  }

  /// `type/subtype`.
  public var essence: String { "\(type)/\(subtype)" }
}
