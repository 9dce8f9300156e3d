// The door to libsodium: hashes and authenticated encryption.
#ifndef CSODIUM_H
#define CSODIUM_H
#include <sodium.h>
#endif
