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

  /// Shares as counted in mail of schools, companies and mailing lists.
  private static let list: [(Int, String)] = [
    (-5, "the"),
    (-6, "to a and of in"),
    (-7, "is for on i it that you at"),
    (
      -8,
      """
      with not from this by com http are be have your if as or me my was we no so has
      """
    ),
    (
      -9,
      """
      he one will but said can www an about do they up all out who what his please more don't re \
      only may would two it's its our her there la de el y en o e
      """
    ),
    (
      -10,
      """
      when us time she like which list get their just been them than know school here also mr \
      use now last tell after first other back i'm had home any says day year say some help org \
      could people how go before since see need were room over days want him news because today \
      file got call wrote email then still come week own told read good should html am que por \
      con da na
      """
    ),
    (
      -11,
      """
      office make mail free take work into three under years asked group these same even send \
      ask friday net plan way think most can't through down message again open check bring times \
      public monday keep form why lunch test thursday next every i'd thing leave number phone \
      report you're student never much many those order right being without both nobody letter \
      put going tuesday high text such company dear something line team until between \
      information doesn't came while very kids house left anything change find isn't class \
      anyone write health page words sign thank summer hours look using each meeting another \
      local full part thanks staff used problem nothing must set things better los las del le lo \
      su mi se es si ya te una em dia para
      """
    ),
    (
      -12,
      """
      night end minutes give morning show real self let due child against example already really \
      program done half answer wants card step yet parents weeks press paper whether address \
      return family families private names around goes job start someone cost didn't place \
      principal person nurse post reading paid little month parent release water teacher top \
      doing rather type few low everything once everyone meet questions others board less court \
      policy issue students always question print sure however section they're tests short \
      original different move least notice writing request point period pass sorry final hand \
      result car moved months alone word ten wrong written works reason rest rate life needed \
      drive great somebody close sat hour went status record whole sunday including city gave \
      lost level copy we'll stay wed actually ever general saw break offer took web tu gracias \
      está un mamá sin al días escuela familias ni hijo até ele os bom só tem reunião não é
      """
    ),
    (
      -13,
      """
      afternoon although appointment available business contact continue evening everybody \
      following forward happened immediately important interest interested messages possible \
      probably provide received remember response schedule several service special together \
      tomorrow understand welcome working yesterday yourself myself themselves
      """
    ),
  ]
}
