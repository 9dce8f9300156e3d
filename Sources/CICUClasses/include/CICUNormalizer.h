// ICU's UTF-8 normalizer with edits exists in C++ only; this is its one `extern "C"` door.
#ifndef CICU_NORMALIZER_H
#define CICU_NORMALIZER_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One run of an edit: `old_length` bytes of the source became `new_length` bytes.
typedef struct {
  int32_t old_length;
  int32_t new_length;
  int32_t changed;
} cicu_edit;

/// NFKC case folding of UTF-8. Writes at most `capacity` bytes and `edit_capacity` edits, returns
/// the bytes needed (or -1 on an ICU error) and sets `edit_count` to the edits needed.
int32_t cicu_nfkc_casefold(const char *source, int32_t length, char *destination, int32_t capacity,
                           cicu_edit *edits, int32_t edit_capacity, int32_t *edit_count);

/// Canonical decomposition (NFD) of UTF-8. Writes at most `capacity` bytes and returns the bytes needed,
/// or -1 on an ICU error.
int32_t cicu_decompose(const char *source, int32_t length, char *destination, int32_t capacity);

#ifdef __cplusplus
}
#endif
#endif
