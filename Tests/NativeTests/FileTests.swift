import Foundation
import Native
import TestSupport
import Testing

extension ScratchFolder {
  func file(_ name: String) -> FilePath { FilePath(path(name)) }
}

@Suite struct FileTests {
  @Test func readsAFileInWindowsOfAnySize() throws {
    let folder = try ScratchFolder()
    let content = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try folder.write(content, to: "data")
    for window in [1, 7, 4096, 1 << 20] {
      var reader = try FileReader(path: folder.file("data"))
      var bytes: [UInt8] = []
      while try reader.read(upTo: window, into: &bytes) > 0 {}
      #expect(bytes == content)
      #expect(reader.facts.size == 10_000)
    }
    #expect(try FileReader.contents(of: folder.file("data"), limit: 10_000) == content)
  }

  @Test func readsFilesWhoseSizeIsNotKnown() throws {
    let bytes = try FileReader.contents(of: "/proc/self/status", limit: 1 << 20)
    #expect(bytes.starts(with: "Name:".utf8))
  }

  @Test func anErrorSaysWhichFileAndWhy() throws {
    let folder = try ScratchFolder()
    let missing = folder.file("no such file")
    let error = #expect(throws: FileError.self) { _ = try FileReader(path: missing) }
    #expect(error?.sentence == "\(missing): No such file or directory")
    #expect(error?.isMissing == true)
    let isFolder = #expect(throws: FileError.self) { _ = try FileReader(path: folder.file(".")) }
    #expect(isFolder?.reason == "Is a directory")
    try folder.write([1, 2, 3], to: "long")
    let tooLong = #expect(throws: FileError.self) {
      _ = try FileReader.contents(of: folder.file("long"), limit: 2)
    }
    #expect(tooLong?.reason == "longer than 2 bytes")
  }

  @Test func namesThatAreNotUTF8OpenTheirFile() throws {
    let folder = try ScratchFolder()
    let name = FilePath(bytes: [0x63, 0x61, 0x66, 0xE9])
    let path = FilePath(folder.url.path).appending(name)
    var output = try OutputFile(replacing: path)
    try output.append("é in Latin-1")
    try output.close()
    let entries = try Directory.entries(of: FilePath(folder.url.path))
    #expect(entries.map(\.name) == [name])
    #expect(try FileReader.contents(of: path, limit: 100) == Array("é in Latin-1".utf8))
    #expect(path.name == name)
    #expect(path.folder == FilePath(folder.url.path))
    #expect(name.description == "caf\u{FFFD}")
  }

  @Test func entriesStandInByteOrderWithTheirKinds() throws {
    let folder = try ScratchFolder()
    for name in ["b", "a", "Z", "é"] { try folder.write([], to: name) }
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "c"), withIntermediateDirectories: false)
    try folder.link("d", to: "c")
    try folder.link("e", to: "nowhere")
    let entries = try Directory.entries(of: FilePath(folder.url.path))
    #expect(entries.map(\.name.description) == ["Z", "a", "b", "c", "d", "e", "é"])
    #expect(entries.map(\.facts?.kind) == [.file, .file, .file, .folder, .folder, nil, .file])
    #expect(entries.map(\.isLink) == [false, false, false, false, true, true, false])
    #expect(entries[3].facts?.identity == entries[4].facts?.identity)
  }

  @Test func aReplacementAppearsWhenItIsClosedAndIsPrivate() throws {
    let folder = try ScratchFolder()
    try folder.write(Array("old".utf8), to: "report")
    var output = try OutputFile(replacing: folder.file("report"))
    let long = [UInt8](repeating: 0x61, count: 200_000)
    try output.append("first ")
    try output.append(long.span)
    try output.append(" last")
    #expect(try FileReader.contents(of: folder.file("report"), limit: 100) == Array("old".utf8))
    try output.close()
    let written = try FileReader.contents(of: folder.file("report"), limit: 1 << 20)
    #expect(written == Array("first ".utf8) + long + Array(" last".utf8))
    let mode = try FileManager.default.attributesOfItem(
      atPath: folder.url.appending(path: "report").path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(try Directory.entries(of: FilePath(folder.url.path)).count == 1)
  }

  @Test func aReplacementThatIsGivenUpLeavesNothing() throws {
    let folder = try ScratchFolder()
    do {
      var output = try OutputFile(replacing: folder.file("report"))
      try output.append("never seen")
    }
    #expect(try Directory.entries(of: FilePath(folder.url.path)).isEmpty)
    let error = #expect(throws: FileError.self) {
      _ = try OutputFile(replacing: folder.file("missing/report"))
    }
    #expect(error?.reason == "No such file or directory")
  }

  @Test func aLinkIsReplacedAtItsTargetAndADeviceIsWrittenDirectly() throws {
    let folder = try ScratchFolder()
    try folder.write(Array("old".utf8), to: "target")
    try folder.link("link", to: "target")
    var output = try OutputFile(replacing: folder.file("link"))
    try output.append("new")
    try output.close()
    let entries = try Directory.entries(of: FilePath(folder.url.path))
    #expect(entries.map(\.isLink) == [true, false])
    #expect(try FileReader.contents(of: folder.file("target"), limit: 9) == Array("new".utf8))
    var device = try OutputFile(replacing: "/dev/null")
    try device.append("gone")
    try device.close()
    #expect(try FileFacts(of: "/dev/null").kind == .other)
  }

  @Test func aFullDeviceIsAnError() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    var output = try OutputFile(replacing: "/dev/full")
    try output.append("no room")
    let error = #expect(throws: FileError.self) { try output.flush() }
    #expect(error?.reason == "No space left on device")
    try output.flush()
  }

  @Test func aBrokenPipeIsAnErrorAndNoSignal() throws {
    let folder = try ScratchFolder()
    try folder.run("mkfifo", "fifo")
    let reader = try folder.start("head", ["-c", "5", "fifo"])
    var output = try OutputFile(replacing: folder.file("fifo"))
    try output.append("hello")
    try output.flush()
    reader.waitUntilExit()
    try output.append("nobody there")
    let error = #expect(throws: FileError.self) { try output.flush() }
    #expect(error?.isBrokenPipe == true)
  }
}
