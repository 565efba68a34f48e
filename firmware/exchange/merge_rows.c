/* The rows: those of the board, refined, and new ones wherever something happens that they do not reach. */
#include "exchange/merge.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

#define DAY_S INT64_C(86400)

static int by_time(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return a < b ? -1 : a > b;
}

static int by_start(const void *left, const void *right)
{
    const struct tf_merge_row *a = left, *b = right;
    return by_time(&a->slot.start, &b->slot.start);
}

static enum tf_err add_row(struct tf_merge *merge, const struct tf_merge_row *row)
{
    if (merge->row_count == TF_SLOTS_MAX) {
        return tf_err_tell(merge->problem, TF_ERR_LIMIT, NULL,
                           "Leave out what is not needed on the wall, or let sessions begin at fewer times.",
                           "With this file the grid would have more than %d rows.", TF_SLOTS_MAX);
    }
    if (merge->row_count == merge->row_room) {
        size_t room = merge->row_room ? merge->row_room * 2 : 64;
        struct tf_merge_row *rows = realloc(merge->rows, room * sizeof *rows);
        if (!rows) {
            return TF_ERR_NOMEM;
        }
        merge->rows = rows;
        merge->row_room = room;
    }
    merge->rows[merge->row_count++] = *row;
    return TF_OK;
}

static void sort_rows(struct tf_merge *merge)
{
    if (merge->row_count) {
        qsort(merge->rows, merge->row_count, sizeof *merge->rows, by_start);
    }
}

size_t tf_merge_row_before(const struct tf_merge *merge, int64_t utc_s)
{
    size_t low = 0, high = merge->row_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (merge->rows[middle].slot.start < utc_s) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low ? low - 1 : TF_MERGE_NONE;
}

/* ---- breaks and plenaries */

static int by_interval(const void *left, const void *right)
{
    const struct tf_merge_thing *a = *(struct tf_merge_thing *const *)left;
    const struct tf_merge_thing *b = *(struct tf_merge_thing *const *)right;
    int order = by_time(&a->from->start, &b->from->start);
    if (order == 0) {
        order = by_time(&b->from->end, &a->from->end);
    }
    if (order == 0) {
        order = strcmp(a->from->session.title, b->from->session.title);
    }
    return order ? order : (a < b ? -1 : a > b);
}

static bool is_twin(const struct tf_merge_thing *a, const struct tf_merge_thing *b)
{
    return a->from->whole_width && b->from->whole_width && a->from->start == b->from->start &&
           a->from->end == b->from->end && a->from->is_break == b->from->is_break &&
           strcmp(a->from->session.title, b->from->session.title) == 0;
}

/* A row of the board that is this break already. */
static const struct tf_slot *same_row(const struct tf_merge *merge, const struct tf_draft_session *from)
{
    size_t at = tf_merge_row_before(merge, from->end);
    const struct tf_slot *slot = at == TF_MERGE_NONE ? NULL : &merge->rows[at].slot;
    bool same = slot && slot->start == from->start && slot->end == from->end && slot->kind != TF_SLOT_SESSION;
    return same ? slot : NULL;
}

static bool meets_row(const struct tf_merge *merge, const struct tf_draft_session *from, uint64_t but)
{
    size_t at = tf_merge_row_before(merge, from->end);
    for (; at != TF_MERGE_NONE && merge->rows[at].slot.end > from->start; at = at ? at - 1 : TF_MERGE_NONE) {
        if (merge->rows[at].slot.record.key.id != but) {
            return true;
        }
    }
    return false;
}

/* In order of start, the days of the rows never go back. */
static int64_t clamp_day(const struct tf_merge *merge, int64_t start, int64_t day)
{
    size_t before = tf_merge_row_before(merge, start);
    size_t after = before == TF_MERGE_NONE ? 0 : before + 1;
    if (before != TF_MERGE_NONE && merge->rows[before].slot.day > day) {
        day = merge->rows[before].slot.day;
    }
    if (after < merge->row_count && merge->rows[after].slot.start != start &&
        merge->rows[after].slot.day < day) {
        day = merge->rows[after].slot.day;
    }
    return day;
}

