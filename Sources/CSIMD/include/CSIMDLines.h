// Finding lines of mail: those that may delimit MIME parts, that part the messages of an mbox, and that
// matter in a header.
#ifndef CSIMD_LINES_H
#define CSIMD_LINES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Whether a line that begins at `i`, which is above 0, begins with two dashes.
static inline int csimd_is_dash_line(const uint8_t *bytes, size_t i, size_t length) {
  return i + 2 <= length && bytes[i] == '-' && bytes[i + 1] == '-' &&
         (bytes[i - 1] == '\n' || bytes[i - 1] == '\r');
}

/// Whether the line feed before `i`, which is above 0, is followed by `From `.
static inline int csimd_is_from_line(const uint8_t *bytes, size_t i, size_t length) {
  return i + 5 <= length && bytes[i - 1] == '\n' && memcmp(bytes + i, "From ", 5) == 0;
}

/// Whether a line that begins at `i`, which is above 0, is empty or begins with a `c` of either case.
static inline int csimd_is_length_line(const uint8_t *bytes, size_t i, size_t length) {
  return i < length && bytes[i - 1] == '\n' &&
         (bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == 'c' || bytes[i] == 'C');
}

/// The offset of the first CR or LF at or after `start`, or `length`.
static inline size_t csimd_line_break_portable(const uint8_t *bytes, size_t start, size_t length) {
  while (start < length && bytes[start] != '\n' && bytes[start] != '\r') start += 1;
  return start;
}

#define CSIMD_FIND_PORTABLE(IS_WANTED)                                                            \
  for (size_t i = start > 0 ? start : 1; i < length; i += 1) {                                    \
    if (IS_WANTED(bytes, i, length)) return i;                                                    \
  }                                                                                               \
  return length;

/// The offset of the first "--" at or after `start` that follows a CR or LF, or `length`. A "--" at
/// offset 0 has nothing before it and is not found.
static inline size_t csimd_dash_line_portable(const uint8_t *bytes, size_t start, size_t length) {
  CSIMD_FIND_PORTABLE(csimd_is_dash_line)
}

/// The offset of the first "From " at or after `start` that follows an LF, or `length`; not offset 0.
static inline size_t csimd_from_line_portable(const uint8_t *bytes, size_t start, size_t length) {
  CSIMD_FIND_PORTABLE(csimd_is_from_line)
}

/// The offset of the first byte at or after `start` that follows an LF and is a CR, an LF or a `c` of
/// either case, or `length`; not offset 0.
static inline size_t csimd_length_line_portable(const uint8_t *bytes, size_t start,
                                                size_t length) {
  CSIMD_FIND_PORTABLE(csimd_is_length_line)
}

#if defined(__SSE2__)
/// Looks at 64 bytes at a time: `MAY_BE` says of 16 of them which may be wanted. Such bytes are so rare
/// that one comparison decides nearly always.
#define CSIMD_FIND(MAY_BE, IS_WANTED)                                                             \
  size_t at = start > 0 ? start : 1;                                                              \
  for (; at + 64 <= length; at += 64) {                                                           \
    const uint8_t *block = bytes + at;                                                            \
    __m128i a = MAY_BE(block), b = MAY_BE(block + 16);                                            \
    __m128i c = MAY_BE(block + 32), d = MAY_BE(block + 48);                                       \
    if (!_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d)))) continue;       \
    uint64_t mask = (uint64_t)(uint32_t)_mm_movemask_epi8(a) |                                    \
                    (uint64_t)(uint32_t)_mm_movemask_epi8(b) << 16 |                              \
                    (uint64_t)(uint32_t)_mm_movemask_epi8(c) << 32 |                              \
                    (uint64_t)(uint32_t)_mm_movemask_epi8(d) << 48;                               \
    for (; mask; mask &= mask - 1) {                                                              \
      size_t i = at + (size_t)__builtin_ctzll(mask);                                              \
      if (IS_WANTED(bytes, i, length)) return i;                                                  \
    }                                                                                             \
  }                                                                                               \
  for (; at < length; at += 1) {                                                                  \
    if (IS_WANTED(bytes, at, length)) return at;                                                  \
  }                                                                                               \
  return length;

/// Which of 16 bytes are `wanted`.
static inline __m128i csimd_are16(const uint8_t *bytes, char wanted) {
  return _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)bytes), _mm_set1_epi8(wanted));
}

static inline __m128i csimd_dashes16(const uint8_t *bytes) { return csimd_are16(bytes, '-'); }

static inline __m128i csimd_from16(const uint8_t *bytes) {
  return _mm_and_si128(csimd_are16(bytes - 1, '\n'), csimd_are16(bytes, 'F'));
}

static inline __m128i csimd_length16(const uint8_t *bytes) {
  __m128i c = _mm_or_si128(csimd_are16(bytes, 'c'), csimd_are16(bytes, 'C'));
  __m128i empty = _mm_or_si128(csimd_are16(bytes, '\n'), csimd_are16(bytes, '\r'));
  return _mm_and_si128(csimd_are16(bytes - 1, '\n'), _mm_or_si128(c, empty));
}

static inline size_t csimd_line_break(const uint8_t *bytes, size_t start, size_t length) {
  const __m128i feed = _mm_set1_epi8('\n'), ret = _mm_set1_epi8('\r');
  for (; start + 32 <= length; start += 32) {
    __m128i one = _mm_loadu_si128((const __m128i *)(bytes + start));
    __m128i two = _mm_loadu_si128((const __m128i *)(bytes + start + 16));
    one = _mm_or_si128(_mm_cmpeq_epi8(one, feed), _mm_cmpeq_epi8(one, ret));
    two = _mm_or_si128(_mm_cmpeq_epi8(two, feed), _mm_cmpeq_epi8(two, ret));
    unsigned mask = (unsigned)_mm_movemask_epi8(one) | (unsigned)_mm_movemask_epi8(two) << 16;
    if (mask) return start + (size_t)__builtin_ctz(mask);
  }
  return csimd_line_break_portable(bytes, start, length);
}
static inline size_t csimd_dash_line(const uint8_t *bytes, size_t start, size_t length) {
  CSIMD_FIND(csimd_dashes16, csimd_is_dash_line)
}
static inline size_t csimd_from_line(const uint8_t *bytes, size_t start, size_t length) {
  CSIMD_FIND(csimd_from16, csimd_is_from_line)
}
static inline size_t csimd_length_line(const uint8_t *bytes, size_t start, size_t length) {
  CSIMD_FIND(csimd_length16, csimd_is_length_line)
}
#else
static inline size_t csimd_line_break(const uint8_t *bytes, size_t start, size_t length) {
  return csimd_line_break_portable(bytes, start, length);
}
static inline size_t csimd_dash_line(const uint8_t *bytes, size_t start, size_t length) {
  return csimd_dash_line_portable(bytes, start, length);
}
static inline size_t csimd_from_line(const uint8_t *bytes, size_t start, size_t length) {
  return csimd_from_line_portable(bytes, start, length);
}
static inline size_t csimd_length_line(const uint8_t *bytes, size_t start, size_t length) {
  return csimd_length_line_portable(bytes, start, length);
}
#endif

#endif
