private import CICUClasses

/// A time zone of the IANA database, as ICU knows it; all workers may ask it at once.
@safe public final class ZoneRules: @unchecked Sendable {
  /// The zone's canonical name: `America/New_York`.
  public let name: String

  // SAFETY: made by `init`, freed by `deinit`, and only read in between, which ICU allows to any number of threads.
  private let zone: OpaquePointer

  /// Reads the rules of a zone; nil when ICU does not know the name.
  public init?(name: String) {
    let given = Array(name.utf8)
    guard !given.isEmpty, given.count <= 64, given.allSatisfy({ $0 < 0x80 }), name != "Etc/Unknown"
    else { return nil }
    var canonical = [UInt8](repeating: 0, count: 128)
    var length: Int32 = 0
    // SAFETY: both buffers live for the call, and their counts bound what ICU reads and writes.
    let zone = unsafe given.withUnsafeBytes { given in
      unsafe canonical.withUnsafeMutableBytes { result in
        unsafe cicu_zone_open(
          given.bindMemory(to: CChar.self).baseAddress, Int32(given.count),
          result.bindMemory(to: CChar.self).baseAddress, Int32(result.count), &length)
      }
    }
    guard let zone = unsafe zone else { return nil }
    unsafe self.zone = zone
    self.name = String(utf8: canonical.span.extracting(first: Int(length)))
  }

  deinit { unsafe cicu_zone_close(zone) }

  /// The offset from UTC at a time, in minutes, daylight saving included.
  public func offsetMinutes(at seconds: Int64) -> Int {
    Int(unsafe cicu_zone_offset(zone, Double(seconds) * 1_000)) / 60_000
  }
}

extension ZoneRules: Hashable {
  /// Whether both are the same zone.
  public static func == (one: ZoneRules, other: ZoneRules) -> Bool { one.name == other.name }

  /// Adds the zone's name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
