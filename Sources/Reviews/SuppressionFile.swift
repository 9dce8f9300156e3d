public import Native
public import People
public import Scanning

/// A finding that scans leave out until a day, and why.
public struct SuppressedFinding: Sendable, Hashable {
  /// The print of the finding.
  public var print: String
  /// `lexicon/rule`.
  public var rule: String
  /// Why.
  public var reason: String
  /// Who decided so.
  public var who: String
  /// The last day that it holds.
  public var until: CalendarDay

  /// Creates a suppression.
  public init(print: String, rule: String, reason: String, who: String, until: CalendarDay) {
    self.print = print
    self.rule = rule
    self.reason = reason
    self.who = who
    self.until = until
  }

  /// Whether it holds on a day.
  public func holds(on day: CalendarDay) -> Bool { day <= until }
}

/// A text file of suppressions: plain lines in blocks, `#` before a remark.
///
/// ```
/// key 5e0c1f7a
///
/// suppress 0b9fe1c5a7de44c2b5d8e1f0a2b3c4d5
///   rule    student.discipline/suspension
///   reason  The robotics club calls its rule book a suspension plan.
///   who     m.ortiz
///   until   2027-06-30
/// ```
public struct SuppressionFile: Sendable {
  /// Which key the prints were made with; empty in a file that says nothing of it.
  public private(set) var keyID = ""
  /// The suppressions, in the order of the file.
  public private(set) var findings: [SuppressedFinding] = []
  /// What is wrong with the file, in the order of its lines.
  public private(set) var diagnostics: [Diagnostic] = []

  private static let keys = ["rule", "reason", "who", "until"]

  /// A block while its lines are read.
  private struct Block {
    let line: ProfileLine
    var values: [String: String] = [:]
    var until: CalendarDay?
  }

  /// Reads a file.
  public init(_ bytes: [UInt8], path: String) {
    var block: Block?
    var number = 0
    for text in String(decoding: bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    {
      number += 1
      guard let line = ProfileLine(String(text), number: number, path: path) else { continue }
      switch line.key.text {
      case "key":
        keyID = line.value.text
      case "suppress":
        finish(block)
        block = Block(line: line)
      case let key where block != nil && Self.keys.contains(key):
        read(line, into: &block)
      default:
        diagnostics.append(
          line.mistake(
            "unknown word '\(line.key.text)'", at: line.key,
            hint: Suggestion.hint(for: line.key.text, among: Self.keys + ["suppress", "key"])))
      }
    }
    finish(block)
  }

  private mutating func read(_ line: ProfileLine, into block: inout Block?) {
    let key = line.key.text
    guard !line.value.text.isEmpty else {
      diagnostics.append(line.missing("'\(key)' says nothing"))
      return
    }
    if block?.values[key] != nil {
      diagnostics.append(line.mistake("a second '\(key)'", at: line.key))
    }
    block?.values[key] = line.value.text
    guard key == "until" else { return }
    block?.until = CalendarDay(iso: line.value.text)
    if block?.until == nil {
      diagnostics.append(
        line.mistake("'\(line.value.text)' is no day", at: line.value, hint: "write 2027-06-30"))
    }
  }

  /// Takes a block that is complete; one that is not suppresses nothing.
  private mutating func finish(_ block: Block?) {
    guard let block else { return }
    let print = block.line.value.text
    guard print.utf8.count == 32, print.utf8.allSatisfy({ Self.isHexadecimal($0) }) else {
      diagnostics.append(
        block.line.mistake(
          "'\(print)' is no print of a finding", at: block.line.key,
          hint: "'chaperone review --list' shows prints: 32 digits from 0 to f"))
      return
    }
    for key in Self.keys where block.values[key] == nil {
      diagnostics.append(
        block.line.missing("a suppression without '\(key)'", hint: "add a line: \(key) …"))
    }
    guard let rule = block.values["rule"], let reason = block.values["reason"],
      let who = block.values["who"], let until = block.until
    else { return }
    findings.append(
      SuppressedFinding(print: print, rule: rule, reason: reason, who: who, until: until))
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }

  /// The text of a block, as it stands in a file.
  public static func text(of finding: SuppressedFinding) -> String {
    """

    suppress \(finding.print)
      rule    \(oneLine(finding.rule))
      reason  \(oneLine(finding.reason))
      who     \(oneLine(finding.who))
      until   \(finding.until.iso)

    """
  }

  /// What a new file begins with.
  public static func head(keyID: String) -> String {
    """
    # Findings that 'chaperone scan --suppressions' leaves out, each until a day and with the reason.
    # The key tells which reviews.key the prints were made with.
    key \(keyID)

    """
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Adds a suppression to a file, and makes it where there is none; one of the same print is replaced by it only in
  /// what holds, since the last day counts.
  public static func add(
    _ finding: SuppressedFinding, to path: FilePath, keyID: String
  ) throws(FileError) {
    var bytes: [UInt8] = []
    do throws(FileError) {
      bytes = try FileReader.contents(of: path, limit: 1 << 26)
    } catch {
      guard error.isMissing else { throw error }
    }
    if bytes.isEmpty { bytes = Array(head(keyID: keyID).utf8) }
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    var file = try OutputFile(replacing: path, isShared: true)
    try file.append((bytes + Array(text(of: finding).utf8)).span)
    try file.close()
  }
}

extension SuppressionFile {
  /// The suppressions that hold on a day, for a scan.
  public func suppression(on day: CalendarDay, prints: FindingPrints) -> Suppression {
    var names: Set<String> = []
    var rules: Set<String> = []
    for finding in findings where finding.holds(on: day) {
      names.insert(finding.print)
      rules.insert(finding.rule)
    }
    return Suppression(rules: rules) { [names] finding, verdict in
      let print = prints.print(of: finding, in: verdict)
      return names.contains(print) ? print : nil
    }
  }

  /// The suppressions whose last day is past; of a print that stands there twice the later day counts.
  public func expired(on day: CalendarDay) -> [SuppressedFinding] {
    let holding = Set(findings.filter { $0.holds(on: day) }.map(\.print))
    return findings.filter { !$0.holds(on: day) && !holding.contains($0.print) }
  }
}
