#include "link/wire.h"

#include "base/buf.h"
#include "core/codec.h"
#include "ledger/sharing.h"

#include <jansson.h>

static int add(const char *bytes, size_t len, void *user)
{
    tf_buf_add(user, bytes, len);
    return 0;
}

static json_t *json_of(const struct tf_event *event)
{
    json_t *json = json_object();
    bool fits = json != NULL &&
                json_object_set_new(json, "verb", json_string(tf_verb_name(event->verb))) == 0 &&
                json_object_set_new(json, "at", json_integer(event->at)) == 0 &&
                json_object_set_new(json, "role", json_string(tf_role_name(event->actor.role))) == 0 &&
                json_object_set_new(json, "device", json_integer((json_int_t)event->actor.device)) == 0 &&
                json_object_set_new(json, "undoes", json_integer((json_int_t)event->undoes)) == 0 &&
                json_object_set_new(json, "changes", tf_codec_from_changes(event)) == 0;
    if (!fits) {
        json_decref(json);
        return NULL;
    }
    return json;
}

enum tf_err tf_wire_write(struct tf_entry *out, const struct tf_event *event, uint64_t kiosk)
{
    struct tf_buf text;
    json_t *json = json_of(event);
    if (json == NULL) {
        return TF_ERR_NOMEM;
    }
    tf_buf_init(&text, 0);
    bool dumped = json_dump_callback(json, add, &text, JSON_COMPACT) == 0;
    json_decref(json);
    *out = (struct tf_entry){.sequence = event->sequence,
                             .id = event->id,
                             .kiosk = kiosk,
                             .version = tf_sharing_version(),
                             .text = dumped ? tf_buf_take(&text, NULL) : NULL};
    tf_buf_free(&text);
    return out->text != NULL ? TF_OK : TF_ERR_NOMEM;
}

static bool number_in(uint64_t *out, const json_t *json, const char *name, uint64_t most)
{
    const json_t *member = json_object_get(json, name);
    json_int_t number = json_integer_value(member);
    *out = (uint64_t)number;
    return json_is_integer(member) && number >= 0 && *out <= most;
}

static enum tf_err event_in(struct tf_event **out, const struct tf_entry *entry, const json_t *json)
{
    const char *verb_name = json_string_value(json_object_get(json, "verb"));
    const char *role_name = json_string_value(json_object_get(json, "role"));
    enum tf_verb verb;
    struct tf_actor actor = {0};
    uint64_t at = 0, undoes = 0;
    if (verb_name == NULL || role_name == NULL || tf_verb_parse(&verb, verb_name) != TF_OK ||
        tf_role_parse(&actor.role, role_name) != TF_OK || entry->id == 0 || entry->id > TF_ID_MAX ||
        !number_in(&at, json, "at", INT64_MAX) || !number_in(&actor.device, json, "device", TF_DEVICE_MAX) ||
        !number_in(&undoes, json, "undoes", entry->sequence - 1)) {
        return TF_ERR_CORRUPT;
    }
    struct tf_event *event = NULL;
    enum tf_err err = tf_event_create(&event, verb, actor, (int64_t)at, entry->id);
    if (err == TF_OK) {
        event->sequence = entry->sequence;
        event->undoes = undoes;
        err = tf_codec_to_changes(event, json_object_get(json, "changes"));
    }
    if (err != TF_OK) {
        tf_event_unref(event);
        return err;
    }
    *out = event;
    return TF_OK;
}

enum tf_err tf_wire_read(struct tf_event **out, const struct tf_entry *entry, struct tf_problem *problem)
{
    json_error_t where;
    if (entry->version > tf_sharing_version()) {
        return tf_err_tell(problem, TF_ERR_UNSUPPORTED, NULL, "Install the same Twofeet on this kiosk",
                           "Kiosk %llu has a newer Twofeet than this one", (unsigned long long)entry->kiosk);
    }
    json_t *json = json_loads(entry->text, 0, &where);
    enum tf_err err = TF_ERR_NOMEM;
    if (json != NULL || json_error_code(&where) != json_error_out_of_memory) {
        err = json != NULL ? event_in(out, entry, json) : TF_ERR_CORRUPT;
    }
    json_decref(json);
    if (err == TF_ERR_CORRUPT) {
        tf_err_tell(problem, err, NULL, "Take that kiosk out of the link: `twofeet link revoke`",
                    "Kiosk %llu wrote something that is no event (entry %llu)",
                    (unsigned long long)entry->kiosk, (unsigned long long)entry->sequence);
    }
    return err;
}
