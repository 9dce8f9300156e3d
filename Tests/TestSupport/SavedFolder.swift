import Foundation

/// A folder of texts that are saved, changed and removed one after another, as an editor does.
public struct SavedFolder: ~Copyable {
  private let folder: ScratchFolder
  private var texts: [String: String]

  /// The path of the folder.
  public var path: String { folder.url.path }

  /// Creates a folder with these files.
  public init(_ files: [(path: String, text: String)]) throws {
    let folder = try ScratchFolder()
    var texts: [String: String] = [:]
    for file in files {
      texts[file.path] = file.text
      try folder.write(Array(file.text.utf8), to: file.path)
    }
    self.folder = folder
    self.texts = texts
  }

  /// Saves a file.
  ///
  /// - Parameters:
  ///   - old: what is replaced in the file's text; all of it when empty.
  ///   - new: what stands there then; nil removes the file.
  /// - Returns: whether that changed anything.
  public mutating func save(_ path: String, _ old: String, _ new: String?) throws -> Bool {
    let before = texts[path]
    texts[path] =
      if let before, !old.isEmpty, let new { before.replacing(old, with: new) } else { new }
    if let text = texts[path] {
      try folder.write(Array(text.utf8), to: path)
    } else {
      try FileManager.default.removeItem(at: folder.url.appending(path: path))
    }
    return texts[path] != before
  }
}
