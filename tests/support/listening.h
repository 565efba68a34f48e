/* listening.h: a ledger on a flaky store, somebody who sends commands, and what is answered.
 *
 * The board is "2 spaces, 4 slots, Compost in A at 10:00, Bees, Ants", revision 1. When it ends, every
 * command must have been answered exactly once, and the store must be in order. */
#ifndef TF_TESTS_LISTENING_H
#define TF_TESTS_LISTENING_H

#include "ledger/ledger.h"
#include "support/flaky.h"
#include "support/support.h"

enum { LISTENING_MAX = 2048 };

struct listening;

struct listening_ear {
    struct listening *listening;
    size_t number;
};

struct listening {
    struct flaky flaky;
    struct counter heard;
    struct tf_answer answers[LISTENING_MAX]; /* by number of the command */
    size_t times[LISTENING_MAX];             /* how often each was answered */
    struct listening_ear ears[LISTENING_MAX];
    size_t sent;
    struct counter wakes;
    struct tf_ledger *ledger;
    struct tf_subscription *subscription;
    struct tf_board *board; /* the first one; for looking up ids */
    uint64_t next_id;
    const struct tf_clock *clock; /* for the next start; NULL: none */
};

int listening_begin(void **state); /* for cmocka; starts with retry_ms 1 */
int listening_end(void **state);
void listening_start(struct listening *f, int retry_ms);
void listening_stop(struct listening *f);

/* The number of the answer to come. */
size_t listening_send(struct listening *f, struct tf_command *command);
const struct tf_answer *listening_answer(struct listening *f, size_t number); /* waits for it */

struct tf_command *listening_star(struct listening *f, const char *title, uint64_t device);
struct tf_command *listening_place(struct listening *f, const char *title, const char *space,
                                   const char *time, uint64_t placement);
struct tf_command *listening_undo(struct listening *f, uint64_t sequence);
struct tf_command *listening_again(const struct tf_command *command); /* the same once more */
size_t listening_stars(struct listening *f, const char *title);       /* on the disk */
struct tf_board *listening_on_disk(struct listening *f);

#endif
