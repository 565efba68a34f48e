#include "core/erase.h"

#include "base/buf.h"
#include "base/text.h"
#include "base/text_blank.h"
#include "core/host_names.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct gone {
    enum tf_kind kind;
    struct tf_key key;
};

struct tf_erase {
    char *name, *folded; /* NULL: not of a name */
    char *code;          /* NULL: not of a session */
    uint64_t device;     /* 0: not of a device */
    struct gone *gone;   /* sorted */
    size_t gone_count, gone_room;
    size_t count;
};

enum tf_err tf_erase_create(struct tf_erase **out, const struct tf_erase_what *what)
{
    bool has_name = what->name != NULL, has_code = what->code != NULL, has_device = what->device != 0;
    if (has_name + has_code + has_device != 1 || (has_code && what->code[0] == '\0') ||
        what->device > TF_DEVICE_MAX) {
        return TF_ERR_INVALID;
    }
    struct tf_erase *erase = calloc(1, sizeof *erase);
    if (erase == NULL) {
        return TF_ERR_NOMEM;
    }
    enum tf_err err = TF_OK;
    erase->device = what->device;
    if (has_code) {
        erase->code = strdup(what->code);
        err = erase->code != NULL ? TF_OK : TF_ERR_NOMEM;
    }
    if (has_name) {
        err = tf_text_clean(&erase->name, what->name, strlen(what->name), TF_TEXT_NAME);
        err = err == TF_OK ? tf_text_fold(&erase->folded, erase->name) : err;
        if (err == TF_OK && (erase->folded[0] == '\0' || strchr(erase->name, ',') != NULL)) {
            err = TF_ERR_INVALID;
        }
        err = err == TF_OK || err == TF_ERR_NOMEM ? err : TF_ERR_INVALID;
    }
    if (err != TF_OK) {
        tf_erase_destroy(erase);
        return err;
    }
    *out = erase;
    return TF_OK;
}

void tf_erase_destroy(struct tf_erase *erase)
{
    if (erase == NULL) {
        return;
    }
    free(erase->name);
    free(erase->folded);
    free(erase->code);
    free(erase->gone);
    free(erase);
}

size_t tf_erase_count(const struct tf_erase *erase)
{
    return erase->count;
}

uint64_t tf_erase_device(const struct tf_erase *erase)
{
    return erase->device;
}

/* ---- which records go ---- */

static int compare(const struct gone *a, const struct gone *b)
{
    return a->kind != b->kind ? (a->kind < b->kind ? -1 : 1) : tf_key_compare(a->key, b->key);
}

/* Where it is, or belongs. */
static size_t place_of(const struct tf_erase *erase, const struct gone *what, bool *is_there)
{
    size_t low = 0, high = erase->gone_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&erase->gone[middle], what) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *is_there = low < erase->gone_count && compare(&erase->gone[low], what) == 0;
    return low;
}

static bool is_listed(const struct tf_erase *erase, enum tf_kind kind, struct tf_key key)
{
    bool is_there = false;
    (void)place_of(erase, &(struct gone){kind, key}, &is_there);
    return is_there;
}

static bool is_listed_session(const struct tf_erase *erase, uint64_t session)
{
    return session != 0 && is_listed(erase, TF_KIND_SESSION, (struct tf_key){0, session});
}

static bool is_listed_topic(const struct tf_erase *erase, uint64_t topic)
{
    return topic != 0 && is_listed(erase, TF_KIND_TOPIC, (struct tf_key){0, topic});
}

static enum tf_err list(struct tf_erase *erase, const struct tf_record *record)
{
    const struct gone what = {record->kind, record->key};
    bool is_there = false;
    size_t at = place_of(erase, &what, &is_there);
    if (is_there) {
        return TF_OK;
    }
    if (erase->gone_count == erase->gone_room) {
        size_t room = erase->gone_room * 2 + 16;
        struct gone *gone = reallocarray(erase->gone, room, sizeof *gone);
        if (gone == NULL) {
            return TF_ERR_NOMEM;
        }
        erase->gone = gone;
        erase->gone_room = room;
    }
    memmove(&erase->gone[at + 1], &erase->gone[at], (erase->gone_count - at) * sizeof *erase->gone);
    erase->gone[at] = what;
    erase->gone_count++;
    return TF_OK;
}

