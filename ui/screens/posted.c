/* It is on the wall: where, how to find it again, and how to change it. */
#include "screens/screen.h"

#include "model/view_propose.h"
#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

static struct tf_intent do_intent(enum tf_propose_do what)
{
    return (struct tf_intent){TF_INTENT_PROPOSE_DO, what, 0};
}

/* The page's sizes: the largest in which everything finds room. */
struct sizes {
    enum tf_type heading, title, host, note, number, hint;
};
static const struct sizes SIZES[] = {
    {TF_TYPE_DISPLAY, TF_TYPE_HEADLINE, TF_TYPE_LABEL, TF_TYPE_LABEL, TF_TYPE_DISPLAY, TF_TYPE_LABEL},
    {TF_TYPE_DISPLAY, TF_TYPE_LABEL, TF_TYPE_BODY, TF_TYPE_BODY, TF_TYPE_DISPLAY, TF_TYPE_BODY},
    {TF_TYPE_HEADLINE, TF_TYPE_LABEL, TF_TYPE_BODY, TF_TYPE_BODY, TF_TYPE_HEADLINE, TF_TYPE_BODY},
    {TF_TYPE_TITLE, TF_TYPE_BODY, TF_TYPE_SMALL, TF_TYPE_SMALL, TF_TYPE_TITLE, TF_TYPE_SMALL},
};

struct page {
    const struct tf_frame *frame;
    struct tf_scene *scene;
    const struct tf_view_posted *view;
    const struct sizes *sizes;
    int gap, tiny;
};

static struct tf_type_style style_of(enum tf_type type, enum tf_paint paint, bool bold, int lines)
{
    struct tf_type_style style = bold ? tf_style_bold(type, paint) : tf_style_text(type, paint);
    style.lines = lines;
    return style;
}

static int draw_heading(const struct page *page, struct tf_rect column, bool draws)
{
    struct tf_scene *scene = page->scene;
    int line = tf_style_line_height(scene, page->sizes->heading);
    if (draws) {
        struct tf_rect row = tf_take_top(&column, line, 0);
        struct tf_rect disc = tf_take_middle(tf_take_left(&row, line, page->gap), line * 4 / 5, line * 4 / 5);
        tf_scene_box(scene, disc, TF_PAINT_ACCENT, TF_PAINT_NONE, disc.w / 2);
        int side = disc.w * 3 / 5;
        tf_scene_icon(scene, tf_take_middle(disc, side, side), TF_ICON_CHECK, TF_PAINT_ON_ACCENT);
        struct tf_type_style style = tf_style_bold(page->sizes->heading, TF_PAINT_INK);
        style.valign = TF_VALIGN_MIDDLE;
        tf_scene_text(scene, row, page->view->heading, style);
    }
    return line + page->tiny;
}

static int draw_title(const struct page *page, struct tf_rect column, bool draws)
{
    struct tf_scene *scene = page->scene;
    const struct tf_view_session *session = &page->view->session;
    struct tf_type_style title = style_of(page->sizes->title, TF_PAINT_INK, true, 3);
    struct tf_type_style host = style_of(page->sizes->host, TF_PAINT_INK_SOFT, false, 1);
    int height = tf_scene_text_height(scene, column.w, session->title, title);
    int line = session->host[0] != '\0' ? tf_style_line_height(scene, page->sizes->host) : 0;
    if (draws) {
        tf_scene_text(scene, tf_take_top(&column, height, page->tiny), session->title, title);
        if (line > 0) {
            tf_scene_text(scene, tf_take_top(&column, line, 0), session->host, host);
        }
    }
    return height + page->tiny + line + page->gap;
}

static int draw_where(const struct page *page, struct tf_rect column, bool draws)
{
    struct tf_scene *scene = page->scene;
    const struct tf_view_session *session = &page->view->session;
    int gap = page->gap;
    int height = 2 * gap + tf_style_line_height(scene, TF_TYPE_TITLE) +
                 tf_style_line_height(scene, TF_TYPE_BODY) + page->tiny;
    if (session->place_count == 0 && session->no_place[0] == '\0') {
        return 0;
    }
    struct tf_rect box = tf_take_top(&column, height, 0);
    if (draws && session->place_count > 0) {
        tf_session_place(page->frame, box, &session->places[0]);
    } else if (draws) {
        tf_scene_box(scene, box, TF_PAINT_CARD_SOFT, tf_style_quiet_border(scene), tf_style_radius(scene));
        struct tf_rect in = tf_rect_inset(box, gap, 0);
        int side = tf_style_target(scene) * 2 / 5;
        struct tf_rect icon = tf_take_left(&in, side, gap);
        tf_scene_icon(scene, tf_take_middle(icon, side, side), TF_ICON_LIST, TF_PAINT_INK_SOFT);
        struct tf_type_style style = style_of(TF_TYPE_LABEL, TF_PAINT_INK, true, 2);
        style.valign = TF_VALIGN_MIDDLE;
        tf_scene_text(scene, in, session->no_place, style);
    }
    return height + gap;
}

