#include "exchange/writing.h"

#include "base/limits.h"
#include "core/changed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CODE_STEP 64 /* between the numbers of two codes */
#define ID_MAX    INT64_C(0x7fffffff)

/* A code of five letters is a number below 30^5, and 64 times that is below 2^31: the session's id, for ever.
 * A longer code, a second placement, and a row, get one above by hash. */
static int64_t id_of_code(const char *code)
{
    static const char letters[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    int64_t value = 0;
    for (const char *p = code; *p; p++) {
        const char *at = strchr(letters, *p);
        value = value * 30 + (at ? at - letters : 0);
    }
    return strlen(code) == 5 ? value * CODE_STEP + 1 : 0;
}

static int64_t id_of_guid(const char *guid)
{
    const int64_t first = INT64_C(30) * 30 * 30 * 30 * 30 * CODE_STEP + 2;
    return first + (int64_t)(tf_guid_hash(9, guid) % (uint64_t)(ID_MAX - 10000 - first));
}

static int by_place(const void *left, const void *right)
{
    const struct tf_published *a = left, *b = right;
    int64_t a_position = a->space ? a->space->position : -1, b_position = b->space ? b->space->position : -1;
    if ((a->start == 0) != (b->start == 0)) {
        return a->start == 0 ? 1 : -1;
    }
    if (a->day != b->day) {
        return a->day < b->day ? -1 : 1;
    }
    if (a_position != b_position) {
        return a_position < b_position ? -1 : 1;
    }
    if (a->start != b->start) {
        return a->start < b->start ? -1 : 1;
    }
    return strcmp(a->guid, b->guid);
}

static int by_number(const void *left, const void *right)
{
    const struct tf_published *a = *(struct tf_published *const *)left;
    const struct tf_published *b = *(struct tf_published *const *)right;
    if (a->id != b->id) {
        return a->id < b->id ? -1 : 1;
    }
    return strcmp(a->guid, b->guid);
}

static enum tf_err number(struct tf_writing *writing)
{
    struct tf_published **order =
        tf_arena_alloc(&writing->arena, (writing->count + 1) * sizeof(struct tf_published *));
    if (!order) {
        return TF_ERR_NOMEM;
    }
    for (size_t i = 0; i < writing->count; i++) {
        struct tf_published *one = order[i] = &writing->list[i];
        one->id = one->session && one->nth == 0 ? id_of_code(one->session->code) : 0;
        one->id = one->id ? one->id : id_of_guid(one->guid);
    }
    if (writing->count) {
        qsort(order, writing->count, sizeof(struct tf_published *), by_number);
    }
    for (size_t i = 1; i < writing->count; i++) {
        if (order[i]->id <= order[i - 1]->id) {
            order[i]->id = order[i - 1]->id + 1;
        }
    }
    return TF_OK;
}

static struct tf_published *add(struct tf_writing *writing)
{
    struct tf_published *one = &writing->list[writing->count++];
    *one = (struct tf_published){.day = 0};
    return one;
}

static void add_change(struct tf_published *one, const struct tf_board *board, enum tf_kind kind, uint64_t id)
{
    struct tf_changed_when when = tf_changed_of(board->changed, kind, id);
    if (when.revision > one->revision) {
        one->revision = when.revision;
        one->changed_at = when.at;
    }
}

static void add_session(struct tf_writing *writing, const struct tf_session *session)
{
    const struct tf_board *board = writing->board;
    const struct tf_placement *placement = NULL;
    bool is_placed = false;
    while ((placement = tf_grid_placement_of(board->grid, session->record.key.id, placement))) {
        struct tf_published *one = add(writing);
        one->session = session;
        one->placement = placement;
        one->space = tf_board_space(board, placement->space);
        one->day = tf_board_slot(board, placement->slot)->day;
        one->start = tf_grid_start(board->grid, placement);
        one->end = tf_grid_end(board->grid, placement);
        one->nth = tf_guid_of_placement(one->guid, board, session, placement);
        add_change(one, board, TF_KIND_SESSION, session->record.key.id);
        add_change(one, board, TF_KIND_PLACEMENT, placement->record.key.id);
        add_change(one, board, TF_KIND_SPACE, placement->space);
        add_change(one, board, TF_KIND_SLOT, placement->slot);
        add_change(one, board, TF_KIND_SLOT, placement->last_slot);
        is_placed = true;
    }
    if (is_placed) {
        return;
    }
    struct tf_published *one = add(writing);
    one->session = session;
    add_change(one, board, TF_KIND_SESSION, session->record.key.id);
    (void)tf_guid_of_placement(one->guid, board, session, NULL);
}

static void add_row(struct tf_writing *writing, const struct tf_slot *slot)
{
    char text[80];
    struct tf_published *one = add(writing);
    const struct tf_grid *grid = writing->board->grid;
    one->slot = slot;
    one->space = grid->space_count ? grid->spaces[0] : NULL;
    one->day = slot->day;
    one->start = slot->start;
    one->end = slot->end;
    (void)snprintf(text, sizeof text, "%s/row/%llu", writing->gathering->guid,
                   (unsigned long long)slot->record.key.id);
    tf_guid_of_text(one->guid, text);
    add_change(one, writing->board, TF_KIND_SLOT, slot->record.key.id);
    add_change(one, writing->board, TF_KIND_GATHERING, writing->gathering->record.key.id);
}

static bool is_wanted(const struct tf_session *session, uint64_t only, bool with_withdrawn)
{
    if (only && session->record.key.id != only) {
        return false;
    }
    return session->state == TF_SESSION_OPEN || session->state == TF_SESSION_PLACED ||
           (with_withdrawn && session->state == TF_SESSION_WITHDRAWN);
}

static enum tf_err collect(struct tf_writing *writing, bool with_withdrawn)
{
    const struct tf_board *board = writing->board;
    const struct tf_grid *grid = board->grid;
    uint64_t only = writing->options->session;
    size_t most = grid->slot_count + grid->placement_count + tf_table_count(board->tables[TF_KIND_SESSION]);
    writing->list = tf_arena_alloc(&writing->arena, (most + 1) * sizeof *writing->list);
    if (!writing->list) {
        return TF_ERR_NOMEM;
    }
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record; tf_table_next(&it)) {
        if (is_wanted(TF_SESSION(it.record), only, with_withdrawn)) {
            add_session(writing, TF_SESSION(it.record));
        }
    }
    for (size_t i = 0; i < grid->slot_count && !only; i++) {
        if (grid->slots[i]->kind != TF_SLOT_SESSION) {
            add_row(writing, grid->slots[i]);
        }
    }
    if (writing->count) {
        qsort(writing->list, writing->count, sizeof *writing->list, by_place);
    }
    while (writing->placed_count < writing->count && writing->list[writing->placed_count].start) {
        writing->placed_count++;
    }
    return number(writing);
}

