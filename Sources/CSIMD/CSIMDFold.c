// Folding of plain ASCII text: 32 bytes at a time are written in lower case and become bit masks of what
// stands among them. Single spaces, line breaks and empty lines stay as they are; only white space that
// changes, or a byte that is not plain, stops the copy.
#include "CSIMD.h"
#if defined(__SSE2__)
#include <immintrin.h>
#endif

static inline int is_space(uint8_t byte) { return byte == ' ' || (byte >= 9 && byte <= 13); }

/// One bit for each of 32 bytes.
typedef struct {
  /// Spaces, tabs and line feeds; the line feeds among them.
  uint32_t gap, feed;
  /// Other control characters, and bytes of 0x7F or above.
  uint32_t odd;
} plain_masks;

/// Writes 32 bytes with A-Z in lower case and tabs as spaces.
static inline plain_masks lower_portable(const uint8_t *bytes, uint8_t *output) {
  plain_masks masks = {0, 0, 0};
  for (int i = 0; i < 32; i += 1) {
    uint8_t byte = bytes[i];
    uint32_t bit = 1u << i;
    if (byte == ' ' || byte == '\t' || byte == '\n') {
      masks.gap |= bit;
      if (byte == '\n') masks.feed |= bit;
    } else if (byte < 0x20 || byte >= 0x7F) {
      masks.odd |= bit;
    }
    output[i] = byte == '\t' ? ' ' : (uint8_t)(byte - 'A') < 26 ? (uint8_t)(byte | 0x20) : byte;
  }
  return masks;
}

/// What stops a copy: what is odd, and white space behind white space, unless it is the second line feed.
static inline uint32_t stops(plain_masks here, plain_masks before) {
  uint32_t behind_gap = here.gap << 1 | before.gap >> 31;
  uint32_t behind_two = here.gap << 2 | before.gap >> 30;
  uint32_t second_feed = here.feed & (here.feed << 1 | before.feed >> 31) & ~behind_two;
  return here.odd | (here.gap & behind_gap & ~second_feed);
}

/// Copies text as long as nothing stops it, and answers how much that is. The first byte is no white
/// space, and `output` has room for `length` bytes.
#define COPY_PLAIN(LOWER)                                                                         \
  plain_masks before = {0, 0, 0};                                                                 \
  size_t i = 0;                                                                                   \
  for (; i + 32 <= length; i += 32) {                                                             \
    plain_masks masks = LOWER(bytes + i, output + i);                                             \
    uint32_t stop = stops(masks, before);                                                         \
    if (stop) return i + (size_t)__builtin_ctz(stop);                                             \
    before = masks;                                                                               \
  }                                                                                               \
  size_t left = length - i;                                                                       \
  if (left == 0) return length;                                                                   \
  if (i > 0) {                                                                                    \
    /* The last block overlaps the one before, of which it writes the same once more. */          \
    plain_masks masks = LOWER(bytes + length - 32, output + length - 32);                         \
    plain_masks last = {masks.gap >> (32 - left), masks.feed >> (32 - left),                      \
                        masks.odd >> (32 - left)};                                                \
    uint32_t stop = stops(last, before);                                                          \
    return stop ? i + (size_t)__builtin_ctz(stop) : length;                                       \
  }                                                                                               \
  /* A zero is odd, so that the end of the text stops the copy. */                                \
  uint8_t padded[32] = {0}, lowered[32];                                                          \
  memcpy(padded, bytes, left);                                                                    \
  size_t count = (size_t)__builtin_ctz(stops(LOWER(padded, lowered), before));                    \
  memcpy(output, lowered, count);                                                                 \
  return count;

static inline size_t copy_portable(const uint8_t *bytes, size_t length, uint8_t *output) {
  COPY_PLAIN(lower_portable)
}

