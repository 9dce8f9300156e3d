import Native
import Testing

/// Programs that read what is hostile, and what they may use up.
@Suite struct ProgramTests {
  private func confined(
    seconds: Int = 5, memory: Int = 1 << 30, file: Int = 0, wait: Int = 10
  ) -> Program.Confinement {
    Program.Confinement(seconds: seconds, memory: memory, file: file, wait: wait)
  }

  @Test func inputAndOutputAreLarge() throws {
    let input = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let outcome = try Program.run("cat", [], input: input, confinement: confined())
    #expect(outcome.status == 0)
    #expect(outcome.output == input)
  }

  @Test func aProgramThatDoesNotReadItsInputIsNoTrouble() throws {
    let outcome = try Program.run(
      "true", [], input: [UInt8](repeating: 1, count: 1 << 20), confinement: confined())
    #expect(outcome.status == 0)
  }

  @Test func timeIsLimited() throws {
    let busy = try Program.run(
      "sh", ["-c", "while :; do :; done"], confinement: confined(seconds: 1))
    #expect(busy.status == -1)
    #expect(!busy.isOverTime)
    let idle = try Program.run("sleep", ["30"], confinement: confined(wait: 1))
    #expect(idle.status == -1)
    #expect(idle.isOverTime)
  }

  @Test func memoryIsLimited() throws {
    let outcome = try Program.run(
      "sh", ["-c", "read x; head -c 300000000 /dev/zero | tail -c 300000000 | wc -c"],
      input: [0x0A], confinement: confined(memory: 64 << 20))
    #expect(String(decoding: outcome.output, as: UTF8.self).contains("300000000") == false)
  }

  @Test func filesAreLimited() throws {
    let outcome = try Program.run(
      "sh", ["-c", "read x; trap '' XFSZ; echo text > /tmp/chaperone-must-not-be || echo refused"],
      input: [0x0A], confinement: confined())
    #expect(String(decoding: outcome.output, as: UTF8.self).contains("refused"))
  }

  @Test func outputIsLimited() throws {
    let outcome = try Program.run("yes", [], confinement: confined(), limit: 1_000)
    #expect(outcome.output.count == 1_000)
    #expect(outcome.isCut)
  }

  @Test func aProgramThatIsNotThereIsAnError() {
    let error = #expect(throws: FileError.self) {
      _ = try Program.run("chaperone-no-such-program", [], confinement: confined())
    }
    #expect(error?.isMissing == true)
  }
}
