#include "core/command_json.h"

#include "base/buf.h"
#include "core/codec.h"

#include <string.h>

/* Numbers of 64 bits, by name: both ways are written once. What a verb does not read may be anything. */
static const struct number {
    const char *name;
    size_t offset;
} NUMBERS[] = {
    {"id", offsetof(struct tf_command, id)},
    {"at", offsetof(struct tf_command, at)},
    {"device", offsetof(struct tf_command, actor.device)},
    {"session", offsetof(struct tf_command, session)},
    {"other", offsetof(struct tf_command, other)},
    {"space", offsetof(struct tf_command, space)},
    {"slot", offsetof(struct tf_command, slot)},
    {"placement", offsetof(struct tf_command, placement)},
    {"count", offsetof(struct tf_command, count)},
    {"minutes", offsetof(struct tf_command, minutes)},
    {"sequence", offsetof(struct tf_command, sequence)},
    {"past", offsetof(struct tf_command, past)},
    {"revision", offsetof(struct tf_command, revision)},
};

enum { NUMBER_COUNT = sizeof(NUMBERS) / sizeof(NUMBERS[0]) };

/* ---- out ---- */

/* A record of a command names its fields alone, often: its key may be none that a record of a board could
 * have, and stands beside it. */
static json_t *record_out(const struct tf_record *record)
{
    const struct tf_schema *schema = tf_schema_of(record->kind);
    union tf_record_any any;
    memcpy(&any, record, schema->size);
    any.record.key = (struct tf_key){.owner = schema->owner_name != NULL ? 1 : 0, .id = 1};
    json_t *json = json_object();
    if (json == NULL || json_object_set_new(json, "kind", json_string(schema->table)) != 0 ||
        json_object_set_new(json, "owner", json_integer((json_int_t)record->key.owner)) != 0 ||
        json_object_set_new(json, "id", json_integer((json_int_t)record->key.id)) != 0 ||
        json_object_set_new(json, "record", tf_codec_from_record(&any.record, true)) != 0) {
        json_decref(json);
        return NULL;
    }
    return json;
}

static bool put_records(json_t *json, const char *name, const struct tf_record *const *records, size_t count)
{
    if (count == 0) {
        return true;
    }
    json_t *list = json_array();
    bool fits = list != NULL;
    for (size_t i = 0; fits && i < count; i++) {
        fits = json_array_append_new(list, record_out(records[i])) == 0;
    }
    if (!fits) {
        json_decref(list);
        return false;
    }
    return json_object_set_new(json, name, list) == 0;
}

/* By name: a later program may have more fields. */
static bool put_fields(json_t *json, const struct tf_command *command)
{
    if (command->record == NULL || command->fields == 0) {
        return true;
    }
    const struct tf_schema *schema = tf_schema_of(command->record->kind);
    json_t *list = json_array();
    bool fits = list != NULL;
    for (size_t i = 0; fits && i < schema->field_count; i++) {
        if ((command->fields >> i & 1) != 0) {
            fits = json_array_append_new(list, json_string(schema->fields[i].name)) == 0;
        }
    }
    if (!fits) {
        json_decref(list);
        return false;
    }
    return json_object_set_new(json, "fields", list) == 0;
}

static bool put_numbers(json_t *json, const struct tf_command *command)
{
    bool fits = true;
    for (size_t i = 0; fits && i < NUMBER_COUNT; i++) {
        uint64_t value;
        memcpy(&value, (const char *)command + NUMBERS[i].offset, sizeof(value));
        fits = value == 0 || json_object_set_new(json, NUMBERS[i].name, json_integer((json_int_t)value)) == 0;
    }
    return fits;
}

