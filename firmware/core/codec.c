#include "core/codec.h"

#include "base/limits.h"
#include "base/rng.h"
#include "base/text.h"
#include "base/zone.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define DAY_S           INT64_C(86400)
#define TEXT_FIELDS_MAX 64 /* a schema has no more fields */

/* What becomes of texts on the way in. */
enum door {
    DOOR_CLEAN, /* a person's: refused when it is not right */
    DOOR_FIT,   /* a file's: mended */
    DOOR_EXACT, /* our own log's: byte by byte, so that replay gives what was, whatever the door is today */
};

struct reading {
    enum door door;
    unsigned fixes;
    char *texts[TEXT_FIELDS_MAX]; /* what the door made; freed at the end */
    size_t text_count;
    struct tf_problem *problem;
};

/* ---- out ---- */

/* Outside the years that zone.h reads, times and dates are numbers: a board without a clock begins in 1970.
 */
static json_t *time_out(int64_t utc_s)
{
    char text[26];
    if (utc_s < tf_zone_days(TF_ZONE_YEAR_MIN, 1, 1) * DAY_S ||
        utc_s >= tf_zone_days(TF_ZONE_YEAR_MAX + 1, 1, 1) * DAY_S) {
        return json_integer(utc_s);
    }
    tf_zone_format(text, NULL, utc_s);
    return json_string(text);
}

static json_t *date_out(int64_t days)
{
    char text[11];
    if (days < tf_zone_days(TF_ZONE_YEAR_MIN, 1, 1) || days >= tf_zone_days(TF_ZONE_YEAR_MAX + 1, 1, 1)) {
        return json_integer(days);
    }
    tf_zone_format_date(text, days);
    return json_string(text);
}

