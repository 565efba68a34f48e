/* It is on the wall: where, how to find it again, and how to change it. */
#include "screens/screen.h"

#include "model/view_propose.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

static struct tf_intent do_intent(enum tf_propose_do what)
{
    return (struct tf_intent){TF_INTENT_PROPOSE_DO, what, 0};
}

static void draw_heading(const struct tf_frame *frame, struct tf_rect *column, const char *heading)
{
    struct tf_scene *scene = frame->scene;
    int line = tf_style_line_height(scene, TF_TYPE_DISPLAY), gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_rect row = tf_take_top(column, line, tf_style_gap(scene, TF_GAP_SMALL));
    struct tf_rect disc = tf_take_middle(tf_take_left(&row, line, gap), line * 4 / 5, line * 4 / 5);
    tf_scene_box(scene, disc, TF_PAINT_ACCENT, TF_PAINT_NONE, disc.w / 2);
    int side = disc.w * 3 / 5;
    tf_scene_icon(scene, tf_take_middle(disc, side, side), TF_ICON_CHECK, TF_PAINT_ON_ACCENT);
    struct tf_type_style style = tf_style_bold(TF_TYPE_DISPLAY, TF_PAINT_INK);
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, row, heading, style);
}

static void draw_title(const struct tf_frame *frame, struct tf_rect *column,
                       const struct tf_view_session *session)
{
    struct tf_scene *scene = frame->scene;
    struct tf_type_style title = tf_style_bold(TF_TYPE_HEADLINE, TF_PAINT_INK);
    struct tf_type_style host = tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK_SOFT);
    bool is_long = tf_scene_text_height(scene, column->w, session->title, title) > column->h / 4 ||
                   !tf_style_keeps_words(scene, session->title, title, column->w);
    title.type = is_long ? TF_TYPE_LABEL : TF_TYPE_HEADLINE;
    title.lines = is_long ? 3 : 2;
    int height = tf_scene_text_height(scene, column->w, session->title, title);
    tf_scene_text(scene, tf_take_top(column, height, tf_style_gap(scene, TF_GAP_TINY)), session->title,
                  title);
    if (session->host[0] != '\0') {
        int line = tf_style_line_height(scene, TF_TYPE_LABEL);
        tf_scene_text(scene, tf_take_top(column, line, 0), session->host, host);
    }
    tf_take_top(column, tf_style_gap(scene, TF_GAP_MEDIUM), 0);
}

static void draw_where(const struct tf_frame *frame, struct tf_rect *column,
                       const struct tf_view_session *session)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    int height = 2 * gap + tf_style_line_height(scene, TF_TYPE_TITLE) +
                 tf_style_line_height(scene, TF_TYPE_BODY) + tf_style_gap(scene, TF_GAP_TINY);
    if (session->place_count > 0) {
        tf_session_place(frame, tf_take_top(column, height, gap), &session->places[0]);
    } else if (session->no_place[0] != '\0') {
        struct tf_rect box = tf_take_top(column, height, gap);
        tf_scene_box(scene, box, TF_PAINT_CARD_SOFT, tf_style_quiet_border(scene), tf_style_radius(scene));
        struct tf_rect in = tf_rect_inset(box, gap, 0);
        int side = tf_style_target(scene) * 2 / 5;
        struct tf_rect icon = tf_take_left(&in, side, gap);
        tf_scene_icon(scene, tf_take_middle(icon, side, side), TF_ICON_LIST, TF_PAINT_INK_SOFT);
        struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
        style.valign = TF_VALIGN_MIDDLE;
        style.lines = 2;
        tf_scene_text(scene, in, session->no_place, style);
    }
}

/* The number large, and beside it what it is for. */
static void draw_card_number(const struct tf_frame *frame, struct tf_rect *column,
                             const struct tf_view_posted *view)
{
    struct tf_scene *scene = frame->scene;
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_type_style number = tf_style_bold(TF_TYPE_DISPLAY, TF_PAINT_INK);
    struct tf_type_style hint = tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK);
    hint.lines = 4;
    if (tf_scene_text_height(scene, column->w * 2 / 3, view->card_hint, hint) > column->h / 3) {
        hint.type = TF_TYPE_BODY;
    }
    hint.valign = number.valign = TF_VALIGN_MIDDLE;
    bool has_card = view->card[0] != '\0';
    int width = has_card ? tf_scene_text_width(scene, view->card, number) + 1 : 0;
    int between = has_card ? tf_style_gap(scene, TF_GAP_LARGE) : 0;
    int line = tf_style_line_height(scene, TF_TYPE_DISPLAY);
    int text = tf_scene_text_height(scene, column->w - 2 * pad - width - between, view->card_hint, hint);
    struct tf_rect box = tf_take_top(column, tf_take_most(has_card ? line : 0, text) + 2 * pad, pad);
    tf_scene_box(scene, box, TF_PAINT_CARD_SOFT, tf_style_quiet_border(scene), tf_style_radius(scene));
    struct tf_rect in = tf_rect_inset(box, pad, pad);
    if (has_card) {
        tf_scene_text(scene, tf_take_left(&in, width, between), view->card, number);
    }
    tf_scene_text(scene, in, view->card_hint, hint);
}

