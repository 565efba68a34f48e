#include "web/pages.h"

#include "core/policy.h"
#include "web/frame.h"
#include "words/words.h"

#include <inttypes.h>
#include <string.h>

static size_t today_of(const struct tf_visit *visit)
{
    const struct tf_grid *grid = visit->board->grid;
    for (size_t day = 0; day < grid->day_count; day++) { /* the first day that is not over */
        size_t end = grid->day_first_slot[day + 1];
        if (end > grid->day_first_slot[day] && grid->slots[end - 1]->end > visit->now_s) {
            return day;
        }
    }
    return grid->day_count > 0 ? grid->day_count - 1 : 0;
}

size_t tf_pages_day(const struct tf_visit *visit)
{
    int64_t date = 0;
    const char *asked = tf_form_get(&visit->request->query, "day");
    if (*asked != '\0' && tf_zone_parse_date(&date, asked) == TF_OK) {
        int index = tf_grid_day_index(visit->board->grid, date);
        if (index >= 0) {
            return (size_t)index;
        }
    }
    return today_of(visit);
}

bool tf_pages_is_past(const struct tf_visit *visit, const struct tf_slot *slot)
{
    return slot->end <= visit->now_s;
}

bool tf_pages_is_frozen(const struct tf_visit *visit, const struct tf_slot *slot)
{
    return tf_policy_freezes(tf_board_gathering(visit->board), visit->role, slot, visit->now_s);
}

/* Rows from this one to the placement's last. */
static int64_t rows_from(const struct tf_grid *grid, const struct tf_placement *placement, size_t slot)
{
    int last = tf_grid_slot_index(grid, placement->last_slot);
    return last >= (int)slot ? last - (int)slot + 1 : 1;
}

/* A break inside a long session would cut its cell in two: such a session is shown in each of its parts. */
static bool is_unbroken(const struct tf_grid *grid, const struct tf_placement *placement)
{
    int first = tf_grid_slot_index(grid, placement->slot),
        last = tf_grid_slot_index(grid, placement->last_slot);
    for (int i = first; i <= last; i++) {
        if (i < 0 || grid->slots[i]->kind != TF_SLOT_SESSION) {
            return false;
        }
    }
    return true;
}

/* The grid of a congress with a row every five minutes has 18,000 cells: there the free ones are blank, and
 * the proposal's own list offers them. 80 spaces at 12 times are 960. */
enum { LINKED_CELLS_MAX = 1500 };

static bool is_linked(const struct tf_visit *visit, const struct tf_slot *slot)
{
    const struct tf_grid *grid = visit->board->grid;
    int day = tf_grid_day_index(grid, slot->day);
    size_t rows = day >= 0 ? grid->day_first_slot[day + 1] - grid->day_first_slot[day] : 0;
    return rows * grid->space_count <= LINKED_CELLS_MAX;
}

/* "open" or "closed now", and where. */
static void free_words(struct tf_visit *visit, const char *word, const struct tf_space *space,
                       const struct tf_slot *slot)
{
    struct tf_html *html = &visit->html;
    tf_html_leaf(html, "span", "", word);
    tf_html_open(html, "span");
    tf_html_attr(html, "class", "hid");
    tf_html_text(html, " ");
    tf_html_person(html, space->name);
    tf_html_text(html, " ");
    tf_html_text(html, tf_words_clock(visit->arena, visit->zone, slot->start));
    tf_html_close(html);
}

static void free_cell(struct tf_visit *visit, const struct tf_space *space, const struct tf_slot *slot,
                      bool is_wall)
{
    struct tf_html *html = &visit->html;
    bool is_offered = !space->closed && !tf_pages_is_past(visit, slot) && !is_wall &&
                      !visit->site->is_read_only && is_linked(visit, slot) &&
                      tf_visit_forbids(visit, TF_VERB_PROPOSE) == NULL &&
                      tf_visit_forbids(visit, TF_VERB_PLACE) == NULL;
    tf_html_open(html, "td");
    tf_html_attr(html, "class", "free");
    if (is_offered && tf_pages_is_frozen(visit, slot)) {
        tf_html_open(html, "span");
        tf_html_attr(html, "class", "frozen");
        free_words(visit, tf_trc(visit->lang, "a place", "closed now"), space, slot);
        tf_html_close(html);
    } else if (is_offered) {
        tf_html_open(html, "a");
        tf_html_url(html, "href",
                    tf_words_printf(visit->arena, "/propose?cell=%" PRIu64 "-%" PRIu64, space->record.key.id,
                                    slot->record.key.id));
        free_words(visit, tf_tr(visit->lang, "open"), space, slot);
        tf_html_close(html);
    }
    tf_html_close(html);
}

