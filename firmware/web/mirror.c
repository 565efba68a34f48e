#include "web/mirror.h"

#include "core/codec.h"
#include "words/words.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { STARS_MAX = 100000 };

static const struct part {
    const char *name;
    enum tf_kind kind;
} PARTS[] = {{"event", TF_KIND_GATHERING},  {"spaces", TF_KIND_SPACE},         {"slots", TF_KIND_SLOT},
             {"sessions", TF_KIND_SESSION}, {"placements", TF_KIND_PLACEMENT}, {"news", TF_KIND_NEWS}};
enum { PART_COUNT = sizeof(PARTS) / sizeof(PARTS[0]) };

/* ---- out ---- */

static bool is_shown(const struct tf_record *record)
{
    switch (record->kind) {
    case TF_KIND_SESSION:
        return TF_SESSION(record)->state == TF_SESSION_OPEN || TF_SESSION(record)->state == TF_SESSION_PLACED;
    case TF_KIND_NEWS:
        return !TF_NEWS(record)->hidden;
    default:
        return true;
    }
}

static json_t *part_json(const struct tf_board *board, enum tf_kind kind)
{
    json_t *out = json_array();
    struct tf_table_iter it = tf_table_first(board->tables[kind]);
    for (; it.record != NULL; tf_table_next(&it)) {
        if (is_shown(it.record) && json_array_append_new(out, tf_codec_from_record(it.record, false)) != 0) {
            json_decref(out);
            return NULL;
        }
    }
    return out;
}

static size_t notes_of(const struct tf_board *board, uint64_t session)
{
    size_t count = 0;
    struct tf_table_iter it = tf_table_from(board->tables[TF_KIND_NOTE], (struct tf_key){session, 0});
    for (; it.record != NULL && it.record->key.owner == session; tf_table_next(&it)) {
        count += TF_NOTE(it.record)->hidden ? 0 : 1;
    }
    return count;
}

/* [[session, stars, notes], …] of those that have any. */
static json_t *counts_json(const struct tf_board *board)
{
    json_t *out = json_array();
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL; tf_table_next(&it)) {
        uint64_t id = it.record->key.id;
        size_t stars = tf_board_star_count(board, id), notes = notes_of(board, id);
        if (is_shown(it.record) && stars + notes > 0 &&
            json_array_append_new(
                out, json_pack("[I, I, I]", (json_int_t)id, (json_int_t)stars, (json_int_t)notes)) != 0) {
            json_decref(out);
            return NULL;
        }
    }
    return out;
}

void tf_mirror(struct tf_visit *visit)
{
    const struct tf_board *board = visit->board;
    json_t *json = json_pack("{s:i, s:I, s:I}", "twofeet", 1, "revision", (json_int_t)board->revision,
                             "changed_at", (json_int_t)board->changed_at);
    bool is_good = json != NULL;
    for (size_t i = 0; is_good && i < PART_COUNT; i++) {
        is_good = json_object_set_new(json, PARTS[i].name, part_json(board, PARTS[i].kind)) == 0;
    }
    is_good = is_good && json_object_set_new(json, "counts", counts_json(board)) == 0;
    char *text = is_good ? json_dumps(json, JSON_COMPACT) : NULL;
    json_decref(json);
    if (text == NULL) {
        tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
        visit->reply->retry_after_s = 5;
        return;
    }
    tf_buf_puts(&visit->body, text);
    free(text);
    tf_visit_end(visit, "application/json; charset=utf-8", true);
}

/* ---- in ---- */

static enum tf_err load(struct tf_board *board, const struct tf_record *record)
{
    enum tf_err err = tf_record_check(record, NULL);
    return err == TF_OK ? tf_board_load(board, record) : err;
}

