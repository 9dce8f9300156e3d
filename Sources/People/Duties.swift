/// What people do in a district, as their titles say it.
public enum Duties {
  /// The duties behind a title: `Adjustment Counselor, Grade 7` is a `counselor`.
  static func of(title: String) -> Set<String> {
    if title.isEmpty { return [] }
    var found: Set<String> = []
    let words = title.lowercased().split { !$0.isLetter }.map(String.init)
    for (index, word) in words.enumerated() {
      if let duty = single[word] { found.insert(duty) }
      if index + 1 < words.count, let duty = double["\(word) \(words[index + 1])"] {
        found.insert(duty)
      }
    }
    if found.contains("coach") { found.insert("advisor") }
    return found
  }

  /// The names that profiles give duties by, for suggestions.
  public static let all: [String] = Set(single.values).union(double.values).union(["union"])
    .sorted()

  private static let single: [String: String] = [
    "counselor": "counselor", "counsellor": "counselor", "counseling": "counselor",
    "guidance": "counselor", "nurse": "nurse", "rn": "nurse", "psychologist": "psychologist",
    "principal": "principal", "headmaster": "principal", "superintendent": "superintendent",
    "hr": "hr", "personnel": "hr", "payroll": "payroll", "bursar": "payroll", "benefits": "payroll",
    "coach": "coach", "advisor": "advisor", "adviser": "advisor", "sped": "special-education",
    "teacher": "teacher", "paraprofessional": "teacher", "dean": "dean", "registrar": "registrar",
    "technology": "technology", "network": "technology", "secretary": "office",
    "receptionist": "office", "therapist": "therapist", "pathologist": "therapist",
    "slp": "therapist", "attorney": "counsel", "counsel": "counsel", "union": "union",
    "steward": "union", "interpreter": "interpreter", "translator": "interpreter",
    "librarian": "teacher", "bus": "transport", "transportation": "transport",
    "driver": "transport",
    "sro": "officer",
  ]

  private static let double: [String: String] = [
    "human resources": "hr", "human resource": "hr", "social worker": "social-worker",
    "special education": "special-education", "team chair": "special-education",
    "resource officer": "officer", "athletic director": "advisor", "athletics director": "advisor",
    "band director": "advisor", "drama director": "advisor", "choir director": "advisor",
    "administrative assistant": "office", "school committee": "committee",
    "business manager": "payroll", "board certified": "therapist",
  ]
}
