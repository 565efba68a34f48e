#include "core/rules.h"

#include "base/rng.h"
#include "base/text.h"
#include "base/zone.h"
#include "core/policy.h"
#include "core/rules_internal.h"

#include <assert.h>

#define TIME_END_S (tf_zone_days(TF_ZONE_YEAR_MAX + 1, 1, 1) * 86400)

/* ---- why not ---- */

static const struct {
    const char *name;
    enum tf_err err;
} REASONS[TF_REASON_COUNT] = {
    [TF_REASON_NONE] = {"none", TF_OK},
    [TF_REASON_CELL_TAKEN] = {"cell-taken", TF_ERR_CONFLICT},
    [TF_REASON_SPACE_CLOSED] = {"space-closed", TF_ERR_CONFLICT},
    [TF_REASON_NOT_A_SESSION_SLOT] = {"not-a-session-slot", TF_ERR_CONFLICT},
    [TF_REASON_LOCKED] = {"locked", TF_ERR_DENIED},
    [TF_REASON_UNKNOWN_SESSION] = {"unknown-session", TF_ERR_NOT_FOUND},
    [TF_REASON_UNKNOWN_SPACE] = {"unknown-space", TF_ERR_NOT_FOUND},
    [TF_REASON_UNKNOWN_SLOT] = {"unknown-slot", TF_ERR_NOT_FOUND},
    [TF_REASON_UNKNOWN_PLACEMENT] = {"unknown-placement", TF_ERR_NOT_FOUND},
    [TF_REASON_UNKNOWN_EVENT] = {"unknown-event", TF_ERR_NOT_FOUND},
    [TF_REASON_SESSION_GONE] = {"session-gone", TF_ERR_CONFLICT},
    [TF_REASON_NEEDS_TITLE] = {"needs-title", TF_ERR_INVALID},
    [TF_REASON_BAD_TEXT] = {"bad-text", TF_ERR_INVALID},
    [TF_REASON_BAD_VALUE] = {"bad-value", TF_ERR_INVALID},
    [TF_REASON_CODE_TAKEN] = {"code-taken", TF_ERR_CONFLICT},
    [TF_REASON_ID_TAKEN] = {"id-taken", TF_ERR_CONFLICT},
    [TF_REASON_SLOT_OVERLAPS] = {"slot-overlaps", TF_ERR_CONFLICT},
    [TF_REASON_SLOT_IN_USE] = {"slot-in-use", TF_ERR_CONFLICT},
    [TF_REASON_NOTHING_AFTER] = {"nothing-after", TF_ERR_CONFLICT},
    [TF_REASON_SAME_THING] = {"same-thing", TF_ERR_CONFLICT},
    [TF_REASON_OWN_SESSION] = {"own-session", TF_ERR_CONFLICT},
    [TF_REASON_CHANGED_SINCE] = {"changed-since", TF_ERR_CONFLICT},
    [TF_REASON_FULL] = {"full", TF_ERR_LIMIT},
    [TF_REASON_NOT_ALLOWED] = {"not-allowed", TF_ERR_DENIED},
    [TF_REASON_NO_EVENT] = {"no-event", TF_ERR_CONFLICT},
    [TF_REASON_NO_STARS_LEFT] = {"no-stars-left", TF_ERR_LIMIT},
    [TF_REASON_NO_SCHEDULE] = {"no-schedule", TF_ERR_DENIED},
    [TF_REASON_NO_CHANGE] = {"no-change", TF_ERR_CONFLICT},
    [TF_REASON_TOO_SOON] = {"too-soon", TF_ERR_LIMIT},
    [TF_REASON_FROZEN] = {"frozen", TF_ERR_DENIED},
    [TF_REASON_NEEDS_DEVICE] = {"needs-device", TF_ERR_DENIED},
    [TF_REASON_NEEDS_HOSTS] = {"needs-hosts", TF_ERR_DENIED},
    [TF_REASON_UNKNOWN_TOPIC] = {"unknown-topic", TF_ERR_NOT_FOUND},
    [TF_REASON_NOT_NOW] = {"not-now", TF_ERR_DENIED},
    [TF_REASON_NO_DOTS_LEFT] = {"no-dots-left", TF_ERR_LIMIT},
    [TF_REASON_DOTS_BY_DEVICE] = {"dots-by-device", TF_ERR_DENIED},
};

