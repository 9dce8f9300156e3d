// libmilter has a thread that waits for signals and ends the filter on SIGHUP and SIGTERM, also in the
// midst of messages. Here SIGHUP loads the lexicons anew and SIGTERM waits for messages in progress, so
// the daemon takes its signals itself (sigwaitinfo). Two threads that wait for one signal get it by
// chance; the linker therefore finds this sigwait before the C library's, and libmilter's thread sleeps.
#include <signal.h>
#include <unistd.h>

int sigwait(const sigset_t *set, int *signal) {
  (void)set;
  (void)signal;
  for (;;) pause();
}