static enum tf_err read_part(struct tf_board *board, const json_t *json, const struct part *part,
                             struct tf_problem *problem)
{
    size_t index = 0;
    json_t *value = NULL;
    json_array_foreach(json_object_get(json, part->name), index, value)
    {
        const struct tf_record *record = NULL;
        enum tf_err err = tf_codec_to_record(&record, part->kind, value, false, NULL, problem);
        if (err == TF_OK) {
            err = is_shown(record) ? load(board, record) : TF_ERR_INVALID;
            tf_record_unref(record);
        }
        if (err != TF_OK) {
            return err;
        }
    }
    return TF_OK;
}

/* Stars and notes of nobody: there are so many. */
static enum tf_err load_counted(struct tf_board *board, enum tf_kind kind, uint64_t session, json_int_t count)
{
    enum tf_err err = TF_OK;
    for (json_int_t i = 1; err == TF_OK && i <= count; i++) {
        const struct tf_record *record = NULL;
        union tf_record_any any = {.record = {.kind = kind, .key = {session, (uint64_t)i}}};
        if (kind == TF_KIND_NOTE) {
            any.note.at = board->changed_at;
            any.note.text = "…";
        }
        err = tf_record_copy(&record, &any.record);
        if (err == TF_OK) {
            err = tf_board_load(board, record);
            tf_record_unref(record);
        }
    }
    return err;
}

static enum tf_err read_counts(struct tf_board *board, const json_t *json)
{
    size_t index = 0;
    json_t *value = NULL;
    json_int_t left = STARS_MAX;
    json_array_foreach(json_object_get(json, "counts"), index, value)
    {
        json_int_t session = 0, stars = 0, notes = 0;
        if (json_unpack(value, "[I, I, I]", &session, &stars, &notes) != 0 || session < 1 || stars < 0 ||
            notes < 0 || tf_board_session(board, (uint64_t)session) == NULL) {
            return TF_ERR_INVALID;
        }
        if (stars > left || notes > left - stars) {
            return TF_ERR_LIMIT;
        }
        left -= stars + notes;
        enum tf_err err = load_counted(board, TF_KIND_STAR, (uint64_t)session, stars);
        if (err == TF_OK) {
            err = load_counted(board, TF_KIND_NOTE, (uint64_t)session, notes);
        }
        if (err != TF_OK) {
            return err;
        }
    }
    return TF_OK;
}

static enum tf_err build(struct tf_board *board, const json_t *json, struct tf_problem *problem)
{
    json_int_t revision = json_integer_value(json_object_get(json, "revision"));
    json_int_t changed_at = json_integer_value(json_object_get(json, "changed_at"));
    if (json_integer_value(json_object_get(json, "twofeet")) != 1 || revision < 0 || changed_at < 0) {
        return TF_ERR_INVALID;
    }
    enum tf_err err = TF_OK;
    for (size_t i = 0; err == TF_OK && i < PART_COUNT; i++) {
        err = read_part(board, json, &PARTS[i], problem);
    }
    if (err == TF_OK) {
        err = read_counts(board, json);
    }
    if (err == TF_OK) {
        err = tf_board_finish(board, (uint64_t)revision, changed_at);
    }
    return err == TF_OK ? tf_board_check(board, problem) : err;
}

enum tf_err tf_mirror_read(struct tf_board **out, const char *bytes, size_t len, struct tf_problem *problem)
{
    struct tf_board *board = NULL;
    json_error_t error;
    json_t *json = len <= TF_MIRROR_BYTES_MAX ? json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &error) : NULL;
    enum tf_err err = json_is_object(json) ? tf_board_create(&board) : TF_ERR_INVALID;
    if (err == TF_OK) {
        err = build(board, json, problem);
    }
    json_decref(json);
    if (err != TF_OK) {
        tf_board_unref(board);
        err = err == TF_ERR_NOMEM || err == TF_ERR_LIMIT ? err : TF_ERR_INVALID;
        return tf_err_tell(problem, err, NULL, "Use the same version of Twofeet on both machines",
                           "What came is not the board of a Twofeet kiosk");
    }
    *out = board;
    return TF_OK;
}
