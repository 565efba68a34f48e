/* What organisers and helpers can do, as large tiles; and the strip that says who stands there. */
#include "model/view_organiser.h"
#include "screens/tiles.h"
#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

/* The name whole, as large as that leaves room for; its words too, where they can be. */
static struct tf_type_style name_style(struct tf_scene *scene, struct tf_rect in, const char *text)
{
    static const enum tf_type SIZES[] = {TF_TYPE_LABEL, TF_TYPE_BODY, TF_TYPE_SMALL};
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        style.type = SIZES[i];
        style.lines = 0;
        if (tf_style_keeps_words(scene, text, style, in.w) &&
            tf_scene_text_height(scene, in.w, text, style) <= in.h) {
            return style;
        }
    }
    style.lines = tf_take_most(1, in.h / tf_style_line_height(scene, style.type));
    return style;
}

/* An entry: its icon, its name, a line about it. */
static void draw_item(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_menu_item *item)
{
    struct tf_scene *scene = frame->scene;
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_tag tag = {TF_INTENT_MENU, (uint64_t)item->screen, 0};
    bool is_off = item->why_not != NULL;
    enum tf_paint ink = is_off ? TF_PAINT_INK_SOFT : TF_PAINT_INK;
    tf_scene_box(scene, rect, tf_scene_is_pressed(scene, tag) ? TF_PAINT_ACCENT_SOFT : TF_PAINT_CARD,
                 TF_PAINT_LINE, tf_style_radius(scene));
    struct tf_target target = {
        .rect = rect, .tag = tag, .role = TF_TARGET_BUTTON, .label = item->name, .disabled = item->why_not};
    tf_scene_target(scene, &target);
    struct tf_rect in = tf_rect_inset(rect, pad, pad / 2);
    int side = tf_take_least(in.h, tf_style_line_height(scene, TF_TYPE_HEADLINE));
    struct tf_rect icon = tf_take_left(&in, side, pad);
    tf_scene_icon(scene, tf_take_middle(icon, side, side), tf_screens_icon(item->screen),
                  is_off ? TF_PAINT_INK_SOFT : TF_PAINT_ACCENT);
    struct tf_type_style name = name_style(scene, in, item->name);
    struct tf_type_style about = tf_style_text(TF_TYPE_SMALL, TF_PAINT_INK_SOFT);
    name.paint = ink;
    about.lines = 2;
    int name_height = tf_scene_text_height(scene, in.w, item->name, name);
    int about_height = tf_scene_text_height(scene, in.w, item->about, about);
    if (name_height + about_height > in.h) {
        about_height = 0;
    }
    struct tf_rect block = tf_take_middle(in, in.w, tf_take_least(in.h, name_height + about_height));
    tf_scene_text(scene, tf_take_top(&block, name_height, 0), item->name, name);
    if (about_height > 0) {
        tf_scene_text(scene, block, item->about, about);
    }
}

void tf_menu_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_menu view;
    tf_view_menu(&view, frame->arena, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), target = tf_style_target(scene);
    tf_screen_top(frame, tf_take_top(&body, target, tf_style_gap(scene, TF_GAP_LARGE)), view.heading);
    if (view.count == 0) {
        return;
    }
    int columns = frame->is_portrait ? 2 : 3;
    while (columns < 5 && ((int)view.count + columns - 1) / columns * (target + gap) - gap > body.h) {
        columns++;
    }
    int rows = ((int)view.count + columns - 1) / columns;
    if (rows * (target + gap) - gap > body.h) { /* a low panel: closer together, but each for a finger */
        gap = tf_style_gap(scene, TF_GAP_SMALL);
    }
    int height = tf_take_most(target, tf_take_least(2 * target, (body.h - (rows - 1) * gap) / rows));
    int width = (body.w - (columns - 1) * gap) / columns;
    if (rows * (target + gap) - gap > body.h) { /* lower still: in pages */
        struct tf_tiles tiles = tf_tiles(frame, body, (int)view.count, frame->state->scroll, width, target);
        for (int i = tiles.first; i < tiles.end; i++) {
            draw_item(frame, tf_tiles_at(&tiles, i), &view.items[i]);
        }
        return;
    }
    for (size_t i = 0; i < view.count; i++) {
        int column = (int)i % columns, row = (int)i / columns;
        struct tf_rect rect = {body.x + column * (width + gap), body.y + row * (height + gap), width, height};
        draw_item(frame, rect, &view.items[i]);
    }
}

/* A screen lower than so many controls has no room for it above the keys. */
enum { LEAST_TARGETS_TYPING = 10 };

int tf_menu_strip(const struct tf_frame *frame, struct tf_rect rect)
{
    struct tf_scene *scene = frame->scene;
    enum tf_lang lang = frame->state->lang;
    const char *who = tf_view_role(frame->state);
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), height = tf_style_target(scene);
    bool needs_height = frame->state->typing != NULL && rect.h < height * LEAST_TARGETS_TYPING;
    if (who[0] == '\0' || frame->state->screen == TF_SCREEN_ATTRACT || needs_height) {
        return 0; /* keys, and what is chosen beside them, come first: "back" is one tap */
    }
    struct tf_rect row = tf_take_bottom(&rect, height, 0);
    tf_scene_box(scene, row, TF_PAINT_ACCENT_SOFT, tf_style_quiet_border(scene), tf_style_radius(scene));
    struct tf_button leave = {
        .icon = TF_ICON_WITHDRAW,
        .text = tf_tr(lang, "Leave"),
        .intent = {TF_INTENT_LEAVE, 0, 0},
    };
    leave.rect = row;
    leave.rect = tf_take_right(&row, tf_button_width(scene, &leave), gap);
    tf_button(scene, &leave);
    if (frame->state->screen != TF_SCREEN_MENU) {
        struct tf_button menu = {
            .icon = TF_ICON_LIST,
            .text = tf_tr(lang, "Menu"),
            .intent = {TF_INTENT_MENU, TF_SCREEN_MENU, 0},
        };
        menu.rect = row;
        menu.rect = tf_take_right(&row, tf_button_width(scene, &menu), gap);
        tf_button(scene, &menu);
    }
    tf_take_left(&row, gap, 0);
    struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    style.valign = TF_VALIGN_MIDDLE;
    style.lines = 2;
    tf_scene_text(scene, row, who, style);
    return height;
}
