/* situations.h: what a person meets while proposing a session, reached as a person reaches it: by intents, on
 * the kiosk's own state. For pictures, and for what holds on every panel. */
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

struct situation {
    const char *name; /* NULL: the end */
    enum walls_which wall;
    void (*reach)(struct stand *stand);
    bool everywhere; /* a picture in every language and size; else in German, and one size */
};
extern const struct situation SITUATIONS[];

#endif
