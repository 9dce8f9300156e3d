// Performance: nothing is made for the JIT before its code first runs.
private import CPCRE2

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
  /// How many steps a search may take by interpreting before it is left to code for the machine.
  ///
  /// By any way of counting that is less than all steps that a search may take, so that no result depends on it.
  private static let trialSteps: UInt32 = 1000

  // SAFETY: these are made here, freed once, and nil where there was no memory.
  private let data: OpaquePointer?
  private let context: OpaquePointer?
  private let trialContext: OpaquePointer?
  /// Made when code for the machine is first run.
  private var stack: OpaquePointer?
  private var found = 0

  /// Creates scratch space.
  ///
  /// - Parameter steps: how many steps one search may take (PCRE2's match limit; about a nanosecond
  ///   each).
  public init(steps: UInt32 = 100_000) {
    unsafe data = pcre2_match_data_create_8(MatchScratch.groups, nil)
    unsafe context = Self.context(steps: steps)
    unsafe trialContext = Self.context(steps: min(steps, Self.trialSteps))
    unsafe stack = nil
  }

  private static func context(steps: UInt32) -> OpaquePointer? {
    guard let context = unsafe pcre2_match_context_create_8(nil) else { return nil }
    unsafe pcre2_set_match_limit_8(context, steps)
    unsafe pcre2_set_depth_limit_8(context, min(steps, 10_000))
    unsafe pcre2_set_heap_limit_8(context, 4 << 10)
    return unsafe context
  }

  deinit {
    unsafe pcre2_jit_stack_free_8(stack)
    unsafe pcre2_match_context_free_8(trialContext)
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
    guard let search = Search(in: subject, from: start, to: latest, end: end) else { return .none }
    let engine = pattern.engine(
      forBytes: search.latest - search.start, inSight: search.count - search.start)
    var result = run(engine, pattern, search, in: subject)
    if engine == .trial, result < 0, result != PCRE2_ERROR_NOMATCH {
      result = run(pattern.lastingEngine(), pattern, search, in: subject)
    }
    if result == PCRE2_ERROR_NOMATCH { return .none }
    guard result >= 0 else { return .gaveUp }
    found = result == 0 ? Int(MatchScratch.groups) : Int(result)
    return group(0).map { .found($0) } ?? .none
  }

  /// Where a search begins and ends, as borders of the subject's scalars.
  private struct Search {
    var start: Int
    /// What a match may begin at, at most.
    var latest: Int
    /// How much of the subject is in sight.
    var count: Int
    var isCut: Bool

    init?(in subject: UTF8Span, from first: Int, to last: Int, end: Int) {
      let bytes = subject.span
      guard first >= 0, first <= bytes.count else { return nil }
      start = first
      while start < bytes.count, bytes[start] & 0xC0 == 0x80 { start += 1 }
      count = bytes.count
      if end < count {
        count = max(end, start)
        while count > start, bytes[count] & 0xC0 == 0x80 { count -= 1 }
      }
      isCut = count < bytes.count
      latest = min(last, count)
      if start > latest { return nil }
    }
  }

  /// PCRE2's answer of one engine; an error where there is none.
  private mutating func run(
    _ engine: Pattern.Engine, _ pattern: Pattern, _ search: Search, in subject: UTF8Span
  ) -> Int32 {
    let context = unsafe engine == .trial ? trialContext : context
    guard let data = unsafe data, unsafe context != nil else { return PCRE2_ERROR_NOMEMORY }
    if engine == .compiled, unsafe stack == nil {
      unsafe stack = pcre2_jit_stack_create_8(32 << 10, 1 << 20, nil)
      unsafe pcre2_jit_stack_assign_8(self.context, nil, UnsafeMutableRawPointer(stack))
    }
    let options = search.isCut ? PCRE2_NOTEOL : 0
    unsafe pcre2_set_offset_limit_8(context, search.latest)
    return unsafe subject.span.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return PCRE2_ERROR_NOMATCH }
      // SAFETY: the subject is valid UTF-8 by its type, `start` and `count` are borders of its scalars,
      // and `data` and `context` belong to this worker alone.
      switch engine {
      case .compiled:
        return unsafe pcre2_jit_match_8(
          pattern.machineCode, base, search.count, search.start, options, data, context)
      case .trial, .interpreted:
        return unsafe pcre2_match_8(
          pattern.code, base, search.count, search.start, options | UInt32(PCRE2_NO_UTF_CHECK),
          data, context)
      case .unknown, .none: return PCRE2_ERROR_BADOPTION
      }
    }
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
