import Native
import Text

/// Writes the plain reading of disguised stretches as passages of their own.
///
/// The passage beside it stays as it is, so that rules see both. A plain reading holds the paragraphs that a
/// stretch stands in, so that a rule finds what it needs around it; its words lead back to the bytes of the whole
/// stretch, and `rereads` to the passage that it reads again, so that nothing counts twice.
struct ClearReading {
  private var disguises = Disguises()

  /// How far from a stretch its paragraph is followed, in bytes.
  private static let around = 600

  init() {}

  /// Whether a passage is looked at: prose, not tables of numbers and addresses of links.
  static func reads(_ passage: borrowing Passage) -> Bool {
    passage.kind != .table && passage.field != .link && passage.field != .attachmentName
  }

  /// Appends the plain reading of a passage when it holds a disguised stretch.
  ///
  /// - Parameter digits: its runs of digits, if they are known already.
  mutating func append(
    of index: Int, tokens: Span<Token>, digits: [DigitRun]?, to passages: inout Passages
  ) {
    let range = passages.items[index].folded
    disguises.find(
      in: passages.folded.span.extracting(range), tokens: tokens, digits: digits,
      map: passages.items[index].foldMap)
    guard !disguises.stretches.isEmpty else { return }
    let (clear, map) = reading(of: passages.folded.span.extracting(range))
    var passage = passages.items[index]
    passage.foldMap = map.composed(with: passage.foldMap)
    passage.folded = passages.folded.count..<passages.folded.count + clear.count
    passage.rereads = index
    passages.folded.append(contentsOf: clear)
    passages.items.append(passage)
  }

  /// The paragraphs with disguised stretches, in plain letters, and where each byte came from.
  private func reading(of folded: Span<UInt8>) -> (clear: [UInt8], map: OffsetMap) {
    var clear: [UInt8] = []
    var map = OffsetMap()
    var next = 0
    var end = 0
    while next < disguises.stretches.count {
      var low = max(end, start(before: disguises.stretches[next].range.lowerBound, folded))
      if !clear.isEmpty {
        if low > end {
          clear.append(contentsOf: [0x0A, 0x0A])
          map.append(output: 2, input: 0, from: low)
        } else {
          low = end
        }
      }
      end = stop(after: disguises.stretches[next].range.upperBound, folded)
      while next < disguises.stretches.count, disguises.stretches[next].range.lowerBound < end {
        let stretch = disguises.stretches[next]
        copy(low..<stretch.range.lowerBound, of: folded, to: &clear, &map)
        clear.append(contentsOf: disguises.letters[stretch.plain])
        map.append(
          output: stretch.plain.count, input: stretch.range.count, from: stretch.range.lowerBound)
        low = stretch.range.upperBound
        end = max(end, low)
        next += 1
      }
      copy(low..<end, of: folded, to: &clear, &map)
    }
    return (clear, map)
  }

  private func copy(
    _ range: Range<Int>, of folded: Span<UInt8>, to clear: inout [UInt8], _ map: inout OffsetMap
  ) {
    guard !range.isEmpty else { return }
    for index in range { clear.append(folded[index]) }
    map.appendCopy(range.count, from: range.lowerBound)
  }

  /// Where the paragraph begins that holds a place, or a word not too far before it.
  private func start(before place: Int, _ folded: Span<UInt8>) -> Int {
    var index = place
    while index > 0 {
      if folded[index - 1] == 0x0A, index > 1, folded[index - 2] == 0x0A { return index }
      if place - index > Self.around, folded[index - 1] == 0x20 { return index }
      index -= 1
    }
    return 0
  }

  /// Where the paragraph ends that holds a place, or a word not too far after it.
  private func stop(after place: Int, _ folded: Span<UInt8>) -> Int {
    var index = place
    while index < folded.count {
      if folded[index] == 0x0A, index + 1 < folded.count, folded[index + 1] == 0x0A { return index }
      if index - place > Self.around, folded[index] == 0x20 { return index }
      index += 1
    }
    return index
  }
}