/* Everything can be changed back in one tap. */
static void draw_buttons(const struct tf_frame *frame, struct tf_rect row, bool is_placed)
{
    struct tf_scene *scene = frame->scene;
    enum tf_lang lang = frame->state->lang;
    struct tf_button buttons[] = {
        {.icon = TF_ICON_EDIT,
         .text = tf_tr(lang, "Change words"),
         .intent = do_intent(TF_PROPOSE_DO_CHANGE_WORDS)},
        {.icon = TF_ICON_MOVE,
         .text = is_placed ? tf_tr(lang, "Change place") : tf_tr(lang, "Choose a place"),
         .intent = do_intent(TF_PROPOSE_DO_CHANGE_PLACE)},
        {.icon = TF_ICON_UNDO,
         .text = tf_tr(lang, "Take it back"),
         .intent = do_intent(TF_PROPOSE_DO_TAKE_BACK)},
    };
    int gap = tf_style_gap(scene, TF_GAP_SMALL), count = 3, width = (row.w - 2 * gap) / 3;
    for (int i = 0; i < count; i++) {
        buttons[i].rect = tf_take_left(&row, i + 1 == count ? row.w : width, gap);
        tf_button(scene, &buttons[i]);
    }
}

static void draw_print(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_posted *view)
{
    struct tf_button print = {
        .rect = rect,
        .icon = TF_ICON_PRINT,
        .text = tf_tr(frame->state->lang, "Print my slip"),
        .disabled = view->no_printer,
        .intent = do_intent(TF_PROPOSE_DO_PRINT),
    };
    tf_button(frame->scene, &print);
}

static void draw_done(const struct tf_frame *frame, struct tf_rect rect)
{
    struct tf_button done = {
        .rect = rect,
        .look = TF_BUTTON_MAIN,
        .icon = TF_ICON_CHECK,
        .text = tf_tr(frame->state->lang, "Done"),
        .intent = do_intent(TF_PROPOSE_DO_DONE),
    };
    tf_button(frame->scene, &done);
}

static void draw_page(const struct tf_frame *frame, struct tf_rect page, const struct tf_view_posted *view)
{
    struct tf_scene *scene = frame->scene;
    int pad = tf_style_gap(scene, TF_GAP_HUGE), gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    tf_scene_box(scene, page, TF_PAINT_CARD, TF_PAINT_LINE, tf_style_radius(scene) * 2);
    struct tf_rect in = tf_rect_inset(page, pad, pad * 2 / 3);
    draw_buttons(frame, tf_take_bottom(&in, tf_style_target(scene), gap), view->session.place_count > 0);
    draw_heading(frame, &in, view->heading);
    draw_title(frame, &in, &view->session);
    draw_where(frame, &in, &view->session);
    if (view->also_there[0] != '\0') {
        tf_take_top(&in, tf_banner_inline(scene, in, TF_ICON_HOST, view->also_there), gap);
    }
    draw_card_number(frame, &in, view);
}

void tf_posted_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_posted view;
    tf_view_posted(&view, frame->arena, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_LARGE), target = tf_style_target(scene);
    tf_screen_top(frame, tf_take_top(&body, target, tf_style_gap(scene, TF_GAP_MEDIUM)), "");
    if (frame->is_portrait) {
        struct tf_rect done = tf_take_bottom(&body, target, gap);
        draw_print(frame, tf_take_left(&done, (done.w - gap) / 2, gap), &view);
        draw_done(frame, done);
        struct tf_rect code = tf_take_bottom(&body, body.h * 44 / 100, gap);
        code = tf_take_middle(code, code.w * 3 / 4, code.h);
        tf_session_code(frame, &code, code.h, &view.session);
    } else {
        struct tf_rect side = tf_take_right(&body, body.w * 30 / 100, gap);
        draw_done(frame, tf_take_bottom(&side, target, tf_style_gap(scene, TF_GAP_SMALL)));
        draw_print(frame, tf_take_bottom(&side, target, gap), &view);
        tf_session_code(frame, &side, side.h, &view.session);
    }
    draw_page(frame, body, &view);
    tf_propose_saving(frame, view.saving, view.cannot_save);
}
