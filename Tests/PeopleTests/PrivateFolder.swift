import Foundation
import Native
import TestSupport

/// A folder for one test that only its owner may look into.
struct PrivateFolder: ~Copyable {
  private let scratch: ScratchFolder

  init() throws {
    let made = try ScratchFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: made.url.path)
    scratch = made
  }

  var path: FilePath { FilePath(scratch.url.path) }

  func setMode(_ mode: Int, of name: String? = nil) throws {
    let url = name.map { scratch.url.appending(path: $0) } ?? scratch.url
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
  }

  func mode(of name: String) throws -> Int? {
    let path = scratch.url.appending(path: name).path
    return try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  func write(_ bytes: [UInt8], as name: String) throws {
    try Data(bytes).write(to: scratch.url.appending(path: name))
    try setMode(0o600, of: name)
  }

  func write(_ text: String, as name: String) throws { try write(Array(text.utf8), as: name) }

  func bytes(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: scratch.url.appending(path: name)))
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: scratch.url.appending(path: name))
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted() }
  }
}
