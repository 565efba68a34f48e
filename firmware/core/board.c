#include "core/board.h"

#include "base/rng.h"
#include "core/changed.h"
#include "core/grid.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A change of these changes the grid. */
static bool is_of_grid(enum tf_kind kind)
{
    return kind == TF_KIND_SPACE || kind == TF_KIND_SLOT || kind == TF_KIND_PLACEMENT;
}

static enum tf_err make_grid(struct tf_board *board)
{
    struct tf_grid *grid;
    enum tf_err err = tf_grid_create(&grid, board->tables[TF_KIND_SPACE], board->tables[TF_KIND_SLOT],
                                     board->tables[TF_KIND_PLACEMENT]);
    if (err) {
        return err;
    }
    tf_grid_unref(board->grid);
    board->grid = grid;
    return TF_OK;
}

enum tf_err tf_board_create(struct tf_board **out)
{
    struct tf_board *board = calloc(1, sizeof(*board));
    if (!board) {
        return TF_ERR_NOMEM;
    }
    tf_ref_init(&board->ref);
    enum tf_err err = TF_ERR_NOMEM;
    for (size_t i = 0; i < TF_KIND_COUNT; i++) {
        board->tables[i] = tf_table_create();
        if (!board->tables[i]) {
            goto out;
        }
    }
    err = make_grid(board);
out:
    if (err) {
        tf_board_unref(board);
    } else {
        *out = board;
    }
    return err;
}

struct tf_board *tf_board_ref(struct tf_board *board)
{
    tf_ref_get(&board->ref);
    return board;
}

void tf_board_unref(struct tf_board *board)
{
    if (!board || !tf_ref_put(&board->ref)) {
        return;
    }
    for (size_t i = 0; i < TF_KIND_COUNT; i++) {
        tf_table_unref(board->tables[i]);
    }
    tf_grid_unref(board->grid);
    tf_changed_unref(board->changed);
    free(board);
}

/* A board of one's own that has the same tables and grid. */
static struct tf_board *board_like(struct tf_board *board)
{
    struct tf_board *like = calloc(1, sizeof(*like));
    if (!like) {
        return NULL;
    }
    tf_ref_init(&like->ref);
    like->revision = board->revision;
    like->changed_at = board->changed_at;
    for (size_t i = 0; i < TF_KIND_COUNT; i++) {
        like->tables[i] = tf_table_ref(board->tables[i]);
    }
    like->grid = tf_grid_ref(board->grid);
    like->changed = tf_changed_ref(board->changed);
    return like;
}

static enum tf_err make_changed(struct tf_board *board, const struct tf_event *event)
{
    struct tf_changed *changed;
    enum tf_err err = tf_changed_apply(&changed, board->changed, event);
    if (!err) {
        tf_changed_unref(board->changed);
        board->changed = changed;
    }
    return err;
}

static enum tf_err change(struct tf_board **out, struct tf_board *board, const struct tf_event *event)
{
    struct tf_board *next = board_like(board);
    if (!next) {
        return TF_ERR_NOMEM;
    }
    enum tf_err err = TF_OK;
    bool grid_changes = false;
    for (size_t i = 0; i < event->change_count; i++) {
        const struct tf_change *change = &event->changes[i];
        struct tf_table **table = &next->tables[change->kind];
        if (!tf_record_equal(tf_table_get(*table, change->key), change->before)) {
            err = TF_ERR_CORRUPT;
            goto out;
        }
        err = tf_table_set(table, change->key, change->after);
        if (err) {
            goto out;
        }
        grid_changes |= is_of_grid(change->kind);
    }
    for (size_t i = 0; i < TF_KIND_COUNT; i++) {
        if (tf_table_count(next->tables[i]) > tf_schema_of((enum tf_kind)i)->max) {
            err = TF_ERR_LIMIT;
            goto out;
        }
    }
    if (grid_changes) {
        err = make_grid(next);
    }
    if (!err) {
        err = make_changed(next, event);
    }
out:
    if (err) {
        tf_board_unref(next);
        return err;
    }
    next->revision = event->sequence;
    next->changed_at = event->at;
    *out = next;
    return TF_OK;
}

enum tf_err tf_board_apply(struct tf_board **out, struct tf_board *board, const struct tf_event *event)
{
    return event->sequence == board->revision + 1 ? change(out, board, event) : TF_ERR_CORRUPT;
}

