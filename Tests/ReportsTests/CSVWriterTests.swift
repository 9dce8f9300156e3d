import Reports
import Testing

@Suite struct CSVWriterTests {
  private func cell(_ text: String) -> String {
    var csv = CSVWriter()
    csv.text(text)
    return String(decoding: csv.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("+1-413-555-0142", "'+1-413-555-0142"),
    ("-2+3", "'-2+3"), ("@SUM(1)", "'@SUM(1)"), ("\t=1+1", "' =1+1"), ("\r=1+1", "' =1+1"),
    ("  =1+1", "'  =1+1"), ("＝1+1", "'＝1+1"), ("a=1", "a=1"), ("", ""),
    ("two\r\nlines", "two  lines"), ("bell\u{7}", "bell\u{FFFD}"), ("\u{202E}txt", "\u{FFFD}txt"),
    ("say \"hi\"", "say \"\"hi\"\""),
  ])
  func noTextIsRunAsAFormula(text: String, written: String) {
    #expect(cell(text) == "\"\(written)\"")
  }

  @Test func cellsFitIntoExcel() {
    let long = cell(String(repeating: "😀", count: 40_000))
    #expect(long.utf16.count < 32_767 && long.hasSuffix("😀…\""))
  }

  @Test func rowsEndAsTheStandardHasIt() {
    var csv = CSVWriter()
    csv.text("a")
    csv.number(-3)
    csv.nothing()
    csv.endRow()
    csv.text("b")
    csv.endRow()
    #expect(csv.bytes == Array("\"a\",-3,\r\n\"b\"\r\n".utf8))
  }
}
