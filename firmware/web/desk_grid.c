/* The grid of one day with what has no place beside it. A card that is chosen can be put into any cell: each
 * says so with a button, all of one form. */
#include "web/desk.h"

#include "web/pages.h"
#include "words/words.h"

#include <inttypes.h>

struct grid_page {
    struct tf_desk_picks picks;
    const char *day; /* of the links: "&day=2026-11-25", or "" */
    const char *picked, *seen;
};

static const char *address(struct tf_visit *visit, const struct grid_page *page, const char *pick)
{
    return tf_words_printf(visit->arena, "/desk?pick=%s%s", pick, page->day);
}

/* ---- a card */

static void marks(struct tf_visit *visit, const struct tf_session *session,
                  const struct tf_placement *placement)
{
    struct tf_html *html = &visit->html;
    size_t stars = tf_board_star_count(visit->board, session->record.key.id);
    if (stars > 0) {
        tf_html_leaf(html, "small", "mark", tf_words_printf(visit->arena, "★ %zu", stars));
    }
    if (placement != NULL && placement->locked) {
        tf_html_leaf(html, "small", "mark", tf_tr(visit->lang, "Fixed"));
    }
}

static void card(struct tf_visit *visit, const struct grid_page *page, struct tf_desk_pick pick)
{
    struct tf_html *html = &visit->html;
    const struct tf_desk_picks one = {.at = {pick}, .count = 1};
    bool is_picked = tf_desk_picks_has(&page->picks, pick);
    const char *name = tf_desk_picks_text(visit->arena, &one);
    tf_html_open(html, "a");
    tf_html_attr(html, "class", is_picked ? "card picked" : "card");
    tf_html_url(html, "href", is_picked ? address(visit, page, "") : address(visit, page, name));
    tf_html_attr(html, "data-pick", name);
    tf_html_attr(html, "data-seen", tf_desk_picks_seen(visit->arena, &one));
    tf_html_attr(html, "draggable", "false");
    if (is_picked) {
        tf_html_attr(html, "aria-current", "true");
    }
    tf_html_open(html, "b");
    tf_html_attr(html, "dir", "auto");
    tf_html_text(html, pick.session->title);
    tf_html_close(html);
    if (pick.session->host[0] != '\0') {
        tf_html_text(html, " ");
        tf_html_open(html, "i");
        tf_html_attr(html, "dir", "auto");
        tf_html_text(html, pick.session->host);
        tf_html_close(html);
    }
    marks(visit, pick.session, pick.placement);
    tf_html_close(html);
    if (page->picks.count > 0 && !is_picked) { /* for those without a script: one more of them */
        tf_html_open(html, "a");
        tf_html_attr(html, "class", "also");
        tf_html_url(html, "href",
                    address(visit, page, tf_words_printf(visit->arena, "%s.%s", page->picked, name)));
        tf_html_text(html, tf_tr(visit->lang, "This one too"));
        tf_html_leaf(html, "span", "hid", tf_words_isolate(visit->arena, pick.session->title));
        tf_html_close(html);
    }
}

/* ---- the table */

static void here(struct tf_visit *visit, const struct grid_page *page, const char *cell, const char *where,
                 bool is_taken)
{
    struct tf_html *html = &visit->html;
    bool is_one = page->picks.count == 1;
    bool swaps = is_taken && page->picks.at[0].placement != NULL;
    if (page->picks.count == 0 || (is_taken && !is_one)) {
        return;
    }
    tf_html_open(html, "button");
    tf_html_attr(html, "class", "here");
    tf_html_attr(html, "name", "to");
    tf_html_attr(html, "value", cell);
    tf_html_text(html, swaps      ? tf_tr(visit->lang, "Swap")
                       : is_taken ? tf_tr(visit->lang, "Replace")
                                  : tf_tr(visit->lang, "Here"));
    tf_html_open(html, "span");
    tf_html_attr(html, "class", "hid");
    tf_html_text(html, where);
    tf_html_close(html);
    tf_html_close(html);
}

