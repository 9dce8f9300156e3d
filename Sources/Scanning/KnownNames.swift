import Mail
import Native
import People

/// Names that a message told already: of those who write and read it, and of people it named in full.
///
/// `Raj` is a person where `Raj Medeiros` was before, whatever else the word may be.
struct KnownNames: ~Copyable, Sendable {
  /// What is known of a name.
  struct Name: Sendable {
    /// The hash of its folded letters.
    let hash: UInt64
    /// The kinds of its mentions.
    let set: Int
    /// Whose it is, as in `Mention.person`.
    let person: Int32
  }

  private var names: [Name] = []
  /// A bit for some bits of each name's hash: nearly all words are none of them.
  ///
  /// An array, since of an `InlineArray` all is copied to look at one place.
  private var bits = [UInt64](repeating: 0, count: 16)
  /// The set of kinds of the sender's own name: whom the message is about is not told by it.
  private let sender: Int
  private let table: NameTable
  /// The name that is added, folded, and its words.
  private var folded: [UInt8] = []
  private var map = OffsetMap()
  private var tokens: [Token] = []

  init(_ table: NameTable, sender: Int) {
    self.table = table
    self.sender = sender
  }

  /// More names are not kept, so that a list of a thousand people costs no time.
  private static let most = 200

  /// Forgets all.
  mutating func removeAll() {
    names.removeAll(keepingCapacity: true)
    for word in bits.indices { bits[word] = 0 }
  }

  /// Whether a word may be a name that was told; nearly always right.
  @inline(__always)
  func mayHave(_ hash: UInt64) -> Bool {
    let (word, bit) = Self.place(of: hash)
    return bits[word] & bit != 0
  }

  /// What was told last of a name; nil for a word that is none.
  subscript(hash: UInt64) -> Name? { mayHave(hash) ? names.last { $0.hash == hash } : nil }

  @inline(__always)
  private static func place(of hash: UInt64) -> (word: Int, bit: UInt64) {
    (Int(truncatingIfNeeded: hash >> 60), 1 << (hash >> 54 & 63))
  }

  /// Adds a name.
  mutating func add(_ hash: UInt64, _ set: Int, _ person: Int32) {
    if let last = self[hash], last.person == person { return }
    guard names.count < Self.most, !table.kinds(of: hash).contains(.noName) else { return }
    names.append(Name(hash: hash, set: set, person: person))
    let (word, bit) = Self.place(of: hash)
    bits[word] |= bit
  }

  /// Adds the words of a party's name: as the message shows it, when it looks like a person's, and as
  /// the roster has it.
  mutating func add(_ party: Party, _ person: Person?, _ set: Int, folder: inout Folder) {
    let id = Int32(truncatingIfNeeded: party.person?.index ?? -1)
    let isSender = set == self.sender
    if let person {
      for name in [person.first, person.last, person.preferred] where !name.isEmpty {
        add(wordsOf: name, set, isSender ? -1 : id, folder: &folder)
      }
    }
    let name = party.mailbox.name
    // Lists, offices and addresses are nobody's names.
    guard !party.isList, !name.isEmpty, name.utf8.count <= 60,
      !name.utf8.contains(where: { (0x30...0x40).contains($0) })
    else { return }
    add(wordsOf: name, set, isSender ? -1 : id, folder: &folder)
  }

  private mutating func add(
    wordsOf name: String, _ set: Int, _ person: Int32, folder: inout Folder
  ) {
    folded.removeAll(keepingCapacity: true)
    map.removeAll()
    folder.fold(name.utf8.span, into: &folded, map: &map)
    Self.scan(folded, into: &tokens)
    guard tokens.count <= 4,
      !tokens.contains(where: { table.kinds(of: $0.hash).contains(.noName) })
    else { return }
    for token in tokens where token.end - token.start >= 2 {
      if table.kinds(of: token.hash).contains(.title) { continue }
      add(token.hash, set, person)
    }
  }

  /// Passes a buffer on as a span: to the compiler a span of one property borrows all of them.
  private static func scan(_ folded: [UInt8], into tokens: inout [Token]) {
    scanWords(folded.span, into: &tokens)
  }
}
