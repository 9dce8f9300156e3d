// The lines of a text with what they hold: 64 bytes at a time become one bit mask for each kind of byte,
// and a line is what lies between two bits of the mask of line feeds. AVX2 halves the work where the
// machine has it.
#include "CSIMD.h"
#if defined(__SSE2__)
#include <immintrin.h>
#endif

/// One bit for each of 64 bytes.
typedef struct {
  uint64_t feed, space, tab, pipe, comma, semicolon, colon, high, angle;
} line_masks;

/// The line that is being read.
typedef struct {
  uint32_t start;
  uint32_t marks;
  uint32_t has_comma, has_semicolon;
} open_line;

static inline int is_space(uint8_t byte) { return byte == ' ' || (byte >= 9 && byte <= 13); }

static inline void begin(open_line *line, uint32_t start) {
  line->start = start;
  line->marks = 0;
  line->has_comma = line->has_semicolon = 0;
}

/// What is known of the bytes before a block.
typedef struct {
  /// Whether the last one was a space.
  uint64_t space;
  /// Whether the line has nothing but spaces so far.
  uint64_t leading;
} before_block;

/// The spaces behind a space, without those at the beginning of a line.
static inline uint64_t gaps(const line_masks *masks, before_block *before) {
  uint64_t space = masks->space;
  // A carry runs through the spaces that stand where a line begins, and leaves them 0.
  uint64_t first = (masks->feed << 1 | before->leading) & space;
  uint64_t leading = space & ~(space + first);
  uint64_t gap = space & (space << 1 | before->space) & ~leading;
  before->space = space >> 63;
  before->leading = (leading | masks->feed) >> 63;
  return gap;
}

/// Adds what a stretch of a block holds to the open line; `part` has the bits of its bytes.
static inline void add(open_line *line, const line_masks *masks, uint64_t gap, uint64_t part) {
  uint64_t comma = masks->comma & part, semicolon = masks->semicolon & part;
  uint32_t marks = 0;
  marks |= (masks->tab & part) != 0;
  marks |= (uint32_t)((masks->pipe & part) != 0) << 1;
  marks |= (uint32_t)((comma & (comma - 1)) != 0 || (comma && line->has_comma)) << 2;
  marks |= (uint32_t)((semicolon & (semicolon - 1)) != 0 || (semicolon && line->has_semicolon)) << 3;
  line->has_comma |= comma != 0;
  line->has_semicolon |= semicolon != 0;
  marks |= (uint32_t)((gap & part) != 0) << 4;
  marks |= (uint32_t)((masks->colon & part) != 0) << 5;
  marks |= (uint32_t)((masks->high & part) != 0) << 6;
  marks |= (uint32_t)((masks->angle & part) != 0) << 7;
  line->marks |= marks;
}

static inline csimd_line finish(const open_line *line, const uint8_t *bytes, uint32_t stop) {
  uint32_t end = stop;
  while (end > line->start && is_space(bytes[end - 1])) end -= 1;
  csimd_line result = {(int32_t)line->start, (int32_t)end, (int32_t)stop, (int32_t)line->start, -1,
                       0, 0, (uint8_t)line->marks, 0};
  return result;
}

/// The loop over the blocks of a text; `CLASSIFY` fills the masks of 64 bytes.
#define SCAN_LINES(CLASSIFY)                                                                     \
  size_t count = 0, base = *offset;                                                              \
  before_block before = {0, 1};                                                                  \
  open_line line;                                                                                \
  begin(&line, (uint32_t)base);                                                                  \
  for (; base < length; base += 64) {                                                            \
    uint8_t padded[64];                                                                          \
    const uint8_t *block = bytes + base;                                                         \
    size_t left = length - base;                                                                 \
    if (left < 64) {                                                                             \
      memset(padded, 0, sizeof padded);                                                          \
      memcpy(padded, block, left);                                                               \
      block = padded;                                                                            \
    }                                                                                            \
    line_masks masks;                                                                            \
    CLASSIFY(block, &masks);                                                                     \
    uint64_t gap = gaps(&masks, &before);                                                        \
    uint64_t feeds = masks.feed;                                                                 \
    uint64_t rest = left < 64 ? (1ull << left) - 1 : ~0ull;                                      \
    while (feeds) {                                                                              \
      unsigned place = (unsigned)__builtin_ctzll(feeds);                                         \
      uint64_t below = (1ull << place) - 1;                                                      \
      add(&line, &masks, gap, rest & below);                                                     \
      lines[count] = finish(&line, bytes, (uint32_t)(base + place));                             \
      count += 1;                                                                                \
      begin(&line, (uint32_t)(base + place + 1));                                                \
      if (count == capacity) {                                                                   \
        *offset = base + place + 1;                                                              \
        return count;                                                                            \
      }                                                                                          \
      rest &= ~(below << 1 | 1);                                                                 \
      feeds &= feeds - 1;                                                                        \
    }                                                                                            \
    add(&line, &masks, gap, rest);                                                               \
  }                                                                                              \
  if (line.start < length) {                                                                     \
    lines[count] = finish(&line, bytes, (uint32_t)length);                                       \
    count += 1;                                                                                  \
  }                                                                                              \
  *offset = length;                                                                              \
  return count;

