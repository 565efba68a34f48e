#include "ledger/rebase.h"

#include "core/command_json.h"
#include "core/rebase.h"

#include <stdlib.h>

enum { OWN_AT_A_TIME = 64 };

struct making {
    struct tf_rebased *out;
    struct tf_rebase *rules;
    struct tf_store *store;
    uint64_t since; /* the last sequence that stays as it was */
};

/* Room for one more of each. */
static enum tf_err make_room(struct tf_rebased *out)
{
    if (out->count < out->room) {
        return TF_OK;
    }
    size_t room = out->room ? out->room * 2 : 64;
    struct tf_event **events = realloc(out->events, room * sizeof(struct tf_event *));
    if (!events) {
        return TF_ERR_NOMEM;
    }
    out->events = events;
    char **commands = realloc(out->commands, room * sizeof(char *));
    if (!commands) {
        return TF_ERR_NOMEM;
    }
    out->commands = commands;
    out->room = room;
    return TF_OK;
}

/* Takes the event's reference and the command, also when there is no memory for them. */
static enum tf_err keep(struct tf_rebased *out, struct tf_event *event, char *command)
{
    enum tf_err err = make_room(out);
    if (err) {
        tf_event_unref(event);
        free(command);
        return err;
    }
    out->events[out->count] = event;
    out->commands[out->count++] = command;
    return TF_OK;
}

static enum tf_err apply(struct tf_board **board, const struct tf_event *event)
{
    struct tf_board *next = NULL;
    enum tf_err err = tf_board_apply(&next, *board, event);
    if (!err) {
        tf_board_unref(*board);
        *board = next;
    }
    return err;
}

/* ---- what came ---- */

static enum tf_err check_form(const struct tf_event *event, struct tf_problem *problem)
{
    enum tf_err err = TF_OK;
    for (size_t i = 0; !err && i < event->change_count; i++) {
        const struct tf_record *after = event->changes[i].after;
        err = after ? tf_record_check_change(after, after, problem) : TF_OK;
    }
    return err;
}

static enum tf_err refuse(enum tf_err err, const struct tf_event *event, struct tf_problem *problem)
{
    if (err == TF_ERR_NOMEM) {
        return err;
    }
    return tf_err_tell(problem, TF_ERR_CORRUPT, tf_verb_name(event->verb),
                       "Look which kiosk wrote it: `twofeet link status`",
                       "What the other kiosks did does not fit this board (event %llu)",
                       (unsigned long long)event->sequence);
}

static enum tf_err put_first(struct making *m, struct tf_event *const *first, size_t count,
                             struct tf_problem *problem)
{
    struct tf_rebased *out = m->out;
    enum tf_err err = TF_OK;
    for (size_t i = 0; !err && i < count; i++) {
        struct tf_problem form = {0};
        err = check_form(first[i], &form);
        err = err ? err : apply(&out->board, first[i]);
        if (err) {
            return refuse(err, first[i], problem);
        }
        err = tf_rebase_learn(m->rules, first[i]);
        err = err ? err : keep(out, tf_event_ref(first[i]), NULL);
    }
    struct tf_problem broken = {0};
    if (!err && (err = tf_board_check_relations(out->board, &broken))) {
        err = refuse(err, first[count - 1], problem);
    }
    out->base = err ? NULL : tf_board_ref(out->board);
    return err;
}

/* ---- our own, anew ---- */

/* The event that an UNDO means, by its id: among what was just made, or in the part of the log that stays.
 * *out NULL: there is none, or it is not done any more. */