/* first_row: of the table; what began before it begins there. */
static void cell(struct tf_visit *visit, size_t space_index, size_t slot_index, size_t first_row,
                 bool is_wall)
{
    struct tf_html *html = &visit->html;
    const struct tf_grid *grid = visit->board->grid;
    const struct tf_space *space = grid->spaces[space_index];
    const struct tf_slot *slot = grid->slots[slot_index];
    const struct tf_placement *first = tf_grid_cell(grid, (int)space_index, (int)slot_index);
    if (first == NULL) {
        free_cell(visit, space, slot, is_wall);
        return;
    }
    bool is_whole = !space->shared && is_unbroken(grid, first);
    if (is_whole && first->slot != slot->record.key.id && slot_index != first_row) {
        return; /* covered by the cell above */
    }
    tf_html_open(html, "td");
    if (is_whole && rows_from(grid, first, slot_index) > 1) {
        tf_html_int(html, "rowspan", rows_from(grid, first, slot_index));
    }
    const struct tf_placement *placement = first;
    for (; placement != NULL;
         placement = tf_grid_cell_next(grid, (int)space_index, (int)slot_index, placement)) {
        const struct tf_session *session = tf_board_session(visit->board, placement->session);
        if (session != NULL && session->state == TF_SESSION_PLACED) {
            tf_frame_card(visit, session, placement, false);
        }
    }
    tf_html_close(html);
}

bool tf_pages_open_row(struct tf_visit *visit, const struct tf_slot *slot)
{
    struct tf_html *html = &visit->html;
    size_t space_count = visit->board->grid->space_count;
    bool is_band = slot->kind != TF_SLOT_SESSION;
    bool is_now = slot->start <= visit->now_s && visit->now_s < slot->end;
    const char *when = is_now ? "now" : tf_pages_is_past(visit, slot) ? "past" : "";
    tf_html_open(html, "tr");
    tf_html_attr(html, "class", tf_words_printf(visit->arena, "%s%s", is_band ? "band " : "", when));
    tf_html_open(html, "th");
    tf_html_attr(html, "scope", "row");
    tf_html_leaf(html, "time", "",
                 tf_words_clocks(visit->arena, visit->lang, visit->zone, slot->start, slot->end));
    if (is_now) {
        tf_html_text(html, " ");
        tf_html_leaf(html, "em", "", tf_tr(visit->lang, "Now"));
    }
    tf_html_close(html);
    if (is_band) {
        tf_html_open(html, "td");
        tf_html_int(html, "colspan", (int64_t)(space_count > 0 ? space_count : 1));
        tf_html_person(html, slot->title);
        tf_html_close(html);
    }
    return !is_band;
}

static void row(struct tf_visit *visit, size_t slot_index, size_t first_row, bool is_wall)
{
    const struct tf_grid *grid = visit->board->grid;
    bool has_cells = tf_pages_open_row(visit, grid->slots[slot_index]);
    for (size_t space = 0; has_cells && space < grid->space_count; space++) {
        cell(visit, space, slot_index, first_row, is_wall);
    }
    tf_html_close(&visit->html);
}

/* A wall has no room for what is over, unless all of the day is. */
static size_t first_to_come(const struct tf_visit *visit, size_t day)
{
    const struct tf_grid *grid = visit->board->grid;
    size_t slot = grid->day_first_slot[day], end = grid->day_first_slot[day + 1];
    while (slot < end && tf_pages_is_past(visit, grid->slots[slot])) {
        slot++;
    }
    return slot < end ? slot : grid->day_first_slot[day];
}

void tf_pages_grid(struct tf_visit *visit, size_t day, bool is_wall)
{
    struct tf_html *html = &visit->html;
    const struct tf_grid *grid = visit->board->grid;
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "scroll");
    tf_html_attr(html, "role", "region");
    tf_html_attr(html, "tabindex", "0");
    tf_html_attr(html, "aria-label", tf_words_date(visit->arena, visit->lang, grid->days[day]));
    tf_html_open(html, "table");
    tf_html_open(html, "thead");
    tf_html_open(html, "tr");
    tf_html_leaf(html, "td", "", "");
    for (size_t space = 0; space < grid->space_count; space++) {
        tf_html_open(html, "th");
        tf_html_attr(html, "scope", "col");
        tf_frame_space(visit, grid->spaces[space]);
        tf_html_close(html);
    }
    tf_html_close(html);
    tf_html_close(html);
    tf_html_open(html, "tbody");
    size_t first_row = is_wall ? first_to_come(visit, day) : grid->day_first_slot[day];
    for (size_t slot = first_row; slot < grid->day_first_slot[day + 1]; slot++) {
        row(visit, slot, first_row, is_wall);
    }
    tf_html_close(html);
    tf_html_close(html);
    tf_html_close(html);
}

struct tf_cell tf_pages_cell_of(const char *text)
{
    struct tf_cell out = {0, 0};
    const char *dash = strchr(text, '-');
    char space[24];
    if (dash == NULL || (size_t)(dash - text) >= sizeof(space)) {
        return out;
    }
    memcpy(space, text, (size_t)(dash - text));
    space[dash - text] = '\0';
    struct tf_form form = {.count = 2, .fields = {{"space", space}, {"slot", dash + 1}}};
    out.space = tf_form_id(&form, "space");
    out.slot = tf_form_id(&form, "slot");
    return out.space != 0 && out.slot != 0 ? out : (struct tf_cell){0, 0};
}