static bool put_parts(json_t *json, const struct tf_command *command)
{
    json_t *list = command->part_count > 0 ? json_array() : NULL;
    bool fits = command->part_count == 0 || list != NULL;
    for (size_t i = 0; fits && i < command->part_count; i++) {
        fits = json_array_append_new(list, tf_command_json_from(command->parts[i])) == 0;
    }
    if (!fits) {
        json_decref(list);
        return false;
    }
    return list == NULL || json_object_set_new(json, "parts", list) == 0;
}

json_t *tf_command_json_from(const struct tf_command *command)
{
    json_t *json = json_object();
    bool fits =
        json != NULL && json_object_set_new(json, "verb", json_string(tf_verb_name(command->verb))) == 0 &&
        json_object_set_new(json, "role", json_string(tf_role_name(command->actor.role))) == 0 &&
        put_numbers(json, command) &&
        (!command->replace || json_object_set_new(json, "replace", json_true()) == 0) &&
        (!command->on || json_object_set_new(json, "on", json_true()) == 0) &&
        put_records(json, "record", &command->record, command->record != NULL ? 1 : 0) &&
        put_fields(json, command) &&
        put_records(json, "seen", &command->seen, command->seen != NULL ? 1 : 0) &&
        put_records(json, "records", command->records, command->record_count) &&
        put_records(json, "removals", command->removals, command->removal_count) && put_parts(json, command);
    if (!fits) {
        json_decref(json);
        return NULL;
    }
    return json;
}

/* ---- in ---- */

static enum tf_err record_in(const struct tf_record **out, const json_t *json)
{
    const char *table = json_string_value(json_object_get(json, "kind"));
    const struct tf_schema *schema = table != NULL ? tf_schema_named(table) : NULL;
    const json_t *owner = json_object_get(json, "owner"), *id = json_object_get(json, "id");
    const struct tf_record *record = NULL;
    if (schema == NULL || !json_is_integer(owner) || !json_is_integer(id)) {
        return TF_ERR_CORRUPT;
    }
    enum tf_err err = tf_codec_to_kept(&record, schema->kind, json_object_get(json, "record"));
    if (err != TF_OK) {
        return err;
    }
    union tf_record_any any;
    memcpy(&any, record, schema->size);
    any.record.key = (struct tf_key){(uint64_t)json_integer_value(owner), (uint64_t)json_integer_value(id)};
    err = tf_record_copy(out, &any.record);
    tf_record_unref(record);
    return err;
}

enum where { AS_RECORD, AS_SEEN, AS_PUT, AS_REMOVAL };

static enum tf_err keep(struct tf_command *command, const struct tf_record *record, enum where where)
{
    switch (where) {
    case AS_RECORD:
        return tf_command_set_record(command, record, 0);
    case AS_SEEN:
        tf_command_set_seen(command, record);
        return TF_OK;
    case AS_PUT:
        return tf_command_add_record(command, record);
    case AS_REMOVAL:
        return tf_command_add_removal(command, record);
    }
    return TF_ERR_CORRUPT;
}

static enum tf_err records_in(struct tf_command *command, const json_t *list, enum where where)
{
    if (list != NULL && !json_is_array(list)) {
        return TF_ERR_CORRUPT;
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        const struct tf_record *record = NULL;
        enum tf_err err = record_in(&record, json_array_get(list, i));
        if (err == TF_OK) {
            err = keep(command, record, where);
        }
        tf_record_unref(record);
        if (err != TF_OK) {
            return err == TF_ERR_LIMIT ? TF_ERR_CORRUPT : err;
        }
    }
    return TF_OK;
}

static enum tf_err fields_in(struct tf_command *command, const json_t *list)
{
    if (list != NULL && (!json_is_array(list) || command->record == NULL)) {
        return TF_ERR_CORRUPT;
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *name = json_string_value(json_array_get(list, i));
        uint64_t bit = name != NULL ? tf_schema_mask(command->record->kind, name) : 0;
        if (bit == 0) {
            return TF_ERR_CORRUPT;
        }
        command->fields |= bit;
    }
    return TF_OK;
}

