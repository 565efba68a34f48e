#include "screens/screen.h"

#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/header.h"
#include "widgets/pager.h"
#include "widgets/style.h"
#include "widgets/take.h"
#include "words/words.h"

enum { QR_MODULE_PX = 6, QR_MODULES = 37 /* version 3 and its quiet zone: an address of this kind */ };

static struct tf_type_style lines(struct tf_type_style style, int count)
{
    style.lines = count;
    return style;
}

/* Sets a text and takes its height off the top of rect. */
static void set(struct tf_scene *scene, struct tf_rect *rect, const char *text, struct tf_type_style style,
                int gap)
{
    if (text[0] == '\0' || rect->h <= 0) {
        return;
    }
    int height = tf_take_least(rect->h, tf_scene_text_height(scene, rect->w, text, style));
    tf_scene_text(scene, tf_take_top(rect, height, gap), text, style);
}

static void set_with_icon(struct tf_scene *scene, struct tf_rect *rect, enum tf_icon icon, const char *text,
                          enum tf_type type, int gap)
{
    if (text[0] == '\0') {
        return;
    }
    int side = tf_style_line_height(scene, type), between = tf_style_gap(scene, TF_GAP_SMALL);
    struct tf_type_style style = lines(tf_style_text(type, TF_PAINT_INK), 2);
    int width = rect->w - side - between;
    int height = tf_take_least(rect->h, tf_scene_text_height(scene, width, text, style));
    struct tf_rect row = tf_take_top(rect, height, gap);
    struct tf_rect at = tf_take_left(&row, side, between);
    tf_scene_icon(scene, tf_take_top(&at, side, 0), icon, TF_PAINT_INK_SOFT);
    tf_scene_text(scene, row, text, style);
}

static void draw_state(const struct tf_frame *frame, struct tf_rect *column,
                       const struct tf_view_session *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    const char *text = view->state_text[0] != '\0' ? view->state_text : view->lost;
    if (text[0] == '\0') {
        return;
    }
    enum tf_icon icon = view->state == TF_SESSION_MERGED      ? TF_ICON_MERGE
                        : view->state == TF_SESSION_WITHDRAWN ? TF_ICON_WITHDRAW
                                                              : TF_ICON_INFO;
    int height = tf_banner_inline(scene, *column, icon, text);
    tf_take_top(column, height, gap);
    if (view->merged_into != 0) {
        struct tf_button other = {
            .look = TF_BUTTON_MAIN,
            .icon = TF_ICON_FORWARD,
            .icon_after = true,
            .text = view->merged_title,
            .intent = {TF_INTENT_SESSION, view->merged_into, 0},
            .rect = *column,
        };
        int width = tf_take_least(column->w, tf_button_width(scene, &other));
        other.rect = tf_take_top(column, tf_style_target(scene), gap);
        other.rect.w = width;
        tf_button(scene, &other);
    }
}

/* Two sessions that may become one: what is asked, and the way to the answer beside it. */
static void draw_question(const struct tf_frame *frame, struct tf_rect *column,
                          const struct tf_view_session *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), target = tf_style_target(scene);
    if (view->question[0] == '\0' || column->h < 3 * target) {
        return;
    }
    struct tf_button answer = {
        .look = TF_BUTTON_MAIN,
        .icon = TF_ICON_MERGE,
        .text = tf_tr(frame->state->lang, "Answer"),
        .intent = {TF_INTENT_ACT, TF_ACT_DO_ANSWER, view->asking},
    };
    struct tf_rect box = tf_take_top(column, target + 2 * gap, gap);
    tf_scene_box(scene, box, TF_PAINT_ACCENT_SOFT, TF_PAINT_ACCENT, tf_style_radius(scene));
    struct tf_rect row = tf_rect_inset(box, gap, gap);
    answer.rect = tf_take_right(&row, tf_take_least(row.w / 2, tf_button_width(scene, &answer)), gap);
    tf_button(scene, &answer);
    struct tf_type_style style = lines(tf_style_text(TF_TYPE_BODY, TF_PAINT_INK), 3);
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, row, view->question, style);
}