/* Becomes a row of the grid; false: something else happens then. */
static bool make_row(struct tf_merge *merge, struct tf_merge_thing *thing, enum tf_err *err)
{
    const struct tf_draft_session *from = thing->from;
    const struct tf_slot *same = same_row(merge, from);
    if (from->end - from->start > DAY_S || (!same && meets_row(merge, from, 0))) {
        return false;
    }
    thing->role = TF_MERGE_ROW;
    thing->place = false;
    if (same) {
        thing->id = same->record.key.id;
        thing->adopted = true;
        return true;
    }
    thing->id = tf_merge_id(merge, TF_KIND_SLOT);
    struct tf_merge_row row = {.slot = {
                                   .record = {.kind = TF_KIND_SLOT, .key = {0, thing->id}},
                                   .day = clamp_day(merge, from->start, from->day),
                                   .start = from->start,
                                   .end = from->end,
                                   .kind = from->is_break ? TF_SLOT_BREAK : TF_SLOT_PLENARY,
                                   .title = from->session.title,
                               }};
    *err = add_row(merge, &row);
    if (*from->session.about) {
        tf_merge_say(merge, TF_REPORT_NOTE, thing,
                     "It is a row for everyone, which has a title alone: its description is left out.");
    }
    return true;
}

static void update_title(struct tf_merge *merge, struct tf_merge_thing *thing, struct tf_slot *slot)
{
    uint64_t here = tf_brought_hash_text(slot->title),
             file = tf_brought_hash_text(thing->from->session.title);
    uint64_t was = thing->was.fields[0]; /* the title's */
    if (file == was || file == here) {
        return;
    }
    if (here != was) {
        tf_merge_say(merge, TF_REPORT_NOTE, thing, "Its title was changed here: it stays as it is.");
        return;
    }
    slot->title = thing->from->session.title;
    thing->changed = true;
}

/* A break that came before: its title and times follow the file, unless they were changed here. */
static void update_row(struct tf_merge *merge, struct tf_merge_thing *thing)
{
    const struct tf_draft_session *from = thing->from;
    struct tf_slot *slot = NULL;
    thing->role = TF_MERGE_ROW;
    for (size_t i = 0; i < merge->row_count && !slot; i++) {
        if (merge->rows[i].slot.record.key.id == thing->id) {
            slot = &merge->rows[i].slot;
        }
    }
    if (!slot) {
        return;
    }
    update_title(merge, thing, slot);
    if (from->start == thing->was.start && from->end == thing->was.end) {
        return;
    }
    bool moved_here = slot->start != thing->was.start || slot->end != thing->was.end;
    if (moved_here || !from->whole_width || !from->start || from->end - from->start > DAY_S ||
        meets_row(merge, from, thing->id)) {
        tf_merge_say(merge, TF_REPORT_NOTE, thing,
                     "The file moves it, but it was moved here or something else is there: it stays.");
        return;
    }
    slot->start = from->start;
    slot->end = from->end;
    slot->day = clamp_day(merge, from->start, from->day);
    thing->changed = true;
    sort_rows(merge);
}

/* In order of start. Alone in its time, a break or plenary becomes a row; else it is a session like others.
 */
static enum tf_err settle_breaks(struct tf_merge *merge, struct tf_merge_thing **order, size_t count)
{
    int64_t busy_until = INT64_MIN;
    enum tf_err err = TF_OK;
    for (size_t i = 0, next; i < count && !err; i = next) {
        struct tf_merge_thing *thing = order[i];
        for (next = i + 1; next < count && is_twin(thing, order[next]); next++) {
            order[next]->role = TF_MERGE_TWIN;
            order[next]->twin_of = (size_t)(thing - merge->things);
        }
        bool alone = busy_until <= thing->from->start &&
                     (next == count || order[next]->from->start >= thing->from->end);
        if (thing->from->end > busy_until) {
            busy_until = thing->from->end;
        }
        if (thing->slot || thing->session || !thing->from->whole_width) {
            ;
        } else if (alone && make_row(merge, thing, &err)) {
            sort_rows(merge);
        } else {
            tf_merge_say(merge, TF_REPORT_NOTE, thing,
                         "Something else happens at the same time: it is a session, not a row for everyone.");
        }
        for (size_t j = i + 1; j < next; j++) {
            bool shares = thing->role == TF_MERGE_ROW && !order[j]->session && !order[j]->slot;
            order[j]->role = shares ? TF_MERGE_TWIN : order[j]->slot ? TF_MERGE_ROW : TF_MERGE_SESSION;
            order[j]->place = order[j]->place && !shares;
        }
    }
    return err;
}

