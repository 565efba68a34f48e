#include "core/record.h"

#include "base/rng.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const void *at(const struct tf_record *record, const struct tf_field *field)
{
    return (const char *)record + field->offset;
}

int64_t tf_field_number(const struct tf_record *record, const struct tf_field *field)
{
    const void *from = at(record, field);
    switch (field->type) {
    case TF_FIELD_INT:
    case TF_FIELD_TIME:
    case TF_FIELD_DATE: {
        int64_t number;
        memcpy(&number, from, sizeof(number));
        return number;
    }
    case TF_FIELD_ID: {
        uint64_t id;
        memcpy(&id, from, sizeof(id));
        return (int64_t)id;
    }
    case TF_FIELD_ENUM: {
        int value;
        memcpy(&value, from, sizeof(value));
        return value;
    }
    case TF_FIELD_FLAGS: {
        uint32_t flags;
        memcpy(&flags, from, sizeof(flags));
        return flags;
    }
    case TF_FIELD_BOOL: {
        bool on;
        memcpy(&on, from, sizeof(on));
        return on;
    }
    case TF_FIELD_TEXT:
        break;
    }
    assert(false && "a text is no number");
    return 0;
}

void tf_field_set_number(struct tf_record *record, const struct tf_field *field, int64_t number)
{
    void *to = (char *)record + field->offset;
    switch (field->type) {
    case TF_FIELD_INT:
    case TF_FIELD_TIME:
    case TF_FIELD_DATE:
        memcpy(to, &number, sizeof(number));
        return;
    case TF_FIELD_ID: {
        uint64_t id = (uint64_t)number;
        memcpy(to, &id, sizeof(id));
        return;
    }
    case TF_FIELD_ENUM: {
        int value = (int)number;
        memcpy(to, &value, sizeof(value));
        return;
    }
    case TF_FIELD_FLAGS: {
        uint32_t flags = (uint32_t)number;
        memcpy(to, &flags, sizeof(flags));
        return;
    }
    case TF_FIELD_BOOL: {
        bool on = number != 0;
        memcpy(to, &on, sizeof(on));
        return;
    }
    case TF_FIELD_TEXT:
        break;
    }
    assert(false && "a text is no number");
}

const char *tf_field_text(const struct tf_record *record, const struct tf_field *field)
{
    const char *text;
    assert(field->type == TF_FIELD_TEXT);
    memcpy(&text, at(record, field), sizeof(text));
    return text ? text : "";
}

void tf_field_set_text(struct tf_record *record, const struct tf_field *field, const char *text)
{
    assert(field->type == TF_FIELD_TEXT);
    memcpy((char *)record + field->offset, &text, sizeof(text));
}

/* All but the count of references, which another thread may be changing just now. */
static void copy_values(struct tf_record *to, const struct tf_record *from, size_t size)
{
    const size_t head = offsetof(struct tf_record, kind);
    tf_ref_init(&to->ref);
    memcpy((char *)to + head, (const char *)from + head, size - head);
}

enum tf_err tf_record_copy(const struct tf_record **out, const struct tf_record *from)
{
    const struct tf_schema *schema = tf_schema_of(from->kind);
    size_t size = schema->size;
    for (size_t i = 0; i < schema->field_count; i++) {
        if (schema->fields[i].type == TF_FIELD_TEXT) {
            size += strlen(tf_field_text(from, &schema->fields[i])) + 1;
        }
    }
    struct tf_record *record = malloc(size);
    if (!record) {
        return TF_ERR_NOMEM;
    }
    copy_values(record, from, schema->size);
    char *texts = (char *)record + schema->size;
    for (size_t i = 0; i < schema->field_count; i++) {
        const struct tf_field *field = &schema->fields[i];
        if (field->type != TF_FIELD_TEXT) {
            continue;
        }
        const char *text = tf_field_text(from, field);
        size_t len = strlen(text) + 1;
        memcpy(texts, text, len);
        tf_field_set_text(record, field, texts);
        texts += len;
    }
    *out = record;
    return TF_OK;
}

enum tf_err tf_record_merge(const struct tf_record **out, const struct tf_record *base,
                            const struct tf_record *from, uint64_t mask)
{
    assert(base->kind == from->kind);
    const struct tf_schema *schema = tf_schema_of(base->kind);
    union tf_record_any merged;
    copy_values(&merged.record, base, schema->size);
    for (size_t i = 0; i < schema->field_count; i++) {
        const struct tf_field *field = &schema->fields[i];
        if (!(mask >> i & 1)) {
            continue;
        }
        if (field->type == TF_FIELD_TEXT) {
            tf_field_set_text(&merged.record, field, tf_field_text(from, field));
        } else {
            tf_field_set_number(&merged.record, field, tf_field_number(from, field));
        }
    }
    return tf_record_copy(out, &merged.record);
}

/* A shared record's fields are for ever; its count of references is what changes. */
static struct tf_ref *ref_of(const struct tf_record *record)
{
    return &((struct tf_record *)record)->ref;
}

const struct tf_record *tf_record_ref(const struct tf_record *record)
{
    if (record) {
        tf_ref_get(ref_of(record));
    }
    return record;
}

void tf_record_unref(const struct tf_record *record)
{
    if (record && tf_ref_put(ref_of(record))) {
        free((struct tf_record *)record);
    }
}

static bool same(const struct tf_record *a, const struct tf_record *b, const struct tf_field *field)
{
    if (field->type == TF_FIELD_TEXT) {
        return strcmp(tf_field_text(a, field), tf_field_text(b, field)) == 0;
    }
    return tf_field_number(a, field) == tf_field_number(b, field);
}

uint64_t tf_record_diff(const struct tf_record *a, const struct tf_record *b)
{
    if (a == b) {
        return 0;
    }
    if (!a || !b) {
        return tf_schema_all(a ? a->kind : b->kind);
    }
    assert(a->kind == b->kind);
    const struct tf_schema *schema = tf_schema_of(a->kind);
    uint64_t mask = 0;
    for (size_t i = 0; i < schema->field_count; i++) {
        if (!same(a, b, &schema->fields[i])) {
            mask |= UINT64_C(1) << i;
        }
    }
    return mask;
}

bool tf_record_equal(const struct tf_record *a, const struct tf_record *b)
{
    if (a == b) {
        return true;
    }
    return a && b && a->kind == b->kind && tf_key_compare(a->key, b->key) == 0 && tf_record_diff(a, b) == 0;
}

static uint64_t hash_text(const char *text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */
    for (; *text; text++) {
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    }
    return hash;
}

uint64_t tf_record_hash(const struct tf_record *record)
{
    const struct tf_schema *schema = tf_schema_of(record->kind);
    uint64_t hash = tf_rng_mix(record->kind, record->key.owner);
    hash = tf_rng_mix(hash, record->key.id);
    for (size_t i = 0; i < schema->field_count; i++) {
        const struct tf_field *field = &schema->fields[i];
        uint64_t value = field->type == TF_FIELD_TEXT ? hash_text(tf_field_text(record, field))
                                                      : (uint64_t)tf_field_number(record, field);
        hash = tf_rng_mix(hash, value);
    }
    return hash;
}

int tf_key_compare(struct tf_key a, struct tf_key b)
{
    if (a.owner != b.owner) {
        return a.owner < b.owner ? -1 : 1;
    }
    if (a.id != b.id) {
        return a.id < b.id ? -1 : 1;
    }
    return 0;
}
