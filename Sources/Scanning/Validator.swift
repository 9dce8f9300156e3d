/// A check of what a pattern found: a checksum, a calendar, the structure of a number.
///
/// Lexicons name validators after `require`. A validator sees the matched text, folded or not: case
/// does not matter, and separators are what people write between groups of digits.
public struct Validator: Sendable {
  /// The name that lexicons use.
  public let name: String
  /// One sentence on what it accepts.
  public let summary: String
  /// Texts that it accepts; none of them is anybody's.
  public let accepts: [String]
  /// Texts that it rejects.
  public let rejects: [String]
  /// Whether a text passes the check.
  public let holds: @Sendable (borrowing Span<UInt8>) -> Bool

  /// Creates a validator.
  public init(
    _ name: String, _ summary: String, accepts: [String], rejects: [String],
    holds: @escaping @Sendable (borrowing Span<UInt8>) -> Bool
  ) {
    self.name = name
    self.summary = summary
    self.accepts = accepts
    self.rejects = rejects
    self.holds = holds
  }

  /// All validators, in the order in which the documentation lists them.
  public static let all: [Validator] = [
    .ssn, .itin, .ein, .usPhone, .luhn, .paymentCard, .abaRouting, .iban, .npi, .dea, .mbi,
    .massHealth, .icd10, .ndc, .date, .dateOfBirth, .stateStudentID, .passport, .maDriverLicence,
    .vin, .zip, .ipv4, .mac, .email,
  ]

  /// The validator with a name; nil when there is none.
  public static func named(_ name: String) -> Validator? { all.first { $0.name == name } }
}
