import Foundation
import Gateway
import Milter
import Testing

/// New files take the old ones' place, unless they are bad.
@Suite struct ReloaderTests {
  private let fox = "See the quick fox jump."

  @Test func aNewLexiconCounts() throws {
    let office = try Office("outgoing high reject No.")
    #expect(office.reply(fox, to: ["c@outside.example"]).fate == .reject("No."))
    try Office.write(
      Office.lexicon.replacing("quick fox", with: "red fox"),
      office.folder.appending(path: "Lexicons/own.lexicon"))
    #expect(office.reloader.reload(because: "test"))
    #expect(office.reply(fox, to: ["c@outside.example"]).fate == .accept)
    #expect(office.reply("red fox", to: ["c@outside.example"]).fate == .reject("No."))
    #expect(office.reloader.current.generation == 1)
    #expect(office.counters.text.contains("chaperone_reloads_total{result=\"done\"} 1\n"))
  }

  @Test(arguments: [
    ("Lexicons/own.lexicon", "lexicon own\nconcern student\nrule fox\n  +90 \n"),
    ("Lexicons/other.lexicn", "lexicon other"),
    ("district.profile", "domain inside.example teachers"), ("c.conf", "outgoing high discard"),
  ])
  func aBadFileChangesNothing(name: String, text: String) throws {
    let office = try Office("outgoing high reject No.")
    let before = office.reloader.current
    try Office.write(text, office.folder.appending(path: name))
    #expect(!office.reloader.reload(because: "test"))
    #expect(office.reloader.current === before)
    #expect(office.reply(fox, to: ["c@outside.example"]).fate == .reject("No."))
    #expect(office.counters.text.contains("chaperone_reloads_total{result=\"refused\"} 1\n"))
    let told = try office.events().map { "\($0["what"] ?? "")" }.joined()
    #expect(told.contains(name))
  }

  @Test func aMissingFileChangesNothing() throws {
    let office = try Office("outgoing high reject No.")
    try FileManager.default.removeItem(at: office.folder.appending(path: "district.profile"))
    #expect(!office.reloader.reload(because: "test"))
    try FileManager.default.removeItem(at: office.folder.appending(path: "Lexicons"))
    #expect(!office.reloader.reload(because: "test"))
    #expect(office.reply(fox, to: ["c@outside.example"]).fate == .reject("No."))
  }

  @Test func changesAreSeenOnceTheyRest() throws {
    let office = try Office("outgoing high reject No.")
    Thread.sleep(forTimeInterval: 1.1)
    office.reloader.reloadIfChanged()
    #expect(office.reloader.current.generation == 0)
    try Office.write("nonsense", office.folder.appending(path: "Lexicons/own.lexicon"))
    office.reloader.reloadIfChanged()
    #expect(office.counters.text.contains("chaperone_reloads_total{result=\"refused\"} 0\n"))
    Thread.sleep(forTimeInterval: 1.1)
    office.reloader.reloadIfChanged()
    office.reloader.reloadIfChanged()
    // Refused once and not again until something changes.
    #expect(office.counters.text.contains("chaperone_reloads_total{result=\"refused\"} 1\n"))
    try Office.write(Office.lexicon, office.folder.appending(path: "Lexicons/own.lexicon"))
    Thread.sleep(forTimeInterval: 1.1)
    office.reloader.reloadIfChanged()
    #expect(office.reloader.current.generation == 1)
  }

  @Test func whatCountsAtTheStartNeedsARestart() throws {
    let office = try Office("workers 1")
    try Office.write(
      Office.configuration("workers 2\noutgoing high reject No.", office.folder),
      office.folder.appending(path: "c.conf"))
    #expect(office.reloader.reload(because: "test"))
    #expect(try office.events().last?["event"] as? String == "restart-needed")
    #expect(office.reply(fox, to: ["c@outside.example"]).fate == .reject("No."))
  }
}
