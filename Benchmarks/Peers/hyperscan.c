// Hyperscan or Vectorscan on the same rules and texts.
//
//   hyperscan compile RULES exact|tuned DATABASE   says on standard error what it could not do exactly
//   hyperscan scan DATABASE TEXTS [PAIRS]          prints processor seconds, matches, pairs
//
// exact: start and end of every match. tuned: ends only; phrases as plain literals of one space between
// words, their borders tested by us; patterns cut to pre-filters, so that somebody else has to confirm
// what they find, and the cost of that is not counted.
#include "texts.h"

#include <hs/hs.h>

typedef struct {
  unsigned count;
  const char **expressions;
  const char **literals;  // empty for what is more than words
  unsigned *flags;
  unsigned *ids;
} Rules;

static Rules read_rules(const char *path) {
  Buffer file = read_file(path);
  size_t lines = 0;
  for (size_t i = 0; i < file.count; i++) lines += file.bytes[i] == '\n';
  Rules rules = {0, calloc(lines + 1, sizeof(char *)), calloc(lines + 1, sizeof(char *)),
                 calloc(lines + 1, sizeof(unsigned)), calloc(lines + 1, sizeof(unsigned))};
  for (char *line = strtok(file.bytes, "\n"); line; line = strtok(NULL, "\n")) {
    char *kind = strchr(line, '\t');
    char *expression = kind ? strchr(kind + 1, '\t') : NULL;
    if (!expression) continue;
    rules.ids[rules.count] = (unsigned)atoi(line);
    rules.flags[rules.count] = strncmp(kind + 1, "pattern", 7) == 0 ? HS_FLAG_CASELESS : 0;
    char *literal = strchr(expression + 1, '\t');
    if (literal) *literal = 0;
    rules.literals[rules.count] = literal ? literal + 1 : "";
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

// A database file is: the number of literals, for each its rule and length, then the literals' database
// and the expressions', each after its size. A size of 0 is no database.
static void put(FILE *file, const void *bytes, size_t count) {
  if (fwrite(bytes, 1, count, file) != count) exit(1);
}

static void put_database(FILE *file, hs_database_t *database) {
  char *bytes = NULL;
  size_t count = 0;
  if (database) hs_serialize_database(database, &bytes, &count);
  put(file, &count, sizeof count);
  if (count > 0) put(file, bytes, count);
}

static void check(hs_error_t result, hs_compile_error_t *error) {
  if (result == HS_SUCCESS) return;
  fprintf(stderr, "hyperscan: %s\n", error ? error->message : "cannot compile");
  exit(1);
}

static int compile(const char *path, const char *mode, const char *output) {
  Rules rules = read_rules(path);
  int is_exact = strcmp(mode, "exact") == 0;
  unsigned without_start = 0, prefilters = 0, left_out = 0, kept = 0, literals = 0;
  const char **words = calloc(rules.count + 1, sizeof(char *));
  size_t *lengths = calloc(rules.count + 1, sizeof(size_t));
  unsigned *numbers = calloc(rules.count + 1, sizeof(unsigned));
  unsigned *word_ids = calloc(rules.count + 1, sizeof(unsigned));
  unsigned *word_flags = calloc(rules.count + 1, sizeof(unsigned));
  for (unsigned i = 0; i < rules.count; i++) {
    unsigned flags = rules.flags[i];
    int is_pattern = (flags & HS_FLAG_CASELESS) != 0;
    if (!is_exact && rules.literals[i][0]) {
      words[literals] = rules.literals[i];
      lengths[literals] = strlen(rules.literals[i]);
      numbers[literals] = literals;
      word_ids[literals++] = rules.ids[i];
      continue;
    }
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
  hs_database_t *plain = NULL, *database = NULL;
  hs_compile_error_t *error = NULL;
  double start = cpu_seconds();
  if (literals > 0) {
    hs_error_t result = hs_compile_lit_multi(words, word_flags, numbers, lengths, literals,
                                             HS_MODE_BLOCK, NULL, &plain, &error);
    check(result, error);
  }
  if (kept > 0) {
    hs_error_t result = hs_compile_multi(rules.expressions, rules.flags, rules.ids, kept,
                                         HS_MODE_BLOCK, NULL, &database, &error);
    check(result, error);
  }
  FILE *file = fopen(output, "wb");
  if (!file) return 1;
  put(file, &literals, sizeof literals);
  put(file, word_ids, literals * sizeof(unsigned));
  put(file, lengths, literals * sizeof(size_t));
  put_database(file, plain);
  put_database(file, database);
  if (fclose(file) != 0) return 1;
  fprintf(stderr,
          "%s, %s: %u literals and %u expressions in %.1f s; %u without start, %u as pre-filters, %u left out\n",
          hs_version(), mode, literals, kept, cpu_seconds() - start, without_start, prefilters,
          left_out);
  return 0;
}

static uint64_t matches, pairs;
static uint32_t message;
static uint32_t *last;
static FILE *list;
static const char *text;
static uint32_t text_count;
static unsigned *literal_ids;
static size_t *literal_lengths;

static inline void note(unsigned id) {
  matches++;
  if (last[id] == message) return;
  last[id] = message;
  pairs++;
  if (list) fprintf(list, "%u\t%u\n", message, id);
}

static int found(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                 void *context) {
  (void)from, (void)to, (void)flags, (void)context;
  note(id);
  return 0;
}

static inline int is_word(char byte) {
  unsigned char lower = (unsigned char)byte | 32;
  return (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
}

// A literal counts between borders of words.
static int found_literal(unsigned number, unsigned long long from, unsigned long long to,
                         unsigned flags, void *context) {
  (void)from, (void)flags, (void)context;
  size_t start = to - literal_lengths[number];
  if (start > 0 && is_word(text[start - 1])) return 0;
  if (to < text_count && is_word(text[to])) return 0;
  note(literal_ids[number]);
  return 0;
}

static hs_database_t *get_database(Buffer file, size_t *offset, hs_scratch_t **scratch) {
  size_t count = 0;
  memcpy(&count, file.bytes + *offset, sizeof count);
  *offset += sizeof count;
  if (count == 0) return NULL;
  hs_database_t *database = NULL;
  if (hs_deserialize_database(file.bytes + *offset, count, &database) != HS_SUCCESS ||
      hs_alloc_scratch(database, scratch) != HS_SUCCESS) {
    fprintf(stderr, "hyperscan: the database cannot be used\n");
    exit(1);
  }
  *offset += count;
  return database;
}

static int scan(const char *path, const char *texts, const char *output) {
  Buffer file = read_file(path);
  unsigned literals = 0;
  size_t offset = sizeof literals;
  memcpy(&literals, file.bytes, sizeof literals);
  literal_ids = calloc(literals + 1, sizeof(unsigned));
  literal_lengths = calloc(literals + 1, sizeof(size_t));
  memcpy(literal_ids, file.bytes + offset, literals * sizeof(unsigned));
  offset += literals * sizeof(unsigned);
  memcpy(literal_lengths, file.bytes + offset, literals * sizeof(size_t));
  offset += literals * sizeof(size_t);
  hs_scratch_t *scratch = NULL;
  hs_database_t *plain = get_database(file, &offset, &scratch);
  hs_database_t *database = get_database(file, &offset, &scratch);
  Buffer all = read_file(texts);
  last = calloc(1 << 20, sizeof(uint32_t));
  list = output ? fopen(output, "w") : NULL;
  double start = cpu_seconds();
  for (size_t next = 0; (next = next_text(all, next, &text, &text_count)) != 0;) {
    message++;
    if (text_count == 0) continue;
    if (plain) hs_scan(plain, text, text_count, 0, scratch, found_literal, NULL);
    if (database) hs_scan(database, text, text_count, 0, scratch, found, NULL);
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