/// Adds white space, which begins at `i`, to the gap, and answers where it ends.
static inline size_t read_gap(const uint8_t *text, size_t i, size_t length, csimd_gap *gap) {
  if (!gap->is_open) {
    gap->start = gap->end = i;
    gap->is_open = 1;
    gap->breaks = 0;
  }
  for (; i < length && is_space(text[i]); i += 1) {
    uint8_t byte = text[i];
    gap->breaks += byte != ' ' && byte != '\t' && !(byte == '\n' && gap->is_after_return);
    gap->is_after_return = byte == '\r';
  }
  gap->end = i;
  return i;
}

/// Writes the gap, unless nothing stands before it, and answers how many bytes it became.
static inline size_t close_gap(csimd_gap *gap, int has_text, uint8_t *output, csimd_map *map) {
  gap->is_after_return = 0;
  if (!gap->is_open) return 0;
  gap->is_open = 0;
  if (!has_text) return 0;
  int32_t size = gap->breaks > 1 ? 2 : 1, source = (int32_t)(gap->end - gap->start);
  output[0] = gap->breaks > 0 ? '\n' : ' ';
  if (size == 2) output[1] = '\n';
  if (size == source) {
    csimd_record(map, 1, 1, (size_t)size, gap->start);
  } else {
    csimd_record(map, size, source, 1, gap->start);
  }
  return (size_t)size;
}

/// The loop over the words of a text; `COPY` copies plain text.
#define FOLD_TEXT(COPY)                                                                           \
  csimd_map runs = *map;                                                                          \
  csimd_gap gap = state->gap;                                                                     \
  size_t in = state->offset, out = state->written;                                                \
  int has_text = state->has_text;                                                                 \
  while (in < length && csimd_has_room(&runs)) {                                                  \
    if (is_space(text[in])) in = read_gap(text, in, length, &gap);                                \
    if (in == length || text[in] < 0x20 || text[in] >= 0x7F) break;                               \
    out += close_gap(&gap, has_text, output + out, &runs);                                        \
    size_t end = in + COPY(text + in, length - in, output + out);                                 \
    int is_odd = end < length && !is_space(text[end]);                                            \
    /* Of a word with something odd in it nothing is plain. */                                    \
    while (is_odd && end > in && !is_space(text[end - 1])) end -= 1;                              \
    size_t words = end;                                                                           \
    while (words > in && is_space(text[words - 1])) words -= 1;                                   \
    if (words > in) {                                                                             \
      csimd_record(&runs, 1, 1, words - in, in);                                                  \
      out += words - in;                                                                          \
      in = words;                                                                                 \
      has_text = 1;                                                                               \
    }                                                                                             \
    if (is_odd) {                                                                                 \
      if (in < end) in = read_gap(text, in, end, &gap);                                           \
      break;                                                                                      \
    }                                                                                             \
  }                                                                                               \
  state->offset = in;                                                                             \
  state->written = out;                                                                           \
  state->gap = gap;                                                                               \
  state->has_text = has_text;                                                                     \
  *map = runs;

void csimd_fold_text_portable(const uint8_t *text, size_t length, uint8_t *output,
                              csimd_fold *state, csimd_map *map) {
  FOLD_TEXT(copy_portable)
}

#if defined(__SSE2__)
static inline plain_masks lower16_sse2(const uint8_t *bytes, uint8_t *output) {
  const __m128i space = _mm_set1_epi8(0x20), tab = _mm_set1_epi8('\t');
  __m128i here = _mm_loadu_si128((const __m128i *)bytes);
  // Signed comparisons: bytes of 0x80 and above are negative.
  __m128i feeds = _mm_cmpeq_epi8(here, _mm_set1_epi8('\n'));
  __m128i tabs = _mm_cmpeq_epi8(here, tab);
  __m128i gaps = _mm_or_si128(_mm_or_si128(feeds, tabs), _mm_cmpeq_epi8(here, space));
  __m128i odd = _mm_or_si128(_mm_andnot_si128(gaps, _mm_cmplt_epi8(here, space)),
                             _mm_cmpeq_epi8(here, _mm_set1_epi8(0x7F)));
  __m128i capital = _mm_and_si128(_mm_cmpgt_epi8(here, _mm_set1_epi8('A' - 1)),
                                  _mm_cmplt_epi8(here, _mm_set1_epi8('Z' + 1)));
  __m128i lower = _mm_or_si128(here, _mm_and_si128(_mm_or_si128(capital, tabs), space));
  // A tab is now 0x29, a space and a tab together.
  _mm_storeu_si128((__m128i *)output, _mm_andnot_si128(_mm_and_si128(tabs, tab), lower));
  plain_masks masks = {(uint32_t)_mm_movemask_epi8(gaps), (uint32_t)_mm_movemask_epi8(feeds),
                       (uint32_t)_mm_movemask_epi8(odd)};
  return masks;
}

