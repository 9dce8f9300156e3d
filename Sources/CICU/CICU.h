// The door to ICU. ICU's symbols carry its version (`ucnv_open_72`), which Swift must not name:
// these static inline wrappers let the C preprocessor do the renaming. No logic lives here.
#ifndef CICU_H
#define CICU_H

#define U_SHOW_CPLUSPLUS_API 0
#include <unicode/ucal.h>
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
static inline int8_t cicu_char_type(UChar32 scalar) { return u_charType(scalar); }

#endif
