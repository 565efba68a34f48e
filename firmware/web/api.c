#include "web/api.h"

#include "base/limits.h"
#include "core/codec.h"
#include "core/topics.h"
#include "words/words.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { OWNED_MAX = 500, FOUND_MAX = 50 };

static void end(struct tf_visit *visit, json_t *json, bool is_shared)
{
    char *text = json != NULL ? json_dumps(json, JSON_COMPACT) : NULL;
    json_decref(json);
    if (text == NULL) {
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        return;
    }
    tf_buf_puts(&visit->body, text);
    free(text);
    tf_visit_end(visit, "application/json; charset=utf-8", is_shared);
}

static bool is_shown(const struct tf_session *session)
{
    return session->state == TF_SESSION_OPEN || session->state == TF_SESSION_PLACED;
}

static json_t *placements_of(struct tf_visit *visit, const struct tf_session *session)
{
    const struct tf_grid *grid = visit->board->grid;
    const struct tf_placement *placement = NULL;
    json_t *out = json_array();
    while ((placement = tf_grid_placement_of(grid, session->record.key.id, placement)) != NULL) {
        char start[26], until[26];
        tf_zone_format(start, visit->zone, tf_grid_start(grid, placement));
        tf_zone_format(until, visit->zone, tf_grid_end(grid, placement));
        json_array_append_new(out, json_pack("{s:I, s:I, s:I, s:s, s:s}", "id",
                                             (json_int_t)placement->record.key.id, "space",
                                             (json_int_t)placement->space, "slot",
                                             (json_int_t)placement->slot, "start", start, "end", until));
    }
    return out;
}

static json_t *session_json(struct tf_visit *visit, const struct tf_session *session)
{
    if (!is_shown(session)) { /* what is gone is a code and a state, and no words of anybody's */
        static const char *const STATES[] = {"open", "placed", "hidden", "withdrawn", "merged"};
        return json_pack("{s:s, s:s}", "code", session->code, "state", STATES[session->state]);
    }
    json_t *json = tf_codec_from_record(&session->record, false);
    const struct tf_session *asks =
        session->asks_into != 0 ? tf_board_session(visit->board, session->asks_into) : NULL;
    if (json != NULL && asks != NULL && is_shown(asks)) {
        json_object_set_new(json, "asks_into", json_string(asks->code));
    }
    if (json != NULL) {
        json_object_set_new(json, "placements", placements_of(visit, session));
        json_object_set_new(
            json, "stars",
            json_integer((json_int_t)tf_board_star_count(visit->board, session->record.key.id)));
    }
    return json;
}

static json_t *table_json(struct tf_visit *visit, enum tf_kind kind)
{
    json_t *out = json_array();
    struct tf_table_iter it = tf_table_first(visit->board->tables[kind]);
    for (; it.record != NULL; tf_table_next(&it)) {
        if (kind == TF_KIND_SESSION) {
            if (is_shown(TF_SESSION(it.record))) {
                json_array_append_new(out, session_json(visit, TF_SESSION(it.record)));
            }
        } else if (kind != TF_KIND_NEWS || !TF_NEWS(it.record)->hidden) {
            json_array_append_new(out, tf_codec_from_record(it.record, false));
        }
    }
    return out;
}

void tf_api_board(struct tf_visit *visit)
{
    const struct tf_gathering *gathering = tf_board_gathering(visit->board);
    char changed[26];
    tf_zone_format(changed, NULL, visit->board->changed_at);
    json_t *event = gathering != NULL ? tf_codec_from_record(&gathering->record, false) : json_null();
    end(visit,
        json_pack("{s:I, s:s, s:o, s:o, s:o, s:o, s:o}", "revision", (json_int_t)visit->board->revision,
                  "changed_at", changed, "event", event, "spaces", table_json(visit, TF_KIND_SPACE), "slots",
                  table_json(visit, TF_KIND_SLOT), "sessions", table_json(visit, TF_KIND_SESSION), "news",
                  table_json(visit, TF_KIND_NEWS)),
        true);
}

