/* Cards moved, swapped, placed, taken off, fixed and hidden from the desk. */
#include "web/desk.h"

#include "web/pages.h"
#include "web/write.h"
#include "words/words.h"

#include <inttypes.h>
#include <string.h>

static void say_no_memory(struct tf_visit *visit, struct tf_command *command)
{
    tf_command_destroy(command);
    tf_visit_say(visit, 503, tf_tr(visit->lang, "This did not work. Please try once more."));
}

static size_t picks_count(const struct tf_visit *visit)
{
    struct tf_desk_picks picks;
    tf_desk_picks_read(&picks, visit->board, tf_visit_field(visit, "pick"));
    return picks.count;
}

static void moved(struct tf_visit *visit, const struct tf_answer *answer)
{
    struct tf_desk_picks picks;
    if (answer->err == TF_ERR_CONFLICT && answer->refusal.reason == TF_REASON_CHANGED_SINCE) {
        tf_desk_picks_read(&picks, visit->board, tf_visit_field(visit, "pick"));
        tf_desk_ask(visit, tf_desk_picks_now(visit, &picks), tf_tr(visit->lang, "Do it all the same"), "seen",
                    tf_desk_picks_seen(visit->arena, &picks));
        return;
    }
    bool is_one = picks_count(visit) == 1;
    if (answer->refusal.reason == TF_REASON_CELL_TAKEN &&
        is_one) { /* a long one may meet another further on */
        const struct tf_session *there = tf_board_session(visit->board, answer->refusal.subject);
        /* TRANSLATORS: %s is a session's title */
        tf_desk_ask(visit,
                    tf_words_printf(visit->arena, tf_tr(visit->lang, "%s is there already."),
                                    there != NULL ? tf_words_isolate(visit->arena, there->title) : ""),
                    tf_tr(visit->lang, "Put it there; the other loses its place"), "replace", "1");
        return;
    }
    tf_desk_done(visit, answer, "/desk", tf_desk_grid);
}

/* What was seen goes with the command: between now and then it may become another. */
static void set_seen(struct tf_command *command, const struct tf_desk_pick *pick)
{
    tf_command_set_seen(command, pick->placement != NULL ? &pick->placement->record : &pick->session->record);
}

static const struct tf_placement *only_one_there(const struct tf_visit *visit, struct tf_cell to)
{
    const struct tf_grid *grid = visit->board->grid;
    const struct tf_space *space = tf_board_space(visit->board, to.space);
    int at = tf_grid_space_index(grid, to.space), row = tf_grid_slot_index(grid, to.slot);
    return space != NULL && !space->shared && at >= 0 && row >= 0 ? tf_grid_cell(grid, at, row) : NULL;
}

static struct tf_cell cell_of(struct tf_visit *visit, const char *text)
{
    const char *dash = strchr(text, '-');
    size_t len = dash != NULL ? (size_t)(dash - text) + 1 + strcspn(dash + 1, "-") : 0;
    const char *cell = tf_arena_strndup(visit->arena, text, len);
    return tf_pages_cell_of(cell != NULL ? cell : "");
}

/* Whoever sent it saw another in this cell, or nobody. */
static bool must_be_as_seen_there(struct tf_visit *visit, const struct tf_desk_pick *pick, struct tf_cell to)
{
    const struct tf_placement *there = only_one_there(visit, to);
    const char *now = tf_desk_cell(visit, to.space, to.slot);
    if (there == NULL || there == pick->placement || strcmp(now, tf_visit_field(visit, "to")) == 0) {
        return true;
    }
    const struct tf_session *session = tf_board_session(visit->board, there->session);
    const char *title = session != NULL ? tf_words_isolate(visit->arena, session->title) : "";
    /* TRANSLATORS: %s is a session's title */
    tf_desk_ask(visit, tf_words_printf(visit->arena, tf_tr(visit->lang, "%s is there already."), title),
                pick->placement != NULL ? tf_tr(visit->lang, "Swap the two")
                                        : tf_tr(visit->lang, "Put it there; the other loses its place"),
                "to", now);
    return false;
}

