// The door to what confines another process: GNU extensions, which Swift does not see of Glibc.
#ifndef CCONFINE_H
#define CCONFINE_H
#include <spawn.h>
#include <sys/types.h>

// Limits a process that runs already: seconds of processor time, bytes of memory, bytes of any file that
// it writes. 0 when all of it was done, else the system's error number.
int cconfine_limit(pid_t process, unsigned long seconds, unsigned long memory, unsigned long file);

// Has a program that will be started begin in the root folder; 0, or the system's error number.
int cconfine_begin_in_root(posix_spawn_file_actions_t *actions);
#endif
