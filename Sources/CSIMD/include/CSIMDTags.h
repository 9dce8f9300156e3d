// Reading tags: their names, and the values of the attributes that matter.
#ifndef CSIMD_TAGS_H
#define CSIMD_TAGS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "CSIMDMarkup.h"

/// The first sixteen bytes of a name, the first one lowest, letters of ASCII in lower case; and its length.
typedef struct {
  uint64_t word, rest;
  size_t count;
} csimd_tag_name;

/// A name of at most sixteen bytes to look for, and which value of a tag is its; `word` is 0 for none.
typedef struct {
  uint64_t word, rest;
  uint64_t value;
} csimd_known_name;

/// Names to look for.
typedef struct {
  /// For each letter, by its lowest five bits, the lengths of the names that begin with it, one bit for each.
  uint64_t lengths[32];
  /// A table with open addressing.
  csimd_known_name places[64];
} csimd_known_names;

/// A tag that was read.
typedef struct {
  /// The first eight bytes of its name, as above, and the name's length.
  uint64_t word;
  uint64_t count;
  /// Which of the values it has, one bit for each.
  uint64_t present;
  /// Where they stand, without quotes; of a name that comes twice, the last.
  struct {
    uint32_t start, end;
  } values[16];
} csimd_tag;

/// Where to look first for a name in 64 places; where there is another one, it is in one of the next, of
/// which one is empty.
static inline unsigned csimd_name_place(uint64_t word) {
  return (unsigned)(word * 0x9E3779B97F4A7C15ull >> 58);
}

/// Keeps a value if its name is known. NULs at the end of a name count for nothing.
static inline void csimd_keep_value(csimd_tag *tag, const csimd_known_names *known, uint64_t word,
                                    uint64_t rest, size_t count, size_t start, size_t end) {
  if (count > 16) return;
  const csimd_known_name *places = known->places;
  for (unsigned place = csimd_name_place(word); places[place].word; place = (place + 1) & 63) {
    if (places[place].word != word || places[place].rest != rest) continue;
    unsigned value = (unsigned)places[place].value & 15;
    tag->present |= 1ull << value;
    tag->values[value].start = (uint32_t)start;
    tag->values[value].end = (uint32_t)end;
    return;
  }
}

/// Whether a byte ends a name: white space, `>`, `/`, and `=` for an attribute's.
static inline int csimd_ends_name(uint8_t byte, int is_attribute) {
  return byte == '>' || byte == '/' || csimd_is_markup_space(byte) || (is_attribute && byte == '=');
}

/// Letters of ASCII among eight bytes in lower case.
static inline uint64_t csimd_lowered(uint64_t word) {
  // Each byte plus a number that carries into its highest bit from `A` on, and from past `Z` on.
  uint64_t low = word & 0x7F7F7F7F7F7F7F7Full;
  uint64_t capitals = ((low + 0x3F3F3F3F3F3F3F3Full) ^ (low + 0x2525252525252525ull)) & ~word &
                      0x8080808080808080ull;
  return word | capitals >> 2;
}

static inline csimd_tag_name csimd_read_name_portable(const uint8_t *bytes, size_t i,
                                                                  size_t length,
                                                                  int is_attribute) {
  csimd_tag_name name = {0, 0, 0};
  for (; i < length && !csimd_ends_name(bytes[i], is_attribute); i += 1) {
    uint64_t byte = bytes[i];
    if (name.count < 8)
      name.word |= byte << 8 * name.count;
    else if (name.count < 16)
      name.rest |= byte << 8 * (name.count - 8);
    name.count += 1;
  }
  name.word = csimd_lowered(name.word);
  name.rest = csimd_lowered(name.rest);
  return name;
}

