internal import Lexicons
internal import Mail
internal import Native
internal import People
internal import Scanning

// The program's words in those of a reader who does not know the program.

extension Level {
  /// The name on badges and in tables.
  var plainName: String {
    switch self {
    case .high: "High"
    case .medium: "Medium"
    case .low: "Low"
    case .none: "None"
    }
  }

  /// What to do about it.
  var advice: String {
    switch self {
    case .high: "Look at these now"
    case .medium: "Review these"
    case .low: "Keep on record"
    case .none: "Nothing found"
    }
  }

  /// Its place in the order, from 0 for none.
  var number: Int {
    switch self {
    case .none: 0
    case .low: 1
    case .medium: 2
    case .high: 3
    }
  }
}

extension Concern {
  /// The name in headings and tables.
  var plainName: String {
    switch self {
    case .student: "Student information"
    case .medical: "Health information"
    case .personnel: "Employee information"
    case .boundary: "Adult and student boundaries"
    case .channel: "Private channels"
    }
  }
}

extension Finding {
  /// Whether it comes from a lexicon that was learned from labelled mail (`learned/`), not written by somebody: it
  /// weighs as much, but says less to a reader.
  var isLearned: Bool {
    place.path.hasPrefix("learned/") || place.path.contains("/learned/")
  }
}

extension Role {
  /// The name of a person with that role.
  var plainName: String {
    switch self {
    case .staff: "Staff"
    case .student: "Student"
    case .guardian: "Parent or guardian"
    case .outside: "Outside the district"
    case .unknown: "Not known"
    }
  }
}

extension Message.Channel {
  /// The name in tables.
  var plainName: String {
    switch self {
    case .email: "Email"
    case .sms: "Text message"
    case .chat: "Chat"
    case .social: "Social network"
    }
  }
}
