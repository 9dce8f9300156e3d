import Foundation
import Native
import TestSupport
import Testing

@Suite struct ResumableFileTests {
  @Test func aLaterProcessGoesOnWhereItIsTold() throws {
    let scratch = try ScratchFolder()
    let path = FilePath(scratch.path("report.part"))
    do {
      var file = try ResumableFile(path)
      #expect(file.count == 0)
      try file.append(Array("one two three".utf8).span)
      try file.sync()
      try file.append(Array(" lost".utf8).span)
      #expect(file.count == 18)
    }
    var again = try ResumableFile(path)
    #expect(try again.contents() == Array("one two three".utf8))
    try again.truncate(to: 7)
    try again.append(Array(" four".utf8).span)
    try again.close(as: FilePath(scratch.path("report")))
    #expect(try String(contentsOfFile: scratch.path("report"), encoding: .utf8) == "one two four")
    #expect(!FileManager.default.fileExists(atPath: scratch.path("report.part")))
    let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path("report"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func whoHasAFileHasItAlone() throws {
    let scratch = try ScratchFolder()
    let path = FilePath(scratch.path("report.part"))
    let first = try ResumableFile(path)
    #expect(first.count == 0)
    do throws(FileError) {
      _ = try ResumableFile(path)
      Issue.record("two have the file")
    } catch {
      #expect(error.isBusy)
    }
    first.remove()
    #expect(!FileManager.default.fileExists(atPath: scratch.path("report.part")))
  }
}
