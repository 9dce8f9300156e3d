import Foundation
import Mail
import Native
import TestSupport
import Testing
import Text

/// The decoded texts that other projects' test messages are known to hold (shared material).
@Suite struct ExpectedTextTests {
  private struct Expectation: Decodable {
    struct Text: Decodable {
      var content_type: String?
      var kind: String?
      var text: String
      var lossy: Bool?
    }
    var file: String
    var text_parts: [Text]
  }

  private func squeezed(_ text: String) -> [UInt8] {
    // Ignoring invisible characters keeps the comparison about text.
    Array(
      String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
        .utf8)
  }

  private func words(_ text: [UInt8]) -> [UInt8] {
    text.filter {
      $0 >= 0x80 || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39)
    }
  }

  /// Uuencoded files are no text: they are taken out, and read or noted as files.
  private func withoutFiles(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var offset = 0
    for block in UUEncodedBlocks.find(in: bytes.span) {
      result += bytes[offset..<block.range.lowerBound]
      offset = block.range.upperBound
    }
    return String(decoding: result + bytes[offset...], as: UTF8.self)
  }

  /// HTML without its tags, with the character references that the suites use as characters.
  private func stripped(_ html: String) -> String {
    var result = ""
    var isTag = false
    for character in html.unicodeScalars {
      if character == "<" { isTag = true }
      if !isTag { result.unicodeScalars.append(character) }
      if character == ">" { isTag = false }
    }
    for (name, text) in [
      ("nbsp", " "), ("quot", "\""), ("lt", "<"), ("gt", ">"), ("ouml", "ö"), ("uuml", "ü"),
      ("auml", "ä"), ("szlig", "ß"), ("Ouml", "Ö"), ("Uuml", "Ü"), ("Auml", "Ä"), ("amp", "&"),
    ] {
      result = result.replacingOccurrences(of: "&\(name);", with: text)
    }
    return result
  }

  private func reason(_ wanted: [UInt8]) -> String {
    let text = String(decoding: wanted, as: UTF8.self)
    if text.contains("Content-Type:") || text.contains("Textbody--") {
      return "the suite reads a delimiter as text"
    }
    if text.contains("base64-encoded") { return "the part is not a text" }
    return "another alternative says it, or the parser reads it otherwise"
  }

  @Test(arguments: [false, true])
  func theTextsOfOtherSuitesAreFound(crlf: Bool) throws {
    guard let folder = Repository.shared?.appending(path: "data/mime"),
      let lines = try? String(contentsOf: folder.appending(path: "EXPECTED.jsonl"), encoding: .utf8)
    else {
      print("skipped: no shared material")
      return
    }
    var parser = MIMEParser()
    var extractor = TextExtractor()
    var message = Message()
    var passages = Passages()
    var total = 0
    var found = 0
    var asShown = 0
    var long = 0
    var longFound = 0
    for line in lines.split(separator: "\n") {
      let expectation = try JSONDecoder().decode(Expectation.self, from: Data(line.utf8))
      let path = folder.appending(path: expectation.file)
      guard let data = try? Data(contentsOf: path) else {
        print("missing: \(expectation.file)")
        continue
      }
      let bytes = crlf ? [UInt8](data).withCRLF : [UInt8](data)
      parser.parse(bytes.span, into: &message)
      extractor.extract(message, from: bytes.span, into: &passages)
      var read: [UInt8] = []
      for document in passages.documents {
        read += squeezed(String(decoding: passages.decoded[document.decoded], as: UTF8.self))
        read.append(0)
      }
      for document in passages.documents {
        read += squeezed(
          stripped(String(decoding: passages.decoded[document.decoded], as: UTF8.self)))
        read.append(0)
      }
      var shown: [UInt8] = []
      for passage in passages.items {
        shown += squeezed(String(decoding: passages.text[passage.text], as: UTF8.self))
      }
      let words = self.words(shown)
      for text in expectation.text_parts where text.lossy != true {
        // text/richtext and text/enriched have tags too; suites that name no type mean them as well.
        let type = text.content_type ?? text.kind ?? ""
        let isMarkup = ["html", "rich"].contains { type.contains($0) }
        let wanted = squeezed(isMarkup ? stripped(text.text) : withoutFiles(text.text))
        guard !wanted.isEmpty else { continue }
        total += 1
        if wanted.count >= 15 { long += 1 }
        let isEnriched = text.text.contains("<bold>")
        let unmarked = squeezed(stripped(text.text))
        let isAsShown =
          shown.span.firstOffset(of: wanted.span) != nil
          || isEnriched && shown.span.firstOffset(of: unmarked.span) != nil
        // How text is shown (marks of quotations, hidden text, links apart) is tested with HTML and
        // plain text; here it counts that the part was chosen and decoded. A plain version may
        // have *marks* for what its HTML version says in bold.
        let isFound =
          isAsShown || read.span.firstOffset(of: wanted.span) != nil
          || words.span.firstOffset(of: self.words(wanted).span) != nil
        if isAsShown { asShown += 1 }
        if isFound {
          found += 1
          if wanted.count >= 15 { longFound += 1 }
        } else {
          let reason = reason(wanted)
          let head = String(decoding: wanted.prefix(50), as: UTF8.self)
          print("miss: \(expectation.file): \(reason): \(head)")
        }
      }
    }
    print(
      "found \(found) of \(total) (\(asShown) as they are shown), of those with 15 bytes or more \(longFound) of \(long); CRLF: \(crlf)"
    )
    #expect(found >= 276)
  }
}
