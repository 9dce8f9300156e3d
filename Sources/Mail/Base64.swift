// Performance: whole groups of four characters and the line breaks between them are left to vector code;
// what ends them, padding or junk, is looked at byte by byte until a group begins again.
import Native

/// RFC 4648 base64 as mail has it (RFC 2045 section 6.8): with line breaks, junk and missing padding.
enum Base64 {
  /// Appends the decoded bytes; padding ends a quantum and another may follow, as mailers that
  /// encode in pieces leave it.
  static func decode(
    _ text: Span<UInt8>, into output: inout [UInt8]
  ) -> TransferDecoding.Outcome {
    var outcome = TransferDecoding.Outcome()
    let count = text.count
    let room = count / 4 * 3 + 3 + OutputSpan<UInt8>.base64Slack
    output.append(addingCapacity: room) { (bytes: inout OutputSpan<UInt8>) in
      var offset = 0
      var quantum = Quantum()
      while offset < count {
        if quantum.held == 0 {
          offset = bytes.append(base64: text, from: offset)
          guard offset < count else { break }
        }
        let byte = text[offset]
        offset += 1
        if let value = value(of: byte) {
          quantum.add(value)
          if quantum.held == 4 { quantum.flush(into: &bytes) }
        } else if byte == UInt8(ascii: "=") {
          if quantum.held == 1 { outcome.invalid += 1 }
          quantum.flush(into: &bytes)
        } else if !HeaderText.isSpace(byte) {
          outcome.invalid += 1
        }
      }
      if quantum.held > 0 {
        outcome.isTruncated = true
        if quantum.held == 1 { outcome.invalid += 1 }
        quantum.flush(into: &bytes)
      }
    }
    return outcome
  }

  /// Up to four characters, which stand for six bits each.
  private struct Quantum {
    private(set) var held = 0
    private var bits: UInt32 = 0

    mutating func add(_ value: UInt8) {
      bits |= UInt32(value) << UInt32(18 - 6 * held)
      held += 1
    }

    /// Writes the whole bytes and starts anew.
    mutating func flush(into bytes: inout OutputSpan<UInt8>) {
      if held > 1 { bytes.append(UInt8(truncatingIfNeeded: bits >> 16)) }
      if held > 2 { bytes.append(UInt8(truncatingIfNeeded: bits >> 8)) }
      if held > 3 { bytes.append(UInt8(truncatingIfNeeded: bits)) }
      held = 0
      bits = 0
    }
  }

  /// The value of a character of the alphabet.
  private static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