const char *tf_desk_cell(struct tf_visit *visit, uint64_t space_id, uint64_t slot_id)
{
    const struct tf_grid *grid = visit->board->grid;
    const struct tf_space *space = tf_board_space(visit->board, space_id);
    int at = tf_grid_space_index(grid, space_id), row = tf_grid_slot_index(grid, slot_id);
    const struct tf_placement *there =
        space != NULL && !space->shared && at >= 0 && row >= 0 ? tf_grid_cell(grid, at, row) : NULL;
    return there == NULL ? tf_words_printf(visit->arena, "%" PRIu64 "-%" PRIu64, space_id, slot_id)
                         : tf_words_printf(visit->arena, "%" PRIu64 "-%" PRIu64 "-%s", space_id, slot_id,
                                           tf_desk_seen_of(visit->arena, &there->record));
}

static int64_t rows_of(const struct tf_visit *visit, const struct tf_placement *placement, size_t slot)
{
    const struct tf_grid *grid = visit->board->grid;
    int last = tf_grid_slot_index(grid, placement->last_slot);
    int64_t rows = 1;
    while ((int)slot + rows <= last && grid->slots[slot + (size_t)rows]->kind == TF_SLOT_SESSION) {
        rows++;
    }
    return rows;
}

static void cell(struct tf_visit *visit, const struct grid_page *page, size_t space_index, size_t slot_index)
{
    struct tf_html *html = &visit->html;
    const struct tf_grid *grid = visit->board->grid;
    const struct tf_space *space = grid->spaces[space_index];
    const struct tf_slot *slot = grid->slots[slot_index];
    const struct tf_placement *placement = tf_grid_cell(grid, (int)space_index, (int)slot_index);
    const char *name = tf_desk_cell(visit, space->record.key.id, slot->record.key.id);
    const char *where = tf_words_printf(visit->arena, " %s %s", tf_words_isolate(visit->arena, space->name),
                                        tf_words_clock(visit->arena, visit->zone, slot->start));
    bool is_first_row = slot_index == 0 || grid->slots[slot_index - 1]->kind != TF_SLOT_SESSION ||
                        grid->slots[slot_index - 1]->day != slot->day;
    if (placement != NULL && !space->shared && placement->slot != slot->record.key.id && !is_first_row) {
        return; /* covered by the cell above */
    }
    tf_html_open(html, "td");
    tf_html_attr(html, "class", space->closed ? "shut" : placement == NULL ? "free" : "");
    if (!space->closed) {
        tf_html_attr(html, "data-cell", name);
        tf_html_attr(html, "data-where", where + 1);
    }
    if (placement != NULL && !space->shared && rows_of(visit, placement, slot_index) > 1) {
        tf_html_int(html, "rowspan", rows_of(visit, placement, slot_index));
    }
    bool is_taken = placement != NULL && !space->shared;
    bool is_picked = false;
    for (; placement != NULL;
         placement = tf_grid_cell_next(grid, (int)space_index, (int)slot_index, placement)) {
        struct tf_desk_pick pick = {tf_board_session(visit->board, placement->session), placement};
        if (pick.session != NULL) {
            is_picked |= tf_desk_picks_has(&page->picks, pick);
            card(visit, page, pick);
        }
    }
    if (!space->closed && !is_picked) {
        here(visit, page, name, where, is_taken);
    }
    tf_html_close(html);
}

static void row(struct tf_visit *visit, const struct grid_page *page, size_t slot_index)
{
    const struct tf_grid *grid = visit->board->grid;
    bool has_cells = tf_pages_open_row(visit, grid->slots[slot_index]);
    for (size_t space = 0; has_cells && space < grid->space_count; space++) {
        cell(visit, page, space, slot_index);
    }
    tf_html_close(&visit->html);
}

static void space_head(struct tf_visit *visit, const struct tf_space *space)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "th");
    tf_html_attr(html, "scope", "col");
    tf_frame_space(visit, space);
    if (space->closed) {
        tf_html_leaf(html, "small", "", tf_tr(visit->lang, "closed"));
    } else if (space->capacity > 0) {
        tf_html_leaf(
            html, "small", "",
            tf_words_printf(visit->arena,
                            tf_trn(visit->lang, "%lu person", "%lu people", (unsigned long)space->capacity),
                            (unsigned long)space->capacity));
    }
    tf_html_close(html);
}

