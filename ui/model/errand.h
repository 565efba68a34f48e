/* errand.h: what the wall asks of the rest of the program that is no command for the ledger: it takes time (a
 * hash, the log's pages), or is nobody's business (the PIN). Values: they go to another thread and come back.
 *
 *   tf_app_take_errand() ─▶ kiosk/errands.h, on a thread of its own ─▶ tf_app_errand_done()
 *
 * To add one: a line here, its arm in kiosk/errands.c, and whoever asked reads the answer. */
#ifndef TF_MODEL_ERRAND_H
#define TF_MODEL_ERRAND_H

#include "base/limits.h"
#include "core/board.h"
#include "core/event.h"

enum tf_errand_what {
    TF_ERRAND_NONE,
    TF_ERRAND_PIN_TRY,    /* text: digits. TF_OK, DENIED, LIMIT (wait_s), NOT_FOUND: there is none */
    TF_ERRAND_PIN_SET,    /* text: digits. TF_OK, INVALID, IO */
    TF_ERRAND_OFFER,      /* a: enum tf_role. text: the secret */
    TF_ERRAND_WITHDRAW,   /* the offer; nobody waits for the answer */
    TF_ERRAND_PAIRINGS,   /* pairings */
    TF_ERRAND_FORGET,     /* a: device. pairings: those that are left */
    TF_ERRAND_BLOCK,      /* a: device, b: 1 on, 0 off. blocked: those that are now */
    TF_ERRAND_BLOCKED,    /* blocked */
    TF_ERRAND_HISTORY,    /* events before sequence a (0: the newest), newest first; at most b. has_more */
    TF_ERRAND_HISTORY_OF, /* a: session. events that did something with it, newest first. has_more */
    TF_ERRAND_BOARD_AT,   /* the board as it was after event a */
    TF_ERRAND_SEEN,       /* the note about a damaged file was read; nobody waits for the answer */
    TF_ERRAND_STICK,      /* everything on a USB stick. says; a: 1 it is safe to take out. TF_ERR_BUSY */
    TF_ERRAND_ERASE,      /* text: a name (a 0) or a session's code (a 1), for ever. a: of how many events */
    TF_ERRAND_SETTING,    /* text: "name=value", into the file of settings. TF_ERR_IO, TF_ERR_INVALID */
    TF_ERRAND_COUNT
};

#define TF_ERRAND_TEXT_BYTES   (TF_NAME_BYTES_MAX + 1)
#define TF_ERRAND_PAIRINGS_MAX 32
#define TF_ERRAND_EVENTS_MAX   50
#define TF_ERRAND_BLOCKED_MAX  64 /* shown at a time */

struct tf_errand {
    enum tf_errand_what what;
    uint64_t id; /* of this asking; an answer to another one is too late */
    uint64_t a, b;
    char text[TF_ERRAND_TEXT_BYTES];
};

struct tf_errand_pairing {
    uint64_t device;
    enum tf_role role;
    int64_t at;
};

struct tf_errand_answer {
    struct tf_errand errand; /* its text is the answer's */
    enum tf_err err;
    int wait_s;
    const char *says; /* a sentence, static; NULL */
    bool has_pin;
    struct tf_errand_pairing pairings[TF_ERRAND_PAIRINGS_MAX];
    size_t pairing_count;
    uint64_t blocked[TF_ERRAND_BLOCKED_MAX];
    size_t blocked_count;
    struct tf_event *events[TF_ERRAND_EVENTS_MAX]; /* references of the answer's */
    size_t event_count;
    bool has_more;
    struct tf_board *board; /* a reference of the answer's */
};
struct tf_errand_answer *tf_errand_answer_create(const struct tf_errand *errand); /* NULL: no memory */
void tf_errand_answer_destroy(struct tf_errand_answer *answer);                   /* wipes it; NULL is fine */

#endif
