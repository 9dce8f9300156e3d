import Foundation
import TestSupport
import Testing

/// Unsafe code lives in `Native` alone.
///
/// The compiler makes it visible (strict memory safety); this
/// keeps it home, since a line that is *marked* unsafe compiles anywhere.
@Suite struct UnsafeCodeTests {
  /// The words that mark unsafe code, outside comments.
  private static func unsafeWords(in line: Substring) -> [String] {
    let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0]
    return ["unsafe", "@safe", "@unchecked", "nonisolated(unsafe)"].filter { word in
      code.ranges(of: word).contains { range in
        let before =
          range.lowerBound == code.startIndex ? " " : code[code.index(before: range.lowerBound)]
        let after = range.upperBound == code.endIndex ? " " : code[range.upperBound]
        return !isIdentifier(before) && !isIdentifier(after)
      }
    }
  }

  private static func isIdentifier(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  @Test func onlyNativeHoldsUnsafeCode() throws {
    let sources = Repository.root.appending(path: "Sources")
    var files = 0
    let enumerator = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    for case let url as URL in enumerator where url.pathExtension == "swift" {
      guard !url.path.contains("/Sources/Native/") else { continue }
      files += 1
      let text = try String(contentsOf: url, encoding: .utf8)
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        let words = Self.unsafeWords(in: line)
        #expect(words.isEmpty, "\(url.lastPathComponent):\(number + 1): \(line)")
      }
    }
    #expect(files >= 10)
  }

  @Test(arguments: [
    ("  let x = unsafe pointer.pointee", true), ("@unchecked Sendable", true),
    ("nonisolated(unsafe) var x = 1", true), ("@safe struct S {", true),
    ("// unsafe in a comment", false), ("let unsafely = 1", false), ("let x = 1", false),
  ])
  func theGuardSeesAPlantedLine(line: String, isUnsafe: Bool) {
    #expect(Self.unsafeWords(in: line[...]).isEmpty != isUnsafe)
  }
}
