// Base64: 32 characters become 24 bytes at a time where the machine has AVX2; a block that a line break
// cuts is decoded as well, and only what stands before the break is kept. The arithmetic is Muła's and
// Lemire's ("Faster Base64 Encoding and Decoding Using AVX2 Instructions", 2018).
#include "CSIMD.h"
#if defined(__SSE2__)
#include <immintrin.h>
#endif

/// The values of the alphabet's characters; 64 and above for what is none.
static const uint8_t values[256] = {
#define NONE_16                                                                                   \
  0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF
    NONE_16, NONE_16,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 62, 0xFF, 0xFF, 0xFF, 63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    NONE_16, NONE_16, NONE_16, NONE_16, NONE_16, NONE_16, NONE_16, NONE_16,
};

static inline int is_break(uint8_t byte) { return byte == '\n' || byte == '\r'; }

csimd_progress csimd_decode_base64_portable(const uint8_t *text, size_t length, uint8_t *output) {
  csimd_progress at = {0, 0};
  for (;;) {
    while (at.read < length && is_break(text[at.read])) at.read += 1;
    if (at.read + 4 > length) return at;
    const uint8_t *group = text + at.read;
    uint32_t a = values[group[0]], b = values[group[1]], c = values[group[2]], d = values[group[3]];
    if ((a | b | c | d) > 63) return at;
    uint32_t bits = a << 18 | b << 12 | c << 6 | d;
    output[at.written] = (uint8_t)(bits >> 16);
    output[at.written + 1] = (uint8_t)(bits >> 8);
    output[at.written + 2] = (uint8_t)bits;
    at.read += 4;
    at.written += 3;
  }
}

#if defined(__SSE2__)
#define AVX2 __attribute__((target("avx2,bmi")))

AVX2 static csimd_progress decode_avx2(const uint8_t *text, size_t length, uint8_t *output) {
  // Two tables, by a character's high and low half: what has a bit in both is not of the alphabet.
  const __m256i by_high = _mm256_setr_epi8(
      0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10,
      0x10, 0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10,
      0x10, 0x10);
  const __m256i by_low = _mm256_setr_epi8(
      0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1A, 0x1B, 0x1B, 0x1B,
      0x1A, 0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1A, 0x1B, 0x1B,
      0x1B, 0x1A);
  // From a character to its value, by its high half; the slash is the one that its half does not tell.
  const __m256i distance = _mm256_setr_epi8(
      0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 19, 4, -65, -65, -71, -71, 0,
      0, 0, 0, 0, 0, 0, 0);
  const __m256i slash = _mm256_set1_epi8('/'), half = _mm256_set1_epi8(0x0F);
  const __m256i zero = _mm256_setzero_si256();
  const __m256i pack = _mm256_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1, 2,
                                        1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
  const __m256i join = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, -1, -1);
  csimd_progress at = {0, 0};
  while (at.read + 32 <= length) {
    __m256i here = _mm256_loadu_si256((const __m256i *)(text + at.read));
    __m256i high = _mm256_and_si256(_mm256_srli_epi32(here, 4), half);
    __m256i low = _mm256_and_si256(here, half);
    __m256i wrong =
        _mm256_and_si256(_mm256_shuffle_epi8(by_high, high), _mm256_shuffle_epi8(by_low, low));
    __m256i group = _mm256_add_epi8(high, _mm256_cmpeq_epi8(here, slash));
    __m256i six = _mm256_add_epi8(here, _mm256_shuffle_epi8(distance, group));
    __m256i twelve = _mm256_maddubs_epi16(six, _mm256_set1_epi32(0x01400140));
    __m256i bits = _mm256_madd_epi16(twelve, _mm256_set1_epi32(0x00011000));
    __m256i packed = _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(bits, pack), join);
    _mm256_storeu_si256((__m256i *)(output + at.written), packed);
    unsigned mask = (unsigned)_mm256_movemask_epi8(_mm256_cmpgt_epi8(wrong, zero));
    if (mask == 0) {
      at.read += 32;
      at.written += 24;
      continue;
    }
    unsigned groups = (unsigned)__builtin_ctz(mask) / 4;
    at.read += groups * 4;
    at.written += groups * 3;
    // Less than a group of the alphabet stands here; what is no line break is for the caller.
    if (!is_break(text[at.read])) return at;
    do at.read += 1;
    while (at.read < length && is_break(text[at.read]));
  }
  csimd_progress rest = csimd_decode_base64_portable(text + at.read, length - at.read,
                                                     output + at.written);
  return (csimd_progress){at.read + rest.read, at.written + rest.written};
}

csimd_progress csimd_decode_base64(const uint8_t *text, size_t length, uint8_t *output) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")
             ? decode_avx2(text, length, output)
             : csimd_decode_base64_portable(text, length, output);
}
#else
csimd_progress csimd_decode_base64(const uint8_t *text, size_t length, uint8_t *output) {
  return csimd_decode_base64_portable(text, length, output);
}
#endif
