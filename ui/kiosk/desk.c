/* DESIGN
 * Two threads: the caller's and the ledger's. The ledger's writes `answer`, sets `is_answered` (release) and
 * posts `news`; it posts too when its state changes. The caller sleeps on `news` alone. */
#include "kiosk/desk.h"

#include "kiosk/paths.h"

#include <errno.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct tf_desk {
    char *path; /* NULL: memory */
    struct tf_ledger *ledger;
    struct tf_subscription *subscription;
    struct tf_board *board;
    sem_t news;
    bool was_open; /* the ledger's: it alone opens the store */
    atomic_bool is_answered;
    struct tf_answer answer;
};

static enum tf_err open_store(void *user, struct tf_store **out, struct tf_problem *problem)
{
    struct tf_desk *desk = user;
    /* A file that vanishes while the disk is in trouble is not made anew: an empty one would be found, and
     * believed, at the next start. */
    struct tf_store_options options = {.must_exist = desk->was_open};
    enum tf_err err =
        desk->path ? tf_store_open_sqlite(out, desk->path, &options, problem) : tf_store_open_memory(out);

    desk->was_open = desk->was_open || err == TF_OK;
    return err;
}

static void on_news(void *user)
{
    struct tf_desk *desk = user;
    sem_post(&desk->news);
}

static void on_answer(void *user, const struct tf_answer *answer)
{
    struct tf_desk *desk = user;

    desk->answer = *answer;
    atomic_store(&desk->is_answered, true);
    sem_post(&desk->news);
}

enum tf_err tf_desk_open(struct tf_desk **out, const char *path, const struct tf_clock *clock,
                         struct tf_problem *problem)
{
    struct tf_desk *desk = calloc(1, sizeof *desk);
    struct tf_ledger_options options = {.open = open_store, .user = desk, .clock = clock};
    enum tf_err err = TF_ERR_NOMEM;
    int made = 0;

    if (!desk) {
        return tf_err_tell(problem, err, NULL, NULL, "There is no memory left");
    }
    sem_init(&desk->news, 0, 0);
    if (path) {
        desk->path = strdup(path);
        err = desk->path ? tf_paths_make_parents(path, &made, problem) : TF_ERR_NOMEM;
        if (err != TF_OK) {
            goto out;
        }
    }
    err = tf_ledger_start(&desk->ledger, &options, problem);
    if (err == TF_OK) {
        err = tf_ledger_subscribe(desk->ledger, &desk->subscription, on_news, desk);
    }
out:
    if (err == TF_OK) {
        *out = desk;
    } else {
        tf_desk_close(desk);
        tf_paths_drop_parents(path ? path : "", made);
    }
    return err;
}

static void stop(struct tf_desk *desk)
{
    if (desk->subscription) {
        tf_ledger_unsubscribe(desk->ledger, desk->subscription);
    }
    desk->subscription = NULL;
    tf_ledger_stop(desk->ledger);
    desk->ledger = NULL;
}

void tf_desk_close(struct tf_desk *desk)
{
    if (!desk) {
        return;
    }
    stop(desk);
    tf_board_unref(desk->board);
    sem_destroy(&desk->news);
    free(desk->path);
    free(desk);
}

struct tf_board *tf_desk_board(struct tf_desk *desk)
{
    struct tf_board *newer = desk->subscription ? tf_subscription_take(desk->subscription) : NULL;

    if (newer) {
        tf_board_unref(desk->board);
        desk->board = newer;
    }
    return desk->board;
}

struct tf_ledger *tf_desk_ledger(struct tf_desk *desk)
{
    return desk->ledger;
}

enum tf_err tf_desk_do(struct tf_desk *desk, struct tf_command *command, struct tf_answer *answer,
                       struct tf_problem *problem)
{
    enum tf_err err;

    atomic_store(&desk->is_answered, false);
    err = desk->ledger ? tf_ledger_send(desk->ledger, command, on_answer, desk) : TF_ERR_CLOSED;
    if (err != TF_OK) {
        tf_command_destroy(command);
        return tf_err_tell(problem, err, desk->path, NULL, "The event takes nothing more: %s",
                           tf_err_name(err));
    }
    while (!atomic_load(&desk->is_answered)) {
        if (tf_ledger_state(desk->ledger) != TF_LEDGER_OK) {
            stop(desk); /* answers everything that waits */
            break;
        }
        while (sem_wait(&desk->news) != 0 && errno == EINTR) {
            ;
        }
    }
    *answer = desk->answer;
    if (answer->err == TF_ERR_CLOSED || answer->err == TF_ERR_IO) {
        return tf_err_tell(problem, TF_ERR_IO, desk->path, "Make room on that disk or mend it, and try again",
                           "It could not be saved; the event is as it was");
    }
    if (answer->err != TF_OK) {
        return tf_err_tell(problem, answer->err, desk->path, NULL, "The event refuses it: %s%s%s",
                           tf_reason_name(answer->refusal.reason), *answer->refusal.field ? ", " : "",
                           answer->refusal.field);
    }
    return TF_OK;
}
