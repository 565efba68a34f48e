/* The form of a record: what holds for it alone, whatever else is on the board. */
#include "core/record.h"

#include "base/limits.h"
#include "base/rng.h"
#include "base/text.h"
#include "base/zone.h"
#include "core/command.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY_S INT64_C(86400)

/* A kiosk without a clock begins in 1970, and what happens there is kept all the same. */
#define TIME_MAX_S (tf_zone_days(TF_ZONE_YEAR_MAX + 1, 1, 1) * DAY_S)

static enum tf_err bad(struct tf_problem *problem, const char *field, const char *what)
{
    return tf_err_tell(problem, TF_ERR_INVALID, field, NULL, "%s", what);
}

static size_t name_count(const struct tf_field *field)
{
    size_t count = 0;
    while (field->names[count]) {
        count++;
    }
    return count;
}

/* Text of people is as the door leaves it: what the door would change never came through it. */
static enum tf_err check_text(const struct tf_field *field, const char *text, bool is_known,
                              struct tf_problem *problem)
{
    if (!*text) {
        return TF_OK;
    }
    size_t len = strlen(text);
    if (field->text_kind == TF_TEXT_RAW) {
        if (len > TF_RAW_BYTES_MAX) {
            return tf_err_tell(problem, TF_ERR_LIMIT, field->name, NULL, "The text is too long");
        }
        return tf_text_is_valid(text, len) ? TF_OK : bad(problem, field->name, "The text is not UTF-8");
    }
    if (is_known && tf_text_is_kept(text, len, (enum tf_text_kind)field->text_kind)) {
        return TF_OK;
    }
    char *clean;
    enum tf_err err = tf_text_clean(&clean, text, len, (enum tf_text_kind)field->text_kind);
    if (err) {
        return tf_err_tell(problem, err, field->name, NULL, "%s",
                           err == TF_ERR_LIMIT ? "The text is too long" : "The text cannot be shown");
    }
    bool same = strcmp(clean, text) == 0;
    free(clean);
    return same ? TF_OK : bad(problem, field->name, "The text was not cleaned");
}

static enum tf_err check_number(const struct tf_field *field, int64_t number, struct tf_problem *problem)
{
    int64_t low = 0, high = INT64_MAX;
    switch (field->type) {
    case TF_FIELD_ENUM:
        high = (int64_t)name_count(field) - 1;
        break;
    case TF_FIELD_FLAGS:
        high = (INT64_C(1) << name_count(field)) - 1;
        break;
    case TF_FIELD_TIME:
        high = TIME_MAX_S;
        break;
    case TF_FIELD_DATE:
        high = TIME_MAX_S / DAY_S;
        break;
    case TF_FIELD_ID:
        high = (int64_t)TF_ID_MAX;
        break;
    case TF_FIELD_INT:
        high = 1000000;
        break;
    case TF_FIELD_BOOL:
        high = 1;
        break;
    case TF_FIELD_TEXT:
        break;
    }
    return low <= number && number <= high ? TF_OK : bad(problem, field->name, "The value is out of range");
}

static enum tf_err check_key(const struct tf_record *record, struct tf_problem *problem)
{
    const struct tf_schema *schema = tf_schema_of(record->kind);
    if (record->key.id < 1 || record->key.id > TF_ID_MAX) {
        return bad(problem, "id", "An id is from 1 to 2^53-1");
    }
    if (record->kind == TF_KIND_GATHERING && record->key.id != 1) {
        return bad(problem, "id", "The event's id is 1");
    }
    if (!schema->owner_name) {
        return record->key.owner == 0 ? TF_OK : bad(problem, "id", "Nothing owns this kind");
    }
    if (record->key.owner < 1 || record->key.owner > TF_ID_MAX) {
        return bad(problem, schema->owner_name, "An id is from 1 to 2^53-1");
    }
    return TF_OK;
}

