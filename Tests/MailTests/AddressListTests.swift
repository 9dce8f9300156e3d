import Testing

@Suite struct AddressListTests {
  @Test(arguments: [
    // RFC 5322 as it should be.
    ("dana@westbrook.example", ["<dana@westbrook.example>"] as [String]),
    ("Dana Whitfield <dana@westbrook.example>", ["Dana Whitfield <dana@westbrook.example>"]),
    (
      #""Whitfield, \"D\"" <dana@westbrook.example>"#, [#"Whitfield, "D" <dana@westbrook.example>"#]
    ),
    ("a@x.example, b@x.example", ["<a@x.example>", "<b@x.example>"]),
    ("a@x.example (Dana (the principal))", ["Dana (the principal) <a@x.example>"]),
    (
      "Team: a@x.example, Bo <b@x.example>;, c@x.example",
      ["<a@x.example>", "Bo <b@x.example>", "<c@x.example>"]
    ),
    ("undisclosed-recipients:;", []),
    (#""odd local"@x.example"#, [#"<"odd local"@x.example>"#]),
    ("ops@[192.0.2.1], ops@[IPv6:2001:db8::1]", ["<ops@[192.0.2.1]>", "<ops@[IPv6:2001:db8::1]>"]),
    // Obsolete.
    ("<@relay.example,@hub.example:dana@x.example>", ["<dana@x.example>"]),
    ("dana . whitfield @ x . example", ["<dana.whitfield@x.example>"]),
    (", a@x.example,, b@x.example ,", ["<a@x.example>", "<b@x.example>"]),
    ("Dana (w) < dana (x) @x.example >", ["Dana <dana@x.example>"]),
    // RFC 2047 and RFC 6532.
    (
      "=?utf-8?Q?Jos=C3=A9?= =?utf-8?Q?_N=C3=BA=C3=B1ez?= <j@x.example>",
      ["José Núñez <j@x.example>"]
    ),
    (#""=?utf-8?B?Sm9zw6k=?=" <j@x.example>"#, ["José <j@x.example>"]),
    (
      "=?utf-8?Q?N=C3=BA=C3=B1ez,_Luz?= <l@x.example>, b@x.example",
      ["Núñez, Luz <l@x.example>", "<b@x.example>"]
    ),
    ("用户 <用户@例.example>", ["用户 <用户@例.example>"]),
    // Damaged.
    ("Whitfield, Dana <dana@x.example>", ["Whitfield, Dana <dana@x.example>"]),
    ("Dana J. Whitfield <dana@x.example>", ["Dana J. Whitfield <dana@x.example>"]),
    ("dana@x.example <dana@x.example>", ["dana@x.example <dana@x.example>"]),
    ("dana@x.example <>", ["<dana@x.example>"]),
    ("a@x.example; b@x.example;", ["<a@x.example>", "<b@x.example>"]),
    ("a@x.example b@x.example", ["<a@x.example>", "<b@x.example>"]),
    ("Dana dana@x.example", ["Dana <dana@x.example>"]),
    ("Dana <dana@x.example", ["Dana <dana@x.example>"]),
    (
      "Dana <dana@x.example, Omar <omar@x.example>",
      ["Dana <dana@x.example>", "Omar <omar@x.example>"]
    ),
    ("<a@x.example> <b@x.example>", ["<a@x.example>", "<b@x.example>"]),
    ("a@x.example, a@x.example", ["<a@x.example>", "<a@x.example>"]),
    (#""open <a@x.example>, b@x.example"#, [#""open <a@x.example>"#, "<b@x.example>"]),
    ("Dana (open <a@x.example>", ["Dana (open <a@x.example>"]),
    ("Dana", ["Dana <>"]),
    ("<root>", ["<root>"]),
    ("<>", []),
    ("@", ["<@>"]),
    ("", []),
  ])
  func aListGivesItsMailboxes(_ value: String, _ expected: [String]) {
    var probe = HeaderProbe()
    #expect(probe.mailboxes(value) == expected, "\(value)")
    #expect(probe.mailboxes(value.replacing(" ", with: "\r\n ")) == expected, "folded: \(value)")
  }

  @Test func hostileListsTakeLinearTime() {
    var probe = HeaderProbe()
    let clock = ContinuousClock()
    for unit in [
      "(", "\"", "\\\"", "<", "=?u?q?", "a,", "a@b ", ":", "\"\\", "<\"", "[", "a.@", "<(", "(<",
    ] {
      let value = String(repeating: unit, count: 200_000 / unit.utf8.count)
      let time = clock.measure { _ = probe.mailboxes(value) }
      #expect(time < .seconds(10), "\(unit) took \(time)")
    }
  }
}