/* By itself, or because the session or the topic goes that it belongs to. */
static bool goes(const struct tf_erase *erase, const struct tf_record *record)
{
    uint64_t device = erase->device;
    switch (record->kind) {
    case TF_KIND_SESSION:
        return is_listed_session(erase, record->key.id) ||
               (device != 0 && TF_SESSION(record)->device == device) ||
               (erase->code != NULL && strcasecmp(TF_SESSION(record)->code, erase->code) == 0);
    case TF_KIND_PLACEMENT:
        return is_listed_session(erase, TF_PLACEMENT(record)->session);
    case TF_KIND_STAR:
        return is_listed_session(erase, record->key.owner) || (device != 0 && record->key.id == device);
    case TF_KIND_NOTE:
        return is_listed_session(erase, record->key.owner) ||
               (device != 0 && TF_NOTE(record)->device == device) ||
               is_listed(erase, record->kind, record->key);
    case TF_KIND_ACTION:
        return is_listed_session(erase, record->key.owner) ||
               (device != 0 && TF_ACTION(record)->device == device) ||
               is_listed(erase, record->kind, record->key);
    case TF_KIND_TOPIC:
        return is_listed_session(erase, TF_TOPIC(record)->session) ||
               (device != 0 && TF_TOPIC(record)->device == device) ||
               is_listed(erase, record->kind, record->key);
    case TF_KIND_DOT:
        return is_listed_topic(erase, TF_DOT(record)->topic) ||
               (device != 0 && TF_DOT(record)->device == device);
    case TF_KIND_ORIGIN: {
        const struct tf_origin *origin = TF_ORIGIN(record);
        return is_listed_session(erase, origin->target_owner) ||
               is_listed(erase, origin->target_kind, (struct tf_key){origin->target_owner, origin->target});
    }
    default:
        return false;
    }
}

/* Whether others can belong to such a record, or an origin can tell of it. */
static bool is_looked_up(enum tf_kind kind)
{
    return kind == TF_KIND_SESSION || kind == TF_KIND_PLACEMENT || kind == TF_KIND_NOTE ||
           kind == TF_KIND_ACTION || kind == TF_KIND_TOPIC;
}

static enum tf_err learn_record(struct tf_erase *erase, const struct tf_record *record, bool of_session)
{
    bool is_due = record != NULL && is_looked_up(record->kind) &&
                  (record->kind == TF_KIND_SESSION) == of_session && goes(erase, record);
    return is_due ? list(erase, record) : TF_OK;
}

enum tf_err tf_erase_learn(struct tf_erase *erase, const struct tf_event *event)
{
    enum tf_err err = TF_OK;
    for (int pass = 0; pass < 2; pass++) { /* an import may name a placement before its session */
        for (size_t i = 0; err == TF_OK && i < event->change_count; i++) {
            err = learn_record(erase, event->changes[i].before, pass == 0);
            if (err == TF_OK) {
                err = learn_record(erase, event->changes[i].after, pass == 0);
            }
        }
    }
    return err;
}

/* ---- the name, taken out of texts ---- */

/* Out of a list of names; *out NULL: it is not in it. */
static enum tf_err without_name(const struct tf_erase *erase, char **out, const char *names)
{
    struct tf_buf left;
    bool has_found = false;
    const char *rest = names;
    enum tf_err err = TF_OK;
    *out = NULL;
    tf_buf_init(&left, 0);
    struct tf_host_name one = tf_host_names_next(&rest);
    for (; err == TF_OK && one.len > 0; one = tf_host_names_next(&rest)) {
        char *alone = strndup(one.text, one.len), *folded = NULL;
        err = alone != NULL ? tf_text_fold(&folded, alone) : TF_ERR_NOMEM;
        bool is_it = err == TF_OK && strcmp(folded, erase->folded) == 0;
        if (err == TF_OK && !is_it) {
            tf_buf_printf(&left, "%s%s", left.len > 0 ? ", " : "", alone);
        }
        has_found = has_found || is_it;
        free(folded);
        free(alone);
    }
    err = err == TF_OK ? tf_buf_err(&left) : err;
    if (err == TF_OK && has_found) {
        *out = tf_buf_take(&left, NULL);
        err = *out != NULL ? TF_OK : TF_ERR_NOMEM;
    }
    tf_buf_free(&left);
    return err;
}

