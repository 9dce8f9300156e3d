import Native

/// How rare a word is in everyday mail, as the binary logarithm of its share of all words.
///
/// It need not be right: it chooses which pair of a phrase's words to look for first, and a bad
/// choice costs time only.
struct WordRarity {
  private var common: [UInt64: Int] = [:]

  init() {
    for (share, words) in WordRarity.list {
      for word in words.split(separator: " ") {
        common[WordHash.hash(Array(word.utf8).span)] = share
      }
    }
  }

  /// The logarithm of the share of a whole word.
  func share(of word: Span<UInt8>, hash: UInt64) -> Int {
    if let share = common[hash] { return share }
    switch word.count {
    case ...2: return -10
    case 3: return -11
    case 4: return -12
    case 5: return -13
    case 6, 7: return -14
    default: return -16
    }
  }

  /// The logarithm of the share of all words that begin so.
  func share(ofPrefix word: Span<UInt8>) -> Int {
    switch word.count {
    case ...1: -4
    case 2: -6
    case 3: -8
    case 4: -10
    case 5: -11
    default: -12
    }
  }

  /// The logarithm of the share of a pair: less rare than chance has it, as words keep company.
  func share(ofPair first: Int, _ second: Int) -> Int { first + second + 4 }

  private static let list: [(Int, String)] = [
    (-5, "the to and of a in i you for is"),
    (-6, "that on it this with be have are will as your at from we not if or"),
    (
      -8,
      """
      my me he she her his him they them their our us was were been has had but can do by an so all \
      any no what when who there here up out get would could should about just one more please \
      thanks let know like time need am re subject sent com http www
      """
    ),
    (
      -10,
      """
      school student students teacher class parent parents meeting email call see new make want go \
      some other now than then how which its into day week today work also only over after back \
      did does don't i'm it's very good well first may take thank think sure next last year two
      """
    ),
  ]
}
