import Foundation
import Native
import TestSupport
import Testing

@Suite struct CompiledFileTests {
  /// Two numbers without a gap.
  private struct Pair: FlatRecord, Equatable {
    var one: UInt32
    var two: Int32
  }

  private static let kind: UInt32 = 7
  private static let words: [UInt64] = (0..<100).map { $0 &* 0x9E37_79B9_7F4A_7C15 }
  private static let pairs = [Pair(one: 1, two: -1), Pair(one: .max, two: .min)]

  private static func writer(kind: UInt32 = kind, build: UInt64 = 5) -> CompiledFileWriter {
    var writer = CompiledFileWriter(kind: kind, build: build)
    writer.add(1, bytes: Array("text".utf8).span)
    writer.add(2, words)
    writer.add(3, pairs)
    writer.add(4, bytes: [UInt8]().span)
    return writer
  }

  /// A folder that only its owner may write in, whatever the umask.
  private func privateFolder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try setMode(0o700, of: folder.url.path)
    return folder
  }

  private func setMode(_ mode: Int, of path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  private func setOwner(_ owner: Int, of path: String) throws {
    try FileManager.default.setAttributes([.ownerAccountID: owner], ofItemAtPath: path)
  }

  private func opens(_ path: FilePath, kind: UInt32 = kind, build: UInt64 = 5) -> Bool {
    CompiledFile(path, kind: kind, build: build) != nil
  }

  @Test func readsBackWhatWasWritten() throws {
    let folder = try privateFolder()
    try Self.writer().write(to: folder.file("data"))
    let file = try #require(CompiledFile(folder.file("data"), kind: Self.kind, build: 5))
    #expect(file.array(of: 1, as: UInt8.self) == Array("text".utf8))
    #expect(file.array(of: 2, as: UInt64.self) == Self.words)
    #expect(file.array(of: 3, as: Pair.self) == Self.pairs)
    #expect(file.array(of: 4, as: Pair.self) == [])
    #expect(file.array(of: 5, as: UInt8.self) == nil)
    // Four bytes are no pair.
    #expect(file.array(of: 1, as: Pair.self) == nil)
    if let records = file.records(of: 3, as: Pair.self), let bytes = file.bytes(of: 1) {
      #expect(records.count == 2 && bytes.count == 4)
      #expect(records[1] == Self.pairs[1] && bytes[3] == UInt8(ascii: "t"))
    } else {
      Issue.record("no sections 3 and 1")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(names == ["data"])
    #expect(permissions(folder.path("data")) == 0o600)
  }

  /// More pieces than the system takes at once; of the file, of its bytes, and in memory the sections are the same.
  @Test func manySectionsAreWritten() throws {
    let folder = try privateFolder()
    let sections = (0..<2_000).map { number in
      (0..<number % 40).map { UInt8(truncatingIfNeeded: number &* 7 &+ $0) }
    }
    var writer = CompiledFileWriter(kind: Self.kind, build: 5)
    for (number, bytes) in sections.enumerated() { writer.add(UInt32(number), bytes) }
    try writer.write(to: folder.file("data"))
    #expect(try Data(contentsOf: URL(filePath: folder.path("data"))) == Data(writer.bytes()))
    let written = try #require(CompiledFile(folder.file("data"), kind: Self.kind, build: 5))
    for file in [written, CompiledFile(writer)] {
      let read = sections.indices.map { file.array(of: UInt32($0), as: UInt8.self) }
      #expect(read == sections)
    }
  }

  @Test func theRunningBuildHasANumber() throws {
    #expect(BuildIdentity.current != 0)
    let folder = try privateFolder()
    var writer = CompiledFileWriter(kind: 1)
    writer.add(1, bytes: [1, 2, 3].span)
    try writer.write(to: folder.file("data"))
    #expect(CompiledFile(folder.file("data"), kind: 1) != nil)
  }

  @Test func anotherKindOrBuildIsNotOpened() throws {
    let folder = try privateFolder()
    try Self.writer().write(to: folder.file("data"))
    #expect(opens(folder.file("data")))
    #expect(!opens(folder.file("data"), kind: 8))
    #expect(!opens(folder.file("data"), build: 6))
    #expect(!opens(folder.file("missing")))
    #expect(!opens(folder.file("data/x")))
  }

  @Test func aDamagedFileIsNotOpened() throws {
    let folder = try privateFolder()
    let bytes = Self.writer().bytes()
    let path = folder.file("data")
    try Self.writer().write(to: path)
    for place in bytes.indices {
      for bit in [0, 7] as [UInt8] {
        var damaged = bytes
        damaged[place] ^= 1 << bit
        try folder.write(damaged, to: "data")
        #expect(!opens(path), "byte \(place), bit \(bit)")
      }
    }
  }

  /// A file that bears its seal is not read as a whole: whatever writes into it takes the seal away.
  @Test func theSealIsBrokenByAnyWriting() throws {
    let folder = try privateFolder()
    let path = folder.file("data")
    try Self.writer().write(to: path)
    let sealed = try #require(FileVersion(of: path)).modified % 1_000_000_000
    try Self.writer().write(to: folder.file("twin"))
    #expect(try #require(FileVersion(of: folder.file("twin"))).modified % 1_000_000_000 == sealed)
    let bytes = Self.writer().bytes()
    // In place, the last byte of a section alone.
    let file = try FileHandle(forUpdating: folder.url.appending(path: "data"))
    try file.seek(toOffset: UInt64(bytes.count - 17))
    try file.write(contentsOf: [bytes[bytes.count - 17] ^ 1])
    try file.close()
    #expect(try #require(FileVersion(of: path)).modified % 1_000_000_000 != sealed)
    #expect(!opens(path))
    // What is whole is opened without a seal too.
    try folder.write(bytes, to: "data")
    #expect(opens(path))
  }

  @Test func aTruncatedOrExtendedFileIsNotOpened() throws {
    let folder = try privateFolder()
    let bytes = Self.writer().bytes()
    let path = folder.file("data")
    try Self.writer().write(to: path)
    for length in 0..<bytes.count {
      try folder.write(Array(bytes[..<length]), to: "data")
      #expect(!opens(path), "\(length) bytes")
    }
    for more in 1...9 {
      try folder.write(bytes + [UInt8](repeating: 0, count: more), to: "data")
      #expect(!opens(path), "\(more) bytes more")
    }
  }

  /// A table that is false but bears the right checksum, as nobody but a bug or an attacker writes it.
  @Test func aFileThatLiesAboutItselfIsNotOpened() throws {
    let folder = try privateFolder()
    let bytes = Self.writer().bytes()
    let path = folder.file("data")
    try Self.writer().write(to: path)
    let lies: [UInt64] = [0, 1, 8, 1 << 20, 1 << 31, 1 << 32, 1 << 62, 1 << 63, .max, .max - 7]
    for place in stride(from: 0, to: 48 + 4 * 32, by: 8) where place != 32 {
      for lie in lies {
        var false_ = bytes
        let old = bytes[place..<place + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        if old == lie { continue }
        for index in 0..<8 {
          false_[place + index] = UInt8(truncatingIfNeeded: lie >> UInt64(8 * index))
        }
        var header = Array(false_[..<(48 + 4 * 32)])
        for index in 32..<40 { header[index] = 0 }
        let checksum = Checksum.of(header.span)
        for index in 0..<8 {
          false_[32 + index] = UInt8(truncatingIfNeeded: checksum >> UInt64(8 * index))
        }
        try folder.write(false_, to: "data")
        // A section may get another name; all else must be as it was.
        let isName = place >= 48 && (place - 48) % 32 == 0 && lie <= UInt64(UInt32.max)
        #expect(opens(path) == isName, "word \(place): \(lie)")
      }
    }
  }

  @Test func onlyFilesThatNobodyElseCouldWriteAreOpened() throws {
    let folder = try privateFolder()
    try Self.writer().write(to: folder.file("data"))
    for mode in [0o620, 0o602, 0o666] as [Int] {
      try setMode(mode, of: folder.path("data"))
      #expect(!opens(folder.file("data")), "mode \(String(mode, radix: 8))")
    }
    try setMode(0o644, of: folder.path("data"))
    #expect(opens(folder.file("data")))
    for mode in [0o770, 0o707, 0o1777] as [Int] {
      try setMode(mode, of: folder.url.path)
      #expect(!opens(folder.file("data")), "folder mode \(String(mode, radix: 8))")
      #expect(throws: FileError.self) { try Self.writer().write(to: folder.file("other")) }
    }
    try setMode(0o755, of: folder.url.path)
    #expect(opens(folder.file("data")))
    if NSUserName() == "root" {
      try setOwner(12345, of: folder.path("data"))
      #expect(!opens(folder.file("data")))
      try setOwner(0, of: folder.path("data"))
      try setOwner(12345, of: folder.url.path)
      #expect(!opens(folder.file("data")))
    }
  }

  @Test func linksFoldersAndPipesAreNotOpened() throws {
    let folder = try privateFolder()
    try Self.writer().write(to: folder.file("data"))
    try folder.link("link", to: "data")
    #expect(!opens(folder.file("link")))
    try folder.run("mkdir", "folder")
    #expect(!opens(folder.file("folder")))
    try folder.run("mkfifo", "-m", "600", "pipe")
    #expect(!opens(folder.file("pipe")))
    // A link is replaced by a file, and what it led to stays.
    try Self.writer(build: 9).write(to: folder.file("link"))
    #expect(opens(folder.file("data")))
    #expect(opens(folder.file("link"), build: 9))
    #expect(throws: FileError.self) { try Self.writer().write(to: folder.file("folder")) }
    #expect(throws: FileError.self) { try Self.writer().write(to: folder.file("no/data")) }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    #expect(left == ["data", "folder", "link", "pipe"])
  }

  @Test func writersThatRaceLeaveOneWholeFile() async throws {
    let folder = try privateFolder()
    let path = folder.file("data")
    try Self.writer().write(to: path)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<10 { try? Self.writer().write(to: path) }
          return true
        }
        group.addTask {
          (0..<50).allSatisfy { _ in
            CompiledFile(path, kind: Self.kind, build: 5)?.array(of: 2, as: UInt64.self)
              == Self.words
          }
        }
      }
      for await isWhole in group { #expect(isWhole) }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(names == ["data"])
  }

  @Test func checksumsEqualTheirNaiveTwin() {
    var generator = SeededGenerator(seed: 20)
    for length in Array(0..<100) + [1000, 4097] {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(Checksum.of(bytes.span) == naiveChecksum(bytes), "\(length) bytes")
    }
  }

  /// Four sums in turn over the words of every 32 bytes, the first over what is left.
  private func naiveChecksum(_ bytes: [UInt8]) -> UInt64 {
    func step(_ sum: UInt64, _ word: UInt64) -> UInt64 {
      let mixed = sum ^ word
      return (mixed << 29 | mixed >> 35) &* 0x9E37_79B9_7F4A_7C15
    }
    func word(_ part: ArraySlice<UInt8>) -> UInt64 {
      part.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    var sums: [UInt64] = [
      UInt64(bytes.count), 0x2545_F491_4F6C_DD1D, 0x9FB2_1C65_1E98_DF25, 0xD6E8_FEB8_6659_FD93,
    ]
    let blocks = bytes.count / 32 * 32
    for place in stride(from: 0, to: bytes.count / 8 * 8, by: 8) {
      let lane = place < blocks ? place / 8 % 4 : 0
      sums[lane] = step(sums[lane], word(bytes[place..<place + 8]))
    }
    let tail = bytes[(bytes.count / 8 * 8)...].reduce(0) { $0 << 8 | UInt64($1) }
    return step(step(step(step(sums[0], tail), sums[1]), sums[2]), sums[3])
  }

  private func permissions(_ path: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
  }
}

@Suite struct FileVersionTests {
  @Test func everyKindOfChangeMakesAnotherVersion() throws {
    let folder = try ScratchFolder()
    try folder.write([1, 2, 3], to: "data")
    let first = try #require(FileVersion(of: folder.file("data")))
    #expect(first.isFresh)
    #expect(FileVersion(of: folder.file("data")) == first)
    usleep(20_000)
    try folder.write([1, 2, 4], to: "data")
    let second = try #require(FileVersion(of: folder.file("data")))
    #expect(second != first && second.number != first.number)
    // An old time of change does not hide it.
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: folder.path("data"))
    let third = try #require(FileVersion(of: folder.file("data")))
    #expect(third.modified == 1_000_000_000 && third.changed >= second.changed)
    #expect(third.isFresh)
    #expect(FileVersion(of: folder.file("missing")) == nil)
  }

  @Test func filesOfAFolderAreKnownByTheirVersions() throws {
    let folder = try ScratchFolder()
    for name in ["one", "in/two"] { try folder.write([1, 2, 3], to: name) }
    let root = folder.file("")
    let names = ["", "one", "in", "in/two"]
    var numbers: [Int64] = []
    for name in names {
      let path = name.isEmpty ? root : folder.file(name)
      numbers += try #require(FileVersion(of: path)).numbers
    }
    let bytes = Array(names.map { $0 + "\0" }.joined().utf8)
    func hold(_ numbers: [Int64], _ bytes: [UInt8], in folder: FilePath? = nil) -> Bool {
      FileVersion.hold(numbers.span, of: bytes.span, in: folder ?? root)
    }
    #expect(hold(numbers, bytes))
    for index in numbers.indices {
      var other = numbers
      other[index] += 1
      #expect(!hold(other, bytes), "number \(index)")
    }
    #expect(!hold(Array(numbers.dropLast(5)), bytes) && !hold(numbers + numbers, bytes))
    #expect(!hold(numbers, Array(bytes.dropLast())) && !hold([], []))
    #expect(!hold(numbers, bytes, in: folder.file("one")))
    try folder.write([1, 2, 3, 4], to: "in/two")
    #expect(!hold(numbers, bytes))
    try FileManager.default.removeItem(atPath: folder.path("in/two"))
    #expect(!hold(numbers, bytes))
  }

  @Test func anOldFileIsNotFresh() throws {
    #expect(try #require(FileVersion(of: "/usr/bin/env")).isFresh == false)
  }
}
