// The door to libmilter.
#ifndef CMILTER_H
#define CMILTER_H

// mfapi.h would else make `bool` an int, which clashes with everybody else's.
#define SM_CONF_STDBOOL_H 1
#include <libmilter/mfapi.h>
#include <libmilter/mfdef.h>
#include <netinet/in.h>
#include <semaphore.h>
#include <string.h>
#include <time.h>

// glibc 2.30 has it; its header shows it to programs that ask for GNU extensions.
int sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *deadline);

// Copies a socket address's number in network order; answers its 4 or 16 bytes, or 0 for none.
static inline int cmilter_address(const struct sockaddr *address, unsigned char bytes[16]) {
  if (address == NULL) return 0;
  if (address->sa_family == AF_INET) {
    memcpy(bytes, &((const struct sockaddr_in *)address)->sin_addr, 4);
    return 4;
  }
  if (address->sa_family == AF_INET6) {
    memcpy(bytes, &((const struct sockaddr_in6 *)address)->sin6_addr, 16);
    return 16;
  }
  return 0;
}

#endif
