import Corpus
import Mail
import Native
import Stages
import Text

/// The files that go to and fro: records of a length (4 bytes, little endian) and bytes.
enum Exchange {
  /// How much mail the seeded corpus gives.
  private static let corpusBytes = 8 << 20

  /// The records of a file.
  static func records(
    of path: FilePath
  ) throws(FileError) -> (bytes: [UInt8], ranges: [Range<Int>]) {
    let bytes = try FileReader.contents(of: path, limit: 4 << 30)
    var ranges: [Range<Int>] = []
    var offset = 0
    while offset + 4 <= bytes.count {
      let count =
        Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 | Int(bytes[offset + 2]) << 16
        | Int(bytes[offset + 3]) << 24
      guard offset + 4 + count <= bytes.count else { break }
      ranges.append(offset + 4..<offset + 4 + count)
      offset += 4 + count
    }
    return (bytes, ranges)
  }

  private static func append(_ record: Span<UInt8>, to file: inout OutputFile) throws(FileError) {
    let count = record.count
    let length = (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
    try file.append(length.span)
    try file.append(record)
  }

  /// Writes what the others read: each message, and its folded text with an empty line
  /// between passages; prints how many messages there are.
  static func writeMail(to folder: FilePath, from paths: [String]) throws(FileError) {
    var boxes: [[UInt8]] = []
    if paths.isEmpty {
      let mbox = Corpus(bytes: corpusBytes).mbox
      var file = try OutputFile(replacing: folder.appending("corpus.mbox"))
      try file.append(mbox.span)
      try file.close()
      boxes.append(mbox)
    }
    for path in paths {
      boxes.append(try FileReader.contents(of: FilePath(path), limit: 4 << 30))
    }
    var messages = try OutputFile(replacing: folder.appending("messages"))
    var texts = try OutputFile(replacing: folder.appending("texts"))
    var plain = try OutputFile(replacing: folder.appending("texts.txt"))
    var parser = MIMEParser()
    var extractor = TextExtractor()
    var message = Message()
    var passages = Passages()
    var single: [UInt8] = []
    var count = 0
    for mbox in boxes {
      for range in Material.messages(in: mbox) {
        let bytes = mbox.span.extracting(range)
        count += 1
        try append(bytes, to: &messages)
        if single.isEmpty, range.count > 2_000, range.count < 4_000 { single = Array(mbox[range]) }
        parser.parse(bytes, into: &message)
        extractor.extract(message, from: bytes, into: &passages)
        var text: [UInt8] = []
        for passage in passages.items {
          if !text.isEmpty { text += [0x0A, 0x0A] }
          text += passages.folded[passage.folded]
        }
        try append(text.span, to: &texts)
        try plain.append(text.span)
        try plain.append("\n\n")
      }
    }
    try messages.close()
    try texts.close()
    try plain.close()
    var file = try OutputFile(replacing: folder.appending("check.eml"))
    try file.append(single.span)
    try file.close()
    print(count)
  }
}
