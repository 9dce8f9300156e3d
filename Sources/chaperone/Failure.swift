import ArgumentParser
import Filter
import Native
import Reports

/// Why a command could not do its work: a status and the sentence for standard error.
struct Failure: Error {
  let status: ScanStatus
  let sentence: String

  static func usage(_ sentence: String) -> Failure { Failure(status: .usage, sentence: sentence) }
  static func noInput(_ sentence: String) -> Failure {
    Failure(status: .noInput, sentence: sentence)
  }
  static func unusable(_ sentence: String) -> Failure {
    Failure(status: .unusableInput, sentence: sentence)
  }
  static func inputOutput(_ sentence: String) -> Failure {
    Failure(status: .inputOutput, sentence: sentence)
  }
  static func configuration(_ sentence: String) -> Failure {
    Failure(status: .configuration, sentence: sentence)
  }
}

/// Standard error, where everything goes that is not a result.
enum Standard {
  /// Prints `chaperone: …` and a line break.
  static func complain(_ sentence: String) {
    var error = OutputFile.standardError()
    // Nobody is left to tell when standard error itself cannot be written.
    // Names of files are not ours: they must not steer the terminal.
    try? error.append("chaperone: \(Terminal.printable(sentence))\n")
    try? error.flush()
  }

  /// Prints text as it is.
  static func note(_ text: String) {
    var error = OutputFile.standardError()
    try? error.append(text)
    try? error.flush()
  }
}

extension ParsableCommand {
  /// Runs `work` and exits with its status; a failure is told on standard error.
  func exit(with work: () throws -> ScanStatus) throws -> Never {
    let status: ScanStatus
    do {
      status = try work()
    } catch let failure as Failure {
      Standard.complain(failure.sentence)
      status = failure.status
    } catch let error as FileError {
      // A reader that went away (`| head`) wants no complaint.
      if !error.isBrokenPipe { Standard.complain(error.sentence) }
      status = .inputOutput
    }
    throw ExitCode(status.rawValue)
  }
}
