import Native

/// A person as bytes: one for the role, then texts and lists of texts with their lengths before them.
enum PersonRecord {
  private static let roles = Role.allCases

  /// Appends a person's bytes.
  static func write(_ person: Person, into bytes: inout [UInt8]) {
    bytes.append(UInt8(roles.firstIndex(of: person.role) ?? roles.count - 1))
    write(person.first, into: &bytes)
    write(person.last, into: &bytes)
    write(person.preferred, into: &bytes)
    write(person.title, into: &bytes)
    write(person.addresses, into: &bytes)
    write(person.privateAddresses, into: &bytes)
    write(person.duties.sorted(), into: &bytes)
    write(person.identifiers.count, into: &bytes)
    for identifier in person.identifiers {
      write(identifier.kind, into: &bytes)
      write(identifier.value, into: &bytes)
    }
    write(person.related.count, into: &bytes)
    for id in person.related { write(id.index, into: &bytes) }
  }

  /// The person of all of some bytes; nil for bytes that nobody wrote.
  static func person(in bytes: Span<UInt8>) -> Person? {
    var reader = RecordReader()
    guard let role = role(in: bytes) else { return nil }
    reader.offset = 1
    var person = Person(role: role, first: reader.text(bytes), last: reader.text(bytes))
    person.preferred = reader.text(bytes)
    person.title = reader.text(bytes)
    person.addresses = reader.texts(bytes)
    person.privateAddresses = reader.texts(bytes)
    person.duties = Set(reader.texts(bytes))
    for _ in 0..<reader.count(bytes) {
      person.identifiers.append(.init(kind: reader.text(bytes), value: reader.text(bytes)))
    }
    for _ in 0..<reader.count(bytes) {
      person.related.append(PersonID(index: reader.number(bytes)))
    }
    return reader.isDamaged || reader.offset != bytes.count ? nil : person
  }

  /// The role of the person whose bytes begin here.
  static func role(in bytes: Span<UInt8>) -> Role? {
    guard bytes.count > 0, Int(bytes[0]) < roles.count else { return nil }
    return roles[Int(bytes[0])]
  }

  // MARK: Pieces

  /// Appends a number of at least 0, seven bits a byte, the lowest first.
  static func write(_ number: Int, into bytes: inout [UInt8]) {
    var left = UInt64(bitPattern: Int64(number))
    while left >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: left) | 0x80)
      left >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: left))
  }

  /// Appends a text.
  static func write(_ text: String, into bytes: inout [UInt8]) {
    write(text.utf8.count, into: &bytes)
    bytes.append(contentsOf: text.utf8)
  }

  private static func write(_ texts: [String], into bytes: inout [UInt8]) {
    write(texts.count, into: &bytes)
    for text in texts { write(text, into: &bytes) }
  }
}

/// Reads numbers and texts one after another; what nobody wrote reads as nothing and is remembered.
struct RecordReader {
  var offset = 0
  private(set) var isDamaged = false

  /// A number of at least 0.
  mutating func number(_ bytes: Span<UInt8>) -> Int {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while offset < bytes.count, shift < 63 {
      let byte = bytes[offset]
      offset += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(truncatingIfNeeded: number) }
      shift += 7
    }
    return fail()
  }

  /// How many things follow, each of a byte at least.
  mutating func count(_ bytes: Span<UInt8>) -> Int {
    let count = number(bytes)
    return count <= bytes.count - offset ? count : fail()
  }

  /// A text.
  mutating func text(_ bytes: Span<UInt8>) -> String {
    let length = count(bytes)
    let start = offset
    offset += length
    return String(utf8: bytes.extracting(start..<offset))
  }

  /// A list of texts.
  mutating func texts(_ bytes: Span<UInt8>) -> [String] {
    var texts: [String] = []
    for _ in 0..<count(bytes) { texts.append(text(bytes)) }
    return texts
  }

  private mutating func fail() -> Int {
    isDamaged = true
    return 0
  }
}
