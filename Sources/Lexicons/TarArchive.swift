import Native

/// The files of a tar archive (POSIX ustar with pax headers), as `git archive` writes one.
public enum TarArchive {
  /// The regular files with their paths; nil when the bytes are no tar archive.
  public static func files(in bytes: [UInt8]) -> [(path: String, bytes: [UInt8])]? {
    var files: [(path: String, bytes: [UInt8])] = []
    var offset = 0
    var longPath: String?
    while offset + 512 <= bytes.count {
      let header = bytes[offset..<offset + 512]
      // Two blocks of zeros end an archive.
      if header.allSatisfy({ $0 == 0 }) { return files }
      guard header[(offset + 257)..<(offset + 262)].elementsEqual("ustar".utf8),
        let size = octal(header[(offset + 124)..<(offset + 136)])
      else { return nil }
      let start = offset + 512
      guard size <= bytes.count - start else { return nil }
      let content = bytes[start..<start + size]
      switch header[offset + 156] {
      case UInt8(ascii: "0"), 0:
        let name = text(header[offset..<offset + 100])
        let prefix = text(header[(offset + 345)..<(offset + 500)])
        files.append((longPath ?? (prefix.isEmpty ? name : "\(prefix)/\(name)"), Array(content)))
        longPath = nil
      case UInt8(ascii: "x"): longPath = path(inRecords: content)
      case UInt8(ascii: "g"): break
      default: longPath = nil
      }
      offset = start + (size + 511) / 512 * 512
    }
    return nil
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }

  private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in field where byte != 0 && byte != 0x20 {
      guard byte &- UInt8(ascii: "0") < 8, value < 1 << 40 else { return nil }
      value = value * 8 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  /// The path of pax records: `30 path=a/long/path\n`.
  private static func path(inRecords records: ArraySlice<UInt8>) -> String? {
    for line in records.split(separator: 0x0A) {
      guard let blank = line.firstIndex(of: 0x20) else { continue }
      let record = line[(blank + 1)...]
      if record.starts(with: "path=".utf8) {
        return String(decoding: record.dropFirst(5), as: UTF8.self)
      }
    }
    return nil
  }
}
