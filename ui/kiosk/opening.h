/* opening.h: the event's file, for `run`: whatever is the matter with it, the wall comes up and says so. */
#ifndef TF_KIOSK_OPENING_H
#define TF_KIOSK_OPENING_H

#include "base/clock.h"
#include "kiosk/desk.h"
#include "kiosk/options.h"
#include "model/trouble.h"

struct tf_opening {
    const char *data; /* NULL: in memory; borrowed, as clock is */
    const struct tf_clock *clock;
    struct tf_desk *desk; /* the caller's once it is open */
};

/* The errors of tf_desk_open(), but for a damaged file: a copy, or an empty event, takes its place
 * (recover.h). */
enum tf_err tf_opening_open(struct tf_opening *opening, struct tf_problem *problem);
/* Once more, without a word when it fails: for tf_loop_options.is_over. */
bool tf_opening_again(void *opening);

/* What stands over the wall: what recover.h has to say about data (NULL: nothing), and what --trouble named.
 */
void tf_opening_troubles(struct tf_trouble_list *out, const struct tf_option_list *named, const char *data);

#endif
