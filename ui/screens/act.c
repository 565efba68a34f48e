#include "screens/tiles.h"

#include "model/view_act.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/list.h"
#include "widgets/style.h"
#include "widgets/tabs.h"
#include "widgets/take.h"

/* A screen lower than so many controls has no room to spare: home; a grid below two rows of buttons. */
enum { LEAST_TARGETS = 9, LEAST_ON_GRID = 8 };

static struct tf_intent act_intent(enum tf_act_do what, uint64_t b)
{
    return (struct tf_intent){TF_INTENT_ACT, what, b};
}

static enum tf_icon icon_of(enum tf_act_kind kind)
{
    static const enum tf_icon ICONS[TF_ACT_KIND_COUNT] = {
        [TF_ACT_NONE] = TF_ICON_NONE,    [TF_ACT_MOVE] = TF_ICON_MOVE,   [TF_ACT_PLACE] = TF_ICON_GRID,
        [TF_ACT_AGAIN] = TF_ICON_AGAIN,  [TF_ACT_EXTEND] = TF_ICON_DOWN, [TF_ACT_GIVE_BACK] = TF_ICON_UP,
        [TF_ACT_UNPLACE] = TF_ICON_LIST, [TF_ACT_MERGE] = TF_ICON_MERGE, [TF_ACT_WITHDRAW] = TF_ICON_WITHDRAW,
        [TF_ACT_STAR] = TF_ICON_STAR,
    };
    return (unsigned)kind < TF_ACT_KIND_COUNT ? ICONS[kind] : TF_ICON_NONE;
}

/* ---- on a session's page ---- */

static struct tf_button act_button(const struct tf_view_act_button *view)
{
    return (struct tf_button){
        .icon = icon_of(view->kind),
        .text = view->text,
        .disabled = view->why_not,
        .is_stacked = true,
        .intent = act_intent(TF_ACT_DO_BEGIN, view->kind),
    };
}

int tf_act_buttons(const struct tf_frame *frame, struct tf_rect rect)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_acts view;
    tf_view_acts(&view, frame->arena, frame->state);
    if (view.count == 0) {
        return 0;
    }
    int gap = tf_style_gap(scene, TF_GAP_SMALL), target = tf_style_target(scene), widest = target;
    for (size_t i = 0; i < view.count; i++) {
        struct tf_button button = act_button(&view.buttons[i]);
        widest = tf_take_most(widest, tf_button_width(scene, &button));
    }
    int count = (int)view.count, most = tf_take_most(1, (rect.w + gap) / (target + gap));
    int columns = tf_take_least(count, tf_take_most(1, (rect.w + gap) / (widest + gap)));
    int rows = tf_take_least((count + columns - 1) / columns, 2); /* three would be a wall of buttons */
    columns = tf_take_least(most, (count + rows - 1) / rows);
    rows = (count + columns - 1) / columns;
    struct tf_rect area = tf_take_bottom(&rect, rows * target + (rows - 1) * gap, 0);
    int width = (area.w - (columns - 1) * gap) / columns;
    for (int i = 0; i < count; i++) {
        struct tf_button button = act_button(&view.buttons[i]);
        button.rect = (struct tf_rect){area.x + i % columns * (width + gap),
                                       area.y + i / columns * (target + gap), width, target};
        tf_button(scene, &button);
    }
    return area.h;
}

/* ---- what was just done ---- */

int tf_act_done(const struct tf_frame *frame, struct tf_rect rect)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_done view;
    tf_view_done(&view, frame->arena, frame->state);
    int pad = tf_style_gap(scene, TF_GAP_LARGE), target = tf_style_target(scene);
    /* On the session's page it takes the place of what can be done. */
    bool is_short = rect.h < target * LEAST_TARGETS;
    bool is_elsewhere = frame->state->screen == TF_SCREEN_HOME || frame->state->typing != NULL;
    if (view.text[0] == '\0' || (is_short && is_elsewhere)) {
        return 0; /* home has it in its column; keys need the height, and the session's history has it */
    }
    struct tf_rect bar = tf_take_bottom(&rect, target, 0);
    tf_scene_box(scene, bar, TF_PAINT_ACCENT_SOFT, TF_PAINT_ACCENT, tf_style_radius(scene));
    struct tf_button undo = {
        .rect = bar,
        .look = TF_BUTTON_MAIN,
        .icon = TF_ICON_UNDO,
        .text = view.undo,
        .disabled = frame->state->done->undo != 0 ? tf_tr(frame->state->lang, "Saving…") : NULL,
        .intent = act_intent(TF_ACT_DO_UNDO, 0),
    };
    undo.rect = tf_take_right(&bar, tf_button_width(scene, &undo), pad);
    tf_button(scene, &undo);
    tf_take_left(&bar, pad, 0);
    int side = tf_style_line_height(scene, TF_TYPE_LABEL);
    struct tf_rect icon = tf_take_left(&bar, side, tf_style_gap(scene, TF_GAP_MEDIUM));
    tf_scene_icon(scene, tf_take_middle(icon, side, side), TF_ICON_CHECK, TF_PAINT_INK);
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    style.valign = TF_VALIGN_MIDDLE;
    style.lines = 2;
    tf_scene_text(scene, bar, view.text, style);
    return target;
}

