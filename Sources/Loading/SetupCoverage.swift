import Native
import People
public import Reports

extension ScanSetup {
  /// Counts what is wrong with the lexicons, and people who could not be found, as losses of coverage.
  public func countProblems(in coverage: inout Coverage) {
    if district.roster.isLost {
      coverage.lose(
        source: rosterPaths.first ?? "roster",
        why: "the prepared roster was damaged and its files have changed; scan again",
        kind: "the roster was damaged")
    }
    for problem in problems {
      coverage.lose(
        source: problem.place.path, why: "line \(problem.place.line): \(problem.message)",
        kind: "a rule cannot be used")
    }
  }
}
