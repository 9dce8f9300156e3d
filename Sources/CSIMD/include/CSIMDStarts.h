// A deterministic automaton of beginnings, walked from many places of a text at once: no step waits for a branch, so
// that those of several places are under way together.
#ifndef CSIMD_STARTS_H
#define CSIMD_STARTS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// The tables of an automaton.
typedef struct {
  const uint8_t *classes;  // of 256 bytes, each below `width`
  const uint16_t *roots;   // of 256 bytes: the state behind each
  const uint16_t *steps;   // of each state `width` states, those of state 0 all 0
  uint32_t width;
  uint32_t count;  // of states
} csimd_automaton;

/// The places where something is left, and their states.
typedef struct {
  uint16_t states[64];
  uint8_t places[64];
  uint32_t count;
} csimd_walks;

/// The state that a byte leads to; from no state of the automaton nothing follows.
static inline uint32_t csimd_step(const csimd_automaton *automaton, uint32_t state, uint8_t byte) {
  state = state < automaton->count ? state : 0;
  return automaton->steps[state * automaton->width + automaton->classes[byte]];
}

/// Takes eight steps from each of up to 64 places; `walks` is replaced by those at whose end something is left.
///
/// `before` is the byte before the first of them. Up to seven bytes are read behind the last.
static inline void csimd_walk64(const uint8_t *bytes, uint8_t before, uint64_t places,
                                const csimd_automaton *automaton, csimd_walks *walks) {
  uint32_t count = 0;
  for (; places; places &= places - 1) {
    unsigned at = (unsigned)__builtin_ctzll(places);
    const uint8_t *start = bytes + at;
    uint32_t state = automaton->roots[at > 0 ? start[-1] : before];
    for (unsigned i = 0; i < 4; i += 1) state = csimd_step(automaton, state, start[i]);
    walks->states[count] = (uint16_t)state;
    walks->places[count] = (uint8_t)at;
    count += state != 0;
  }
  uint32_t left = 0;
  for (uint32_t walk = 0; walk < count; walk += 1) {
    uint8_t at = walks->places[walk];
    uint32_t state = walks->states[walk];
    for (unsigned i = 4; i < 8; i += 1) state = csimd_step(automaton, state, bytes[at + i]);
    walks->states[left] = (uint16_t)state;
    walks->places[left] = at;
    left += state != 0;
  }
  walks->count = left;
}

/// The state at the end of a walk, of those that are left.
static inline uint32_t csimd_walk_state(const csimd_walks *walks, uint32_t walk) {
  return walks->states[walk & 63];
}

/// Where a walk began.
static inline uint32_t csimd_walk_place(const csimd_walks *walks, uint32_t walk) {
  return walks->places[walk & 63];
}

/// The last bytes of a text, and zeros.
typedef struct {
  uint8_t bytes[72];
} csimd_padded;

/// Fewer than 72 bytes with zeros behind them.
static inline csimd_padded csimd_pad(const uint8_t *bytes, size_t length) {
  csimd_padded padded = {{0}};
  memcpy(padded.bytes, bytes, length < sizeof padded.bytes ? length : sizeof padded.bytes);
  return padded;
}

#endif