static void send_one(struct tf_visit *visit, const struct tf_desk_pick *pick, struct tf_cell to)
{
    const struct tf_placement *there = only_one_there(visit, to);
    bool is_off = to.slot == 0;
    bool swaps = pick->placement != NULL && there != NULL && there != pick->placement;
    enum tf_verb verb = pick->placement == NULL ? TF_VERB_PLACE
                        : is_off                ? TF_VERB_UNPLACE
                        : swaps                 ? TF_VERB_SWAP
                                                : TF_VERB_MOVE;
    struct tf_command *command = tf_write_command(visit, verb);
    if (command == NULL) {
        return;
    }
    command->session = pick->session->record.key.id;
    command->placement = pick->placement != NULL ? pick->placement->record.key.id : tf_visit_id(visit, 'p');
    command->other = swaps ? there->record.key.id : 0;
    command->space = to.space;
    command->slot = to.slot;
    command->replace = there != NULL || tf_visit_field(visit, "replace")[0] != '\0';
    set_seen(command, pick);
    tf_write_send(visit, command, moved);
}

/* ---- several at once */

/* The row `by` session rows further on the same day; -1: there is none. */
static int row_further(const struct tf_grid *grid, int row, int by)
{
    int step = by < 0 ? -1 : 1;
    int64_t day = grid->slots[row]->day;
    while (by != 0) {
        row += step;
        if (row < 0 || row >= (int)grid->slot_count || grid->slots[row]->day != day) {
            return -1;
        }
        by -= grid->slots[row]->kind == TF_SLOT_SESSION ? step : 0;
    }
    return row;
}

/* How many session rows lie between two of one day; backwards it is negative. */
static int rows_between(const struct tf_grid *grid, int from, int to)
{
    int step = to < from ? -1 : 1, count = 0;
    for (int row = from; row != to; row += step) {
        count += grid->slots[row + step]->kind == TF_SLOT_SESSION ? step : 0;
    }
    return count;
}

struct shift {
    int spaces, rows;         /* for those that have a place */
    int next_space, next_row; /* for those that have none: the next cell to look at */
};

/* By whoever stands there, or by one of those that go there in the same step. */
static bool is_taken(const struct tf_visit *visit, const struct tf_command *chain, int space, int row)
{
    const struct tf_grid *grid = visit->board->grid;
    if (grid->spaces[space]->closed) {
        return true;
    }
    for (size_t i = 0; i < chain->part_count; i++) {
        const struct tf_command *part = chain->parts[i];
        if (part->space == grid->spaces[space]->record.key.id &&
            tf_grid_slot_index(grid, part->slot) <= row &&
            row < tf_grid_slot_index(grid, part->slot) + (int)part->count) {
            return !grid->spaces[space]->shared;
        }
    }
    return !grid->spaces[space]->shared && tf_grid_cell(grid, space, row) != NULL;
}

/* Cell by cell along the row, then the next one. */
static bool next_free(const struct tf_visit *visit, const struct tf_command *chain, struct shift *shift,
                      struct tf_cell *out)
{
    const struct tf_grid *grid = visit->board->grid;
    while (shift->next_row >= 0) {
        for (; shift->next_space < (int)grid->space_count; shift->next_space++) {
            if (!is_taken(visit, chain, shift->next_space, shift->next_row)) {
                *out = (struct tf_cell){grid->spaces[shift->next_space]->record.key.id,
                                        grid->slots[shift->next_row]->record.key.id};
                shift->next_space++;
                return true;
            }
        }
        shift->next_space = 0;
        shift->next_row = row_further(grid, shift->next_row, 1);
    }
    return false;
}

static bool shifted(const struct tf_grid *grid, const struct shift *shift,
                    const struct tf_placement *placement, struct tf_cell *out)
{
    int first = tf_grid_slot_index(grid, placement->slot);
    int space = tf_grid_space_index(grid, placement->space) + shift->spaces;
    first = first >= 0 ? row_further(grid, first, shift->rows) : -1;
    if (first < 0 || space < 0 || space >= (int)grid->space_count) {
        return false;
    }
    *out = (struct tf_cell){grid->spaces[space]->record.key.id, grid->slots[first]->record.key.id};
    return true;
}

