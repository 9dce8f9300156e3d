// Lower-casing of plain ASCII text, as far as it is plain.
#ifndef CSIMD_FOLD_H
#define CSIMD_FOLD_H

#include <stddef.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static inline int csimd_is_gap(uint8_t byte) {
  return byte == ' ' || byte == '\n' || byte == '\t';
}

/// Copies bytes with A-Z in lower case until the first that is not plain, from `i` on. The white
/// space that is plain is what folding leaves at its length: one space, one tab (which becomes a
/// space), one line feed or two.
static inline size_t csimd_fold_plain_from(const uint8_t *bytes, size_t i, size_t length,
                                           uint8_t *output) {
  for (; i < length; i += 1) {
    uint8_t byte = bytes[i];
    if ((byte < 0x20 && !csimd_is_gap(byte)) || byte >= 0x7F) break;
    if (csimd_is_gap(byte) && i > 0 && csimd_is_gap(bytes[i - 1])) {
      if (byte != '\n' || bytes[i - 1] != '\n' || (i > 1 && csimd_is_gap(bytes[i - 2]))) break;
    }
    output[i] = byte == '\t' ? ' ' : (uint8_t)(byte - 'A') < 26 ? (uint8_t)(byte | 0x20) : byte;
  }
  return i;
}

/// Copies bytes with A-Z in lower case and tabs as spaces until the first that is not plain: a control
/// character but tab and line feed, a byte of 0x7F or above, white space behind white space, unless it
/// is the second line feed. Returns how many were copied; `output` holds at least `length` bytes.
static inline size_t csimd_fold_plain_portable(const uint8_t *bytes, size_t length,
                                               uint8_t *output) {
  return csimd_fold_plain_from(bytes, 0, length, output);
}

#if defined(__SSE2__)
static inline size_t csimd_fold_plain(const uint8_t *bytes, size_t length, uint8_t *output) {
  const __m128i space = _mm_set1_epi8(0x20);
  const __m128i feed = _mm_set1_epi8('\n');
  const __m128i tab = _mm_set1_epi8('\t');
  const __m128i rubout = _mm_set1_epi8(0x7F);
  const __m128i before_a = _mm_set1_epi8('A' - 1);
  const __m128i after_z = _mm_set1_epi8('Z' + 1);
  // Each vector is looked at beside the one and the two bytes before it, so loads overlap.
  size_t i = csimd_fold_plain_from(bytes, 0, length < 2 ? length : 2, output);
  if (i < 2) return i;
  for (; i + 16 <= length; i += 16) {
    __m128i here = _mm_loadu_si128((const __m128i *)(bytes + i));
    __m128i before = _mm_loadu_si128((const __m128i *)(bytes + i - 1));
    // Signed comparisons: bytes of 0x80 and above are negative.
    __m128i feeds = _mm_cmpeq_epi8(here, feed);
    __m128i tabs = _mm_cmpeq_epi8(here, tab);
    __m128i gap = _mm_or_si128(_mm_or_si128(feeds, tabs), _mm_cmpeq_epi8(here, space));
    __m128i odd = _mm_or_si128(_mm_andnot_si128(gap, _mm_cmplt_epi8(here, space)),
                               _mm_cmpeq_epi8(here, rubout));
    __m128i feeds_before = _mm_cmpeq_epi8(before, feed);
    __m128i gap_before = _mm_or_si128(_mm_or_si128(feeds_before, _mm_cmpeq_epi8(before, tab)),
                                      _mm_cmpeq_epi8(before, space));
    __m128i capital = _mm_and_si128(_mm_cmpgt_epi8(here, before_a), _mm_cmplt_epi8(here, after_z));
    __m128i lower = _mm_or_si128(here, _mm_and_si128(_mm_or_si128(capital, tabs), space));
    // A tab is now 0x29, a space and a tab together.
    _mm_storeu_si128((__m128i *)(output + i), _mm_andnot_si128(_mm_and_si128(tabs, tab), lower));
    int mask = _mm_movemask_epi8(_mm_or_si128(odd, _mm_and_si128(gap, gap_before)));
    if (mask) {
      // Nearly always an empty line: two line feeds behind a byte that is no white space.
      __m128i earlier = _mm_loadu_si128((const __m128i *)(bytes + i - 2));
      __m128i gap_earlier = _mm_or_si128(
          _mm_or_si128(_mm_cmpeq_epi8(earlier, feed), _mm_cmpeq_epi8(earlier, tab)),
          _mm_cmpeq_epi8(earlier, space));
      __m128i empty = _mm_andnot_si128(gap_earlier, _mm_and_si128(feeds, feeds_before));
      mask &= ~_mm_movemask_epi8(empty);
      if (mask) return i + (size_t)__builtin_ctz((unsigned)mask);
    }
  }
  return csimd_fold_plain_from(bytes, i, length, output);
}
#else
static inline size_t csimd_fold_plain(const uint8_t *bytes, size_t length, uint8_t *output) {
  return csimd_fold_plain_portable(bytes, length, output);
}
#endif

#endif
