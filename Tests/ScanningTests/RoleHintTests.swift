import Lexicons
import Mail
import Native
import Testing

@testable import Scanning

@Suite struct RoleHintTests {
  private let message = #"""
    {"id":"m","from":{"address":"x@a.example","role":"student"},"to":[{"address":"y@b.example","role":"staff"}],"body":"alpha"}
    """#

  private func points(ignoring: Bool) -> Int {
    let rule = Make.rule(
      "t/a", .concern(.student), [(30, "alpha")], when: [Make.when(.sender(["student"]))])
    var options = ScanOptions()
    options.ignoresRoleHints = ignoring
    var scanner = Scanner(Ruleset(Make.set([rule])), options: options)
    let bytes = Array(message.utf8)
    return scanner.scan(
      bytes.span, syntax: .json,
      at: MessageLocation(source: "t", offset: 0, length: bytes.count)
    ).score(.student)
  }

  @Test func rolesThatMessagesClaimCanBeIgnored() {
    #expect(points(ignoring: false) == 30)
    #expect(points(ignoring: true) == 0)
  }
}
