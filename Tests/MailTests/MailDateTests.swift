import Mail
import Testing

@Suite struct MailDateTests {
  @Test(arguments: [
    // One moment, 2026-03-04T02:47:00Z, in the ways that mail has of writing it.
    ("Tue, 3 Mar 2026 21:47:00 -0500", -300 as Int?),
    ("Tue, 03 Mar 2026 21:47:00 -0500 (EST)", -300),
    ("3 Mar 2026 21:47 EST", -300),
    ("Fri, 3 Mar 26 21:47:00 EST", -300),
    ("Tue , 3 (third) Mar (March) 2026 21 (h):47:00 -0500", nil),
    ("Tue, 3 March 2026 21:47:00 -05:00", -300),
    ("Tue Mar  3 21:47:00 2026 -0500", -300),
    ("Tue Mar  3 21:47:00 EST 2026", -300),
    ("Wed, 04 Mar 2026 02:47:00 GMT", 0),
    ("Wed, 04 Mar 2026 02:47:00 Z", 0),
    ("Wed, 04 Mar 2026 02:47:00 UT", 0),
    ("Wed, 04 Mar 2026 02:47:00", 0),
    ("Wed, 04 Mar 2026 02:47:00 K", 0),
    ("Wed, 04 Mar 2026 03:47:00 GMT+0100", 60),
    ("Wed, 04 Mar 2026 03:47:00 +1", 60),
    ("Wed, 04-Mar-2026 02:47:00 +0000", 0),
    ("4 Mar 126 02:47:00 +0000", nil),
    ("3/3/2026 9:47 PM -0500", -300),
    ("03/03/26 21:47:00 -0500", -300),
    ("March 3, 2026 9:47 PM EST", -300),
    ("2026-03-03T21:47:00-05:00", -300),
    ("2026/03/04 02:47:00", 0),
  ])
  func aDateIsRead(_ value: String, _ offset: Int?) {
    var probe = HeaderProbe()
    let date = probe.date(value)
    guard let offset else { return }
    #expect(date == MessageDate(seconds: 1_772_592_420, offsetMinutes: offset), "\(value)")
  }

  @Test(arguments: [
    "", "yesterday", "Tue, 31 Feb 2026 10:00:00 +0000", "Tue, 3 Mar 2026", "3 Mar 2026 25:00:00",
    "3 Mar 2026 10:61", "32 Mar 2026 10:00", "Mar 2026 10:00:00", "0 Mar 2026 10:00",
    "99999999999999999999 Mar 2026 10:00", "3 Mar 2026 99999999999999999999:00",
    "13/13/2026 10:00", "3/3/2026 13:00 PM",
  ])
  func whatIsNoDateIsNil(_ value: String) {
    #expect(MessageDate(mail: value) == nil, "\(value)")
  }

  @Test func yearsOfTwoAndThreeDigitsAreCompleted() {
    #expect(MessageDate(mail: "1 Jan 70 00:00 GMT")?.seconds == 0)
    #expect(MessageDate(mail: "1 Jan 49 00:00 GMT") == MessageDate(mail: "1 Jan 2049 00:00 GMT"))
    #expect(MessageDate(mail: "1 Jan 50 00:00 GMT") == MessageDate(mail: "1 Jan 1950 00:00 GMT"))
    #expect(MessageDate(mail: "1 Jan 105 00:00 GMT") == MessageDate(mail: "1 Jan 2005 00:00 GMT"))
    #expect(MessageDate(mail: "29 Feb 2024 00:00 GMT") != nil)
    #expect(MessageDate(mail: "29 Feb 2026 00:00 GMT") == nil)
  }
}