/// Reads the attribute at `i` or behind it, or the end of the tag. Returns the offset behind it, or 0 when
/// the tag never ends.
///
/// A name may begin with `=`; no name that matters does.
CSIMD_APART static inline size_t csimd_read_attribute(const uint8_t *bytes, size_t i, size_t length,
                                                      const csimd_known_names *known,
                                                      csimd_tag *tag, int *is_end) {
  while (i < length && (bytes[i] == '/' || csimd_is_markup_space(bytes[i]))) i += 1;
  if (i == length) return 0;
  *is_end = bytes[i] == '>';
  if (*is_end) return i + 1;
  int is_odd = bytes[i] == '=';
  i += (size_t)is_odd;
  csimd_tag_name name = csimd_read_name_portable(bytes, i, length, 1);
  i += name.count;
  while (i < length && csimd_is_markup_space(bytes[i])) i += 1;
  size_t start = i, end = i;
  if (i < length && bytes[i] == '=') {
    i += 1;
    while (i < length && csimd_is_markup_space(bytes[i])) i += 1;
    start = end = i;
    if (i < length && (bytes[i] == '"' || bytes[i] == '\'')) {
      start = i + 1;
      const uint8_t *quote = (const uint8_t *)memchr(bytes + start, bytes[i], length - start);
      if (!quote) return 0;
      end = (size_t)(quote - bytes);
      i = end + 1;
    } else {
      while (i < length && bytes[i] != '>' && !csimd_is_markup_space(bytes[i])) i += 1;
      end = i;
    }
  }
  if (known && !is_odd) csimd_keep_value(tag, known, name.word, name.rest, name.count, start, end);
  return i;
}

/// Reads the tag whose name begins at `i`. Returns the offset behind its `>`, or 0 when it never ends.
///
/// Without `known`, no value is kept.
CSIMD_APART static inline size_t csimd_read_tag_portable(const uint8_t *bytes, size_t i, size_t length,
                                             const csimd_known_names *known, csimd_tag *tag) {
  csimd_tag_name name = csimd_read_name_portable(bytes, i, length, 0);
  tag->word = name.word;
  tag->count = name.count;
  tag->present = 0;
  i += name.count;
  int is_end = 0;
  while (!is_end) {
    i = csimd_read_attribute(bytes, i, length, known, tag, &is_end);
    if (i == 0) return 0;
  }
  return i;
}

#if defined(__SSE2__)
/// The first `count` of eight bytes in lower case.
static inline uint64_t csimd_name_word(uint64_t word, size_t count) {
  uint64_t lower = 0x2020202020202020ull;
  if (count < 8) {
    word &= (1ull << 8 * count) - 1;
    lower &= (1ull << 8 * count) - 1;
  }
  // Nothing that has this bit everywhere is a capital.
  return (word & lower) == lower ? word : csimd_lowered(word);
}

/// What may end a name among 16 bytes: all up to the space, `/`, `=` and `>`.
static inline __m128i csimd_name_ends(__m128i here) {
  __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(here, _mm_set1_epi8(' ')), here);
  // `=` and `>` are neighbours.
  __m128i sign = _mm_sub_epi8(here, _mm_set1_epi8('='));
  sign = _mm_cmpeq_epi8(_mm_min_epu8(sign, _mm_set1_epi8(1)), sign);
  return _mm_or_si128(_mm_or_si128(low, sign), _mm_cmpeq_epi8(here, _mm_set1_epi8('/')));
}

/// Reads the rest of a tag from what is behind its name.
size_t csimd_read_attributes(const uint8_t *bytes, size_t i, size_t length,
                             const csimd_known_names *known, csimd_tag *tag);

/// The same as the portable one. Most tags end with their name.
static inline size_t csimd_read_tag(const uint8_t *bytes, size_t i, size_t length,
                                    const csimd_known_names *known, csimd_tag *tag) {
  if (i + 16 > length) return csimd_read_tag_portable(bytes, i, length, known, tag);
  __m128i name = _mm_loadu_si128((const __m128i *)(bytes + i));
  unsigned ends = (unsigned)_mm_movemask_epi8(csimd_name_ends(name));
  // One bit past the others, so that there is one.
  size_t count = (size_t)__builtin_ctz(ends | 1u << 16);
  uint8_t end = count < 16 ? bytes[i + count] : 0;
  if (end != '>' && end != ' ' && !csimd_ends_name(end, 0))
    return csimd_read_tag_portable(bytes, i, length, known, tag);
  tag->word = csimd_name_word((uint64_t)_mm_cvtsi128_si64(name), count);
  tag->count = count;
  tag->present = 0;
  return end == '>' ? i + count + 1 : csimd_read_attributes(bytes, i + count, length, known, tag);
}
#else
static inline size_t csimd_read_tag(const uint8_t *bytes, size_t i, size_t length,
                                    const csimd_known_names *known, csimd_tag *tag) {
  return csimd_read_tag_portable(bytes, i, length, known, tag);
}
#endif

#endif