const char *tf_reason_name(enum tf_reason reason)
{
    unsigned index = (unsigned)reason;
    return index < TF_REASON_COUNT ? REASONS[index].name : "unknown";
}

enum tf_err tf_rules_refuse(struct tf_decision *d, enum tf_reason reason, uint64_t subject)
{
    return tf_rules_refuse_field(d, reason, subject, "");
}

enum tf_err tf_rules_refuse_field(struct tf_decision *d, enum tf_reason reason, uint64_t subject,
                                  const char *field)
{
    d->refusal = (struct tf_refusal){.reason = reason, .subject = subject};
    tf_text_copy(d->refusal.field, sizeof(d->refusal.field), field);
    return REASONS[reason].err;
}

static bool is_text_field(enum tf_kind kind, const char *name)
{
    const struct tf_field *field = tf_schema_field(kind, name);
    return field != NULL && field->type == TF_FIELD_TEXT;
}

static enum tf_err check_form(struct tf_decision *d, const struct tf_record *record,
                              const struct tf_record *known)
{
    struct tf_problem problem = {0};
    enum tf_err err = tf_record_check_change(record, known, &problem);
    if (err == TF_OK || err == TF_ERR_NOMEM) {
        return err;
    }
    enum tf_reason reason =
        is_text_field(record->kind, problem.where) ? TF_REASON_BAD_TEXT : TF_REASON_BAD_VALUE;
    return tf_rules_refuse_field(d, reason, record->key.id, problem.where);
}

enum tf_err tf_rules_check_form(struct tf_decision *d, const struct tf_record *record)
{
    return check_form(d, record, tf_rules_now(d, record->kind, record->key));
}

enum tf_err tf_rules_check_kept(struct tf_decision *d, const struct tf_record *record)
{
    return check_form(d, record, record);
}

enum tf_err tf_rules_want_record(struct tf_decision *d, enum tf_kind kind)
{
    const struct tf_record *record = d->command->record;
    if (record == NULL || record->kind != kind) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, 0, "record");
    }
    return TF_OK;
}

bool tf_rules_is_time(int64_t utc_s)
{
    return utc_s >= tf_zone_days(TF_ZONE_YEAR_MIN, 1, 1) * 86400 && utc_s < TIME_END_S;
}

bool tf_rules_is_id(uint64_t id)
{
    return id >= 1 && id <= TF_ID_MAX;
}

enum tf_err tf_rules_check_new(struct tf_decision *d, enum tf_kind kind, struct tf_key key)
{
    const struct tf_schema *schema = tf_schema_of(kind);
    if (!tf_rules_is_id(key.id)) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, key.id, "id");
    }
    if (schema->owner_name == NULL && key.owner != 0) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, key.id, "owner");
    }
    if (tf_rules_now(d, kind, key) != NULL) {
        return tf_rules_refuse(d, TF_REASON_ID_TAKEN, key.id);
    }
    if (tf_table_count(d->board->tables[kind]) >= schema->max) {
        return tf_rules_refuse_field(d, TF_REASON_FULL, 0, schema->table);
    }
    return TF_OK;
}

/* ---- changing ---- */

const struct tf_record *tf_rules_now(const struct tf_decision *d, enum tf_kind kind, struct tf_key key)
{
    const struct tf_change *change = tf_event_change_of(d->event, kind, key);
    return change != NULL ? change->after : tf_board_get(d->board, kind, key);
}

static enum tf_err add_change(struct tf_decision *d, const struct tf_record *before,
                              const struct tf_record *after)
{
    enum tf_err err = tf_event_add(d->event, before, after);
    return err == TF_ERR_LIMIT ? tf_rules_refuse_field(d, TF_REASON_FULL, 0, "changes") : err;
}

