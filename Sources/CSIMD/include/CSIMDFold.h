// Lower-casing of plain ASCII text, as far as it is plain.
#ifndef CSIMD_FOLD_H
#define CSIMD_FOLD_H

#include <stddef.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Copies bytes with A-Z in lower case until the first that is not plain: a control character, a
/// byte of 0x7F or above, or a space after a space. Returns how many were copied; `output` holds
/// at least `length` bytes.
static inline size_t csimd_fold_plain_portable(const uint8_t *bytes, size_t length,
                                               uint8_t *output) {
  size_t i = 0;
  for (; i < length; i += 1) {
    uint8_t byte = bytes[i];
    if (byte < 0x20 || byte >= 0x7F) break;
    if (byte == 0x20 && i > 0 && bytes[i - 1] == 0x20) break;
    output[i] = (uint8_t)(byte - 'A') < 26 ? (uint8_t)(byte | 0x20) : byte;
  }
  return i;
}

#if defined(__SSE2__)
static inline size_t csimd_fold_plain(const uint8_t *bytes, size_t length, uint8_t *output) {
  const __m128i space = _mm_set1_epi8(0x20);
  const __m128i rubout = _mm_set1_epi8(0x7F);
  const __m128i before_a = _mm_set1_epi8('A' - 1);
  const __m128i after_z = _mm_set1_epi8('Z' + 1);
  // The byte before the first vector is in none of the classes, so that loads may overlap.
  size_t i = 0;
  if (length == 0) return 0;
  if (bytes[0] < 0x20 || bytes[0] >= 0x7F) return 0;
  output[0] = (uint8_t)(bytes[0] - 'A') < 26 ? (uint8_t)(bytes[0] | 0x20) : bytes[0];
  for (i = 1; i + 16 <= length; i += 16) {
    __m128i here = _mm_loadu_si128((const __m128i *)(bytes + i));
    __m128i before = _mm_loadu_si128((const __m128i *)(bytes + i - 1));
    // A signed comparison: bytes of 0x80 and above are negative.
    __m128i odd = _mm_or_si128(_mm_cmplt_epi8(here, space), _mm_cmpeq_epi8(here, rubout));
    odd = _mm_or_si128(odd, _mm_and_si128(_mm_cmpeq_epi8(here, space), _mm_cmpeq_epi8(before, space)));
    __m128i capital = _mm_and_si128(_mm_cmpgt_epi8(here, before_a), _mm_cmplt_epi8(here, after_z));
    _mm_storeu_si128((__m128i *)(output + i), _mm_or_si128(here, _mm_and_si128(capital, space)));
    int mask = _mm_movemask_epi8(odd);
    if (mask) return i + (size_t)__builtin_ctz((unsigned)mask);
  }
  for (; i < length; i += 1) {
    uint8_t byte = bytes[i];
    if (byte < 0x20 || byte >= 0x7F) break;
    if (byte == 0x20 && bytes[i - 1] == 0x20) break;
    output[i] = (uint8_t)(byte - 'A') < 26 ? (uint8_t)(byte | 0x20) : byte;
  }
  return i;
}
#else
static inline size_t csimd_fold_plain(const uint8_t *bytes, size_t length, uint8_t *output) {
  return csimd_fold_plain_portable(bytes, length, output);
}
#endif

#endif