static enum tf_err find_breaks(struct tf_merge *merge)
{
    size_t all = merge->draft->session_count, count = 0;
    struct tf_merge_thing **order =
        tf_arena_alloc(&merge->arena, (all + 1) * sizeof(struct tf_merge_thing *));
    if (!order) {
        return TF_ERR_NOMEM;
    }
    for (size_t i = 0; i < all; i++) {
        struct tf_merge_thing *thing = &merge->things[i];
        if (thing->slot) {
            update_row(merge, thing);
        } else if (thing->from->start && !thing->from->cancelled &&
                   (thing->from->whole_width || *thing->from->room)) {
            order[count++] = thing;
        }
    }
    sort_rows(merge);
    if (count) {
        qsort(order, count, sizeof(struct tf_merge_thing *), by_interval);
    }
    return settle_breaks(merge, order, count);
}

/* ---- points in time where a row must begin or end */

struct points {
    int64_t *at;
    int32_t
        *step; /* how many wanted intervals begin (+) or end (-) there, then: how many cover what follows */
    size_t count;
};

static bool is_wanted(const struct tf_merge_thing *thing)
{
    return thing->place && thing->role == TF_MERGE_SESSION && thing->space != TF_MERGE_NONE;
}

static size_t index_of(const struct points *points, int64_t at)
{
    const int64_t *found = bsearch(&at, points->at, points->count, sizeof at, by_time);
    return found ? (size_t)(found - points->at) : 0;
}

static enum tf_err find_points(struct tf_merge *merge, struct points *points)
{
    size_t most = 2 * merge->row_count, kept = 0;
    for (size_t i = 0; i < merge->draft->session_count; i++) {
        if (is_wanted(&merge->things[i])) {
            most += 2 + (size_t)((merge->things[i].from->end - merge->things[i].from->start) / DAY_S);
        }
    }
    points->at = tf_arena_alloc(&merge->arena, (most + 1) * sizeof *points->at);
    points->step = tf_arena_alloc(&merge->arena, (most + 1) * sizeof *points->step);
    if (!points->at || !points->step) {
        return TF_ERR_NOMEM;
    }
    for (size_t i = 0; i < merge->row_count; i++) {
        points->at[points->count++] = merge->rows[i].slot.start;
        points->at[points->count++] = merge->rows[i].slot.end;
    }
    for (size_t i = 0; i < merge->draft->session_count; i++) {
        const struct tf_draft_session *from = merge->things[i].from;
        if (!is_wanted(&merge->things[i])) {
            continue;
        }
        for (int64_t at = from->start; at < from->end; at += DAY_S) { /* no row is longer than a day */
            points->at[points->count++] = at;
        }
        points->at[points->count++] = from->end;
    }
    if (points->count) {
        qsort(points->at, points->count, sizeof *points->at, by_time);
    }
    for (size_t i = 0; i < points->count; i++) {
        if (kept == 0 || points->at[kept - 1] != points->at[i]) {
            points->at[kept++] = points->at[i];
        }
    }
    points->count = kept;
    for (size_t i = 0; i < merge->draft->session_count; i++) {
        if (is_wanted(&merge->things[i])) {
            points->step[index_of(points, merge->things[i].from->start)]++;
            points->step[index_of(points, merge->things[i].from->end)]--;
        }
    }
    for (size_t i = 1; i < points->count; i++) {
        points->step[i] += points->step[i - 1];
    }
    return TF_OK;
}

/* ---- which day a new row belongs to */

struct begin {
    int64_t day, at;
};

static int by_day(const void *left, const void *right)
{
    const struct begin *a = left, *b = right;
    int order = by_time(&a->day, &b->day);
    return order ? order : by_time(&a->at, &b->at);
}

/* When each day begins, by what is listed under it. */
static enum tf_err find_begins(struct tf_merge *merge, struct begin **out, size_t *out_count)
{
    size_t count = 0, kept = 0;
    struct begin *begins =
        tf_arena_alloc(&merge->arena, (merge->row_count + merge->draft->session_count + 1) * sizeof *begins);
    if (!begins) {
        return TF_ERR_NOMEM;
    }
    for (size_t i = 0; i < merge->row_count; i++) {
        begins[count++] = (struct begin){merge->rows[i].slot.day, merge->rows[i].slot.start};
    }
    for (size_t i = 0; i < merge->draft->session_count; i++) {
        if (is_wanted(&merge->things[i])) {
            begins[count++] = (struct begin){merge->things[i].from->day, merge->things[i].from->start};
        }
    }
    if (count) {
        qsort(begins, count, sizeof *begins, by_day);
    }
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || begins[kept - 1].day != begins[i].day) {
            begins[kept++] = begins[i];
        }
    }
    *out = begins;
    *out_count = kept;
    return TF_OK;
}

