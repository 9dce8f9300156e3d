import Native
import TestSupport
import Testing

@testable import Mail

@Suite struct PortionTests {
  /// What a stream over a portion gives: the source and offset of every message, and the problems.
  private func items(
    _ paths: [FilePath], _ portion: Portion = .all
  ) -> (messages: [String], problems: [String]) {
    var stream = MessageStream(paths: paths, portion: portion)
    var messages: [String] = []
    var problems: [String] = []
    while let item = stream.next() {
      switch item {
      case .batch(let batch): messages += batch.messages.map { "\(batch.source)#\($0.offset)" }
      case .problem(let error): problems.append(error.sentence)
      }
    }
    return (messages, problems)
  }

  /// Mailboxes, single messages, an empty file, one of no known format, and a path that is missing.
  private func sources(_ scratch: borrowing ScratchFolder) throws -> [FilePath] {
    var mbox = ""
    for number in 0..<40 {
      mbox +=
        "From a@b.example Wed Mar  4 10:00:00 2026\nFrom: a@b.example\nSubject: n\(number)\n\n"
      mbox += String(repeating: "From here on nothing is a separator.\n", count: number % 7) + "\n"
    }
    try scratch.write(Array(mbox.utf8), to: "a/one.mbox")
    try scratch.write(Array("From: a@b.example\nSubject: x\n\nbody\n".utf8), to: "a/two.eml")
    try scratch.write([], to: "a/three.eml")
    try scratch.write([0, 1, 2, 3, 0], to: "a/what")
    try scratch.write(
      Array((0..<9).map { "{\"id\":\"\($0)\",\"body\":\"text\"}\n" }.joined().utf8), to: "b.jsonl")
    return [
      FilePath(scratch.path("a")), FilePath(scratch.path("missing")),
      FilePath(scratch.path("b.jsonl")),
    ]
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1_000])
  func portionsTogetherAreEverythingOnceAndInOrder(count: Int) throws {
    let scratch = try ScratchFolder()
    let paths = try sources(scratch)
    let whole = items(paths)
    #expect(whole.messages.count == 50 && whole.problems.count == 2)
    let sizes = MailStore.sizes(of: paths)
    #expect(sizes.count == 6)
    var messages: [String] = []
    var problems: [String] = []
    for number in 1...count {
      let part = items(paths, Portion(number, of: count, sizes: sizes))
      messages += part.messages
      problems += part.problems
    }
    #expect(messages == whole.messages)
    #expect(problems == whole.problems)
  }

  @Test func portionsHaveAboutEquallyManyBytes() {
    let sizes = [1_000, 0, 500, 2_500]
    let ends = (1...4).map { Portion($0, of: 4, sizes: sizes).end }
    #expect(
      ends == [
        StreamPosition(source: 2, offset: 0), StreamPosition(source: 3, offset: 500),
        StreamPosition(source: 3, offset: 1_500), nil,
      ])
    #expect(Portion(2, of: 4, sizes: sizes).start == StreamPosition(source: 2, offset: 0))
    // A product of two numbers of 40 bits is more than a number holds.
    let huge = Portion(999_999, of: 1_000_000, sizes: [1 << 50])
    #expect(huge.start.offset > (1 << 50) / 1_000_000 * 999_997)
    #expect(Portion(3, of: 5, sizes: []) == Portion(start: .init(), end: .init()))
  }

  /// Every place after a batch is one where a stream can go on.
  @Test func aStreamGoesOnWhereItWasLeft() throws {
    let scratch = try ScratchFolder()
    let paths = try sources(scratch)
    var stream = MessageStream(paths: paths)
    var before: [String] = []
    while let item = stream.next() {
      guard case .batch(let batch) = item else { continue }
      before += batch.messages.map { "\(batch.source)#\($0.offset)" }
      let rest = items(paths, Portion(start: batch.next, end: nil))
      #expect(before + rest.messages == items(paths).messages)
    }
  }

  @Test func theFirstProblemIsThatOfThePortionWithTheFirstByte() throws {
    let scratch = try ScratchFolder()
    let paths = try sources(scratch)
    // The file of no known format is the second of the walk's last but two.
    let place = StreamPosition(source: 3)
    #expect(items(paths, Portion(start: place, end: nil)).problems.count == 2)
    let inside = StreamPosition(source: 3, offset: 2)
    #expect(items(paths, Portion(start: inside, end: nil)).problems.count == 1)
    #expect(items(paths, Portion(start: .init(), end: inside)).problems.count == 1)
  }
}
