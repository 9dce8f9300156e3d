import Foundation
import Mail
import Native
import TestSupport
import Testing

/// Parses one line and decodes what the ranges stand for.
private func parse(_ text: String) -> (message: Message, texts: [String]) {
  parse(Array(text.utf8))
}

private func parse(_ bytes: [UInt8]) -> (message: Message, texts: [String]) {
  var parser = JSONMessageParser()
  var message = Message()
  parser.parse(bytes.span, into: &message)
  let texts = message.parts.filter { $0.encoding == .jsonString }.map { part in
    decoded(Array(bytes[part.body]))
  }
  return (message, texts)
}

private func decoded(_ bytes: [UInt8]) -> String {
  var text: [UInt8] = []
  var map = OffsetMap()
  JSONString.decode(bytes.span, into: &text, map: &map)
  return String(decoding: text, as: UTF8.self)
}

@Suite struct JSONMessageParserTests {
  @Test func readsEveryKeyOfTheContract() {
    let line = #"""
      {"id":"m1","channel":"sms","from":{"name":"Ms. Ortiz","address":"n.ortiz@westvale.example","role":"Staff"},"to":[{"address":"ada@mail.example"},"Bo Lee <bo@mail.example>"],"cc":["413-555-0142"],"date":"2026-03-04T21:47:00-05:00","subject":"Trip \u2014 Friday","body":"Line one\nline \"two\"","labels":{"student":1,"x":[[{"y":null}]]},"risk":"low","spans":[{"type":"A","text":"b"}],"lang":"en"}
      """#
    let (message, texts) = parse(line)
    #expect(message.id == "m1")
    #expect(message.channel == .sms)
    #expect(
      message.from == [
        Mailbox(name: "Ms. Ortiz", address: "n.ortiz@westvale.example", roleHint: "staff")
      ])
    #expect(
      message.to == [
        Mailbox(address: "ada@mail.example"), Mailbox(name: "Bo Lee", address: "bo@mail.example"),
      ])
    #expect(message.cc == [Mailbox(address: "413-555-0142")])
    #expect(message.date == MessageDate(seconds: 1_772_678_820, offsetMinutes: -300))
    #expect(texts == ["Line one\nline \"two\""])
    #expect(message.parts.map(\.section) == ["1"])
    #expect(message.parts[0].mediaType == .plainText)
    let subject = message.subject.map { decoded(Array(Array(line.utf8)[$0.range])) }
    #expect(subject == "Trip — Friday")
    #expect(message.subject?.encoding == .jsonString)
    #expect(message.defects.isEmpty)
  }

  @Test func bodyAndHTMLAreAlternatives() {
    let (message, texts) = parse(#"{"html":"<p>Hi</p>","body":"Hi","id":17}"#)
    #expect(message.id == "17")
    #expect(message.channel == .email)
    #expect(message.parts.map(\.section) == ["", "1", "2"])
    #expect(
      message.parts.map(\.mediaType.essence) == [
        "multipart/alternative", "text/plain", "text/html",
      ])
    #expect(message.parts.map(\.parent) == [nil, 0, 0])
    #expect(message.parts.map(\.depth) == [0, 1, 1])
    #expect(texts == ["Hi", "<p>Hi</p>"])
    #expect(parse(#"{"html":"<p>Hi</p>"}"#).message.parts.map(\.mediaType.essence) == ["text/html"])
    #expect(parse("{}").message.parts.isEmpty)
    #expect(parse(" { } ").message.defects.isEmpty)
  }

  @Test func peopleComeInManyShapes() {
    let many = parse(
      #"{"from":"\"Lee, Bo\" <bo@x.example>","to":"a@x.example, Ada Smith <ada@x.example>; c@x.example","cc":{"name":"Only a name"},"bcc":[4135550142,null,"  "]}"#
    ).message
    #expect(many.from == [Mailbox(name: "Lee, Bo", address: "bo@x.example")])
    #expect(many.to.map(\.address) == ["a@x.example", "ada@x.example", "c@x.example"])
    #expect(many.cc == [Mailbox(name: "Only a name", address: "")])
    #expect(many.bcc == [Mailbox(address: "4135550142")])
    #expect(parse(#"{"from":"Smith, Jo"}"#).message.from == [Mailbox(address: "Smith, Jo")])
    #expect(parse(#"{"from":null,"to":[]}"#).message.from.isEmpty)
    let wrong = parse(#"{"from":[true,["a@x.example"]],"to":{"name":{"first":"A"},"address":"b"}}"#)
    #expect(wrong.message.from.isEmpty)
    #expect(wrong.message.to == [Mailbox(address: "b")])
    #expect(
      wrong.message.defects.map(\.kind) == [.malformedHeader, .malformedHeader, .malformedHeader])
  }

  @Test func theLastOfTwoEqualKeysWinsAndIsADefect() {
    let (message, texts) = parse(#"{"body":"one","to":["a"],"body":"two","to":"b","x":1,"x":2}"#)
    #expect(texts == ["two"])
    #expect(message.to == [Mailbox(address: "b")])
    #expect(
      message.defects == [
        Defect(.duplicateKey, detail: "body"), Defect(.duplicateKey, detail: "to"),
      ])
    let escaped = parse(#"{"\u0062ody":"read"}"#)
    #expect(escaped.texts == ["read"])
  }

  @Test(arguments: [
    ("", "the line ends too early, column 1"),
    ("[]", "not an object, column 1"),
    ("hello", "a value is missing, column 1"),
    (#"{"body":"x""#, "the line ends too early, column 12"),
    (#"{"id":"é","body" "x"}"#, "a colon is missing, column 18"),
    (#"{"id":1 "body":"x"}"#, "a comma is missing, column 9"),
    (#"{"id":1,}"#, "a key is missing, column 9"),
    (#"{"id":[1,]}"#, "a value is missing, column 10"),
    (#"{"id":-}"#, "a digit is missing, column 8"),
    (#"{"body":"x"} {"#, "text after the object, column 14"),
    (#"{"id":"x","body":"no end"#, "the string has no end, column 18"),
    (#"{"body":7}"#, "body is not a string"),
  ])
  func aBadLineIsADefectThatSaysWhere(line: String, detail: String) {
    #expect(parse(line).message.defects == [Defect(.invalidJSON, detail: detail)])
  }

  @Test func whatStoodBeforeTheDamageIsKept() {
    let cut = parse(#"{"id":"m1","subject":"Hello","body":"the line was cut he"#)
    #expect(cut.message.id == "m1")
    #expect(cut.message.subject != nil)
    #expect(cut.texts == ["the line was cut he"])
    let escape = parse(#"{"body":"cut in an escape \u00"#)
    #expect(escape.texts == [#"cut in an escape \u00"#])
  }

  @Test func damageInsideStringsIsReadAround() {
    let (message, texts) = parse(Array(#"{"body":"a"#.utf8) + [0xFF] + Array(#"b","id":"x"}"#.utf8))
    #expect(texts == ["a\u{FFFD}b"])
    #expect(message.id == "x")
    #expect(
      message.defects == [Defect(.invalidEncoding, detail: "invalid UTF-8 in body, column 11")])
    #expect(!message.defects[0].losesCoverage)
    let tab = parse("{\"body\":\"a\tb\"}")
    #expect(tab.texts == ["a\tb"])
    #expect(tab.message.defects.map(\.kind) == [.invalidEncoding])
    let lone = parse(#"{"subject":"\ud83d oops"}"#).message.defects
    #expect(
      lone == [Defect(.invalidEncoding, detail: "half of a surrogate pair in subject, column 13")])
  }

  @Test func factsOfTheWrongKindAreDefectsOfTheirOwn() {
    let message = parse(#"{"channel":"fax","date":"yesterday","id":{"a":1},"body":"x"}"#).message
    #expect(message.channel == .email)
    #expect(message.date == nil)
    #expect(message.id == nil)
    #expect(
      message.defects.map(\.detail) == [
        "channel fax is none of email, sms, chat, social", "date is not ISO 8601: yesterday",
        "id is not a string",
      ])
    #expect(message.parts.count == 1)
  }

  @Test func nestingIsLimitedAndNeedsNoStack() {
    let deep = "{\"x\":" + String(repeating: "[", count: 1_000_000)
    #expect(
      parse(deep).message.defects
        == [Defect(.invalidJSON, detail: "nested more than 64 deep, column 71")])
    let fine = "{\"x\":" + String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
    #expect(parse(fine + ",\"body\":\"y\"}").texts == ["y"])
  }

  @Test func junkNeitherCrashesNorHangs() {
    var generator = SeededGenerator(seed: 11)
    let alphabet = Array(#"{}[]",:\u0d8ntrfalse-1.e"body""to" "#.utf8) + [0xC3, 0xFF, 0x00]
    for _ in 0..<20_000 {
      var line = Array("{".utf8)
      for _ in 0..<Int.random(in: 0..<40, using: &generator) {
        line.append(alphabet.randomElement(using: &generator) ?? 0)
      }
      let (message, _) = parse(line)
      for part in message.parts { #expect(part.body.upperBound <= line.count) }
      let isJSON = (try? JSONSerialization.jsonObject(with: Data(line))) is [String: Any]
      if isJSON {
        #expect(
          !message.defects.contains { $0.kind == .invalidJSON && $0.detail.contains("column") })
      }
    }
  }

  @Test func hostileListsAndRepetitionsStayBounded() {
    let people = "{\"to\":[" + String(repeating: "\"a\",", count: 200_000) + "\"b\"]}"
    let crowd = parse(people).message
    #expect(crowd.to.count == 65_536)
    #expect(crowd.defects.map(\.kind) == [.tooManyHeaders])
    let repeated = "{" + String(repeating: "\"to\":[[]],", count: 50_000) + "\"body\":7}"
    let defects = parse(repeated).message.defects
    #expect(defects.count == 101)
    #expect(defects.last == Defect(.invalidJSON, detail: "body is not a string"))
  }

  @Test func backslashesAreReadInLinearTime() {
    let body = String(repeating: #"\\"#, count: 2_000_000)
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(parse("{\"body\":\"\(body)\"}").texts.first?.utf8.count == 2_000_000)
    }
    #expect(time < .seconds(20))
  }

  @Test func columnsOfManyDamagedTextsAreCountedInLinearTime() {
    var line = Array("{\"body\":\"é\"".utf8)
    for _ in 0..<100_000 { line += Array(",\"body\":\"".utf8) + [0xFF, 0x22] }
    line += Array(",\"subject\":\"é".utf8) + [0xFF, 0x22, 0x7D]
    let clock = ContinuousClock()
    let time = clock.measure {
      let (message, _) = parse(line)
      let damages = message.defects.filter { $0.kind == .invalidEncoding }.map(\.detail)
      #expect(damages.first == "invalid UTF-8 in body, column 21")
      #expect(damages.dropFirst().first == "invalid UTF-8 in body, column 32")
    }
    #expect(time < .seconds(20))
  }

  @Test func theSharedLabelledMessagesParseCleanly() throws {
    guard let shared = Repository.shared else {
      print("skipped: no shared material")
      return
    }
    let data = try Data(contentsOf: shared.appending(path: "data/labelled-sample.jsonl"))
    var count = 0
    for line in data.split(separator: 0x0A) {
      let (message, texts) = parse(Array(line))
      let expected = try JSONSerialization.jsonObject(with: line) as? [String: Any]
      #expect(message.id == expected?["id"] as? String)
      #expect(texts.first == expected?["body"] as? String)
      #expect(message.to.count == (expected?["to"] as? [Any])?.count)
      #expect(message.date != nil)
      #expect(message.defects.isEmpty)
      count += 1
    }
    #expect(count == 62)
  }
}
