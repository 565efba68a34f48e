#include "core/rebase.h"

#include "base/rng.h"
#include "core/rebase_carry.h"
#include "core/rules.h"

#include <stdlib.h>

struct hidden {
    enum tf_kind kind;
    struct tf_key key;
};

struct tf_rebase {
    struct hidden *hidden;
    size_t count, room;
};

enum { CODES_MAX = 100 };

enum tf_err tf_rebase_create(struct tf_rebase **out)
{
    struct tf_rebase *rebase = calloc(1, sizeof(*rebase));
    if (rebase == NULL) {
        return TF_ERR_NOMEM;
    }
    *out = rebase;
    return TF_OK;
}

void tf_rebase_destroy(struct tf_rebase *rebase)
{
    if (rebase != NULL) {
        free(rebase->hidden);
        free(rebase);
    }
}

/* ---- what was hidden stays hidden ---- */

static bool is_hidden(const struct tf_record *record)
{
    if (record == NULL) {
        return false;
    }
    if (record->kind == TF_KIND_SESSION) {
        return TF_SESSION(record)->state == TF_SESSION_HIDDEN && TF_SESSION(record)->waits == TF_WAITS_NOT;
    }
    const struct tf_field *field = tf_schema_field(record->kind, "hidden");
    return field != NULL && tf_field_number(record, field) != 0;
}

static enum tf_err remember(struct tf_rebase *rebase, const struct tf_change *change)
{
    if (rebase->count == rebase->room) {
        size_t room = rebase->room != 0 ? rebase->room * 2 : 16;
        struct hidden *hidden = realloc(rebase->hidden, room * sizeof(*hidden));
        if (hidden == NULL) {
            return TF_ERR_NOMEM;
        }
        rebase->hidden = hidden;
        rebase->room = room;
    }
    rebase->hidden[rebase->count++] = (struct hidden){change->kind, change->key};
    return TF_OK;
}

enum tf_err tf_rebase_learn(struct tf_rebase *rebase, const struct tf_event *first)
{
    enum tf_err err = TF_OK;
    for (size_t i = 0; err == TF_OK && i < first->change_count; i++) {
        const struct tf_change *change = &first->changes[i];
        if (change->before != NULL && !is_hidden(change->before) && is_hidden(change->after)) {
            err = remember(rebase, change);
        }
    }
    return err;
}

/* Would it show what somebody else hid? */
static bool reveals(const struct tf_rebase *rebase, const struct tf_event *event)
{
    for (size_t i = 0; i < rebase->count; i++) {
        const struct tf_change *change =
            tf_event_change_of(event, rebase->hidden[i].kind, rebase->hidden[i].key);
        if (change != NULL && is_hidden(change->before) && !is_hidden(change->after)) {
            return true;
        }
    }
    return false;
}

/* ---- deciding anew ---- */

/* Whom it puts out of a cell, it put out before. */
static bool puts_out_the_same(const struct tf_event *event, const struct tf_event *former)
{
    for (size_t i = 0; i < event->change_count; i++) {
        const struct tf_change *change = &event->changes[i];
        if (change->kind != TF_KIND_PLACEMENT || change->after != NULL) {
            continue;
        }
        const struct tf_change *then = tf_event_change_of(former, change->kind, change->key);
        if (then == NULL || then->after != NULL) {
            return false;
        }
    }
    return true;
}

struct anew {
    struct tf_board *board;
    struct tf_command *command;
    const struct tf_event *former, *past;
    struct tf_refusal refusal;
    uint64_t loser, gave_way; /* which session, to whom; 0: none */
};

static enum tf_err decide(struct tf_event **out, struct anew *a)
{
    return tf_rules_decide(out, a->board, a->command, a->past, &a->refusal, NULL);
}

/* The cell is somebody's whom the sender did not see: as if it had not been asked to put anybody out. */
static enum tf_err decide_replacing(struct tf_event **out, struct anew *a)
{
    struct tf_event *event = NULL;
    enum tf_err err = decide(&event, a);
    if (err == TF_OK && a->command->replace && !puts_out_the_same(event, a->former)) {
        tf_event_unref(event);
        event = NULL;
        a->command->replace = false;
        err = decide(&event, a);
    }
    if (err == TF_OK) {
        *out = event;
    }
    return err;
}

static enum tf_err draw_code(struct anew *a, uint64_t n)
{
    union tf_record_any any = {.session = *TF_SESSION(a->command->record)};
    char code[9];
    tf_command_code(code, tf_rng_mix(a->command->id, n));
    any.session.code = code;
    return tf_command_set_record(a->command, &any.record, a->command->fields);
}

/* Whose place the command was about; 0: nobody's. */
static uint64_t session_of(const struct anew *a)
{
    const struct tf_command *command = a->command;
    if (command->verb == TF_VERB_PLACE || command->verb == TF_VERB_PROPOSE) {
        return command->verb == TF_VERB_PLACE ? command->session : command->record->key.id;
    }
    struct tf_key key = {0, command->placement};
    const struct tf_change *change = tf_event_change_of(a->former, TF_KIND_PLACEMENT, key);
    const struct tf_record *placement = change == NULL          ? NULL
                                        : change->after != NULL ? change->after
                                                                : change->before;
    return placement != NULL ? TF_PLACEMENT(placement)->session : 0;
}

