// Tags are read 64 bytes at a time: where names end and quotes stand is known for all of them before the first
// attribute is looked at, so that no attribute waits for the one before it. Attributes that are written in an
// unusual way, and those that end near the end of the text, go to the reader that looks at each byte.
#include "CSIMDTags.h"

#if defined(__SSE2__)
#include <immintrin.h>

#define INLINE __attribute__((always_inline)) static inline
#define AVX2 __attribute__((target("avx2,bmi")))

/// What is in 64 bytes, one bit for each, the first one lowest.
typedef struct {
  /// What may end a name: all up to the space, `/`, `=` and `>`.
  uint64_t ends;
  /// Each `"`.
  uint64_t quotes;
} tag_masks;

/// How many bytes there must be for masks, and for loads at the last place in them.
#define WINDOW 64
#define REACH (WINDOW + 16)

INLINE tag_masks masks_sse2(const uint8_t *bytes) {
  tag_masks masks = {0, 0};
  for (int part = 0; part < 4; part += 1) {
    __m128i here = _mm_loadu_si128((const __m128i *)bytes + part);
    __m128i quotes = _mm_cmpeq_epi8(here, _mm_set1_epi8('"'));
    masks.ends |= (uint64_t)(unsigned)_mm_movemask_epi8(csimd_name_ends(here)) << 16 * part;
    masks.quotes |= (uint64_t)(unsigned)_mm_movemask_epi8(quotes) << 16 * part;
  }
  return masks;
}

AVX2 static inline tag_masks masks_avx2(const uint8_t *bytes) {
  tag_masks masks = {0, 0};
  for (int part = 0; part < 2; part += 1) {
    __m256i here = _mm256_loadu_si256((const __m256i *)bytes + part);
    __m256i sign = _mm256_sub_epi8(here, _mm256_set1_epi8('='));
    __m256i ends = _mm256_or_si256(
        _mm256_or_si256(_mm256_cmpeq_epi8(_mm256_min_epu8(here, _mm256_set1_epi8(' ')), here),
                        _mm256_cmpeq_epi8(here, _mm256_set1_epi8('/'))),
        _mm256_cmpeq_epi8(_mm256_min_epu8(sign, _mm256_set1_epi8(1)), sign));
    __m256i quotes = _mm256_cmpeq_epi8(here, _mm256_set1_epi8('"'));
    masks.ends |= (uint64_t)(uint32_t)_mm256_movemask_epi8(ends) << 32 * part;
    masks.quotes |= (uint64_t)(uint32_t)_mm256_movemask_epi8(quotes) << 32 * part;
  }
  return masks;
}

/// Keeps the value of the name of `count` bytes at `i` if it is known; 16 bytes are there.
INLINE void keep_value(const uint8_t *bytes, size_t i, size_t count, size_t start, size_t end,
                       const csimd_known_names *known, csimd_tag *tag) {
  // Most names are none of them, which their first letter and their length tell.
  if (!(known->lengths[bytes[i] & 31] >> count & 1)) return;
  uint64_t words[2];
  memcpy(words, bytes + i, 16);
  csimd_keep_value(tag, known, csimd_name_word(words[0], count),
                   count > 8 ? csimd_name_word(words[1], count - 8) : 0, count, start, end);
}

/// The end of a value behind a quote, looked for from `i` on; 0 when there is none before the last bytes.
INLINE size_t quote_end(const uint8_t *bytes, size_t i, size_t length, uint8_t quote) {
  const __m128i wanted = _mm_set1_epi8((char)quote);
  for (; i + 32 <= length; i += 32) {
    const __m128i *at = (const __m128i *)(bytes + i);
    unsigned found =
        (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(at), wanted)) |
        (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(at + 1), wanted)) << 16;
    if (found) return i + (size_t)__builtin_ctz(found);
  }
  return 0;
}