enum tf_err tf_rules_put(struct tf_decision *d, const struct tf_record *record)
{
    const struct tf_record *before = tf_rules_now(d, record->kind, record->key);
    if (before != NULL && tf_record_equal(before, record)) {
        return TF_OK;
    }
    return add_change(d, before, record);
}

enum tf_err tf_rules_put_copy(struct tf_decision *d, const struct tf_record *from)
{
    const struct tf_record *copy = NULL;
    enum tf_err err = tf_record_copy(&copy, from);
    if (err != TF_OK) {
        return err;
    }
    err = tf_rules_check_form(d, copy);
    if (err == TF_OK) {
        err = tf_rules_put(d, copy);
    }
    tf_record_unref(copy);
    return err;
}

enum tf_err tf_rules_change(struct tf_decision *d, const struct tf_record *base, const struct tf_record *from,
                            uint64_t mask)
{
    const struct tf_record *merged = NULL;
    enum tf_err err = tf_record_merge(&merged, base, from, mask);
    if (err != TF_OK) {
        return err;
    }
    err = tf_rules_check_form(d, merged);
    if (err == TF_OK) {
        err = tf_rules_put(d, merged);
    }
    tf_record_unref(merged);
    return err;
}

enum tf_err tf_rules_drop(struct tf_decision *d, const struct tf_record *record)
{
    const struct tf_record *now = tf_rules_now(d, record->kind, record->key);
    return now == NULL ? TF_OK : add_change(d, now, NULL); /* an import may name one thing twice */
}

uint64_t tf_rules_mask(enum tf_kind kind, const char *const *allowed)
{
    uint64_t mask = 0;
    for (; *allowed != NULL; allowed++) {
        mask |= tf_schema_mask(kind, *allowed);
    }
    return mask;
}

enum tf_err tf_rules_check_fields(struct tf_decision *d, const struct tf_record *current, uint64_t allowed)
{
    const struct tf_schema *schema = tf_schema_of(current->kind);
    uint64_t fixed = d->command->fields & ~allowed & tf_record_diff(current, d->command->record);
    for (size_t i = 0; i < schema->field_count; i++) {
        if ((fixed >> i & 1) != 0) {
            return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, current->key.id, schema->fields[i].name);
        }
    }
    return TF_OK;
}

/* ---- looking up ---- */

enum tf_err tf_rules_session(struct tf_decision *d, const struct tf_session **out, uint64_t id)
{
    const struct tf_session *session = tf_board_session(d->board, id);
    if (session == NULL) {
        return tf_rules_refuse(d, TF_REASON_UNKNOWN_SESSION, id);
    }
    *out = session;
    return TF_OK;
}

enum tf_err tf_rules_living(struct tf_decision *d, const struct tf_session **out, uint64_t id)
{
    const struct tf_session *session = NULL;
    enum tf_err err = tf_rules_session(d, &session, id);
    if (err != TF_OK) {
        return err;
    }
    assert(session != NULL); /* a refusal is never TF_OK */
    if (tf_session_is_gone(session)) {
        return tf_rules_refuse(d, TF_REASON_SESSION_GONE, id);
    }
    *out = session;
    return TF_OK;
}

enum tf_err tf_rules_placement(struct tf_decision *d, const struct tf_placement **out, uint64_t id)
{
    const struct tf_record *record = tf_board_get(d->board, TF_KIND_PLACEMENT, (struct tf_key){0, id});
    if (record == NULL) {
        return tf_rules_refuse(d, TF_REASON_UNKNOWN_PLACEMENT, id);
    }
    *out = TF_PLACEMENT(record);
    return TF_OK;
}

/* ---- deciding ---- */

/* Who may do what at least, and how it is decided. Guests: what people do at a paper wall. Helpers keep the
 * wall usable. Organisers shape the event. UNDO asks for the role of what it takes back, and IMPORT may bring
 * the gathering along. */