static void draw_title(const struct tf_frame *frame, struct tf_rect *column,
                       const struct tf_view_session *view)
{
    struct tf_scene *scene = frame->scene;
    int small = tf_style_gap(scene, TF_GAP_SMALL), medium = tf_style_gap(scene, TF_GAP_MEDIUM);
    int large = tf_style_gap(scene, TF_GAP_LARGE);
    static const enum tf_type SIZES[] = {TF_TYPE_DISPLAY, TF_TYPE_HEADLINE, TF_TYPE_TITLE};
    struct tf_type_style title = lines(tf_style_bold(TF_TYPE_TITLE, TF_PAINT_INK), 0);
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        title.type = SIZES[i];
        if (tf_style_keeps_words(scene, view->title, title, column->w) &&
            tf_scene_text_height(scene, column->w, view->title, title) <= column->h * 3 / 10) {
            break;
        }
    }
    bool is_low = column->h < 10 * tf_style_line_height(scene, TF_TYPE_TITLE); /* its place comes first */
    title.lines = is_low ? 2 : 5;
    set(scene, column, view->title, title, small);
    if (!is_low) {
        set(scene, column, view->subtitle, lines(tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK_SOFT), 2), medium);
    }
    set_with_icon(scene, column, TF_ICON_HOST, view->host, TF_TYPE_LABEL,
                  view->idea[0] != '\0' ? medium : large);
    set_with_icon(scene, column, TF_ICON_CLOCK, view->idea, TF_TYPE_BODY, large);
}

/* Where and when, each time it takes place: what one came to this page for. */
void tf_session_place(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_place *place)
{
    struct tf_scene *scene = frame->scene;
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM), gap = tf_style_gap(scene, TF_GAP_TINY);
    if (place->is_now) {
        tf_style_frame(scene, rect, 2 * tf_scene_theme(scene)->line_px, TF_PAINT_ACCENT, TF_PAINT_CARD_SOFT,
                       tf_style_radius(scene));
    } else {
        tf_scene_box(scene, rect, TF_PAINT_CARD_SOFT, tf_style_quiet_border(scene), tf_style_radius(scene));
    }
    struct tf_rect in = tf_rect_inset(rect, pad, pad);
    int side = tf_take_least(in.h, tf_style_target(scene) * 3 / 5);
    struct tf_rect symbol = tf_take_left(&in, side, pad);
    tf_scene_symbol(scene, tf_take_middle(symbol, side, side), place->symbol);

    struct tf_type_style relation =
        tf_style_bold(TF_TYPE_LABEL, place->is_past ? TF_PAINT_INK_SOFT : TF_PAINT_ACCENT);
    relation.align = TF_ALIGN_END;
    relation.valign = TF_VALIGN_MIDDLE;
    int width = tf_take_least(in.w / 2, tf_scene_text_width(scene, place->relation, relation) + 1);
    tf_scene_text(scene, tf_take_right(&in, width, pad), place->relation, lines(relation, 2));

    int name = tf_style_line_height(scene, TF_TYPE_TITLE), when = tf_style_line_height(scene, TF_TYPE_BODY);
    struct tf_rect block = tf_take_middle(in, in.w, name + gap + when);
    enum tf_paint ink = place->is_past ? TF_PAINT_INK_SOFT : TF_PAINT_INK;
    struct tf_type_style style = tf_style_bold(TF_TYPE_TITLE, ink);
    if (tf_scene_text_width(scene, place->space, style) > block.w) {
        style.type = TF_TYPE_BODY;
    }
    style.valign = TF_VALIGN_BOTTOM;
    tf_scene_text(scene, tf_take_top(&block, name, gap), place->space, style);
    tf_scene_text(scene, block, place->when, tf_style_text(TF_TYPE_BODY, ink));
}

static void draw_places(const struct tf_frame *frame, struct tf_rect *column,
                        const struct tf_view_session *view)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), pad = tf_style_gap(scene, TF_GAP_MEDIUM);
    int height = 2 * pad + tf_style_line_height(scene, TF_TYPE_TITLE) +
                 tf_style_line_height(scene, TF_TYPE_BODY) + tf_style_gap(scene, TF_GAP_TINY);
    size_t most = (size_t)tf_take_most(1, column->h * 2 / 3 / (height + gap));
    size_t first = 0; /* what is over gives way to what comes */
    while (view->place_count - first > most && view->places[first].is_past) {
        first++;
    }
    for (size_t i = first; i < view->place_count && i < first + most; i++) {
        tf_session_place(frame, tf_take_top(column, height, gap), &view->places[i]);
    }
    if (view->no_place[0] != '\0') {
        struct tf_rect box = tf_take_top(column, tf_style_target(scene), gap);
        tf_scene_box(scene, box, TF_PAINT_CARD_SOFT, tf_style_quiet_border(scene), tf_style_radius(scene));
        struct tf_type_style style = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
        style.valign = TF_VALIGN_MIDDLE;
        tf_scene_text(scene, tf_rect_inset(box, pad, 0), view->no_place, style);
    }
    tf_take_top(column, tf_style_gap(scene, TF_GAP_LARGE) - gap, 0);
}

