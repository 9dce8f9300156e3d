import Native

/// The sheets of a workbook and the files that they are in.
struct Workbook: XMLHandler {
  /// A sheet's name and the number of its relationship.
  struct Sheet: Hashable {
    var name: String
    var relationship: String
  }

  private(set) var sheets: [Sheet] = []

  var isDone: Bool { sheets.count >= 1_000 }

  mutating func start(_ name: String, _ attributes: [XMLAttribute]) {
    guard name == "sheet", let title = attributes["name"], let id = attributes["id"] else { return }
    sheets.append(Sheet(name: title, relationship: id))
  }

  mutating func end(_ name: String) {}
  mutating func text(_ bytes: Span<UInt8>) {}
}

/// Which file a relationship of a package's part leads to (ECMA-376 part 2).
struct Relationships: XMLHandler {
  private(set) var targets: [String: String] = [:]

  var isDone: Bool { targets.count >= 10_000 }

  mutating func start(_ name: String, _ attributes: [XMLAttribute]) {
    guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"]
    else { return }
    targets[id] = target
  }

  mutating func end(_ name: String) {}
  mutating func text(_ bytes: Span<UInt8>) {}
}