static enum tf_err numbers_in(struct tf_command *command, const json_t *json)
{
    for (size_t i = 0; i < NUMBER_COUNT; i++) {
        const json_t *member = json_object_get(json, NUMBERS[i].name);
        json_int_t value = json_integer_value(member);
        if (member != NULL && !json_is_integer(member)) {
            return TF_ERR_CORRUPT;
        }
        memcpy((char *)command + NUMBERS[i].offset, &value, sizeof(value));
    }
    command->replace = json_is_true(json_object_get(json, "replace"));
    command->on = json_is_true(json_object_get(json, "on"));
    return TF_OK;
}

static enum tf_err one_in(struct tf_command **out, const json_t *json)
{
    enum tf_verb verb;
    struct tf_actor actor = {0};
    const char *verb_name = json_string_value(json_object_get(json, "verb"));
    const char *role_name = json_string_value(json_object_get(json, "role"));
    if (verb_name == NULL || role_name == NULL || tf_verb_parse(&verb, verb_name) != TF_OK ||
        tf_role_parse(&actor.role, role_name) != TF_OK) {
        return TF_ERR_CORRUPT;
    }
    struct tf_command *command = tf_command_create(verb, actor, 0, 0);
    if (command == NULL) {
        return TF_ERR_NOMEM;
    }
    enum tf_err err = numbers_in(command, json);
    if (err == TF_OK) {
        err = records_in(command, json_object_get(json, "record"), AS_RECORD);
    }
    if (err == TF_OK) {
        err = fields_in(command, json_object_get(json, "fields"));
    }
    if (err == TF_OK) {
        err = records_in(command, json_object_get(json, "seen"), AS_SEEN);
    }
    if (err == TF_OK) {
        err = records_in(command, json_object_get(json, "records"), AS_PUT);
    }
    if (err == TF_OK) {
        err = records_in(command, json_object_get(json, "removals"), AS_REMOVAL);
    }
    if (err != TF_OK) {
        tf_command_destroy(command);
        return err;
    }
    *out = command;
    return TF_OK;
}

/* A chain's parts have none themselves. */
enum tf_err tf_command_json_to(struct tf_command **out, const json_t *json)
{
    struct tf_command *command = NULL;
    const json_t *parts = json_object_get(json, "parts");
    enum tf_err err = one_in(&command, json);
    for (size_t i = 0; err == TF_OK && i < json_array_size(parts); i++) {
        struct tf_command *part = NULL;
        err = one_in(&part, json_array_get(parts, i));
        if (err == TF_OK && (err = tf_command_add_part(command, part)) != TF_OK) {
            tf_command_destroy(part);
            err = err == TF_ERR_NOMEM ? err : TF_ERR_CORRUPT;
        }
    }
    if (err != TF_OK) {
        tf_command_destroy(command);
        return err;
    }
    *out = command;
    return TF_OK;
}

/* ---- as text ---- */

static int add(const char *bytes, size_t len, void *user)
{
    tf_buf_add(user, bytes, len);
    return 0;
}

enum tf_err tf_command_json_write(char **out, const struct tf_command *command)
{
    struct tf_buf text;
    json_t *json = tf_command_json_from(command);
    if (json == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_buf_init(&text, 0);
    bool dumped = json_dump_callback(json, add, &text, JSON_COMPACT) == 0;
    json_decref(json);
    *out = dumped ? tf_buf_take(&text, NULL) : NULL;
    tf_buf_free(&text);
    return *out != NULL ? TF_OK : TF_ERR_NOMEM;
}

enum tf_err tf_command_json_read(struct tf_command **out, const char *text)
{
    json_error_t where;
    json_t *json = json_loads(text, 0, &where);
    if (json == NULL) {
        return json_error_code(&where) == json_error_out_of_memory ? TF_ERR_NOMEM : TF_ERR_CORRUPT;
    }
    enum tf_err err = tf_command_json_to(out, json);
    json_decref(json);
    return err;
}