/* ---- the sentences and the button of one way ---- */

static struct tf_button way_button(const struct tf_view_act *view, const struct tf_view_act_way *way)
{
    return (struct tf_button){
        .look = TF_BUTTON_MAIN,
        .icon = way->way == TF_ACT_SWAP ? TF_ICON_SWAP : icon_of(view->kind),
        .text = view->waiting[0] != '\0' ? view->waiting : way->button,
        .disabled = view->waiting[0] != '\0' ? view->waiting : way->why_not,
        .intent = act_intent(TF_ACT_DO_IT, way->way),
    };
}

static int sentences_height(struct tf_scene *scene, int width, const struct tf_view_act_way *way,
                            struct tf_type_style style, int gap)
{
    int height = 0;
    for (size_t i = 0; i < way->sentence_count; i++) {
        height += tf_scene_text_height(scene, width, way->sentences[i], style) + (i > 0 ? gap : 0);
        style.bold = false;
    }
    return height;
}

/* One below the other in the middle of rect; the first is what was asked for. */
static void draw_sentences(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_act_way *way,
                           struct tf_type_style style)
{
    int gap = tf_style_gap(scene, TF_GAP_TINY);
    int height = sentences_height(scene, rect.w, way, style, gap);
    struct tf_rect block = rect.h > height ? tf_take_middle(rect, rect.w, height) : rect;
    for (size_t i = 0; i < way->sentence_count && block.h > 0; i++) {
        int text = tf_scene_text_height(scene, block.w, way->sentences[i], style);
        struct tf_rect line = tf_take_top(&block, text, gap);
        if (line.h >= tf_style_line_height(scene, style.type)) {
            tf_scene_text(scene, line, way->sentences[i], style);
        }
        style.bold = false;
    }
}

/* The largest of a few sizes in which all of it can be read; in none: the smallest, each cut after a few
 * lines. */
static struct tf_type_style sentence_style(struct tf_scene *scene, struct tf_rect rect,
                                           const struct tf_view_act_way *way, const enum tf_type *sizes)
{
    enum { WHOLE_LINES = 12, CUT_LINES = 3 };
    struct tf_type_style style = tf_style_bold(*sizes, TF_PAINT_INK);
    style.lines = WHOLE_LINES;
    for (; *sizes != TF_TYPE_COUNT; sizes++) {
        style.type = *sizes;
        if (sentences_height(scene, rect.w, way, style, tf_style_gap(scene, TF_GAP_TINY)) <= rect.h) {
            return style;
        }
    }
    style.lines = CUT_LINES;
    return style;
}

/* ---- on the grid ---- */

static bool is_low(const struct tf_frame *frame)
{
    return !frame->is_portrait && frame->body.h < tf_style_target(frame->scene) * LEAST_ON_GRID;
}

static int foot_height(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    if (is_low(frame)) { /* what is chosen stands in the grid above: that needs the height */
        return tf_take_most(tf_style_target(scene) + 2 * tf_style_gap(scene, TF_GAP_TINY),
                            3 * tf_style_line_height(scene, TF_TYPE_BODY));
    }
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM), gap = tf_style_gap(scene, TF_GAP_SMALL);
    int text = 4 * tf_style_line_height(scene, TF_TYPE_BODY);
    int row = tf_take_most(tf_style_target(scene), text);
    return frame->is_portrait ? 2 * row + gap + 2 * pad : row + 2 * pad;
}

static void draw_way_in_foot(const struct tf_frame *frame, struct tf_rect cell,
                             const struct tf_view_act *view, const struct tf_view_act_way *way)
{
    static const enum tf_type SIZES[] = {TF_TYPE_LABEL, TF_TYPE_BODY, TF_TYPE_SMALL, TF_TYPE_COUNT};
    struct tf_scene *scene = frame->scene;
    struct tf_button button = way_button(view, way);
    int width = tf_take_least(tf_button_width(scene, &button), cell.w * 45 / 100);
    struct tf_rect at = tf_take_right(&cell, width, tf_style_gap(scene, TF_GAP_MEDIUM));
    button.rect = tf_take_middle(at, at.w, tf_style_target(scene));
    tf_button(scene, &button);
    draw_sentences(scene, cell, way, sentence_style(scene, cell, way, SIZES));
}

