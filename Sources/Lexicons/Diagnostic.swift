/// A mistake in a lexicon, a policy or a district profile, at its place.
public struct Diagnostic: Sendable, Hashable, Error {
  /// How bad it is.
  public enum Severity: String, Sendable { case error, warning }

  /// How bad it is: an error drops the block that it stands in.
  public var severity: Severity
  /// Where it is.
  public var place: Place
  /// How many scalars the caret underlines; at least 1.
  public var length: Int
  /// What is wrong.
  public var message: String
  /// What to do: printed after the caret (`did you mean 'luhn'?`).
  public var hint: String?
  /// The line it stands on, as written.
  public var line: String

  /// Creates a diagnostic.
  public init(
    _ severity: Severity, _ message: String, at place: Place, length: Int = 1, line: String,
    hint: String? = nil
  ) {
    self.severity = severity
    self.message = message
    self.place = place
    self.length = length
    self.line = line
    self.hint = hint
  }
}