static enum tf_err blank(const struct tf_erase *erase, char **out, const char *text)
{
    char *short_of = NULL;
    enum tf_err err = tf_text_blank(out, text, erase->name);
    if (err == TF_OK && *out == NULL) { /* somebody else's case and accents */
        err = without_name(erase, &short_of, text);
        bool is_it_alone = short_of != NULL && short_of[0] == '\0' && strchr(text, ',') == NULL;
        if (err == TF_OK && is_it_alone) {
            *out = strdup("…");
            err = *out != NULL ? TF_OK : TF_ERR_NOMEM;
        }
        free(short_of);
    }
    return err;
}

/* What an import brought: an object of texts and numbers. */
static enum tf_err blank_members(const struct tf_erase *erase, char **out, const char *text)
{
    json_t *json = json_loads(text, 0, NULL), *value;
    const char *key;
    void *next;
    bool has_found = false;
    enum tf_err err = TF_OK;
    *out = NULL;
    if (!json_is_object(json)) {
        json_decref(json);
        return blank(erase, out, text);
    }
    json_object_foreach_safe(json, next, key, value)
    {
        char *fresh = NULL;
        if (err == TF_OK && json_is_string(value)) {
            err = without_name(erase, &fresh, json_string_value(value));
            if (err == TF_OK && fresh == NULL) {
                err = blank(erase, &fresh, json_string_value(value));
            }
        }
        if (fresh != NULL) {
            has_found = true;
            err = json_object_set_new(json, key, json_string(fresh)) == 0 ? err : TF_ERR_NOMEM;
            free(fresh);
        }
    }
    if (err == TF_OK && has_found) {
        *out = json_dumps(json, JSON_COMPACT);
        err = *out != NULL ? TF_OK : TF_ERR_NOMEM;
    }
    json_decref(json);
    return err;
}

/* Whether anything of this kind is what people wrote; the event's own title, its spaces and times are not. */
static bool is_written(enum tf_kind kind)
{
    return kind == TF_KIND_SESSION || kind == TF_KIND_NOTE || kind == TF_KIND_ACTION ||
           kind == TF_KIND_NEWS || kind == TF_KIND_TOPIC || kind == TF_KIND_ORIGIN;
}

static bool is_names(const struct tf_field *field)
{
    return strcmp(field->name, "host") == 0 || strcmp(field->name, "author") == 0 ||
           strcmp(field->name, "who") == 0 || strcmp(field->name, "initiator") == 0 ||
           strcmp(field->name, "idea_owner") == 0;
}

static bool is_for_programs(const struct tf_field *field)
{
    return strcmp(field->name, "code") == 0 || strcmp(field->name, "guid") == 0 ||
           strcmp(field->name, "language") == 0 || strcmp(field->name, "source") == 0 ||
           strcmp(field->name, "outer") == 0;
}

static enum tf_err without(const struct tf_erase *erase, char **out, const struct tf_field *field,
                           const char *text)
{
    *out = NULL;
    if (text[0] == '\0' || is_for_programs(field)) {
        return TF_OK;
    }
    if (is_names(field)) {
        enum tf_err err = without_name(erase, out, text);
        return err == TF_OK && *out == NULL ? tf_text_blank(out, text, erase->name) : err;
    }
    return strcmp(field->name, "brought") == 0 ? blank_members(erase, out, text) : blank(erase, out, text);
}

/* *out: a reference of the caller's, the record itself where the name is not in it. */
static enum tf_err map_texts(const struct tf_erase *erase, const struct tf_record **out,
                             const struct tf_record *record)
{
    const struct tf_schema *schema = tf_schema_of(record->kind);
    union tf_record_any any;
    char *fresh[64] = {NULL};
    bool has_found = false;
    enum tf_err err = TF_OK;
    memcpy(&any, record, schema->size);
    for (size_t i = 0; err == TF_OK && i < schema->field_count; i++) {
        const struct tf_field *field = &schema->fields[i];
        if (field->type != TF_FIELD_TEXT) {
            continue;
        }
        err = without(erase, &fresh[i], field, tf_field_text(record, field));
        if (err == TF_OK && fresh[i] != NULL) {
            tf_field_set_text(&any.record, field, fresh[i]);
            has_found = true;
        }
    }
    if (err == TF_OK && has_found) {
        err = tf_record_copy(out, &any.record);
    } else if (err == TF_OK) {
        *out = tf_record_ref(record);
    }
    for (size_t i = 0; i < schema->field_count; i++) {
        free(fresh[i]);
    }
    return err;
}