/* As much as fits; the rest by turning pages of whole lines. */
static void draw_about(const struct tf_frame *frame, struct tf_rect rect, const struct tf_view_session *view)
{
    struct tf_scene *scene = frame->scene;
    enum tf_lang lang = frame->state->lang;
    static const enum tf_type SIZES[] = {TF_TYPE_TITLE, TF_TYPE_LABEL, TF_TYPE_BODY};
    struct tf_type_style style = lines(tf_style_text(TF_TYPE_BODY, TF_PAINT_INK), 0);
    int line = tf_style_line_height(scene, TF_TYPE_BODY), all = 0;
    if (view->about[0] == '\0' || rect.h < line) {
        return;
    }
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        style.type = SIZES[i];
        all = tf_scene_text_height(scene, rect.w, view->about, style);
        if (all <= rect.h) {
            tf_scene_text(scene, (struct tf_rect){rect.x, rect.y, rect.w, all}, view->about, style);
            return;
        }
    }
    if (rect.h < tf_style_target(scene) + tf_style_gap(scene, TF_GAP_SMALL) + line) {
        style.lines = rect.h / line; /* no room to turn pages: its beginning, and the rest on the phone */
        tf_scene_text(scene, rect, view->about, style);
        return;
    }
    struct tf_rect bar = tf_take_bottom(&rect, tf_style_target(scene), tf_style_gap(scene, TF_GAP_SMALL));
    int total = (all + line - 1) / line, page = tf_take_most(1, rect.h / line);
    int first = tf_take_most(0, tf_take_least(view->first_line, total - 1));
    rect.h = page * line;
    tf_scene_clip(scene, rect);
    tf_scene_text(scene, (struct tf_rect){rect.x, rect.y - first * line, rect.w, all}, view->about, style);
    tf_scene_unclip(scene);
    struct tf_pager pager = {
        .what = TF_INTENT_SCROLL,
        .is_upright = true,
        .has_previous = first > 0,
        .has_next = first + page < total,
        .previous = (uint64_t)tf_take_most(0, first - page),
        .next = (uint64_t)(first + page),
        .text = "",
        .previous_label = tf_tr(lang, "Further up"),
        .next_label = tf_tr(lang, "Further down"),
        .first_reason = tf_tr(lang, "This is the beginning."),
        .last_reason = tf_tr(lang, "This is the end."),
    };
    tf_pager(scene, bar, &pager);
}

static enum tf_icon need_icon(enum tf_feature feature)
{
    switch (feature) {
    case TF_FEATURE_PROJECTOR:
        return TF_ICON_PROJECTOR;
    case TF_FEATURE_QUIET:
        return TF_ICON_QUIET;
    case TF_FEATURE_FLOOR:
        return TF_ICON_FLOOR;
    case TF_FEATURE_STEP_FREE:
        return TF_ICON_STEP_FREE;
    }
    return TF_ICON_INFO;
}

static enum tf_icon session_icon(enum tf_session_format format)
{
    static const enum tf_icon ICONS[TF_SESSION_FORMAT_COUNT] = {
        [TF_FORMAT_UNSAID] = TF_ICON_INFO,
        [TF_FORMAT_TALK] = TF_ICON_TALK,
        [TF_FORMAT_DISCUSSION] = TF_ICON_DISCUSSION,
        [TF_FORMAT_WORKSHOP] = TF_ICON_WORKSHOP,
        [TF_FORMAT_HELP] = TF_ICON_HELP,
        [TF_FORMAT_OTHER] = TF_ICON_INFO,
    };
    return ICONS[format];
}

struct fact {
    enum tf_icon icon;
    const char *text;
};
enum { FACTS_MAX = 9 };