static int64_t day_of(const struct tf_merge *merge, const struct begin *begins, size_t count, int64_t at)
{
    int64_t local = tf_zone_day_of(merge->draft->zone, at), day = local;
    for (size_t i = count; i-- > 0;) {
        if (begins[i].at <= at) {
            day = at < begins[i].at + DAY_S ? begins[i].day : local;
            break;
        }
    }
    return day < local - 1 || day > local ? local : day;
}

/* ---- rows refined and added */

/* Cuts a session row at every point inside it; its first part keeps its id, so that what begins there stays.
 */
static enum tf_err split_row(struct tf_merge *merge, size_t row, const struct points *points)
{
    int64_t end = merge->rows[row].slot.end;
    size_t last = row;
    for (size_t i = index_of(points, merge->rows[row].slot.start) + 1;
         i < points->count && points->at[i] < end; i++) {
        struct tf_merge_row part = merge->rows[last];
        part.before = NULL;
        part.slot.record.key.id = tf_merge_id(merge, TF_KIND_SLOT);
        part.slot.start = points->at[i];
        merge->rows[last].slot.end = points->at[i];
        enum tf_err err = add_row(merge, &part);
        if (err) {
            return err;
        }
        last = merge->row_count - 1;
    }
    return TF_OK;
}

static enum tf_err fill_gaps(struct tf_merge *merge, const struct points *points)
{
    struct begin *begins = NULL;
    size_t begin_count = 0, old = merge->row_count, row = 0;
    int64_t day_before = INT64_MIN;
    enum tf_err err = find_begins(merge, &begins, &begin_count);
    for (size_t i = 0; i + 1 < points->count && !err; i++) {
        int64_t at = points->at[i];
        while (row < old && merge->rows[row].slot.end <= at) {
            day_before = merge->rows[row++].slot.day;
        }
        bool has_row = row < old && merge->rows[row].slot.start <= at;
        if (has_row || points->step[i] <= 0) {
            continue;
        }
        int64_t day = day_of(merge, begins, begin_count, at);
        day = day < day_before ? day_before : day;
        day = row < old && day > merge->rows[row].slot.day ? merge->rows[row].slot.day : day;
        day_before = day;
        struct tf_merge_row added = {
            .slot = {
                .record = {.kind = TF_KIND_SLOT, .key = {0, tf_merge_id(merge, TF_KIND_SLOT)}},
                .day = day,
                .start = at,
                .end = points->at[i + 1],
                .kind = TF_SLOT_SESSION,
                .title = "",
            }};
        err = add_row(merge, &added);
    }
    sort_rows(merge);
    return err;
}

static enum tf_err check_days(struct tf_merge *merge)
{
    size_t days = 0;
    for (size_t i = 0; i < merge->row_count; i++) {
        days += i == 0 || merge->rows[i].slot.day != merge->rows[i - 1].slot.day;
    }
    if (days <= TF_DAYS_MAX) {
        return TF_OK;
    }
    return tf_err_tell(merge->problem, TF_ERR_LIMIT, NULL, "Import a part of it.",
                       "With this file the event would have %zu days; %d are possible.", days, TF_DAYS_MAX);
}

enum tf_err tf_merge_rows(struct tf_merge *merge)
{
    const struct tf_grid *grid = merge->board->grid;
    struct points points = {0};
    enum tf_err err = TF_OK;
    for (size_t i = 0; i < grid->slot_count && !err; i++) {
        err = add_row(merge, &(struct tf_merge_row){*grid->slots[i], grid->slots[i]});
    }
    if (!err) {
        err = find_breaks(merge);
    }
    if (!err) {
        err = find_points(merge, &points);
    }
    size_t old = merge->row_count;
    for (size_t i = 0; i < old && !err; i++) {
        if (merge->rows[i].slot.kind == TF_SLOT_SESSION) {
            err = split_row(merge, i, &points);
        }
    }
    sort_rows(merge);
    if (!err) {
        err = fill_gaps(merge, &points);
    }
    return err ? err : check_days(merge);
}
