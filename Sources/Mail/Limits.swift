/// The limits that keep hostile mail from costing more than it may.
///
/// All count bytes or steps, never time, so that results are reproducible. Each that bites is
/// reported as a defect.
public struct Limits: Sendable {
  /// The longest message that is read whole, in bytes; of a longer one, this much is read.
  public var messageBytes = 64 << 20
  /// The longest header block of one part, in bytes.
  public var headerBytes = 1 << 20
  /// The most header fields of one part.
  public var headerFields = 2_000
  /// The deepest nesting of parts.
  public var depth = 64
  /// The most parts of one message.
  public var parts = 2_000
  /// The most decoded text of one message, in bytes of UTF-8.
  public var decodedBytes = 64 << 20
  /// The most steps of one pattern at one place (PCRE2's match limit).
  public var patternSteps: UInt32 = 100_000
  /// The most pattern trials in one message.
  public var patternTrials = 200_000

  // What is attached: archives, documents, and what is inside of them.

  /// How deep files may lie in files: an archive in an archive in a message in an archive is 3.
  public var fileDepth = 6
  /// The most entries of all archives of one message.
  public var archiveEntries = 10_000
  /// The most that is unpacked of one message, in bytes: what files hold, and not their text alone.
  public var unpackedBytes = 128 << 20
  /// How many times as long as the archive its content may be, once it is more than `freeUnpackedBytes`.
  public var unpackedRatio = 250
  /// What may be unpacked of any archive, however short it is.
  public var freeUnpackedBytes = 4 << 20
  /// The same of an archive that was named to be scanned, in which mail is read as it is unpacked.
  public var freeInputBytes = 1 << 30
  /// The longest archive in such an archive, which is kept in memory.
  public var innerArchiveBytes = 256 << 20
  /// The most of the lists of people that is kept of such an archive, in bytes.
  public var listBytes = 64 << 20
  /// The most processor time of a program that reads one attached file, in seconds.
  public var helperSeconds = 20
  /// The longest that such a program may take on the clock, in seconds.
  public var helperWait = 60
  /// The most memory of such a program, in bytes.
  public var helperMemory = 1 << 30

  /// The most processor time of a program that unpacks an Outlook data file, in seconds.
  public var importSeconds = 7_200
  /// The most memory of such a program, in bytes.
  public var importMemory = 4 << 30

  /// The shipped limits.
  public init() {}
}
