#include "exchange/merge.h"

#include "base/limits.h"
#include "base/text.h"
#include "core/gathering.h"
#include "exchange/guid.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t tf_merge_id(struct tf_merge *merge, enum tf_kind kind)
{
    uint64_t id = tf_rng_id(merge->rng);
    while (tf_board_get(merge->board, kind, (struct tf_key){0, id})) {
        id = tf_rng_id(merge->rng);
    }
    return id;
}

enum tf_err tf_merge_put(struct tf_merge *merge, const struct tf_record *record)
{
    const struct tf_record *before = tf_board_get(merge->board, record->kind, record->key);
    if (before && tf_record_equal(before, record)) {
        return TF_OK;
    }
    enum tf_err err = tf_command_add_record(merge->command, record);
    if (err == TF_ERR_LIMIT) {
        return tf_err_tell(merge->problem, err, NULL, "Split the file, or leave out what is not needed here.",
                           "The import would change more than %d things at once.", TF_CHANGES_MAX);
    }
    return err;
}

const char *tf_merge_when(struct tf_merge *merge, int64_t utc_s)
{
    struct tf_civil civil;
    tf_zone_civil(merge->draft->zone, utc_s, &civil);
    const char *text = tf_arena_printf(&merge->arena, "%02d:%02d on %04d-%02d-%02d", civil.hour, civil.minute,
                                       civil.year, civil.month, civil.day);
    merge->no_memory = merge->no_memory || !text;
    return text ? text : "";
}

void tf_merge_say(struct tf_merge *merge, enum tf_report_level level, const struct tf_merge_thing *thing,
                  const char *format, ...)
{
    char text[640];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    tf_report_add(merge->report, level, thing->from->line, thing->from->session.title, "%s", text);
}

/* ---- the gathering */

static bool is_code(const char *code)
{
    size_t len = strlen(code);
    return len >= 4 && strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

static const char *code_of_title(struct tf_merge *merge, const char *title)
{
    char code[TF_GATHERING_CODE_SIZE];
    tf_gathering_code(code, title);
    const char *made = tf_arena_strdup(&merge->arena, code);
    merge->no_memory = merge->no_memory || !made;
    return made ? made : "event";
}

enum tf_err tf_merge_gathering(struct tf_merge *merge)
{
    const struct tf_gathering *said = &merge->draft->gathering;
    merge->gathering = tf_board_gathering(merge->board);
    if (merge->gathering) {
        return TF_OK;
    }
    merge->made = *said;
    struct tf_gathering *made = &merge->made;
    tf_guid_random(merge->guid, merge->rng);
    if (!*made->title) {
        made->title = "Imported event";
    }
    made->zone = tf_zone_name(merge->draft->zone);
    if (!is_code(made->code)) {
        made->code = code_of_title(merge, made->title);
    }
    if (!tf_record_is_guid(made->guid)) {
        made->guid = merge->guid;
    }
    merge->gathering = made;
    return tf_merge_put(merge, &made->record);
}

/* ---- the whole of it */

/* Under every guid that our own writers give its placements. */
static enum tf_err index_session(struct tf_merge *merge, const struct tf_session *session)
{
    const struct tf_grid *grid = merge->board->grid;
    const struct tf_placement *placement = tf_grid_placement_of(grid, session->record.key.id, NULL);
    tf_map_put(&merge->codes, session->code, session);
    for (bool is_begin = true; is_begin || placement; is_begin = false) {
        char *guid = tf_arena_alloc(&merge->arena, TF_GUID_SIZE);
        struct tf_merge_known *known = tf_arena_alloc(&merge->arena, sizeof *known);
        if (!guid || !known) {
            return TF_ERR_NOMEM;
        }
        (void)tf_guid_of_placement(guid, merge->board, session, placement);
        *known = (struct tf_merge_known){session, placement};
        tf_map_put(&merge->guids, guid, known);
        placement = placement ? tf_grid_placement_of(grid, session->record.key.id, placement) : NULL;
    }
    return TF_OK;
}

static enum tf_err index_board(struct tf_merge *merge)
{
    const struct tf_board *board = merge->board;
    const struct tf_table *sessions = board->tables[TF_KIND_SESSION];
    const struct tf_table *origins = board->tables[TF_KIND_ORIGIN];
    size_t count = tf_table_count(sessions);
    enum tf_err err = tf_map_init(&merge->codes, &merge->arena, count + merge->draft->session_count);
    if (!err) {
        err = tf_map_init(&merge->guids, &merge->arena, count + board->grid->placement_count);
    }
    if (!err) {
        err = tf_map_init(&merge->origins, &merge->arena, tf_table_count(origins));
    }
    for (struct tf_table_iter it = tf_table_first(sessions); it.record && !err; tf_table_next(&it)) {
        err = index_session(merge, TF_SESSION(it.record));
    }
    for (struct tf_table_iter it = tf_table_first(origins); it.record && !err; tf_table_next(&it)) {
        if (strcmp(TF_ORIGIN(it.record)->source, merge->draft->source) == 0) {
            tf_map_put(&merge->origins, TF_ORIGIN(it.record)->outer, it.record);
        }
    }
    return err;
}

static enum tf_err run(struct tf_merge *merge)
{
    if (merge->draft->record_count) {
        return tf_merge_native(merge);
    }
    static enum tf_err (*const steps[])(struct tf_merge *) = {
        index_board,   tf_merge_gathering, tf_merge_match, tf_merge_rooms,
        tf_merge_rows, tf_merge_place,     tf_merge_emit,
    };
    enum tf_err err = TF_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && !err; i++) {
        err = steps[i](merge);
    }
    return !err && merge->no_memory ? TF_ERR_NOMEM : err;
}

enum tf_err tf_exchange_merge(struct tf_command **out, const struct tf_board *board,
                              const struct tf_draft *draft, struct tf_actor actor, int64_t at,
                              struct tf_rng *rng, struct tf_report *report, struct tf_problem *problem)
{
    struct tf_merge merge = {
        .board = board,
        .draft = draft,
        .at = at,
        .rng = rng,
        .report = report,
        .problem = problem,
        .command = tf_command_create(TF_VERB_IMPORT, actor, at, tf_rng_id(rng)),
    };
    tf_arena_init(&merge.arena);
    enum tf_err err = merge.command ? TF_OK : TF_ERR_NOMEM;
    if (!err) {
        merge.command->revision = board->revision;
        err = run(&merge);
    }
    free(merge.rows);
    free(merge.placed);
    tf_arena_free(&merge.arena);
    if (!err) {
        *out = merge.command;
        return TF_OK;
    }
    tf_command_destroy(merge.command);
    if (err == TF_ERR_NOMEM) {
        return tf_err_tell(problem, err, NULL, NULL, "There is not enough memory to import this file.");
    }
    return err;
}