static inline void classify_portable(const uint8_t *bytes, line_masks *masks) {
  memset(masks, 0, sizeof *masks);
  for (int i = 0; i < 64; i += 1) {
    uint64_t bit = 1ull << i;
    switch (bytes[i]) {
      case '\n': masks->feed |= bit; break;
      case ' ': masks->space |= bit; break;
      case '\t': masks->tab |= bit; break;
      case '|': masks->pipe |= bit; break;
      case ',': masks->comma |= bit; break;
      case ';': masks->semicolon |= bit; break;
      case ':': masks->colon |= bit; break;
      case '>': masks->angle |= bit; break;
      default: if (bytes[i] >= 0x80) masks->high |= bit;
    }
  }
}

size_t csimd_scan_lines_portable(const uint8_t *bytes, size_t length, size_t *offset,
                                 csimd_line *lines, size_t capacity) {
  SCAN_LINES(classify_portable)
}

#if defined(__SSE2__)
static inline uint64_t mask16(const __m128i *text, char byte) {
  const __m128i wanted = _mm_set1_epi8(byte);
  return (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text[0], wanted)) |
         (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text[1], wanted)) << 16 |
         (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text[2], wanted)) << 32 |
         (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text[3], wanted)) << 48;
}

static inline void classify_sse2(const uint8_t *bytes, line_masks *masks) {
  __m128i text[4];
  for (int i = 0; i < 4; i += 1) text[i] = _mm_loadu_si128((const __m128i *)bytes + i);
  masks->feed = mask16(text, '\n');
  masks->space = mask16(text, ' ');
  masks->tab = mask16(text, '\t');
  masks->pipe = mask16(text, '|');
  masks->comma = mask16(text, ',');
  masks->semicolon = mask16(text, ';');
  masks->colon = mask16(text, ':');
  masks->angle = mask16(text, '>');
  masks->high = (uint64_t)(uint32_t)_mm_movemask_epi8(text[0]) |
                (uint64_t)(uint32_t)_mm_movemask_epi8(text[1]) << 16 |
                (uint64_t)(uint32_t)_mm_movemask_epi8(text[2]) << 32 |
                (uint64_t)(uint32_t)_mm_movemask_epi8(text[3]) << 48;
}

static size_t scan_lines_sse2(const uint8_t *bytes, size_t length, size_t *offset,
                              csimd_line *lines, size_t capacity) {
  SCAN_LINES(classify_sse2)
}

#define AVX2 __attribute__((target("avx2,bmi")))

AVX2 static inline uint64_t mask32(const __m256i *text, char byte) {
  const __m256i wanted = _mm256_set1_epi8(byte);
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(text[0], wanted)) |
         (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(text[1], wanted)) << 32;
}

AVX2 static inline void classify_avx2(const uint8_t *bytes, line_masks *masks) {
  __m256i text[2];
  for (int i = 0; i < 2; i += 1) text[i] = _mm256_loadu_si256((const __m256i *)bytes + i);
  masks->feed = mask32(text, '\n');
  masks->space = mask32(text, ' ');
  masks->tab = mask32(text, '\t');
  masks->pipe = mask32(text, '|');
  masks->comma = mask32(text, ',');
  masks->semicolon = mask32(text, ';');
  masks->colon = mask32(text, ':');
  masks->angle = mask32(text, '>');
  masks->high = (uint64_t)(uint32_t)_mm256_movemask_epi8(text[0]) |
                (uint64_t)(uint32_t)_mm256_movemask_epi8(text[1]) << 32;
}

