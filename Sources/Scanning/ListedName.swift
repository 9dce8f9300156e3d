import Native
import People
import Synchronization

/// What the lists of names say of a word.
struct ListedName {
  /// What it is as a first name; nil when it is none.
  let first: FirstNames.Kind?
  /// Whether it is a last name.
  let isLast: Bool

  /// Names are looked up for nearly every word with a capital, and few words are many of these.
  private static let memo = WordMemo()
  private static let last: UInt8 = 4

  /// Looks a folded word up, accents or not, given its hash too.
  init(_ word: Span<UInt8>, hash: UInt64) {
    let listed = Self.memo.answer(for: hash) { Self.find(word) }
    first =
      switch listed & 3 {
      case 1: .common
      case 2: .plain
      case 3: .word
      default: nil
      }
    isLast = listed & Self.last != 0
  }

  /// How many words were looked up in the lists.
  private static let asked = Atomic(0)
  /// A single message does not ask so often that going through all names would pay.
  private static let few = 600
  private static let bits = NameBits()

  private static func find(_ word: Span<UInt8>) -> UInt8 {
    for index in word.indices where word[index] >= 0x80 {
      let plain = Array(PlainLetters.plain(String(utf8: word)).utf8)
      return find(plain: plain.span)
    }
    return find(plain: word)
  }

  private static func find(plain word: Span<UInt8>) -> UInt8 {
    if asked.wrappingAdd(1, ordering: .relaxed).newValue > Self.few, !bits.mayContain(word) {
      return 0
    }
    let first: UInt8 =
      switch FirstNames.kind(of: word) {
      case .common: 1
      case .plain: 2
      case .word: 3
      case nil: 0
      }
    return first | (LastNames.contains(word) ? last : 0)
  }
}
