/* What came of it: large numbers that lead to their lists, and two plots for who would rather look than read.
 */
#include "model/task.h"
#include "model/view_came.h"
#include "screens/tiles.h"
#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

/* ---- numbers ---- */

static void draw_count(const struct tf_frame *frame, struct tf_rect rect,
                       const struct tf_view_came_count *count)
{
    struct tf_scene *scene = frame->scene;
    bool leads = count->intent.what != TF_INTENT_NONE;
    struct tf_tag tag = tf_style_tag(count->intent);
    bool is_pressed = leads && tf_scene_is_pressed(scene, tag);
    tf_scene_box(scene, rect, is_pressed ? TF_PAINT_ACCENT_SOFT : TF_PAINT_CARD,
                 leads ? TF_PAINT_ACCENT : TF_PAINT_LINE, tf_style_radius(scene));
    if (leads) {
        struct tf_target target = {.rect = rect, .tag = tag, .role = TF_TARGET_ITEM, .label = count->label};
        tf_scene_target(scene, &target);
    }
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_rect in = tf_rect_inset(rect, pad, tf_style_gap(scene, TF_GAP_SMALL));
    struct tf_type_style number = tf_style_bold(TF_TYPE_HEADLINE, leads ? TF_PAINT_ACCENT : TF_PAINT_INK);
    struct tf_type_style name = tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK);
    number.valign = name.valign = TF_VALIGN_MIDDLE;
    name.lines = 3;
    int width = tf_scene_text_width(scene, count->number, number) + 1;
    int least = tf_scene_text_width(scene, "000", number) + 1; /* names begin below each other */
    tf_scene_text(scene, tf_take_left(&in, tf_take_most(width, least), pad), count->number, number);
    static const enum tf_type SMALLER[] = {TF_TYPE_BODY, TF_TYPE_SMALL};
    for (size_t i = 0; i < sizeof(SMALLER) / sizeof(SMALLER[0]); i++) {
        if (!tf_style_keeps_words(scene, count->name, name, in.w) ||
            tf_scene_text_height(scene, in.w, count->name, name) > in.h) {
            name.type = SMALLER[i];
        }
    }
    tf_scene_text(scene, in, count->name, name);
}

/* Two columns as high as there is room for; where that is too low, as many as fit, with a pager. */
static void draw_counts(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_came *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), target = tf_style_target(scene);
    int count = (int)view->count_count, rows = (count + 1) / 2;
    int height = rows > 0 ? (rect.h - (rows - 1) * gap) / rows : 0;
    int least = height >= target ? (rect.w - gap) / 2 : target * 3;
    struct tf_tiles tiles = tf_tiles(frame, rect, count, frame->state->scroll, tf_take_least(least, rect.w),
                                     tf_take_most(height, target));
    for (int i = tiles.first; i < tiles.end; i++) {
        draw_count(frame, tf_tiles_at(&tiles, i), &view->counts[i]);
    }
}

/* ---- plots ---- */

static void draw_bars(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_came_plot *plot)
{
    int count = (int)plot->bar_count, gap = tf_take_most(1, rect.w / count / 6);
    int width = tf_take_least((rect.w - (count - 1) * gap) / count, rect.h);
    for (int i = 0; i < count; i++) {
        const struct tf_view_came_bar *bar = &plot->bars[i];
        int height = rect.h * bar->permille / 1000;
        if (bar->permille > 0) {
            struct tf_rect whole = {rect.x + i * (width + gap), rect.y + rect.h - height, width, height};
            int part = height * bar->part_permille / 1000;
            tf_scene_box(scene, whole, TF_PAINT_ACCENT_SOFT, TF_PAINT_ACCENT, 0);
            tf_scene_box(scene, tf_take_bottom(&whole, part, 0), TF_PAINT_ACCENT, TF_PAINT_NONE, 0);
        }
    }
    tf_scene_line(scene, (struct tf_rect){rect.x, rect.y + rect.h, rect.w, 1}, TF_PAINT_INK_SOFT);
}

