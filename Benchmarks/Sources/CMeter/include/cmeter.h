#ifndef CMETER_H
#define CMETER_H

#include <stddef.h>
#include <stdint.h>

/// Nanoseconds of processor time that this thread has used.
uint64_t meter_cpu_nanoseconds(void);

/// Nanoseconds of a clock that never goes back.
uint64_t meter_wall_nanoseconds(void);

/// How many times memory was asked for (malloc, calloc, realloc, aligned) since the process began.
uint64_t meter_allocations(void);

/// The yardstick: one dependent table load for each of `count` bytes. Returns what keeps it from
/// being optimised away.
uint32_t meter_walk(size_t count);

/// Where callgrind begins and ends to count; they do nothing.
void meter_begin(void);
void meter_end(void);

#endif
