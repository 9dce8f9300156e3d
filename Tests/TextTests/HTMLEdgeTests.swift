import Native
import TestSupport
import Testing
import Text

/// HTML that ends early, hides what is inside of what is hidden, or is much larger than usual.
@Suite struct HTMLEdgeTests {
  private func text(_ html: String) -> [UInt8] {
    Blocks(reading: Array(html.utf8), as: "x.html").text
  }

  /// Near the end there is no room for the loads that read the common ones at once.
  @Test(arguments: [
    "&nbsp;", "&amp;", "&quot;", "&lt;", "&gt;", "&euro;", "&#8364;", "&copy", "&x;",
  ])
  func referencesAtTheEndAreThoseInside(_ reference: String) {
    #expect(text("a\(reference)b") == text("a\(reference)b<i></i><i></i>"))
    #expect(text("a\(reference)") == text("a\(reference)<i></i><i></i>"))
  }

  @Test(arguments: [
    ("<div style='display:none'>a<p>b<i style='visibility:visible'>c</i></p></div>d", "d"),
    ("<b hidden>a<b>b</b>c</b>d", "d"),
    ("<i style='font-size:0'>a<b style='font-size:12px'>b</b>c</i>", "b"),
    ("<i style='visibility:hidden'>a<b style='visibility:visible'>b</b>c</i>", "b"),
    ("<i style='Display : None'>a", ""), ("<template>a</template>b", "b"),
  ])
  func onlyWhatIsSeenIsRead(_ html: String, _ wanted: String) {
    #expect(text(html) == Array(wanted.utf8))
  }

  @Test(arguments: ["<", "<p", "<p ", "<p class", "<p class=", "<p class='x", "</", "</p", "<!--"])
  func whatNeverEndsIsNotText(_ end: String) {
    let wanted = end == "<" || end == "</" ? "word\(end)" : "word"
    #expect(text("word" + end) == Array(wanted.utf8))
  }

  @Test func attributesMayBeHuge() {
    let value = String(repeating: "x> ", count: 100_000)
    let names = String(repeating: "name ", count: 100_000)
    #expect(text("<p title='\(value)' hidden>a</p><p \(names)>word") == Array("word".utf8))
  }

  @Test(arguments: ["<a ", "<i>", "</i>", "<p a='", "<td>", "&", "<!-", "<i style=';;", "\"=' "])
  func hostilePiecesCostNoMoreThanTheirLength(_ piece: String) {
    // Quadratic time would be minutes.
    _ = text(String(repeating: piece, count: 200_000))
  }

  @Test func closingTagsCloseAcrossCapitalsAndSpaces() {
    #expect(text("<DIV hidden>a</div >b") == Array("b".utf8))
    #expect(text("<span hidden>a</SPAN>b") == Array("b".utf8))
    #expect(text("<custom-element hidden>a</Custom-Element>b") == Array("b".utf8))
    #expect(text("<span hidden>a</spa>b</span>c") == Array("c".utf8))
  }
}
