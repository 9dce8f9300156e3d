#include "cmeter.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

static uint64_t nanoseconds(clockid_t clock) {
  struct timespec now;
  if (clock_gettime(clock, &now) != 0) return 0;
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

// Of all threads: lexicons are compiled on several.
uint64_t meter_cpu_nanoseconds(void) { return nanoseconds(CLOCK_PROCESS_CPUTIME_ID); }

uint64_t meter_wall_nanoseconds(void) { return nanoseconds(CLOCK_MONOTONIC); }

// The walk's text is its own, so that it costs the same whatever is measured beside it.
enum { TEXT = 1 << 16 };
static uint8_t text[TEXT];
static uint32_t table[256];
static int is_ready = 0;

static void prepare(void) {
  uint64_t state = 0x9E3779B97F4A7C15u;
  for (size_t i = 0; i < TEXT; i++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    text[i] = (uint8_t)(state >> 56);
  }
  for (size_t i = 0; i < 256; i++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    table[i] = (uint32_t)(state >> 32);
  }
  is_ready = 1;
}

__attribute__((noinline)) uint32_t meter_walk(size_t count) {
  if (!is_ready) prepare();
  uint32_t state = 0;
  for (size_t i = 0; i < count; i++) state = table[(state ^ text[i & (TEXT - 1)]) & 0xFF];
  return state;
}

// An empty asm statement keeps the calls, and the functions apart from one another.
__attribute__((noinline)) void meter_begin(void) { __asm__ volatile("" ::: "memory"); }
__attribute__((noinline)) void meter_end(void) { __asm__ volatile("nop" ::: "memory"); }

// Counting is not atomic: what is measured runs on one thread.
static uint64_t allocations = 0;

uint64_t meter_allocations(void) { return allocations; }

#ifdef __GLIBC__
// An executable's own malloc takes the place of the C library's, also for shared libraries; the C
// library keeps its own under these names.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

void *malloc(size_t size) {
  allocations++;
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  allocations++;
  return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
  allocations++;
  return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
  allocations++;
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **result, size_t alignment, size_t size) {
  void *memory = memalign(alignment, size);
  if (!memory) return ENOMEM;
  *result = memory;
  return 0;
}
#endif