static const struct {
    enum tf_err (*decide)(struct tf_decision *d);
    enum tf_role least;
    bool before_set_up;
} VERBS[TF_VERB_COMMAND_COUNT] = {
    [TF_VERB_SET_UP] = {tf_rules_set_up, TF_ROLE_ORGANISER, true},
    [TF_VERB_PROPOSE] = {tf_rules_propose, TF_ROLE_GUEST, false},
    [TF_VERB_EDIT] = {tf_rules_edit, TF_ROLE_GUEST, false},
    [TF_VERB_PLACE] = {tf_rules_place, TF_ROLE_GUEST, false},
    [TF_VERB_MOVE] = {tf_rules_move, TF_ROLE_GUEST, false},
    [TF_VERB_SWAP] = {tf_rules_swap, TF_ROLE_GUEST, false},
    [TF_VERB_UNPLACE] = {tf_rules_take_off, TF_ROLE_GUEST, false},
    [TF_VERB_EXTEND] = {tf_rules_extend, TF_ROLE_GUEST, false},
    [TF_VERB_LOCK] = {tf_rules_lock, TF_ROLE_HELPER, false},
    [TF_VERB_WITHDRAW] = {tf_rules_withdraw, TF_ROLE_GUEST, false},
    [TF_VERB_HIDE] = {tf_rules_hide, TF_ROLE_HELPER, false},
    [TF_VERB_UNHIDE] = {tf_rules_unhide, TF_ROLE_HELPER, false},
    [TF_VERB_MERGE] = {tf_rules_merge, TF_ROLE_GUEST, false},
    [TF_VERB_STAR] = {tf_rules_star, TF_ROLE_GUEST, false},
    [TF_VERB_UNSTAR] = {tf_rules_unstar, TF_ROLE_GUEST, false},
    [TF_VERB_ADD_SPACE] = {tf_rules_add_space, TF_ROLE_ORGANISER, false},
    [TF_VERB_EDIT_SPACE] = {tf_rules_edit_space, TF_ROLE_ORGANISER, false},
    [TF_VERB_REMOVE_SPACE] = {tf_rules_remove_space, TF_ROLE_ORGANISER, false},
    [TF_VERB_ADD_SLOT] = {tf_rules_add_slot, TF_ROLE_ORGANISER, false},
    [TF_VERB_EDIT_SLOT] = {tf_rules_edit_slot, TF_ROLE_ORGANISER, false},
    [TF_VERB_REMOVE_SLOT] = {tf_rules_remove_slot, TF_ROLE_ORGANISER, false},
    [TF_VERB_SHIFT] = {tf_rules_shift, TF_ROLE_ORGANISER, false},
    [TF_VERB_NOTE] = {tf_rules_note, TF_ROLE_GUEST, false},
    [TF_VERB_ACTION] = {tf_rules_action, TF_ROLE_GUEST, false},
    [TF_VERB_NEWS] = {tf_rules_news, TF_ROLE_HELPER, false},
    [TF_VERB_IMPORT] = {tf_rules_import, TF_ROLE_ORGANISER, true},
    [TF_VERB_SCHEDULE] = {tf_rules_schedule, TF_ROLE_ORGANISER, false},
    [TF_VERB_UNDO] = {tf_rules_undo, TF_ROLE_GUEST, true},
    [TF_VERB_CHAIN] = {tf_rules_chain, TF_ROLE_HELPER, false},
    [TF_VERB_TOPIC] = {tf_rules_topic, TF_ROLE_GUEST, false},
    [TF_VERB_DOT] = {tf_rules_dot, TF_ROLE_GUEST, false},
    [TF_VERB_UNDOT] = {tf_rules_undot, TF_ROLE_GUEST, false},
    [TF_VERB_PUT_BACK] = {tf_rules_put_back, TF_ROLE_ORGANISER, false},
    [TF_VERB_ASK_MERGE] = {tf_rules_ask_merge, TF_ROLE_GUEST, false},
    [TF_VERB_UNASK_MERGE] = {tf_rules_unask_merge, TF_ROLE_GUEST, false},
};

/* The event's format may keep to itself what guests do elsewhere. A proposal with a place is a placing too,
 * and taking one back puts something somewhere. */
