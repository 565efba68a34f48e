/* invariants.h: what holds at every moment. Each function gives NULL, or what is wrong, in why. */
#ifndef TF_TESTS_INVARIANTS_H
#define TF_TESTS_INVARIANTS_H

#include "golden/picture.h"
#include "journeys/machine.h"

enum { INVARIANT_BYTES = 400 };
struct invariants {
    struct picture picture; /* the same screen once more, to measure it */
    char why[INVARIANT_BYTES];
};
void invariants_open(struct invariants *invariants);
void invariants_close(struct invariants *invariants);

/* The app's indices are its board's own, its screen and language exist, it will wake. */
const char *invariants_state(struct invariants *invariants, const struct machine *machine);
/* What golden/sound.h says holds for every screen; ends the test when it does not, saying where. */
void invariants_scene(struct invariants *invariants, const struct machine *machine, const char *where);
/* The store's board is sound, and what is shown is that board. */
const char *invariants_board(struct invariants *invariants, struct machine *machine);
/* What was painted bit by bit is what the scene looks like when it is painted at once. */
const char *invariants_canvas(struct invariants *invariants, const struct machine *machine);

#endif
