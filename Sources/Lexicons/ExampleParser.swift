import Native

extension Example {
  /// Reads the text of a `hit` or `miss`, with « and » around what must be found.
  ///
  /// The text is taken as it was written: an example keeps its no-break spaces.
  init(_ value: Range<Int>, of line: SourceLine) throws(LineMistake) {
    var text: [UInt8] = []
    var marked: [Range<Int>] = []
    var opening: (index: Int, offset: Int)?
    var index = value.lowerBound
    for scalar in line.written(value).unicodeScalars {
      switch scalar {
      case "«":
        if opening != nil {
          throw LineMistake(
            message: "'«' inside of another", range: index..<(index + 1),
            hint: "close the first one with '»'")
        }
        opening = (index, text.count)
      case "»":
        guard let start = opening else {
          throw LineMistake(
            message: "'»' without its '«'", range: index..<(index + 1),
            hint: "add '«' where the match begins")
        }
        if start.offset == text.count {
          throw LineMistake(
            message: "nothing between « and »", range: start.index..<(index + 1),
            hint: "put them around what must be found")
        }
        marked.append(start.offset..<text.count)
        opening = nil
      default: _ = text.appendUTF8(scalar.value)
      }
      index += 1
    }
    if let opening {
      throw LineMistake(
        message: "'«' is never closed", range: opening.index..<(opening.index + 1),
        hint: "add '»' where the match ends")
    }
    self.init(
      text: String(decoding: text, as: UTF8.self), marked: marked,
      place: line.place(value.lowerBound))
  }
}
