#include "core/conflicts.h"

#include "base/text.h"
#include "core/host_names.h"

#include <stdlib.h>

/* Fewer than three are not many, nor is less than a quarter of those who want the smaller one. */
enum { CLASH_LEAST = 3, CLASH_SHARE = 4 };

struct finding {
    const struct tf_board *board;
    struct tf_conflict *out;
    size_t most, count;
    char **hosts;  /* [placement]: folded; NULL nobody */
    size_t *stars; /* [placement] */
};

size_t tf_conflicts_want_both(const struct tf_board *board, uint64_t a, uint64_t b)
{
    const struct tf_table *stars = board->tables[TF_KIND_STAR];
    struct tf_table_iter one = tf_table_from(stars, (struct tf_key){a, 0});
    struct tf_table_iter other = tf_table_from(stars, (struct tf_key){b, 0});
    size_t count = 0;
    while (one.record != NULL && one.record->key.owner == a && other.record != NULL &&
           other.record->key.owner == b) { /* both by device */
        uint64_t left = one.record->key.id, right = other.record->key.id;
        count += left == right;
        if (left <= right) {
            tf_table_next(&one);
        }
        if (right <= left) {
            tf_table_next(&other);
        }
    }
    return count;
}

static bool is_worse(const struct tf_conflict *a, const struct tf_conflict *b)
{
    bool a_host = a->kind == TF_CONFLICT_HOST, b_host = b->kind == TF_CONFLICT_HOST;
    return a_host != b_host ? a_host : a->count > b->count;
}

/* Keeps the worst `most`, in order. */
static void keep(struct finding *f, struct tf_conflict found)
{
    size_t at = f->count < f->most ? f->count++ : f->most;
    for (; at > 0 && is_worse(&found, &f->out[at - 1]); at--) {
        if (at < f->most) {
            f->out[at] = f->out[at - 1];
        }
    }
    if (at < f->most) {
        f->out[at] = found;
    }
}

static void look_at_one(struct finding *f, size_t index)
{
    const struct tf_placement *placement = f->board->grid->placements[index];
    const struct tf_space *space = tf_board_space(f->board, placement->space);
    if (space != NULL && space->capacity > 0 && f->stars[index] > (size_t)space->capacity) {
        keep(f, (struct tf_conflict){.kind = TF_CONFLICT_ROOM,
                                     .session = placement->session,
                                     .count = f->stars[index] - (size_t)space->capacity,
                                     .capacity = space->capacity});
    }
}

static void look_at_two(struct finding *f, size_t a, size_t b)
{
    const struct tf_placement *one = f->board->grid->placements[a], *other = f->board->grid->placements[b];
    struct tf_conflict found = {.kind = TF_CONFLICT_HOST, .session = one->session, .other = other->session};
    if (one->session == other->session) {
        return; /* two runs of one: somebody meant it */
    }
    if (f->hosts[a] != NULL && f->hosts[b] != NULL && tf_host_names_share(f->hosts[a], f->hosts[b])) {
        keep(f, found);
    }
    size_t fewer = f->stars[a] < f->stars[b] ? f->stars[a] : f->stars[b];
    if (fewer < CLASH_LEAST || (f->count == f->most && fewer <= f->out[f->most - 1].count)) {
        return;
    }
    found.kind = TF_CONFLICT_CLASH;
    found.count = tf_conflicts_want_both(f->board, one->session, other->session);
    if (found.count >= CLASH_LEAST && found.count * CLASH_SHARE >= fewer) {
        keep(f, found);
    }
}

static enum tf_err prepare(struct finding *f)
{
    const struct tf_grid *grid = f->board->grid;
    f->hosts = calloc(grid->placement_count + 1, sizeof(*f->hosts));
    f->stars = calloc(grid->placement_count + 1, sizeof(*f->stars));
    if (f->hosts == NULL || f->stars == NULL) {
        return TF_ERR_NOMEM;
    }
    for (size_t i = 0; i < grid->placement_count; i++) {
        const struct tf_session *session = tf_board_session(f->board, grid->placements[i]->session);
        if (session == NULL) {
            continue;
        }
        f->stars[i] = tf_board_star_count(f->board, session->record.key.id);
        if (session->host[0] != '\0' && tf_text_fold(&f->hosts[i], session->host) == TF_ERR_NOMEM) {
            return TF_ERR_NOMEM; /* text that cannot be folded is nobody's name */
        }
    }
    return TF_OK;
}

enum tf_err tf_conflicts_find(struct tf_conflict *out, size_t most, size_t *count,
                              const struct tf_board *board, int64_t from_s)
{
    const struct tf_grid *grid = board->grid;
    struct finding f = {.board = board, .out = out, .most = most};
    enum tf_err err = prepare(&f);
    for (size_t a = 0; a < grid->placement_count && err == TF_OK; a++) {
        if (tf_grid_end(grid, grid->placements[a]) <= from_s) {
            continue;
        }
        look_at_one(&f, a);
        for (size_t b = a + 1; b < grid->placement_count;
             b++) { /* by first row: the later cannot come back */
            if (grid->extents[b].first_slot > grid->extents[a].last_slot) {
                break;
            }
            look_at_two(&f, a, b);
        }
    }
    for (size_t i = 0; f.hosts != NULL && i < grid->placement_count; i++) {
        free(f.hosts[i]);
    }
    free(f.hosts);
    free(f.stars);
    if (err == TF_OK) {
        *count = f.count;
    }
    return err;
}
