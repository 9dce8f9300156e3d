public import Mail
public import Native

/// The entries of one archive in memory, as far as the limits allow.
///
/// An archive that expands beyond them ends there, and says so.
public struct Unpacker: ~Copyable {
  /// What comes next.
  public enum Step: Sendable {
    case entry(ArchiveEntry)
    /// Nothing more can be read; why.
    case problem(Defect)
    case end
  }

  private let reader: ArchiveReader
  private var unpacked = 0
  private var isOver = false
  /// The entry whose content was not asked for.
  private var unread: ArchiveEntry?

  /// Opens an archive; the error is what is wrong with it.
  public init(_ bytes: Span<UInt8>, kind: ArchiveReader.Kind) throws(ArchiveError) {
    reader = try ArchiveReader(bytes, kind: kind)
  }

  /// Whether it is one compressed file and no archive.
  public var isSingle: Bool { reader.isSingle }

  /// The next entry.
  public mutating func next(_ budget: inout FileBudget) -> Step {
    if isOver { return .end }
    if let entry = unread {
      unread = nil
      // What is passed over in a stream is unpacked all the same.
      if reader.kind.isStream, entry.isFile, entry.size != 0,
        let defect = passOver(entry, &budget)
      {
        isOver = true
        return .problem(defect)
      }
    }
    do throws(ArchiveError) {
      guard let entry = try reader.next() else { return .end }
      guard budget.entries > 0 else {
        isOver = true
        return .problem(
          Defect(
            .tooManyParts,
            detail: "more than \(budget.limits.archiveEntries) entries in archives"))
      }
      budget.entries -= 1
      unread = entry
      return .entry(entry)
    } catch {
      isOver = true
      return .problem(error.defect)
    }
  }

  /// The content of the entry that came last, and what is wrong with it.
  public mutating func contents(
    _ budget: inout FileBudget
  ) -> (bytes: [UInt8], defect: Defect?) {
    unread = nil
    let allowed = allowance(budget)
    let content = reader.contents(limit: allowed)
    charge(content.bytes.count, &budget)
    if content.isCut {
      isOver = reader.kind.isStream || budget.bytes <= 0 || allowance(budget) <= 0
      return (content.bytes, expansion)
    }
    return (content.bytes, content.damage?.defect)
  }

  /// What may still be unpacked of this archive.
  private func allowance(_ budget: FileBudget) -> Int {
    let limits = budget.limits
    let (most, overflow) = reader.length.multipliedReportingOverflow(by: limits.unpackedRatio)
    let own = max(limits.freeUnpackedBytes, overflow ? .max : most)
    return max(0, min(budget.bytes, own - unpacked))
  }

  private mutating func charge(_ count: Int, _ budget: inout FileBudget) {
    unpacked += count
    budget.bytes -= count
  }

  private var expansion: Defect {
    Defect(
      .expansion, detail: "\(reader.length) bytes of archive hold more than \(unpacked) bytes")
  }

  private mutating func passOver(_ entry: ArchiveEntry, _ budget: inout FileBudget) -> Defect? {
    var bytes: [UInt8] = []
    do throws(ArchiveError) {
      while true {
        bytes.removeAll(keepingCapacity: true)
        let limit = min(1 << 16, allowance(budget))
        guard limit > 0 else { return expansion }
        let count = try reader.read(upTo: limit, into: &bytes)
        if count == 0 { return nil }
        charge(count, &budget)
      }
    } catch {
      // Damage shows again when the next entry is asked for, if there can be one.
      return nil
    }
  }
}

extension ArchiveError {
  /// The defect that it is in a message.
  public var defect: Defect {
    switch self {
    case .encrypted: Defect(.encrypted, detail: "an encrypted archive")
    case .damaged(let words): Defect(.undecodable, detail: "damaged archive: \(words)")
    case .file(let error): Defect(.undecodable, detail: error.reason)
    }
  }
}
