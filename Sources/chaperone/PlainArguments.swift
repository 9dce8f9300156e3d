import Filter
import Lexicons

extension CheckRequest {
  /// Reads the arguments of a plain `check`; nil for anything else, which the argument parser then reads.
  ///
  /// Plain are options in full, each once and with its value after it or behind `=`, then paths and
  /// addresses. Help, mistakes and everything that could be meant in two ways are not: what this reads
  /// the argument parser reads alike.
  init?(plain arguments: ArraySlice<String>) {
    guard arguments.first == "check" else { return nil }
    var seen: [String] = []
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      if argument == "--" {
        self.arguments += rest
        break
      }
      // A sign alone is standard input.
      guard argument.utf8.first == UInt8(ascii: "-"), argument != "-" else {
        self.arguments.append(argument)
        continue
      }
      guard argument.utf8.starts(with: "--".utf8) else { return nil }
      let sign = argument.utf8.firstIndex(of: UInt8(ascii: "="))
      let name = String(argument[..<(sign ?? argument.endIndex)])
      if name != "--recipient" {
        guard !seen.contains(name) else { return nil }
        seen.append(name)
      }
      if sign == nil, setFlag(name) { continue }
      let value: String
      if let sign {
        value = String(argument[argument.index(after: sign)...])
      } else {
        guard let next = rest.popFirst(), next.utf8.first != UInt8(ascii: "-") else { return nil }
        value = next
      }
      // The null sender alone is empty.
      guard !value.isEmpty || name == "--sender", set(name, value) else { return nil }
    }
  }

  /// The arguments of a `check` as the argument parser understands them: it takes `--sender=` for an
  /// option without its value, and not for the null sender.
  static func spelledOut(_ arguments: some Sequence<String>) -> [String] {
    var result: [String] = []
    var isOption = true
    for argument in arguments {
      if argument == "--" { isOption = false }
      result += isOption && argument == "--sender=" ? ["--sender", ""] : [argument]
    }
    return result
  }

  /// Sets a flag; false when there is none of that name.
  private mutating func setFlag(_ name: String) -> Bool {
    switch name {
    case "--headers": headers = true
    case "--strict-coverage": strictCoverage = true
    case "--show-matches": style.showsMatches = true
    default: return false
    }
    return true
  }

  /// Sets an option; false when there is none of that name or the value is none of its values.
  private mutating func set(_ name: String, _ value: String) -> Bool {
    switch name {
    case "--lexicons": lexicons = value
    case "--profile": profile = value
    case "--pseudonyms": style.pseudonyms = value
    case "--sender": sender = value
    case "--recipient": recipients.append(value)
    case "--format":
      format = Format(rawValue: value)
      return format != nil
    case "--color": return Self.put(&style.color, StyleChoice.Colour(rawValue: value))
    case "--at": return Self.put(&at, Level(rawValue: value))
    case "--on-error":
      onError = FailureAnswer(rawValue: value)
      return onError != nil
    case "--mta":
      mta = MailServer(rawValue: value)
      return mta != nil
    case "--time-limit":
      timeLimit = TimeLimit(value)
      return timeLimit != nil
    case "--size-limit":
      sizeLimit = SizeLimit(value)
      return sizeLimit != nil
    default: return false
    }
    return true
  }

  private static func put<Value>(_ place: inout Value, _ value: Value?) -> Bool {
    guard let value else { return false }
    place = value
    return true
  }
}
