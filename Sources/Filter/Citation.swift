private import Lexicons
public import Scanning

/// What a mail filter cites of a verdict: the rules and clauses that speak for what was found.
///
/// A verdict also holds what speaks against a concern, and points of concerns that reached no level. In a
/// header field, a log or a refusal they would be taken for findings.
public struct Citation: Sendable, Hashable {
  /// The rules' ids, each once, in the order of the findings.
  public let rules: [String]
  /// The clauses' numbers, each once, sorted.
  public let clauses: [String]

  /// Cites a verdict's findings.
  public init(of verdict: Verdict) {
    let found = Set(verdict.concerns.filter { $0.level > .none }.map(\.concern))
    let telling = verdict.findings.filter { $0.points > 0 && found.contains($0.concern) }
    rules = Self.unique(telling.map(\.rule))
    clauses = Self.unique(telling.map(\.clause).filter { !$0.isEmpty }).sorted()
  }

  private static func unique(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    return values.filter { seen.insert($0).inserted }
  }
}
