#include "CICUNormalizer.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>

int32_t cicu_nfkc_casefold(const char *source, int32_t length, char *destination, int32_t capacity,
                           cicu_edit *edits, int32_t edit_capacity, int32_t *edit_count) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2 *normalizer = icu::Normalizer2::getNFKCCasefoldInstance(error);
  if (U_FAILURE(error)) return -1;
  icu::CheckedArrayByteSink sink(destination, capacity);
  icu::Edits changes;
  normalizer->normalizeUTF8(0, icu::StringPiece(source, length), sink, &changes, error);
  if (U_FAILURE(error)) return -1;
  int32_t count = 0;
  for (auto iterator = changes.getFineIterator(); iterator.next(error);) {
    if (count < edit_capacity) {
      edits[count] = {iterator.oldLength(), iterator.newLength(), iterator.hasChange() ? 1 : 0};
    }
    count += 1;
  }
  *edit_count = count;
  return U_FAILURE(error) ? -1 : sink.NumberOfBytesAppended();
}

int32_t cicu_decompose(const char *source, int32_t length, char *destination, int32_t capacity) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2 *normalizer = icu::Normalizer2::getNFDInstance(error);
  if (U_FAILURE(error)) return -1;
  icu::CheckedArrayByteSink sink(destination, capacity);
  normalizer->normalizeUTF8(0, icu::StringPiece(source, length), sink, nullptr, error);
  return U_FAILURE(error) ? -1 : sink.NumberOfBytesAppended();
}