enum tf_err tf_board_revert(struct tf_board **out, struct tf_board *board, const struct tf_event *event)
{
    struct tf_event *back = NULL;
    if (event->sequence != board->revision) {
        return TF_ERR_CORRUPT;
    }
    enum tf_err err = tf_event_create(&back, event->verb, event->actor, event->at, event->id);
    for (size_t i = event->change_count; err == TF_OK && i-- > 0;) {
        err = tf_event_add(back, event->changes[i].after, event->changes[i].before);
    }
    if (err == TF_OK) {
        back->sequence = event->sequence - 1;
        err = change(out, board, back);
    }
    tf_event_unref(back);
    return err;
}

enum tf_err tf_board_load(struct tf_board *board, const struct tf_record *record)
{
    assert(tf_ref_is_sole(&board->ref));
    struct tf_table **table = &board->tables[record->kind];
    if (tf_table_count(*table) >= tf_schema_of(record->kind)->max && !tf_table_get(*table, record->key)) {
        return TF_ERR_LIMIT;
    }
    return tf_table_set(table, record->key, record);
}

enum tf_err tf_board_load_changed(struct tf_board *board, enum tf_kind kind, uint64_t id, uint64_t revision,
                                  int64_t at)
{
    assert(tf_ref_is_sole(&board->ref));
    return tf_changed_load(&board->changed, kind, id, (struct tf_changed_when){revision, at});
}

enum tf_err tf_board_finish(struct tf_board *board, uint64_t revision, int64_t changed_at)
{
    assert(tf_ref_is_sole(&board->ref));
    enum tf_err err = make_grid(board);
    if (err) {
        return err;
    }
    board->revision = revision;
    board->changed_at = changed_at;
    return TF_OK;
}

static bool tables_equal(const struct tf_table *a, const struct tf_table *b)
{
    if (a == b) {
        return true;
    }
    if (tf_table_count(a) != tf_table_count(b)) {
        return false;
    }
    struct tf_table_iter left = tf_table_first(a), right = tf_table_first(b);
    for (; left.record; tf_table_next(&left), tf_table_next(&right)) {
        if (!tf_record_equal(left.record, right.record)) {
            return false;
        }
    }
    return true;
}

bool tf_board_equal(const struct tf_board *a, const struct tf_board *b)
{
    for (size_t i = 0; i < TF_KIND_COUNT; i++) {
        if (!tables_equal(a->tables[i], b->tables[i])) {
            return false;
        }
    }
    return true;
}

uint64_t tf_board_hash(const struct tf_board *board)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < TF_KIND_COUNT; i++) {
        for (struct tf_table_iter it = tf_table_first(board->tables[i]); it.record; tf_table_next(&it)) {
            hash = tf_rng_mix(hash, tf_record_hash(it.record));
        }
    }
    return hash;
}

const struct tf_record *tf_board_get(const struct tf_board *board, enum tf_kind kind, struct tf_key key)
{
    return tf_table_get(board->tables[kind], key);
}

const struct tf_gathering *tf_board_gathering(const struct tf_board *board)
{
    return TF_GATHERING(tf_board_get(board, TF_KIND_GATHERING, (struct tf_key){.id = 1}));
}

const struct tf_session *tf_board_session(const struct tf_board *board, uint64_t id)
{
    return TF_SESSION(tf_board_get(board, TF_KIND_SESSION, (struct tf_key){.id = id}));
}

const struct tf_session *tf_board_session_coded(const struct tf_board *board, const char *code)
{
    struct tf_table_iter it = tf_table_first(board->tables[TF_KIND_SESSION]);
    for (; it.record; tf_table_next(&it)) {
        if (strcasecmp(TF_SESSION(it.record)->code, code) == 0) {
            return TF_SESSION(it.record);
        }
    }
    return NULL;
}

const struct tf_space *tf_board_space(const struct tf_board *board, uint64_t id)
{
    return TF_SPACE(tf_board_get(board, TF_KIND_SPACE, (struct tf_key){.id = id}));
}

const struct tf_slot *tf_board_slot(const struct tf_board *board, uint64_t id)
{
    return TF_SLOT(tf_board_get(board, TF_KIND_SLOT, (struct tf_key){.id = id}));
}

size_t tf_board_star_count(const struct tf_board *board, uint64_t session)
{
    return tf_table_count_of(board->tables[TF_KIND_STAR], session);
}

bool tf_board_has_star(const struct tf_board *board, uint64_t session, uint64_t device)
{
    struct tf_key key = {.owner = session, .id = device};
    return tf_board_get(board, TF_KIND_STAR, key) != NULL;
}
