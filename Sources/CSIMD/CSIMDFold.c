// Lower-casing of plain ASCII text, 16 bytes at a time, or 32 where the machine has AVX2.
#include "CSIMD.h"
#if defined(__SSE2__)
#include <immintrin.h>

static size_t fold_plain_sse2(const uint8_t *bytes, size_t length, uint8_t *output) {
  const __m128i space = _mm_set1_epi8(0x20);
  const __m128i feed = _mm_set1_epi8('\n');
  const __m128i tab = _mm_set1_epi8('\t');
  const __m128i rubout = _mm_set1_epi8(0x7F);
  const __m128i before_a = _mm_set1_epi8('A' - 1);
  const __m128i after_z = _mm_set1_epi8('Z' + 1);
  // Each vector is looked at beside the one and the two bytes before it, so loads overlap.
  size_t i = csimd_fold_plain_from(bytes, 0, length < 2 ? length : 2, output);
  if (i < 2) return i;
  if (length < 18) return csimd_fold_plain_from(bytes, i, length, output);
  for (;;) {
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
    i += 16;
    if (i >= length) return length;
    // The last vector overlaps the one before, which writes the same bytes once more.
    if (i + 16 > length) i = length - 16;
  }
}

#define AVX2 __attribute__((target("avx2,bmi")))

/// The same with vectors of twice the width.
AVX2 static size_t fold_plain_avx2(const uint8_t *bytes, size_t length, uint8_t *output) {
  const __m256i space = _mm256_set1_epi8(0x20);
  const __m256i feed = _mm256_set1_epi8('\n');
  const __m256i tab = _mm256_set1_epi8('\t');
  const __m256i rubout = _mm256_set1_epi8(0x7F);
  const __m256i before_a = _mm256_set1_epi8('A' - 1);
  const __m256i after_z = _mm256_set1_epi8('Z' + 1);
  size_t i = csimd_fold_plain_from(bytes, 0, length < 2 ? length : 2, output);
  if (i < 2) return i;
  if (length < 34) return fold_plain_sse2(bytes, length, output);
  for (;;) {
    __m256i here = _mm256_loadu_si256((const __m256i *)(bytes + i));
    __m256i before = _mm256_loadu_si256((const __m256i *)(bytes + i - 1));
    __m256i feeds = _mm256_cmpeq_epi8(here, feed);
    __m256i tabs = _mm256_cmpeq_epi8(here, tab);
    __m256i gap = _mm256_or_si256(_mm256_or_si256(feeds, tabs), _mm256_cmpeq_epi8(here, space));
    __m256i odd = _mm256_or_si256(_mm256_andnot_si256(gap, _mm256_cmpgt_epi8(space, here)),
                                  _mm256_cmpeq_epi8(here, rubout));
    __m256i feeds_before = _mm256_cmpeq_epi8(before, feed);
    __m256i gap_before =
        _mm256_or_si256(_mm256_or_si256(feeds_before, _mm256_cmpeq_epi8(before, tab)),
                        _mm256_cmpeq_epi8(before, space));
    __m256i capital =
        _mm256_and_si256(_mm256_cmpgt_epi8(here, before_a), _mm256_cmpgt_epi8(after_z, here));
    __m256i lower = _mm256_or_si256(here, _mm256_and_si256(_mm256_or_si256(capital, tabs), space));
    _mm256_storeu_si256((__m256i *)(output + i),
                        _mm256_andnot_si256(_mm256_and_si256(tabs, tab), lower));
    unsigned mask =
        (unsigned)_mm256_movemask_epi8(_mm256_or_si256(odd, _mm256_and_si256(gap, gap_before)));
    if (mask) {
      __m256i earlier = _mm256_loadu_si256((const __m256i *)(bytes + i - 2));
      __m256i gap_earlier = _mm256_or_si256(
          _mm256_or_si256(_mm256_cmpeq_epi8(earlier, feed), _mm256_cmpeq_epi8(earlier, tab)),
          _mm256_cmpeq_epi8(earlier, space));
      __m256i empty = _mm256_andnot_si256(gap_earlier, _mm256_and_si256(feeds, feeds_before));
      mask &= ~(unsigned)_mm256_movemask_epi8(empty);
      if (mask) return i + (size_t)__builtin_ctz(mask);
    }
    i += 32;
    if (i >= length) return length;
    // The last vector overlaps the one before, which writes the same bytes once more.
    if (i + 32 > length) i = length - 32;
  }
}

size_t csimd_fold_plain(const uint8_t *bytes, size_t length, uint8_t *output) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")
             ? fold_plain_avx2(bytes, length, output)
             : fold_plain_sse2(bytes, length, output);
}
#else
size_t csimd_fold_plain(const uint8_t *bytes, size_t length, uint8_t *output) {
  return csimd_fold_plain_portable(bytes, length, output);
}
#endif
