// An offset map that vector code writes as it goes.
#ifndef CSIMD_MAP_H
#define CSIMD_MAP_H

#include <stddef.h>
#include <stdint.h>

/// A run of an offset map: every `output_unit` bytes of output come from `input_unit` bytes of input.
typedef struct {
  int32_t output, input, output_unit, input_unit;
} csimd_run;

/// An offset map that is being written.
typedef struct {
  /// The last run; its `output_unit` is 0 while there is none.
  csimd_run open;
  /// The end of the output, and the input offset behind what the open run came from.
  int32_t length, input_end;
  /// Room for the runs before the last, and how many were written there.
  csimd_run *closed;
  size_t count, capacity;
} csimd_map;

/// The least room for runs with which anything gets on; with less of it left, code stops and asks for more.
#define CSIMD_LEAST_RUNS 4

static inline int csimd_has_room(const csimd_map *map) {
  return map->count + CSIMD_LEAST_RUNS <= map->capacity;
}

/// Records `count` units of `unit` bytes of output, each from `source` bytes of input, the first at `input`.
static inline void csimd_record(csimd_map *map, int32_t unit, int32_t source, size_t count,
                                size_t input) {
  int goes_on = map->open.output_unit == unit && map->open.input_unit == source &&
                map->input_end == (int32_t)input &&
                (unit == 1 || (map->length - map->open.output) % unit == 0);
  if (!goes_on) {
    map->closed[map->count] = map->open;
    map->count += map->open.output_unit > 0;
    map->open = (csimd_run){map->length, (int32_t)input, unit, source};
  }
  map->length += unit * (int32_t)count;
  map->input_end = (int32_t)(input + count * (size_t)source);
}

#endif
