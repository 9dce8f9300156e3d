public import Lexicons
private import Mail
private import People

extension Vocabulary {
  /// The names that this version of Chaperone knows.
  public static let standard = Vocabulary(
    validators: Validator.all.map(\.name),
    fields: FieldSet.names, roles: Role.allCases.map(\.rawValue), duties: Duties.all,
    channels: Message.Channel.allCases.map(\.rawValue), accounts: Account.allCases.map(\.rawValue),
    mentions: ["person", "student", "employee", "guardian"])
}