static enum tf_err find_past(struct making *m, struct tf_command *command, struct tf_event **out)
{
    uint64_t sequence = 0;
    size_t count = 0;
    *out = NULL;
    if (command->verb != TF_VERB_UNDO || command->past == 0) {
        return TF_OK;
    }
    for (size_t i = 0; i < m->out->count; i++) {
        struct tf_event *event = m->out->events[i];
        if (event->id == command->past) {
            *out = event->verb == TF_VERB_ASIDE ? NULL : tf_event_ref(event);
            command->sequence = event->sequence;
            return TF_OK;
        }
    }
    enum tf_err err = tf_store_find(m->store, command->past, &sequence);
    if (err || sequence > m->since) {
        return err == TF_ERR_NOT_FOUND ? TF_OK : err;
    }
    command->sequence = sequence;
    err = tf_store_read(m->store, sequence, out, 1, &count);
    return err;
}

/* What was given up of a command is not tried again next time: its place may be somebody's by then whom a
 * person has been shown another for. Takes over text. */
static enum tf_err keep_own(struct making *m, struct tf_event *event, const struct tf_command *command,
                            const struct tf_command *was, char *text)
{
    char *fresh = text;
    bool is_same =
        command->slot == was->slot && command->replace == was->replace && command->record == was->record;
    enum tf_err err = is_same ? TF_OK : tf_command_json_write(&fresh, command);
    if (err) {
        tf_event_unref(event);
        free(text);
        return err;
    }
    if (!is_same) {
        free(text);
    }
    return keep(m->out, event, fresh);
}

/* Takes over text, the command beside former. */
static enum tf_err anew(struct making *m, const struct tf_event *former, char *text)
{
    struct tf_command *command = NULL;
    struct tf_event *past = NULL, *event = NULL;
    enum tf_err err = tf_command_json_read(&command, text);
    struct tf_command was = {0};
    if (!err) {
        was = *command; /* to be compared with, not used */
    }
    err = err ? err : find_past(m, command, &past);
    err = err ? err : tf_rebase_decide(&event, m->rules, m->out->board, command, former, past);
    if (!err) {
        event->sequence = m->out->board->revision + 1;
        err = apply(&m->out->board, event);
    }
    tf_event_unref(past);
    if (err) {
        tf_event_unref(event);
        free(text);
    } else {
        err = keep_own(m, event, command, &was, text);
    }
    tf_command_destroy(command);
    return err;
}

static enum tf_err put_own(struct making *m, uint64_t from, size_t *count)
{
    struct tf_event *events[OWN_AT_A_TIME];
    char *texts[OWN_AT_A_TIME];
    size_t text_count = 0;
    enum tf_err err = tf_store_read(m->store, from, events, OWN_AT_A_TIME, count);
    if (err) {
        return err;
    }
    err = tf_store_outbox_read(m->store, from, texts, *count, &text_count);
    text_count = err ? 0 : text_count;
    err = !err && text_count != *count ? TF_ERR_CORRUPT : err;
    for (size_t i = 0; i < *count; i++) {
        char *text = i < text_count ? texts[i] : NULL;
        if (err) {
            free(text);
        } else {
            err = anew(m, events[i], text);
        }
        tf_event_unref(events[i]);
    }
    return err;
}

enum tf_err tf_rebased_make(struct tf_rebased *rebased, struct tf_store *store, struct tf_board *base,
                            struct tf_event *const *first, size_t count, struct tf_problem *problem)
{
    struct making m = {.out = rebased, .store = store, .since = base->revision};
    size_t own = 0;
    uint64_t from = base->revision + 1;
    *rebased = (struct tf_rebased){.board = tf_board_ref(base)};
    enum tf_err err = tf_rebase_create(&m.rules);
    err = err ? err : put_first(&m, first, count, problem);
    while (!err) {
        err = put_own(&m, from, &own);
        if (own == 0) {
            break;
        }
        from += own;
    }
    tf_rebase_destroy(m.rules);
    return err;
}

void tf_rebased_free(struct tf_rebased *rebased)
{
    for (size_t i = 0; i < rebased->count; i++) {
        tf_event_unref(rebased->events[i]);
        free(rebased->commands[i]);
    }
    free(rebased->events);
    free(rebased->commands);
    tf_board_unref(rebased->base);
    tf_board_unref(rebased->board);
    *rebased = (struct tf_rebased){0};
}