static bool is_kept_from_guests(const struct tf_decision *d)
{
    const struct tf_gathering *gathering = tf_board_gathering(d->board);
    const struct tf_command *command = d->command;
    if (command->actor.role != TF_ROLE_GUEST) {
        return false;
    }
    bool places = command->verb == TF_VERB_PROPOSE && command->slot != 0;
    bool undoes = command->verb == TF_VERB_UNDO && d->past != NULL;
    return tf_policy_forbids(gathering, command->verb) != NULL ||
           (places && tf_policy_forbids(gathering, TF_VERB_PLACE) != NULL) ||
           (undoes && tf_policy_forbids(gathering, d->past->verb) != NULL);
}

/* Two people at once: what somebody changed since the sender looked is not overwritten unseen. A field that
 * is by now as the sender wants it is no quarrel. */
static enum tf_err check_seen(struct tf_decision *d)
{
    const struct tf_command *command = d->command;
    const struct tf_record *seen = command->seen, *wanted = command->record;
    if (seen == NULL) {
        return TF_OK;
    }
    const struct tf_schema *schema = tf_schema_of(seen->kind);
    const struct tf_record *now = tf_board_get(d->board, seen->kind, seen->key);
    if (now == NULL) {
        return tf_rules_refuse(d, TF_REASON_CHANGED_SINCE, seen->key.id);
    }
    bool has_wanted = wanted != NULL && wanted->kind == seen->kind && command->fields != 0;
    uint64_t mask = has_wanted ? command->fields & tf_record_diff(now, wanted) : tf_schema_all(seen->kind);
    uint64_t changed = tf_record_diff(now, seen) & mask;
    for (size_t i = 0; i < schema->field_count; i++) {
        if ((changed >> i & 1) != 0) {
            return tf_rules_refuse_field(d, TF_REASON_CHANGED_SINCE, seen->key.id, schema->fields[i].name);
        }
    }
    return TF_OK;
}

static enum tf_err check_command(struct tf_decision *d)
{
    const struct tf_command *command = d->command;
    unsigned verb = (unsigned)command->verb;
    unsigned role = (unsigned)command->actor.role;
    if (verb >= TF_VERB_COMMAND_COUNT) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, 0, "verb");
    }
    if (role >= TF_ROLE_COUNT || role < (unsigned)VERBS[verb].least) {
        return tf_rules_refuse(d, TF_REASON_NOT_ALLOWED, 0);
    }
    if (command->at < 0 || command->at >= TIME_END_S) { /* a kiosk that lost its clock begins in 1970 */
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, 0, "at");
    }
    if (command->actor.device > TF_DEVICE_MAX) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, 0, "device");
    }
    if (command->id > TF_ID_MAX) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, 0, "id");
    }
    if (command->revision != 0 && command->revision != d->board->revision) {
        return tf_rules_refuse(d, TF_REASON_CHANGED_SINCE, d->board->revision);
    }
    if (!VERBS[verb].before_set_up && tf_board_gathering(d->board) == NULL) {
        return tf_rules_refuse(d, TF_REASON_NO_EVENT, 0);
    }
    return is_kept_from_guests(d) ? tf_rules_refuse(d, TF_REASON_NOT_ALLOWED, 0) : check_seen(d);
}

enum tf_err tf_rules_decide(struct tf_event **out, const struct tf_board *board,
                            const struct tf_command *command, const struct tf_event *past,
                            struct tf_refusal *refusal, struct tf_warning *warning)
{
    struct tf_decision d = {.board = board, .command = command, .past = past};
    enum tf_err err = check_command(&d);
    if (err != TF_OK) {
        goto out;
    }
    err = tf_event_create(&d.event, command->verb, command->actor, command->at, command->id);
    if (err != TF_OK) {
        goto out;
    }
    err = VERBS[command->verb].decide(&d);
    if (err == TF_OK) {
        err = tf_rules_check_frozen(&d);
    }
    if (err == TF_OK && d.event->change_count == 0) {
        err = tf_rules_refuse(&d, TF_REASON_NO_CHANGE, 0);
    }
out:
    if (refusal != NULL) {
        *refusal = d.refusal;
    }
    if (err != TF_OK) {
        tf_event_unref(d.event);
        return err;
    }
    if (warning != NULL) {
        *warning = d.warning;
    }
    *out = d.event;
    return TF_OK;
}