static void table(struct tf_visit *visit, const struct grid_page *page, size_t day)
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
        space_head(visit, grid->spaces[space]);
    }
    tf_html_close(html);
    tf_html_close(html);
    tf_html_open(html, "tbody");
    for (size_t slot = grid->day_first_slot[day]; slot < grid->day_first_slot[day + 1]; slot++) {
        row(visit, page, slot);
    }
    tf_html_close(html);
    tf_html_close(html);
    tf_html_close(html);
}

/* ---- beside it */

static void pick_form(struct tf_visit *visit, const struct grid_page *page, const char *action)
{
    tf_desk_form(visit, action, "do");
    tf_frame_hidden(visit, "pick", page->picked);
    tf_frame_hidden(visit, "seen", page->seen);
}

static void hide_form(struct tf_visit *visit, const struct grid_page *page)
{
    struct tf_html *html = &visit->html;
    tf_html_open(html, "details");
    tf_html_leaf(html, "summary", "", tf_tr(visit->lang, "Hide it …"));
    pick_form(visit, page, "/desk/hide");
    tf_frame_input(
        visit, &(struct tf_frame_input){.name = "reason",
                                        .label = tf_tr(visit->lang, "Why?"),
                                        .hint = tf_tr(visit->lang, "Only organisers and helpers see this."),
                                        .value = tf_frame_kept(visit, "reason", ""),
                                        .max = 480});
    tf_frame_button(visit, "soft", tf_tr(visit->lang, "Hide"));
    tf_html_close(html);
    tf_html_close(html);
}

static void acts_on_one(struct tf_visit *visit, const struct grid_page *page)
{
    const struct tf_desk_pick *pick = &page->picks.at[0];
    struct tf_html *html = &visit->html;
    if (pick->placement != NULL) {
        pick_form(visit, page, "/desk/lock");
        tf_desk_choice(visit, "soft", "on", pick->placement->locked ? "0" : "1",
                       pick->placement->locked ? tf_tr(visit->lang, "Let guests move it")
                                               : tf_tr(visit->lang, "Fix it in its place"));
        tf_html_close(html);
    }
    hide_form(visit, page);
    tf_html_open(html, "p");
    tf_frame_link(visit, "", tf_visit_path_of(visit, pick->session), tf_tr(visit->lang, "Its page"));
    if (visit->role >= TF_ROLE_ORGANISER) {
        tf_html_text(html, " ");
        tf_frame_link(visit, "",
                      tf_words_printf(visit->arena, "%s/edit", tf_visit_path_of(visit, pick->session)),
                      tf_tr(visit->lang, "Change the card"));
    }
    tf_html_close(html);
}

static void chosen(struct tf_visit *visit, const struct grid_page *page)
{
    struct tf_html *html = &visit->html;
    bool is_placed = false;
    tf_html_open(html, "section");
    tf_html_attr(html, "class", "chosen");
    tf_html_leaf(html, "h2", "",
                 tf_words_printf(visit->arena,
                                 tf_trn(visit->lang, "%lu card chosen", "%lu cards chosen",
                                        (unsigned long)page->picks.count),
                                 (unsigned long)page->picks.count));
    tf_html_open(html, "ul");
    for (size_t i = 0; i < page->picks.count; i++) {
        is_placed |= page->picks.at[i].placement != NULL;
        tf_html_open(html, "li");
        tf_html_person(html, page->picks.at[i].session->title);
        tf_html_close(html);
    }
    tf_html_close(html);
    tf_html_leaf(
        html, "p", "hint",
        page->picks.count == 1
            ? tf_tr(visit->lang, "Now tap its place on the grid.")
            : tf_tr(visit->lang, "Now tap the place of the first; the others keep their distance to it."));
    if (is_placed) {
        pick_form(visit, page, "/desk/move");
        tf_desk_choice(visit, "soft", "to", "off", tf_tr(visit->lang, "Take off the grid"));
        tf_html_close(html);
    }
    if (page->picks.count == 1) {
        acts_on_one(visit, page);
    }
    tf_html_open(html, "p");
    tf_frame_link(visit, "soft letgo", address(visit, page, ""), tf_tr(visit->lang, "Let go"));
    tf_html_close(html);
    tf_html_close(html);
}

