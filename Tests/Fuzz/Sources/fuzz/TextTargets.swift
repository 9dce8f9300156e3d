import Mail
import Native
import Text

/// What `Blocks` promises of its ranges and maps.
private func requireBlocks(_ blocks: Blocks, from input: [UInt8], isUTF8: Bool = true) {
  var end = 0
  for block in blocks.items {
    require(fits(block.text, blocks.text.count), "a block is inside the text")
    require(block.text.lowerBound >= end, "every byte stands in one block")
    end = block.text.upperBound
    requireMap(
      block.map, output: block.text.count, input: input.count, ascends: false, "a block's map")
    requireUTF8(blocks.text[block.text], "a block")
    for cell in block.cells {
      require(fits(cell.range, block.text.count), "a cell is inside its block")
      require(cell.row >= 0 && cell.column >= 0, "cells are counted from 0")
    }
  }
  for link in blocks.links {
    require(fits(link.target, blocks.targets.count), "a link is inside the targets")
    requireUTF8(blocks.targets[link.target], "a link")
    requireMap(link.map, output: link.target.count, input: input.count, "a link's map")
  }
}

/// What `Passages` promises of its ranges and maps.
func requirePassages(_ passages: Passages, in message: [UInt8]) {
  for document in passages.documents {
    require(fits(document.decoded, passages.decoded.count), "a document is inside its buffer")
    requireUTF8(passages.decoded[document.decoded], "a document")
    guard let map = document.source else { continue }
    requireMap(map, output: document.decoded.count, input: message.count, "a document's map")
  }
  for passage in passages.items {
    require(fits(passage.text, passages.text.count), "a passage is inside the text")
    require(fits(passage.folded, passages.folded.count), "a passage is inside the folded text")
    require(passages.documents.indices.contains(passage.document), "its document exists")
    requireUTF8(passages.text[passage.text], "a passage")
    requireUTF8(passages.folded[passage.folded], "a folded passage")
    requireMap(
      passage.foldMap, output: passage.folded.count, input: passage.text.count, "a folding's map")
    let decoded = passages.documents[passage.document].decoded.count
    requireMap(
      passage.textMap, output: passage.text.count, input: decoded, ascends: false,
      "a passage's map")
    for cell in passage.cells {
      require(fits(cell.range, passage.folded.count), "a cell is inside its passage")
    }
    for start in stride(from: 0, to: passage.folded.count, by: 1 + passage.folded.count / 5) {
      let location = passages.locate(start..<passage.folded.count, in: passage)
      require(fits(location.start..<max(location.start, location.end), decoded), "a place exists")
      require(location.line >= 1 && location.column >= 1, "lines are counted from 1")
      if let bytes = location.bytes { require(fits(bytes, message.count), "its bytes exist") }
    }
  }
}

extension FuzzTarget {
  /// A whole message's text: passages, documents and their maps are inside.
  static let text = FuzzTarget(name: "text") { bytes in
    let limits = limits(for: bytes)
    var parser = MIMEParser(limits: limits)
    var json = JSONMessageParser(limits: limits)
    var extractor = TextExtractor(limits: limits)
    var message = Message()
    var passages = Passages()
    if bytes.first == UInt8(ascii: "{") {
      json.parse(bytes.span, into: &message)
    } else {
      parser.parse(bytes.span, into: &message)
    }
    extractor.extract(message, from: bytes.span, into: &passages)
    requirePassages(passages, in: bytes)
    let folded = passages.folded
    extractor.extract(message, from: bytes.span, into: &passages)
    require(folded == passages.folded, "a second reading says the same")
  }

  /// HTML of any kind, as valid UTF-8.
  static let html = FuzzTarget(name: "html") { bytes in
    let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
    var blocks = Blocks()
    HTMLText.extract(text.span, into: &blocks)
    requireBlocks(blocks, from: text)
    let count = blocks.text.count
    HTMLText.extract(text.span, into: &blocks)
    require(blocks.text.count == 2 * count, "what is there already is left alone")
  }

  /// Plain text and tables, as valid UTF-8.
  static let plaintext = FuzzTarget(name: "plaintext") { bytes in
    let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
    for (isFlowed, deletesSpace) in [(false, false), (true, false), (true, true)] {
      var blocks = Blocks()
      PlainText.extract(
        text.span, isFlowed: isFlowed, deletesSpace: deletesSpace, into: &blocks)
      requireBlocks(blocks, from: text)
    }
    var table = Blocks()
    TextTable.extractCSV(text.span, into: &table)
    requireBlocks(table, from: text)
  }
}