/* One of several: off the grid (shift NULL), as far as the others, or wherever is free. */
static enum tf_err add_part(struct tf_visit *visit, struct tf_command *chain, const struct tf_desk_pick *pick,
                            struct shift *shift, bool *fits)
{
    const struct tf_grid *grid = visit->board->grid;
    struct tf_cell cell = {0, 0};
    if (shift == NULL && pick->placement == NULL) {
        return TF_OK; /* it is off the grid already */
    }
    if (shift != NULL) {
        *fits = pick->placement != NULL ? shifted(grid, shift, pick->placement, &cell)
                                        : next_free(visit, chain, shift, &cell);
    }
    enum tf_verb verb = pick->placement == NULL ? TF_VERB_PLACE
                        : shift == NULL         ? TF_VERB_UNPLACE
                                                : TF_VERB_MOVE;
    struct tf_command *part = *fits ? tf_command_create(verb, chain->actor, chain->at, 0) : NULL;
    if (part == NULL) {
        return *fits ? TF_ERR_NOMEM : TF_OK;
    }
    part->session = pick->session->record.key.id;
    part->placement = pick->placement != NULL
                          ? pick->placement->record.key.id
                          : tf_visit_id(visit, (unsigned)(128 + chain->part_count)); /* of this post */
    part->space = cell.space;
    part->slot = cell.slot;
    part->count = pick->placement == NULL ? 1
                                          : tf_grid_slot_index(grid, pick->placement->last_slot) -
                                                tf_grid_slot_index(grid, pick->placement->slot) + 1;
    set_seen(part, pick);
    enum tf_err err = tf_command_add_part(chain, part);
    if (err != TF_OK) {
        tf_command_destroy(part);
    }
    return err;
}

/* The first with a place says how far; when none has one, they fill what is free from the cell on. */
static bool shift_of(const struct tf_visit *visit, const struct tf_desk_picks *picks, struct tf_cell to,
                     struct shift *shift)
{
    const struct tf_grid *grid = visit->board->grid;
    int space = tf_grid_space_index(grid, to.space), row = tf_grid_slot_index(grid, to.slot);
    if (space < 0 || row < 0 || grid->slots[row]->kind != TF_SLOT_SESSION) {
        return false;
    }
    *shift = (struct shift){.next_space = space, .next_row = row};
    for (size_t i = 0; i < picks->count; i++) {
        const struct tf_placement *placement = picks->at[i].placement;
        int from = placement != NULL ? tf_grid_slot_index(grid, placement->slot) : -1;
        if (from >= 0) {
            shift->spaces = space - tf_grid_space_index(grid, placement->space);
            shift->rows = rows_between(grid, from, row);
            return grid->slots[from]->day == grid->slots[row]->day;
        }
    }
    return true;
}

/* How far ahead of the others a card is, in the direction in which all of them go: who is ahead goes first,
 * and leaves its cell to who comes after. Those without a place come last. */
static int64_t lead_of(const struct tf_grid *grid, const struct tf_desk_pick *pick, const struct shift *shift)
{
    if (pick->placement == NULL) {
        return INT64_MIN;
    }
    int64_t space = tf_grid_space_index(grid, pick->placement->space);
    int64_t row = tf_grid_slot_index(grid, pick->placement->slot);
    return shift->spaces != 0 ? (shift->spaces > 0 ? space : -space) : shift->rows > 0 ? row : -row;
}

static void put_in_order(const struct tf_grid *grid, struct tf_desk_picks *picks, const struct shift *shift)
{
    for (size_t i = 1; i < picks->count; i++) { /* 40 at most; those that are level stay as they are */
        struct tf_desk_pick pick = picks->at[i];
        size_t n = i;
        for (; n > 0 && lead_of(grid, &picks->at[n - 1], shift) < lead_of(grid, &pick, shift); n--) {
            picks->at[n] = picks->at[n - 1];
        }
        picks->at[n] = pick;
    }
}

