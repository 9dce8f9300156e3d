// Finding the lines that may delimit MIME parts.
#ifndef CSIMD_LINES_H
#define CSIMD_LINES_H

#include <stddef.h>
#include <stdint.h>

/// The offset of the first "--" at or after `start` that follows a CR or LF, or `length`. A "--" at
/// offset 0 has nothing before it and is not found.
static inline size_t csimd_dash_line_portable(const uint8_t *bytes, size_t start, size_t length) {
  for (size_t i = start > 0 ? start : 1; i + 2 <= length; i += 1) {
    if (bytes[i] == '-' && bytes[i + 1] == '-' && (bytes[i - 1] == '\n' || bytes[i - 1] == '\r'))
      return i;
  }
  return length;
}

#if defined(__SSE2__)
#include <emmintrin.h>
static inline size_t csimd_dash_line(const uint8_t *bytes, size_t start, size_t length) {
  const __m128i dash = _mm_set1_epi8('-');
  size_t i = start > 0 ? start : 1;
  // Dashes are rare, so one comparison in each 64 bytes decides nearly always.
  while (i + 65 <= length) {
    const __m128i *at = (const __m128i *)(bytes + i);
    __m128i a = _mm_cmpeq_epi8(_mm_loadu_si128(at), dash);
    __m128i b = _mm_cmpeq_epi8(_mm_loadu_si128(at + 1), dash);
    __m128i c = _mm_cmpeq_epi8(_mm_loadu_si128(at + 2), dash);
    __m128i d = _mm_cmpeq_epi8(_mm_loadu_si128(at + 3), dash);
    if (_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d)))) {
      uint64_t mask = (uint64_t)(uint32_t)_mm_movemask_epi8(a) |
                      (uint64_t)(uint32_t)_mm_movemask_epi8(b) << 16 |
                      (uint64_t)(uint32_t)_mm_movemask_epi8(c) << 32 |
                      (uint64_t)(uint32_t)_mm_movemask_epi8(d) << 48;
      while (mask) {
        size_t j = i + (size_t)__builtin_ctzll(mask);
        if (bytes[j + 1] == '-' && (bytes[j - 1] == '\n' || bytes[j - 1] == '\r')) return j;
        mask &= mask - 1;
      }
    }
    i += 64;
  }
  return csimd_dash_line_portable(bytes, i, length);
}
#else
static inline size_t csimd_dash_line(const uint8_t *bytes, size_t start, size_t length) {
  return csimd_dash_line_portable(bytes, start, length);
}
#endif

#endif
