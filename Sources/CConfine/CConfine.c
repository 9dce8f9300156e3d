#define _GNU_SOURCE
#include "CConfine.h"

#include <errno.h>
#include <sys/resource.h>

int cconfine_begin_in_root(posix_spawn_file_actions_t *actions) {
  return posix_spawn_file_actions_addchdir_np(actions, "/");
}

#ifdef __linux__
static int limit(pid_t process, int what, unsigned long value) {
  struct rlimit wanted = {value, value};
  return prlimit(process, what, &wanted, NULL) == 0 ? 0 : errno;
}

int cconfine_limit(pid_t process, unsigned long seconds, unsigned long memory, unsigned long file) {
  int failed = limit(process, RLIMIT_CPU, seconds);
  if (!failed) failed = limit(process, RLIMIT_AS, memory);
  if (!failed) failed = limit(process, RLIMIT_FSIZE, file);
  if (!failed) failed = limit(process, RLIMIT_CORE, 0);
  return failed;
}
#else
int cconfine_limit(pid_t process, unsigned long seconds, unsigned long memory, unsigned long file) {
  return ENOSYS;
}
#endif
