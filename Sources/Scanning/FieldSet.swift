import Native
import Text

/// The fields and kinds of text that a rule reads (`in subject body`), as bits.
struct FieldSet: FlatRecord, Sendable, Hashable {
  private var fields: UInt8 = 0
  private var kinds: UInt8 = 0

  /// The names that `in` and `when field` know.
  static let names = Passage.Field.allCases.map(\.rawValue) + ["quoted", "signature", "table"]

  /// The set of these names; names that nobody knows are left out.
  init(_ names: [String]) {
    for name in names {
      if let field = Passage.Field(rawValue: name) {
        fields |= Self.bit(field)
      } else if let kind = Passage.Kind(rawValue: name) {
        kinds |= Self.bit(kind)
      }
    }
  }

  /// What a passage is, as bits: made once and compared with the sets of many rules.
  struct Traits: Sendable, Hashable {
    let field: Passage.Field
    fileprivate let fieldBit: UInt8
    fileprivate let kindBits: UInt8

    init(_ passage: borrowing Passage) {
      field = passage.field
      fieldBit = FieldSet.bit(passage.field)
      kindBits =
        FieldSet.bit(passage.kind) | (passage.isQuoted ? FieldSet.bit(Passage.Kind.quoted) : 0)
    }
  }

  /// Whether the set holds a passage; an empty one holds all.
  func contains(_ traits: Traits) -> Bool {
    (fields == 0 || fields & traits.fieldBit != 0) && (kinds == 0 || kinds & traits.kindBits != 0)
  }

  private static func bit(_ field: Passage.Field) -> UInt8 {
    switch field {
    case .subject: 1
    case .body: 2
    case .attachment: 4
    case .attachmentName: 8
    case .link: 16
    }
  }

  private static func bit(_ kind: Passage.Kind) -> UInt8 {
    switch kind {
    case .text: 1
    case .html: 2
    case .quoted: 4
    case .signature: 8
    case .table: 16
    case .attachment: 32
    }
  }
}
