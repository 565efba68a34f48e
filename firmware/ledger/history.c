#include "ledger/history.h"

enum { PAGE = 200 }; /* events read between two commits */

struct page {
    uint64_t first;
    struct tf_event **out;
    size_t max, count;
    uint64_t last; /* the newest event's */
};

static enum tf_err read_last(void *user, struct tf_store *store)
{
    struct page *page = user;
    uint64_t id;
    return tf_store_last(store, &page->last, &id);
}

static enum tf_err read_page(void *user, struct tf_store *store)
{
    struct page *page = user;
    return tf_store_read(store, page->first, page->out, page->max, &page->count);
}

enum tf_err tf_ledger_history(struct tf_ledger *ledger, uint64_t before, struct tf_event **out, size_t max,
                              size_t *count, bool *has_more)
{
    struct page page = {.out = out};
    enum tf_err err = tf_ledger_run(ledger, read_last, &page);
    *count = 0;
    *has_more = false;
    if (err != TF_OK) {
        return err;
    }
    uint64_t end = before == 0 || before > page.last + 1 ? page.last + 1 : before;
    page.first = end > max ? end - max : 1;
    page.max = (size_t)(end - page.first);
    if (page.max == 0) {
        return TF_OK;
    }
    err = tf_ledger_run(ledger, read_page, &page);
    if (err != TF_OK) {
        return err;
    }
    for (size_t i = 0; i < page.count / 2; i++) {
        struct tf_event *event = out[i];
        out[i] = out[page.count - 1 - i];
        out[page.count - 1 - i] = event;
    }
    *count = page.count;
    *has_more = page.first > 1;
    return TF_OK;
}

/* Plays a page's events, and lets go of them. */
static enum tf_err play(struct tf_board **board, struct tf_event **events, size_t count)
{
    enum tf_err err = TF_OK;
    for (size_t i = 0; i < count; i++) {
        struct tf_board *next = NULL;
        if (err == TF_OK) {
            err = tf_board_apply(&next, *board, events[i]);
        }
        if (err == TF_OK) {
            tf_board_unref(*board);
            *board = next;
        }
        tf_event_unref(events[i]);
    }
    return err;
}

enum tf_err tf_ledger_board_at(struct tf_ledger *ledger, uint64_t sequence, struct tf_board **out)
{
    struct tf_event *events[PAGE];
    struct tf_board *board = NULL;
    enum tf_err err = tf_board_create(&board);
    while (err == TF_OK && board->revision < sequence) {
        uint64_t left = sequence - board->revision;
        struct page page = {
            .first = board->revision + 1, .out = events, .max = left < PAGE ? (size_t)left : PAGE};
        err = tf_ledger_run(ledger, read_page, &page);
        if (err == TF_OK) {
            err = page.count > 0 ? play(&board, events, page.count) : TF_ERR_NOT_FOUND;
        }
    }
    if (err != TF_OK) {
        tf_board_unref(board);
        return err;
    }
    *out = board;
    return TF_OK;
}

/* What was there before is brought back by these, so that older events may be about it as well. */
static bool brings_back(enum tf_verb verb)
{
    return verb == TF_VERB_UNDO || verb == TF_VERB_PUT_BACK || verb == TF_VERB_IMPORT;
}

static bool touches(const struct tf_event *event, uint64_t session, bool *is_first)
{
    bool does = false;
    for (size_t i = 0; i < event->change_count; i++) {
        const struct tf_change *change = &event->changes[i];
        const struct tf_record *either = change->after != NULL ? change->after : change->before;
        if (change->kind == TF_KIND_SESSION && change->key.id == session) {
            *is_first = *is_first || (change->before == NULL && !brings_back(event->verb));
            does = true;
        }
        does = does || (change->kind == TF_KIND_PLACEMENT && TF_PLACEMENT(either)->session == session);
    }
    return does;
}

enum tf_err tf_ledger_history_of(struct tf_ledger *ledger, uint64_t session, struct tf_event **out,
                                 size_t max, size_t *count, bool *has_more)
{
    struct tf_event *events[PAGE];
    enum tf_err err = TF_OK;
    uint64_t before = 0;
    bool is_first = false, is_older = true;
    *count = 0;
    *has_more = false;
    while (err == TF_OK && is_older && !is_first && !*has_more) {
        size_t read = 0;
        err = tf_ledger_history(ledger, before, events, PAGE, &read, &is_older);
        for (size_t i = 0; i < read; i++) {
            bool is_its = !is_first && touches(events[i], session, &is_first);
            before = events[i]->sequence;
            if (is_its && *count < max) {
                out[(*count)++] = events[i];
                continue;
            }
            *has_more = *has_more || is_its;
            tf_event_unref(events[i]);
        }
    }
    return err;
}
