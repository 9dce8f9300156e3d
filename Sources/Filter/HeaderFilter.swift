private import Lexicons
private import Native
public import Scanning

/// Adds the verdict to a message as header fields and leaves everything else byte for byte.
///
/// Incoming `X-Chaperone-*` fields are taken out, since anybody could have written them; then
/// `X-Chaperone-Level`, `-Score`, `-Rules` (ids only), `-Clauses`, `-Coverage` and `-Version` are put
/// before the first field, after an mbox `From ` line if there is one. `-Coverage` stands there when
/// something was not read, and names its kind. Rules and clauses are those of a ``Citation``. No value that
/// was found is ever written.
public enum HeaderFilter {
  /// Appends the message with its new header fields to `output`.
  ///
  /// - Parameter unread: the kinds of what was not read, each once; nothing that the message itself says.
  public static func write(
    _ message: Span<UInt8>, with verdict: Verdict, unread: [String] = [], version: String,
    into output: inout [UInt8]
  ) {
    write(message, adding: fields(of: verdict, unread, version: version), into: &output)
  }

  /// Appends the message without any `X-Chaperone-*` field: one that could not be checked must not
  /// pass with the fields that somebody else wrote.
  public static func writeUnchecked(_ message: Span<UInt8>, into output: inout [UInt8]) {
    write(message, adding: [], into: &output)
  }

  private static func write(
    _ message: Span<UInt8>, adding fields: [(name: String, value: String)],
    into output: inout [UInt8]
  ) {
    var position = endOfSeparator(in: message)
    output.append(message, in: 0..<position)
    let usesCRLF = lineBreakIsCRLF(in: message)
    for (name, value) in fields {
      output.append(contentsOf: "X-Chaperone-\(name): \(value)".utf8)
      output.append(contentsOf: usesCRLF ? [0x0D, 0x0A] : [0x0A])
    }
    // Copied in stretches: from one field that is taken out to the next.
    var kept = position
    while position < message.count, !isBlankLine(in: message, at: position) {
      var end = endOfLine(in: message, from: position)
      while end < message.count, message[end] == 0x20 || message[end] == 0x09 {
        end = endOfLine(in: message, from: end)
      }
      if message.hasPrefix(ignoringCase: "X-Chaperone-", at: position) {
        output.append(message, in: kept..<position)
        kept = end
      }
      position = end
    }
    output.append(message, in: kept..<message.count)
  }

  /// The fields in the order they are written, without the `X-Chaperone-` prefix.
  public static func fields(
    of verdict: Verdict, _ unread: [String] = [], version: String
  ) -> [(name: String, value: String)] {
    var fields = [
      (name: "Level", value: verdict.risk.rawValue), (name: "Score", value: "\(verdict.score)"),
    ]
    let cited = Citation(of: verdict)
    if !cited.rules.isEmpty { fields.append((name: "Rules", value: folded(cited.rules))) }
    if !cited.clauses.isEmpty { fields.append((name: "Clauses", value: folded(cited.clauses))) }
    if !unread.isEmpty {
      fields.append((name: "Coverage", value: "incomplete: \(folded(unread))"))
    }
    fields.append((name: "Version", value: version))
    return fields
  }

  /// Values one after another, at most twenty: a header line has a limit of 998 bytes (RFC 5322 2.1.1).
  private static func folded(_ values: [String]) -> String {
    values.prefix(20).joined(separator: ", ")
      + (values.count > 20 ? ", and \(values.count - 20) more" : "")
  }

  /// Where the fields go: after an mbox separator line, else at the beginning.
  ///
  /// `From :` is a field as RFC 822 allowed it, and a line without an end cannot stand before others.
  public static func endOfSeparator(in message: Span<UInt8>) -> Int {
    guard message.hasPrefix(ignoringCase: "From ", at: 0),
      let end = message.firstOffset(of: 0x0A)
    else { return 0 }
    var next = 5
    while next < end, message[next] == 0x20 || message[next] == 0x09 { next += 1 }
    return message[next] == UInt8(ascii: ":") ? 0 : end + 1
  }

  private static func endOfLine(in message: Span<UInt8>, from start: Int) -> Int {
    message.firstOffset(of: 0x0A, from: start).map { $0 + 1 } ?? message.count
  }

  private static func isBlankLine(in message: Span<UInt8>, at start: Int) -> Bool {
    message[start] == 0x0A
      || (message[start] == 0x0D && start + 1 < message.count && message[start + 1] == 0x0A)
  }

  private static func lineBreakIsCRLF(in message: Span<UInt8>) -> Bool {
    guard let first = message.firstOffset(of: 0x0A) else { return false }
    return first > 0 && message[first - 1] == 0x0D
  }
}
