private import CExpat
private import Glibc

/// What is done with the elements and the text of an XML document, in its order.
public protocol XMLHandler {
  /// An element begins; names come without their prefix.
  mutating func start(_ name: String, _ attributes: [XMLAttribute])
  /// An element ends.
  mutating func end(_ name: String)
  /// Some of the text of an element, UTF-8 with all references resolved; one text may come in several pieces.
  mutating func text(_ bytes: Span<UInt8>)
  /// Whether no more is wanted.
  var isDone: Bool { get }
}

/// An attribute of an element.
public struct XMLAttribute: Sendable, Hashable {
  /// The name without its prefix.
  public var name: String
  /// The value with all references resolved.
  public var value: String
}

extension [XMLAttribute] {
  /// The value of the first attribute of a name.
  public subscript(name: String) -> String? { first { $0.name == name }?.value }
}

/// Reads XML (Expat).
///
/// Document type declarations are refused: no format that is read here has one, and their entities can
/// expand without limit and name other files.
public enum XMLParser {
  /// How the reading ended.
  public enum Outcome: Sendable, Hashable {
    /// With the document, or when the handler wanted no more.
    case finished
    /// Earlier: the XML is malformed or ends early; in the library's words.
    case malformed(String)
    /// The document declares a document type.
    case refused
  }

  /// Hands all of a document to a handler.
  public static func parse<Handler: XMLHandler>(
    _ bytes: Span<UInt8>, with handler: inout Handler
  ) -> Outcome {
    lend(&handler) { target, parser in unsafe run(parser, bytes, target) }
  }

  /// Hands a document that comes in pieces to a handler; nil ends it.
  public static func parse<Handler: XMLHandler>(
    with handler: inout Handler, pieces: () -> [UInt8]?
  ) -> Outcome {
    lend(&handler) { target, parser in
      unsafe prepare(parser, target)
      while true {
        let next = pieces()
        let bytes = next ?? []
        if let outcome = unsafe feed(parser, bytes.span, target, isLast: next == nil) {
          return outcome
        }
      }
    }
  }

  /// Lends a handler to a parser of its own.
  private static func lend<Handler: XMLHandler>(
    _ handler: inout Handler, _ body: (Target, XML_Parser) -> Outcome
  ) -> Outcome {
    guard let parser = unsafe XML_ParserCreate(nil) else { return .malformed("out of memory") }
    defer { unsafe XML_ParserFree(parser) }
    return unsafe withUnsafeMutablePointer(to: &handler) { handler in
      // SAFETY: the handler lives for this call, and the callbacks come from inside of it only.
      let target = unsafe Target(
        start: { unsafe handler.pointee.start($0, $1) }, end: { unsafe handler.pointee.end($0) },
        text: { unsafe handler.pointee.text($0) }, isDone: { unsafe handler.pointee.isDone })
      return unsafe withExtendedLifetime(target) { unsafe body(target, parser) }
    }
  }

  /// The largest piece that the library is handed: it counts in 32 bits.
  private static let piece = 1 << 20

  private static func run(
    _ parser: XML_Parser, _ bytes: Span<UInt8>, _ target: Target
  ) -> Outcome {
    unsafe prepare(parser, target)
    var offset = 0
    while true {
      let count = min(piece, bytes.count - offset)
      let isLast = offset + count == bytes.count
      let next = bytes.extracting(offset..<offset + count)
      if let outcome = unsafe feed(parser, next, target, isLast: isLast) { return outcome }
      offset += count
    }
  }

  private static func prepare(_ parser: XML_Parser, _ target: Target) {
    unsafe target.parser = parser
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(target).toOpaque())
    unsafe XML_SetElementHandler(
      parser,
      { data, name, attributes in
        // SAFETY: the user data is the target, which lives for the parse; names end with NUL.
        guard let data = unsafe data, let name = unsafe name else { return }
        let target = unsafe Unmanaged<Target>.fromOpaque(data).takeUnretainedValue()
        unsafe target.start(localName(name), list(attributes))
        target.stopIfDone()
      },
      { data, name in
        guard let data = unsafe data, let name = unsafe name else { return }
        let target = unsafe Unmanaged<Target>.fromOpaque(data).takeUnretainedValue()
        unsafe target.end(localName(name))
        target.stopIfDone()
      })
    unsafe XML_SetCharacterDataHandler(parser) { data, text, count in
      guard let data = unsafe data, let text = unsafe text, count > 0 else { return }
      let target = unsafe Unmanaged<Target>.fromOpaque(data).takeUnretainedValue()
      // SAFETY: the library lends `count` bytes for this call.
      let bytes = unsafe UnsafeRawBufferPointer(start: text, count: Int(count))
        .assumingMemoryBound(to: UInt8.self)
      unsafe target.text(bytes.span)
    }
    unsafe XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      guard let data = unsafe data else { return }
      unsafe Unmanaged<Target>.fromOpaque(data).takeUnretainedValue().refuse()
    }
  }

  /// Hands a piece of at most `piece` bytes to the library; answers how it ended, or nil when more is to come.
  private static func feed(
    _ parser: XML_Parser, _ bytes: Span<UInt8>, _ target: Target, isLast: Bool
  ) -> Outcome? {
    let status = unsafe bytes.withUnsafeBufferPointer { buffer in
      // SAFETY: the piece is lent with its length.
      unsafe buffer.withMemoryRebound(to: CChar.self) { chars in
        unsafe XML_Parse(parser, chars.baseAddress, Int32(buffer.count), isLast ? 1 : 0)
      }
    }
    if target.isRefused { return .refused }
    if target.isStopped { return .finished }
    guard status == XML_STATUS_OK else {
      let code = unsafe XML_GetErrorCode(parser)
      guard let words = unsafe XML_ErrorString(code) else { return .malformed("malformed") }
      return unsafe .malformed(String(cString: words))
    }
    return isLast ? .finished : nil
  }

  /// Where the C callbacks find the handler.
  @safe private final class Target {
    let start: (String, [XMLAttribute]) -> Void
    let end: (String) -> Void
    let text: (Span<UInt8>) -> Void
    let isDone: () -> Bool
    var parser: XML_Parser?
    var isStopped = false
    var isRefused = false

    init(
      start: @escaping (String, [XMLAttribute]) -> Void, end: @escaping (String) -> Void,
      text: @escaping (Span<UInt8>) -> Void, isDone: @escaping () -> Bool
    ) {
      self.start = start
      self.end = end
      self.text = text
      self.isDone = isDone
    }

    func stopIfDone() {
      guard isDone(), !isStopped else { return }
      isStopped = true
      unsafe XML_StopParser(parser, 0)
    }

    func refuse() {
      isRefused = true
      unsafe XML_StopParser(parser, 0)
    }
  }
}

/// A name without its namespace prefix.
private func localName(_ name: UnsafePointer<CChar>) -> String {
  // SAFETY: the library's names end with NUL.
  guard let colon = unsafe strrchr(name, 0x3A) else { return unsafe String(cString: name) }
  return unsafe String(cString: colon + 1)
}

private func list(
  _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) -> [XMLAttribute] {
  guard let attributes = unsafe attributes else { return [] }
  var result: [XMLAttribute] = []
  var index = 0
  // SAFETY: names and values take turns, and NULL ends them.
  while let name = unsafe attributes[index], let value = unsafe attributes[index + 1] {
    result.append(
      unsafe XMLAttribute(name: localName(name), value: String(cString: value)))
    index += 2
  }
  return result
}
