// Performance: one pass over the labels of a domain, on bytes.
import Native

/// What a domain looks like: `*.k12.*.us`, `*.edu`, words for schools and districts.
enum DomainLooks {
  /// The kind of a domain in lower case by its labels; nil for one that does not look like a school's.
  static func kind(of domain: Span<UInt8>) -> DistrictProfile.DomainKind? {
    guard domain.count < 255 else { return nil }
    var end = domain.count
    while end > 0, domain[end - 1] == dot { end -= 1 }
    var last = end
    while last > 0, domain[last - 1] != dot { last -= 1 }
    let top = domain.extracting(last..<end)
    let isAmerican = top.equals("us")
    var isSchool = top.equals("edu")
    var isStudent = isStudentLabel(top)
    var labels = 1
    var start = 0
    while start < last {
      guard let end = domain.firstOffset(of: dot, from: start) else { break }
      let label = domain.extracting(start..<end)
      start = end + 1
      if label.isEmpty { continue }
      labels += 1
      if !isStudent { isStudent = isStudentLabel(label) }
      if !isSchool { isSchool = isAmerican && label.equals("k12") || isSchoolLabel(label) }
    }
    guard isSchool, labels >= 2, last < end else { return nil }
    return isStudent ? .student : .staff
  }

  /// Whether a label marks a school's domain for its students.
  static func isStudentLabel(_ label: Span<UInt8>) -> Bool {
    switch label.count {
    case 1: label[0] == UInt8(ascii: "s")
    case 3: label.equals("stu")
    case 4: label.equals("stud")
    case 6: label.equals("pupils")
    case 7: label.equals("student")
    case 8: label.equals("students") || label.equals("scholars")
    default: false
    }
  }

  private static func isSchoolLabel(_ label: Span<UInt8>) -> Bool {
    var piece = 0
    for index in 0..<label.count {
      switch label[index] {
      case UInt8(ascii: "s"): if label.hasPrefix(ignoringCase: "school", at: index) { return true }
      case UInt8(ascii: "d"):
        if label.hasPrefix(ignoringCase: "district", at: index) { return true }
      case UInt8(ascii: "k"): if label.hasPrefix(ignoringCase: "k12", at: index) { return true }
      case UInt8(ascii: "a"): if label.hasPrefix(ignoringCase: "academy", at: index) { return true }
      case UInt8(ascii: "-"):
        if isEnding(label.extracting(piece..<index)) { return true }
        piece = index + 1
      default: break
      }
    }
    return isEnding(label.extracting(piece..<label.count)) || hasSchoolSuffix(label)
  }

  /// Whether what stands between hyphens is a word for a district.
  private static func isEnding(_ piece: Span<UInt8>) -> Bool {
    switch piece.count {
    case 2: piece.equals("ps") || piece.equals("sd")
    case 3: piece.equals("isd") || piece.equals("usd") || piece.equals("rsd") || piece.equals("cps")
    default: false
    }
  }

  /// Whether a label is a place and a district: `springfieldusd`.
  private static func hasSchoolSuffix(_ label: Span<UInt8>) -> Bool {
    guard label.count > 5 else { return false }
    let end = label.extracting(label.count - 3..<label.count)
    return end.equals("isd") || end.equals("usd") || end.equals("rsd")
  }

  private static let dot = UInt8(ascii: ".")
}

extension Span where Element == UInt8 {
  /// Whether the bytes are those of a text.
  fileprivate func equals(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && hasPrefix(ignoringCase: text)
  }
}
