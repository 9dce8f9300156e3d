import Native

/// OpenPGP blocks in plain text (RFC 9580 section 6): what they hold is not for people to read.
enum ArmoredText {
  /// One armored block, from its opening line to its closing one.
  struct Block {
    /// Where it stands in the text.
    var range: Range<Int>
    /// Whether it is an encrypted message; signatures and keys are not.
    var isMessage: Bool
  }

  private static let opening = Array("-----BEGIN PGP ".utf8)
  private static let closing = Array("-----END PGP ".utf8)

  /// The blocks in order.
  ///
  /// The opening line of a signed message is no block: its text is readable.
  static func blocks(in text: Span<UInt8>) -> [Block] {
    guard text.mayHoldBlocks.isArmored else { return [] }
    var blocks: [Block] = []
    var offset = 0
    while let begin = text.firstOffset(of: opening.span, from: offset) {
      offset = begin + opening.count
      let isMessage = text.hasPrefix(ignoringCase: "MESSAGE-----", at: offset)
      let isOther =
        text.hasPrefix(ignoringCase: "SIGNATURE-----", at: offset)
        || text.hasPrefix(ignoringCase: "PUBLIC KEY BLOCK-----", at: offset)
        || text.hasPrefix(ignoringCase: "PRIVATE KEY BLOCK-----", at: offset)
      guard isMessage || isOther else { continue }
      // A block that is not closed is only its line: the rest may be text.
      guard let end = text.firstOffset(of: closing.span, from: offset) else {
        if isMessage { blocks.append(Block(range: begin..<offset + 12, isMessage: true)) }
        break
      }
      let close = text.firstOffset(of: UInt8(ascii: "\n"), from: end) ?? text.count
      blocks.append(Block(range: begin..<close, isMessage: isMessage))
      offset = close
    }
    return blocks
  }

  /// The first encrypted message in a text; nil when there is none.
  static func firstMessage(in text: Span<UInt8>) -> Block? {
    blocks(in: text).first { $0.isMessage }
  }
}

extension Span where Element == UInt8 {
  /// Whether the first words of a uuencoded block stand at an offset: `begin 644`, `begin-base64`.
  private func beginsUUEncoded(at offset: Int) -> Bool {
    guard offset + 6 < count, hasPrefix(ignoringCase: "begin", at: offset) else { return false }
    let next = self[offset + 5]
    return next == UInt8(ascii: "-")
      || (next == 0x20 && self[offset + 6] >= 0x30 && self[offset + 6] <= 0x37)
  }

  /// Whether an armored block, or a uuencoded one, can be in a text: whether their first words are.
  var mayHoldBlocks: (isArmored: Bool, isUUEncoded: Bool) {
    var isArmored = false
    var isUUEncoded = beginsUUEncoded(at: 0)
    var offset = blockHint(from: 1)
    while offset < count, !(isArmored && isUUEncoded) {
      if self[offset] == UInt8(ascii: "B") {
        isArmored = isArmored || hasPrefix(ignoringCase: "BEGIN PGP ", at: offset)
      } else {
        isUUEncoded = isUUEncoded || beginsUUEncoded(at: offset)
      }
      offset = blockHint(from: offset + 1)
    }
    return (isArmored, isUUEncoded)
  }
}