static void unplaced(struct tf_visit *visit, const struct grid_page *page)
{
    struct tf_html *html = &visit->html;
    size_t count = 0;
    struct tf_table_iter it = tf_table_first(visit->board->tables[TF_KIND_SESSION]);
    for (; it.record != NULL; tf_table_next(&it)) {
        count += TF_SESSION(it.record)->state == TF_SESSION_OPEN;
    }
    tf_html_open(html, "section");
    tf_html_attr(html, "class", "pool");
    tf_html_attr(html, "data-cell", "off");
    tf_html_attr(html, "data-where", tf_tr(visit->lang, "Without a place"));
    tf_html_open(html, "h2");
    tf_html_text(html, tf_tr(visit->lang, "Without a place"));
    tf_html_text(html, " ");
    tf_html_leaf(html, "small", "", tf_words_printf(visit->arena, "%zu", count));
    tf_html_close(html);
    if (count == 0) {
        tf_html_leaf(html, "p", "quiet",
                     tf_table_count(visit->board->tables[TF_KIND_SESSION]) == 0
                         ? tf_tr(visit->lang, "Nothing has been proposed yet.")
                         : tf_tr(visit->lang, "Every session has a place."));
    }
    tf_html_open(html, "ul");
    tf_html_attr(html, "class", "cards");
    for (it = tf_table_first(visit->board->tables[TF_KIND_SESSION]); it.record != NULL; tf_table_next(&it)) {
        if (TF_SESSION(it.record)->state == TF_SESSION_OPEN) {
            tf_html_open(html, "li");
            card(visit, page, (struct tf_desk_pick){TF_SESSION(it.record), NULL});
            tf_html_close(html);
        }
    }
    tf_html_close(html);
    tf_html_close(html);
}

static void grid_itself(struct tf_visit *visit, const struct grid_page *page, size_t day)
{
    const struct tf_grid *grid = visit->board->grid;
    struct tf_html *html = &visit->html;
    if (grid->day_count == 0 || grid->space_count == 0) {
        tf_html_leaf(html, "p", "quiet",
                     tf_tr(visit->lang, "There is no grid yet: it needs a space and a time at least."));
        return;
    }
    tf_desk_days(visit, "/desk", day);
    bool is_form = page->picks.count > 0;
    if (is_form) {
        pick_form(visit, page, "/desk/move");
    }
    table(visit, page, day);
    if (is_form) {
        tf_html_close(html);
    }
}

void tf_desk_grid(struct tf_visit *visit)
{
    struct tf_html *html = &visit->html;
    const struct tf_grid *grid = visit->board->grid;
    struct grid_page page = {.day = ""};
    tf_desk_use_day(visit);
    size_t day = tf_pages_day(visit);
    if (day < grid->day_count) {
        char date[11];
        tf_zone_format_date(date, grid->days[day]);
        page.day = tf_words_printf(visit->arena, "&day=%s", date);
        tf_form_set(&visit->request->query, "day", tf_words_printf(visit->arena, "%s", date));
    }
    tf_desk_picks_read(&page.picks, visit->board, tf_desk_param(visit, "pick"));
    page.picked = tf_desk_picks_text(visit->arena, &page.picks);
    page.seen = tf_desk_picks_seen(visit->arena, &page.picks);
    tf_desk_begin(visit, tf_tr(visit->lang, "Desk"), TF_DESK_GRID);
    tf_html_leaf(html, "h1", "hid", tf_tr(visit->lang, "Grid"));
    tf_desk_ideas_late(visit);
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "work");
    tf_html_attr(html, "data-day", page.day);
    tf_html_open(html, "div");
    tf_html_attr(html, "class", "board");
    grid_itself(visit, &page, day);
    tf_html_close(html);
    tf_html_open(html, "aside");
    if (page.picks.count > 0) {
        chosen(visit, &page);
    }
    unplaced(visit, &page);
    tf_html_close(html);
    tf_html_close(html);
    tf_desk_end(visit);
}
