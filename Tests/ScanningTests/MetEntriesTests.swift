import TestSupport
import Testing

@testable import Scanning

@Suite("Entries that a message has met")
struct MetEntriesTests {
  @Test func aDictionaryRemembersTheSame() {
    var random = SeededGenerator(seed: 31)
    var met = MetEntries()
    var mistakes = 0
    var known = 0
    for message in 0..<40 {
      met.beginMessage()
      var places: [Int: Int32] = [:]
      var noted: Set<Int> = []
      // Some messages have more entries than there is room for at first, or than is kept for the next one.
      let entries = message % 8 == 7 ? 9_000 : message % 8 == 3 ? 1_000 : 300
      for place in 0..<Int32(entries * 2) {
        let entry = Int.random(in: 0..<entries, using: &random) * 7
        let slot = met.slot(of: entry)
        if met.last(at: slot) != places[entry] ?? -1 { mistakes += 1 }
        if places[entry] != nil { known += 1 }
        switch Int.random(in: 0..<20, using: &random) {
        case 0:
          met.beginSentence()
          noted.removeAll()
        case 1..<8:
          if met.note(at: slot) != noted.insert(entry).inserted { mistakes += 1 }
        case 8..<16:
          met.setLast(place, in: place % 3, at: slot)
          places[entry] = place
        default: break
        }
      }
    }
    #expect(mistakes == 0)
    #expect(known > 10_000)
  }
}
