// Classifies 64 bytes of folded text at a time into bit masks (bit i is byte i) for the word scanner.
// SSE2 is part of every x86-64; elsewhere the portable twin runs, which the tests compare it with.
#ifndef CSIMD_WORDS_H
#define CSIMD_WORDS_H

#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// What each of 64 bytes is.
typedef struct {
  /// ASCII letters and digits.
  uint64_t word;
  /// ASCII digits.
  uint64_t digit;
  /// Bytes of 0x80 and above.
  uint64_t high;
  /// Line breaks and . ! ?
  uint64_t stop;
  /// The apostrophe.
  uint64_t apostrophe;
} csimd_word_masks;

static inline csimd_word_masks csimd_classify64_portable(const uint8_t *bytes) {
  csimd_word_masks masks = {0, 0, 0, 0, 0};
  for (int i = 0; i < 64; i += 1) {
    uint8_t byte = bytes[i];
    uint64_t bit = 1ull << i;
    uint8_t lower = byte | 0x20;
    if (byte >= '0' && byte <= '9') masks.digit |= bit;
    if ((lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9')) masks.word |= bit;
    if (byte >= 0x80) masks.high |= bit;
    if (byte == '\n' || byte == '.' || byte == '!' || byte == '?') masks.stop |= bit;
    if (byte == '\'') masks.apostrophe |= bit;
  }
  return masks;
}

#if defined(__SSE2__)
static inline csimd_word_masks csimd_classify64(const uint8_t *bytes) {
  csimd_word_masks masks = {0, 0, 0, 0, 0};
  const __m128i case_bit = _mm_set1_epi8(0x20);
  const __m128i a = _mm_set1_epi8('a'), last_letter = _mm_set1_epi8(25);
  const __m128i zero = _mm_set1_epi8('0'), last_digit = _mm_set1_epi8(9);
  const __m128i newline = _mm_set1_epi8('\n'), dot = _mm_set1_epi8('.');
  const __m128i bang = _mm_set1_epi8('!'), question = _mm_set1_epi8('?');
  const __m128i quote = _mm_set1_epi8('\'');
  for (int i = 0; i < 64; i += 16) {
    __m128i text = _mm_loadu_si128((const __m128i *)(bytes + i));
    __m128i letter = _mm_sub_epi8(_mm_or_si128(text, case_bit), a);
    letter = _mm_cmpeq_epi8(_mm_min_epu8(letter, last_letter), letter);
    __m128i digit = _mm_sub_epi8(text, zero);
    digit = _mm_cmpeq_epi8(_mm_min_epu8(digit, last_digit), digit);
    __m128i stop = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(text, newline), _mm_cmpeq_epi8(text, dot)),
        _mm_or_si128(_mm_cmpeq_epi8(text, bang), _mm_cmpeq_epi8(text, question)));
    __m128i word = _mm_or_si128(letter, digit);
    masks.word |= (uint64_t)(uint32_t)_mm_movemask_epi8(word) << i;
    masks.digit |= (uint64_t)(uint32_t)_mm_movemask_epi8(digit) << i;
    masks.high |= (uint64_t)(uint32_t)_mm_movemask_epi8(text) << i;
    masks.stop |= (uint64_t)(uint32_t)_mm_movemask_epi8(stop) << i;
    masks.apostrophe |=
        (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, quote)) << i;
  }
  return masks;
}
#else
static inline csimd_word_masks csimd_classify64(const uint8_t *bytes) {
  return csimd_classify64_portable(bytes);
}
#endif

/// The masks of fewer than 64 bytes; the bits past `length` are 0.
static inline csimd_word_masks csimd_classify_tail(const uint8_t *bytes, size_t length) {
  uint8_t padded[64] = {0};
  memcpy(padded, bytes, length < 64 ? length : 64);
  return csimd_classify64(padded);
}

/// The 64 digit bits of `length` bytes (at most 64 are read).
static inline uint64_t csimd_digits64(const uint8_t *bytes, size_t length) {
  uint8_t padded[64];
  const uint8_t *source = bytes;
  if (length < 64) {
    memset(padded, 0, sizeof padded);
    memcpy(padded, bytes, length);
    source = padded;
  }
#if defined(__SSE2__)
  uint64_t digits = 0;
  const __m128i zero = _mm_set1_epi8('0'), last_digit = _mm_set1_epi8(9);
  for (int i = 0; i < 64; i += 16) {
    __m128i digit = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(source + i)), zero);
    digit = _mm_cmpeq_epi8(_mm_min_epu8(digit, last_digit), digit);
    digits |= (uint64_t)(uint32_t)_mm_movemask_epi8(digit) << i;
  }
  return digits;
#else
  return csimd_classify64_portable(source).digit;
#endif
}

/// What keeps the first `n` of 16 bytes, for n from 0 to 16: two little-endian words.
#define CSIMD_KEEP(n) (n) >= 8 ? ~0ull : (1ull << (8 * ((n) & 7))) - 1, \
                      (n) >= 16 ? ~0ull : (n) > 8 ? (1ull << (8 * ((n) & 7))) - 1 : 0
static const uint64_t csimd_keep[17][2] = {
    {CSIMD_KEEP(0)},  {CSIMD_KEEP(1)},  {CSIMD_KEEP(2)},  {CSIMD_KEEP(3)},  {CSIMD_KEEP(4)},
    {CSIMD_KEEP(5)},  {CSIMD_KEEP(6)},  {CSIMD_KEEP(7)},  {CSIMD_KEEP(8)},  {CSIMD_KEEP(9)},
    {CSIMD_KEEP(10)}, {CSIMD_KEEP(11)}, {CSIMD_KEEP(12)}, {CSIMD_KEEP(13)}, {CSIMD_KEEP(14)},
    {CSIMD_KEEP(15)}, {CSIMD_KEEP(16)}};

/// The mask that cuts 8 bytes read at a word's start (`half` 0) or 8 bytes later (1) to its length, which
/// is at most 16. A load from a table is cheaper than shifts by a variable.
static inline uint64_t csimd_keep_mask(size_t length, int half) { return csimd_keep[length][half]; }

#endif