static inline plain_masks lower_sse2(const uint8_t *bytes, uint8_t *output) {
  plain_masks one = lower16_sse2(bytes, output), two = lower16_sse2(bytes + 16, output + 16);
  return (plain_masks){one.gap | two.gap << 16, one.feed | two.feed << 16,
                       one.odd | two.odd << 16};
}

static inline size_t copy_sse2(const uint8_t *bytes, size_t length, uint8_t *output) {
  COPY_PLAIN(lower_sse2)
}

static void fold_text_sse2(const uint8_t *text, size_t length, uint8_t *output, csimd_fold *state,
                           csimd_map *map) {
  FOLD_TEXT(copy_sse2)
}

#define AVX2 __attribute__((target("avx2,bmi")))

AVX2 static inline plain_masks lower_avx2(const uint8_t *bytes, uint8_t *output) {
  const __m256i space = _mm256_set1_epi8(0x20), tab = _mm256_set1_epi8('\t');
  __m256i here = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i feeds = _mm256_cmpeq_epi8(here, _mm256_set1_epi8('\n'));
  __m256i tabs = _mm256_cmpeq_epi8(here, tab);
  __m256i gaps = _mm256_or_si256(_mm256_or_si256(feeds, tabs), _mm256_cmpeq_epi8(here, space));
  __m256i odd = _mm256_or_si256(_mm256_andnot_si256(gaps, _mm256_cmpgt_epi8(space, here)),
                                _mm256_cmpeq_epi8(here, _mm256_set1_epi8(0x7F)));
  __m256i capital = _mm256_and_si256(_mm256_cmpgt_epi8(here, _mm256_set1_epi8('A' - 1)),
                                     _mm256_cmpgt_epi8(_mm256_set1_epi8('Z' + 1), here));
  __m256i lower = _mm256_or_si256(here, _mm256_and_si256(_mm256_or_si256(capital, tabs), space));
  _mm256_storeu_si256((__m256i *)output,
                      _mm256_andnot_si256(_mm256_and_si256(tabs, tab), lower));
  plain_masks masks = {(uint32_t)_mm256_movemask_epi8(gaps),
                       (uint32_t)_mm256_movemask_epi8(feeds),
                       (uint32_t)_mm256_movemask_epi8(odd)};
  return masks;
}

AVX2 static inline size_t copy_avx2(const uint8_t *bytes, size_t length, uint8_t *output) {
  COPY_PLAIN(lower_avx2)
}

AVX2 static void fold_text_avx2(const uint8_t *text, size_t length, uint8_t *output,
                                csimd_fold *state, csimd_map *map) {
  FOLD_TEXT(copy_avx2)
}

void csimd_fold_text(const uint8_t *text, size_t length, uint8_t *output, csimd_fold *state,
                     csimd_map *map) {
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")) {
    fold_text_avx2(text, length, output, state, map);
  } else {
    fold_text_sse2(text, length, output, state, map);
  }
}
#else
void csimd_fold_text(const uint8_t *text, size_t length, uint8_t *output, csimd_fold *state,
                     csimd_map *map) {
  csimd_fold_text_portable(text, length, output, state, map);
}
#endif
