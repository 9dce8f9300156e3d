import Mail
import Testing

@Suite struct ContentTypeTests {
  @Test(arguments: [
    ("text/html; charset=utf-8", "text/html|charset=utf-8"),
    ("TEXT/HTML;CHARSET=UTF-8", "text/html|charset=UTF-8"),
    (" text / html ; charset = \"utf-8\" ", "text/html|charset=utf-8"),
    ("text/plain; charset=us-ascii (Plain text)", "text/plain|charset=us-ascii"),
    ("text/plain (comment); (another) charset=us-ascii", "text/plain|charset=us-ascii"),
    ("text/plain charset=utf-8 format=flowed", "text/plain|charset=utf-8|format=flowed"),
    ("text/plain; charset=utf-8; charset=koi8-r", "text/plain|charset=utf-8|charset=koi8-r"),
    ("text/plain;;; charset=utf-8;", "text/plain|charset=utf-8"),
    ("text/plain; charset=\"utf-8", "text/plain|charset=utf-8"),
    ("text/plain; name=a b.txt; x=1", "text/plain|name=a b.txt|x=1"),
    ("text/plain; name=\"a \\\"b\\\".txt\"", "text/plain|name=a \"b\".txt"),
    ("text/plain; name=\"semi;colon.txt\"", "text/plain|name=semi;colon.txt"),
    ("text/plain; name==?utf-8?Q?caf=C3=A9.txt?=", "text/plain|name=café.txt"),
    ("text/plain; name=\"=?utf-8?B?Y2Fmw6k=?= =?utf-8?Q?.txt?=\"", "text/plain|name=café.txt"),
    // RFC 2231.
    ("a/b; name*=utf-8'en'caf%C3%A9", "a/b|name=café"),
    ("a/b; name*=iso-8859-1''caf%E9", "a/b|name=café"),
    ("a/b; name*0=one; name*1=\" two\"", "a/b|name=one two"),
    ("a/b; name*1=two; name*0=one", "a/b|name=onetwo"),
    ("a/b; name*0*=utf-8''caf%C3; name*1*=%A9; name*2=\".%41\"", "a/b|name=café.%41"),
    ("a/b; name=plain; name*=utf-8''extended", "a/b|name=extended"),
    ("a/b; name*0*=utf-8''x; name*0=y", "a/b|name=x"),
    ("a/b; name*=%41", "a/b|name=A"),
    ("a/b; name*=utf-8''%zz%4", "a/b|name=%zz%4"),
    ("a/b; name*x=1", "a/b|name*x=1"),
    ("a/b; *=1", "a/b|*=1"),
    ("a/b; =1; name", "a/b"),
    // What is no media type is plain text (RFC 2045 section 5.2).
    ("text", "text/plain"),
    ("html", "text/plain"),
    ("", "text/plain"),
    ("/", "text/plain"),
    ("multipart", "text/plain"),
  ])
  func aValueGivesTypeAndParameters(_ value: String, _ expected: String) {
    var probe = HeaderProbe()
    let type = probe.part("Content-Type: \(value)").part.mediaType
    let parameters = type.parameters.map { "|\($0.name)=\($0.value)" }.joined()
    #expect(type.essence + parameters == expected, "\(value)")
  }

  @Test(arguments: [
    ("attachment; filename=a.txt", Part.Disposition.attachment, "a.txt" as String?),
    ("ATTACHMENT", .attachment, nil),
    ("inline; filename=\"a.txt\"", .inline, "a.txt" as String?),
    ("x-odd; filename=a.txt", .attachment, "a.txt" as String?),
    ("filename=a.txt", .attachment, "a.txt" as String?),
    ("attachment; name=a.txt", .attachment, "a.txt" as String?),
    ("attachment; filename=bus list (final).doc; size=3", .attachment, "bus list (final).doc"),
    ("attachment; filename*=utf-8''a%20b; filename=c", .attachment, "a b"),
  ])
  func aDispositionGivesTheFileName(
    _ value: String, _ disposition: Part.Disposition, _ name: String?
  ) {
    var probe = HeaderProbe()
    let part = probe.part("Content-Disposition: \(value)").part
    #expect(part.disposition == disposition && part.fileName == name, "\(value)")
  }

  @Test func theFileNamesPlaceIsItsRawValue() {
    var probe = HeaderProbe()
    let fields = "Content-Type: a/b; name=\"caf=\"\nContent-Disposition: inline; filename=\"x y\""
    let range = probe.part(fields).part.fileNameRange
    #expect(range.map { String(decoding: Array(fields.utf8)[$0], as: UTF8.self) } == "x y")
  }

  @Test(arguments: [
    ("7bit", Part.TransferEncoding.identity), ("8BIT", .identity), ("binary", .identity),
    ("Quoted-Printable", .quotedPrintable), (" base64 (padded)", .base64), ("base64;", .base64),
    ("\"base64\"", .base64), ("x-uuencode", .uuencode), ("x-gzip64", .unknown), ("", .identity),
  ])
  func transferEncodingsAreTold(_ value: String, _ expected: Part.TransferEncoding) {
    var probe = HeaderProbe()
    let (part, defects) = probe.part("Content-Transfer-Encoding: \(value)")
    #expect(part.encoding == expected, "\(value)")
    #expect(defects.contains { $0.kind == .unknownEncoding } == (expected == .unknown))
  }

  @Test func hostileParametersTakeLinearTime() {
    var probe = HeaderProbe()
    let clock = ContinuousClock()
    for unit in ["a*0*=%;", "=", "\"", "a=\"", "(", "a=(", " (", ";", "a=b (", "name=x (", "a*=''"]
    {
      let value = "a/b; " + String(repeating: unit, count: 200_000 / unit.utf8.count)
      let time = clock.measure { _ = probe.part("Content-Type: \(value)") }
      #expect(time < .seconds(10), "\(unit) took \(time)")
    }
  }
}
