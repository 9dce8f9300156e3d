import Foundation
import Mail
import TestSupport
import Testing

@testable import Text

/// A message with a file attached, and what was read of it.
struct AttachedMail {
  let passages: Passages

  /// Attaches a file in base64.
  init(
    _ file: [UInt8], name: String, type: String = "application/octet-stream",
    limits: Limits = Limits()
  ) {
    let encoded = Data(file).base64EncodedString(options: [
      .lineLength76Characters, .endLineWithLineFeed,
    ])
    let message = """
      Subject: See attached
      Content-Type: multipart/mixed; boundary=b

      --b

      See attached.
      --b
      Content-Type: \(type); name="\(name)"
      Content-Disposition: attachment
      Content-Transfer-Encoding: base64

      \(encoded)
      --b--

      """
    self.init(Array(message.utf8), limits: limits)
  }

  /// Reads a message.
  init(_ bytes: [UInt8], limits: Limits = Limits()) {
    var parser = MIMEParser(limits: limits)
    var message = Message()
    parser.parse(bytes.span, into: &message)
    var extractor = TextExtractor(limits: limits)
    var passages = Passages()
    extractor.extract(message, from: bytes.span, into: &passages)
    self.passages = passages
  }

  /// The passages of an entry of the attachment, by their readable text.
  func texts(at entry: String) -> [(kind: Passage.Kind, text: String)] {
    passages.items.filter {
      $0.field != .attachmentName && passages.documents[$0.document].entry == entry
    }.map { ($0.kind, String(decoding: passages.text[$0.text], as: UTF8.self)) }
  }

  var defects: [Defect.Kind] { passages.defects.map(\.kind) }

  /// Every passage's offsets lie in its document, and lead back to what is read.
  func checkOffsets(_ name: String) {
    for passage in passages.items {
      let place = passages.locate(0..<passage.folded.count, in: passage)
      let document = passages.documents[passage.document].decoded
      #expect(place.start <= place.end && place.end <= document.count, "\(name)")
    }
  }
}