static json_t *flags_out(const struct tf_field *field, int64_t flags)
{
    json_t *list = json_array();
    for (size_t i = 0; list && field->names[i]; i++) {
        if ((flags >> i & 1) && json_array_append_new(list, json_string(field->names[i])) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *number_out(const struct tf_field *field, int64_t number)
{
    switch (field->type) {
    case TF_FIELD_INT:
    case TF_FIELD_ID:
        return json_integer(number);
    case TF_FIELD_TIME:
        return time_out(number);
    case TF_FIELD_DATE:
        return date_out(number);
    case TF_FIELD_ENUM:
        return json_string(field->names[number]);
    case TF_FIELD_FLAGS:
        return flags_out(field, number);
    case TF_FIELD_BOOL:
        return json_true();
    case TF_FIELD_TEXT:
        break;
    }
    assert(false && "a text is no number");
    return NULL;
}

/* false: no memory. */
static bool field_out(json_t *json, const struct tf_record *record, const struct tf_field *field)
{
    if (field->type == TF_FIELD_TEXT) {
        const char *text = tf_field_text(record, field);
        return !*text || json_object_set_new(json, field->name, json_string(text)) == 0;
    }
    int64_t number = tf_field_number(record, field);
    return number == 0 || json_object_set_new(json, field->name, number_out(field, number)) == 0;
}

json_t *tf_codec_from_record(const struct tf_record *record, bool with_private)
{
    const struct tf_schema *schema = tf_schema_of(record->kind);
    json_t *json = json_object();
    if (!json) {
        return NULL;
    }
    bool fits = true;
    /* A star's id is somebody's device. */
    if (with_private || record->kind != TF_KIND_STAR) {
        fits = json_object_set_new(json, "id", json_integer((json_int_t)record->key.id)) == 0;
    }
    if (fits && schema->owner_name) {
        fits =
            json_object_set_new(json, schema->owner_name, json_integer((json_int_t)record->key.owner)) == 0;
    }
    for (size_t i = 0; fits && i < schema->field_count; i++) {
        if (with_private || !schema->fields[i].is_private) {
            fits = field_out(json, record, &schema->fields[i]);
        }
    }
    if (!fits) {
        json_decref(json);
        return NULL;
    }
    return json;
}

json_t *tf_codec_from_changes(const struct tf_event *event)
{
    json_t *list = json_array();
    bool fits = list != NULL;
    for (size_t i = 0; fits && i < event->change_count; i++) {
        const struct tf_change *change = &event->changes[i];
        json_t *json = json_object();
        fits = json && json_object_set_new(json, "kind", json_string(tf_schema_of(change->kind)->table)) == 0;
        if (fits && change->before) {
            fits = json_object_set_new(json, "before", tf_codec_from_record(change->before, true)) == 0;
        }
        if (fits && change->after) {
            fits = json_object_set_new(json, "after", tf_codec_from_record(change->after, true)) == 0;
        }
        if (fits) {
            fits = json_array_append(list, json) == 0;
        }
        json_decref(json);
    }
    if (!fits) {
        json_decref(list);
        return NULL;
    }
    return list;
}

/* ---- in ---- */

static enum tf_err bad(struct reading *in, const char *member, const char *what)
{
    return tf_err_tell(in->problem, TF_ERR_INVALID, member, NULL, "%s", what);
}

static enum tf_err time_in(int64_t *out, const json_t *json)
{
    if (json_is_integer(json)) {
        *out = json_integer_value(json);
        return TF_OK;
    }
    return json_is_string(json) ? tf_zone_parse(out, json_string_value(json), NULL) : TF_ERR_INVALID;
}

static enum tf_err date_in(int64_t *out, const json_t *json)
{
    if (json_is_integer(json)) {
        *out = json_integer_value(json);
        return TF_OK;
    }
    return json_is_string(json) ? tf_zone_parse_date(out, json_string_value(json)) : TF_ERR_INVALID;
}

static enum tf_err name_in(int64_t *out, const struct tf_field *field, const json_t *json)
{
    const char *name = json_string_value(json);
    for (int64_t i = 0; name && field->names[i]; i++) {
        if (strcmp(field->names[i], name) == 0) {
            *out = i;
            return TF_OK;
        }
    }
    return TF_ERR_INVALID;
}

static enum tf_err flags_in(int64_t *out, const struct tf_field *field, const json_t *json)
{
    if (!json_is_array(json)) {
        return TF_ERR_INVALID;
    }
    int64_t flags = 0;
    for (size_t i = 0; i < json_array_size(json); i++) {
        int64_t bit;
        if (name_in(&bit, field, json_array_get(json, i)) != TF_OK) {
            return TF_ERR_INVALID;
        }
        flags |= INT64_C(1) << bit;
    }
    *out = flags;
    return TF_OK;
}

static enum tf_err id_in(int64_t *out, const json_t *json)
{
    if (!json_is_integer(json) || json_integer_value(json) < 0 ||
        json_integer_value(json) > (int64_t)TF_ID_MAX) {
        return TF_ERR_INVALID;
    }
    *out = json_integer_value(json);
    return TF_OK;
}

static enum tf_err number_in(int64_t *out, const struct tf_field *field, const json_t *json)
{
    switch (field->type) {
    case TF_FIELD_INT:
        if (!json_is_integer(json)) {
            return TF_ERR_INVALID;
        }
        *out = json_integer_value(json);
        return TF_OK;
    case TF_FIELD_ID:
        return id_in(out, json);
    case TF_FIELD_TIME:
        return time_in(out, json);
    case TF_FIELD_DATE:
        return date_in(out, json);
    case TF_FIELD_ENUM:
        return name_in(out, field, json);
    case TF_FIELD_FLAGS:
        return flags_in(out, field, json);
    case TF_FIELD_BOOL:
        *out = json_is_true(json);
        return json_is_boolean(json) ? TF_OK : TF_ERR_INVALID;
    case TF_FIELD_TEXT:
        break;
    }
    return TF_ERR_INVALID;
}

static enum tf_err text_in(const char **out, const struct tf_field *field, const json_t *json,
                           struct reading *in)
{
    if (!json_is_string(json)) {
        return bad(in, field->name, "This is not a text");
    }
    const char *text = json_string_value(json);
    size_t len = json_string_length(json);
    if (in->door == DOOR_EXACT || field->text_kind == TF_TEXT_RAW) {
        if (!tf_text_is_valid(text, len)) {
            return bad(in, field->name, "This text cannot be kept");
        }
        if (len > TF_RAW_BYTES_MAX) {
            return bad(in, field->name, "This text is too long");
        }
        *out = text; /* json outlives the reading */
        return TF_OK;
    }
    char *clean;
    unsigned fixes = 0;
    enum tf_text_kind kind = (enum tf_text_kind)field->text_kind;
    enum tf_err err = in->door == DOOR_FIT ? tf_text_fit(&clean, text, len, kind, &fixes)
                                           : tf_text_clean(&clean, text, len, kind);
    if (err == TF_ERR_NOMEM) {
        return err;
    }
    if (err) {
        return bad(in, field->name,
                   err == TF_ERR_LIMIT ? "This text is too long" : "This text cannot be shown");
    }
    in->fixes |= fixes;
    in->texts[in->text_count++] = clean;
    *out = clean;
    return TF_OK;
}

static enum tf_err key_in(struct tf_key *out, const struct tf_schema *schema, const json_t *json,
                          struct reading *in)
{
    int64_t id, owner = 0;
    if (id_in(&id, json_object_get(json, "id")) != TF_OK || id == 0) {
        return bad(in, "id", "An id is a whole number from 1 to 2^53-1");
    }
    if (schema->owner_name &&
        (id_in(&owner, json_object_get(json, schema->owner_name)) != TF_OK || owner == 0)) {
        return bad(in, schema->owner_name, "An id is a whole number from 1 to 2^53-1");
    }
    *out = (struct tf_key){.owner = (uint64_t)owner, .id = (uint64_t)id};
    return TF_OK;
}

static enum tf_err fields_in(union tf_record_any *any, const struct tf_schema *schema, const json_t *json,
                             struct reading *in)
{
    for (size_t i = 0; i < schema->field_count; i++) {
        const struct tf_field *field = &schema->fields[i];
        const json_t *member = json_object_get(json, field->name);
        if (!member || json_is_null(member)) {
            continue;
        }
        if (field->type == TF_FIELD_TEXT) {
            const char *text = "";
            enum tf_err err = text_in(&text, field, member, in);
            if (err) {
                return err;
            }
            tf_field_set_text(&any->record, field, text);
        } else {
            int64_t number = 0;
            if (number_in(&number, field, member) != TF_OK) {
                return bad(in, field->name, "This value is not one that can be here");
            }
            tf_field_set_number(&any->record, field, number);
        }
    }
    return TF_OK;
}

static enum tf_err record_in(const struct tf_record **out, enum tf_kind kind, const json_t *json,
                             struct reading *in)
{
    const struct tf_schema *schema = tf_schema_of(kind);
    if (!json_is_object(json)) {
        return bad(in, schema->table, "This is not a JSON object");
    }
    union tf_record_any any;
    memset(&any, 0, sizeof(any));
    any.record.kind = kind;
    enum tf_err err = key_in(&any.record.key, schema, json, in);
    if (!err) {
        err = fields_in(&any, schema, json, in);
    }
    if (!err) {
        err = tf_record_copy(out, &any.record);
    }
    for (size_t i = 0; i < in->text_count; i++) {
        free(in->texts[i]);
    }
    in->text_count = 0;
    return err;
}

enum tf_err tf_codec_to_record(const struct tf_record **out, enum tf_kind kind, const json_t *json,
                               bool repair, unsigned *fixes, struct tf_problem *problem)
{
    struct reading in = {.door = repair ? DOOR_FIT : DOOR_CLEAN, .problem = problem};
    enum tf_err err = record_in(out, kind, json, &in);
    if (!err && fixes) {
        *fixes = in.fixes;
    }
    return err;
}

enum tf_err tf_codec_to_kept(const struct tf_record **out, enum tf_kind kind, const json_t *json)
{
    struct reading in = {.door = DOOR_EXACT};
    enum tf_err err = record_in(out, kind, json, &in);
    return err == TF_ERR_INVALID ? TF_ERR_CORRUPT : err;
}

/* *out stays NULL when json is NULL: it was not there before, or is gone after. */
static enum tf_err side_in(const struct tf_record **out, enum tf_kind kind, const json_t *json)
{
    return json ? tf_codec_to_kept(out, kind, json) : TF_OK;
}

static enum tf_err change_in(struct tf_event *event, const json_t *json)
{
    const char *table = json_string_value(json_object_get(json, "kind"));
    const struct tf_schema *schema = table ? tf_schema_named(table) : NULL;
    if (!schema) {
        return TF_ERR_CORRUPT;
    }
    const struct tf_record *before = NULL, *after = NULL;
    enum tf_err err = side_in(&before, schema->kind, json_object_get(json, "before"));
    if (!err) {
        err = side_in(&after, schema->kind, json_object_get(json, "after"));
    }
    if (!err && !before && !after) {
        err = TF_ERR_CORRUPT;
    }
    if (!err && before && after && tf_key_compare(before->key, after->key) != 0) {
        err = TF_ERR_CORRUPT;
    }
    if (!err) {
        err = tf_event_add(event, before, after);
    }
    tf_record_unref(before);
    tf_record_unref(after);
    return err == TF_ERR_LIMIT ? TF_ERR_CORRUPT : err;
}

enum tf_err tf_codec_to_changes(struct tf_event *event, const json_t *json)
{
    if (!json_is_array(json)) {
        return TF_ERR_CORRUPT;
    }
    for (size_t i = 0; i < json_array_size(json); i++) {
        enum tf_err err = change_in(event, json_array_get(json, i));
        if (err) {
            return err;
        }
    }
    return TF_OK;
}
