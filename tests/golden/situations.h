/* situations.h: what a person meets at the kiosk, reached as a person reaches it: by intents, on the kiosk's
 * own state. For pictures, and for what holds on every panel. */
#ifndef TF_TESTS_SITUATIONS_H
#define TF_TESTS_SITUATIONS_H

#include "golden/walls.h"
#include "model/app.h"

/* A kiosk somebody stands at. */
struct stand {
    struct tf_app *app;
    const struct tf_app_state *s;
    struct tf_board *board;
};
struct stand stand_at(struct tf_board *board, enum tf_lang lang); /* on the first day, 10:20 */
void stand_leave(struct stand *stand);

void stand_do(struct stand *stand, enum tf_intent_what what, uint64_t a, uint64_t b);
void stand_type(struct stand *stand, const char *text); /* with keysyms, as xkb has them */
void stand_ledger(struct stand *stand);                 /* decides what waits, as the ledger does */
void stand_put(struct stand *stand, const struct tf_record *record); /* onto its board, as an import does */
void stand_enter(struct stand *stand, enum tf_screen_name screen);   /* by the PIN, from the menu */

enum {                                /* a situation's traits */
       SITUATION_EVERYWHERE = 1 << 0, /* a picture in every language and size; else in German, and one size */
       SITUATION_OF_SESSIONS = 1 << 1, /* there is nothing of it on a wall without sessions */
       SITUATION_SLOW = 1 << 2,        /* to reach: once a wall, and then the language is changed */
};
struct situation {
    const char *name; /* NULL: the end */
    enum walls_which wall;
    void (*reach)(struct stand *stand);
    unsigned traits;
};
extern const struct situation SITUATIONS_WALL[];    /* home, a session's page, lists, the organisers' door */
extern const struct situation SITUATIONS_PROPOSE[]; /* in the order in which one meets them */
extern const struct situation SITUATIONS_ACTS[];
extern const struct situation SITUATIONS_LOWERED[]; /* of tall panels */
extern const struct situation SITUATIONS_SHEETS[];
extern const struct situation SITUATIONS_IDEAS[];

/* All of the above; ends with NULL. */
extern const struct situation *const SITUATIONS[];
const struct situation *situation_named(const char *name); /* NULL: there is none */

#endif
