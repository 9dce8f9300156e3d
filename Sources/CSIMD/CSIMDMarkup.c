// The text between tags is copied 32 bytes at a time where the machine has AVX2. Most of it is not longer, so that
// hardly a loop goes on, whose end nobody could foresee.
#include "CSIMDMarkup.h"

#if defined(__SSE2__)
#include <immintrin.h>

/// Without the white space before `i`.
static inline size_t without_spaces(const uint8_t *bytes, size_t i) {
  while (i > 0 && csimd_is_markup_space(bytes[i - 1])) i -= 1;
  return i;
}

static size_t markup_text_sse2(const uint8_t *bytes, size_t length, uint8_t tag, uint8_t *output) {
  const __m128i space = _mm_set1_epi8(' ');
  const __m128i open = _mm_set1_epi8((char)tag), sign = _mm_set1_epi8('&');
  size_t i = 0;
  unsigned before = 0;
  for (; i + 16 <= length; i += 16) {
    __m128i here = _mm_loadu_si128((const __m128i *)(bytes + i));
    __m128i control = csimd_markup_controls(here);
    __m128i stop = _mm_or_si128(_mm_cmpeq_epi8(here, open), _mm_cmpeq_epi8(here, sign));
    _mm_storeu_si128((__m128i *)(output + i), _mm_or_si128(_mm_andnot_si128(control, here),
                                                           _mm_and_si128(control, space)));
    unsigned gaps =
        (unsigned)_mm_movemask_epi8(_mm_or_si128(control, _mm_cmpeq_epi8(here, space)));
    unsigned ends = (unsigned)_mm_movemask_epi8(stop) | (gaps & (gaps << 1 | before));
    if (ends) return without_spaces(bytes, i + (size_t)__builtin_ctz(ends));
    before = gaps >> 15;
  }
  return without_spaces(bytes, csimd_markup_text_from(bytes, i, length, tag, output));
}

/// White space at the places of lower halves, where no other byte finds itself.
#define SPACES ' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', 0, '\f', '\r', 0, 0

#define AVX2 __attribute__((target("avx2,bmi")))

AVX2 static size_t markup_text_avx2(const uint8_t *bytes, size_t length, uint8_t tag,
                                    uint8_t *output) {
  const __m256i spaces = _mm256_setr_epi8(SPACES, SPACES), space = _mm256_set1_epi8(' ');
  const __m256i open = _mm256_set1_epi8((char)tag), sign = _mm256_set1_epi8('&');
  size_t i = 0;
  uint32_t before = 0;
  for (; i + 32 <= length; i += 32) {
    __m256i here = _mm256_loadu_si256((const __m256i *)(bytes + i));
    __m256i gap = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(spaces, here), here);
    __m256i stop = _mm256_or_si256(_mm256_cmpeq_epi8(here, open), _mm256_cmpeq_epi8(here, sign));
    _mm256_storeu_si256((__m256i *)(output + i), _mm256_blendv_epi8(here, space, gap));
    uint32_t gaps = (uint32_t)_mm256_movemask_epi8(gap);
    uint32_t behind = gaps << 1 | before;
    uint32_t ends = (uint32_t)_mm256_movemask_epi8(stop) | (gaps & behind);
    if (ends) {
      unsigned end = (unsigned)__builtin_ctz(ends);
      // There is one byte of white space before it at most, behind which the text would have ended.
      return i + end - (behind >> end & 1);
    }
    before = gaps >> 31;
  }
  return without_spaces(bytes, csimd_markup_text_from(bytes, i, length, tag, output));
}

/// Whether the processor has what the function for AVX2 needs: looked up once, as texts are short.
static int has_avx2;

__attribute__((constructor)) static void look_up_processor(void) {
  __builtin_cpu_init();
  has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
}

size_t csimd_markup_text(const uint8_t *bytes, size_t length, uint8_t tag, uint8_t *output) {
  return has_avx2 ? markup_text_avx2(bytes, length, tag, output)
                  : markup_text_sse2(bytes, length, tag, output);
}
#else
size_t csimd_markup_text(const uint8_t *bytes, size_t length, uint8_t tag, uint8_t *output) {
  return csimd_markup_text_portable(bytes, length, tag, output);
}
#endif
