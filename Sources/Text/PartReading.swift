import Mail

/// How a part is read: what a mail program would show of it, and what holds no readable text.
enum PartReading: Equatable {
  /// The children of a multipart, by the subtype.
  case children
  /// The children of a multipart/alternative: the same content several times.
  case alternatives
  /// A message inside the message (message/rfc822, message/global), or the first piece of one.
  case message
  /// Text for people; the text of an attachment when `isAttachment`.
  case text(TextFormat, isAttachment: Bool)
  /// A cryptographic signature, which says nothing that a person reads.
  case signature
  /// Encrypted content.
  case encrypted
  /// Signed content packed so that only a cryptographic program can read it.
  case opaqueSignature
  /// A file that its content may show to be one that can be read; why not, otherwise.
  case file(why: String)
  /// A type that is not read; why, in a sentence.
  case unread(why: String)

  /// The markup of a text.
  ///
  /// A sheet is a table that was written here, always with tabs.
  enum TextFormat: Equatable { case plain, html, commaSeparated, tabSeparated, sheet, calendar }

  /// Decides how to read a part.
  init(_ part: borrowing Part) {
    let type = part.mediaType.type
    let subtype = part.mediaType.subtype
    let isAttachment =
      part.disposition == .attachment || (part.fileName != nil && part.disposition != .inline)
    switch type {
    case "multipart":
      switch subtype {
      case "alternative": self = .alternatives
      case "encrypted": self = .encrypted
      default: self = .children
      }
    case "message":
      switch subtype {
      case "rfc822", "global", "news", "partial": self = .message
      case "external-body": self = .unread(why: "content kept elsewhere is not read")
      default: self = .text(.plain, isAttachment: true)
      }
    case "text":
      self = Self.text(subtype, isAttachment, extensionOf: part.fileName)
    case "image": self = .unread(why: "images are not read")
    case "audio": self = .unread(why: "sound is not read")
    case "video": self = .unread(why: "video is not read")
    default:
      self = Self.application(
        part.mediaType, extension: Self.fileExtension(part.fileName), isAttachment)
    }
  }

  private static func text(
    _ subtype: String, _ isAttachment: Bool, extensionOf name: String?
  ) -> PartReading {
    switch subtype {
    case "html", "x-html", "x-amp-html", "enriched", "richtext", "x-aol", "xhtml":
      .text(.html, isAttachment: isAttachment)
    case "csv", "comma-separated-values", "x-csv", "x-comma-separated-values":
      .text(.commaSeparated, isAttachment: true)
    case "tab-separated-values", "tsv": .text(.tabSeparated, isAttachment: true)
    case "calendar", "x-vcalendar", "vcard", "x-vcard", "directory":
      .text(.calendar, isAttachment: true)
    case "rtf": .file(why: "type text/rtf is not read")
    case "plain":
      // An attached table or page is often called plain text.
      switch fileExtension(name) {
      case "csv": .text(.commaSeparated, isAttachment: true)
      case "tsv", "tab": .text(.tabSeparated, isAttachment: true)
      case "htm", "html": .text(.html, isAttachment: isAttachment)
      case "ics", "vcs", "vcf": .text(.calendar, isAttachment: true)
      default: .text(.plain, isAttachment: isAttachment)
      }
    case "x-amp", "markdown", "x-markdown", "x-plain", "unknown", "":
      .text(.plain, isAttachment: isAttachment)
    // Logs, patches, source text: what is attached, not what is written.
    default: .text(.plain, isAttachment: true)
    }
  }

  private static func application(
    _ type: borrowing MediaType, extension suffix: String, _ isAttachment: Bool
  ) -> PartReading {
    let subtype = type.subtype
    switch subtype {
    case "pgp-signature", "pkcs7-signature", "x-pkcs7-signature", "ms-tnef-signature":
      return .signature
    case "pgp-encrypted": return .encrypted
    case "pkcs7-mime", "x-pkcs7-mime":
      switch type["smime-type"]?.lowercased() {
      case "signed-data": return .opaqueSignature
      case "certs-only": return .signature
      default: return suffix == "p7s" ? .signature : .encrypted
      }
    case "xhtml+xml": return .text(.html, isAttachment: isAttachment)
    case "json", "ld+json", "xml", "yaml", "x-yaml", "javascript", "x-javascript", "pgp",
      "x-sh", "sql", "x-ndjson", "jsonl", "mbox", "x-subrip", "toml", "x-httpd-php":
      return .text(.plain, isAttachment: true)
    case "csv", "x-csv": return .text(.commaSeparated, isAttachment: true)
    case "ics", "vcard": return .text(.calendar, isAttachment: true)
    default: break
    }
    if subtype.hasSuffix("+json") || subtype.hasSuffix("+xml") {
      if !subtype.hasPrefix("vnd.") { return .text(.plain, isAttachment: true) }
    }
    // Programs that do not know a file's type send it as a stream of bytes.
    switch suffix {
    case "ics", "vcs", "vcf": return .text(.calendar, isAttachment: true)
    case "txt", "text", "log", "md", "json", "jsonl", "xml", "yml", "yaml", "srt",
      "eml":
      return .text(.plain, isAttachment: true)
    case "csv": return .text(.commaSeparated, isAttachment: true)
    case "tsv": return .text(.tabSeparated, isAttachment: true)
    case "htm", "html": return .text(.html, isAttachment: true)
    default: return .file(why: "type \(type.essence) is not read")
    }
  }

  /// Why a file of a name in an archive is not even unpacked; nil when it is.
  static func unreadable(name: String) -> String? {
    switch fileExtension(name) {
    case "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "svg", "ico":
      "images are not read"
    case "mp3", "wav", "m4a", "ogg", "flac", "aac", "wma", "amr": "sound is not read"
    case "mp4", "mov", "avi", "mkv", "webm", "wmv", "mpg", "mpeg", "3gp": "video is not read"
    default: nil
    }
  }

  /// The part of a file name behind its last dot, in lower case; empty when there is none.
  private static func fileExtension(_ name: String?) -> String {
    guard let name, let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return "" }
    let suffix = name[name.index(after: dot)...]
    guard suffix.utf8.count <= 8 else { return "" }
    return suffix.lowercased()
  }
}
