#include "core/rebase_carry.h"

#include "core/rules.h"

/* What is a person's to write; whether it is hidden is not. */
static uint64_t words_of(enum tf_kind kind)
{
    static const char *const WORDS[] = {"title",    "subtitle", "host", "about", "format",
                                        "language", "track",    "url",  "needs", "read_for_me"};
    uint64_t mask = 0;
    if (kind != TF_KIND_SESSION) {
        return tf_schema_all(kind) & ~tf_schema_mask(kind, "hidden");
    }
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
        mask |= tf_schema_mask(kind, WORDS[i]);
    }
    return mask;
}

static enum tf_err lay_over(const struct tf_record **out, const struct tf_record *now,
                            const struct tf_change *change)
{
    uint64_t mask = tf_record_diff(change->before, change->after) & words_of(change->kind);
    return tf_record_merge(out, now, change->after, mask);
}

/* Where a session is now: itself, or what it was merged into. NULL: nowhere. */
static const struct tf_session *follow(const struct tf_board *board, uint64_t id)
{
    const struct tf_session *session = tf_board_session(board, id);
    for (size_t i = 0; session != NULL && session->state == TF_SESSION_MERGED && i < TF_SESSIONS_MAX; i++) {
        session = tf_board_session(board, session->merged_into);
    }
    return session;
}

/* A star's number: a device's own, or the first that is free among those of the touchscreen. 0: none. */
static uint64_t star_number(const struct tf_board *board, uint64_t session, uint64_t id)
{
    if (id <= TF_DEVICE_MAX) {
        return tf_board_has_star(board, session, id) ? 0 : id;
    }
    uint64_t number = TF_DEVICE_MAX + 1;
    while (number <= TF_ID_MAX && tf_board_has_star(board, session, number)) {
        number++;
    }
    return number <= TF_ID_MAX ? number : 0;
}

static enum tf_err carry_star(struct tf_event *event, const struct tf_board *board,
                              const struct tf_change *change)
{
    const struct tf_session *session = follow(board, change->key.owner);
    uint64_t owner = session != NULL ? session->record.key.id : 0;
    uint64_t number = session != NULL ? star_number(board, owner, change->key.id) : 0;
    if (number == 0 || number == session->device) {
        return TF_OK;
    }
    struct tf_star star = *(const struct tf_star *)(const void *)change->after;
    const struct tf_record *record = NULL;
    star.record.key = (struct tf_key){owner, number};
    enum tf_err err = tf_record_copy(&record, &star.record);
    if (err == TF_OK) {
        err = tf_event_add(event, NULL, record);
    }
    tf_record_unref(record);
    return err;
}

static enum tf_err carry_change(struct tf_event *event, const struct tf_board *board,
                                const struct tf_change *change)
{
    const struct tf_record *now = tf_board_get(board, change->kind, change->key);
    if (change->after == NULL) {
        return TF_OK;
    }
    if (change->before == NULL && change->kind == TF_KIND_STAR) {
        return carry_star(event, board, change);
    }
    if (change->before == NULL) {
        bool has_owner = tf_board_session(board, change->key.owner) != NULL;
        bool is_carried = change->kind == TF_KIND_NOTE || change->kind == TF_KIND_ACTION;
        return now == NULL && has_owner && is_carried ? tf_event_add(event, NULL, change->after) : TF_OK;
    }
    if (now == NULL) {
        return TF_OK;
    }
    const struct tf_record *merged = NULL;
    enum tf_err err = lay_over(&merged, now, change);
    if (err == TF_OK) {
        err = tf_event_add(event, now, merged);
    }
    tf_record_unref(merged);
    return err;
}

/* The rules would have it: nothing more of a kind than its limit. */
static enum tf_err check(struct tf_board *board, struct tf_event *event)
{
    struct tf_board *next = NULL;
    event->sequence = board->revision + 1;
    enum tf_err err = tf_board_apply(&next, board, event);
    event->sequence = 0;
    tf_board_unref(next);
    return err == TF_OK || err == TF_ERR_NOMEM ? err : TF_ERR_NOT_FOUND;
}

enum tf_err tf_rebase_carry(struct tf_event **out, struct tf_board *board, const struct tf_command *command,
                            const struct tf_event *former)
{
    bool is_carried = command->verb == TF_VERB_STAR || command->verb == TF_VERB_NOTE ||
                      command->verb == TF_VERB_ACTION || command->verb == TF_VERB_EDIT;
    struct tf_event *event = NULL;
    if (!is_carried || former->verb != command->verb) {
        return TF_ERR_NOT_FOUND;
    }
    enum tf_err err = tf_event_create(&event, command->verb, command->actor, command->at, command->id);
    for (size_t i = 0; err == TF_OK && i < former->change_count; i++) {
        err = carry_change(event, board, &former->changes[i]);
    }
    if (err == TF_OK) {
        err = event->change_count > 0 ? check(board, event) : TF_ERR_NOT_FOUND;
    }
    if (err != TF_OK) {
        tf_event_unref(event);
        return err;
    }
    *out = event;
    return TF_OK;
}

static enum tf_err import_change(struct tf_command *command, const struct tf_board *board,
                                 const struct tf_change *change)
{
    const struct tf_record *now = tf_board_get(board, change->kind, change->key);
    if (change->after == NULL) { /* what somebody changed meanwhile stays */
        bool is_as_seen = now != NULL && tf_record_equal(now, change->before);
        return is_as_seen ? tf_command_add_removal(command, now) : TF_OK;
    }
    if (change->before == NULL) {
        if (now != NULL && change->kind == TF_KIND_ORIGIN) {
            return TF_ERR_CONFLICT;
        }
        return now == NULL ? tf_command_add_record(command, change->after) : TF_OK;
    }
    if (now == NULL) {
        return TF_OK;
    }
    const struct tf_record *merged = NULL;
    uint64_t mask = tf_record_diff(change->before, change->after);
    enum tf_err err = tf_record_merge(&merged, now, change->after, mask);
    if (err == TF_OK) {
        err = tf_command_add_record(command, merged);
    }
    tf_record_unref(merged);
    return err;
}

enum tf_err tf_rebase_carry_import(struct tf_command **out, const struct tf_command *command,
                                   const struct tf_event *former, const struct tf_board *board)
{
    struct tf_command *anew = tf_command_create(command->verb, command->actor, command->at, command->id);
    enum tf_err err = anew != NULL ? TF_OK : TF_ERR_NOMEM;
    for (size_t i = 0; err == TF_OK && i < former->change_count; i++) {
        err = import_change(anew, board, &former->changes[i]);
    }
    if (err != TF_OK) {
        tf_command_destroy(anew);
        return err;
    }
    *out = anew;
    return TF_OK;
}