enum tf_err tf_writing_init(struct tf_writing *writing, const struct tf_board *board,
                            const struct tf_write_options *options, bool with_withdrawn)
{
    static const struct tf_gathering blank = {.title = "",
                                              .subtitle = "",
                                              .code = "event",
                                              .zone = "UTC",
                                              .language = "",
                                              .format = "",
                                              .place = "",
                                              .url = "",
                                              .guid = ""};
    *writing = (struct tf_writing){.board = board, .options = options};
    tf_arena_init(&writing->arena);
    writing->gathering = tf_board_gathering(board) ? tf_board_gathering(board) : &blank;
    enum tf_err err = tf_zone_open(&writing->zone, writing->gathering->zone);
    if (err && err != TF_ERR_NOMEM) { /* a machine without that zone still writes, in UTC */
        err = tf_zone_open(&writing->zone, "UTC");
    }
    return err ? err : collect(writing, with_withdrawn);
}

void tf_writing_free(struct tf_writing *writing)
{
    tf_zone_close(writing->zone);
    tf_arena_free(&writing->arena);
}

const char *tf_writing_url(struct tf_writing *writing, const struct tf_published *published)
{
    const char *base = writing->options->base_url;
    if (published->session && base && *base) {
        return tf_arena_printf(&writing->arena, "%s/s/%s", base, published->session->code);
    }
    return published->session ? published->session->url : "";
}

