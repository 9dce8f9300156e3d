private import CICU

/// How a word is written: names begin with a capital, abbreviations are capitals.
public enum WordShape: UInt8, Sendable, CaseIterable {
  /// No letters and no digits.
  case other
  /// Letters without capitals; also scripts that have none.
  case lower
  /// A capital, then small letters: `Maya`. One capital alone counts: `J`.
  case capitalized
  /// Two capitals or more and no small letters: `IEP`.
  case allCaps
  /// Small letters and capitals in another order: `iPhone`, `McDonald`.
  case mixed
  /// Digits only.
  case digits
  /// Letters and digits: `504b`.
  case alphanumeric

  /// The shape of a word's bytes as they were written, before folding.
  ///
  /// A capital may follow an apostrophe or hyphen (`O'Brien` is capitalized), and a final `'s` does not
  /// count (`IEP's` is all capitals).
  public init(of word: Span<UInt8>) {
    var capitals = 0
    var small = 0
    var digits = 0
    var isFirstCapital = false
    var hasLateCapital = false
    var isAfterMark = false
    var offset = 0
    var end = word.count
    if end > 2, word[end - 1] | 0x20 == UInt8(ascii: "s") {
      if word[end - 2] == UInt8(ascii: "'") {
        end -= 2
      } else if end > 4, word[end - 2] == 0x99, word[end - 3] == 0x80, word[end - 4] == 0xE2 {
        end -= 4
      }
    }
    while offset < end {
      let step = word.utf8Step(at: offset)
      offset += step.length
      let kind = WordShape.kind(of: step.scalar)
      switch kind {
      case .capital:
        if capitals + small + digits == 0 {
          isFirstCapital = true
        } else if small > 0, !isAfterMark {
          hasLateCapital = true
        }
        capitals += 1
      case .small: small += 1
      case .digit: digits += 1
      case .none: break
      }
      isAfterMark = kind == .none
    }
    if digits > 0 {
      self = capitals + small == 0 ? .digits : .alphanumeric
    } else if capitals == 0 {
      self = small > 0 ? .lower : .other
    } else if small == 0 {
      self = capitals > 1 ? .allCaps : .capitalized
    } else {
      self =
        isFirstCapital && !hasLateCapital && (capitals == 1 || small >= capitals)
        ? .capitalized : .mixed
    }
  }

  private enum Kind { case none, capital, small, digit }

  private static func kind(of scalar: UInt32) -> Kind {
    switch scalar {
    case 0x61...0x7A: return .small
    case 0x41...0x5A: return .capital
    case 0x30...0x39: return .digit
    case 0..<0x80: return .none
    default:
      switch Int(cicu_char_type(Int32(bitPattern: scalar))) {
      case 1, 3: return .capital
      case 2, 4, 5: return .small
      case 9...11: return .digit
      default: return .none
      }
    }
  }
}
