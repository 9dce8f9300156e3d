import Filter
import Gateway
import Lexicons
import Native
import Testing

/// What an administrator may write, and what is said of mistakes.
@Suite struct ConfigurationTests {
  private static let least = "socket unix:/run/c.sock\nprofile /etc/district.profile\n"

  private func parsed(_ text: String) -> ConfigurationParser {
    ConfigurationParser(Array(text.utf8), path: "c.conf")
  }

  /// Each mistake as `line:column: message`.
  private func mistakes(_ text: String) -> [String] {
    parsed(text).diagnostics.map { "\($0.place.line):\($0.place.column): \($0.message)" }
  }

  @Test func everyKeyIsRead() {
    let parser = parsed(
      """
      # where
      socket       inet:8891@127.0.0.1
      socket-mode  0600
      socket-group postfix
      user         chaperone
      workers      3
      log          /var/log/chaperone.log
      metrics      unix:/run/m.sock
      metrics      file:/var/lib/m.prom
      lexicons     /usr/share/My Lexicons
      profile      /etc/district.profile
      exempt       127.0.0.1, 10.2.0.0/16
      exempt       local
      override     X-Release up to medium authenticated
      size-limit   500K
      time-limit   1500ms
      on-size-limit closed
      on-time-limit open
      on-error     open
      check-every  0
      stop-after   9s
      """.replacing("\n", with: "\r\n"))
    #expect(parser.diagnostics.isEmpty)
    let read = parser.configuration
    #expect(read.socket == "inet:8891@127.0.0.1" && read.socketMode == 0o600)
    #expect(read.socketGroup == "postfix" && read.user == "chaperone" && read.workers == 3)
    #expect(read.log == "/var/log/chaperone.log")
    #expect(read.metrics == [.socket("/run/m.sock"), .file("/var/lib/m.prom")])
    #expect(read.lexicons == "/usr/share/My Lexicons" && read.profile == "/etc/district.profile")
    #expect(read.exempt.count == 3 && read.exempt[1].contains([10, 2, 255, 1]))
    #expect(read.override?.field == "X-Release" && read.override?.highest == .medium)
    #expect(read.override?.needsAuthentication == true)
    #expect(read.sizeLimit == 512_000 && read.timeLimit == 1.5)
    #expect(read.onSizeLimit == .closed && read.onTimeLimit == .open && read.onError == .open)
    #expect(read.checkEvery == 0 && read.stopAfter == 9)
  }

  @Test func actionsGoByDirectionAndLevel() {
    let table = parsed(
      Self.least + """
        outgoing low, medium quarantine
        outgoing high reject Not sent ({clauses}), talk to the office.
        outgoing incomplete tempfail
        internal high accept
        """
    ).configuration.table
    #expect(table[.outgoing, .level(.none)] == .accept)
    #expect(table[.outgoing, .level(.low)] == .quarantine)
    #expect(table[.outgoing, .level(.medium)] == .quarantine)
    #expect(
      table[.outgoing, .level(.high)] == .reject("Not sent ({clauses}), talk to the office."))
    #expect(table[.outgoing, .incomplete].word == "tempfail")
    #expect(table[.internal, .level(.high)] == .accept)
    #expect(table[.internal, .level(.medium)] == .headers)
    #expect(table[.incoming, .level(.high)] == .headers)
  }

  @Test func theStricterActionCountsForWhatWasNotReadWhole() {
    var table = DecisionTable()
    table[.outgoing, .level(.medium)] = .quarantine
    table[.outgoing, .incomplete] = .tempfail("later")
    #expect(table.action(for: .outgoing, risk: .none, isComplete: true) == .accept)
    #expect(table.action(for: .outgoing, risk: .none, isComplete: false) == .tempfail("later"))
    table[.outgoing, .incomplete] = .accept
    #expect(table.action(for: .outgoing, risk: .medium, isComplete: false) == .quarantine)
  }

  @Test(arguments: [
    ("soket unix:/a", "1:1: unknown key 'soket'"),
    ("socket inet:127.0.0.1:8891", "1:8: 'inet:127.0.0.1:8891' names no port of a host"),
    ("socket /run/c.sock", "1:8: '/run/c.sock' is no socket"),
    ("outgoing high discard", "1:15: 'discard' is no level and no action"),
    ("outgoing high headers", "1:15: what leaves the district gets no headers"),
    ("outgoing reject No.", "1:10: no level before the action"),
    ("internal high", "1:15: no action"),
    ("outgoing high reject 100% no", "1:22: mail servers cannot pass this sentence on"),
    ("outgoing high reject Nicht für draußen", "1:22: mail servers cannot pass this sentence on"),
    ("incoming low accept it", "1:21: 'accept' takes no sentence"),
    ("exempt 10.0.0.0/8 10.1.2.3/8", "1:19: '10.1.2.3/8' is no address or network"),
    ("time-limit soon", "1:12: 'soon' is no time"),
    ("size-limit 65M", "1:12: '65M' is no size"),
    ("on-error report", "1:10: 'report' is no answer"),
    ("override X-A: up to low", "1:10: 'X-A:' is no name of a header field"),
    ("override X-A up to top", "1:14: 'up' is not understood"),
    ("user", "1:6: nothing after 'user'"),
    ("workers 0", "1:9: '0' is no number from 1 to 1024"),
    ("metrics /var/m", "1:9: '/var/m' is no place for counters"),
    ("socket-mode 0999", "1:13: '0999' is no mode"),
  ])
  func mistakesAreToldAtTheirPlace(line: String, mistake: String) {
    #expect(mistakes(line + "\n" + Self.least).first == mistake)
  }

  @Test func allMistakesAreToldAtOnce() {
    #expect(
      mistakes("user a\nuser b\nworkers x\n") == [
        "2:1: 'user' was said on line 1 already", "3:9: 'x' is no number from 1 to 1024",
        "4:1: no line 'socket'", "4:1: no line 'profile'",
      ])
  }

  @Test func theShippedConfigurationHasNoMistakes() throws {
    let path = FilePath(#filePath).folder.folder.folder.appending("chaperone-milter.conf")
    let parser = ConfigurationParser(
      try FileReader.contents(of: path, limit: 1 << 16), path: "shipped")
    #expect(parser.diagnostics.isEmpty)
    #expect(parser.configuration.table[.outgoing, .level(.high)].word == "reject")
  }
}
