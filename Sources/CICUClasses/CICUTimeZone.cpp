#include "CICUTimeZone.h"

#include <unicode/timezone.h>
#include <unicode/unistr.h>

struct cicu_zone {
  icu::TimeZone *rules;
};

cicu_zone *cicu_zone_open(const char *name, int32_t length, char *canonical, int32_t capacity,
                          int32_t *written) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString given(name, length, US_INV);
  icu::UnicodeString known;
  UBool is_of_database = false;
  icu::TimeZone::getCanonicalID(given, known, is_of_database, error);
  if (U_FAILURE(error) || !is_of_database || known.isEmpty()) return nullptr;
  *written = known.extract(0, known.length(), canonical, capacity, US_INV);
  if (*written > capacity) return nullptr;
  return new cicu_zone{icu::TimeZone::createTimeZone(given)};
}

void cicu_zone_close(cicu_zone *zone) {
  if (zone == nullptr) return;
  delete zone->rules;
  delete zone;
}

int32_t cicu_zone_offset(const cicu_zone *zone, double time) {
  UErrorCode error = U_ZERO_ERROR;
  int32_t standard = 0;
  int32_t saving = 0;
  zone->rules->getOffset(time, false, standard, saving, error);
  return U_FAILURE(error) ? 0 : standard + saving;
}
