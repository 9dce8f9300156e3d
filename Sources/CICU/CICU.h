// The door to ICU. ICU's symbols carry its version (`ucnv_open_72`), which Swift must not name:
// these static inline wrappers let the C preprocessor do the renaming. No logic lives here.
#ifndef CICU_H
#define CICU_H

#define U_SHOW_CPLUSPLUS_API 0
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unicode/utypes.h>

static inline const char *cicu_version(void) { return U_ICU_VERSION; }
static inline const char *cicu_error_name(UErrorCode code) { return u_errorName(code); }

static inline UConverter *cicu_converter_open(const char *name, UErrorCode *error) {
  return ucnv_open(name, error);
}
static inline void cicu_converter_close(UConverter *converter) { ucnv_close(converter); }
static inline void cicu_converter_reset(UConverter *converter) { ucnv_resetToUnicode(converter); }
static inline int8_t cicu_converter_min_bytes(const UConverter *converter) {
  return ucnv_getMinCharSize(converter);
}
static inline int8_t cicu_converter_max_bytes(const UConverter *converter) {
  return ucnv_getMaxCharSize(converter);
}
static inline void cicu_to_utf16(UConverter *converter, UChar **target, const UChar *target_end,
                                 const char **source, const char *source_end, int32_t *offsets,
                                 UBool flush, UErrorCode *error) {
  ucnv_toUnicode(converter, target, target_end, source, source_end, offsets, flush, error);
}
static inline uint16_t cicu_alias_count(const char *alias, UErrorCode *error) {
  return ucnv_countAliases(alias, error);
}
static inline const char *cicu_standard_name(const char *alias, const char *standard,
                                             UErrorCode *error) {
  return ucnv_getStandardName(alias, standard, error);
}

static inline UCharsetDetector *cicu_detector_open(UErrorCode *error) { return ucsdet_open(error); }
static inline void cicu_detector_close(UCharsetDetector *detector) { ucsdet_close(detector); }
static inline const char *cicu_detect(UCharsetDetector *detector, const char *bytes, int32_t length,
                                      int32_t *confidence, UErrorCode *error) {
  ucsdet_setText(detector, bytes, length, error);
  const UCharsetMatch *match = ucsdet_detect(detector, error);
  if (U_FAILURE(*error) || match == NULL) return NULL;
  *confidence = ucsdet_getConfidence(match, error);
  return ucsdet_getName(match, error);
}

static inline int8_t cicu_char_type(UChar32 scalar) { return u_charType(scalar); }

#endif
