/* Which draft session is which thing on the board, and what of it changed: three ways, between what the
 * source brought last, what it brings now, and what is here. */
#include "exchange/guid.h"
#include "exchange/merge.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

static void take_field(struct tf_session *to, const struct tf_session *from, const struct tf_field *field)
{
    if (field->type == TF_FIELD_TEXT) {
        tf_field_set_text(&to->record, field, tf_field_text(&from->record, field));
    } else {
        tf_field_set_number(&to->record, field, tf_field_number(&from->record, field));
    }
}

static enum tf_err find_known(struct tf_merge *merge, struct tf_merge_thing *thing)
{
    const struct tf_draft_session *from = thing->from;
    const struct tf_origin *origin = tf_map_get(&merge->origins, from->outer_id);
    if (origin && origin->target_kind == TF_KIND_SESSION) {
        thing->session = tf_board_session(merge->board, origin->target);
    } else if (origin && origin->target_kind == TF_KIND_SLOT) {
        thing->slot = tf_board_slot(merge->board, origin->target);
    }
    if (origin && (thing->session || thing->slot)) {
        thing->origin = origin;
        return tf_brought_read(&thing->was, origin->brought, &merge->arena);
    }
    const struct tf_merge_known *known =
        *from->session.guid ? tf_map_get(&merge->guids, from->session.guid) : NULL;
    if (known) {
        thing->session = known->session;
        thing->known_at = known->placement;
        thing->adopted = true;
    }
    return TF_OK;
}

/* ---- a session that is here */

static void merge_fields(struct tf_merge *merge, struct tf_merge_thing *thing)
{
    const struct tf_session *here = thing->session, *file = &thing->from->session;
    for (size_t i = 0; tf_brought_fields[i]; i++) {
        const struct tf_field *field = tf_schema_field(TF_KIND_SESSION, tf_brought_fields[i]);
        uint64_t is = thing->now.fields[i], was = thing->was.fields[i];
        uint64_t now_here = tf_brought_hash(&here->record, field);
        if (is == was || is == now_here) {
            continue;
        }
        if (now_here == was) {
            take_field(&thing->value, file, field);
            thing->changed = true;
        } else {
            tf_merge_say(merge, TF_REPORT_NOTE, thing,
                         "Its %s changed in the file and was also changed here: it stays as it is here.",
                         field->name);
        }
    }
}

/* Where the import had put it, it still is: nobody moved it, took it off or locked it there. */
static bool is_where_brought(const struct tf_merge *merge, const struct tf_merge_thing *thing)
{
    const struct tf_grid *grid = merge->board->grid;
    const struct tf_brought *was = &thing->was;
    for (size_t i = 0; i < was->placement_count; i++) {
        const struct tf_brought_placement *one = &was->placements[i];
        const struct tf_record *record =
            tf_board_get(merge->board, TF_KIND_PLACEMENT, (struct tf_key){0, one->id});
        if (!record || TF_PLACEMENT(record)->locked || TF_PLACEMENT(record)->session != thing->id ||
            TF_PLACEMENT(record)->space != one->space ||
            tf_grid_start(grid, TF_PLACEMENT(record)) != one->start ||
            tf_grid_end(grid, TF_PLACEMENT(record)) != one->end) {
            return false;
        }
    }
    return was->placement_count > 0 || !tf_grid_placement_of(grid, thing->id, NULL);
}

static const char reason_cancelled[] = "Cancelled in the imported schedule.";

/* true: nothing about its place needs to be looked at. */
static bool merge_cancelled(struct tf_merge *merge, struct tf_merge_thing *thing)
{
    bool is = thing->from->cancelled, was = thing->was.cancelled;
    const struct tf_session *here = thing->session;
    if (is && !was && !tf_session_is_gone(here)) {
        thing->value.state = TF_SESSION_WITHDRAWN;
        thing->value.reason = reason_cancelled;
        thing->unplace_all = thing->changed = true;
        tf_merge_say(merge, TF_REPORT_NOTE, thing, "It was cancelled in the file: it is withdrawn here.");
    } else if (!is && was && here->state == TF_SESSION_WITHDRAWN &&
               strcmp(here->reason, reason_cancelled) == 0) {
        thing->value.state = TF_SESSION_OPEN;
        thing->value.reason = "";
        thing->place = thing->from->start != 0;
        thing->changed = true;
        tf_merge_say(merge, TF_REPORT_NOTE, thing, "It is not cancelled any more: it is back.");
        return true;
    }
    return is || tf_session_is_gone(here);
}

static void merge_place(struct tf_merge *merge, struct tf_merge_thing *thing)
{
    const struct tf_draft_session *from = thing->from;
    bool moved = strcmp(thing->was.room, from->room) != 0 || thing->was.start != from->start ||
                 thing->was.end != from->end;
    bool gone = tf_session_is_gone(thing->session);
    if (merge_cancelled(merge, thing) || !moved) {
        if (gone && moved) {
            tf_merge_say(merge, TF_REPORT_NOTE, thing,
                         "The file moves it, but it is off the wall here: it stays off.");
        }
        return;
    }
    if (!is_where_brought(merge, thing)) {
        tf_merge_say(merge, TF_REPORT_NOTE, thing,
                     "The file moves it to %s, %s, but it was moved or locked here: it stays where it is.",
                     *from->room ? from->room : "no room",
                     from->start ? tf_merge_when(merge, from->start) : "no time");
        return;
    }
    thing->unplace = thing->changed = true;
    thing->place = from->start != 0;
}

