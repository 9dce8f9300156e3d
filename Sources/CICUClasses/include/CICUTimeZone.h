// ICU's time zones by themselves exist in C++ only: its C calendars may be used by one thread at a time and work
// out a whole date for every offset.
#ifndef CICU_TIME_ZONE_H
#define CICU_TIME_ZONE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The rules of a time zone; any number of threads may ask them at once.
typedef struct cicu_zone cicu_zone;

/// Opens a zone of the IANA database by its name in ASCII. Writes its canonical name, at most `capacity`
/// bytes without a zero at the end, and sets `written`; NULL when ICU does not know the name.
cicu_zone *cicu_zone_open(const char *name, int32_t length, char *canonical, int32_t capacity,
                          int32_t *written);

/// Closes a zone; NULL may be closed.
void cicu_zone_close(cicu_zone *zone);

/// The offset from UTC, daylight saving included, in milliseconds at a time in milliseconds since 1970.
int32_t cicu_zone_offset(const cicu_zone *zone, double time);

#ifdef __cplusplus
}
#endif
#endif
