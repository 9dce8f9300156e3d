import Native

/// Where a JSON export keeps its messages, and what it says around them.
///
/// A path names the keys on the way to a value, `[]` standing for any element of an array, `*` for any key:
/// `["chats", "list", "[]", "messages", "[]"]`.
struct JSONPlan: Sendable {
  /// What stands for an element of an array.
  static let element = "[]"

  /// Where the messages are.
  var messages: [[String]]
  /// Where things are said that hold for the messages which follow in the same object.
  var facts: [[String]] = []
  /// Takes a fact: its number in `facts`, its path, and its JSON.
  var learn: @Sendable (Int, [String], Span<UInt8>, inout ConversationFacts) -> Void = {
    _, _, _, _ in
  }
  /// Called where an array of messages begins, with its path.
  var enter: @Sendable ([String], inout ConversationFacts) -> Void = { _, _ in }
  /// The key under which messages hold other messages: answers in a thread.
  var nested: StaticString?

  /// What is done with a value.
  enum Action: Equatable { case message, fact(Int), enter, skip }

  /// What is done with the value at a path.
  func action(at path: [String], isContainer: Bool) -> Action {
    if isContainer, messages.contains(where: { Self.matches($0, path) }) { return .message }
    if let index = facts.firstIndex(where: { Self.matches($0, path) }) { return .fact(index) }
    guard isContainer else { return .skip }
    let isOnTheWay =
      messages.contains { Self.leads($0, path) } || facts.contains { Self.leads($0, path) }
    return isOnTheWay ? .enter : .skip
  }

  /// Whether the elements of an array at a path are messages.
  func holdsMessages(_ path: [String]) -> Bool {
    messages.contains { $0.count == path.count + 1 && Self.leads($0, path) }
  }

  private static func matches(_ pattern: [String], _ path: [String]) -> Bool {
    pattern.count == path.count && leads(pattern, path)
  }

  private static func leads(_ pattern: [String], _ path: [String]) -> Bool {
    guard pattern.count >= path.count else { return false }
    for (index, name) in path.enumerated() where pattern[index] != name {
      guard pattern[index] == "*", name != element else { return false }
    }
    return true
  }
}
