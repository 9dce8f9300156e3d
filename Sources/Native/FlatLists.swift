// Performance: in a compiled file nothing is looked at but the lists that are asked for.

/// Lists of records, each by its number: made by the program, or part of a file that stays mapped.
public struct FlatLists<Record: BitwiseCopyable>: Sendable {
  @usableFromInline let records: FlatArray<Record>
  /// Where each list begins, and where the last one ends.
  @usableFromInline let starts: FlatArray<Int32>

  /// How many lists there are.
  public var count: Int { starts.count - 1 }

  /// Copies lists.
  public init(_ lists: [[Record]]) where Record: FlatRecord {
    var starts: [Int32] = [0]
    for list in lists { starts.append(starts[starts.count - 1] + Int32(list.count)) }
    records = FlatArray(lists.flatMap(\.self))
    self.starts = FlatArray(starts)
  }

  /// The lists that `write` put into a file; nil when there are none.
  public init?(_ file: CompiledFile, firstSection first: UInt32) where Record: FlatRecord {
    guard let records = FlatArray<Record>(file, section: first),
      let starts = FlatArray<Int32>(file, section: first + 1), starts.count > 0
    else { return nil }
    self.records = records
    self.starts = starts
  }

  /// Puts the lists into a file, in two sections.
  public func write(
    into file: inout CompiledFileWriter, firstSection first: UInt32
  ) where Record: FlatRecord {
    file.add(first, records)
    file.add(first + 1, starts)
  }

  /// Where the records of a list are; nowhere when a damaged file says what cannot be.
  @inlinable
  public func indices(of list: Int) -> Range<Int> {
    let start = max(Int(starts[list]), 0)
    return start..<max(start, min(Int(starts[list + 1]), records.count))
  }

  /// A record at one of the indices of a list.
  @inlinable
  public subscript(index: Int) -> Record { records[index] }
}
