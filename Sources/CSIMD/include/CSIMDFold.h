// Lower-casing of plain ASCII text, as far as it is plain.
#ifndef CSIMD_FOLD_H
#define CSIMD_FOLD_H

#include <stddef.h>
#include <stdint.h>

static inline int csimd_is_gap(uint8_t byte) {
  return byte == ' ' || byte == '\n' || byte == '\t';
}

/// Copies bytes with A-Z in lower case until the first that is not plain, from `i` on. The white
/// space that is plain is what folding leaves at its length: one space, one tab (which becomes a
/// space), one line feed or two.
static inline size_t csimd_fold_plain_from(const uint8_t *bytes, size_t i, size_t length,
                                           uint8_t *output) {
  for (; i < length; i += 1) {
    uint8_t byte = bytes[i];
    if ((byte < 0x20 && !csimd_is_gap(byte)) || byte >= 0x7F) break;
    if (csimd_is_gap(byte) && i > 0 && csimd_is_gap(bytes[i - 1])) {
      if (byte != '\n' || bytes[i - 1] != '\n' || (i > 1 && csimd_is_gap(bytes[i - 2]))) break;
    }
    output[i] = byte == '\t' ? ' ' : (uint8_t)(byte - 'A') < 26 ? (uint8_t)(byte | 0x20) : byte;
  }
  return i;
}

/// Copies bytes with A-Z in lower case and tabs as spaces until the first that is not plain: a control
/// character but tab and line feed, a byte of 0x7F or above, white space behind white space, unless it
/// is the second line feed. Returns how many were copied; `output` holds at least `length` bytes.
static inline size_t csimd_fold_plain_portable(const uint8_t *bytes, size_t length,
                                               uint8_t *output) {
  return csimd_fold_plain_from(bytes, 0, length, output);
}

/// The same with vector code.
size_t csimd_fold_plain(const uint8_t *bytes, size_t length, uint8_t *output);

#endif
