#include "core/flags.h"
#include "core/policy.h"
#include "core/rules_internal.h"

#include <string.h>

/* What a person may change of a card. The rest is what the rules keep: code, state, guid … */
static const char *const EDITABLE[] = {"title",       "subtitle", "host",      "about", "format",
                                       "language",    "track",    "url",       "needs", "card",
                                       "read_for_me", "can_from", "can_until", NULL};

/* What helpers and organisers say of it. */
static const char *const OF_ORGANISERS[] = {"fine", "idea", "idea_why", "idea_owner", "reply_by", NULL};

enum tf_err tf_rules_propose(struct tf_decision *d)
{
    const struct tf_command *command = d->command;
    enum tf_err err = tf_rules_want_record(d, TF_KIND_SESSION);
    if (err != TF_OK) {
        return err;
    }
    const struct tf_record *record = command->record;
    const struct tf_session *asked = TF_SESSION(record);
    err = tf_rules_check_new(d, TF_KIND_SESSION, record->key);
    if (err != TF_OK) {
        return err;
    }
    if (asked->title[0] == '\0') {
        return tf_rules_refuse_field(d, TF_REASON_NEEDS_TITLE, record->key.id, "title");
    }
    if (!tf_command_code_is_valid(asked->code)) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, record->key.id, "code");
    }
    const struct tf_session *other = tf_board_session_coded(d->board, asked->code);
    if (other != NULL) {
        return tf_rules_refuse(d, TF_REASON_CODE_TAKEN, other->record.key.id);
    }
    /* Whose it is, and that it is open, is not the sender's to say. What waits has no place yet: who chose
     * one just as the event began to hold proposals back loses no words by it. */
    static const char *const OURS[] = {"state",    "device",      "merged_into", "asks_into",  "reason",
                                       "guid",     "proposed_at", "waits",       "lost_space", "lost_at",
                                       "fine",     "gave_way",    "idea",        "idea_why",   "idea_owner",
                                       "reply_by", NULL};
    enum tf_waits waits = tf_policy_waits(tf_board_gathering(d->board), command->actor.role);
    bool is_placed = command->slot != 0 && waits == TF_WAITS_NOT;
    struct tf_session ours = {
        .record.kind = TF_KIND_SESSION,
        .state = waits != TF_WAITS_NOT ? TF_SESSION_HIDDEN
                 : is_placed           ? TF_SESSION_PLACED
                                       : TF_SESSION_OPEN,
        .waits = waits,
        .device = command->actor.device,
        .reason = "",
        .guid = "",
        .fine = "",
        .idea_why = "",
        .idea_owner = "",
        .proposed_at = asked->proposed_at != 0 ? asked->proposed_at : command->at,
    };
    err = tf_rules_change(d, record, &ours.record, tf_rules_mask(TF_KIND_SESSION, OURS));
    if (err != TF_OK || !is_placed) {
        return err;
    }
    const struct tf_record *put = tf_rules_now(d, TF_KIND_SESSION, record->key);
    return tf_rules_place_new(d, TF_SESSION(put), false);
}

/* A changed host may be somewhere else at the time of one of the session's placements. */
static enum tf_err warn_about_host(struct tf_decision *d, const struct tf_session *before,
                                   const struct tf_session *after)
{
    const struct tf_grid *grid = d->board->grid;
    if (strcmp(before->host, after->host) == 0) {
        return TF_OK;
    }
    const struct tf_placement *placement = NULL;
    while ((placement = tf_grid_placement_of(grid, before->record.key.id, placement)) != NULL) {
        struct tf_span span = {tf_grid_space_index(grid, placement->space),
                               tf_grid_slot_index(grid, placement->slot),
                               tf_grid_slot_index(grid, placement->last_slot)};
        enum tf_err err = tf_rules_warn_host(d, after, span);
        if (err != TF_OK) {
            return err;
        }
    }
    return TF_OK;
}

/* Whoever waits for an answer hears why not, if not. */
static bool lacks_why(const struct tf_session *session, const struct tf_session *want, uint64_t mask)
{
    bool says = (mask & tf_schema_mask(TF_KIND_SESSION, "idea")) != 0;
    bool has_why = (mask & tf_schema_mask(TF_KIND_SESSION, "idea_why")) != 0;
    return (says ? want->idea : session->idea) == TF_IDEA_NOT_NOW &&
           (has_why ? want->idea_why : session->idea_why)[0] == '\0' && (says || has_why);
}

