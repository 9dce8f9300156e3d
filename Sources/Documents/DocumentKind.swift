private import Mail
public import Native

/// What a file is that can be read by itself, told by how it begins and not by its name.
public enum DocumentKind: Sendable, Hashable {
  /// An archive, a compressed file, or a document that is a zip archive.
  case archive(ArchiveReader.Kind)
  /// Rich Text Format.
  case richText
  /// PDF (ISO 32000).
  case pdf
  /// Microsoft's compound file ([MS-CFB]): an Outlook message, an old or an encrypted Office document.
  case compound
  /// Outlook's winmail.dat ([MS-OXTNEF]).
  case tnef

  /// How much of a file's beginning tells.
  public static let headBytes = 1_100

  /// The kind of a file that begins with `head`; nil when it is none of these.
  public init?(head: Span<UInt8>) {
    if let kind = ArchiveReader.Kind(head: head) {
      self = .archive(kind)
    } else if head.hasPrefix(ignoringCase: "{\\rtf") {
      self = .richText
    } else if OutlookMail.isCompoundFile(head) {
      self = .compound
    } else if Self.begins(head, [0x78, 0x9F, 0x3E, 0x22]) {
      self = .tnef
    } else if Self.isPDF(head) {
      self = .pdf
    } else {
      return nil
    }
  }

  private static func begins(_ head: Span<UInt8>, _ magic: [UInt8]) -> Bool {
    guard head.count >= magic.count else { return false }
    for index in magic.indices where head[index] != magic[index] { return false }
    return true
  }

  /// Readers look for the mark in the first 1,024 bytes; a text that only speaks of it has a letter before it.
  private static func isPDF(_ head: Span<UInt8>) -> Bool {
    let mark = Array("%PDF-".utf8)
    guard let at = head.firstOffset(of: mark.span) else { return false }
    if at == 0 || head[at - 1] < 0x20 { return true }
    return head.firstOffset(of: 0, to: at) != nil
  }
}
