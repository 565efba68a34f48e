#include "model/view_search.h"
#include "screens/tiles.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/field.h"
#include "widgets/header.h"
#include "widgets/keyboard.h"
#include "widgets/list.h"
#include "widgets/style.h"
#include "widgets/take.h"

static struct tf_intent search_intent(enum tf_search_do what)
{
    return (struct tf_intent){TF_INTENT_SEARCH_DO, what, 0};
}

/* ---- what is looked for ---- */

static void draw_field(const struct tf_frame *frame, struct tf_rect row)
{
    struct tf_scene *scene = frame->scene;
    enum tf_lang lang = frame->state->lang;
    int gap = tf_style_gap(scene, TF_GAP_SMALL);
    const struct tf_editor *editor = tf_search_text(frame->state->search);
    struct tf_button clear = {
        .icon = TF_ICON_CLOSE,
        .text = "",
        .label = tf_tr(lang, "Clear"),
        .disabled = tf_editor_text(editor)[0] == '\0' ? tf_tr(lang, "There is nothing to clear.") : NULL,
        .intent = search_intent(TF_SEARCH_DO_CLEAR),
    };
    clear.rect = tf_take_right(&row, tf_style_target(scene), gap);
    tf_button(scene, &clear);
    struct tf_field_view field = {
        .rect = row,
        .editor = editor,
        .label = tf_tr(lang, "Search"),
        .placeholder = tf_tr(lang, "Title, host, space or note"),
        .is_active = tf_search_wished(frame->state->search)->is_typing,
    };
    tf_field(scene, &field);
}

/* Back, and beside it the field where there is room for both. */
static void draw_top(const struct tf_frame *frame, struct tf_rect *body)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), target = tf_style_target(scene);
    int height = tf_take_most(target, tf_field_height(scene, false, 1));
    struct tf_rect row = tf_take_top(body, height, gap);
    struct tf_rect bar = {row.x, row.y, row.w, target};
    struct tf_rect left = tf_header(scene, bar, frame->state);
    struct tf_button back = {
        .rect = left,
        .icon = TF_ICON_BACK,
        .text = tf_tr(frame->state->lang, "Back"),
        .intent = {TF_INTENT_BACK, 0, 0},
    };
    back.rect = tf_take_left(&left, tf_button_width(scene, &back), gap);
    tf_button(scene, &back);
    if (left.w >= target * 5) {
        left.h = height;
        draw_field(frame, left);
    } else {
        draw_field(frame, tf_take_top(body, height, gap));
    }
}

static void draw_chips(const struct tf_frame *frame, struct tf_rect row, const struct tf_view_search *view)
{
    struct tf_scene *scene = frame->scene;
    enum tf_lang lang = frame->state->lang;
    int gap = tf_style_gap(scene, TF_GAP_SMALL);
    struct tf_button keys = {
        .icon = view->is_typing ? TF_ICON_DOWN : TF_ICON_UP,
        .text = view->is_typing ? tf_tr(lang, "Show all") : tf_tr(lang, "Keyboard"),
        .intent = search_intent(TF_SEARCH_DO_TYPE),
    };
    int count = TF_VIEW_SEARCH_CHIPS + 1, width = (row.w - (count - 1) * gap) / count;
    keys.rect = tf_take_right(&row, width, gap);
    tf_button(scene, &keys);
    for (int i = 0; i < TF_VIEW_SEARCH_CHIPS; i++) {
        const struct tf_view_search_chip *chip = &view->chips[i];
        struct tf_button button = {
            .rect = tf_take_left(&row, width, gap),
            .text = chip->text,
            .selected = chip->is_on,
            .disabled = chip->why_not,
            .intent = search_intent(chip->what),
        };
        tf_button(scene, &button);
    }
}

/* ---- what was found ---- */

static void draw_cards(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_search *view)
{
    struct tf_scene *scene = frame->scene;
    size_t count = view->card_count;
    int first = view->first, fit = tf_list_fit(scene, rect, count);
    if (view->is_typing) { /* the best ones; a pager would take the room of half of them */
        while (count > 1 && (size_t)tf_list_fit(scene, rect, count) < count) {
            count--;
        }
        first = 0;
    }
    struct tf_pager pager = tf_tiles_pager(frame, first, fit, (int)view->card_count);
    struct tf_list_options options = {.first = first, .pager = &pager};
    tf_list(scene, rect, view->cards, count, &options);
}

