import Foundation
import Testing

/// Unsafe code of the daemon lives in `Milter` alone.
@Suite struct UnsafeRoomTests {
  /// Whether a line marks unsafe code, outside comments.
  private static func isUnsafe(_ line: Substring) -> Bool {
    let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0]
    return code.contains(/(^|[^A-Za-z_])(unsafe|@safe|@unchecked)([^A-Za-z_]|$)/)
  }

  @Test func onlyMilterHoldsUnsafeCode() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Sources"
    ).standardized
    let found = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var files = 0
    for case let url as URL in found where url.pathExtension == "swift" {
      if url.path.contains("/Sources/Milter/") { continue }
      files += 1
      for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
        #expect(!Self.isUnsafe(line), "\(url.lastPathComponent): \(line)")
      }
    }
    #expect(files >= 10)
  }

  @Test(arguments: [
    ("let x = unsafe y", true), ("@unchecked Sendable", true), ("nonisolated(unsafe) var x", true),
    ("// unsafe", false), ("let unsafely = 1", false),
  ])
  func theGuardSeesAPlantedLine(line: String, isUnsafe: Bool) {
    #expect(Self.isUnsafe(line[...]) == isUnsafe)
  }
}
