// GMime 3 on the same messages: parse, decode text parts, convert them to UTF-8.
//
//   gmime MESSAGES   prints processor seconds, parts, bytes of text; MESSAGES are records of texts.h
#include "texts.h"

#include <gmime/gmime.h>

static uint64_t parts, text_bytes;

static void read_part(GMimeObject *parent, GMimeObject *part, gpointer context) {
  (void)parent, (void)context;
  parts++;
  if (!GMIME_IS_TEXT_PART(part)) return;
  char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
  if (!text) return;
  text_bytes += strlen(text);
  g_free(text);
}

int main(int count, char **words) {
  if (count != 2) {
    fprintf(stderr, "gmime MESSAGES\n");
    return 2;
  }
  g_mime_init();
  Buffer all = read_file(words[1]);
  double start = cpu_seconds();
  const char *bytes;
  uint32_t length;
  for (size_t offset = 0; (offset = next_text(all, offset, &bytes, &length)) != 0;) {
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    if (message) {
      const char *subject = g_mime_message_get_subject(message);
      if (subject) text_bytes += strlen(subject);
      g_mime_message_foreach(message, read_part, NULL);
      g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
  }
  printf("%.6f %llu %llu\n", cpu_seconds() - start, (unsigned long long)parts,
         (unsigned long long)text_bytes);
  return 0;
}
