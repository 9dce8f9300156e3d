public import Foundation

/// Where the tests find the project's own files and the material beside it.
public enum Repository {
  /// The package's root folder.
  public static let root: URL = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file or folder of `Tests/Fixtures`.
  public static func fixture(_ path: String) -> URL {
    root.appending(path: "Tests/Fixtures").appending(path: path)
  }

  /// The bytes of a fixture.
  public static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: fixture(path)))
  }

  /// The folder of shared material (real mail, MIME suites): `$CHAPERONE_SHARED`, else `../shared`;
  /// nil when it is not there, and then the tests that want it say so and skip.
  public static let shared: URL? = {
    let environment = ProcessInfo.processInfo.environment["CHAPERONE_SHARED"]
    let url = environment.map { URL(filePath: $0) } ?? root.appending(path: "../shared")
    return FileManager.default.fileExists(atPath: url.path) ? url.standardizedFileURL : nil
  }()
}

/// A small seeded generator (SplitMix64), so that random tests repeat.
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Creates a generator that always yields the same numbers for a seed.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension Array where Element == UInt8 {
  /// The same bytes with every line break as CRLF.
  public var withCRLF: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count + count / 30)
    for (index, byte) in enumerated() {
      if byte == 0x0A, index == 0 || self[index - 1] != 0x0D { result.append(0x0D) }
      result.append(byte)
    }
    return result
  }

  /// The same bytes with every CRLF as LF.
  public var withLF: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count)
    for (index, byte) in enumerated()
    where !(byte == 0x0D && index + 1 < count && self[index + 1] == 0x0A) {
      result.append(byte)
    }
    return result
  }
}
