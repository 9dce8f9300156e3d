import Foundation
import Lexicons
import Mail
import Native
import TestSupport
import Testing

@testable import Scanning

@Suite("Kept rules")
struct RuleCacheTests {
  @Test func shippedRulesComeBackAsTheyWere() throws {
    let folder = try ScratchFolder()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o700], ofItemAtPath: folder.url.path)
    let rules = try ShippedExamplesTests.ruleset()
    var writer = CompiledFileWriter(kind: 1)
    rules.write(into: &writer)
    try writer.write(to: FilePath(folder.path("rules")))
    let file = try #require(CompiledFile(FilePath(folder.path("rules")), kind: 1))
    let kept = try #require(Ruleset(file))
    var again = CompiledFileWriter(kind: 1)
    kept.write(into: &again)
    #expect(again.bytes() == writer.bytes())
  }
}
