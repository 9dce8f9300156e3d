import Foundation
import Mail
import Reports
import Testing

@Suite struct JSONWriterTests {
  @Test func writesWhatAParserReadsBack() throws {
    var json = JSONWriter()
    let hostile = "quote \" backslash \\ line \n tab \t bell \u{7} nul \u{0} é 漢 \u{1F600} \u{2028}"
    json.object { json in
      json.key("text")
      json.string(hostile)
      json.key("list")
      json.array { json in
        json.number(-3)
        json.object { _ in }
        json.null()
        json.bool(true)
      }
      json.key("seconds")
      json.decimal(1.2345)
    }
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any])
    #expect(object["text"] as? String == hostile)
    #expect((object["list"] as? [Any])?.count == 4)
    #expect(object["seconds"] as? Double == 1.235 || object["seconds"] as? Double == 1.234)
  }

  @Test(arguments: [(0.0, "0.000"), (0.0004, "0.000"), (12.05, "12.050"), (-0.5, "-0.500")])
  func decimalsHaveThreePlaces(value: Double, text: String) {
    var json = JSONWriter()
    json.decimal(value)
    #expect(String(decoding: json.bytes, as: UTF8.self) == text)
  }
}

@Suite struct DateTextTests {
  @Test(arguments: [
    (0, 0, "1970-01-01T00:00:00Z", "Thu 1 Jan 1970 00:00"),
    (1_772_678_820, -300, "2026-03-04T21:47:00-05:00", "Wed 4 Mar 2026 21:47"),
    (951_782_400, 0, "2000-02-29T00:00:00Z", "Tue 29 Feb 2000 00:00"),
    (-1, 330, "1970-01-01T05:29:59+05:30", "Thu 1 Jan 1970 05:29"),
  ])
  func datesAreWrittenInTheWritersOffset(
    seconds: Int, offset: Int, iso: String, readable: String
  ) {
    let date = MessageDate(seconds: Int64(seconds), offsetMinutes: offset)
    #expect(date.iso8601 == iso)
    #expect(date.readable == readable)
  }
}