/* What will happen, and the button that does it; or what to do next. Always of one height, so that the grid
 * stands still while one chooses. */
static void draw_foot(const struct tf_frame *frame, struct tf_rect foot, const struct tf_view_act *view)
{
    struct tf_scene *scene = frame->scene;
    bool has_way = view->way_count > 0;
    tf_scene_box(scene, foot, TF_PAINT_CARD, has_way ? TF_PAINT_ACCENT : TF_PAINT_LINE,
                 tf_style_radius(scene) * 2);
    int pad = tf_style_gap(scene, is_low(frame) ? TF_GAP_TINY : TF_GAP_MEDIUM);
    int gap = tf_style_gap(scene, TF_GAP_LARGE);
    struct tf_rect in = tf_rect_inset(foot, gap, pad);
    if (!has_way) {
        const char *text = view->refused[0] != '\0' ? view->refused : view->hint;
        enum tf_icon icon = view->refused[0] != '\0' ? TF_ICON_WARNING : icon_of(view->kind);
        struct tf_type_style style = tf_style_bold(TF_TYPE_TITLE, TF_PAINT_INK);
        if (tf_scene_text_width(scene, text, style) > in.w - tf_style_target(scene)) {
            style.type = TF_TYPE_LABEL;
        }
        style.lines = 3;
        style.valign = TF_VALIGN_MIDDLE;
        int side = tf_style_target(scene) / 2;
        struct tf_rect at = tf_take_left(&in, side, pad);
        tf_scene_icon(scene, tf_take_middle(at, side, side), icon, TF_PAINT_ACCENT);
        tf_scene_text(scene, in, text, style);
        return;
    }
    int count = (int)view->way_count;
    int width = frame->is_portrait ? in.w : (in.w - (count - 1) * gap) / count;
    int height = frame->is_portrait ? (in.h - (count - 1) * pad) / count : in.h;
    for (int i = 0; i < count; i++) {
        struct tf_rect cell =
            frame->is_portrait ? tf_take_top(&in, height, pad) : tf_take_left(&in, width, gap);
        draw_way_in_foot(frame, cell, view, &view->ways[i]);
    }
}

/* Which of its times is meant. */
static void draw_whiches(const struct tf_frame *frame, struct tf_rect row, const struct tf_view_act *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL);
    int least = tf_style_target(scene) * 2;
    int fit = tf_take_most(1, (row.w + gap) / (least + gap));
    int count = tf_take_least(fit, (int)view->which_count);
    int width = (row.w - (count - 1) * gap) / count;
    for (int i = 0; i < count; i++) {
        struct tf_button button = {
            .rect = tf_take_left(&row, width, gap),
            .text = view->whiches[i].text,
            .selected = view->whiches[i].is_chosen,
            .role = TF_TARGET_TAB,
            .intent = act_intent(TF_ACT_DO_WHICH, view->whiches[i].placement),
        };
        tf_button(scene, &button);
    }
}

static void draw_on_grid(const struct tf_frame *frame, struct tf_rect body, const struct tf_view_act *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), target = tf_style_target(scene);
    draw_foot(frame, tf_take_bottom(&body, foot_height(frame), gap), view);
    bool has_tabs = view->tab_count > 1, has_whiches = view->which_count > 0;
    if (has_whiches && !(has_tabs && is_low(frame))) {
        draw_whiches(frame, tf_take_top(&body, target, gap), view);
        has_whiches = false;
    }
    if (has_tabs) {
        struct tf_rect row = tf_take_top(&body, target, tf_style_gap(scene, TF_GAP_SMALL));
        if (has_whiches) { /* side by side */
            draw_whiches(frame, tf_take_right(&row, row.w / 2, gap), view);
        }
        tf_tabs(scene, row, view->tabs, view->tab_count);
    }
    if (view->grid.row_count > 0 && view->grid.space_count > 0) {
        tf_home_grid(frame, body, &view->grid);
    }
}

/* ---- without the grid: a question on a card ---- */

static void draw_hosts(const struct tf_frame *frame, struct tf_rect *in, const struct tf_view_act *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), target = tf_style_target(scene);
    struct tf_rect row = tf_take_top(in, target, tf_style_gap(scene, TF_GAP_LARGE));
    int width = (row.w - gap) / 2;
    for (int i = 0; i < 2; i++) {
        struct tf_button button = {
            .rect = i == 0 ? tf_take_left(&row, width, gap) : row,
            .icon = view->agreed[i] ? TF_ICON_CHECK : TF_ICON_HOST,
            .text = view->host_asks[i],
            .selected = view->agreed[i],
            .disabled = view->waiting[0] != '\0' ? view->waiting : NULL,
            .intent = act_intent(TF_ACT_DO_AGREE, (uint64_t)i),
        };
        tf_button(scene, &button);
    }
}