static void send_many(struct tf_visit *visit, struct tf_desk_picks *picks, struct tf_cell to)
{
    struct shift shift;
    bool is_off = to.slot == 0, fits = is_off || shift_of(visit, picks, to, &shift);
    struct tf_command *chain = fits ? tf_write_command(visit, TF_VERB_CHAIN) : NULL;
    enum tf_err err = TF_OK;
    if (fits && chain == NULL) {
        return;
    }
    if (fits && !is_off) {
        put_in_order(visit->board->grid, picks, &shift);
    }
    for (size_t i = 0; fits && i < picks->count && err == TF_OK; i++) {
        err = add_part(visit, chain, &picks->at[i], is_off ? NULL : &shift, &fits);
    }
    if (err != TF_OK) {
        say_no_memory(visit, chain);
    } else if (!fits) {
        tf_command_destroy(chain);
        tf_write_again(visit, 409, tf_tr(visit->lang, "From there, not all of them fit on the grid."), NULL,
                       tf_desk_grid);
    } else {
        tf_write_send(visit, chain, moved);
    }
}

void tf_desk_write_move(struct tf_visit *visit)
{
    struct tf_desk_picks picks;
    const char *asked = tf_visit_field(visit, "to");
    struct tf_cell to = cell_of(visit, asked);
    tf_desk_picks_read(&picks, visit->board, tf_visit_field(visit, "pick"));
    if (!tf_desk_picks_must_be_as_seen(visit, &picks)) {
        return;
    }
    bool is_off = strcmp(asked, "off") == 0;
    bool is_off_already = is_off && picks.count == 1 && picks.at[0].placement == NULL;
    if (to.slot == 0 && !is_off) {
        tf_write_again(visit, 400, tf_words_reason(visit->lang, TF_REASON_BAD_VALUE), NULL, tf_desk_grid);
    } else if (is_off_already) {
        tf_visit_go(visit, tf_desk_path(visit, "/desk", 0));
    } else if (picks.count == 1) {
        if (!must_be_as_seen_there(visit, &picks.at[0], to)) {
            return;
        }
        send_one(visit, &picks.at[0], to);
    } else {
        send_many(visit, &picks, to);
    }
}

/* ---- one card that stays where it is */

static struct tf_command *command_on_one(struct tf_visit *visit, enum tf_verb verb)
{
    struct tf_desk_picks picks;
    tf_desk_picks_read(&picks, visit->board, tf_visit_field(visit, "pick"));
    if (!tf_desk_picks_must_be_as_seen(visit, &picks)) {
        return NULL;
    }
    struct tf_command *command = tf_write_command(visit, verb);
    if (command != NULL) {
        command->session = picks.at[0].session->record.key.id;
        command->placement = picks.at[0].placement != NULL ? picks.at[0].placement->record.key.id : 0;
        set_seen(command, &picks.at[0]);
    }
    return command;
}

void tf_desk_write_lock(struct tf_visit *visit)
{
    struct tf_command *command = command_on_one(visit, TF_VERB_LOCK);
    if (command != NULL) {
        command->on = tf_visit_field(visit, "on")[0] == '1';
        tf_write_send(visit, command, moved);
    }
}

void tf_desk_write_hide(struct tf_visit *visit)
{
    struct tf_session session = {.record = {.kind = TF_KIND_SESSION}};
    const struct tf_write_text text = {"reason", TF_TEXT_ABOUT, &session.reason};
    if (!tf_write_texts(visit, &text, 1, tf_desk_grid)) {
        return;
    }
    struct tf_command *command = command_on_one(visit, TF_VERB_HIDE);
    if (command == NULL) {
        return;
    }
    session.record.key.id = command->session;
    if (tf_command_set_record(command, &session.record, tf_schema_mask(TF_KIND_SESSION, "reason")) != TF_OK) {
        say_no_memory(visit, command);
        return;
    }
    tf_write_send(visit, command, moved);
}

static void undone(struct tf_visit *visit, const struct tf_answer *answer)
{
    tf_desk_done(visit, answer, "/desk", tf_desk_grid);
}

void tf_desk_write_undo(struct tf_visit *visit)
{
    struct tf_command *command = tf_write_command(visit, TF_VERB_UNDO);
    if (command != NULL) {
        command->sequence = tf_form_id(&visit->request->form, "sequence");
        tf_write_send(visit, command, undone);
    }
}
