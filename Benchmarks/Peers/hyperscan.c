// Hyperscan or Vectorscan on the same rules and texts.
//
//   hyperscan compile RULES exact|tuned DATABASE   says on standard error what it could not do exactly
//   hyperscan scan DATABASE TEXTS [PAIRS]          prints processor seconds, matches, pairs
//
// exact: start and end of every match. tuned: ends only, and patterns cut to pre-filters, so that
// somebody else has to confirm what it finds; the cost of that is not counted.
#include "texts.h"

#include <hs/hs.h>

typedef struct {
  unsigned count;
  const char **expressions;
  unsigned *flags;
  unsigned *ids;
} Rules;

static Rules read_rules(const char *path) {
  Buffer file = read_file(path);
  size_t lines = 0;
  for (size_t i = 0; i < file.count; i++) lines += file.bytes[i] == '\n';
  Rules rules = {0, calloc(lines + 1, sizeof(char *)), calloc(lines + 1, sizeof(unsigned)),
                 calloc(lines + 1, sizeof(unsigned))};
  for (char *line = strtok(file.bytes, "\n"); line; line = strtok(NULL, "\n")) {
    char *kind = strchr(line, '\t');
    char *expression = kind ? strchr(kind + 1, '\t') : NULL;
    if (!expression) continue;
    rules.ids[rules.count] = (unsigned)atoi(line);
    rules.flags[rules.count] = strncmp(kind + 1, "pattern", 7) == 0 ? HS_FLAG_CASELESS : 0;
    rules.expressions[rules.count++] = expression + 1;
  }
  return rules;
}

static int compiles(const char *expression, unsigned flags) {
  hs_database_t *database = NULL;
  hs_compile_error_t *error = NULL;
  hs_error_t result = hs_compile(expression, flags, HS_MODE_BLOCK, NULL, &database, &error);
  if (error) hs_free_compile_error(error);
  if (database) hs_free_database(database);
  return result == HS_SUCCESS;
}

static int compile(const char *path, const char *mode, const char *output) {
  Rules rules = read_rules(path);
  int is_exact = strcmp(mode, "exact") == 0;
  unsigned without_start = 0, prefilters = 0, left_out = 0, kept = 0;
  for (unsigned i = 0; i < rules.count; i++) {
    unsigned flags = rules.flags[i];
    int is_pattern = (flags & HS_FLAG_CASELESS) != 0;
    if (is_exact) {
      flags |= HS_FLAG_SOM_LEFTMOST;
    } else if (is_pattern) {
      flags |= HS_FLAG_PREFILTER;
      prefilters++;
    }
    // Phrases always compile; of patterns some are too much for it.
    if (is_pattern && !compiles(rules.expressions[i], flags)) {
      flags &= ~(unsigned)HS_FLAG_SOM_LEFTMOST;
      if (is_exact && compiles(rules.expressions[i], flags)) {
        without_start++;
      } else if (compiles(rules.expressions[i], flags | HS_FLAG_PREFILTER)) {
        flags |= HS_FLAG_PREFILTER;
        prefilters += (unsigned)is_exact;
      } else {
        left_out++;
        continue;
      }
    }
    rules.flags[kept] = flags;
    rules.ids[kept] = rules.ids[i];
    rules.expressions[kept++] = rules.expressions[i];
  }
  hs_database_t *database = NULL;
  hs_compile_error_t *error = NULL;
  double start = cpu_seconds();
  if (hs_compile_multi(rules.expressions, rules.flags, rules.ids, kept, HS_MODE_BLOCK, NULL,
                       &database, &error) != HS_SUCCESS) {
    fprintf(stderr, "hyperscan: %s\n", error ? error->message : "cannot compile");
    return 1;
  }
  char *bytes = NULL;
  size_t count = 0;
  hs_serialize_database(database, &bytes, &count);
  FILE *file = fopen(output, "wb");
  if (!file || fwrite(bytes, 1, count, file) != count || fclose(file) != 0) return 1;
  fprintf(stderr,
          "%s, %s: %u expressions in %.1f s, %.1f MB; %u without start, %u as pre-filters, %u left out\n",
          hs_version(), mode, kept, cpu_seconds() - start, (double)count / 1e6, without_start,
          prefilters, left_out);
  return 0;
}

static uint64_t matches, pairs;
static uint32_t message;
static uint32_t *last;
static FILE *list;

static int found(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                 void *context) {
  (void)from, (void)to, (void)flags, (void)context;
  matches++;
  if (last[id] != message) {
    last[id] = message;
    pairs++;
    if (list) fprintf(list, "%u\t%u\n", message, id);
  }
  return 0;
}

static int scan(const char *path, const char *texts, const char *output) {
  Buffer bytes = read_file(path);
  hs_database_t *database = NULL;
  hs_scratch_t *scratch = NULL;
  if (hs_deserialize_database(bytes.bytes, bytes.count, &database) != HS_SUCCESS ||
      hs_alloc_scratch(database, &scratch) != HS_SUCCESS) {
    fprintf(stderr, "hyperscan: cannot use %s\n", path);
    return 1;
  }
  Buffer all = read_file(texts);
  last = calloc(1 << 20, sizeof(uint32_t));
  list = output ? fopen(output, "w") : NULL;
  double start = cpu_seconds();
  const char *text;
  uint32_t count;
  for (size_t offset = 0; (offset = next_text(all, offset, &text, &count)) != 0;) {
    message++;
    if (count > 0) hs_scan(database, text, count, 0, scratch, found, NULL);
  }
  printf("%.6f %llu %llu\n", cpu_seconds() - start, (unsigned long long)matches,
         (unsigned long long)pairs);
  if (list) fclose(list);
  return 0;
}

int main(int count, char **words) {
  if (count == 5 && strcmp(words[1], "compile") == 0) return compile(words[2], words[3], words[4]);
  if ((count == 4 || count == 5) && strcmp(words[1], "scan") == 0) {
    return scan(words[2], words[3], count == 5 ? words[4] : NULL);
  }
  fprintf(stderr, "hyperscan compile RULES exact|tuned DATABASE | scan DATABASE TEXTS [PAIRS]\n");
  return 2;
}
