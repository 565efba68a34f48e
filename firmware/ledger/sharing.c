/* DESIGN. The log has two parts: what everybody has, alike on every kiosk, sequence for sequence; and behind
 * it what is this kiosk's alone as yet, of which the outbox has the commands. `base` is the board between the
 * two.
 *
 * A disk that refuses in the middle leaves in doubt what it has. The store is closed then, and opened again
 * by saving.c, which finds either what was there before or what was to be (`landing`). Until then nothing is
 * written, and the link comes again. */
#include "ledger/sharing.h"

#include "base/clock.h"
#include "ledger/ledger_in.h"
#include "ledger/rebase.h"
#include "store/ddl.h"

#include <stdlib.h>
#include <string.h>

enum {
    EVENTS_AT_A_TIME = 64,
    UNSURE_MS =
        600000, /* a page that says "taken back" of a number is not left open for longer, or has read on */
};

/* ---- what the ledger's thread does ---- */

static enum tf_err read_row(void *user, const struct tf_store_private *row)
{
    uint64_t *kiosk = user;
    if (strcmp(row->name, TF_SHARING_ROW) == 0) {
        *kiosk = strtoull(row->value, NULL, 10);
    }
    return TF_OK;
}

/* From the newest back: base is what was there before the first of them. */
static enum tf_err revert_all(struct tf_ledger *ledger, struct tf_board **board, uint64_t base)
{
    struct tf_event *events[EVENTS_AT_A_TIME];
    enum tf_err err = TF_OK;
    while (!err && (*board)->revision > base) {
        uint64_t revision = (*board)->revision;
        uint64_t first = revision - base > EVENTS_AT_A_TIME ? revision - EVENTS_AT_A_TIME + 1 : base + 1;
        size_t count = 0;
        err = tf_store_read(ledger->store, first, events, (size_t)(revision - first + 1), &count);
        for (size_t i = err ? 0 : count; i-- > 0;) {
            struct tf_board *before = NULL;
            err = err ? err : tf_board_revert(&before, *board, events[i]);
            if (!err) {
                tf_board_unref(*board);
                *board = before;
            }
            tf_event_unref(events[i]);
        }
        err = !err && count == 0 ? TF_ERR_CORRUPT : err;
    }
    return err;
}

static enum tf_err oldest_at(struct tf_ledger *ledger, uint64_t first, int64_t *at)
{
    struct tf_event *event = NULL;
    size_t count = 0;
    enum tf_err err = tf_store_read(ledger->store, first, &event, 1, &count);
    if (!err && count > 0) {
        *at = event->at;
        tf_event_unref(event);
    }
    return err;
}

/* What is left unsent, for who asks. */
static enum tf_err count_again(struct tf_ledger *ledger)
{
    uint64_t first = 0;
    size_t count = 0;
    int64_t at = 0;
    enum tf_err err = tf_store_outbox_span(ledger->store, &first, &count);
    if (!err && count > 0) {
        err = oldest_at(ledger, first, &at);
    }
    if (!err) {
        atomic_store(&ledger->sharing.since, at);
        atomic_store(&ledger->sharing.unsent, count);
    }
    return err;
}

enum tf_err tf_sharing_load(struct tf_ledger *ledger)
{
    struct tf_sharing *sharing = &ledger->sharing;
    uint64_t kiosk = 0, first = 0;
    size_t count = 0;
    enum tf_err err = tf_store_private_each(ledger->store, read_row, &kiosk);
    atomic_store(&sharing->kiosk, err ? 0 : kiosk);
    if (err || kiosk == 0) {
        return err;
    }
    struct tf_board *board = tf_board_ref(ledger->board);
    err = tf_store_outbox_span(ledger->store, &first, &count);
    if (!err && count > 0) {
        err = first + count == board->revision + 1 ? revert_all(ledger, &board, first - 1) : TF_ERR_CORRUPT;
    }
    err = err ? err : count_again(ledger);
    if (err) {
        tf_board_unref(board);
        return err;
    }
    tf_board_unref(sharing->base);
    sharing->base = board;
    return TF_OK;
}

void tf_sharing_free(struct tf_ledger *ledger)
{
    tf_board_unref(ledger->sharing.base);
    tf_board_unref(ledger->sharing.landing);
}

