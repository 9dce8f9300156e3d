// Performance: a pattern compiled by PCRE2's JIT tries a place in about 10 ns. Three things would spoil
// that and are kept out: UTF-8 checks per call (the subject's type says that it was checked once),
// Unicode properties for \d and \b, and caseless matching (the text is folded, so the pattern is too).
// A pattern that is known from an earlier run is compiled at its first use: a cold process compiles only what its
// message needs. For the machine it is compiled when it has looked at some text: that takes the JIT as long as
// interpreting a few thousand bytes does.
private import CPCRE2
private import Synchronization

/// Why a pattern does not compile.
public struct PatternError: Error, Sendable, Hashable {
  /// PCRE2's reason, without a full stop.
  public var message: String
  /// The byte of the source where it noticed.
  public var offset: Int

  /// Creates an error.
  public init(message: String, offset: Int) {
    self.message = message
    self.offset = offset
  }
}

/// A PCRE2 pattern for folded text, compiled once and shared by all workers.
///
/// Capitals in the source mean the same as small letters. `\d`, `\w`, `\b` and `\s` know ASCII only;
/// `.` and classes see whole Unicode scalars.
@safe public final class Pattern: @unchecked Sendable {
  /// The pattern as it was written.
  public let source: String
  /// Whether it can match nothing at all, anywhere: `(foo)?`.
  public let matchesEmpty: Bool
  /// The group named `value`, which holds what the pattern is after: `ssn: (?<value>\d{3}…)`.
  public let valueGroup: Int?

  // SAFETY: both are set at most once, under the lock and before `state` says so; who has seen that
  // only reads. PCRE2 only reads compiled code while it matches. The JIT changes what it compiles, which others
  // may be interpreting: so it has a copy.
  nonisolated(unsafe) var code: OpaquePointer?
  nonisolated(unsafe) var machineCode: OpaquePointer?
  private let compiling = Mutex(())
  private let state = Atomic<UInt8>(Engine.unknown.rawValue)
  /// How many bytes were looked at by interpreting; workers that count at once may lose some.
  private let interpreted = Atomic<Int>(0)

  /// So many bytes are interpreted before a pattern is compiled for the machine; each search counts as some.
  private static let mostInterpreted = 8 << 10
  private static let bytesPerSearch = 32
  /// In more text than this only code for the machine may lack memory, so that nothing is interpreted in it.
  private static let mostInSight = 64 << 10

  /// What of PCRE2 runs a pattern.
  enum Engine: UInt8 {
    /// Nothing was tried yet.
    case unknown
    /// The interpreter, as long as the pattern looked at little text.
    case trial
    /// Code for the machine.
    case compiled
    /// The interpreter, since there is no code for the machine.
    case interpreted
    /// Nothing: it does not compile.
    case none
  }

  /// Compiles a pattern, and says why if that cannot be done.
  public init(_ source: String) throws(PatternError) {
    let code = try unsafe Pattern.compile(source)
    var empty: UInt32 = 0
    _ = unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_MATCHEMPTY), &empty)
    self.source = source
    unsafe self.code = code
    matchesEmpty = empty != 0
    let value = unsafe pcre2_substring_number_from_name_8(code, "value")
    valueGroup = value > 0 ? Int(value) : nil
  }

  /// A pattern of which all is known from an earlier compilation; it is compiled again at its first use.
  public init(known source: String, matchesEmpty: Bool, valueGroup: Int?) {
    self.source = source
    unsafe code = nil
    self.matchesEmpty = matchesEmpty
    self.valueGroup = valueGroup
  }

  deinit {
    // SAFETY: nobody else holds the code, which this object made; NULL may be freed.
    unsafe pcre2_code_free_8(code)
    unsafe pcre2_code_free_8(machineCode)
  }

  private static func compile(_ source: String) throws(PatternError) -> OpaquePointer {
    let written = Array(source.utf8)
    var options =
      PCRE2_UTF | UInt32(PCRE2_NO_UTF_CHECK) | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C
      | PCRE2_USE_OFFSET_LIMIT
    let folded = lowercasedPattern(written.span)
    if folded == nil { options |= PCRE2_CASELESS }
    guard written.count <= 1 << 16 else {
      throw PatternError(message: "pattern is longer than 65536 bytes", offset: 1 << 16)
    }
    var number: Int32 = 0
    var offset = 0
    var compiled: OpaquePointer?
    // The byte at the end gives an empty pattern an address.
    let bytes = (folded ?? written) + [0]
    // SAFETY: PCRE2 copies what it needs of the source; a Swift string's UTF-8 is always valid.
    unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let context = unsafe pcre2_compile_context_create_8(nil) else { return }
      unsafe pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
      unsafe compiled = pcre2_compile_8(
        bytes.baseAddress, written.count, options, &number, &offset, context)
      unsafe pcre2_compile_context_free_8(context)
    }
    guard let code = unsafe compiled else {
      throw PatternError(
        message: Pattern.message(number), offset: min(max(offset, 0), written.count))
    }
    return unsafe code
  }

  /// The engine that runs a search.
  ///
  /// - Parameters:
  ///   - count: how many bytes a match may begin at.
  ///   - inSight: how many bytes it may look at.
  func engine(forBytes count: Int, inSight: Int) -> Engine {
    let known = Engine(rawValue: state.load(ordering: .acquiring)) ?? .none
    switch known {
    case .unknown: return settle(inSight > Self.mostInSight ? .compiled : .trial)
    case .trial:
      let bytes = interpreted.load(ordering: .relaxed) + count + Self.bytesPerSearch
      if bytes > Self.mostInterpreted || inSight > Self.mostInSight { return settle(.compiled) }
      interpreted.store(bytes, ordering: .relaxed)
      return .trial
    case .compiled, .interpreted, .none: return known
    }
  }

  /// The engine for a search that took too long to be interpreted.
  func lastingEngine() -> Engine { settle(.compiled) }

  /// Compiles the pattern as far as it is not yet.
  private func settle(_ wanted: Engine) -> Engine {
    compiling.withLock { _ in
      let known = Engine(rawValue: state.load(ordering: .relaxed)) ?? .none
      guard known == .unknown || known == .trial && wanted == .compiled else { return known }
      // SAFETY: under the lock, and no match has begun before the state says so.
      if unsafe code == nil { unsafe code = try? Pattern.compile(source) }
      var engine = wanted
      if unsafe code == nil {
        engine = .none
      } else if wanted == .compiled {
        unsafe machineCode = pcre2_code_copy_8(code)
        let isCompiled = unsafe pcre2_jit_compile_8(machineCode, PCRE2_JIT_COMPLETE) == 0
        engine = isCompiled ? .compiled : .interpreted
      }
      state.store(engine.rawValue, ordering: .releasing)
      return engine
    }
  }

  private static func message(_ number: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    // SAFETY: PCRE2 writes at most the count that it is given.
    let length = unsafe buffer.withUnsafeMutableBufferPointer {
      unsafe pcre2_get_error_message_8(number, $0.baseAddress, $0.count)
    }
    guard length > 0 else { return "error \(number)" }
    return String(utf8: buffer.span.extracting(0..<Int(length)))
  }
}

extension Span where Element == UInt8 {
  /// The same bytes as text, after one check; nil when they are not UTF-8.
  public var utf8Text: UTF8Span? {
    @_lifetime(copy self)
    get {
      guard isValidUTF8 else { return nil }
      // SAFETY: the bytes were checked above, and the result depends on their lifetime.
      return unsafe UTF8Span(unchecked: self)
    }
  }
}
