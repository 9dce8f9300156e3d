// Quoted-printable: bytes are copied 32 at a time, the equals signs among them found with the same
// load. What was copied past a sign is written over by what follows it.
#include "CSIMD.h"

/// The values of hexadecimal digits of either case; 0xFF for what is none.
static const uint8_t digits[256] = {
#define NONE_16                                                                                   \
  0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF
#define A_TO_F_16 0xFF, 10, 11, 12, 13, 14, 15, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF
    NONE_16, NONE_16, NONE_16,
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    A_TO_F_16, NONE_16, A_TO_F_16, NONE_16,
    NONE_16, NONE_16, NONE_16, NONE_16, NONE_16, NONE_16, NONE_16, NONE_16,
};

/// The start of the next line when only white space follows the equals sign at `sign`, or the end of
/// all; 0 when something else follows.
static inline size_t soft_break(const uint8_t *text, size_t length, size_t sign) {
  size_t i = sign + 1;
  while (i < length && (text[i] == ' ' || text[i] == '\t')) i += 1;
  if (i == length || text[i] == '\n') return i == length ? i : i + 1;
  if (text[i] != '\r') return 0;
  return i + 1 < length && text[i + 1] == '\n' ? i + 2 : i + 1;
}

/// The loop over the signs of a text; `COPY` moves `in` and `out` to the next one, or to the end.
///
/// `copied` is where the bytes begin that stand for themselves and are not in the map yet.
#define DECODE_QUOTED(COPY)                                                                       \
  csimd_map runs = *map;                                                                          \
  size_t in = state->offset, out = state->written, copied = in;                                   \
  while (csimd_has_room(&runs)) {                                                                 \
    COPY(text, length, output, &in, &out);                                                        \
    if (in == length) break;                                                                      \
    size_t first = in;                                                                            \
    while (in + 2 < length && text[in] == '=') {                                                  \
      unsigned high = digits[text[in + 1]], low = digits[text[in + 2]];                           \
      if ((high | low) > 15) break;                                                               \
      output[out] = (uint8_t)(high << 4 | low);                                                   \
      out += 1;                                                                                   \
      in += 3;                                                                                    \
    }                                                                                             \
    if (in > first) {                                                                             \
      if (first > copied) csimd_record(&runs, 1, 1, first - copied, base + copied);               \
      csimd_record(&runs, 1, 3, (in - first) / 3, base + first);                                  \
      copied = in;                                                                                \
      continue;                                                                                   \
    }                                                                                             \
    size_t next = soft_break(text, length, in);                                                   \
    if (next == 0) {                                                                              \
      state->invalid += 1;                                                                        \
      output[out] = '=';                                                                          \
      out += 1;                                                                                   \
      in += 1;                                                                                    \
      continue;                                                                                   \
    }                                                                                             \
    if (in > copied) csimd_record(&runs, 1, 1, in - copied, base + copied);                       \
    if (next == length && in + 1 == next) state->is_truncated = 1;                                \
    copied = in = next;                                                                           \
  }                                                                                               \
  if (in > copied) csimd_record(&runs, 1, 1, in - copied, base + copied);                         \
  state->offset = in;                                                                             \
  state->written = out;                                                                           \
  *map = runs;

static inline void copy_portable(const uint8_t *text, size_t length, uint8_t *output, size_t *in,
                                 size_t *out) {
  size_t i = *in, o = *out;
  while (i < length && text[i] != '=') output[o++] = text[i++];
  *in = i;
  *out = o;
}

void csimd_decode_quoted_portable(const uint8_t *text, size_t length, size_t base, uint8_t *output,
                                  csimd_quoted *state, csimd_map *map) {
  DECODE_QUOTED(copy_portable)
}

#if defined(__SSE2__)
static inline void copy_sse2(const uint8_t *text, size_t length, uint8_t *output, size_t *in,
                             size_t *out) {
  const __m128i sign = _mm_set1_epi8('=');
  size_t i = *in, o = *out;
  // Output is never ahead of input, so that there is room for as many bytes as were read.
  for (; i + 32 <= length; i += 32, o += 32) {
    __m128i one = _mm_loadu_si128((const __m128i *)(text + i));
    __m128i two = _mm_loadu_si128((const __m128i *)(text + i + 16));
    _mm_storeu_si128((__m128i *)(output + o), one);
    _mm_storeu_si128((__m128i *)(output + o + 16), two);
    unsigned mask = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(one, sign)) |
                    (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(two, sign)) << 16;
    if (mask) {
      *in = i + (size_t)__builtin_ctz(mask);
      *out = o + (size_t)__builtin_ctz(mask);
      return;
    }
  }
  *in = i;
  *out = o;
  copy_portable(text, length, output, in, out);
}

void csimd_decode_quoted(const uint8_t *text, size_t length, size_t base, uint8_t *output,
                         csimd_quoted *state, csimd_map *map) {
  DECODE_QUOTED(copy_sse2)
}
#elif defined(__aarch64__)
#include <arm_neon.h>
static inline void copy_neon(const uint8_t *text, size_t length, uint8_t *output, size_t *in,
                             size_t *out) {
  const uint8x16_t sign = vdupq_n_u8('=');
  size_t i = *in, o = *out;
  for (; i + 16 <= length; i += 16, o += 16) {
    uint8x16_t here = vld1q_u8(text + i);
    vst1q_u8(output + o, here);
    // Four bits for each byte.
    uint8x8_t found = vshrn_n_u16(vreinterpretq_u16_u8(vceqq_u8(here, sign)), 4);
    uint64_t mask = vget_lane_u64(vreinterpret_u64_u8(found), 0);
    if (mask) {
      *in = i + (size_t)__builtin_ctzll(mask) / 4;
      *out = o + (size_t)__builtin_ctzll(mask) / 4;
      return;
    }
  }
  *in = i;
  *out = o;
  copy_portable(text, length, output, in, out);
}

void csimd_decode_quoted(const uint8_t *text, size_t length, size_t base, uint8_t *output,
                         csimd_quoted *state, csimd_map *map) {
  DECODE_QUOTED(copy_neon)
}
#else
void csimd_decode_quoted(const uint8_t *text, size_t length, size_t base, uint8_t *output,
                         csimd_quoted *state, csimd_map *map) {
  DECODE_QUOTED(copy_portable)
}
#endif