/// The same loop; what a line holds is gathered for eight kinds at once.
AVX2 static size_t scan_lines_avx2(const uint8_t *bytes, size_t length, size_t *offset,
                                   csimd_line *lines, size_t capacity) {
  size_t count = 0, base = *offset;
  before_block before = {0, 1};
  uint32_t start = (uint32_t)base;
  const __m256i zero = _mm256_setzero_si256();
  // The masks' bits of the line so far, and how many commas and semicolons: none, one or more.
  __m256i low = zero, high = zero;
  uint64_t commas = 0, semicolons = 0, twice = 0;
  for (; base < length; base += 64) {
    uint8_t padded[64];
    const uint8_t *block = bytes + base;
    size_t left = length - base;
    if (left < 64) {
      memset(padded, 0, sizeof padded);
      memcpy(padded, block, left);
      block = padded;
    }
    line_masks masks;
    classify_avx2(block, &masks);
    uint64_t gap = gaps(&masks, &before);
    uint64_t feeds = masks.feed;
    uint64_t rest = left < 64 ? (1ull << left) - 1 : ~0ull;
    __m256i one = _mm256_set_epi64x(0, 0, (int64_t)masks.pipe, (int64_t)masks.tab);
    __m256i two = _mm256_set_epi64x((int64_t)masks.angle, (int64_t)masks.high,
                                    (int64_t)masks.colon, (int64_t)gap);
    for (;;) {
      uint64_t part = feeds ? rest & (feeds ^ (feeds - 1)) >> 1 : rest;
      __m256i parts = _mm256_set1_epi64x((int64_t)part);
      low = _mm256_or_si256(low, _mm256_and_si256(one, parts));
      high = _mm256_or_si256(high, _mm256_and_si256(two, parts));
      uint64_t comma = masks.comma & part, semicolon = masks.semicolon & part;
      twice |= (uint64_t)((comma & (comma - 1)) | (comma & -commas)) != 0 ? 4 : 0;
      twice |= (uint64_t)((semicolon & (semicolon - 1)) | (semicolon & -semicolons)) != 0 ? 8 : 0;
      commas |= comma != 0;
      semicolons |= semicolon != 0;
      if (!feeds) break;
      uint32_t stop = (uint32_t)(base + (size_t)__builtin_ctzll(feeds));
      unsigned empty =
          (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(low, zero))) |
          (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(high, zero))) << 4;
      open_line line = {start, (~empty & 0xF3) | (uint32_t)twice, 0, 0};
      lines[count] = finish(&line, bytes, stop);
      count += 1;
      start = stop + 1;
      if (count == capacity) {
        *offset = start;
        return count;
      }
      low = high = zero;
      commas = semicolons = twice = 0;
      rest &= ~(feeds ^ (feeds - 1));
      feeds &= feeds - 1;
    }
  }
  if (start < length) {
    unsigned empty =
        (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(low, zero))) |
        (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(high, zero))) << 4;
    open_line line = {start, (~empty & 0xF3) | (uint32_t)twice, 0, 0};
    lines[count] = finish(&line, bytes, (uint32_t)length);
    count += 1;
  }
  *offset = length;
  return count;
}

static size_t block_hint_sse2(const uint8_t *bytes, size_t start, size_t length) {
  const __m128i capital = _mm_set1_epi8('B'), small = _mm_set1_epi8('b');
  const __m128i dash = _mm_set1_epi8('-'), feed = _mm_set1_epi8('\n'), ret = _mm_set1_epi8('\r');
  size_t i = start;
  for (; i + 16 <= length; i += 16) {
    __m128i here = _mm_loadu_si128((const __m128i *)(bytes + i));
    __m128i before = _mm_loadu_si128((const __m128i *)(bytes + i - 1));
    __m128i armor = _mm_and_si128(_mm_cmpeq_epi8(here, capital), _mm_cmpeq_epi8(before, dash));
    __m128i line = _mm_and_si128(
        _mm_cmpeq_epi8(here, small),
        _mm_or_si128(_mm_cmpeq_epi8(before, feed), _mm_cmpeq_epi8(before, ret)));
    int mask = _mm_movemask_epi8(_mm_or_si128(armor, line));
    if (mask) return i + (size_t)__builtin_ctz((unsigned)mask);
  }
  return csimd_block_hint_portable(bytes, i, length);
}

AVX2 static size_t block_hint_avx2(const uint8_t *bytes, size_t start, size_t length) {
  const __m256i capital = _mm256_set1_epi8('B'), small = _mm256_set1_epi8('b');
  const __m256i dash = _mm256_set1_epi8('-');
  const __m256i feed = _mm256_set1_epi8('\n'), ret = _mm256_set1_epi8('\r');
  size_t i = start;
  for (; i + 32 <= length; i += 32) {
    __m256i here = _mm256_loadu_si256((const __m256i *)(bytes + i));
    __m256i before = _mm256_loadu_si256((const __m256i *)(bytes + i - 1));
    __m256i armor =
        _mm256_and_si256(_mm256_cmpeq_epi8(here, capital), _mm256_cmpeq_epi8(before, dash));
    __m256i line = _mm256_and_si256(
        _mm256_cmpeq_epi8(here, small),
        _mm256_or_si256(_mm256_cmpeq_epi8(before, feed), _mm256_cmpeq_epi8(before, ret)));
    unsigned mask = (unsigned)_mm256_movemask_epi8(_mm256_or_si256(armor, line));
    if (mask) return i + (size_t)__builtin_ctz(mask);
  }
  return csimd_block_hint_portable(bytes, i, length);
}

static inline int has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
}

size_t csimd_block_hint(const uint8_t *bytes, size_t start, size_t length) {
  return has_avx2() ? block_hint_avx2(bytes, start, length)
                    : block_hint_sse2(bytes, start, length);
}

size_t csimd_scan_lines(const uint8_t *bytes, size_t length, size_t *offset, csimd_line *lines,
                        size_t capacity) {
  if (capacity == 0) return 0;
  return has_avx2() ? scan_lines_avx2(bytes, length, offset, lines, capacity)
                    : scan_lines_sse2(bytes, length, offset, lines, capacity);
}
#else
size_t csimd_block_hint(const uint8_t *bytes, size_t start, size_t length) {
  return csimd_block_hint_portable(bytes, start, length);
}

size_t csimd_scan_lines(const uint8_t *bytes, size_t length, size_t *offset, csimd_line *lines,
                        size_t capacity) {
  return capacity == 0 ? 0 : csimd_scan_lines_portable(bytes, length, offset, lines, capacity);
}
#endif
