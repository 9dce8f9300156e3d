public import Lexicons
import Mail
public import Milter
import Native

/// A sender's wish to send a message that would be held, with the reason for it.
public struct OverrideRequest: Sendable, Hashable {
  /// What the sender gives as reason, on one line, at most 200 characters; empty when there is none.
  public var reason: String
  /// Why the wish does not count; nil when it does.
  public var refusal: String?

  /// Reads the wish from a message's header; nil when it holds none.
  ///
  /// - Parameters:
  ///   - rule: what the administrator lets pass; nil for nothing.
  ///   - transaction: the message.
  ///   - direction: which way it goes: only people of the district can let their own mail pass.
  ///   - isFromInside: whether the envelope's sender is of the district.
  ///   - risk: the message's risk.
  public init?(
    of transaction: Transaction, under rule: Configuration.Override?, _ direction: Direction,
    isFromInside: Bool, risk: Level
  ) {
    guard let rule else { return nil }
    let name = rule.field.lowercased()
    guard let field = transaction.fields.first(where: { $0.name.lowercased() == name }) else {
      return nil
    }
    reason = Self.text(transaction.message, field.value)
    if direction == .incoming || !isFromInside {
      refusal = "the sender is not of the district"
    } else if rule.needsAuthentication && !transaction.isAuthenticated {
      refusal = "the client did not log in"
    } else if risk > rule.highest {
      refusal = "the risk is above \(rule.highest.rawValue)"
    } else if reason.isEmpty {
      refusal = "no reason is given"
    }
  }

  /// A header field's value, decoded, as it may stand in a log.
  private static func text(_ message: [UInt8], _ range: Range<Int>) -> String {
    var charsets = CharsetDecoder()
    let value = Array(message[range])
    let decoded = HeaderText.string(value.span, with: &charsets)
    var text = ""
    for scalar in decoded.unicodeScalars.prefix(200) {
      text.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    while text.hasPrefix(" ") { text.removeFirst() }
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