static void draw_place(const struct tf_frame *frame, struct tf_rect rect,
                       const struct tf_view_search_place *place)
{
    struct tf_scene *scene = frame->scene;
    struct tf_intent intent = {TF_INTENT_CELL, place->space, place->slot};
    bool is_pressed = tf_scene_is_pressed(scene, tf_style_tag(intent));
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM), side = tf_style_target(scene) * 2 / 5;
    tf_scene_box(scene, rect, is_pressed ? TF_PAINT_CARD : TF_PAINT_ACCENT_SOFT, TF_PAINT_ACCENT,
                 tf_style_radius(scene));
    struct tf_rect in = tf_rect_inset(rect, pad, 0);
    tf_scene_symbol(scene, tf_take_middle(tf_take_left(&in, side, pad), side, side), place->symbol);
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    style.valign = TF_VALIGN_MIDDLE;
    style.lines = 2;
    tf_scene_text(scene, in, place->text, style);
    struct tf_target target = {
        .rect = rect, .tag = tf_style_tag(intent), .role = TF_TARGET_CELL, .label = place->text};
    tf_scene_target(scene, &target);
}

/* Free places as buttons: one tap proposes a session there. */
static void draw_places(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_search *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), target = tf_style_target(scene);
    int line = tf_take_most(target, 2 * tf_style_line_height(scene, TF_TYPE_LABEL) + gap);
    struct tf_tiles tiles = tf_tiles(frame, rect, (int)view->place_count, view->first, target * 4, line);
    for (int i = tiles.first; i < tiles.end; i++) {
        draw_place(frame, tf_tiles_at(&tiles, i), &view->places[i]);
    }
}

/* How many there are, and beside it in which order; takes their height off body. */
static void draw_count(const struct tf_frame *frame, struct tf_rect *body, const struct tf_view_search *view)
{
    struct tf_scene *scene = frame->scene;
    struct tf_type_style found = tf_style_bold(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
    struct tf_type_style order = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
    int line = tf_style_line_height(scene, TF_TYPE_BODY), gap = tf_style_gap(scene, TF_GAP_LARGE);
    int width = tf_take_least(body->w, tf_scene_text_width(scene, view->found, found) + 1);
    order.lines = 2;
    int height = view->order[0] != '\0'
                     ? tf_scene_text_height(scene, body->w - width - gap, view->order, order)
                     : line;
    if (body->h < height + tf_card_line_height(scene)) { /* what was found comes first */
        height = line;
        order.lines = 1;
    }
    struct tf_rect row = tf_take_top(body, height, tf_style_gap(scene, TF_GAP_SMALL));
    tf_scene_text(scene, tf_take_left(&row, width, gap), view->found, found);
    if (view->order[0] != '\0' && row.w > 0) {
        tf_scene_text(scene, row, view->order, order);
    }
}

static void draw_found(const struct tf_frame *frame, struct tf_rect body, const struct tf_view_search *view)
{
    struct tf_scene *scene = frame->scene;
    size_t count = view->shows_places ? view->place_count : view->card_count;
    int line = tf_style_line_height(scene, TF_TYPE_BODY);
    if (body.h < line) {
        return;
    }
    if (count == 0) {
        struct tf_type_style style = tf_style_text(TF_TYPE_TITLE, TF_PAINT_INK_SOFT);
        style.align = TF_ALIGN_CENTRE;
        style.valign = TF_VALIGN_MIDDLE;
        style.lines = 3;
        if (tf_scene_text_height(scene, body.w, view->empty, style) > body.h) {
            style.type = TF_TYPE_BODY;
            style.lines = body.h / line;
        }
        tf_scene_text(scene, body, view->empty, style);
        return;
    }
    draw_count(frame, &body, view);
    if (body.h < tf_card_line_height(scene)) {
        return; /* how many there are is all that can be said */
    }
    if (view->shows_places) {
        draw_places(frame, body, view);
    } else {
        draw_cards(frame, body, view);
    }
}

void tf_search_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_search view;
    tf_view_search(&view, frame->arena, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), target = tf_style_target(scene);
    if (!view.is_there) {
        tf_screen_top(frame, tf_take_top(&body, target, gap), tf_tr(frame->state->lang, "Search"));
        return;
    }
    draw_top(frame, &body);
    if (view.is_typing) {
        int height = tf_keyboard_height(scene, frame->state->typing, body.w);
        struct tf_keyboard keyboard = {
            .rect = tf_take_bottom(&body, height, gap),
            .state = frame->state->typing,
            .editor = tf_search_text(frame->state->search),
            .enter = tf_tr(frame->state->lang, "Show all"),
            .phone_url = frame->state->base_url,
        };
        tf_keyboard(scene, &keyboard);
    }
    /* On a small screen the filters wait until the keyboard has gone. */
    if (!view.is_typing || body.h >= target + gap + tf_card_line_height(scene)) {
        draw_chips(frame, tf_take_top(&body, target, gap), &view);
    }
    draw_found(frame, body, &view);
}