static json_t *owned_json(struct tf_visit *visit, enum tf_kind kind)
{
    uint64_t id = visit->session->record.key.id;
    json_t *out = json_array();
    struct tf_table_iter it = tf_table_from(visit->board->tables[kind], (struct tf_key){id, 0});
    for (size_t n = 0; it.record != NULL && it.record->key.owner == id && n < OWNED_MAX; n++) {
        if (kind != TF_KIND_NOTE || !TF_NOTE(it.record)->hidden) {
            json_array_append_new(out, tf_codec_from_record(it.record, false));
        }
        tf_table_next(&it);
    }
    return out;
}

void tf_api_session(struct tf_visit *visit)
{
    json_t *json = session_json(visit, visit->session);
    if (json != NULL && is_shown(visit->session)) {
        json_object_set_new(json, "notes", owned_json(visit, TF_KIND_NOTE));
        json_object_set_new(json, "actions", owned_json(visit, TF_KIND_ACTION));
    }
    if (visit->session->state == TF_SESSION_HIDDEN) {
        visit->status = 410;
    }
    end(visit, json, true);
}

static json_t *topic_json(struct tf_visit *visit, const struct tf_topic_cluster *cluster)
{
    const struct tf_topic *head = cluster->head, *member = NULL;
    json_t *members = json_array();
    while ((member = tf_topics_member(visit->board, head->record.key.id, member)) != NULL) {
        json_array_append_new(members, json_pack("{s:I, s:s}", "id", (json_int_t)member->record.key.id,
                                                 "title", member->title));
    }
    return json_pack("{s:I, s:s, s:s, s:I, s:o}", "id", (json_int_t)head->record.key.id, "title", head->title,
                     "initiator", head->initiator, "dots", (json_int_t)cluster->dots, "members", members);
}

void tf_api_topics(struct tf_visit *visit)
{
    struct tf_topic_cluster *all = tf_arena_alloc(visit->arena, TF_TOPICS_MAX * sizeof(*all));
    size_t count = all != NULL ? tf_topics_clusters(all, TF_TOPICS_MAX, visit->board) : 0;
    json_t *out = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(out, topic_json(visit, &all[i]));
    }
    end(visit, out, true);
}

static void end_found(struct tf_visit *visit, const struct tf_session *const *found, size_t count)
{
    json_t *out = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(out, json_pack("{s:s, s:s, s:s}", "code", found[i]->code, "title",
                                             found[i]->title, "host", found[i]->host));
    }
    end(visit, out, false);
}

void tf_api_similar(struct tf_visit *visit)
{
    const struct tf_session *found[TF_FIND_SIMILAR_MAX];
    size_t count = tf_find_similar(visit->shelf->find, tf_form_get(&visit->request->query, "title"), 0, found,
                                   TF_FIND_SIMILAR_MAX);
    end_found(visit, found, count);
}

void tf_api_search(struct tf_visit *visit)
{
    const struct tf_session *found[FOUND_MAX];
    size_t count =
        tf_find_words(visit->shelf->find, tf_form_get(&visit->request->query, "q"), found, FOUND_MAX);
    end_found(visit, found, count);
}

static const char *text_of(struct tf_visit *visit, const json_t *value)
{
    if (json_is_string(value)) {
        return tf_arena_strdup(visit->arena, json_string_value(value));
    }
    if (json_is_integer(value)) {
        return tf_words_printf(visit->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    }
    return json_is_true(value) ? "1" : json_is_false(value) ? "0" : NULL;
}

bool tf_api_read(struct tf_visit *visit)
{
    struct tf_request *request = visit->request;
    json_error_t error;
    json_t *json = json_loadb(request->body != NULL ? request->body : "", request->body_len,
                              JSON_REJECT_DUPLICATES, &error);
    const char *name = NULL;
    json_t *value = NULL;
    bool is_good = json_is_object(json) && json_object_size(json) < TF_FORM_FIELDS_MAX;
    if (is_good) {
        json_object_foreach(json, name, value)
        {
            const char *text = text_of(visit, value);
            const char *kept = tf_arena_strdup(visit->arena, name);
            is_good &= text != NULL && kept != NULL;
            if (text != NULL && kept != NULL) {
                tf_form_set(&request->form, kept, text);
            }
        }
    }
    json_decref(json);
    return is_good;
}