/* The refusal says that its cell is somebody else's. */
static void note_taken(struct anew *a)
{
    if (a->refusal.reason == TF_REASON_CELL_TAKEN) {
        a->loser = session_of(a);
        a->gave_way = a->refusal.subject;
    }
}

/* It gave way already, when it was decided anew before. */
static void note_earlier(struct anew *a)
{
    for (size_t i = 0; i < a->former->change_count; i++) {
        const struct tf_change *change = &a->former->changes[i];
        if (change->kind == TF_KIND_SESSION && change->after != NULL) {
            uint64_t gave_way = TF_SESSION(change->after)->gave_way;
            bool is_news = change->before == NULL || TF_SESSION(change->before)->gave_way != gave_way;
            a->loser = gave_way != 0 && is_news ? change->key.id : a->loser;
            a->gave_way = gave_way != 0 && is_news ? gave_way : a->gave_way;
        }
    }
}

/* A card is never lost: its place may be, and by a chance in millions its code. */
static enum tf_err decide_proposal(struct tf_event **out, struct anew *a)
{
    enum tf_err err = decide(out, a);
    for (uint64_t n = 0; err != TF_OK && a->refusal.reason == TF_REASON_CODE_TAKEN && n < CODES_MAX; n++) {
        err = draw_code(a, n);
        err = err == TF_OK ? decide(out, a) : err;
    }
    if (err != TF_OK && err != TF_ERR_NOMEM && a->command->slot != 0) {
        note_taken(a);
        a->command->slot = 0;
        err = decide(out, a);
    }
    return err;
}

static enum tf_err decide_import(struct tf_event **out, struct anew *a)
{
    struct tf_command *own = a->command, *command = NULL;
    enum tf_err err = tf_rebase_carry_import(&command, own, a->former, a->board);
    if (err != TF_OK) {
        return err;
    }
    a->command = command;
    err = decide(out, a);
    a->command = own;
    tf_command_destroy(command);
    return err;
}

static enum tf_err decide_again(struct tf_event **out, struct anew *a)
{
    if (a->command->actor.role != TF_ROLE_SYSTEM) {
        a->command->revision = 0; /* the sender saw the newest that this kiosk had */
    }
    switch (a->command->verb) {
    case TF_VERB_PROPOSE:
        return decide_proposal(out, a);
    case TF_VERB_IMPORT:
        return decide_import(out, a);
    default:
        return decide_replacing(out, a);
    }
}

/* Notes on the session whom it gave way to. */
static enum tf_err note_loss(struct tf_event *event, const struct anew *a)
{
    struct tf_key key = {0, a->loser};
    const struct tf_change *change = tf_event_change_of(event, TF_KIND_SESSION, key);
    const struct tf_record *now =
        change != NULL ? change->after : tf_board_get(a->board, TF_KIND_SESSION, key);
    if (a->gave_way == 0 || a->gave_way == key.id || now == NULL || tf_session_is_gone(TF_SESSION(now))) {
        return TF_OK;
    }
    struct tf_session lost = {.record.kind = TF_KIND_SESSION, .gave_way = a->gave_way};
    const struct tf_record *noted = NULL;
    enum tf_err err = tf_record_merge(&noted, now, &lost.record, tf_schema_mask(TF_KIND_SESSION, "gave_way"));
    if (err == TF_OK) {
        err = tf_event_add(event, now, noted);
    }
    tf_record_unref(noted);
    return err;
}

static enum tf_err put_aside(struct tf_event **out, const struct anew *a)
{
    const struct tf_command *command = a->command;
    return tf_event_create(out, TF_VERB_ASIDE, command->actor, command->at, command->id);
}

/* Came too late for its session, or with too many others: no reason to lose it. */
static bool may_carry(enum tf_reason reason)
{
    return reason == TF_REASON_SESSION_GONE || reason == TF_REASON_TOO_SOON;
}

static bool is_placing(enum tf_verb verb)
{
    return verb == TF_VERB_PLACE || verb == TF_VERB_MOVE || verb == TF_VERB_SWAP || verb == TF_VERB_EXTEND;
}

enum tf_err tf_rebase_decide(struct tf_event **out, const struct tf_rebase *rebase, struct tf_board *board,
                             struct tf_command *command, const struct tf_event *former,
                             const struct tf_event *past)
{
    struct anew a = {.board = board, .command = command, .former = former, .past = past};
    struct tf_event *event = NULL;
    note_earlier(&a);
    enum tf_err err = former->verb == TF_VERB_ASIDE ? TF_ERR_CONFLICT : decide_again(&event, &a);
    if (err == TF_ERR_NOMEM) {
        return err;
    }
    if (err == TF_OK && reveals(rebase, event)) {
        tf_event_unref(event);
        event = NULL;
        a.refusal.reason = TF_REASON_SESSION_GONE; /* as if its sender had known */
        err = TF_ERR_CONFLICT;
    }
    if (err != TF_OK && is_placing(command->verb)) {
        note_taken(&a);
    }
    if (err != TF_OK) {
        err =
            may_carry(a.refusal.reason) ? tf_rebase_carry(&event, board, command, former) : TF_ERR_NOT_FOUND;
        err = err == TF_ERR_NOT_FOUND ? put_aside(&event, &a) : err;
    }
    if (err == TF_OK) {
        err = note_loss(event, &a);
    }
    if (err != TF_OK) {
        tf_event_unref(event);
        return err;
    }
    *out = event;
    return TF_OK;
}
