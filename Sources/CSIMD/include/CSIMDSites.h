// Where words of patterns begin: \w of PCRE2 without Unicode properties, that is ASCII letters, digits
// and the underscore. One mask a block of 64 bytes; the portable twin says the same.
#ifndef CSIMD_SITES_H
#define CSIMD_SITES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

typedef struct {
  uint64_t word;   // letters, digits, underscore
  uint64_t digit;  // 0 to 9
  uint64_t high;   // past ASCII
} csimd_site_masks;

static inline csimd_site_masks csimd_sites64_portable(const uint8_t *bytes) {
  csimd_site_masks masks = {0, 0, 0};
  for (int i = 0; i < 64; i++) {
    uint8_t byte = bytes[i], letter = (uint8_t)((byte | 0x20) - 'a');
    uint64_t bit = (uint64_t)1 << i;
    uint64_t digit = (uint8_t)(byte - '0') < 10 ? bit : 0;
    if (letter < 26 || digit || byte == '_') masks.word |= bit;
    masks.digit |= digit;
    if (byte >= 0x80) masks.high |= bit;
  }
  return masks;
}

#if defined(__SSE2__)
static inline csimd_site_masks csimd_sites64(const uint8_t *bytes) {
  csimd_site_masks masks = {0, 0, 0};
  const __m128i case_bit = _mm_set1_epi8(0x20), a = _mm_set1_epi8('a');
  const __m128i last_letter = _mm_set1_epi8(25), zero = _mm_set1_epi8('0');
  const __m128i last_digit = _mm_set1_epi8(9), line = _mm_set1_epi8('_');
  for (int i = 0; i < 64; i += 16) {
    __m128i text = _mm_loadu_si128((const __m128i *)(bytes + i));
    __m128i letter = _mm_sub_epi8(_mm_or_si128(text, case_bit), a);
    letter = _mm_cmpeq_epi8(_mm_min_epu8(letter, last_letter), letter);
    __m128i digit = _mm_sub_epi8(text, zero);
    digit = _mm_cmpeq_epi8(_mm_min_epu8(digit, last_digit), digit);
    __m128i word = _mm_or_si128(_mm_or_si128(letter, digit), _mm_cmpeq_epi8(text, line));
    masks.word |= (uint64_t)(uint32_t)_mm_movemask_epi8(word) << i;
    masks.digit |= (uint64_t)(uint32_t)_mm_movemask_epi8(digit) << i;
    masks.high |= (uint64_t)(uint32_t)_mm_movemask_epi8(text) << i;
  }
  return masks;
}
#else
static inline csimd_site_masks csimd_sites64(const uint8_t *bytes) {
  return csimd_sites64_portable(bytes);
}
#endif

/// How many bytes can be looked for together.
#define CSIMD_MOST_WANTED 32

/// A few bytes that are looked for together.
typedef struct {
  uint8_t bytes[CSIMD_MOST_WANTED][16];  // each byte sixteen times
  uint32_t count;
} csimd_wanted;

/// At most `CSIMD_MOST_WANTED` bytes, to be looked for.
static inline csimd_wanted csimd_prepare_wanted(const uint8_t *bytes, uint32_t count) {
  csimd_wanted wanted = {{{0}}, count < CSIMD_MOST_WANTED ? count : CSIMD_MOST_WANTED};
  for (uint32_t i = 0; i < wanted.count; i++) memset(wanted.bytes[i], bytes[i], 16);
  return wanted;
}

/// Which of 64 bytes are wanted.
static inline uint64_t csimd_any64_portable(const uint8_t *bytes, const csimd_wanted *wanted) {
  uint64_t mask = 0;
  for (int i = 0; i < 64; i++) {
    for (uint32_t j = 0; j < wanted->count; j++) {
      if (bytes[i] == wanted->bytes[j][0]) mask |= (uint64_t)1 << i;
    }
  }
  return mask;
}

#if defined(__SSE2__)
static inline uint64_t csimd_any64(const uint8_t *bytes, const csimd_wanted *wanted) {
  const __m128i *at = (const __m128i *)bytes;
  __m128i a = _mm_loadu_si128(at), b = _mm_loadu_si128(at + 1);
  __m128i c = _mm_loadu_si128(at + 2), d = _mm_loadu_si128(at + 3);
  __m128i in_a = _mm_setzero_si128(), in_b = in_a, in_c = in_a, in_d = in_a;
  for (uint32_t j = 0; j < wanted->count; j++) {
    __m128i byte = _mm_loadu_si128((const __m128i *)wanted->bytes[j]);
    in_a = _mm_or_si128(in_a, _mm_cmpeq_epi8(a, byte));
    in_b = _mm_or_si128(in_b, _mm_cmpeq_epi8(b, byte));
    in_c = _mm_or_si128(in_c, _mm_cmpeq_epi8(c, byte));
    in_d = _mm_or_si128(in_d, _mm_cmpeq_epi8(d, byte));
  }
  return (uint64_t)(uint32_t)_mm_movemask_epi8(in_a) |
         (uint64_t)(uint32_t)_mm_movemask_epi8(in_b) << 16 |
         (uint64_t)(uint32_t)_mm_movemask_epi8(in_c) << 32 |
         (uint64_t)(uint32_t)_mm_movemask_epi8(in_d) << 48;
}
#else
static inline uint64_t csimd_any64(const uint8_t *bytes, const csimd_wanted *wanted) {
  return csimd_any64_portable(bytes, wanted);
}
#endif

#endif