void tf_sharing_count(struct tf_ledger *ledger, const struct tf_batch *batch)
{
    struct tf_sharing *sharing = &ledger->sharing;
    if (batch->kiosk != 0 && atomic_load(&sharing->unsent) == 0) {
        atomic_store(&sharing->since, batch->events[0]->at);
    }
    if (batch->kiosk != 0) {
        atomic_fetch_add(&sharing->unsent, batch->event_count);
    }
}

void tf_sharing_unsure(const struct tf_ledger *ledger, struct tf_batch *batch)
{
    const struct tf_sharing *sharing = &ledger->sharing;
    bool is_unsure = sharing->moved_last != 0 && tf_clock_mono_ms() - sharing->moved_ms < UNSURE_MS;
    batch->unsure_first = is_unsure ? sharing->moved_first : 0;
    batch->unsure_last = is_unsure ? sharing->moved_last : 0;
}

/* Own events from base + 1 on are getting other numbers. */
static void note_moved(struct tf_ledger *ledger)
{
    struct tf_sharing *sharing = &ledger->sharing;
    uint64_t first = sharing->base->revision + 1, last = ledger->board->revision;
    bool is_old = tf_clock_mono_ms() - sharing->moved_ms >= UNSURE_MS;
    if (first > last) {
        return;
    }
    if (sharing->moved_last == 0 || is_old) {
        sharing->moved_first = first;
    }
    sharing->moved_first = first < sharing->moved_first ? first : sharing->moved_first;
    sharing->moved_last = last;
    sharing->moved_ms = tf_clock_mono_ms();
}

void tf_sharing_show(struct tf_ledger *ledger, struct tf_board *board, uint64_t id)
{
    tf_board_unref(ledger->board);
    ledger->board = board;
    ledger->last_id = id;
    tf_readers_publish(&ledger->readers, ledger->board);
}

/* What the disk has is in doubt: nothing more is written before that is known. */
static void give_up_store(struct tf_ledger *ledger)
{
    tf_store_close(ledger->store);
    ledger->store = NULL;
}

/* ---- sending ---- */

struct unsent {
    struct tf_ledger *ledger;
    struct tf_sharing_unsent *out;
};

static enum tf_err unsent(void *user, struct tf_store *store)
{
    struct unsent *job = user;
    struct tf_sharing *sharing = &job->ledger->sharing;
    if (atomic_load(&sharing->kiosk) == 0) {
        return TF_ERR_INVALID;
    }
    job->out->base = sharing->base->revision;
    return tf_store_read(store, job->out->base + 1, job->out->events, TF_SHARING_SEND_MAX, &job->out->count);
}

enum tf_err tf_sharing_unsent(struct tf_ledger *ledger, struct tf_sharing_unsent *out)
{
    struct unsent job = {ledger, out};
    out->count = 0;
    return tf_ledger_run(ledger, unsent, &job);
}

struct sent {
    struct tf_ledger *ledger;
    uint64_t last;
};

/* base moves on over own events, which are on the board already. */
static enum tf_err move_base(struct tf_ledger *ledger, uint64_t last)
{
    struct tf_board *base = tf_board_ref(ledger->sharing.base);
    enum tf_err err = TF_OK;
    while (!err && base->revision < last) {
        struct tf_event *event = NULL;
        struct tf_board *next = NULL;
        size_t count = 0;
        err = tf_store_read(ledger->store, base->revision + 1, &event, 1, &count);
        err = !err && count == 0 ? TF_ERR_INVALID : err;
        if (!err) {
            err = tf_board_apply(&next, base, event);
            tf_event_unref(event);
        }
        if (!err) {
            tf_board_unref(base);
            base = next;
        }
    }
    if (err) {
        tf_board_unref(base);
        return err;
    }
    tf_board_unref(ledger->sharing.base);
    ledger->sharing.base = base;
    return TF_OK;
}

static enum tf_err sent(void *user, struct tf_store *store)
{
    struct sent *job = user;
    struct tf_ledger *ledger = job->ledger;
    if (atomic_load(&ledger->sharing.kiosk) == 0 || job->last > ledger->board->revision) {
        return TF_ERR_INVALID;
    }
    if (job->last <= ledger->sharing.base->revision) {
        return TF_OK;
    }
    enum tf_err err = tf_store_outbox_drop(store, job->last);
    if (err == TF_ERR_IO) {
        give_up_store(ledger);
        return err;
    }
    err = err ? err : move_base(ledger, job->last);
    return err ? err : count_again(ledger);
}

