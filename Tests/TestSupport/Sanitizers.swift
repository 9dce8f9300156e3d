private import Foundation

/// What the tests must allow for when they run under a sanitizer (`make sanitize`).
public enum Sanitizers {
  /// Whether `make sanitize` runs the tests.
  ///
  /// Bounds on memory are then not asserted: shadow memory and the quarantine of freed blocks, those
  /// of tests that run at the same time included, are larger than what is to be measured.
  public static let areOn =
    ProcessInfo.processInfo.environment["CHAPERONE_SANITIZED"].map { !$0.isEmpty } ?? false
}