/* The same host at the same time: said, not refused. */
static int draw_note(const struct page *page, struct tf_rect column, bool draws)
{
    struct tf_scene *scene = page->scene;
    struct tf_type_style style = style_of(page->sizes->note, TF_PAINT_ON_WARN, true, 4);
    int small = tf_style_gap(scene, TF_GAP_SMALL), side = tf_style_line_height(scene, page->sizes->note);
    if (page->view->also_there[0] == '\0') {
        return 0;
    }
    int width = column.w - 3 * page->gap - side;
    int text = tf_scene_text_height(scene, width, page->view->also_there, style);
    struct tf_rect box = tf_take_top(&column, text + 2 * small, 0);
    if (draws) {
        tf_scene_box(scene, box, TF_PAINT_WARN, TF_PAINT_NONE, tf_style_radius(scene));
        struct tf_rect in = tf_rect_inset(box, page->gap, small);
        struct tf_rect icon = tf_take_left(&in, side, page->gap);
        tf_scene_icon(scene, tf_take_top(&icon, side, 0), TF_ICON_HOST, TF_PAINT_ON_WARN);
        tf_scene_text(scene, in, page->view->also_there, style);
    }
    return text + 2 * small + page->gap;
}

/* The number large, and beside it what it is for. */
static int draw_number(const struct page *page, struct tf_rect column, bool draws)
{
    struct tf_scene *scene = page->scene;
    const struct tf_view_posted *view = page->view;
    struct tf_type_style number = style_of(page->sizes->number, TF_PAINT_INK, true, 1);
    struct tf_type_style hint = style_of(page->sizes->hint, TF_PAINT_INK, false, 5);
    hint.valign = number.valign = TF_VALIGN_MIDDLE;
    bool has_card = view->card[0] != '\0';
    int width = has_card ? tf_scene_text_width(scene, view->card, number) + 1 : 0;
    int between = has_card ? tf_style_gap(scene, TF_GAP_LARGE) : 0;
    int line = has_card ? tf_style_line_height(scene, page->sizes->number) : 0;
    int text = tf_scene_text_height(scene, column.w - 2 * page->gap - width - between, view->card_hint, hint);
    int height = tf_take_most(line, text) + 2 * tf_style_gap(scene, TF_GAP_SMALL);
    if (draws) {
        struct tf_rect box = tf_take_top(&column, height, 0);
        tf_scene_box(scene, box, TF_PAINT_CARD_SOFT, tf_style_quiet_border(scene), tf_style_radius(scene));
        struct tf_rect in = tf_rect_inset(box, page->gap, tf_style_gap(scene, TF_GAP_SMALL));
        if (has_card) {
            tf_scene_text(scene, tf_take_left(&in, width, between), view->card, number);
        }
        tf_scene_text(scene, in, view->card_hint, hint);
    }
    return height;
}

/* From top to bottom; returns the height. */
static int draw_parts(const struct page *page, struct tf_rect column, bool draws)
{
    static int (*const PARTS[])(const struct page *page, struct tf_rect column,
                                bool draws) = {draw_heading, draw_title, draw_where, draw_note, draw_number};
    int all = 0;
    for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0]; i++) {
        int height = PARTS[i](page, column, draws);
        tf_take_top(&column, height, 0);
        all += height;
    }
    return all;
}

/* Everything can be changed back in one tap. */
static void draw_buttons(const struct tf_frame *frame, struct tf_rect row, const struct tf_view_posted *view)
{
    bool is_placed = view->session.place_count > 0;
    struct tf_scene *scene = frame->scene;
    enum tf_lang lang = frame->state->lang;
    struct tf_button buttons[] = {
        {.icon = TF_ICON_EDIT,
         .text = tf_tr(lang, "Change words"),
         .intent = do_intent(TF_PROPOSE_DO_CHANGE_WORDS)},
        {.icon = TF_ICON_MOVE,
         .text = is_placed ? tf_tr(lang, "Change place") : tf_tr(lang, "Choose a place"),
         .disabled = view->why_no_place,
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
        .intent = {TF_INTENT_PRINT, TF_PRINT_SLIP, frame->state->session},
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

/* The largest sizes in which all fits in `in`; false: none. */
static bool find_sizes(struct page *page, struct tf_rect in)
{
    const char *title = page->view->session.title;
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        page->sizes = &SIZES[i];
        struct tf_type_style style = tf_style_bold(SIZES[i].title, TF_PAINT_INK);
        bool is_last = i + 1 == sizeof SIZES / sizeof SIZES[0];
        if ((is_last || tf_style_keeps_words(page->scene, title, style, in.w)) &&
            draw_parts(page, in, false) <= in.h) {
            return true;
        }
    }
    return false;
}

static void draw_page(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_posted *view)
{
    struct tf_scene *scene = frame->scene;
    struct page page = {.frame = frame, .scene = scene, .view = view};
    static const enum tf_space_step PADS[] = {TF_GAP_HUGE, TF_GAP_MEDIUM, TF_GAP_SMALL};
    static const enum tf_space_step GAPS[] = {TF_GAP_MEDIUM, TF_GAP_SMALL, TF_GAP_TINY};
    struct tf_rect in = rect, buttons = rect;
    page.tiny = tf_style_gap(scene, TF_GAP_TINY);
    for (size_t i = 0; i < sizeof PADS / sizeof PADS[0]; i++) {
        int pad = tf_style_gap(scene, PADS[i]);
        page.gap = tf_style_gap(scene, GAPS[i]);
        in = tf_rect_inset(rect, pad, pad * 2 / 3);
        buttons = tf_take_bottom(&in, tf_style_target(scene), page.gap);
        if (find_sizes(&page, in)) {
            break;
        }
    }
    tf_scene_box(scene, rect, TF_PAINT_CARD, TF_PAINT_LINE, tf_style_radius(scene) * 2);
    draw_buttons(frame, buttons, view);
    draw_parts(&page, in, true);
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
