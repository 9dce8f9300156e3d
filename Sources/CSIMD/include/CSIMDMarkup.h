// Copying the text between tags, and the white space in it.
#ifndef CSIMD_MARKUP_H
#define CSIMD_MARKUP_H

#include <stddef.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// For what is hardly ever needed, so that the vector code around it stays small.
#define CSIMD_APART __attribute__((noinline))

/// White space of HTML, which the vertical tab is not.
static inline int csimd_is_markup_space(uint8_t byte) {
  return byte == ' ' || (byte >= 9 && byte <= 13 && byte != 11);
}

CSIMD_APART static inline size_t csimd_markup_text_from(const uint8_t *bytes, size_t i,
                                                        size_t length, uint8_t tag,
                                                        uint8_t *output) {
  for (; i < length; i += 1) {
    uint8_t byte = bytes[i];
    if (byte == tag || byte == '&') break;
    int is_space = csimd_is_markup_space(byte);
    if (is_space && i > 0 && csimd_is_markup_space(bytes[i - 1])) break;
    output[i] = is_space ? ' ' : byte;
  }
  return i;
}

/// Copies text until the first `tag` or `&` or white space behind white space, any white space as a
/// space. Returns how many bytes were copied up to the last that is no white space; `output` holds at
/// least `length` bytes.
static inline size_t csimd_markup_text_portable(const uint8_t *bytes, size_t length, uint8_t tag,
                                                uint8_t *output) {
  size_t count = csimd_markup_text_from(bytes, 0, length, tag, output);
  while (count > 0 && csimd_is_markup_space(bytes[count - 1])) count -= 1;
  return count;
}

/// The same with vector code.
size_t csimd_markup_text(const uint8_t *bytes, size_t length, uint8_t tag, uint8_t *output);

/// How many bytes of white space stand at `i` and behind it, none at or past `length`.
CSIMD_APART static inline size_t csimd_markup_space_portable(const uint8_t *bytes, size_t i,
                                                             size_t length) {
  size_t start = i;
  while (i < length && csimd_is_markup_space(bytes[i])) i += 1;
  return i - start;
}

#if defined(__SSE2__)
/// Which of 16 bytes are white space that is no space.
static inline __m128i csimd_markup_controls(__m128i here) {
  __m128i shifted = _mm_sub_epi8(here, _mm_set1_epi8(9));
  return _mm_andnot_si128(_mm_cmpeq_epi8(here, _mm_set1_epi8(11)),
                          _mm_cmpeq_epi8(_mm_min_epu8(shifted, _mm_set1_epi8(4)), shifted));
}

static inline size_t csimd_markup_space(const uint8_t *bytes, size_t i, size_t length) {
  size_t start = i;
  for (; i + 16 <= length; i += 16) {
    __m128i here = _mm_loadu_si128((const __m128i *)(bytes + i));
    __m128i gap =
        _mm_or_si128(csimd_markup_controls(here), _mm_cmpeq_epi8(here, _mm_set1_epi8(' ')));
    unsigned others = ~(unsigned)_mm_movemask_epi8(gap) & 0xFFFF;
    if (others) return i + (size_t)__builtin_ctz(others) - start;
  }
  return i - start + csimd_markup_space_portable(bytes, i, length);
}
#else
static inline size_t csimd_markup_space(const uint8_t *bytes, size_t i, size_t length) {
  return csimd_markup_space_portable(bytes, i, length);
}
#endif

#endif
