import Native

// How parsers of exports make the parts of a message: its text, what it quotes, and what was sent with it.
extension Message {
  /// Makes a part of the text that was composed since `start`.
  mutating func addText(from start: Int, isHTML: Bool = false) {
    guard composed.count > start else { return }
    var part = Part()
    part.encoding = .composed
    part.body = start..<composed.count
    if isHTML { part.mediaType = MediaType(type: "text", subtype: "html") }
    parts.append(part)
  }

  /// Makes a part of bytes of the message.
  mutating func addText(
    _ range: Range<Int>, as encoding: Part.TransferEncoding, isHTML: Bool = false
  ) {
    guard !range.isEmpty else { return }
    var part = Part()
    part.encoding = encoding
    part.body = range
    part.mediaType = MediaType(
      type: "text", subtype: isHTML ? "html" : "plain",
      parameters: encoding == .identity ? [.init(name: "charset", value: "utf-8")] : [])
    parts.append(part)
  }

  /// Makes a quotation of the text that was composed since `start`: what somebody else wrote before.
  mutating func addQuotation(from start: Int) {
    guard composed.count > start else { return }
    var outer = Part()
    outer.mediaType = MediaType(type: "message", subtype: "rfc822")
    outer.body = 0..<0
    parts.append(outer)
    var inner = Part()
    inner.encoding = .composed
    inner.body = start..<composed.count
    inner.parent = parts.count - 1
    parts.append(inner)
  }

  /// Notes a file that was sent with the message and is not in it; its name is read, its content is not.
  mutating func addAttachment(_ name: String) {
    var part = Part()
    part.mediaType = MediaType(type: "message", subtype: "external-body")
    part.disposition = .attachment
    part.fileName = name.isEmpty ? "unnamed" : name
    parts.append(part)
  }

  /// Numbers the parts, and puts several under one root.
  mutating func sealParts() {
    guard !parts.isEmpty else { return }
    let isSingle = parts.count == 1 && parts[0].mediaType.type == "text"
    var number = 0
    for index in parts.indices {
      if let parent = parts[index].parent {
        parts[index].section = "\(parts[parent].section).1"
        parts[index].depth = 2
      } else {
        number += 1
        parts[index].section = "\(number)"
        parts[index].depth = isSingle ? 0 : 1
      }
    }
    guard !isSingle else { return }
    for index in parts.indices { parts[index].parent = parts[index].parent.map { $0 + 1 } ?? 0 }
    var root = Part()
    root.mediaType = MediaType(type: "multipart", subtype: "mixed")
    parts.insert(root, at: 0)
  }

  /// Notes what is wrong with a JSON string that people read.
  mutating func checkString(_ range: Range<Int>, of bytes: Span<UInt8>) {
    guard let damage = JSONString.damage(in: bytes.extracting(range)),
      damage.kind != .controlCharacter
    else { return }
    defects.append(
      Defect(
        .invalidEncoding,
        detail: "\(damage.kind.rawValue) at byte \(range.lowerBound + damage.offset) of the message"
      ))
  }

  /// Composes a JSON string, and notes what is wrong with it.
  mutating func compose(json range: Range<Int>, of bytes: Span<UInt8>) {
    checkString(range, of: bytes)
    composed.append(json: range, of: bytes)
  }

  /// Begins a new line of the composed text, unless it begins one.
  mutating func composeLine(at offset: Int, since start: Int) {
    if composed.count > start { composed.append("\n", at: offset) }
  }

  /// Makes a part of one JSON string.
  mutating func addText(json range: Range<Int>?, of bytes: Span<UInt8>, isHTML: Bool = false) {
    guard let range else { return }
    checkString(range, of: bytes)
    addText(range, as: .jsonString, isHTML: isHTML)
  }
}
