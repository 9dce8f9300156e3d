private import Lexicons
private import Mail
private import Native
private import People
public import Scanning

/// Names for findings by which somebody's verdict on them is kept.
///
/// A print is the HMAC-SHA-256, under a key, of the concern and the rule, the matched text, a few words around it, and
/// who wrote the message, when, and with which subject; of texts only letters and digits count. So it is the same
/// whatever the points are, wherever the message stands, however its lines are broken, and in every copy and export
/// of it; and it is another one when the value, its surroundings or the message differ. What adds up its lines over a
/// message (`sum`) is named without matched text, since which line comes first follows from the points.
public struct FindingPrints: Sendable {
  private let key: ReviewKey
  private let summed: Set<String>

  /// How many letters and digits around a match count, on either side.
  private static let around = 20

  /// Creates the prints of a key.
  ///
  /// - Parameter rules: what the findings are of.
  public init(key: ReviewKey, rules: Ruleset) { self.init(key: key, rules: [rules]) }

  /// Creates the prints of a key, for findings of several states of the rules.
  public init(key: ReviewKey, rules: [Ruleset]) {
    self.init(key: key, summedRules: rules.reduce(into: []) { $0.formUnion($1.summedRules) })
  }

  init(key: ReviewKey, summedRules: Set<String>) {
    self.key = key
    summed = summedRules
  }

  /// Which key they are made with.
  public var keyID: String { key.id }

  /// The print of one finding of a message, unmasked: 32 hex digits.
  public func print(of finding: Finding, in verdict: Verdict) -> String {
    var content = "finding 1\u{0}\(finding.concern.rawValue)\u{0}\(finding.rule)\u{0}"
    if !summed.contains(finding.rule) {
      let excerpt = Array(finding.excerpt.text.utf8)
      let match = finding.excerpt.match.clamped(to: 0..<excerpt.count)
      content += Self.plain(excerpt[match]) + "\u{0}"
      content += String(Self.plain(excerpt[..<match.lowerBound]).suffix(Self.around)) + "\u{0}"
      content += String(Self.plain(excerpt[match.upperBound...]).prefix(Self.around)) + "\u{0}"
    }
    let sender = verdict.parties.sender
    content += "\(sender?.mailbox.address.lowercased() ?? "")\u{0}"
    content += "\(verdict.date?.seconds ?? 0)\u{0}"
    content += Self.plain(Array(verdict.subject.utf8)[...])
    return key.code(of: Array(content.utf8))
  }

  /// The prints of all findings of a message, in their order.
  public func prints(of verdict: Verdict) -> [String] {
    verdict.findings.map { print(of: $0, in: verdict) }
  }

  /// The letters and digits of a text, without case and accents.
  static func plain(_ text: ArraySlice<UInt8>) -> String {
    var bytes = Array(text)
    if bytes.contains(where: { $0 >= 0x80 }) {
      bytes = Decomposition.of(String(decoding: bytes, as: UTF8.self))
    }
    var plain = ""
    for scalar in String(decoding: bytes, as: UTF8.self).lowercased().unicodeScalars {
      let properties = scalar.properties
      if properties.generalCategory != .nonspacingMark,
        properties.isAlphabetic || properties.numericType != nil
      {
        plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }
}