const char *tf_writing_acronym(struct tf_writing *writing)
{
    char *acronym = tf_arena_strdup(&writing->arena, writing->gathering->code);
    for (char *p = acronym; p && *p; p++) {
        if (*p == '-') {
            *p = '_';
        }
    }
    return acronym;
}

const char *tf_writing_slug(struct tf_writing *writing, const struct tf_published *published)
{
    char code[20];
    size_t n = 0;
    const char *acronym = tf_writing_acronym(writing);
    if (!published->session) {
        (void)snprintf(code, sizeof code, "row%lld", (long long)published->id);
    }
    for (; published->session && published->session->code[n] && n < sizeof code - 1; n++) {
        char c = published->session->code[n];
        code[n] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    if (published->session) {
        code[n] = '\0';
    }
    if (!acronym) {
        return NULL;
    }
    if (published->nth == 0) {
        return tf_arena_printf(&writing->arena, "%s-%s", acronym, code);
    }
    return tf_arena_printf(&writing->arena, "%s-%s-%zu", acronym, code, published->nth + 1);
}

const char *tf_writing_title(const struct tf_published *published)
{
    if (published->session) {
        return published->session->title;
    }
    if (*published->slot->title) {
        return published->slot->title;
    }
    return published->slot->kind == TF_SLOT_BREAK ? "Break" : "Plenary";
}

const char *tf_writing_type(const struct tf_published *published)
{
    static const char *const formats[TF_SESSION_FORMAT_COUNT] = {"",         "talk", "discussion",
                                                                 "workshop", "help", "other"};
    if (published->session) {
        return formats[published->session->format];
    }
    return published->slot->kind == TF_SLOT_BREAK ? "break" : "plenary";
}

enum tf_err tf_writing_host(struct tf_writing *writing, const struct tf_session *session, size_t nth,
                            const char **out)
{
    const char *from = session ? session->host : "";
    *out = NULL;
    for (; nth > 0 && from; nth--) {
        const char *comma = strstr(from, ", ");
        from = comma ? comma + 2 : NULL;
    }
    if (!from || !*from) {
        return TF_OK;
    }
    const char *comma = strstr(from, ", ");
    *out = tf_arena_strndup(&writing->arena, from, comma ? (size_t)(comma - from) : strlen(from));
    return *out ? TF_OK : TF_ERR_NOMEM;
}

enum tf_err tf_writing_about(struct tf_writing *writing, const struct tf_published *published,
                             const char **abstract, const char **description)
{
    const char *about = published->session ? published->session->about : "";
    const char *gap = strstr(about, "\n\n");
    *abstract = gap ? tf_arena_strndup(&writing->arena, about, (size_t)(gap - about)) : about;
    *description = gap ? gap + 2 : "";
    return *abstract ? TF_OK : TF_ERR_NOMEM;
}

void tf_writing_clock(const struct tf_writing *writing, int64_t utc_s, char out[6])
{
    struct tf_civil civil;
    tf_zone_civil(writing->zone, utc_s, &civil);
    (void)snprintf(out, 6, "%02u:%02u", (unsigned)civil.hour % 24u, (unsigned)civil.minute % 60u);
}

void tf_writing_duration(const struct tf_published *published, char out[16])
{
    int64_t minutes = (published->end - published->start + 59) / 60;
    (void)snprintf(out, 16, "%02u:%02u", (unsigned)(minutes / 60) % 1000u, (unsigned)(minutes % 60));
}

void tf_writing_day_span(const struct tf_writing *writing, int64_t day, int64_t *start, int64_t *end)
{
    const struct tf_grid *grid = writing->board->grid;
    int index = tf_grid_day_index(grid, day);
    *start = *end = 0;
    if (index < 0) {
        return;
    }
    size_t first = grid->day_first_slot[index], after = grid->day_first_slot[index + 1];
    *start = grid->slots[first]->start;
    *end = grid->slots[after - 1]->end;
}
