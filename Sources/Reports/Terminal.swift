public import Lexicons

/// Text for terminals.
public enum Terminal {
  /// `text` without control characters: what a message holds must not steer the terminal.
  public static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      result.unicodeScalars.append(isControl(scalar) ? "\u{FFFD}" : scalar)
    }
    return result
  }

  /// Whether a scalar is a control or formatting character: most text has none.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

/// ANSI colours, or none.
public struct Paint: Sendable {
  let isOn: Bool

  /// Creates a paint that colours or not.
  public init(isOn: Bool) { self.isOn = isOn }

  /// Text that stands out.
  public func bold(_ text: String) -> String { wrap(text, "1") }
  /// Text that steps back.
  public func dim(_ text: String) -> String { wrap(text, "2") }
  /// Text that is to be seen.
  public func warning(_ text: String) -> String { wrap(text, "33") }
  func error(_ text: String) -> String { wrap(text, "31") }
  func good(_ text: String) -> String { wrap(text, "32") }

  /// A level in its colour: as a fixed-width head (`HIGH  `), or as a word.
  public func level(_ level: Level, word: Bool = false) -> String {
    let name = word ? level.rawValue : level.rawValue.uppercased().padded(to: 6)
    switch level {
    case .high: return wrap(name, "1;31")
    case .medium: return wrap(name, "33")
    case .low: return wrap(name, "36")
    case .none: return wrap(name, "2")
    }
  }

  private func wrap(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  /// The text with spaces after it, up to `width` characters.
  public func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }

  /// The text with spaces before it, up to `width` characters.
  public func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - count)) + self
  }
}
