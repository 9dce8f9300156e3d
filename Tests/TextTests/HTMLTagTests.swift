import TestSupport
import Testing

@testable import Text

/// Reading tags eight bytes at a time against a reader of one byte after the other.
@Suite struct HTMLTagTests {
  private struct Naive: Equatable {
    var end: Int?
    var name: String = ""
    var values: [String: [UInt8]] = [:]
  }

  private static let names = ["style", "href", "placeholder", "id"]

  private func isSpace(_ byte: UInt8) -> Bool { [0x20, 9, 10, 12, 13].contains(byte) }

  private func naive(_ html: [UInt8]) -> Naive {
    var tag = Naive()
    var offset = 1
    let isEnd = html[1] == UInt8(ascii: "/")
    if isEnd { offset += 1 }
    func name(_ ends: String) -> String {
      var name: [UInt8] = []
      while offset < html.count, !isSpace(html[offset]), !ends.utf8.contains(html[offset]) {
        name.append(html[offset])
        offset += 1
      }
      return String(decoding: name, as: UTF8.self).lowercased()
    }
    tag.name = name("/>")
    while offset < html.count {
      let byte = html[offset]
      if byte == UInt8(ascii: ">") {
        tag.end = offset + 1
        return tag
      }
      if isSpace(byte) || byte == UInt8(ascii: "/") {
        offset += 1
        continue
      }
      var attribute = ""
      if byte == UInt8(ascii: "=") {
        attribute = "="
        offset += 1
      }
      attribute += name("/>=")
      while offset < html.count, isSpace(html[offset]) { offset += 1 }
      var value: [UInt8] = []
      if offset < html.count, html[offset] == UInt8(ascii: "=") {
        offset += 1
        while offset < html.count, isSpace(html[offset]) { offset += 1 }
        guard offset < html.count else { break }
        let quote = html[offset]
        if quote == 0x22 || quote == 0x27 {
          offset += 1
          while offset < html.count, html[offset] != quote {
            value.append(html[offset])
            offset += 1
          }
          guard offset < html.count else { break }
          offset += 1
        } else {
          while offset < html.count, !isSpace(html[offset]), html[offset] != UInt8(ascii: ">") {
            value.append(html[offset])
            offset += 1
          }
        }
      }
      if !isEnd, Self.names.contains(attribute) { tag.values[attribute] = value }
    }
    return tag
  }

  @Test func tagsAreThoseOfTheNaiveTwin() {
    var generator = SeededGenerator(seed: 71)
    let pieces = [
      "a", "DIV", "blockquote", " ", "\n", "/", ">", "=", "\"", "'", "style", "HREF", "href=x",
      " id='y z'", " placeholder=\"a long value with > in it, and more words\"", "é", "x-y", "1",
      "=style=", "STYLE = 'q'",
    ]
    for _ in 0..<30_000 {
      let count = Int.random(in: 0...12, using: &generator)
      let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let html = Array(((Bool.random(using: &generator) ? "<b" : "</b") + text).utf8)
      let wanted = naive(html)
      var tag = HTMLTag()
      let end = tag.read(
        html.span, at: 0, elements: HTMLElement.byName, attributes: HTMLAttribute.byName)
      #expect(end == wanted.end)
      guard end != nil else { continue }
      #expect(tag.name == HTMLName(wanted.name), "\(String(decoding: html, as: UTF8.self))")
      let ranges = [tag[.style], tag[.link], tag[.placeholder], tag[.identity]]
      for (name, range) in zip(Self.names, ranges) {
        #expect(Array(html[range]) == wanted.values[name] ?? [])
      }
    }
  }
}