/* ---- free cells ---- */

static void option(struct tf_visit *visit, const struct tf_space *space, const struct tf_slot *slot,
                   struct tf_cell wish)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "option");
    tf_html_attr(
        html, "value",
        tf_words_printf(visit->arena, "%" PRIu64 "-%" PRIu64, space->record.key.id, slot->record.key.id));
    if (wish.space == space->record.key.id && wish.slot == slot->record.key.id) {
        tf_html_flag(html, "selected");
    }
    tf_html_text(html, tf_words_clock(visit->arena, visit->zone, slot->start));
    tf_html_text(html, " · ");
    tf_html_text(html, space->name);
    tf_html_close(html);
}

enum { CELLS_MAX = 1500 };

static bool is_free(const struct tf_visit *visit, size_t space, size_t slot)
{
    const struct tf_grid *grid = visit->board->grid;
    return !grid->spaces[space]->closed &&
           (grid->spaces[space]->shared || tf_grid_cell(grid, (int)space, (int)slot) == NULL);
}

static size_t options_of_slot(struct tf_visit *visit, size_t slot, struct tf_cell wish)
{
    const struct tf_grid *grid = visit->board->grid;
    size_t count = 0;
    for (size_t space = 0; space < grid->space_count; space++) {
        if (is_free(visit, space, slot)) {
            option(visit, grid->spaces[space], grid->slots[slot], wish);
            count++;
        }
    }
    return count;
}

void tf_pages_cells(struct tf_visit *visit, struct tf_cell wish, const char *none)
{
    struct tf_html *html = &visit->html;
    const struct tf_grid *grid = visit->board->grid;
    size_t count = 0;
    if (none != NULL && tf_frame_forbidden(visit, tf_visit_forbids(visit, TF_VERB_PLACE))) {
        return; /* it can be proposed all the same */
    }
    tf_html_open(html, "label");
    tf_html_attr(html, "for", "cell");
    tf_html_text(html, tf_tr(visit->lang, "Where and when"));
    tf_html_close(html);
    tf_html_open(html, "select");
    tf_html_attr(html, "id", "cell");
    tf_html_attr(html, "name", "cell");
    if (none != NULL) {
        tf_html_open(html, "option");
        tf_html_attr(html, "value", "");
        tf_html_text(html, none);
        tf_html_close(html);
    }
    for (size_t day = 0; day < grid->day_count; day++) {
        tf_html_open(html, "optgroup");
        tf_html_attr(html, "label", tf_words_date(visit->arena, visit->lang, grid->days[day]));
        for (size_t slot = grid->day_first_slot[day]; slot < grid->day_first_slot[day + 1]; slot++) {
            const struct tf_slot *row = grid->slots[slot];
            if (row->kind == TF_SLOT_SESSION && !tf_pages_is_past(visit, row) &&
                !tf_pages_is_frozen(visit, row) && count < CELLS_MAX) {
                count += options_of_slot(visit, slot, wish);
            }
        }
        tf_html_close(html);
    }
    tf_html_close(html);
}

void tf_pages_free_cells(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    if (visit->refusal == NULL || visit->refusal->free_cell_count == 0) {
        return;
    }
    /* Enter in a field presses a form's first button: that must not be one of the places. */
    tf_html_open(html, "button");
    tf_html_attr(html, "class", "hid");
    tf_html_attr(html, "tabindex", "-1");
    tf_html_attr(html, "aria-hidden", "true");
    tf_html_text(html, tf_tr(visit->lang, "Send"));
    tf_html_close(html);
    tf_html_leaf(html, "p", "", tf_tr(visit->lang, "These places are free:"));
    tf_html_open(html, "p");
    tf_html_attr(html, "class", "cells");
    for (size_t i = 0; i < visit->refusal->free_cell_count; i++) {
        const struct tf_cell *free = &visit->refusal->free_cells[i];
        const struct tf_space *space = tf_board_space(visit->board, free->space);
        const struct tf_slot *slot = tf_board_slot(visit->board, free->slot);
        if (space == NULL || slot == NULL || tf_pages_is_past(visit, slot)) {
            continue;
        }
        tf_html_open(html, "button"); /* sends the form with this cell instead */
        tf_html_attr(html, "name", "instead");
        tf_html_attr(html, "value",
                     tf_words_printf(visit->arena, "%" PRIu64 "-%" PRIu64, free->space, free->slot));
        tf_html_text(html, tf_words_clock(visit->arena, visit->zone, slot->start));
        tf_html_text(html, " ");
        tf_frame_space(visit, space);
        tf_html_close(html);
    }
    tf_html_close(html);
}
