private import CICU

/// How the bytes of one charset are read.
enum Charset: Sendable, Equatable {
  /// UTF-8.
  case utf8
  /// US-ASCII, which real mail fills with anything.
  case ascii
  /// One byte a character, through a table; the name is ICU's.
  case singleByte(String)
  /// One or more bytes a character, ASCII bytes outside a character meaning themselves.
  case multibyte(String)
  /// Shifts or packs: every byte depends on those before it (ISO-2022, HZ, UTF-7).
  case stateful(String)
  /// UTF-16; the byte order is big-endian, little-endian, or unknown (nil).
  case utf16(isBigEndian: Bool?)
  /// UTF-32, likewise.
  case utf32(isBigEndian: Bool?)
  /// No charset is known by the label.
  case unknown

  /// The charset that a label names, as people and programs write labels.
  ///
  /// Quotes, case, `charset=` and stray punctuation do not matter. Labels follow the WHATWG encoding standard where it widens
  /// one (iso-8859-1 is windows-1252, gb2312 is gb18030), else ICU's aliases.
  init(label: String) {
    self = Self.named(Self.cleaned(label))
  }

  /// The label's letters, digits and inner punctuation, lower-cased.
  private static func cleaned(_ label: String) -> String {
    var name: [UInt8] = []
    for byte in label.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): name.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"),
        UInt8(ascii: "+"):
        name.append(byte)
      case UInt8(ascii: "="): name.removeAll()  // `charset=utf-8`, `3DISO-8859-1`
      case UInt8(ascii: ";"), UInt8(ascii: "*"), UInt8(ascii: "("):
        // What follows is another parameter, a language tag (RFC 2231) or a comment.
        if !name.isEmpty { return String(decoding: name, as: UTF8.self) }
      default: break
      }
      if name.count > 60 { break }
    }
    return String(decoding: name, as: UTF8.self)
  }

  private static func named(_ name: String) -> Charset {
    switch name {
    case "": return .unknown
    case "utf-8", "utf8", "utf_8", "unicode-1-1-utf-8", "unicode11utf8", "x-utf-8", "utf8mb4",
      "utf-8n":
      return .utf8
    case "us-ascii", "ascii", "ansi_x3.4-1968", "ansi_x3.4-1986", "iso-ir-6", "iso646-us", "us",
      "7bit",
      "iso_646.irv:1991", "cp367", "ibm367", "csascii", "646", "usascii", "us_ascii", "x-us-ascii":
      return .ascii
    case "utf-16", "utf16", "unicode", "ucs-2", "ucs2", "iso-10646-ucs-2", "csunicode":
      return .utf16(isBigEndian: nil)
    case "utf-16le", "utf16le", "unicodefeff", "ucs-2le": return .utf16(isBigEndian: false)
    case "utf-16be", "utf16be", "unicodefffe", "ucs-2be": return .utf16(isBigEndian: true)
    case "utf-32", "utf32", "ucs-4", "ucs4", "iso-10646-ucs-4": return .utf32(isBigEndian: nil)
    case "utf-32le", "utf32le", "ucs-4le": return .utf32(isBigEndian: false)
    case "utf-32be", "utf32be", "ucs-4be": return .utf32(isBigEndian: true)
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "iso88591", "latin1", "latin-1", "l1",
      "iso_8859-1:1987", "iso-ir-100", "cp819", "ibm819", "windows-1252", "cp1252", "cp-1252",
      "windows1252", "x-cp1252", "win-1252", "ansi", "x-ansi", "iso-latin-1", "8859-1", "iso8859_1":
      return .singleByte("windows-1252")
    case "iso-8859-9", "iso8859-9", "iso_8859-9", "latin5", "l5":
      return .singleByte("windows-1254")
    case "iso-8859-11", "iso8859-11", "tis-620", "tis620":
      return .singleByte("windows-874-2000")
    case "iso-8859-8-i", "iso-8859-8-e", "logical", "visual": return .singleByte("iso-8859-8")
    case "iso-8859-6-i", "iso-8859-6-e": return .singleByte("iso-8859-6")
    case "iso-8859-16", "iso8859-16", "latin10": return .singleByte("windows-1250")
    case "koi8-ru": return .singleByte("koi8-u")
    case "x-mac-roman", "mac", "macroman", "x-macroman": return .singleByte("macintosh")
    case "gb2312", "gbk", "x-gbk", "cp936", "cp-936", "ms936", "windows-936", "euc-cn",
      "gb_2312-80",
      "gb18030", "chinese", "csgb2312", "gb2312-80", "gb-2312", "x-euc-cn", "gb18030-2000", "cn-gb":
      return .multibyte("gb18030")
    case "big5", "big-5", "x-x-big5", "cn-big5", "csbig5", "cp950", "cp-950", "windows-950",
      "big5-tw":
      return .multibyte("windows-950-2000")
    case "ks_c_5601-1987", "ks_c_5601-1989", "ks_c_5601", "ksc5601", "ksc_5601", "euc-kr", "euckr",
      "korean", "cp949", "cp-949", "windows-949", "uhc", "ks_c_5601_1987", "x-windows-949",
      "cseuckr":
      return .multibyte("windows-949-2000")
    case "shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j", "cp932", "cp-932",
      "ms932", "shiftjis", "windows-932", "csshiftjis":
      return .multibyte("ibm-943_P15A-2003")
    case "iso-2022-jp", "csiso2022jp", "iso2022jp", "iso-2022-jp-1", "iso-2022-jp-2", "jis":
      return .stateful("ISO-2022-JP-2")
    case "hz-gb-2312", "hz": return .stateful("HZ-GB-2312")
    case "binary", "8bit", "x-unknown", "unknown", "unknown-8bit", "default", "none",
      "default_charset",
      "iso-10646", "x-user-defined", "user-defined":
      return .unknown
    default: return known(name)
    }
  }

  /// The charset that ICU knows by a name of its alias table.
  ///
  /// Nothing else reaches `ucnv_open`,
  /// which would look for a file of that name.
  private static func known(_ name: String) -> Charset {
    for candidate in [name, name.hasPrefix("x-") ? String(name.dropFirst(2)) : ""]
    where !candidate.isEmpty {
      var error = U_ZERO_ERROR
      // SAFETY: the string is lent for the call as a NUL-terminated copy.
      guard unsafe cicu_alias_count(candidate, &error) > 0, error.rawValue <= 0 else { continue }
      guard let converter = Converter(candidate) else { continue }
      if converter.minBytes == 1 && converter.maxBytes == 1 { return .singleByte(candidate) }
      return converter.isStateful ? .stateful(candidate) : .multibyte(candidate)
    }
    return .unknown
  }
}
