import Native
import People
import Testing

@testable import Scanning

/// The naive twin of `NameTable`: the lists themselves.
enum NameLists {
  /// Looks a folded word up in the lists of names.
  static func name(_ word: [UInt8]) -> ListedName {
    let plain = PlainLetters.plain(String(decoding: word, as: UTF8.self))
    return ListedName(first: first[plain], isLast: last.contains(plain))
  }

  private static let first: [String: FirstNames.Kind] = {
    var first: [String: FirstNames.Kind] = [:]
    FirstNames.forEach { word, kind in
      first[String(utf8: word)] = first[String(utf8: word)] ?? kind
    }
    return first
  }()

  private static let last: Set<String> = {
    var last: Set<String> = []
    LastNames.forEach { last.insert(String(utf8: $0)) }
    return last
  }()

  /// What the lists of words tell of a word.
  static func kinds(of hash: UInt64) -> NameWords.Kinds { known[hash] ?? [] }

  private static let known: [UInt64: NameWords.Kinds] = {
    var known: [UInt64: NameWords.Kinds] = [:]
    NameWords.forEach { word, kinds in known[WordHash.hash(word), default: []].formUnion(kinds) }
    return known
  }()
}

@Suite("Names of the lists")
struct NameTableTests {
  /// Words of all lists, words that differ from these by a letter, and others.
  private static let words: [[UInt8]] = {
    var words: [[UInt8]] = []
    func add(_ word: Span<UInt8>) {
      var bytes: [UInt8] = []
      for index in word.indices { bytes.append(word[index]) }
      words.append(bytes)
      words.append(bytes + [UInt8(ascii: "q")])
      words.append(Array(bytes.dropFirst()))
    }
    FirstNames.forEach { word, _ in add(word) }
    LastNames.forEach { add($0) }
    NameWords.forEach { word, _ in add(word) }
    Nicknames.forEach { add($0) }
    words += ["josé", "peña", "núñez", "zoë", "françois", "", "q", "данило", "don't"].map {
      Array($0.utf8)
    }
    return words
  }()

  @Test func answersAsTheListsDo() {
    let table = NameTable.made
    for word in Self.words where !word.isEmpty {
      let hash = WordHash.hash(word.span)
      #expect(table.name(word.span, hash: hash) == NameLists.name(word))
      #expect(table.kinds(of: hash) == NameLists.kinds(of: hash))
      #expect(table.longNames(of: word.span, hash: hash) == Nicknames.names(of: word.span))
    }
  }

  @Test func isTheSameInAFile() throws {
    var writer = CompiledFileWriter(kind: 1)
    NameTable.made.write(into: &writer, section: 7)
    let table = try #require(NameTable(CompiledFile(writer), section: 7))
    for word in Self.words {
      let hash = WordHash.hash(word.span)
      #expect(table.kinds(of: hash) == NameTable.made.kinds(of: hash))
      #expect(table.name(word.span, hash: hash) == NameTable.made.name(word.span, hash: hash))
    }
    #expect(NameTable(CompiledFile(writer), section: 8) == nil)
  }

  @Test func aDamagedTableEndsEveryQuestion() throws {
    var full = CompiledFileWriter(kind: 1)
    full.add(7, [UInt64](repeating: .max, count: 1 << 15))
    let table = try #require(NameTable(CompiledFile(full), section: 7))
    #expect(table.kinds(of: 1).isEmpty)
    var short = CompiledFileWriter(kind: 1)
    short.add(7, [UInt64](repeating: 0, count: 100))
    #expect(NameTable(CompiledFile(short), section: 7) == nil)
  }
}
