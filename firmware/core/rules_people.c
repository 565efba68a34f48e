#include "core/policy.h"
#include "core/rules_internal.h"

/* ---- stars ---- */

enum { WALL_STARS_S = 60 };

static enum tf_err put_star(struct tf_decision *d, uint64_t device)
{
    struct tf_star star = {.record = {.kind = TF_KIND_STAR, .key = {d->command->session, device}},
                           .at = d->command->at};
    enum tf_err err = tf_rules_check_new(d, TF_KIND_STAR, star.record.key);
    return err == TF_OK ? tf_rules_put_copy(d, &star.record) : err;
}

/* The touchscreen is everybody: each star from it is one more who is not known, under the first number that
 * is free. The log says that it came from there, and takes it back. */
static enum tf_err star_at_the_wall(struct tf_decision *d)
{
    uint64_t session = d->command->session, first_free = 0;
    size_t lately = 0;
    if (tf_policy_star_budget(tf_board_gathering(d->board)) != 0) {
        return tf_rules_refuse(d, TF_REASON_NEEDS_DEVICE, session);
    }
    for (uint64_t device = TF_DEVICE_MAX + 1; device <= TF_ID_MAX; device++) {
        const struct tf_record *star = tf_board_get(d->board, TF_KIND_STAR, (struct tf_key){session, device});
        if (star == NULL) {
            first_free = first_free == 0 ? device : first_free;
        } else { /* either way: the clock may have been set */
            int64_t ago_s = d->command->at - ((const struct tf_star *)star)->at;
            lately += ago_s > -WALL_STARS_S && ago_s < WALL_STARS_S ? 1 : 0;
        }
    }
    if (first_free == 0) {
        return tf_rules_refuse_field(d, TF_REASON_FULL, session, "star");
    }
    if (lately >= TF_WALL_STARS_PER_MINUTE_MAX) {
        return tf_rules_refuse(d, TF_REASON_TOO_SOON, session);
    }
    return put_star(d, first_free);
}

/* Has the device given all the stars that the vote allows? Sessions that are gone give theirs back. */
static bool has_voted(const struct tf_decision *d, uint64_t device)
{
    int64_t left = tf_policy_star_budget(tf_board_gathering(d->board));
    if (left == 0) {
        return false;
    }
    struct tf_table_iter it = tf_table_first(d->board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL && left > 0; tf_table_next(&it)) {
        left -= !tf_session_is_gone(TF_SESSION(it.record)) &&
                tf_board_has_star(d->board, it.record->key.id, device);
    }
    return left == 0;
}

enum tf_err tf_rules_star(struct tf_decision *d)
{
    const struct tf_session *session = NULL;
    uint64_t device = d->command->actor.device;
    enum tf_err err = tf_rules_living(d, &session, d->command->session);
    if (err != TF_OK) {
        return err;
    }
    if (device == 0) {
        return star_at_the_wall(d);
    }
    if (session->device == device) {
        return tf_rules_refuse(d, TF_REASON_OWN_SESSION, d->command->session);
    }
    if (tf_board_has_star(d->board, d->command->session, device)) {
        return tf_rules_refuse(d, TF_REASON_NO_CHANGE, d->command->session);
    }
    if (has_voted(d, device)) {
        return tf_rules_refuse(d, TF_REASON_NO_STARS_LEFT, d->command->session);
    }
    return put_star(d, device);
}

enum tf_err tf_rules_unstar(struct tf_decision *d)
{
    const struct tf_session *session = NULL;
    enum tf_err err = tf_rules_session(d, &session, d->command->session);
    if (err != TF_OK) {
        return err;
    }
    if (d->command->actor.device == 0) { /* nobody knows whose */
        return tf_rules_refuse_field(d, TF_REASON_BAD_VALUE, d->command->session, "device");
    }
    struct tf_key key = {d->command->session, d->command->actor.device};
    const struct tf_record *star = tf_board_get(d->board, TF_KIND_STAR, key);
    if (star == NULL) {
        return tf_rules_refuse(d, TF_REASON_NO_CHANGE, d->command->session);
    }
    return tf_rules_drop(d, star);
}

/* ---- notes, actions, news: added with a new key, amended with a known one ---- */

/* A note or action is amended by the device it came from, or by an organiser; the touchscreen counts as one
 * device, and offers only what was just written there. */
static bool may_amend(const struct tf_decision *d, uint64_t device)
{
    return d->command->actor.role >= TF_ROLE_ORGANISER || d->command->actor.device == device;
}

/* Which fields an amendment means: none named is all of them. */
static uint64_t meant(const struct tf_decision *d, enum tf_kind kind)
{
    uint64_t fields = d->command->fields & tf_schema_all(kind);
    return fields == 0 ? tf_schema_all(kind) : fields;
}

/* The session of something new, which takes part: it is there, and has not gone. */
static enum tf_err check_new_of_session(struct tf_decision *d, const struct tf_record *record)
{
    const struct tf_session *session = NULL;
    enum tf_err err = tf_rules_living(d, &session, record->key.owner);
    return err == TF_OK ? tf_rules_check_new(d, record->kind, record->key) : err;
}

/* A session that was hidden is not written on from outside. */
static enum tf_err check_reachable(struct tf_decision *d, const struct tf_record *record)
{
    const struct tf_session *session = NULL;
    bool is_helper = d->command->actor.role >= TF_ROLE_HELPER;
    return is_helper ? TF_OK : tf_rules_living(d, &session, record->key.owner);
}

