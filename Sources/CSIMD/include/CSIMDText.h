// Looking at readable text: its lines and what they hold, armored blocks, control characters, and how
// many lines and characters it has.
#ifndef CSIMD_TEXT_H
#define CSIMD_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// What a line holds; several may hold.
enum {
  csimd_line_tab = 1,
  csimd_line_pipe = 2,
  /// Two commas or more.
  csimd_line_commas = 4,
  /// Two semicolons or more.
  csimd_line_semicolons = 8,
  /// Two spaces beside each other behind the first byte that is no space.
  csimd_line_gap = 16,
  csimd_line_colon = 32,
  /// A byte of 0x80 or above.
  csimd_line_high = 64,
  /// A `>`.
  csimd_line_angle = 128,
};

/// One line of a text; what is not said of it at first is for those who judge it.
typedef struct {
  int32_t first;
  /// Where it ends without white space at its end.
  int32_t last;
  /// Where its line feed stands, or the text ends.
  int32_t stop;
  /// `first`, at first.
  int32_t body;
  /// -1, at first.
  int32_t table;
  /// 0, at first.
  uint8_t depth, kind;
  uint8_t marks;
  uint8_t flag;
} csimd_line;

/// Fills `lines` with the next lines of a text from `*offset` on, which begins a line, and answers how
/// many; `*offset` is then where the next line begins. `length` is less than 2^31.
size_t csimd_scan_lines(const uint8_t *bytes, size_t length, size_t *offset, csimd_line *lines,
                        size_t capacity);
size_t csimd_scan_lines_portable(const uint8_t *bytes, size_t length, size_t *offset,
                                 csimd_line *lines, size_t capacity);

/// The offset of the first byte that is a control character of binary data (not white space, not the
/// escape character), or `length`.
static inline size_t csimd_first_control_portable(const uint8_t *bytes, size_t length) {
  size_t i = 0;
  while (i < length && (bytes[i] >= 0x20 || (bytes[i] >= 9 && bytes[i] <= 13) || bytes[i] == 0x1B))
    i += 1;
  return i;
}

/// The first place at or after `start`, which is above 0, that may begin a block of encoded data: a
/// `B` behind a dash, or a `b` at the start of a line. `length` when there is none.
static inline size_t csimd_block_hint_portable(const uint8_t *bytes, size_t start, size_t length) {
  for (size_t i = start; i < length; i += 1) {
    uint8_t before = bytes[i - 1];
    if (bytes[i] == 'B' ? before == '-' : bytes[i] == 'b' && (before == '\n' || before == '\r'))
      return i;
  }
  return length;
}

/// The same with vector code.
size_t csimd_block_hint(const uint8_t *bytes, size_t start, size_t length);

/// How many line breaks (LF, CR or CRLF) there are; the bytes may continue a text whose last byte was a CR.
static inline size_t csimd_count_breaks_portable(const uint8_t *bytes, size_t length,
                                                 int is_after_return) {
  size_t count = 0;
  for (size_t i = 0; i < length; i += 1) {
    if (bytes[i] == '\r' || (bytes[i] == '\n' && !is_after_return)) count += 1;
    is_after_return = bytes[i] == '\r';
  }
  return count;
}

/// How many bytes begin a UTF-8 sequence.
static inline size_t csimd_count_scalars(const uint8_t *bytes, size_t length) {
  size_t count = 0;
  for (size_t i = 0; i < length; i += 1) count += (bytes[i] & 0xC0) != 0x80;
  return count;
}

/// Which of `length` bytes, at most 64, are `wanted`: one bit for each.
static inline uint64_t csimd_mask64_portable(const uint8_t *bytes, size_t length, uint8_t wanted) {
  uint64_t mask = 0;
  for (size_t i = 0; i < length; i += 1) mask |= (uint64_t)(bytes[i] == wanted) << i;
  return mask;
}

#if defined(__SSE2__)
static inline uint64_t csimd_mask64(const uint8_t *bytes, size_t length, uint8_t wanted) {
  const __m128i all = _mm_set1_epi8((char)wanted);
  uint64_t mask = 0;
  size_t i = 0;
  for (; i + 16 <= length; i += 16) {
    __m128i here = _mm_loadu_si128((const __m128i *)(bytes + i));
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(here, all)) << i;
  }
  if (i == length) return mask;
  if (i == 0) return csimd_mask64_portable(bytes, length, wanted);
  // The last bytes come with bytes before them that were looked at already.
  __m128i last = _mm_loadu_si128((const __m128i *)(bytes + length - 16));
  return mask | (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(last, all)) << (length - 16);
}

static inline size_t csimd_first_control(const uint8_t *bytes, size_t length) {
  const __m128i tab = _mm_set1_epi8(9), breaks = _mm_set1_epi8(4);
  const __m128i last = _mm_set1_epi8(0x1F), escape = _mm_set1_epi8(0x1B);
  size_t i = 0;
  for (; i + 16 <= length; i += 16) {
    __m128i here = _mm_loadu_si128((const __m128i *)(bytes + i));
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(here, last), here);
    __m128i shifted = _mm_sub_epi8(here, tab);
    __m128i allowed = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(shifted, breaks), shifted),
                                   _mm_cmpeq_epi8(here, escape));
    int mask = _mm_movemask_epi8(_mm_andnot_si128(allowed, control));
    if (mask) return i + (size_t)__builtin_ctz((unsigned)mask);
  }
  return i + csimd_first_control_portable(bytes + i, length - i);
}

static inline size_t csimd_count_breaks(const uint8_t *bytes, size_t length, int is_after_return) {
  if (length == 0) return 0;
  const __m128i feed = _mm_set1_epi8('\n'), ret = _mm_set1_epi8('\r');
  size_t count = csimd_count_breaks_portable(bytes, 1, is_after_return);
  size_t i = 1;
  for (; i + 16 <= length; i += 16) {
    __m128i here = _mm_loadu_si128((const __m128i *)(bytes + i));
    __m128i before = _mm_loadu_si128((const __m128i *)(bytes + i - 1));
    __m128i breaks =
        _mm_or_si128(_mm_cmpeq_epi8(here, ret),
                     _mm_andnot_si128(_mm_cmpeq_epi8(before, ret), _mm_cmpeq_epi8(here, feed)));
    // Each byte is 0 or -1, so the sum of absolute differences from 0 of its negative is the count.
    __m128i ones = _mm_sub_epi8(_mm_setzero_si128(), breaks);
    __m128i sums = _mm_sad_epu8(ones, _mm_setzero_si128());
    count += (size_t)_mm_cvtsi128_si32(sums) +
             (size_t)_mm_cvtsi128_si32(_mm_srli_si128(sums, 8));
  }
  return count + csimd_count_breaks_portable(bytes + i, length - i, bytes[i - 1] == '\r');
}
#else
static inline uint64_t csimd_mask64(const uint8_t *bytes, size_t length, uint8_t wanted) {
  return csimd_mask64_portable(bytes, length, wanted);
}
static inline size_t csimd_first_control(const uint8_t *bytes, size_t length) {
  return csimd_first_control_portable(bytes, length);
}
static inline size_t csimd_count_breaks(const uint8_t *bytes, size_t length, int is_after_return) {
  return csimd_count_breaks_portable(bytes, length, is_after_return);
}
#endif

#endif
