// Taking transfer encodings off bodies of mail: quoted-printable with its offset map, and base64.
#ifndef CSIMD_TRANSFER_H
#define CSIMD_TRANSFER_H

#include <stddef.h>
#include <stdint.h>

#include "CSIMDMap.h"

/// How far quoted-printable text was decoded.
typedef struct {
  /// What was read of the text, and what was written.
  size_t offset, written;
  /// Equals signs that begin nothing and stand for themselves.
  size_t invalid;
  /// Whether the text ends with an equals sign.
  int is_truncated;
} csimd_quoted;

/// Decodes quoted-printable text from `state->offset` on, until its end or until the map is full.
///
/// `output` has room for `length` bytes. The map's input offsets are those of the text plus `base`.
void csimd_decode_quoted(const uint8_t *text, size_t length, size_t base, uint8_t *output,
                         csimd_quoted *state, csimd_map *map);
void csimd_decode_quoted_portable(const uint8_t *text, size_t length, size_t base, uint8_t *output,
                                  csimd_quoted *state, csimd_map *map);

/// What base64 may be written behind the decoded bytes.
#define CSIMD_BASE64_SLACK 32

/// How much of some base64 text was read, and how much was written.
typedef struct {
  size_t read, written;
} csimd_progress;

/// Decodes groups of four characters, and passes over line breaks between them, until something else
/// stands there. `output` has room for three quarters of `length` and `CSIMD_BASE64_SLACK` more bytes.
csimd_progress csimd_decode_base64(const uint8_t *text, size_t length, uint8_t *output);
csimd_progress csimd_decode_base64_portable(const uint8_t *text, size_t length, uint8_t *output);

#endif