/* What else is known, the most telling first; "" is not said. */
static size_t facts_of(const struct tf_view_session *view, struct fact facts[FACTS_MAX])
{
    size_t count = 0;
    facts[count++] = (struct fact){TF_ICON_EDIT, view->lacks_notes};
    facts[count++] = (struct fact){TF_ICON_STAR_FULL, view->stars};
    facts[count++] = (struct fact){session_icon(view->format), view->format_name};
    facts[count++] = (struct fact){TF_ICON_LANGUAGE, view->language};
    for (size_t i = 0; i < view->need_count; i++) {
        facts[count++] = (struct fact){need_icon(view->needs[i].feature), view->needs[i].name};
    }
    facts[count++] = (struct fact){TF_ICON_NOTES, view->track};
    size_t said = 0;
    for (size_t i = 0; i < count; i++) {
        if (facts[i].text[0] != '\0') {
            facts[said++] = facts[i];
        }
    }
    return said;
}

static int facts_height(const struct tf_frame *frame, const struct tf_view_session *view)
{
    struct fact facts[FACTS_MAX];
    int line = tf_style_line_height(frame->scene, TF_TYPE_BODY),
        gap = tf_style_gap(frame->scene, TF_GAP_MEDIUM);
    return (int)facts_of(view, facts) * (line + gap) + gap;
}

static void draw_facts(const struct tf_frame *frame, struct tf_rect *column,
                       const struct tf_view_session *view)
{
    struct fact facts[FACTS_MAX];
    size_t count = facts_of(view, facts);
    int line = tf_style_line_height(frame->scene, TF_TYPE_BODY);
    for (size_t i = 0; i < count && column->h >= line; i++) {
        set_with_icon(frame->scene, column, facts[i].icon, facts[i].text, TF_TYPE_BODY,
                      tf_style_gap(frame->scene, TF_GAP_MEDIUM));
    }
}

/* The card with the code: its parts from top to bottom; the code as large as height_px allows. */
struct code {
    int pad, gap, side, address, hint;
    struct tf_type_style address_style, hint_style;
};

static struct code code_of(const struct tf_frame *frame, int width_px, int height_px,
                           const struct tf_view_session *view)
{
    struct tf_scene *scene = frame->scene;
    struct code code = {
        .pad = tf_style_gap(scene, TF_GAP_MEDIUM),
        .gap = tf_style_gap(scene, TF_GAP_SMALL),
        .address_style = lines(tf_style_bold(TF_TYPE_LABEL, TF_PAINT_QR_DARK), 2),
        .hint_style = lines(tf_style_text(TF_TYPE_BODY, TF_PAINT_QR_DARK), 4),
    };
    int width = width_px - 2 * code.pad;
    code.hint_style.align = code.address_style.align = TF_ALIGN_CENTRE;
    code.hint = tf_scene_text_height(scene, width, view->qr_hint, code.hint_style);
    if (view->qr[0] == '\0') {
        code.side = tf_style_target(scene) * 3 / 5;
        code.hint_style.paint = TF_PAINT_INK;
    } else {
        code.address = tf_scene_text_height(scene, width, view->address, code.address_style) + code.gap;
        int rest = height_px - 2 * code.pad - code.gap - code.address - code.hint;
        if (rest < QR_MODULE_PX * QR_MODULES &&
            code.hint > 0) { /* the code itself tells a phone what it is */
            rest += code.hint + code.gap;
            code.hint = 0;
        }
        if (rest < QR_MODULE_PX * QR_MODULES) { /* half of an address would help nobody */
            rest += code.address;
            code.address = 0;
        }
        code.side = tf_take_least(width, tf_take_most(QR_MODULE_PX * QR_MODULES, rest));
    }
    return code;
}

static int code_height(const struct code *code)
{
    return 2 * code->pad + code->side + code->gap + code->address + code->hint;
}

