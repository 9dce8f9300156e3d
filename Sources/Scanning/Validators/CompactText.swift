/// The letters and digits of a short text, without the separators between them.
struct CompactText {
  /// The bytes, letters in lower case.
  private(set) var bytes = InlineArray<40, UInt8>(repeating: 0)
  /// How many there are.
  private(set) var count = 0
  /// Whether all are digits.
  private(set) var isDigits = true

  /// Takes letters and digits out of a text; nil when it holds anything but these and `separators`, or
  /// more than forty.
  init?(_ text: borrowing Span<UInt8>, separators: String = " -") {
    for index in text.indices {
      var byte = text[index]
      switch byte {
      case 0x30...0x39: break
      case 0x41...0x5A, 0x61...0x7A:
        isDigits = false
        byte |= 0x20
      default:
        guard separators.utf8.contains(byte) else { return nil }
        continue
      }
      guard count < 40 else { return nil }
      bytes[count] = byte
      count += 1
    }
  }

  /// Takes the digits out of a text; nil when it holds letters or there are not so many as wanted.
  init?(
    digits text: borrowing Span<UInt8>, count wanted: ClosedRange<Int>,
    separators: String = " -"
  ) {
    self.init(text, separators: separators)
    guard isDigits, wanted.contains(count) else { return nil }
  }

  /// The value of the digit at a place, 0 for a letter.
  func digit(_ index: Int) -> Int { isDigit(index) ? Int(bytes[index] - 0x30) : 0 }

  /// Whether a digit stands at a place.
  func isDigit(_ index: Int) -> Bool { (0x30...0x39) ~= bytes[index] }

  /// Whether a letter stands at a place.
  func isLetter(_ index: Int) -> Bool { (0x61...0x7A) ~= bytes[index] }

  /// The number that the digits of a range make.
  func number(_ range: Range<Int>) -> Int {
    var value = 0
    for index in range { value = value * 10 + digit(index) }
    return value
  }

  /// Whether all bytes are the same.
  var isRepeated: Bool {
    for index in 0..<count where bytes[index] != bytes[0] { return false }
    return true
  }

  /// Whether the bytes are those of a word.
  func equals(_ word: String) -> Bool {
    guard word.utf8.count == count else { return false }
    for (index, byte) in word.utf8.enumerated() where bytes[index] != byte { return false }
    return true
  }

  /// Whether the check digit at the end holds: Luhn's formula, ISO/IEC 7812-1 annex B.
  var hasLuhnDigit: Bool {
    var sum = 0
    for index in 0..<count {
      var value = digit(count - 1 - index)
      if index % 2 == 1 {
        value *= 2
        if value > 9 { value -= 9 }
      }
      sum += value
    }
    return sum % 10 == 0
  }
}
