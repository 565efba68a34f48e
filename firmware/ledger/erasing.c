/* What is taken out of the log goes from the board that everybody reads, too; it has a new revision, so that
 * nothing that was made of an older one is shown again. */
#include "base/log.h"
#include "ledger/ledger_in.h"

struct erasing {
    struct tf_erase *erase;
    struct tf_actor actor;
    int64_t at;
    uint64_t id;
    struct tf_problem *problem;
    bool is_needed; /* there is something to take out */
};

enum { EVENTS_AT_A_TIME = 64 };

static enum tf_err note_it(const struct erasing *erasing, struct tf_store *store)
{
    struct tf_event *event = NULL;
    uint64_t sequence = 0, id = 0;
    enum tf_err err = tf_store_last(store, &sequence, &id);
    if (!err) {
        err = tf_event_create(&event, TF_VERB_ERASE, erasing->actor, erasing->at, erasing->id);
    }
    if (!err) {
        event->sequence = sequence + 1;
        err = tf_store_append(store, &event, 1);
    }
    tf_event_unref(event);
    return err;
}

/* Calls each for every event of the log. */
static enum tf_err walk(struct erasing *erasing, struct tf_store *store,
                        enum tf_err (*each)(struct erasing *erasing, struct tf_event *event))
{
    struct tf_event *events[EVENTS_AT_A_TIME];
    uint64_t first = 1;
    size_t count = 0;
    enum tf_err err = TF_OK;
    do {
        err = tf_store_read(store, first, events, EVENTS_AT_A_TIME, &count);
        for (size_t i = 0; i < (err ? 0 : count); i++) {
            err = err ? err : each(erasing, events[i]);
            tf_event_unref(events[i]);
        }
        first += count;
    } while (!err && count > 0);
    return err;
}

static enum tf_err learn(struct erasing *erasing, struct tf_event *event)
{
    return tf_erase_learn(erasing->erase, event);
}

static enum tf_err look(struct erasing *erasing, struct tf_event *event)
{
    bool does = false;
    enum tf_err err = erasing->is_needed ? TF_OK : tf_erase_concerns(erasing->erase, event, &does);
    erasing->is_needed = erasing->is_needed || does;
    return err;
}

/* The event that says so is there first: what is left of the log then has a newest entry that everything else
 * can be said to have changed with. Where nothing is found the file is written anew all the same: an earlier
 * time may have been cut before that. */
static enum tf_err erase(void *user, struct tf_store *store)
{
    struct erasing *erasing = user;
    enum tf_err err = walk(erasing, store, learn);
    if (!err) {
        err = walk(erasing, store, learn);
    }
    if (!err) {
        err = walk(erasing, store, look);
    }
    if (!err && erasing->is_needed) {
        err = note_it(erasing, store);
    }
    return err ? err : tf_store_erase(store, erasing->erase, erasing->problem);
}

void tf_erasing_reload(struct tf_ledger *ledger)
{
    struct tf_problem problem = {0};
    struct tf_board *board = NULL;
    uint64_t sequence = 0;
    enum tf_err err = tf_store_load(ledger->store, &board, &problem);
    if (!err) {
        err = tf_store_last(ledger->store, &sequence, &ledger->last_id);
    }
    if (err) { /* nothing is written on top of a board that is another by now */
        tf_log(TF_LOG_ERROR, "ledger: the event cannot be read after something was erased: %s", problem.what);
        tf_board_unref(board);
        tf_store_close(ledger->store);
        ledger->store = NULL;
        return;
    }
    tf_board_unref(ledger->board);
    ledger->board = board;
    tf_readers_publish(&ledger->readers, ledger->board);
}

enum tf_err tf_ledger_erase(struct tf_ledger *ledger, struct tf_erase *what, struct tf_actor actor,
                            int64_t at, uint64_t id, struct tf_problem *problem)
{
    struct erasing erasing = {.erase = what, .actor = actor, .at = at, .id = id, .problem = problem};
    struct tf_ledger_job job = {.run = erase, .user = &erasing, .changes_the_past = true};
    if (tf_sharing_kiosk(ledger) != 0) { /* it would stay with the others, and come back from there */
        return tf_err_tell(
            problem, TF_ERR_CONFLICT, NULL,
            "Do it when the event is over: `twofeet link leave` on each kiosk, then erase on each",
            "Several kiosks share this board: nothing was erased");
    }
    return tf_ledger_run_job(ledger, &job);
}