/* ---- mapping ---- */

static bool names_listed(const struct tf_erase *erase, const struct tf_session *session)
{
    return is_listed_session(erase, session->merged_into) || is_listed_session(erase, session->asks_into) ||
           is_listed_session(erase, session->gave_way);
}

/* What it says of sessions that go: that it was one with one of them, or would like to be, or gave way. */
static enum tf_err map_session(const struct tf_erase *erase, const struct tf_record **out,
                               const struct tf_session *from)
{
    struct tf_session session = *from;
    if (is_listed_session(erase, session.merged_into)) {
        session.state = TF_SESSION_WITHDRAWN;
        session.merged_into = 0;
    }
    session.asks_into = is_listed_session(erase, session.asks_into) ? 0 : session.asks_into;
    session.gave_way = is_listed_session(erase, session.gave_way) ? 0 : session.gave_way;
    return tf_record_copy(out, &session.record);
}

/* *out NULL: it never was. */
static enum tf_err map(const struct tf_erase *erase, const struct tf_record **out,
                       const struct tf_record *record)
{
    *out = NULL;
    if (record == NULL || goes(erase, record)) {
        return TF_OK;
    }
    if (erase->name != NULL && is_written(record->kind)) {
        return map_texts(erase, out, record);
    }
    if (record->kind == TF_KIND_SESSION && names_listed(erase, TF_SESSION(record))) {
        return map_session(erase, out, TF_SESSION(record));
    }
    if (record->kind == TF_KIND_TOPIC && is_listed_topic(erase, TF_TOPIC(record)->into)) {
        struct tf_topic topic = *TF_TOPIC(record); /* what it belonged to goes: it stands for itself */
        topic.into = 0;
        return tf_record_copy(out, &topic.record);
    }
    *out = tf_record_ref(record);
    return TF_OK;
}

static enum tf_err map_change(const struct tf_erase *erase, struct tf_event *into,
                              const struct tf_change *change, bool *has_changed)
{
    const struct tf_record *before = NULL, *after = NULL;
    enum tf_err err = map(erase, &before, change->before);
    if (err == TF_OK) {
        err = map(erase, &after, change->after);
    }
    *has_changed = *has_changed || before != change->before || after != change->after;
    if (err == TF_OK && (before != NULL || after != NULL)) {
        err = tf_event_add(into, before, after);
    }
    tf_record_unref(before);
    tf_record_unref(after);
    return err;
}

enum tf_err tf_erase_concerns(struct tf_erase *erase, struct tf_event *event, bool *does)
{
    struct tf_event *mapped = NULL;
    size_t count = erase->count;
    enum tf_err err = tf_erase_event(erase, &mapped, event);
    erase->count = count;
    *does = err == TF_OK && mapped != event;
    tf_event_unref(mapped);
    return err;
}

enum tf_err tf_erase_event(struct tf_erase *erase, struct tf_event **out, struct tf_event *event)
{
    struct tf_event *mapped = NULL;
    struct tf_actor actor = event->actor;
    bool has_changed = erase->device != 0 && actor.device == erase->device;
    if (has_changed) {
        actor.device = 0;
    }
    enum tf_err err = tf_event_create(&mapped, event->verb, actor, event->at, event->id);
    for (size_t i = 0; err == TF_OK && i < event->change_count; i++) {
        err = map_change(erase, mapped, &event->changes[i], &has_changed);
    }
    if (err != TF_OK || !has_changed) {
        tf_event_unref(mapped);
        *out = err == TF_OK ? tf_event_ref(event) : NULL;
        return err;
    }
    mapped->sequence = event->sequence;
    mapped->undoes = event->undoes;
    if (mapped->change_count == 0) { /* nothing is left that anybody did */
        mapped->actor.device = 0;
    }
    erase->count++;
    *out = mapped;
    return TF_OK;
}
