// Performance: four characters become three bytes by four table reads. Lines of clean text are
// decoded without a branch per byte; the first character that is none ends the run, and a slower
// step deals with line breaks, padding and junk.
import Native

/// RFC 4648 base64 as mail has it (RFC 2045 section 6.8): with line breaks, junk and missing padding.
enum Base64 {
  /// The values of the alphabet's characters; 64 and above for what is none.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, character) in alphabet.utf8.enumerated() {
      values[Int(character)] = UInt8(truncatingIfNeeded: value)
    }
    return values
  }()

  /// Appends the decoded bytes; padding ends a quantum and another may follow, as mailers that
  /// encode in pieces leave it.
  static func decode(
    _ text: Span<UInt8>, into output: inout [UInt8]
  ) -> TransferDecoding.Outcome {
    var outcome = TransferDecoding.Outcome()
    let table = values
    let values = table.span
    let count = text.count
    output.append(addingCapacity: count / 4 * 3 + 3) { (bytes: inout OutputSpan<UInt8>) in
      var offset = 0
      var pending: UInt32 = 0
      var held = 0
      while offset < count {
        if held == 0 {
          while offset + 4 <= count {
            let a = values[Int(text[offset])]
            let b = values[Int(text[offset + 1])]
            let c = values[Int(text[offset + 2])]
            let d = values[Int(text[offset + 3])]
            guard (a | b | c | d) < 64 else { break }
            let quantum = UInt32(a) << 18 | UInt32(b) << 12 | UInt32(c) << 6 | UInt32(d)
            bytes.append(UInt8(truncatingIfNeeded: quantum >> 16))
            bytes.append(UInt8(truncatingIfNeeded: quantum >> 8))
            bytes.append(UInt8(truncatingIfNeeded: quantum))
            offset += 4
          }
          guard offset < count else { break }
        }
        let byte = text[offset]
        offset += 1
        let value = values[Int(byte)]
        if value < 64 {
          pending = pending << 6 | UInt32(value)
          held += 1
          if held == 4 {
            bytes.append(UInt8(truncatingIfNeeded: pending >> 16))
            bytes.append(UInt8(truncatingIfNeeded: pending >> 8))
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending = 0
            held = 0
          }
        } else if byte == UInt8(ascii: "=") {
          flush(&pending, &held, into: &bytes, &outcome)
        } else if !HeaderText.isSpace(byte) {
          outcome.invalid += 1
        }
      }
      if held > 0 {
        outcome.isTruncated = true
        flush(&pending, &held, into: &bytes, &outcome)
      }
    }
    return outcome
  }

  /// Writes the whole bytes of a quantum that is not full.
  private static func flush(
    _ pending: inout UInt32, _ held: inout Int, into bytes: inout OutputSpan<UInt8>,
    _ outcome: inout TransferDecoding.Outcome
  ) {
    switch held {
    case 1: outcome.invalid += 1
    case 2: bytes.append(UInt8(truncatingIfNeeded: pending >> 4))
    case 3:
      bytes.append(UInt8(truncatingIfNeeded: pending >> 10))
      bytes.append(UInt8(truncatingIfNeeded: pending >> 2))
    default: break
    }
    pending = 0
    held = 0
  }
}
