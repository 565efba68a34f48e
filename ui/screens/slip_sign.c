#include "screens/slip_in.h"

#include "widgets/style.h"
#include "widgets/take.h"
#include "words/words.h"

#include <string.h>

static const double CODE_MM = 48, SYMBOL_MM = 22;
enum { ROWS_MAX = 60 }; /* of the finest day, five minutes a row, half of them: 8 cm of paper each ten */

void tf_slip_entry(struct tf_slip_page *page, const char *when, const char *title, const char *under)
{
    struct tf_scene *scene = page->frame->scene;
    struct tf_type_style time = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    struct tf_type_style text = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    struct tf_type_style who = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK);
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    text.lines = 3;
    who.lines = 1;
    /* The widest figures there are, so that titles stand under each other. */
    int first = tf_scene_text_width(scene, "00:00", time) + 1, width = page->left.w - first - gap;
    int high = tf_scene_text_height(scene, width, title, text);
    int low = under[0] != '\0' ? tf_scene_text_height(scene, width, under, who) : 0;
    struct tf_rect row = tf_take_top(&page->left, high + low, tf_style_gap(scene, TF_GAP_SMALL));
    tf_scene_text(scene, tf_take_left(&row, first, gap), when, time);
    tf_scene_text(scene, tf_take_top(&row, high, 0), title, text);
    if (low > 0) {
        tf_scene_text(scene, row, under, who);
    }
}

static void draw_day(struct tf_slip_page *page, int space, int day)
{
    const struct tf_app_state *state = page->frame->state;
    const struct tf_grid *grid = state->board->grid;
    struct tf_arena *arena = page->frame->arena;
    unsigned long drawn = 0, left_out = 0;
    for (size_t i = 0; i < grid->placement_count; i++) {
        int32_t slot = grid->extents[i].first_slot;
        const struct tf_placement *placement = grid->placements[i];
        const struct tf_session *session = tf_board_session(state->board, placement->session);
        if (grid->extents[i].space != space || slot < 0 || session == NULL ||
            (size_t)slot < grid->day_first_slot[day] || (size_t)slot >= grid->day_first_slot[day + 1]) {
            continue;
        }
        if (drawn == ROWS_MAX) {
            left_out++;
            continue;
        }
        drawn++;
        tf_slip_entry(page, tf_words_clock(arena, state->zone, tf_grid_start(grid, placement)),
                      session->title, session->host);
    }
    struct tf_type_style style = tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK);
    if (drawn == 0) {
        tf_slip_text(page, tf_tr(state->lang, "Nothing is planned here yet."), style, 0, TF_GAP_MEDIUM);
    } else if (left_out > 0) {
        tf_slip_text(
            page,
            tf_words_printf(arena, tf_trn(state->lang, "and %lu more", "and %lu more", left_out), left_out),
            style, 0, TF_GAP_MEDIUM);
    }
}

static void draw_code(struct tf_slip_page *page, uint64_t space)
{
    const struct tf_app_state *state = page->frame->state;
    struct tf_arena *arena = page->frame->arena;
    struct tf_type_style hint = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK);
    if (state->base_url[0] == '\0') {
        return;
    }
    /* What is typed is short, and leads to all of it. */
    const char *url = tf_words_printf(arena, "%s/space/%llu", state->base_url, (unsigned long long)space);
    const char *scheme_end = strstr(state->base_url, "://");
    /* Numbers alone would take the direction of what is around them: U+200E. */
    const char *address =
        tf_words_printf(arena, "\u200e%s", scheme_end != NULL ? scheme_end + 3 : state->base_url);
    tf_slip_code(page, url, address, CODE_MM);
    hint.align = TF_ALIGN_CENTRE;
    tf_slip_text(page, tf_tr(state->lang, "Scan for what is on here now; type this for everything"), hint, 0,
                 TF_GAP_HAIR);
}

bool tf_slip_sign(struct tf_slip_page *page)
{
    static const enum tf_type SIZES[] = {TF_TYPE_DISPLAY, TF_TYPE_HEADLINE, TF_TYPE_TITLE, TF_TYPE_COUNT};
    const struct tf_app_state *state = page->frame->state;
    struct tf_scene *scene = page->frame->scene;
    const struct tf_space *space = tf_board_space(state->board, page->slip->space);
    int index = tf_grid_space_index(state->board->grid, page->slip->space), day = tf_view_day(state);
    if (space == NULL || index < 0) {
        return false;
    }
    int side = tf_theme_mm(tf_scene_theme(scene), SYMBOL_MM);
    struct tf_rect row = tf_take_top(&page->left, side, tf_style_gap(scene, TF_GAP_SMALL));
    tf_scene_symbol(scene, tf_take_middle(row, side, side), (int)space->symbol);
    tf_slip_fitted(page, space->name, SIZES, 3, TF_ALIGN_CENTRE);
    tf_slip_rule(page);
    if (day >= 0) {
        const char *date = tf_words_date(page->frame->arena, state->lang, state->board->grid->days[day]);
        tf_slip_text(page, date, tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK), 2, TF_GAP_MEDIUM);
        draw_day(page, index, day);
    }
    draw_code(page, page->slip->space);
    tf_slip_foot(page, "");
    return true;
}