/* base with command's fields in mask, then with ours in our_mask. */
static enum tf_err amend(struct tf_decision *d, const struct tf_record *base, uint64_t mask,
                         const struct tf_record *ours, uint64_t our_mask)
{
    const struct tf_record *theirs = NULL;
    enum tf_err err = tf_record_merge(&theirs, base, d->command->record, mask);
    if (err != TF_OK) {
        return err;
    }
    if (tf_record_diff(base, theirs) == 0) {
        err = tf_rules_refuse(d, TF_REASON_NO_CHANGE, base->key.id);
    } else {
        err = tf_rules_change(d, theirs, ours, our_mask);
    }
    tf_record_unref(theirs);
    return err;
}

static bool is_empty_note(const struct tf_note *note)
{
    return note->happened[0] == '\0' && note->mattered[0] == '\0' && note->next[0] == '\0' &&
           note->text[0] == '\0';
}

static enum tf_err add_note(struct tf_decision *d, const struct tf_record *record)
{
    static const char *const OURS[] = {"device", "hidden", "at", "amended_at", NULL};
    struct tf_note ours = {
        .record.kind = TF_KIND_NOTE, .device = d->command->actor.device, .at = d->command->at};
    enum tf_err err = check_new_of_session(d, record);
    if (err != TF_OK) {
        return err;
    }
    if (is_empty_note(TF_NOTE(record))) {
        return tf_rules_refuse_field(d, TF_REASON_BAD_TEXT, record->key.id, "text");
    }
    return tf_rules_change(d, record, &ours.record, tf_rules_mask(TF_KIND_NOTE, OURS));
}

/* A new note says something; its author may empty it again. Hiding one is a helper's to do. */
enum tf_err tf_rules_note(struct tf_decision *d)
{
    static const char *const WORDS[] = {"author", "happened", "mattered", "next", "text", NULL};
    enum tf_err err = tf_rules_want_record(d, TF_KIND_NOTE);
    if (err != TF_OK) {
        return err;
    }
    const struct tf_record *record = d->command->record;
    const struct tf_record *before = tf_board_get(d->board, TF_KIND_NOTE, record->key);
    if (before == NULL) {
        return add_note(d, record);
    }
    bool is_helper = d->command->actor.role >= TF_ROLE_HELPER;
    uint64_t words = tf_rules_mask(TF_KIND_NOTE, WORDS), hidden = tf_schema_mask(TF_KIND_NOTE, "hidden");
    uint64_t allowed = is_helper ? hidden : 0;
    if (may_amend(d, TF_NOTE(before)->device)) {
        allowed |= words;
    }
    if (allowed == 0) {
        return tf_rules_refuse(d, TF_REASON_NOT_ALLOWED, record->key.id);
    }
    err = check_reachable(d, record);
    if (err != TF_OK) {
        return err;
    }
    struct tf_note ours = {.record.kind = TF_KIND_NOTE, .amended_at = d->command->at};
    return amend(d, before, meant(d, TF_KIND_NOTE) & allowed, &ours.record,
                 tf_schema_mask(TF_KIND_NOTE, "amended_at"));
}

/* What the sender may change of an action: its own, or an organiser, all of it; whoever has its link, how it
 * stands. */
static uint64_t may_change(const struct tf_decision *d, const struct tf_action *action)
{
    static const char *const ALL[] = {"what", "who", "due", "done", "after_30", "after_90", NULL};
    static const char *const STANDING[] = {"done", "after_30", "after_90", NULL};
    bool has_link = action->link != 0 && d->command->other == action->link;
    return may_amend(d, action->device) ? tf_rules_mask(TF_KIND_ACTION, ALL)
           : has_link                   ? tf_rules_mask(TF_KIND_ACTION, STANDING)
                                        : 0;
}

enum tf_err tf_rules_action(struct tf_decision *d)
{
    static const char *const OURS[] = {"device", "at", NULL};
    enum tf_err err = tf_rules_want_record(d, TF_KIND_ACTION);
    if (err != TF_OK) {
        return err;
    }
    const struct tf_record *record = d->command->record;
    const struct tf_record *before = tf_board_get(d->board, TF_KIND_ACTION, record->key);
    if (before == NULL) {
        struct tf_action ours = {
            .record.kind = TF_KIND_ACTION, .device = d->command->actor.device, .at = d->command->at};
        err = check_new_of_session(d, record);
        return err == TF_OK ? tf_rules_change(d, record, &ours.record, tf_rules_mask(TF_KIND_ACTION, OURS))
                            : err;
    }
    uint64_t may = may_change(d, TF_ACTION(before));
    if (may == 0) {
        return tf_rules_refuse(d, TF_REASON_NOT_ALLOWED, record->key.id);
    }
    err = check_reachable(d, record);
    return err == TF_OK ? amend(d, before, meant(d, TF_KIND_ACTION) & may, before, 0) : err;
}

enum tf_err tf_rules_news(struct tf_decision *d)
{
    static const char *const THEIRS[] = {"text", "pinned", "hidden", "expires_at", NULL};
    enum tf_err err = tf_rules_want_record(d, TF_KIND_NEWS);
    if (err != TF_OK) {
        return err;
    }
    const struct tf_record *record = d->command->record;
    const struct tf_record *before = tf_board_get(d->board, TF_KIND_NEWS, record->key);
    if (before == NULL) {
        struct tf_news ours = {.record.kind = TF_KIND_NEWS, .at = d->command->at};
        err = tf_rules_check_new(d, TF_KIND_NEWS, record->key);
        return err == TF_OK ? tf_rules_change(d, record, &ours.record, tf_schema_mask(TF_KIND_NEWS, "at"))
                            : err;
    }
    uint64_t mask = meant(d, TF_KIND_NEWS) & tf_rules_mask(TF_KIND_NEWS, THEIRS);
    return amend(d, before, mask, before, 0);
}