/// The end of a value without quotes at `start`, where `ends` begins; 0 when it is empty, goes on past the
/// bits or ends with a control character.
INLINE size_t bare_end(const uint8_t *bytes, size_t start, uint64_t ends) {
  for (; ends; ends &= ends - 1) {
    size_t end = start + (size_t)__builtin_ctzll(ends);
    if (bytes[end] == '/' || bytes[end] == '=') continue;
    int is_whole = end > start && (bytes[end] == '>' || csimd_is_markup_space(bytes[end]));
    return is_whole ? end : 0;
  }
  return 0;
}

/// Reads the attributes from `i` on that begin in the window at `base`. Returns where the next one begins,
/// the place of one of another kind, or that of the tag's `>`.
INLINE size_t read_window(const uint8_t *bytes, size_t base, size_t i, size_t length,
                          tag_masks masks, const csimd_known_names *known, csimd_tag *tag) {
  while (i - base < WINDOW) {
    // A branch that is foreseen costs nothing, and what follows need not wait for the byte.
    if (__builtin_expect(bytes[i] == ' ', 1)) i += 1;
    if (bytes[i] == '>' || i - base >= WINDOW) return i;
    uint64_t ends = masks.ends >> (i - base);
    if (ends == 0) return i;
    size_t count = (size_t)__builtin_ctzll(ends);
    if (count == 0) {
      if (!csimd_is_markup_space(bytes[i])) return i;
      i += 1;
      continue;
    }
    size_t start = i + count, end, next;
    if (bytes[start] == '=') {
      start += 1;
      size_t place = start - base;
      if (__builtin_expect(bytes[start] == '"', 1)) {
        start += 1;
        place += 1;
        uint64_t quotes = place < WINDOW ? masks.quotes >> place : 0;
        end = quotes ? start + (size_t)__builtin_ctzll(quotes)
                     : quote_end(bytes, place < WINDOW ? base + WINDOW : start, length, '"');
        next = end + 1;
      } else if (bytes[start] == '\'') {
        start += 1;
        end = quote_end(bytes, start, length, '\'');
        next = end + 1;
      } else {
        end = next = place < WINDOW ? bare_end(bytes, start, masks.ends >> place) : 0;
      }
      if (end == 0) return i;
    } else if (bytes[start] == '>') {
      end = next = start;
    } else {
      return i;
    }
    if (known) keep_value(bytes, i, count, start, end, known, tag);
    i = next;
  }
  return i;
}

/// Reads the rest of a tag from what is behind its name.
INLINE size_t read_attributes(const uint8_t *bytes, size_t i, size_t length,
                              const csimd_known_names *known, csimd_tag *tag,
                              tag_masks (*masks)(const uint8_t *)) {
  while (i + REACH <= length) {
    size_t base = i;
    i = read_window(bytes, base, i, length, masks(bytes + i), known, tag);
    if (i < length && bytes[i] == '>') return i + 1;
    // What stands at the beginning of a window, or just behind a space there, is of another kind.
    if (i > base + 1) continue;
    int is_end = 0;
    i = csimd_read_attribute(bytes, i, length, known, tag, &is_end);
    if (i == 0 || is_end) return i;
  }
  int is_end = 0;
  while (i > 0 && !is_end) i = csimd_read_attribute(bytes, i, length, known, tag, &is_end);
  return i;
}

CSIMD_APART static size_t read_attributes_sse2(const uint8_t *bytes, size_t i, size_t length,
                                   const csimd_known_names *known, csimd_tag *tag) {
  return read_attributes(bytes, i, length, known, tag, masks_sse2);
}

AVX2 static size_t read_attributes_avx2(const uint8_t *bytes, size_t i, size_t length,
                                        const csimd_known_names *known, csimd_tag *tag) {
  return read_attributes(bytes, i, length, known, tag, masks_avx2);
}

size_t csimd_read_attributes(const uint8_t *bytes, size_t i, size_t length,
                             const csimd_known_names *known, csimd_tag *tag) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")
             ? read_attributes_avx2(bytes, i, length, known, tag)
             : read_attributes_sse2(bytes, i, length, known, tag);
}
#endif
