// Starts two commands by turns and measures how long each takes from start to exit.
//
//   alternate TIMES STDIN OUTPUT COMMAND … -- COMMAND …
//
// prints p50 and p95 of each in milliseconds. OUTPUT is a file, since grep stops early when it writes
// to /dev/null.
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double run(char **files, char **command) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, files[0], O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, files[1], O_WRONLY | O_CREAT | O_TRUNC, 0600);
  double start = milliseconds();
  pid_t child;
  if (posix_spawnp(&child, command[0], &actions, NULL, command, environ) != 0) {
    fprintf(stderr, "cannot start %s\n", command[0]);
    exit(2);
  }
  int status;
  waitpid(child, &status, 0);
  double time = milliseconds() - start;
  posix_spawn_file_actions_destroy(&actions);
  return time;
}

static int ascending(const void *one, const void *two) {
  double difference = *(const double *)one - *(const double *)two;
  return difference < 0 ? -1 : difference > 0;
}

int main(int count, char **words) {
  int times = count > 5 ? atoi(words[1]) : 0;
  int second = 0;
  for (int i = 4; i < count; i++) {
    if (strcmp(words[i], "--") == 0) second = i + 1;
  }
  if (times < 1 || second == 0 || second >= count) {
    fprintf(stderr, "alternate TIMES STDIN OUTPUT COMMAND … -- COMMAND …\n");
    return 2;
  }
  words[second - 1] = NULL;
  double *results[2] = {calloc((size_t)times, 8), calloc((size_t)times, 8)};
  // The first start of each reads its program from the disk.
  run(words + 2, words + 4);
  run(words + 2, words + second);
  for (int i = 0; i < times; i++) {
    results[0][i] = run(words + 2, words + 4);
    results[1][i] = run(words + 2, words + second);
  }
  for (int which = 0; which < 2; which++) {
    qsort(results[which], (size_t)times, 8, ascending);
    printf("%.2f %.2f%c", results[which][times / 2], results[which][times * 95 / 100],
           which ? '\n' : ' ');
  }
  return 0;
}