enum tf_err tf_sharing_sent(struct tf_ledger *ledger, uint64_t last)
{
    struct sent job = {ledger, last};
    return tf_ledger_run(ledger, sent, &job);
}

/* ---- taking in ---- */

struct take_in {
    struct tf_ledger *ledger;
    struct tf_event *const *events;
    size_t count;
    struct tf_problem *problem;
};

/* Nothing of ours is in the way: what came goes behind what is there, as a batch does. */
static enum tf_err append(struct tf_ledger *ledger, struct tf_rebased *rebased)
{
    return tf_store_append(ledger->store, rebased->events, rebased->count);
}

static enum tf_err write_anew(struct tf_ledger *ledger, struct tf_rebased *rebased)
{
    const struct tf_store_rebase rebase = {
        .base = ledger->sharing.base->revision,
        .events = rebased->events,
        .commands = (const char *const *)rebased->commands,
        .count = rebased->count,
        .now = ledger->board,
        .then = rebased->board,
    };
    return tf_store_rebase(ledger->store, &rebase);
}

static enum tf_err save(struct tf_ledger *ledger, struct tf_rebased *rebased)
{
    struct tf_sharing *sharing = &ledger->sharing;
    uint64_t id = rebased->events[rebased->count - 1]->id;
    bool is_plain = sharing->base->revision == ledger->board->revision;
    enum tf_err err = is_plain ? append(ledger, rebased) : write_anew(ledger, rebased);
    if (err == TF_ERR_IO) {
        tf_board_unref(sharing->landing);
        sharing->landing = tf_board_ref(rebased->board);
        sharing->landing_id = id;
        note_moved(ledger); /* it may have been done */
        give_up_store(ledger);
    }
    if (err) {
        return err;
    }
    note_moved(ledger);
    tf_board_unref(sharing->base);
    sharing->base = tf_board_ref(rebased->base);
    tf_sharing_show(ledger, tf_board_ref(rebased->board), id);
    return count_again(ledger);
}

/* The last of them that is ours already, because an answer was lost: how many. */
static enum tf_err skip_own(struct tf_ledger *ledger, const struct take_in *job, size_t *own)
{
    uint64_t base = ledger->sharing.base->revision;
    enum tf_err err = TF_OK;
    bool is_own = true;
    *own = 0;
    while (!err && is_own && *own < job->count && base + *own < ledger->board->revision) {
        struct tf_event *event = NULL;
        size_t count = 0;
        err = tf_store_read(ledger->store, base + *own + 1, &event, 1, &count);
        is_own = !err && count > 0 && event->id == job->events[*own]->id;
        *own += is_own ? 1 : 0;
        if (!err && count > 0) {
            tf_event_unref(event);
        }
    }
    return err;
}

static enum tf_err take_in(void *user, struct tf_store *store)
{
    struct take_in *job = user;
    struct tf_ledger *ledger = job->ledger;
    struct tf_rebased rebased = {0};
    size_t own = 0;
    if (atomic_load(&ledger->sharing.kiosk) == 0 ||
        job->events[0]->sequence != ledger->sharing.base->revision + 1) {
        return TF_ERR_INVALID;
    }
    enum tf_err err = skip_own(ledger, job, &own);
    if (!err && own > 0) {
        struct sent to = {ledger, ledger->sharing.base->revision + own};
        err = sent(&to, store);
    }
    if (err || own == job->count) {
        return err;
    }
    err = tf_rebased_make(&rebased, ledger->store, ledger->sharing.base, job->events + own, job->count - own,
                          job->problem);
    err = err ? err : save(ledger, &rebased);
    tf_rebased_free(&rebased);
    return err;
}

enum tf_err tf_sharing_take_in(struct tf_ledger *ledger, struct tf_event *const *events, size_t count,
                               struct tf_problem *problem)
{
    struct take_in job = {ledger, events, count, problem};
    return count == 0 ? TF_OK : tf_ledger_run(ledger, take_in, &job);
}

/* ---- any thread ---- */

struct tf_sharing_waiting tf_sharing_waiting(const struct tf_ledger *ledger)
{
    size_t count = atomic_load(&ledger->sharing.unsent);
    return (struct tf_sharing_waiting){count, count > 0 ? atomic_load(&ledger->sharing.since) : 0};
}

uint64_t tf_sharing_kiosk(const struct tf_ledger *ledger)
{
    return atomic_load(&ledger->sharing.kiosk);
}

int tf_sharing_version(void)
{
    return tf_ddl_plan.version;
}