/* From now on its source may move it, as if it had brought it here. */
static void adopt_place(struct tf_merge *merge, struct tf_merge_thing *thing)
{
    const struct tf_grid *grid = merge->board->grid;
    const struct tf_placement *at = thing->known_at;
    if (!at) {
        return;
    }
    thing->now.placements[0] = (struct tf_brought_placement){at->record.key.id, at->space,
                                                             tf_grid_start(grid, at), tf_grid_end(grid, at)};
    thing->now.placement_count = 1;
}

static void match_known(struct tf_merge *merge, struct tf_merge_thing *thing)
{
    thing->id = thing->session->record.key.id;
    thing->value = *thing->session;
    if (thing->adopted) {
        bool differs = false;
        for (size_t i = 0; tf_brought_fields[i]; i++) {
            differs = differs || tf_brought_hash(&thing->session->record,
                                                 tf_schema_field(TF_KIND_SESSION, tf_brought_fields[i])) !=
                                     thing->now.fields[i];
        }
        tf_merge_say(merge, TF_REPORT_NOTE, thing,
                     differs ? "It is on the board already, and differs: it stays as it is here."
                             : "It is on the board already.");
        adopt_place(merge, thing);
        return;
    }
    merge_fields(merge, thing);
    merge_place(merge, thing);
    memcpy(thing->now.placements, thing->was.placements, sizeof thing->now.placements);
    thing->now.placement_count = thing->was.placement_count;
    if (thing->unplace || thing->unplace_all) {
        thing->now.placement_count = 0;
    }
}

/* ---- a new one */

static enum tf_err draw_code(struct tf_merge *merge, const char **out)
{
    char *code = tf_arena_alloc(&merge->arena, 9);
    if (!code) {
        return TF_ERR_NOMEM;
    }
    do {
        tf_command_code(code, tf_rng_u64(merge->rng));
    } while (tf_map_get(&merge->codes, code));
    tf_map_put(&merge->codes, code, code);
    *out = code;
    return TF_OK;
}

static enum tf_err match_new(struct tf_merge *merge, struct tf_merge_thing *thing)
{
    const struct tf_draft_session *from = thing->from;
    thing->id = tf_merge_id(merge, TF_KIND_SESSION);
    thing->value = from->session;
    struct tf_session *value = &thing->value;
    value->record.kind = TF_KIND_SESSION;
    value->record.key = (struct tf_key){0, thing->id};
    value->state = TF_SESSION_OPEN;
    value->proposed_at = merge->at;
    if (from->cancelled) {
        value->state = TF_SESSION_WITHDRAWN;
        value->reason = reason_cancelled;
        tf_merge_say(merge, TF_REPORT_NOTE, thing,
                     "It is cancelled in the file: it is kept, but not on the wall.");
    }
    thing->place = from->start != 0 && !from->cancelled;
    return draw_code(merge, &value->code);
}

/* The name of what an origin became, when it is still on the wall; NULL. */
static const char *title_here(const struct tf_merge *merge, const struct tf_origin *origin)
{
    if (origin->target_kind == TF_KIND_SESSION) {
        const struct tf_session *session = tf_board_session(merge->board, origin->target);
        return session && session->state != TF_SESSION_WITHDRAWN ? session->title : NULL;
    }
    const struct tf_slot *slot =
        origin->target_kind == TF_KIND_SLOT ? tf_board_slot(merge->board, origin->target) : NULL;
    return slot ? slot->title : NULL;
}

/* What the source brought before and does not now. It stays: people may have stars and notes on it. */
static void report_missing(struct tf_merge *merge, const struct tf_map *present)
{
    struct tf_table_iter it = tf_table_first(merge->board->tables[TF_KIND_ORIGIN]);
    for (; it.record && !merge->draft->partial; tf_table_next(&it)) {
        const struct tf_origin *origin = TF_ORIGIN(it.record);
        const char *title = title_here(merge, origin);
        if (title && strcmp(origin->source, merge->draft->source) == 0 &&
            !tf_map_get(present, origin->outer)) {
            tf_report_add(merge->report, TF_REPORT_NOTE, 0, title,
                          "It is not in the file any more; it stays here until somebody takes it off.");
        }
    }
}

enum tf_err tf_merge_match(struct tf_merge *merge)
{
    size_t count = merge->draft->session_count;
    struct tf_map present;
    merge->things = tf_arena_alloc(&merge->arena, (count + 1) * sizeof *merge->things);
    enum tf_err err = merge->things ? tf_map_init(&present, &merge->arena, count) : TF_ERR_NOMEM;
    for (size_t i = 0; i < count && !err; i++) {
        struct tf_merge_thing *thing = &merge->things[i];
        thing->from = &merge->draft->sessions[i];
        thing->space = TF_MERGE_NONE;
        thing->was.room = "";
        thing->now = (struct tf_brought){.room = thing->from->room,
                                         .start = thing->from->start,
                                         .end = thing->from->end,
                                         .cancelled = thing->from->cancelled};
        tf_brought_take(&thing->now, &thing->from->session);
        tf_map_put(&present, thing->from->outer_id, thing);
        err = find_known(merge, thing);
        if (err) {
            break;
        }
        if (thing->session) {
            match_known(merge, thing);
        } else if (!thing->slot) {
            err = match_new(merge, thing);
        } else {
            thing->id = thing->slot->record.key.id;
        }
    }
    if (!err) {
        report_missing(merge, &present);
    }
    return err;
}
