private import CArchive
private import Glibc

/// What is known of one entry of an archive before its content is read.
public struct ArchiveEntry: Sendable, Hashable {
  /// Its path inside the archive, without leading slashes; what is not UTF-8 is shown as U+FFFD.
  public var name: String
  /// Its length as the archive tells it, which may be wrong, in bytes; nil when it does not.
  public var size: Int?
  /// Whether it is a file, and no folder, link or device.
  public var isFile: Bool
  /// Whether its content is encrypted.
  public var isEncrypted: Bool

  /// Creates an entry.
  public init(name: String, size: Int?, isFile: Bool, isEncrypted: Bool) {
    self.name = name
    self.size = size
    self.isFile = isFile
    self.isEncrypted = isEncrypted
  }
}

/// Why an archive could not be read on.
public enum ArchiveError: Error, Sendable, Hashable {
  /// It is encrypted, its list of entries included.
  case encrypted
  /// It is damaged, ends early, or uses what is not known; in the library's words.
  case damaged(String)
  /// The file could not be opened.
  case file(FileError)
}

/// The entries of an archive, or the content of a compressed file, read from start to end (libarchive).
///
/// What is compressed comes out in pieces of the size that is asked for, so that a small file that
/// expands to a large one costs no more than the caller takes. Only the formats of `Kind` are known, and of one
/// compression inside another only the outer one is taken off: the caller sees the inner file.
@safe public final class ArchiveReader {
  /// What begins how.
  public enum Kind: String, Sendable, CaseIterable {
    case zip, tar, sevenZip = "7z"
    // A compressed tar, or one compressed file.
    case gzip, bzip2, xz, zstd

    /// The kind of a file that begins with `head`; 512 bytes are enough.
    public init?(head: Span<UInt8>) {
      func begins(_ magic: [UInt8]) -> Bool {
        guard head.count >= magic.count else { return false }
        for index in magic.indices where head[index] != magic[index] { return false }
        return true
      }
      if begins([0x50, 0x4B, 3, 4]) || begins([0x50, 0x4B, 5, 6]) || begins([0x50, 0x4B, 7, 8]) {
        self = .zip
      } else if begins([0x1F, 0x8B, 8]) {
        self = .gzip
      } else if begins([0x42, 0x5A, 0x68]), head.count > 3, head[3] >= 0x31, head[3] <= 0x39 {
        self = .bzip2
      } else if begins([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) {
        self = .xz
      } else if begins([0x28, 0xB5, 0x2F, 0xFD]) {
        self = .zstd
      } else if begins([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) {
        self = .sevenZip
      } else if head.count >= 262, head.hasPrefix(ignoringCase: "ustar", at: 257) {
        self = .tar
      } else {
        return nil
      }
    }

    /// Whether passing over an entry costs as much as reading it.
    public var isStream: Bool { self != .zip }
  }

  /// What it is.
  public let kind: Kind
  /// How long the archive itself is, in bytes.
  public let length: Int
  private let archive: OpaquePointer
  /// The archive's bytes, when it is read from memory.
  private let memory: UnsafeMutableRawPointer?
  /// Whether a compressed file holds one file and is no archive; known after the first `next`.
  public private(set) var isSingle = false
  private var isBroken = false
  /// How often a damaged header may be passed over.
  private var retries = 16

  /// Opens an archive that is in memory; its bytes are copied.
  public init(_ bytes: Span<UInt8>, kind: Kind) throws(ArchiveError) {
    guard let archive = unsafe archive_read_new() else { throw .damaged("out of memory") }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
    // SAFETY: the copy is as long as the span, and lives until the archive is freed.
    unsafe bytes.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { unsafe memcpy(memory, base, source.count) }
    }
    self.kind = kind
    length = bytes.count
    unsafe self.archive = archive
    unsafe self.memory = memory
    let count = bytes.count
    try open { unsafe archive_read_open_memory(archive, memory, count) }
  }

  /// Opens an archive that is a file.
  public init(path: FilePath, kind: Kind) throws(ArchiveError) {
    let facts: FileFacts
    do throws(FileError) {
      facts = try FileFacts(of: path)
    } catch {
      throw .file(error)
    }
    guard let archive = unsafe archive_read_new() else { throw .damaged("out of memory") }
    self.kind = kind
    length = facts.size
    unsafe self.archive = archive
    unsafe self.memory = nil
    try open {
      // SAFETY: the path is lent NUL-terminated, and the library copies it.
      unsafe path.withCString { unsafe archive_read_open_filename(archive, $0, 1 << 17) }
    }
  }

  deinit {
    // SAFETY: nothing else holds the archive; the memory is not read any more once it is freed.
    unsafe archive_read_free(archive)
    unsafe memory?.deallocate()
  }

  private func open(_ open: () -> Int32) throws(ArchiveError) {
    unsafe archive_read_support_format_empty(archive)
    switch kind {
    case .zip: unsafe archive_read_support_format_zip(archive)
    case .sevenZip: unsafe archive_read_support_format_7zip(archive)
    case .tar: unsafe archive_read_support_format_tar(archive)
    case .gzip: unsafe archive_read_support_filter_gzip(archive)
    case .bzip2: unsafe archive_read_support_filter_bzip2(archive)
    case .xz: unsafe archive_read_support_filter_xz(archive)
    case .zstd: unsafe archive_read_support_filter_zstd(archive)
    }
    if isCompressedFile {
      unsafe archive_read_support_format_tar(archive)
      unsafe archive_read_support_format_raw(archive)
    }
    let code = inUTF8 { open() }
    guard code == ARCHIVE_OK || code == ARCHIVE_WARN else {
      isBroken = true
      throw failure(whileOpening: true)
    }
    // The library takes off every layer of a kind that it was told of; the last filter is the file itself.
    if unsafe archive_filter_count(archive) > 2 {
      isBroken = true
      throw .damaged("compressed several times over")
    }
  }

