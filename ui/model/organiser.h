/* organiser.h: what the wall knows while somebody is more than a guest at it, or on the way there. Leaving,
 * by hand or by standing idle, wipes all of it.
 *
 * The way: the mark is tapped, the PIN typed, and the menu is there. The menu is a table (menu.c): an entry
 * is a line and a screen. What an entry's screen can be asked is TF_INTENT_ORGANISE {a: what, b: its
 * argument}; which `what`s there are is that screen's own business. */
#ifndef TF_MODEL_ORGANISER_H
#define TF_MODEL_ORGANISER_H

#include "core/event.h"
#include "model/errand.h"
#include "model/intent.h"

#define TF_ORGANISER_DIGITS_MIN 6 /* as firmware/keep has them */
#define TF_ORGANISER_DIGITS_MAX 12
#define TF_ORGANISER_OFFER_MS   120000

/* On the PIN's screen. */
enum tf_pin_do { TF_PIN_DO_DIGIT, TF_PIN_DO_BACK, TF_PIN_DO_ENTER };
/* On the screen that pairs phones. */
enum tf_pair_do { TF_PAIR_DO_OFFER, /* b: enum tf_role */ TF_PAIR_DO_FORGET /* b: index */ };

struct tf_organiser {
    bool has_pin;                             /* one was chosen for this kiosk */
    char digits[TF_ORGANISER_DIGITS_MAX + 1]; /* typed so far */
    enum tf_errand_what waits_for;            /* whose answer is waited for; TF_ERRAND_NONE */

    char secret[TF_ERRAND_TEXT_BYTES]; /* shown as a code; "" none */
    enum tf_role offered;
    int64_t offer_until_ms; /* monotonic */
    struct tf_errand_pairing pairings[TF_ERRAND_PAIRINGS_MAX];
    size_t pairing_count;
    uint64_t blocked[TF_ERRAND_BLOCKED_MAX]; /* devices that may not post */
    size_t blocked_count;
};

#endif
