// The order of numbers, byte by byte from the lowest.
#ifndef CSIMD_SORT_H
#define CSIMD_SORT_H

#include <stddef.h>
#include <stdint.h>

/// One pass: orders by one byte of each item's number what `from` has in order of the lower ones.
#define CSIMD_SORT_PASS(numbers, shift)                                                            \
  do {                                                                                             \
    size_t starts[257] = {0};                                                                      \
    for (size_t i = 0; i < count; i += 1) starts[((numbers[i] >> (shift)) & 0xFF) + 1] += 1;       \
    for (size_t i = 0; i < 256; i += 1) starts[i + 1] += starts[i];                                \
    for (size_t i = 0; i < count; i += 1) to[starts[(numbers[from[i]] >> (shift)) & 0xFF]++] = from[i]; \
    uint32_t *other = from;                                                                        \
    from = to;                                                                                     \
    to = other;                                                                                    \
  } while (0)

/// Fills `order` with the indices of `count` items in order of their keys, then of their ties; `scratch` has
/// room for as many. Twelve passes, so that they end where they began.
static inline void csimd_sort_order(const uint64_t *keys, const uint32_t *ties, size_t count,
                                    uint32_t *order, uint32_t *scratch) {
  uint32_t *from = order, *to = scratch;
  for (size_t i = 0; i < count; i += 1) order[i] = (uint32_t)i;
  for (unsigned shift = 0; shift < 32; shift += 8) CSIMD_SORT_PASS(ties, shift);
  for (unsigned shift = 0; shift < 64; shift += 8) CSIMD_SORT_PASS(keys, shift);
}

#endif
