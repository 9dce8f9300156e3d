/// The names that rules may use and that the lexicons do not define themselves.
///
/// They come from the stages below and above, so that the parser can say "did you mean" without
/// depending on them.
public struct Vocabulary: Sendable, Hashable {
  /// Validators for `require`.
  public var validators: [String]
  /// Fields for `in` and `when field`.
  public var fields: [String]
  /// Roles for `sender`, `recipient` and `every recipient`.
  public var roles: [String]
  /// Further duties, which stand where roles do.
  public var duties: [String]
  /// Channels for `when channel`.
  public var channels: [String]
  /// Accounts for `when account`.
  public var accounts: [String]
  /// Kinds of mention that exist without a rule.
  public var mentions: [String]

  /// Creates a vocabulary.
  public init(
    validators: [String], fields: [String], roles: [String], duties: [String], channels: [String],
    accounts: [String], mentions: [String]
  ) {
    self.validators = validators
    self.fields = fields
    self.roles = roles
    self.duties = duties
    self.channels = channels
    self.accounts = accounts
    self.mentions = mentions
  }
}
