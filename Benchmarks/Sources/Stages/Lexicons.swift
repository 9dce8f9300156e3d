import Native

/// Where the rules of the repository stand.
public enum ShippedLexicons {
  /// The folder: `CHAPERONE_LEXICONS`, else the repository's own.
  public static var folder: String {
    if let asked = Host.environment("CHAPERONE_LEXICONS") { return asked }
    // Benchmarks/Sources/Stages/Lexicons.swift
    var path = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    path.removeLast(4)
    return (path + ["Lexicons"]).joined(separator: "/")
  }
}