enum tf_err tf_rules_edit(struct tf_decision *d)
{
    const struct tf_command *command = d->command;
    const struct tf_session *session = NULL;
    enum tf_err err = tf_rules_session(d, &session, command->session);
    if (err == TF_OK && command->actor.role == TF_ROLE_GUEST && session->waits == TF_WAITS_NOT) {
        err = tf_rules_living(d, &session, command->session);
    }
    if (err == TF_OK) {
        err = tf_rules_want_record(d, TF_KIND_SESSION);
    }
    uint64_t editable = tf_rules_mask(TF_KIND_SESSION, EDITABLE);
    if (command->actor.role != TF_ROLE_GUEST) {
        editable |= tf_rules_mask(TF_KIND_SESSION, OF_ORGANISERS);
    }
    if (err == TF_OK) {
        err = tf_rules_check_fields(d, &session->record, editable);
    }
    if (err != TF_OK) {
        return err;
    }
    uint64_t mask = command->fields & editable;
    if ((mask & tf_schema_mask(TF_KIND_SESSION, "title")) != 0 &&
        TF_SESSION(command->record)->title[0] == '\0') {
        return tf_rules_refuse_field(d, TF_REASON_NEEDS_TITLE, command->session, "title");
    }
    if (lacks_why(session, TF_SESSION(command->record), mask)) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, command->session, "idea_why");
    }
    err = tf_rules_change(d, &session->record, command->record, mask);
    if (err != TF_OK) {
        return err;
    }
    const struct tf_record *after = tf_rules_now(d, TF_KIND_SESSION, session->record.key);
    return warn_about_host(d, session, TF_SESSION(after));
}

enum tf_err tf_rules_put_away(struct tf_decision *d, const struct tf_session *session,
                              const struct tf_session *want)
{
    static const char *const FIELDS[] = {"state", "reason", "merged_into", "asks_into", "waits", NULL};
    enum tf_err err = tf_rules_unplace_all(d, session->record.key.id);
    return err == TF_OK
               ? tf_rules_change(d, &session->record, &want->record, tf_rules_mask(TF_KIND_SESSION, FIELDS))
               : err;
}

static enum tf_err put_away_with_reason(struct tf_decision *d, enum tf_session_state state)
{
    const struct tf_session *session = NULL;
    enum tf_err err = tf_rules_session(d, &session, d->command->session);
    if (err != TF_OK) {
        return err;
    }
    /* What waits is declined by hiding it, and whoever proposed it may take it away. */
    bool waits = session->waits != TF_WAITS_NOT;
    if (session->state == state && !waits) {
        return tf_rules_refuse(d, TF_REASON_NO_CHANGE, d->command->session);
    }
    /* What was withdrawn can still be read, so it can still be hidden. */
    bool may_hide = state == TF_SESSION_HIDDEN && session->state == TF_SESSION_WITHDRAWN;
    if (tf_session_is_gone(session) && !may_hide && !waits) {
        return tf_rules_refuse(d, TF_REASON_SESSION_GONE, d->command->session);
    }
    const char *reason = "";
    if (d->command->record != NULL) { /* a reason may be given, and need not be */
        err = tf_rules_want_record(d, TF_KIND_SESSION);
        if (err != TF_OK) {
            return err;
        }
        reason = TF_SESSION(d->command->record)->reason;
    }
    struct tf_session want = {.record.kind = TF_KIND_SESSION, .state = state, .reason = reason};
    return tf_rules_put_away(d, session, &want);
}

enum tf_err tf_rules_withdraw(struct tf_decision *d)
{
    return put_away_with_reason(d, TF_SESSION_WITHDRAWN);
}

enum tf_err tf_rules_hide(struct tf_decision *d)
{
    return put_away_with_reason(d, TF_SESSION_HIDDEN);
}

/* Brings back what was hidden or withdrawn, to the unplaced ones. Its old place comes back with UNDO, which
 * can tell whether it is still free. */
enum tf_err tf_rules_unhide(struct tf_decision *d)
{
    static const char *const FIELDS[] = {"state", "reason", "waits", NULL};
    const struct tf_session *session = NULL;
    enum tf_err err = tf_rules_session(d, &session, d->command->session);
    if (err != TF_OK) {
        return err;
    }
    if (session->state == TF_SESSION_MERGED) {
        return tf_rules_refuse(d, TF_REASON_SESSION_GONE, d->command->session);
    }
    if (!tf_session_is_gone(session)) {
        return tf_rules_refuse(d, TF_REASON_NO_CHANGE, d->command->session);
    }
    char fine[TF_FLAGS_FINE_BYTES];
    struct tf_session want = {.record.kind = TF_KIND_SESSION, .state = TF_SESSION_OPEN, .reason = ""};
    uint64_t fields = tf_rules_mask(TF_KIND_SESSION, FIELDS);
    if (session->waits == TF_WAITS_APPROVAL) { /* these words were looked at */
        struct tf_flag flag = tf_flags_accepted(session);
        tf_flags_fine(fine, session, &flag);
        want.fine = fine;
        fields |= tf_schema_mask(TF_KIND_SESSION, "fine");
    }
    return tf_rules_change(d, &session->record, &want.record, fields);
}
