/* venue.h: several kiosks that share a board, in one process and without a clock of their own: the real
 * ledgers and rules, an engine in memory, and a network, disks and clocks that fail as a seed says. What
 * happens is drawn one thing after the other, so that a seed tells the whole day. */
#ifndef TF_TESTS_VENUE_H
#define TF_TESTS_VENUE_H

#include <stddef.h>
#include <stdint.h>

struct venue_report {
    size_t kiosks, accepted, aside; /* commands; of these: not done after all, by the others' order */
    size_t rounds; /* of links after everything was healed, one a simulated second, until all were alike */
    size_t restarts, faults;
};

/* Lives a day, heals everything, and fails the test (with the seed) unless all kiosks have one log and one
 * sound board within 30 simulated seconds, every command that was acknowledged is in it, no card, note or
 * action of these was lost, and nothing that was hidden was shown again by somebody who did not know. */
void venue_live(uint64_t seed, const char *folder, struct venue_report *report);

#endif
