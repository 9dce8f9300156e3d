import Native

/// Puts a roster and its index into flat bytes.
struct RosterImageWriter {
  private var data: [UInt8] = []
  private var layout: [UInt64] = []
  private let words: [UInt64]

  /// Compiles people whose `related` ids are indices of the same array.
  init(_ people: [Person]) {
    var builder = RosterIndexBuilder()
    builder.add(people)
    let index = builder.tables()
    words = index.words
    add(people)
    for table in index.tables { add(table) }
    for table in Self.tables(of: people) { add(table) }
    layout += [UInt64(index.gate.count), UInt64(place(index.gate.span))]
  }

  /// The image in memory.
  func image() -> RosterImage? {
    var writer = CompiledFileWriter(kind: RosterImage.kind)
    writer.add(RosterImage.Section.layout, layout)
    writer.add(RosterImage.Section.words, words)
    writer.add(RosterImage.Section.data, bytes: data.span)
    return RosterImage(CompiledFile(writer))
  }

  /// The layout as the bytes of its section.
  var layoutBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(records: layout.span)
    return bytes
  }

  /// The sections of a file, sealed.
  ///
  /// - Parameters:
  ///   - identity: which files it was made of.
  ///   - notes: what was wrong with them.
  ///   - key: the key that stands elsewhere.
  ///   - salt: random bytes, used for no other file.
  ///   - build: the build that will read it.
  func file(
    identity: [UInt8], notes: [UInt8], key: [UInt8],
    salt: [UInt8] = [UInt8].random(count: RosterSeal.keyLength),
    build: UInt64 = BuildIdentity.current
  ) -> CompiledFileWriter {
    let seal = RosterSeal(key: key, salt: salt)
    var wordBytes: [UInt8] = []
    wordBytes.append(records: words.span)
    var sealed: [UInt8] = []
    sealed.reserveCapacity(data.count + data.count / 128)
    for start in stride(from: 0, to: data.count, by: OpenedBlocks.blockLength) {
      let block = Array(data[start..<min(start + OpenedBlocks.blockLength, data.count)])
      sealed += seal.seal(block, number: start / OpenedBlocks.blockLength)
    }
    let notes = seal.seal(notes, number: RosterSeal.Piece.notes)
    let words = seal.seal(wordBytes, number: RosterSeal.Piece.words)
    var writer = CompiledFileWriter(kind: RosterImage.kind, build: build)
    writer.add(RosterImage.Section.identity, bytes: identity.span)
    writer.add(RosterImage.Section.salt, bytes: salt.span)
    writer.add(RosterImage.Section.notes, bytes: notes.span)
    writer.add(RosterImage.Section.layout, layout)
    writer.add(RosterImage.Section.words, bytes: words.span)
    writer.add(RosterImage.Section.data, bytes: sealed.span)
    return writer
  }

  private mutating func add(_ people: [Person]) {
    var records: [UInt8] = []
    records.reserveCapacity(people.count * 100)
    var starts: [UInt32] = []
    starts.reserveCapacity(people.count + 1)
    for person in people {
      starts.append(UInt32(truncatingIfNeeded: records.count))
      PersonRecord.write(person, into: &records)
    }
    starts.append(UInt32(truncatingIfNeeded: records.count))
    layout += [UInt64(people.count), UInt64(place(starts.span))]
    let start = place(records.span)
    layout += [UInt64(start), UInt64(start + records.count)]
  }

  private mutating func add(_ table: KeyTable) {
    layout += [UInt64(table.bits), UInt64(table.keys.count), UInt64(place(table.starts.span))]
    layout += [UInt64(place(table.keys.span)), UInt64(place(table.values.span))]
  }

  /// Appends records, and answers where they begin: at a multiple of eight, so that none is in two blocks.
  private mutating func place<Record: FlatRecord>(_ records: Span<Record>) -> Int {
    while data.count % 8 != 0 { data.append(0) }
    let start = data.count
    data.append(records: records)
    return start
  }

  /// The tables by which the roster itself finds people.
  private static func tables(of people: [Person]) -> [KeyTable] {
    var addresses = KeyTable.Builder()
    var phones = KeyTable.Builder()
    var names = KeyTable.Builder()
    addresses.reserve(people.count)
    names.reserve(people.count)
    for (index, person) in people.enumerated() {
      for address in person.addresses { addresses.add(KeyTable.key(address), index) }
      for identifier in person.identifiers where identifier.kind == "phone" {
        phones.add(KeyTable.key(identifier.value), index)
      }
      names.add(PersonalName.key(first: person.first, last: person.last), index)
      if !person.preferred.isEmpty {
        names.add(PersonalName.key(first: person.preferred, last: person.last), index)
      }
    }
    return [addresses.table(), phones.table(), names.table()]
  }
}