/* [a-z0-9-]{4,}, frab's acronym without the underscore. */
static bool is_acronym(const char *text)
{
    size_t len = strlen(text);
    return len >= 4 && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

/* The form of a BCP 47 tag, not its registry: parts of 1 to 8 letters and digits. */
static bool is_language(const char *text)
{
    size_t part = 0;
    if (strlen(text) > 35) {
        return false;
    }
    for (; *text; text++) {
        if (*text == '-') {
            if (part == 0) {
                return false;
            }
            part = 0;
        } else if (!isalnum((unsigned char)*text) || ++part > 8) {
            return false;
        }
    }
    return part > 0;
}

void tf_record_guid(char out[TF_GUID_SIZE], uint64_t high, uint64_t low, unsigned version)
{
    high = (high & ~UINT64_C(0xf000)) | (uint64_t)version << 12;
    low = (low & ~(UINT64_C(3) << 62)) | UINT64_C(2) << 62;
    (void)snprintf(out, TF_GUID_SIZE, "%08x-%04x-%04x-%04x-%012llx", (unsigned)(high >> 32),
                   (unsigned)(high >> 16 & 0xffff), (unsigned)(high & 0xffff), (unsigned)(low >> 48),
                   (unsigned long long)(low & UINT64_C(0xffffffffffff)));
}

bool tf_record_is_guid(const char *text)
{
    static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (strlen(text) != sizeof(shape) - 1) {
        return false;
    }
    for (size_t i = 0; text[i]; i++) {
        if (shape[i] == '-' ? text[i] != '-' : !isxdigit((unsigned char)text[i])) {
            return false;
        }
    }
    return true;
}

static enum tf_err check_gathering(const struct tf_gathering *gathering, struct tf_problem *problem)
{
    if (!*gathering->title) {
        return bad(problem, "title", "An event has a title");
    }
    if (!is_acronym(gathering->code)) {
        return bad(problem, "code", "An event's code is 4 or more of a-z, 0-9 and -");
    }
    if (!*gathering->zone) {
        return bad(problem, "zone", "An event has a time zone");
    }
    if (*gathering->language && !is_language(gathering->language)) {
        return bad(problem, "language", "This is not a language tag");
    }
    if (!tf_record_is_guid(gathering->guid)) {
        return bad(problem, "guid", "An event has a GUID");
    }
    if (gathering->people > TF_PEOPLE_MAX) {
        return bad(problem, "people", "So many people are no gathering");
    }
    if (gathering->dots < 0 || gathering->dots > TF_DOTS_EACH_MAX) {
        return bad(problem, "dots", "So many dots nobody gives");
    }
    if (gathering->freeze_min > TF_FREEZE_MIN_MAX) {
        return bad(problem, "freeze_min", "That is longer than rows are");
    }
    if (gathering->votes > TF_VOTES_MAX) {
        return bad(problem, "votes", "Nobody counts so many votes");
    }
    if (gathering->warn_min > TF_WARN_MIN_MAX) {
        return bad(problem, "warn_min", "That is longer than a short talk is");
    }
    if (gathering->reply_days > TF_REPLY_DAYS_MAX) {
        return bad(problem, "reply_days", "Nobody waits so long for an answer");
    }
    return TF_OK;
}

static enum tf_err check_space(const struct tf_space *space, struct tf_problem *problem)
{
    if (!*space->name) {
        return bad(problem, "name", "A space has a name");
    }
    if (space->symbol >= TF_SYMBOL_COUNT) {
        return bad(problem, "symbol", "There is no such symbol");
    }
    return TF_OK;
}

static enum tf_err check_slot(const struct tf_slot *slot, struct tf_problem *problem)
{
    /* Local midnight is at most 14 hours from UTC's; past midnight, a row still belongs to the day before. */
    int64_t midnight = slot->day * DAY_S;
    if (slot->day <= 0) {
        return bad(problem, "day", "A row belongs to a day");
    }
    if (slot->start < midnight - 14 * 3600 || slot->start > midnight + 2 * DAY_S + 14 * 3600) {
        return bad(problem, "start", "The row is not near its day");
    }
    if (slot->end <= slot->start || slot->end - slot->start > DAY_S) {
        return bad(problem, "end", "A row ends after it starts, within a day");
    }
    return TF_OK;
}

static enum tf_err check_session(const struct tf_session *session, struct tf_problem *problem)
{
    if (!tf_command_code_is_valid(session->code)) {
        return bad(problem, "code", "This is not a session's code");
    }
    if (!*session->title) {
        return bad(problem, "title", "A session has a title");
    }
    if (*session->language && !is_language(session->language)) {
        return bad(problem, "language", "This is not a language tag");
    }
    if (*session->guid && !tf_record_is_guid(session->guid)) {
        return bad(problem, "guid", "This is not a GUID");
    }
    if (session->waits != TF_WAITS_NOT && session->state != TF_SESSION_HIDDEN) {
        return bad(problem, "waits", "Only a hidden session waits");
    }
    if ((session->state == TF_SESSION_MERGED) != (session->merged_into != 0) ||
        session->merged_into == session->record.key.id) {
        return bad(problem, "merged_into", "Only a merged session names another one");
    }
    if (session->can_until != 0 && session->can_until <= session->can_from) {
        return bad(problem, "can_until", "A host can be there until after it began");
    }
    if (session->asks_into == session->record.key.id) {
        return bad(problem, "asks_into", "A session merges with another one");
    }
    return TF_OK;
}

static enum tf_err check_placement(const struct tf_placement *placement, struct tf_problem *problem)
{
    if (!placement->session) {
        return bad(problem, "session", "A placement is of a session");
    }
    if (!placement->space) {
        return bad(problem, "space", "A placement is in a space");
    }
    if (!placement->slot) {
        return bad(problem, "slot", "A placement is in a row");
    }
    if (!placement->last_slot) {
        return bad(problem, "last_slot", "A placement ends in a row");
    }
    return TF_OK;
}

static enum tf_err check_origin(const struct tf_origin *origin, struct tf_problem *problem)
{
    if (!*origin->source) {
        return bad(problem, "source", "What was imported came from somewhere");
    }
    if (!*origin->outer) {
        return bad(problem, "outer", "What was imported had an id there");
    }
    if (!origin->target) {
        return bad(problem, "target", "What was imported became something here");
    }
    return TF_OK;
}

static enum tf_err check_topic(const struct tf_topic *topic, struct tf_problem *problem)
{
    if (!*topic->title) {
        return bad(problem, "title", "A topic has a title");
    }
    return topic->into == topic->record.key.id ? bad(problem, "into", "A topic does not belong to itself")
                                               : TF_OK;
}

static enum tf_err check_kind(const struct tf_record *record, struct tf_problem *problem)
{
    switch (record->kind) {
    case TF_KIND_GATHERING:
        return check_gathering(TF_GATHERING(record), problem);
    case TF_KIND_SPACE:
        return check_space(TF_SPACE(record), problem);
    case TF_KIND_SLOT:
        return check_slot(TF_SLOT(record), problem);
    case TF_KIND_SESSION:
        return check_session(TF_SESSION(record), problem);
    case TF_KIND_PLACEMENT:
        return check_placement(TF_PLACEMENT(record), problem);
    case TF_KIND_ACTION:
        return *TF_ACTION(record)->what ? TF_OK : bad(problem, "what", "An action says what");
    case TF_KIND_NEWS:
        return *TF_NEWS(record)->text ? TF_OK : bad(problem, "text", "News has a text");
    case TF_KIND_TOPIC:
        return check_topic(TF_TOPIC(record), problem);
    case TF_KIND_DOT:
        return TF_DOT(record)->topic ? TF_OK : bad(problem, "topic", "A dot is on a topic");
    case TF_KIND_ORIGIN:
        return check_origin(TF_ORIGIN(record), problem);
    case TF_KIND_STAR:
    case TF_KIND_NOTE: /* an author may empty a note again */
    case TF_KIND_COUNT:
        break;
    }
    return TF_OK;
}

enum tf_err tf_record_check_change(const struct tf_record *record, const struct tf_record *known,
                                   struct tf_problem *problem)
{
    const struct tf_schema *schema = tf_schema_of(record->kind);
    enum tf_err err = check_key(record, problem);
    for (size_t i = 0; !err && i < schema->field_count; i++) {
        const struct tf_field *field = &schema->fields[i];
        if (field->type == TF_FIELD_TEXT) {
            const char *text = tf_field_text(record, field);
            bool is_known = known && strcmp(tf_field_text(known, field), text) == 0;
            err = check_text(field, text, is_known, problem);
        } else {
            err = check_number(field, tf_field_number(record, field), problem);
        }
    }
    return err ? err : check_kind(record, problem);
}

enum tf_err tf_record_check(const struct tf_record *record, struct tf_problem *problem)
{
    return tf_record_check_change(record, NULL, problem);
}
