/// How long checking one message may take, from when all of it has been read.
struct TimeLimit: Equatable, CustomStringConvertible {
  let seconds: Double

  /// Reads a number of seconds, whole or not, of at most a day.
  init?(_ text: String) {
    guard let seconds = Double(text), seconds > 0, seconds <= 86_400 else { return nil }
    self.seconds = seconds
  }

  var description: String {
    seconds == 1
      ? "1 second"
      : seconds == seconds.rounded() ? "\(Int(seconds)) seconds" : "\(seconds) seconds"
  }
}

/// How much of one message is read for checking.
struct SizeLimit: Equatable {
  let bytes: Int

  /// Reads a number of bytes, or of KiB or MiB with a K or M behind it.
  init?(_ text: String) {
    let unit =
      switch text.last {
      case "K", "k": 1 << 10
      case "M", "m": 1 << 20
      default: 1
      }
    let digits = unit == 1 ? text[...] : text.dropLast()
    guard let count = Int(digits), count > 0, count <= 1 << 40 else { return nil }
    bytes = count * unit
  }
}
