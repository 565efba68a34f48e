#include "screens/poster.h"

#include "widgets/style.h"
#include "widgets/take.h"
#include "words/words.h"

/* The event's name at the start, the day at the end; each as large as leaves room for the other. */
static void draw_top(const struct tf_frame *frame, struct tf_rect row, const char *title, const char *date)
{
    static const enum tf_type SIZES[] = {TF_TYPE_HEADLINE, TF_TYPE_TITLE, TF_TYPE_LABEL, TF_TYPE_CARD};
    struct tf_scene *scene = frame->scene;
    struct tf_type_style name = tf_style_bold(TF_TYPE_CARD, TF_PAINT_INK);
    struct tf_type_style day = tf_style_text(TF_TYPE_CARD, TF_PAINT_INK);
    int gap = tf_style_gap(scene, TF_GAP_HUGE), name_px = 0, day_px = 0;
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        name.type = day.type = SIZES[i];
        name_px = tf_scene_text_width(scene, title, name) + 1;
        day_px = tf_scene_text_width(scene, date, day) + 1;
        if (name_px + gap + day_px <= row.w) {
            break;
        }
    }
    day.align = TF_ALIGN_END;
    name.valign = day.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, tf_take_right(&row, day_px, gap), date, day);
    tf_scene_text(scene, row, title, name);
}

/* Which part of the day this page is; "" when it is all of it. */
static const char *part_of(const struct tf_frame *frame, const struct tf_view_grid *grid,
                           const struct tf_poster_range *range)
{
    enum tf_lang lang = frame->state->lang;
    const char *spaces = "", *times = "";
    if (range->splits_columns) {
        /* TRANSLATORS: which of the spaces (rooms) are shown */
        spaces = tf_words_printf(frame->arena, tf_tr(lang, "Spaces %d – %d of %d"), range->first_column + 1,
                                 range->last_column + 1, (int)grid->space_count);
    }
    if (range->splits_rows) {
        times = tf_words_printf(frame->arena, tf_tr(lang, "%s – %s"), grid->rows[range->first_row].start_text,
                                grid->rows[range->last_row].end_text);
    }
    bool has_both = spaces[0] != '\0' && times[0] != '\0';
    return tf_words_printf(frame->arena, "%s%s%s", spaces, has_both ? "  ·  " : "", times);
}

/* The law that gave the program its name; which grid this is, and how old. */
static void draw_foot(const struct tf_frame *frame, struct tf_rect row, const char *official)
{
    struct tf_scene *scene = frame->scene;
    struct tf_type_style style = tf_style_text(TF_TYPE_SMALL, TF_PAINT_INK_SOFT);
    style.valign = TF_VALIGN_MIDDLE;
    int gap = tf_style_gap(scene, TF_GAP_SMALL);
    int width = tf_take_least(row.w / 2, tf_scene_text_width(scene, official, style) + 1);
    struct tf_type_style end = style;
    end.align = TF_ALIGN_END;
    tf_scene_text(scene, tf_take_right(&row, width, 2 * gap), official, end);
    tf_scene_icon(scene, tf_take_middle(tf_take_left(&row, row.h, gap), row.h, row.h), TF_ICON_TWO_FEET,
                  TF_PAINT_INK_SOFT);
    tf_scene_text(scene, row,
                  tf_tr(frame->state->lang,
                        "The law of two feet: where you neither learn nor give, go somewhere you do."),
                  style);
}

static void draw_empty(const struct tf_frame *frame, struct tf_rect rect, const char *text)
{
    struct tf_type_style style = tf_style_text(TF_TYPE_TITLE, TF_PAINT_INK_SOFT);
    style.lines = 0;
    style.align = TF_ALIGN_CENTRE;
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(frame->scene, rect, text, style);
}

static bool draw(const struct tf_frame *frame, struct tf_poster_page *page)
{
    struct tf_scene *scene = frame->scene;
    const struct tf_app_state *state = frame->state;
    int small = tf_style_line_height(scene, TF_TYPE_SMALL), gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_rect body = frame->body;
    struct tf_view_home view;
    tf_view_home(&view, frame->arena, state);
    bool has_day = state->day >= 0 && view.empty[0] == '\0' && view.grid.row_count > 0;
    const char *date =
        has_day ? tf_words_date(frame->arena, state->lang, state->board->grid->days[state->day]) : "";
    draw_top(frame, tf_take_top(&body, tf_style_line_height(scene, TF_TYPE_HEADLINE), 0), view.title, date);
    struct tf_rect under = tf_take_top(&body, tf_style_line_height(scene, TF_TYPE_BODY), gap);
    draw_foot(frame, tf_take_bottom(&body, small, gap), view.official);

    struct tf_poster_range range = {0};
    if (!has_day) {
        draw_empty(frame, body, view.empty);
    } else if (!tf_home_grid_paper(frame, body, &view.grid, page, &range)) {
        return false;
    }
    struct tf_type_style style = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
    const char *part = has_day ? part_of(frame, &view.grid, &range) : "";
    int width = tf_take_least(under.w * 2 / 3, tf_scene_text_width(scene, part, style) + 1);
    struct tf_type_style end = style;
    end.align = TF_ALIGN_END;
    tf_scene_text(scene, tf_take_right(&under, width, 2 * gap), part, end);
    tf_scene_text(scene, under, view.subtitle, style);
    return true;
}

enum tf_err tf_poster_draw(const struct tf_app_state *state, struct tf_scene *scene,
                           const struct tf_scene_start *start, struct tf_poster_page *page)
{
    struct tf_scene_start paper = *start;
    paper.rtl = tf_lang_is_rtl(state->lang);
    paper.is_paper = true;
    tf_scene_begin(scene, &paper);
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_rect all = {0, 0, start->theme->width_px, start->theme->height_px};
    int margin = tf_style_gap(scene, TF_GAP_HUGE);
    struct tf_frame frame = {
        .state = state, .scene = scene, .arena = &arena, .body = tf_rect_inset(all, margin, margin)};
    page->has_next = page->is_cramped = page->is_narrow = false;
    tf_scene_box(scene, all, TF_PAINT_PAPER, TF_PAINT_NONE, 0);
    bool is_done = draw(&frame, page);
    tf_arena_free(&arena);
    enum tf_err err = tf_scene_end(scene);
    page->cut = 0;
    for (size_t i = 0; i < tf_scene_node_count(scene); i++) {
        const struct tf_node *node = tf_scene_node(scene, i);
        page->cut += node->is_cut && node->style.bold; /* hosts are many, and set as far as there is room */
    }
    page->is_cramped = page->is_cramped || (page->is_narrow && page->cut > 0);
    return is_done ? err : TF_ERR_NOMEM;
}
