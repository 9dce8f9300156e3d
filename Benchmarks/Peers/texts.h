// Files that the drivers share: texts as records of a length (4 bytes, little endian) and bytes, and
// rules as lines of a number, a kind (phrase or pattern), an expression, and for phrases that are only
// words these words; parted by tabs.
#ifndef TEXTS_H
#define TEXTS_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  char *bytes;
  size_t count;
} Buffer;

static inline Buffer read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    fprintf(stderr, "cannot open %s\n", path);
    exit(2);
  }
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  Buffer buffer = {malloc((size_t)size + 1), (size_t)size};
  if (!buffer.bytes || fread(buffer.bytes, 1, buffer.count, file) != buffer.count) {
    fprintf(stderr, "cannot read %s\n", path);
    exit(2);
  }
  buffer.bytes[buffer.count] = 0;
  fclose(file);
  return buffer;
}

// The next record at `offset`; returns the offset after it, or 0 at the end.
static inline size_t next_text(Buffer all, size_t offset, const char **text, uint32_t *count) {
  if (offset + 4 > all.count) return 0;
  memcpy(count, all.bytes + offset, 4);
  if (*count > all.count - offset - 4) return 0;
  *text = all.bytes + offset + 4;
  return offset + 4 + *count;
}

static inline double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

#endif