  private var isCompressedFile: Bool {
    switch kind {
    case .gzip, .bzip2, .xz, .zstd: true
    case .zip, .tar, .sevenZip: false
    }
  }

  /// The next entry; nil at the end.
  ///
  /// What is left of the one before is passed over. After an error there is none.
  public func next() throws(ArchiveError) -> ArchiveEntry? {
    while !isBroken {
      var found: OpaquePointer?
      let code = inUTF8 { unsafe archive_read_next_header(archive, &found) }
      switch code {
      case ARCHIVE_EOF:
        isBroken = true
        return nil
      case ARCHIVE_RETRY:
        retries -= 1
        if retries > 0 { continue }
        isBroken = true
        throw failure()
      case ARCHIVE_OK, ARCHIVE_WARN:
        guard let entry = unsafe found else { continue }
        if isCompressedFile {
          isSingle = unsafe archive_format(archive) == ARCHIVE_FORMAT_RAW
        }
        return unsafe describe(entry)
      default:
        isBroken = true
        throw failure()
      }
    }
    return nil
  }

  private func describe(_ entry: OpaquePointer) -> ArchiveEntry {
    let type = unsafe archive_entry_filetype(entry)
    let isLink = unsafe archive_entry_hardlink(entry) != nil
    let isSized = unsafe archive_entry_size_is_set(entry) != 0
    let size = unsafe archive_entry_size(entry)
    var name = ""
    if let path = unsafe inUTF8({ unsafe archive_entry_pathname(entry) }) {
      // SAFETY: the path is NUL-terminated and lives until the next header.
      let bytes = unsafe UnsafeRawBufferPointer(start: path, count: min(strlen(path), 1_024))
      let start = unsafe bytes.firstIndex { $0 != UInt8(ascii: "/") } ?? 0
      name = unsafe String(decoding: bytes[start...], as: UTF8.self)
    }
    if name.hasPrefix("./") { name.removeFirst(2) }
    return ArchiveEntry(
      name: name, size: isSized && size >= 0 ? Int(size) : nil,
      isFile: type & S_IFMT == S_IFREG && !isLink,
      isEncrypted: unsafe archive_entry_is_encrypted(entry) != 0)
  }

  /// Appends what follows of the current entry, at most `limit` bytes, and answers how much it was; 0 at
  /// its end.
  public func read(upTo limit: Int, into bytes: inout [UInt8]) throws(ArchiveError) -> Int {
    guard limit > 0, !isBroken else { return 0 }
    var got = 0
    bytes.append(addingCapacity: limit) { output in
      unsafe output.withUnsafeMutableBufferPointer { buffer, count in
        guard let base = buffer.baseAddress else { return }
        repeat {
          if got == Int(ARCHIVE_RETRY) { retries -= 1 }
          // SAFETY: the buffer has room for `limit` bytes past its first `count`, which are kept.
          got = unsafe archive_read_data(archive, base + count, min(limit, buffer.count - count))
        } while got == Int(ARCHIVE_RETRY) && retries > 0
        if got > 0 { count += got }
      }
    }
    guard got >= 0 else {
      if got == Int(ARCHIVE_FATAL) { isBroken = true }
      throw failure()
    }
    return got
  }

  /// What is left of the current entry, at most `limit` bytes of it.
  ///
  /// Damage ends it: what came before is there.
  public func contents(limit: Int) -> (bytes: [UInt8], isCut: Bool, damage: ArchiveError?) {
    var bytes: [UInt8] = []
    do throws(ArchiveError) {
      while bytes.count <= limit {
        // One byte more than is wanted tells whether there is more.
        let piece = min(1 << 16, limit - bytes.count + 1)
        guard try read(upTo: piece, into: &bytes) > 0 else { return (bytes, false, nil) }
      }
    } catch {
      return (bytes, false, error)
    }
    bytes.removeLast(bytes.count - limit)
    return (bytes, true, nil)
  }

  /// What the library says of its last failure.
  ///
  /// While an archive is opened no format may be asked: libarchive 3.6 leaves its pointer to the format after
  /// the last one when none fits.
  private func failure(whileOpening: Bool = false) -> ArchiveError {
    var words = ""
    if let text = unsafe archive_error_string(archive) {
      // SAFETY: the sentence is NUL-terminated and lives until the next call.
      unsafe words = String(cString: text)
    }
    var isEncrypted = words.contains("rypto") || words.contains("assphrase")
    if !whileOpening, unsafe archive_read_has_encrypted_entries(archive) > 0 { isEncrypted = true }
    return isEncrypted ? .encrypted : .damaged(words.isEmpty ? "damaged" : words)
  }

  /// The locale in which names are UTF-8, for this thread and this call only: the library makes names of
  /// what the locale can write, and the process has none set.
  private static let utf8: Locale? = {
    guard let made = unsafe newlocale(Int32(1 << LC_CTYPE), "C.UTF-8", nil) else { return nil }
    return unsafe Locale(made)
  }()

  @safe private struct Locale: @unchecked Sendable {
    // SAFETY: it is never changed and never freed, and any thread may use it.
    let value: locale_t
    init(_ value: locale_t) { unsafe self.value = value }
  }

  private func inUTF8<Result>(_ body: () -> Result) -> Result {
    guard let utf8 = Self.utf8 else { return body() }
    let before = unsafe uselocale(utf8.value)
    defer { unsafe _ = uselocale(before) }
    return body()
  }
}
