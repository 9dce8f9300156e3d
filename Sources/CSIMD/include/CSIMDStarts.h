// Tables of the beginnings of patterns, made bit by bit: what takes a loop over bytes or over all choices of
// four of them.
#ifndef CSIMD_STARTS_H
#define CSIMD_STARTS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// Sets bit `group` in the masks of the bytes of a set; there are 256 masks of two words.
static inline void csimd_allow_group(const uint64_t set[4], uint64_t *masks, unsigned group) {
  uint64_t bit = (uint64_t)1 << (group & 63);
  for (unsigned part = 0; part < 4; part += 1) {
    for (uint64_t left = set[part]; left; left &= left - 1) {
      unsigned byte = part << 6 | (unsigned)__builtin_ctzll(left);
      masks[byte << 1 | group >> 6] |= bit;
    }
  }
}

/// The place of four bytes in a table of 1 << (32 - shift) bits.
static inline uint32_t csimd_quad_place(uint32_t quad, uint32_t shift) {
  return quad * 0x9E3779B1u >> shift;
}

/// Sets the bit of every choice of four bytes, one of each of four sets, in a table of 1 << (32 - shift) bits.
static inline void csimd_mark_quads(const uint64_t sets[16], uint64_t *bits, uint32_t shift) {
  uint8_t bytes[4][256];
  unsigned counts[4];
  for (unsigned position = 0; position < 4; position += 1) {
    unsigned count = 0;
    for (unsigned part = 0; part < 4; part += 1) {
      for (uint64_t left = sets[position << 2 | part]; left; left &= left - 1)
        bytes[position][count++] = (uint8_t)(part << 6 | (unsigned)__builtin_ctzll(left));
    }
    counts[position] = count;
  }
  for (unsigned a = 0; a < counts[0]; a += 1)
    for (unsigned b = 0; b < counts[1]; b += 1)
      for (unsigned c = 0; c < counts[2]; c += 1)
        for (unsigned d = 0; d < counts[3]; d += 1) {
          uint32_t quad = (uint32_t)bytes[0][a] | (uint32_t)bytes[1][b] << 8 |
                          (uint32_t)bytes[2][c] << 16 | (uint32_t)bytes[3][d] << 24;
          uint32_t place = csimd_quad_place(quad, shift);
          bits[place >> 6] |= (uint64_t)1 << (place & 63);
        }
}

/// How many bits of a table are set.
static inline size_t csimd_count_bits(const uint64_t *words, size_t count) {
  size_t bits = 0;
  for (size_t i = 0; i < count; i += 1) bits += (size_t)__builtin_popcountll(words[i]);
  return bits;
}

/// Folds a table into one of half as many bits: of each two neighbours the bit that either has.
static inline void csimd_halve_bits(uint64_t *words, size_t count) {
  for (size_t i = 0; i < count; i += 1) {
    uint64_t pairs = (words[i] | words[i] >> 1) & 0x5555555555555555u;
    pairs = (pairs | pairs >> 1) & 0x3333333333333333u;
    pairs = (pairs | pairs >> 2) & 0x0F0F0F0F0F0F0F0Fu;
    pairs = (pairs | pairs >> 4) & 0x00FF00FF00FF00FFu;
    pairs = (pairs | pairs >> 8) & 0x0000FFFF0000FFFFu;
    pairs = (pairs | pairs >> 16) & 0x00000000FFFFFFFFu;
    if (i & 1)
      words[i >> 1] |= pairs << 32;
    else
      words[i >> 1] = pairs;
  }
}

/// Sets the bit of every choice of two bytes, one of each of two sets, in a table of 1 << 16 bits.
static inline void csimd_mark_pairs(const uint64_t first[4], const uint64_t second[4],
                                    uint64_t *bits) {
  for (unsigned part = 0; part < 4; part += 1) {
    for (uint64_t left = second[part]; left; left &= left - 1) {
      unsigned byte = part << 6 | (unsigned)__builtin_ctzll(left);
      for (unsigned low = 0; low < 4; low += 1) bits[byte << 2 | low] |= first[low];
    }
  }
}

/// Of up to 64 places those whose first four bytes are known to a table of quads, or, where there are tables of
/// pairs, whose first two bytes are known to the first and the two behind them to the second. At every place four
/// bytes are read.
static inline uint64_t csimd_known_starts(const uint8_t *bytes, uint64_t places,
                                          const uint64_t *quads, uint32_t shift,
                                          const uint64_t *pairs) {
  uint64_t known = 0;
  for (; places; places &= places - 1) {
    unsigned at = (unsigned)__builtin_ctzll(places);
    const uint8_t *start = bytes + at;
    uint32_t first = (uint32_t)start[0] | (uint32_t)start[1] << 8;
    uint32_t second = (uint32_t)start[2] | (uint32_t)start[3] << 8;
    uint32_t place = csimd_quad_place(first | second << 16, shift);
    uint64_t bit = quads[place >> 6] >> (place & 63);
    if (pairs) {
      bit |= pairs[first >> 6] >> (first & 63) & pairs[1024 + (second >> 6)] >> (second & 63);
    }
    known |= (bit & 1) << at;
  }
  return known;
}

#endif