static void draw_plot(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_came_plot *plot)
{
    struct tf_scene *scene = frame->scene;
    struct tf_type_style heading = tf_style_bold(TF_TYPE_BODY, TF_PAINT_INK);
    struct tf_type_style small = tf_style_text(TF_TYPE_SMALL, TF_PAINT_INK_SOFT), end = small;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), line = tf_style_line_height(scene, TF_TYPE_SMALL);
    heading.lines = 2;
    end.align = TF_ALIGN_END;
    tf_scene_text(scene, tf_take_top(&rect, tf_scene_text_height(scene, rect.w, plot->heading, heading), gap),
                  plot->heading, heading);
    struct tf_rect foot = tf_take_bottom(&rect, line, gap);
    struct tf_rect side = tf_take_left(&rect, tf_scene_text_width(scene, plot->most, small) + 1, gap);
    if (rect.h < line * 2) {
        return;
    }
    tf_take_left(&foot, side.w, gap);
    tf_scene_text(scene, tf_take_top(&side, line, 0), plot->most, small);
    draw_bars(scene, rect, plot);
    int first = tf_scene_text_width(scene, plot->first, small) + 1;
    tf_scene_text(scene, tf_take_left(&foot, first, gap), plot->first, small);
    if (plot->last[0] != '\0' && foot.w >= tf_scene_text_width(scene, plot->last, small)) {
        tf_scene_text(scene, foot, plot->last, end);
    }
}

static void draw_plots(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_came *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), count = 0;
    for (int i = 0; i < TF_VIEW_CAME_PLOTS; i++) {
        count += view->plots[i].bar_count > 0;
    }
    int height = count > 0 ? (rect.h - (count - 1) * gap) / count : 0;
    for (int i = 0; i < TF_VIEW_CAME_PLOTS; i++) {
        if (view->plots[i].bar_count > 0) {
            struct tf_rect at = tf_take_top(&rect, height, gap);
            tf_scene_box(scene, at, TF_PAINT_CARD, TF_PAINT_LINE, tf_style_radius(scene));
            draw_plot(frame, tf_rect_inset(at, gap, gap), &view->plots[i]);
        }
    }
}

/* ---- what can be done ---- */

static void draw_feet(const struct tf_frame *frame, struct tf_rect *body, const struct tf_view_came *view)
{
    struct tf_scene *scene = frame->scene;
    const struct tf_button buttons[] = {
        {.icon = TF_ICON_NEWS,
         .text = view->remind,
         .disabled = view->remind_why_not,
         .look = TF_BUTTON_MAIN,
         .intent = {TF_INTENT_ORGANISE, TF_TASK_DO_REMIND, 0}},
        {.icon = TF_ICON_EDIT, .text = view->people, .intent = {TF_INTENT_ORGANISE, TF_TASK_DO_TYPE, 0}},
        {.icon = TF_ICON_UNDO, .text = view->undo, .intent = {TF_INTENT_ORGANISE, TF_TASK_DO_UNDO, 0}},
    };
    int gap = tf_style_gap(scene, TF_GAP_SMALL), count = 0;
    for (size_t i = 0; i < sizeof(buttons) / sizeof(buttons[0]); i++) {
        count += buttons[i].text != NULL;
    }
    if (count == 0) {
        return;
    }
    struct tf_rect row = tf_take_bottom(body, tf_style_target(scene), tf_style_gap(scene, TF_GAP_MEDIUM));
    int share = (row.w - (count - 1) * gap) / count;
    for (size_t i = 0; i < sizeof(buttons) / sizeof(buttons[0]); i++) {
        struct tf_button button = buttons[i];
        if (button.text == NULL) {
            continue;
        }
        if (tf_button_width(scene, &button) > share) {
            button.icon = TF_ICON_NONE;
        }
        button.rect = tf_take_left(&row, share, gap);
        tf_button(scene, &button);
    }
}

void tf_came_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    if (frame->state->task != NULL && frame->state->task->is_typing) {
        tf_sheet_draw(frame);
        return;
    }
    struct tf_view_came view;
    tf_view_came(&view, frame->arena, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), target = tf_style_target(scene);
    tf_screen_top(frame, tf_take_top(&body, target, gap), tf_tr(frame->state->lang, "What came of it"));
    draw_feet(frame, &body, &view);
    if (view.share[0] != '\0') {
        struct tf_type_style style = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK);
        style.lines = 4;
        int height = tf_scene_text_height(scene, body.w, view.share, style);
        tf_scene_text(scene, tf_take_bottom(&body, height, gap), view.share, style);
    }
    int rows = (int)(view.count_count + 1) / 2;
    bool has_plots = view.plots[0].bar_count + view.plots[1].bar_count > 0 &&
                     body.h >= rows * (target + gap); /* what can be touched comes first */
    struct tf_rect counts = !has_plots           ? body
                            : frame->is_portrait ? tf_take_top(&body, body.h / 2, gap)
                                                 : tf_take_left(&body, body.w * 6 / 10, gap);
    draw_counts(frame, counts, &view);
    if (has_plots) {
        draw_plots(frame, body, &view);
    }
}
