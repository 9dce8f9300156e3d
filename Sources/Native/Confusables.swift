/// Look-alikes of Latin letters in other scripts, for words that mix scripts to hide.
///
/// The pairs are those of Unicode's security data (UTS 39) where both letters are common, plus
/// capitals whose small letter looks different (Cyrillic В is a B, Greek Η an H). Only words that
/// mix scripts are touched, so plain Russian and Greek stay what they are.
enum Confusables {
  /// What scripts a letter can belong to, as far as mixing matters.
  enum Script { case none, latin, foreign }

  /// The script of a folded scalar.
  static func script(of scalar: UInt32) -> Script {
    switch scalar {
    case 0x61...0x7A, 0x41...0x5A, 0xAA, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF,
      0x1E00...0x1EFF:
      .latin
    case 0x370...0x373, 0x376...0x377, 0x37B...0x37D, 0x37F, 0x386, 0x388...0x3FF, 0x400...0x481,
      0x48A...0x52F, 0x531...0x556, 0x561...0x587, 0x13A0...0x13FD, 0x1F00...0x1FBC,
      0x1C80...0x1C88:
      .foreign
    default: .none
    }
  }

  /// Whether a scalar continues a word without belonging to a script: digits and combining marks.
  static func isNeutral(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x30...0x39, 0x5F, 0x300...0x36F, 0x483...0x489, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF,
      0x20D0...0x20FF:
      true
    default: false
    }
  }

  /// The Latin letter that a folded foreign letter looks like; nil when it looks like none.
  ///
  /// `original` is the scalar before folding: Greek capitals look different from their small letters.
  static func latin(for scalar: UInt32, original: UInt32) -> UInt32? {
    if original >= 0x391 && original <= 0x3A9, let letter = greekCapitals[original] {
      return letter
    }
    return toLatin[scalar]
  }

  /// The Cyrillic letter that a Latin letter looks like; nil when it looks like none.
  static func cyrillic(for scalar: UInt32) -> UInt32? { toCyrillic[scalar] }

  private static let greekCapitals = pairs("Αa Βb Εe Ζz Ηh Ιi Κk Μm Νn Οo Ρp Τt Υy Χx")

  private static let toLatin = pairs(
    """
    аa вb гr ґr еe ѐe ёe ѕs іi їi јj кk ќk мm нh пn оo рp сc тt уy ўy ӯy хx ѵv ԁd ԛq ԝw һh ӏl ьb ҫc ѡw үy \
    αa άa βb γy εe έe ηn ήn ιi ίi ϊi κk μu νv οo όo ρp σo ςs τt υu ύu χx ωw ώw ϲc ϳj \
    օo սu հh ոn ցg յj զq \
    Ꭺa Ᏼb Ꮯc Ꭰd Ꭼe Ꮐg Ꮋh Ꭵi Ꭻj Ꮶk Ꮮl Ꮇm Ꮲp Ꮢr Ꮪs Ꭲt Ꮩv Ꮃw Ꭹy Ꮓz
    """)

  private static let toCyrillic = pairs("aа bв eе sѕ iі jј kк mм hн oо pр cс tт yу xх")

  /// Reads pairs of two letters each, separated by spaces.
  private static func pairs(_ text: String) -> [UInt32: UInt32] {
    var result: [UInt32: UInt32] = [:]
    for pair in text.split(separator: " ") {
      let scalars = Array(pair.unicodeScalars)
      if scalars.count == 2 { result[scalars[0].value] = scalars[1].value }
    }
    return result
  }
}
