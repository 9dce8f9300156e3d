/// The name of a file as the system keeps it: bytes, which need not be UTF-8.
///
/// Mail folders come from many systems, and a name that is not UTF-8 must still open the same file.
public struct FilePath: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The bytes without a final NUL.
  public let bytes: [UInt8]

  /// Creates a path from bytes; what follows a NUL is no part of any path and is cut off.
  public init(bytes: [UInt8]) {
    self.bytes = bytes.firstIndex(of: 0).map { Array(bytes[..<$0]) } ?? bytes
  }

  /// Creates a path from text.
  public init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  /// Creates a path from a literal.
  public init(stringLiteral text: String) { self.init(text) }

  /// The path of an entry of this folder.
  public func appending(_ name: FilePath) -> FilePath {
    guard let last = bytes.last else { return name }
    return FilePath(
      bytes: last == UInt8(ascii: "/") ? bytes + name.bytes : bytes + [0x2F] + name.bytes)
  }

  /// What follows the last slash.
  public var name: FilePath {
    var end = bytes.count
    while end > 1, bytes[end - 1] == 0x2F { end -= 1 }
    guard let slash = bytes[..<end].lastIndex(of: 0x2F), end > 1 else {
      return FilePath(bytes: Array(bytes[..<end]))
    }
    return FilePath(bytes: Array(bytes[(slash + 1)..<end]))
  }

  /// What precedes the last slash; `.` when there is none.
  public var folder: FilePath {
    guard let slash = bytes.lastIndex(of: 0x2F) else { return "." }
    return slash == 0 ? "/" : FilePath(bytes: Array(bytes[..<slash]))
  }

  /// Whether the last name begins with a dot, as names that are not shown do.
  public var isHidden: Bool { name.bytes.first == UInt8(ascii: ".") }

  /// The path as text; what is not UTF-8 is shown as U+FFFD.
  public var description: String { String(decoding: bytes, as: UTF8.self) }

  /// Lends the path to a C function as a NUL-terminated string.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
    // SAFETY: the array is NUL-terminated and lives for the call.
    return unsafe terminated.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("never empty") }
      return unsafe body(base)
    }
  }
}
