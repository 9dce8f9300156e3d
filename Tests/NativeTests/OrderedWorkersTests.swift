import Foundation
import Native
import TestSupport
import Testing

@Suite struct OrderedWorkersTests {
  /// What one worker owns and changes for every input.
  struct Scratch: ~Copyable {
    var used = 0
    mutating func double(_ value: Int) -> Int {
      used += 1
      return value * 2
    }
  }

  @Test(arguments: [0, 1, 2, 3, 8])
  func outputsComeInInputOrderUnderRandomDelays(workers: Int) {
    var generator = SeededGenerator(seed: 7)
    let delays = (0..<400).map { _ in UInt32.random(in: 0...200, using: &generator) }
    var read = 0
    var written: [Int] = []
    var mostUnderWay = 0
    let outcome = mapInOrder(workers: workers, window: 6) {
      guard read < 400 else { return nil }
      read += 1
      mostUnderWay = max(mostUnderWay, read - written.count)
      return read
    } body: { (queue: WorkQueue<Int, Int>) in
      var scratch = Scratch()
      while let (ticket, input) = queue.take() {
        usleep(delays[input - 1])
        queue.give(scratch.double(input), for: ticket)
      }
    } emit: {
      written.append($0)
      return true
    }
    #expect(outcome == .finished)
    #expect(written == (1...400).map { $0 * 2 })
    #expect(mostUnderWay <= max(6, workers))
  }

  @Test(arguments: [1, 2, 4])
  func emitCanStopTheRunEarly(workers: Int) {
    var read = 0
    var written = 0
    let outcome = mapInOrder(workers: workers, window: 8) {
      read += 1
      return read
    } body: { (queue: WorkQueue<Int, Int>) in
      while let (ticket, input) = queue.take() { queue.give(input, for: ticket) }
    } emit: {
      written = $0
      return $0 < 100
    }
    #expect(outcome == .stopped)
    #expect(written == 100)
    #expect(read <= 108)
  }

  @Test(arguments: [1, 3])
  func nothingToDoIsFine(workers: Int) {
    let outcome = mapInOrder(workers: workers) {
      nil
    } body: { (queue: WorkQueue<Int, Int>) in
      while let (ticket, input) = queue.take() { queue.give(input, for: ticket) }
    } emit: { _ in
      true
    }
    #expect(outcome == .finished)
  }

  @Test(arguments: [1, 2, 3])
  func workersThatLeaveEarlyDoNotHangTheRun(workers: Int) {
    var read = 0
    let outcome = mapInOrder(workers: workers) {
      read += 1
      return read
    } body: { (queue: WorkQueue<Int, Int>) in
      for _ in 0..<5 {
        guard let (ticket, input) = queue.take() else { break }
        queue.give(input, for: ticket)
      }
    } emit: { _ in
      true
    }
    #expect(outcome == .abandoned)
  }

  @Test func aTicketThatIsNeverGivenBackEndsAsAbandoned() {
    var read = 0
    let outcome = mapInOrder(workers: 2) {
      read += 1
      return read <= 10 ? read : nil
    } body: { (queue: WorkQueue<Int, Int>) in
      while let (ticket, input) = queue.take(), input != 5 { queue.give(input, for: ticket) }
    } emit: { _ in
      true
    }
    #expect(outcome == .abandoned)
  }
}
