#include "exchange/brought.h"

#include "exchange/guid.h"
#include "exchange/json_text.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

const char *const tf_brought_fields[TF_BROUGHT_FIELDS_MAX + 1] = {
    "title", "subtitle", "host", "about", "format", "language", "track", "url", NULL};

uint64_t tf_brought_hash_text(const char *text)
{
    return tf_guid_hash(6, text);
}

uint64_t tf_brought_hash(const struct tf_record *record, const struct tf_field *field)
{
    if (field->type == TF_FIELD_TEXT) {
        return tf_brought_hash_text(tf_field_text(record, field));
    }
    return tf_rng_mix((uint64_t)tf_field_number(record, field), 6);
}

void tf_brought_take(struct tf_brought *brought, const struct tf_session *session)
{
    for (size_t i = 0; tf_brought_fields[i]; i++) {
        brought->fields[i] =
            tf_brought_hash(&session->record, tf_schema_field(TF_KIND_SESSION, tf_brought_fields[i]));
    }
}

static json_t *placements_out(const struct tf_brought *brought)
{
    json_t *list = json_array();
    for (size_t i = 0; list && i < brought->placement_count; i++) {
        const struct tf_brought_placement *one = &brought->placements[i];
        json_t *json = json_pack("[I, I, I, I]", (json_int_t)one->id, (json_int_t)one->space,
                                 (json_int_t)one->start, (json_int_t)one->end);
        if (!json || json_array_append_new(list, json) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

const char *tf_brought_write(const struct tf_brought *brought, struct tf_arena *arena)
{
    char hash[17];
    const char *written = NULL;
    struct tf_buf text; /* its error sticks, where json_dumps() overlooks that a name did not fit */
    tf_buf_init(&text, 0);
    json_t *fields = json_object();
    json_t *json = json_pack("{s:s, s:I, s:I}", "room", brought->room ? brought->room : "", "start",
                             (json_int_t)brought->start, "end", (json_int_t)brought->end);
    bool ok = fields && json;
    for (size_t i = 0; ok && tf_brought_fields[i]; i++) {
        (void)snprintf(hash, sizeof hash, "%016" PRIx64, brought->fields[i]);
        ok = json_object_set_new(fields, tf_brought_fields[i], json_string(hash)) == 0;
    }
    ok = ok && json_object_set(json, "fields", fields) == 0;
    ok = ok && (!brought->cancelled || json_object_set_new(json, "cancelled", json_true()) == 0);
    ok = ok && json_object_set_new(json, "placements", placements_out(brought)) == 0;
    if (ok && tf_json_text_add(&text, json_incref(json)) == TF_OK) {
        written = tf_arena_strdup(arena, text.data);
    }
    tf_buf_free(&text);
    json_decref(fields);
    json_decref(json);
    return written;
}

static void placements_in(struct tf_brought *out, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list) && i < TF_BROUGHT_PLACEMENTS_MAX; i++) {
        const json_t *one = json_array_get(list, i);
        out->placements[out->placement_count++] = (struct tf_brought_placement){
            .id = (uint64_t)json_integer_value(json_array_get(one, 0)),
            .space = (uint64_t)json_integer_value(json_array_get(one, 1)),
            .start = json_integer_value(json_array_get(one, 2)),
            .end = json_integer_value(json_array_get(one, 3)),
        };
    }
}

enum tf_err tf_brought_read(struct tf_brought *out, const char *text, struct tf_arena *arena)
{
    *out = (struct tf_brought){.room = ""};
    json_error_t error;
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (!json) {
        return json_error_code(&error) == json_error_out_of_memory ? TF_ERR_NOMEM : TF_OK;
    }
    const json_t *fields = json_object_get(json, "fields");
    for (size_t i = 0; tf_brought_fields[i]; i++) {
        const char *hash = json_string_value(json_object_get(fields, tf_brought_fields[i]));
        out->fields[i] = hash ? strtoull(hash, NULL, 16) : 0;
    }
    const char *room = json_string_value(json_object_get(json, "room"));
    out->room = tf_arena_strdup(arena, room ? room : "");
    out->start = json_integer_value(json_object_get(json, "start"));
    out->end = json_integer_value(json_object_get(json, "end"));
    out->cancelled = json_is_true(json_object_get(json, "cancelled"));
    placements_in(out, json_object_get(json, "placements"));
    json_decref(json);
    return out->room ? TF_OK : TF_ERR_NOMEM;
}