static void draw_answer_row(const struct tf_frame *frame, struct tf_rect row, const struct tf_view_act *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    bool is_open = view->way_count > 0 && view->not_now[0] == '\0';
    struct tf_button no = {
        .rect = row,
        .icon = is_open ? TF_ICON_CLOSE : TF_ICON_BACK,
        .text = is_open ? tf_tr(frame->state->lang, "No, leave it") : tf_tr(frame->state->lang, "Back"),
        .label = tf_tr(frame->state->lang, "No, leave it"),
        .intent = act_intent(TF_ACT_DO_CANCEL, 0),
    };
    if (view->not_now[0] != '\0') {
        struct tf_button not_now = {
            .rect = tf_take_left(&row, (row.w - gap) / 2, gap),
            .icon = TF_ICON_CLOSE,
            .text = view->not_now,
            .disabled = view->waiting[0] != '\0' ? view->waiting : NULL,
            .intent = act_intent(TF_ACT_DO_IT, TF_ACT_UNASK),
        };
        tf_button(scene, &not_now);
    } else if (view->way_count > 0 && view->ways[0].button[0] != '\0') {
        struct tf_button yes = way_button(view, &view->ways[0]);
        yes.rect = tf_take_left(&row, (row.w - gap) / 2, gap);
        tf_button(scene, &yes);
    }
    no.rect = row;
    tf_button(scene, &no);
}

static void draw_question(const struct tf_frame *frame, struct tf_rect body, const struct tf_view_act *view)
{
    static const enum tf_type SIZES[] = {TF_TYPE_HEADLINE, TF_TYPE_TITLE, TF_TYPE_LABEL, TF_TYPE_BODY,
                                         TF_TYPE_COUNT};
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_LARGE), target = tf_style_target(scene);
    int pad = tf_style_gap(scene, TF_GAP_HUGE), width = tf_take_least(body.w, target * 11);
    struct tf_view_act_way refused = {.sentences = {view->refused}, .sentence_count = 1};
    const struct tf_view_act_way *way = view->way_count > 0 ? &view->ways[0] : &refused;
    int controls =
        target + (view->is_asking_hosts ? target + gap : 0) + (view->which_count > 0 ? target + gap : 0);
    struct tf_rect room = {0, 0, width - 2 * pad, tf_take_most(0, body.h - controls - gap - 2 * pad)};
    struct tf_type_style style = sentence_style(scene, room, way, SIZES);
    int text =
        tf_take_least(room.h, sentences_height(scene, room.w, way, style, tf_style_gap(scene, TF_GAP_TINY)));
    struct tf_rect card = tf_take_middle(body, width, tf_take_least(body.h, text + gap + controls + 2 * pad));
    tf_scene_box(scene, card, TF_PAINT_CARD, TF_PAINT_LINE, tf_style_radius(scene) * 2);
    struct tf_rect in = tf_rect_inset(card, pad, pad);
    draw_answer_row(frame, tf_take_bottom(&in, target, gap), view);
    if (view->which_count > 0) {
        draw_whiches(frame, tf_take_top(&in, target, gap), view);
    }
    draw_sentences(scene, tf_take_top(&in, text, gap), way, style);
    if (view->is_asking_hosts) {
        draw_hosts(frame, &in, view);
    }
}

/* ---- which other session ---- */

static void draw_others(const struct tf_frame *frame, struct tf_rect body, const struct tf_view_act *view)
{
    struct tf_scene *scene = frame->scene;
    enum tf_lang lang = frame->state->lang;
    struct tf_type_style style = tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK_SOFT);
    style.lines = 2;
    const char *hint = view->card_count > 0 ? view->hint : tf_tr(lang, "There is no other session yet.");
    int height = tf_scene_text_height(scene, body.w, hint, style);
    tf_scene_text(scene, tf_take_top(&body, height, tf_style_gap(scene, TF_GAP_MEDIUM)), hint, style);
    if (view->card_count == 0) {
        return;
    }
    struct tf_pager pager =
        tf_tiles_pager(frame, view->first, tf_list_fit(scene, body, view->card_count), (int)view->card_count);
    struct tf_list_options options = {.first = view->first, .pager = &pager};
    tf_list(scene, body, view->cards, view->card_count, &options);
}

void tf_act_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_act view;
    tf_view_act(&view, frame->arena, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), target = tf_style_target(scene);
    tf_screen_top(frame, tf_take_top(&body, target, gap), view.session);
    if (tf_act_is_on_grid(view.kind)) {
        draw_on_grid(frame, body, &view);
    } else if (view.kind == TF_ACT_MERGE && !view.is_asking_hosts) {
        draw_others(frame, body, &view);
    } else {
        draw_question(frame, body, &view);
    }
}
