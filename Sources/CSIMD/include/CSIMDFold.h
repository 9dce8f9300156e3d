// Folding of plain ASCII text: lower case, and white space made one space, one line feed or two.
#ifndef CSIMD_FOLD_H
#define CSIMD_FOLD_H

#include <stddef.h>
#include <stdint.h>

#include "CSIMDMap.h"

/// White space that was read and not written, because nothing may follow it.
typedef struct {
  /// Where it stands in the text.
  size_t start, end;
  /// How many line breaks are in it.
  size_t breaks;
  /// Whether there is any.
  int is_open;
  /// Whether it ends with a CR, to which an LF belongs.
  int is_after_return;
} csimd_gap;

/// How far a text was folded.
typedef struct {
  /// What was read of the text, and what was written.
  size_t offset, written;
  csimd_gap gap;
  /// Whether text stands before what is written, so that white space counts.
  int has_text;
} csimd_fold;

/// The most that is written besides one byte for each that is read: the white space of before.
#define CSIMD_FOLD_SLACK 2

/// Folds a text from `state->offset` on, until its end, the next word that is not plain ASCII, or until
/// the map is full. Such a word is left to the caller, with the white space before it in the gap.
///
/// `output` has room for the bytes that are left of the text and `CSIMD_FOLD_SLACK` more.
void csimd_fold_text(const uint8_t *text, size_t length, uint8_t *output, csimd_fold *state,
                     csimd_map *map);
void csimd_fold_text_portable(const uint8_t *text, size_t length, uint8_t *output,
                              csimd_fold *state, csimd_map *map);

#endif
