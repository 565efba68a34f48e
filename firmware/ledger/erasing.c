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
};

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

static enum tf_err erase(void *user, struct tf_store *store)
{
    struct erasing *erasing = user;
    enum tf_err err = tf_store_erase(store, erasing->erase, erasing->problem);
    if (tf_erase_count(erasing->erase) > 0) { /* also when only its bytes may be left */
        enum tf_err noted = note_it(erasing, store);
        err = err ? err : noted;
    }
    return err;
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
    struct erasing erasing = {what, actor, at, id, problem};
    struct tf_ledger_job job = {.run = erase, .user = &erasing, .changes_the_past = true};
    return tf_ledger_run_job(ledger, &job);
}
