private import CICU

/// What a scalar outside ASCII means for words.
enum WordClass: UInt8 {
  /// Space, punctuation, symbols, emoji.
  case other
  /// A letter or a mark.
  case letter
  /// A digit.
  case digit
  /// The full stop or question mark of a script that puts no space after it.
  case stop

  /// The class of a scalar, by Unicode's general category.
  init(_ scalar: UInt32) {
    switch scalar {
    case 0x4E00...0x9FFF, 0xAC00...0xD7A3: self = .letter
    case 0x3002, 0xFF61, 0x061F, 0x06D4, 0x0964, 0x0965: self = .stop
    default:
      // Enclosing marks stay out: the keycap of an emoji is no part of a word.
      switch Int(cicu_char_type(Int32(bitPattern: scalar))) {
      case 1...6, 8: self = .letter
      case 9...11: self = .digit
      default: self = .other
      }
    }
  }

  /// The classes of U+0000 to U+07FF, which two bytes of UTF-8 hold: most of what is not ASCII.
  static let twoByteTable: [UInt8] = (0..<0x800).map { WordClass(UInt32($0)).rawValue }
}
