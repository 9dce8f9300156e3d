import Native

/// One parser under fuzzing: any bytes must be read without a crash, a hang or a broken promise.
struct FuzzTarget: Sendable {
  let name: String
  let run: @Sendable ([UInt8]) -> Void

  static let all = [folding]

  /// Folding any valid text: the result is valid, folds to itself, and maps inside its source.
  static let folding = FuzzTarget(name: "folding") { bytes in
    let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
    var folder = Folder()
    var folded: [UInt8] = []
    var map = OffsetMap()
    folder.fold(text.span, into: &folded, map: &map)
    precondition(String(validating: folded, as: UTF8.self) != nil, "folded text is UTF-8")
    precondition(Int(map.outputLength) == folded.count, "the map covers the text")
    let source = map.source(of: 0..<folded.count)
    precondition(source.lowerBound >= 0 && source.upperBound <= text.count, "the map stays inside")
    precondition(folder.foldedBytes(folded.span) == folded, "folding twice changes nothing")
  }
}
