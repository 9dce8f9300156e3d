public import Foundation

/// A folder for one test, removed afterwards.
public struct ScratchFolder: ~Copyable {
  /// Where it is.
  public let url = FileManager.default.temporaryDirectory
    .appending(path: "chaperone-\(UUID().uuidString)").resolvingSymlinksInPath()

  /// Creates an empty folder.
  public init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file in it.
  public func path(_ name: String) -> String { url.appending(path: name).path }

  /// Writes a file, and the folders that it needs.
  public func write(_ bytes: [UInt8], to name: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// Makes a symbolic link.
  public func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
  }

  /// Runs a program in the folder and waits for it.
  @discardableResult
  public func run(_ program: String, _ arguments: String...) throws -> Int32 {
    let process = try start(program, arguments)
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Starts a program in the folder.
  public func start(_ program: String, _ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = url
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    return process
  }
}
