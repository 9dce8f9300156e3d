import Foundation
import Mail
import Native
import TestSupport

/// One message as a reader delivered it.
struct SplitMessage: Equatable {
  var offset: Int
  var length: Int
  var text: String
  var envelope = ""
  var line = 0
  var defects: [Defect.Kind] = []
}

/// Everything that a reader delivers, in windows of `window` bytes, and what it threw at the end.
func messages(
  of path: String, format: MailFormat? = nil, window: Int = 256 << 10, limit: Int = 64 << 20
) throws -> (messages: [SplitMessage], error: SourceError?) {
  var limits = Limits()
  limits.messageBytes = limit
  var reader = try MessageReader(
    path: FilePath(path), format: format, limits: limits, windowBytes: window)
  var found: [SplitMessage] = []
  do throws(SourceError) {
    while let batch = try reader.next() {
      for slice in batch.messages {
        found.append(
          SplitMessage(
            offset: slice.offset, length: slice.length,
            text: String(decoding: batch.bytes[slice.range], as: UTF8.self),
            envelope: String(decoding: batch.bytes[slice.envelope], as: UTF8.self),
            line: slice.line, defects: slice.defects.map(\.kind)))
      }
    }
  } catch {
    return (found, error)
  }
  return (found, nil)
}

/// The messages of bytes, through a file.
func messages(
  in bytes: [UInt8], format: MailFormat? = nil, window: Int = 256 << 10, limit: Int = 64 << 20
) throws -> [SplitMessage] {
  let folder = try ScratchFolder()
  try folder.write(bytes, to: "mail")
  return try messages(of: folder.path("mail"), format: format, window: window, limit: limit)
    .messages
}

func messages(in text: String, format: MailFormat? = nil) throws -> [SplitMessage] {
  try messages(in: Array(text.utf8), format: format)
}
