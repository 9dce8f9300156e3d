/// What a splitter of markup, tables or lines knows of where the window before ended.
struct Quoting: Sendable {
  /// The quote that a value is inside of; 0 outside.
  var quote: UInt8 = 0
  /// Whether a tag is open.
  var isInTag = false
  /// Whether the message is an element that has others inside.
  var isContainer = false
  /// Whether the line at hand was looked at already and goes on.
  var isInLine = false
  /// Whether a record of names stands before the first message, and was passed.
  var hasPassedHeader = false
}