/* The code, what it holds in letters, and what it is for; or why there is none. */
void tf_session_code(const struct tf_frame *frame, struct tf_rect *column, int height_px,
                     const struct tf_view_session *view)
{
    struct tf_scene *scene = frame->scene;
    struct code code = code_of(frame, column->w, height_px, view);
    struct tf_rect box = tf_take_top(column, code_height(&code), code.pad);
    struct tf_rect in = tf_rect_inset(box, code.pad, code.pad);
    bool has_code = view->qr[0] != '\0';
    tf_scene_box(scene, box, has_code ? TF_PAINT_QR_LIGHT : TF_PAINT_CARD_SOFT,
                 has_code ? TF_PAINT_LINE : tf_style_quiet_border(scene), tf_style_radius(scene) * 2);
    struct tf_rect square = tf_take_middle(tf_take_top(&in, code.side, code.gap), code.side, code.side);
    if (has_code) {
        tf_scene_qr(scene, square, view->qr, QR_MODULE_PX);
        if (code.address > 0) {
            tf_scene_text(scene, tf_take_top(&in, code.address - code.gap, code.gap), view->address,
                          code.address_style);
        }
    } else {
        tf_scene_icon(scene, square, TF_ICON_PHONE, TF_PAINT_INK_SOFT);
    }
    if (code.hint > 0) {
        tf_scene_text(scene, in, view->qr_hint, code.hint_style);
    }
}

/* To a sheet about this session, where there is room. */
static void draw_sheet_button(const struct tf_frame *frame, struct tf_rect *row, enum tf_screen_name screen,
                              enum tf_icon icon, const char *text)
{
    struct tf_scene *scene = frame->scene;
    struct tf_button button = {
        .icon = icon,
        .text = text,
        .is_stacked = true,
        .intent = {TF_INTENT_MENU, (uint64_t)screen, 0},
    };
    int width = tf_button_width(scene, &button);
    if (row->w >= width) {
        button.rect = tf_take_left(row, width, tf_style_gap(scene, TF_GAP_SMALL));
        tf_button(scene, &button);
    }
}

static void draw_sheet_buttons(const struct tf_frame *frame, struct tf_rect *row)
{
    enum tf_lang lang = frame->state->lang;
    if (frame->state->role != TF_ROLE_GUEST) { /* from what one sees to its end: two taps, with a reason */
        draw_sheet_button(frame, row, TF_SCREEN_HIDE, TF_ICON_WITHDRAW, tf_tr(lang, "Hide"));
    }
    draw_sheet_button(frame, row, TF_SCREEN_STORY, TF_ICON_CLOCK, tf_tr(lang, "History"));
}

void tf_session_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_session view;
    tf_view_session(&view, frame->arena, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_LARGE), wide = tf_style_gap(scene, TF_GAP_HUGE);
    struct tf_rect top = tf_take_top(&body, tf_style_target(scene), tf_style_gap(scene, TF_GAP_MEDIUM));
    struct tf_rect beside = tf_screen_top(frame, top, "");
    tf_digits_button(frame, &beside);
    if (!view.is_bare) {
        tf_print_button(frame, &beside);
        draw_sheet_buttons(frame, &beside);
    }
    if (view.is_bare) {
        draw_state(frame, &body, &view);
        return;
    }
    int acts =
        frame->state->done == NULL ? tf_act_buttons(frame, body) : 0; /* "Undo" stands there for a while */
    tf_take_bottom(&body, acts, acts > 0 ? tf_style_gap(scene, TF_GAP_MEDIUM) : 0);
    if (frame->is_portrait) {
        int width = body.w * 55 / 100, height = body.h * 30 / 100;
        struct code size = code_of(frame, width, height, &view);
        height = tf_take_most(code_height(&size), facts_height(frame, &view));
        struct tf_rect facts = tf_take_bottom(&body, height, gap);
        struct tf_rect code = tf_take_left(&facts, width, wide);
        tf_session_code(frame, &code, height, &view);
        draw_facts(frame, &facts, &view);
    } else {
        struct tf_rect side = tf_take_right(&body, body.w * 29 / 100, gap);
        int height = tf_take_least(side.h * 64 / 100, side.h - gap - facts_height(frame, &view));
        tf_session_code(frame, &side, height, &view);
        tf_take_top(&side, tf_style_gap(scene, TF_GAP_SMALL), 0);
        tf_take_left(&side, tf_style_gap(scene, TF_GAP_MEDIUM), 0);
        draw_facts(frame, &side, &view);
    }
    tf_scene_box(scene, body, TF_PAINT_CARD, TF_PAINT_LINE, tf_style_radius(scene) * 2);
    struct tf_rect page = tf_rect_inset(body, wide, wide * 4 / 5);
    draw_state(frame, &page, &view);
    draw_question(frame, &page, &view);
    draw_title(frame, &page, &view);
    draw_places(frame, &page, &view);
    draw_about(frame, page, &view);
}
