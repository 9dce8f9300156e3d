// Performance: a pattern compiled by PCRE2's JIT tries a place in about 10 ns. Three things would spoil
// that and are kept out: UTF-8 checks per call (the subject's type says that it was checked once),
// Unicode properties for \d and \b, and caseless matching (the text is folded, so the pattern is too).
// A pattern that is known from an earlier run is compiled at its first use, and for the machine by the JIT
// then too: a cold process compiles only what its message needs.
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

  // SAFETY: `code` is set at most once, under the lock and before `state` says so; who has seen that
  // only reads. PCRE2 only reads compiled code while it matches.
  fileprivate nonisolated(unsafe) var code: OpaquePointer?
  private let compiling = Mutex(())
  private let state = Atomic<UInt8>(Engine.unknown.rawValue)

  /// What of PCRE2 runs a pattern.
  fileprivate enum Engine: UInt8 { case unknown, compiled, interpreted, none }

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

  /// The engine that runs the pattern; the first caller compiles it for the machine.
  fileprivate var engine: Engine {
    let known = state.load(ordering: .acquiring)
    if known != 0 { return Engine(rawValue: known) ?? .none }
    return compiling.withLock { _ in
      let known = state.load(ordering: .relaxed)
      if known != 0 { return Engine(rawValue: known) ?? .none }
      // SAFETY: under the lock, and no match has begun: each goes through this property first.
      if unsafe code == nil { unsafe code = try? Pattern.compile(source) }
      let engine: Engine =
        if unsafe code == nil {
          .none
        } else {
          unsafe pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE) == 0 ? .compiled : .interpreted
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

/// What one search of a pattern came to.
public enum MatchOutcome: Sendable, Hashable {
  /// The pattern does not match.
  case none
  /// It matches these bytes of the subject.
  case found(Range<Int>)
  /// It took more steps or memory than allowed: nobody knows.
  case gaveUp
}

/// What PCRE2 needs while it matches; one per worker.
@safe public struct MatchScratch: ~Copyable {
  /// The most pattern groups that `group` can answer, with the whole match.
  private static let groups: UInt32 = 16

  // SAFETY: these are made here, freed once, and nil where there was no memory.
  private let data: OpaquePointer?
  private let context: OpaquePointer?
  private let stack: OpaquePointer?
  private var found = 0

  /// Creates scratch space.
  ///
  /// - Parameter steps: how many steps one search may take (PCRE2's match limit; about a nanosecond
  ///   each).
  public init(steps: UInt32 = 100_000) {
    unsafe data = pcre2_match_data_create_8(MatchScratch.groups, nil)
    unsafe context = pcre2_match_context_create_8(nil)
    unsafe stack = pcre2_jit_stack_create_8(32 << 10, 1 << 20, nil)
    guard let context = unsafe context else { return }
    unsafe pcre2_set_match_limit_8(context, steps)
    unsafe pcre2_set_depth_limit_8(context, min(steps, 10_000))
    unsafe pcre2_set_heap_limit_8(context, 4 << 10)
    unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
  }

  deinit {
    unsafe pcre2_jit_stack_free_8(stack)
    unsafe pcre2_match_context_free_8(context)
    unsafe pcre2_match_data_free_8(data)
  }

  /// The first match that begins between `start` and `latest`, both byte offsets of the subject.
  ///
  /// Lookbehinds see what stands before `start`. With `latest` equal to `start` the pattern is tried at
  /// that place only. A `start` inside a scalar moves to its end.
  ///
  /// - Parameter end: what is after this offset is out of sight, which bounds the time that patterns
  ///   like `\S+@\S+x` may take; `$` does not match there unless the subject ends.
  public mutating func match(
    _ pattern: Pattern, in subject: UTF8Span, from start: Int, to latest: Int = .max,
    end: Int = .max
  ) -> MatchOutcome {
    found = 0
    let engine = pattern.engine
    guard engine != .none else { return .gaveUp }
    let context = unsafe context
    guard let data = unsafe data, unsafe context != nil else { return .gaveUp }
    let code = unsafe pattern.code
    let result: Int32? = unsafe subject.span.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress, start >= 0, start <= bytes.count else { return nil }
      var start = start
      while start < bytes.count, unsafe base[start] & 0xC0 == 0x80 { start += 1 }
      var count = bytes.count
      if end < count {
        count = max(end, start)
        while count > start, unsafe base[count] & 0xC0 == 0x80 { count -= 1 }
      }
      let isCut = count < bytes.count
      let latest = min(latest, count)
      guard start <= latest else { return nil }
      let options = isCut ? PCRE2_NOTEOL : 0
      unsafe pcre2_set_offset_limit_8(context, latest)
      // SAFETY: the subject is valid UTF-8 by its type, `start` and `count` are borders of its scalars,
      // and `data` and `context` belong to this worker alone.
      switch engine {
      case .compiled:
        return unsafe pcre2_jit_match_8(code, base, count, start, options, data, context)
      default:
        return unsafe pcre2_match_8(
          code, base, count, start, options | UInt32(PCRE2_NO_UTF_CHECK), data, context)
      }
    }
    guard let result, result != PCRE2_ERROR_NOMATCH else { return .none }
    guard result >= 0 else { return .gaveUp }
    found = result == 0 ? Int(MatchScratch.groups) : Int(result)
    return group(0).map { .found($0) } ?? .none
  }

  /// The bytes that a group of the last match holds (0 is the whole); nil when it took no part.
  public func group(_ number: Int) -> Range<Int>? {
    guard number >= 0, number < found, let data = unsafe data,
      let pairs = unsafe pcre2_get_ovector_pointer_8(data)
    else { return nil }
    // SAFETY: PCRE2 filled `found` pairs, and there is room for `groups`.
    let start = unsafe pairs[2 * number]
    let end = unsafe pairs[2 * number + 1]
    // Groups without a part in the match are ~0; \K in a lookahead can end before it starts.
    guard start != Int(bitPattern: ~0), start >= 0, start <= end else { return nil }
    return start..<end
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
