// Vector code that Swift cannot express as well: each function has a portable twin of the same
// meaning, which is used where the instruction set is missing and which the tests compare it with.
#ifndef CSIMD_H
#define CSIMD_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "CSIMDSites.h"
#include "CSIMDStarts.h"
#include "CSIMDWords.h"

/// The C library's memmem, which Swift's Glibc module does not show; NULL when absent.
static inline const uint8_t *csimd_find(const uint8_t *bytes, size_t length, const uint8_t *needle,
                                        size_t needle_length) {
  return (const uint8_t *)memmem(bytes, length, needle, needle_length);
}

/// The offset of the first byte of 0x80 or above, or `length`.
static inline size_t csimd_first_non_ascii_portable(const uint8_t *bytes, size_t length) {
  size_t i = 0;
  for (; i + 8 <= length; i += 8) {
    uint64_t word;
    memcpy(&word, bytes + i, 8);
    if (word & 0x8080808080808080ull) break;
  }
  while (i < length && bytes[i] < 0x80) i += 1;
  return i;
}

#if defined(__SSE2__)
#include <emmintrin.h>
static inline size_t csimd_first_non_ascii(const uint8_t *bytes, size_t length) {
  size_t i = 0;
  for (; i + 64 <= length; i += 64) {
    const __m128i *at = (const __m128i *)(bytes + i);
    __m128i one = _mm_or_si128(_mm_loadu_si128(at), _mm_loadu_si128(at + 1));
    __m128i two = _mm_or_si128(_mm_loadu_si128(at + 2), _mm_loadu_si128(at + 3));
    if (_mm_movemask_epi8(_mm_or_si128(one, two))) break;
  }
  for (; i + 16 <= length; i += 16) {
    int mask = _mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(bytes + i)));
    if (mask) return i + (size_t)__builtin_ctz((unsigned)mask);
  }
  return i + csimd_first_non_ascii_portable(bytes + i, length - i);
}
#else
static inline size_t csimd_first_non_ascii(const uint8_t *bytes, size_t length) {
  return csimd_first_non_ascii_portable(bytes, length);
}
#endif

#include "CSIMDFold.h"
#include "CSIMDLines.h"
#include "CSIMDMarkup.h"
#include "CSIMDSort.h"
#include "CSIMDTags.h"
#include "CSIMDText.h"
#include "CSIMDTransfer.h"

#endif
