import Mail
import Native
import Testing

@testable import Documents

@Suite struct XMLTextTests {
  @discardableResult
  private func parse<Handler: XMLHandler>(
    _ xml: String, with handler: inout Handler
  ) -> XMLParser.Outcome {
    let bytes = Array(xml.utf8)
    return XMLParser.parse(bytes.span, with: &handler)
  }

  private func paragraphs(_ xml: String, limit: Int = 1_000) -> (String, XMLParser.Outcome) {
    var handler = ParagraphText(limit: limit)
    let outcome = parse(xml, with: &handler)
    return (String(decoding: handler.output.bytes, as: UTF8.self), outcome)
  }

  @Test(arguments: [
    ("<d><p><r><t>a &amp; b</t><tab/><t>c</t></r></p></d>", "a & b\tc\n"),
    // A tab stop is no tab, a field's code no text.
    ("<d><p><pPr><tabs><tab/></tabs></pPr><r><t>a</t></r></p></d>", "a\n"),
    ("<d><p><r><instrText>PAGE</instrText><t>7</t></r></p></d>", "7\n"),
    // What was deleted is still there to be read.
    ("<d><p><del><r><delText>gone</delText></r></del></p></d>", "gone\n"),
    // Programs that do not know the choice show the fallback: it says the same.
    ("<d><p><r><Choice><t>x</t></Choice><Fallback><t>x</t></Fallback></r></p></d>", "x\n"),
    ("<w:d xmlns:w='u'><w:p><w:r><w:t>x</w:t></w:r></w:p></w:d>", "x\n"),
    (
      "<d><tr><tc><p><r><t>a</t></r></p><p><r><t>b</t></r></p></tc><tc><p/></tc><tc><p><r><t>c</t></r></p></tc></tr></d>",
      "a b\t\tc\n"
    ),
  ])
  func paragraphsAreLines(xml: String, text: String) {
    let (found, outcome) = paragraphs(xml)
    #expect(found == text)
    #expect(outcome == .finished)
  }

  @Test func damagedXMLIsReadAsFarAsItGoes() {
    let (text, outcome) = paragraphs("<d><p><r><t>first</t></r></p><p><r><t>sec")
    #expect(text == "first\nsec")
    #expect(outcome == .malformed("no element found"))
  }

  @Test func documentTypesAreRefused() {
    let (text, outcome) = paragraphs(
      "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><d><p><t>&e;</t></p></d>")
    #expect(text.isEmpty)
    #expect(outcome == .refused)
  }

  @Test func textIsBounded() {
    let (text, outcome) = paragraphs(
      "<d><p><r><t>\(String(repeating: "x", count: 5_000))</t></r></p></d>")
    #expect(text.count == 1_000)
    #expect(outcome == .finished)
  }

  /// Cells that name one long shared text again and again do not make it longer than the limit.
  @Test func sharedTextsDoNotMultiply() {
    var strings = SharedStrings()
    let long = String(repeating: "x", count: 10_000)
    parse("<sst><si><t>\(long)</t></si></sst>", with: &strings)
    let row = "<row>" + String(repeating: "<c t='s'><v>0</v></c>", count: 1_000) + "</row>"
    var sheet = SheetText(strings: strings, styles: CellStyles(), limit: 50_000)
    parse("<s>\(row)</s>", with: &sheet)
    #expect(sheet.output.bytes.count == 50_000)
    #expect(sheet.output.isCut)
  }

  @Test func cellsStandInTheirColumns() {
    var strings = SharedStrings()
    parse(
      "<sst><si><r><t>Ma</t></r><r><t>ya</t></r><rPh><t>no</t></rPh></si></sst>", with: &strings)
    var styles = CellStyles()
    parse(
      "<s><numFmts><numFmt numFmtId='170' formatCode='yyyy\\-mm'/><numFmt numFmtId='171' formatCode='0.0 &quot;days&quot;'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/><xf numFmtId='171'/></cellXfs></s>",
      with: &styles)
    let xml = """
      <s><row><c r="B1" t="s"><v>0</v></c><c r="D1" s="1"><v>40972</v></c><c r="E1" s="2"><v>1</v></c>\
      <c r="F1" s="3"><v>3</v></c><c r="G1" t="b"><v>1</v></c><c r="H1" t="inlineStr"><is><t>"a" b</t></is></c></row>\
      <row><c t="str"><f>X</f><v>p
      q</v></c></row></s>
      """
    var sheet = SheetText(strings: strings, styles: styles, limit: 1_000)
    parse(xml, with: &sheet)
    #expect(
      String(decoding: sheet.output.bytes, as: UTF8.self)
        == "\tMaya\t\t2012-03-04\t1900-01-01\t3\tTRUE\t\"\"\"a\"\" b\"\np q\n")
  }

  @Test(arguments: [
    (1.0, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (36_526, "2000-01-01"),
    (40_968.75, "2012-02-29"), (45_658, "2025-01-01"),
  ])
  func numbersAreDates(number: Double, date: String) {
    #expect(CellStyles.date(of: number) == date)
  }
}
