/* A list that something can be done with. */
#include "model/sheet.h"
#include "model/task.h"
#include "screens/screen.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/keyboard.h"
#include "widgets/pager.h"
#include "widgets/style.h"
#include "widgets/take.h"
#include "words/words.h"

static enum tf_icon icon_of(enum tf_sheet_sign sign)
{
    static const enum tf_icon ICONS[TF_SHEET_SIGN_COUNT] = {
        [TF_SHEET_PLUS] = TF_ICON_PLUS,   [TF_SHEET_CHECK] = TF_ICON_CHECK, [TF_SHEET_CLOSE] = TF_ICON_CLOSE,
        [TF_SHEET_EDIT] = TF_ICON_EDIT,   [TF_SHEET_LOCK] = TF_ICON_LOCK,   [TF_SHEET_CLOCK] = TF_ICON_CLOCK,
        [TF_SHEET_AGAIN] = TF_ICON_AGAIN, [TF_SHEET_UNDO] = TF_ICON_UNDO,   [TF_SHEET_NEXT] = TF_ICON_FORWARD,
    };
    return ICONS[sign];
}

static struct tf_button button_of(const struct tf_sheet_button *from)
{
    return (struct tf_button){
        .icon = icon_of(from->sign),
        .text = from->text,
        .disabled = from->why_not,
        .selected = from->is_on,
        .intent = from->intent,
    };
}

/* ---- a line ---- */

static int buttons_width(struct tf_scene *scene, const struct tf_sheet_line *line)
{
    int width = 0, gap = tf_style_gap(scene, TF_GAP_SMALL);
    for (size_t i = 0; i < line->button_count; i++) {
        struct tf_button button = button_of(&line->buttons[i]);
        width += tf_button_width(scene, &button) + (i > 0 ? gap : 0);
    }
    return width;
}

/* Where some line's buttons would leave its words no room, all lines have theirs below. */
static bool is_stacked(struct tf_scene *scene, const struct tf_sheet *sheet, int width)
{
    for (size_t i = 0; i < sheet->line_count; i++) {
        if (buttons_width(scene, &sheet->lines[i]) > width * 6 / 10) {
            return true;
        }
    }
    return false;
}

/* Spoken with what it is about: a list has the same button on many lines. */
static void draw_buttons(const struct tf_frame *frame, struct tf_rect row, const struct tf_sheet_line *line,
                         bool fills)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), count = (int)line->button_count;
    int share = count > 0 ? (row.w - (count - 1) * gap) / count : 0;
    for (int i = 0; i < count; i++) {
        struct tf_button button = button_of(&line->buttons[i]);
        int wants = tf_button_width(scene, &button);
        if (fills && wants > share) {
            button.icon = TF_ICON_NONE; /* the words alone */
        }
        /* TRANSLATORS: what a button is about, what it does; said aloud */
        button.label = tf_words_printf(frame->arena, tf_tr(frame->state->lang, "%s: %s"), line->title,
                                       line->buttons[i].text);
        button.rect = tf_take_left(&row, fills ? share : wants, gap);
        tf_button(scene, &button);
    }
}

/* As large as there is room for: what it is first, then what is said about it. */
static void draw_words(struct tf_scene *scene, struct tf_rect rect, const struct tf_sheet_line *line)
{
    struct tf_type_style title = tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK);
    struct tf_type_style about = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
    title.lines = 2;
    about.lines = 3;
    int title_height = tf_scene_text_height(scene, rect.w, line->title, title);
    int about_height = line->about[0] != '\0' ? tf_scene_text_height(scene, rect.w, line->about, about) : 0;
    if (title_height + about_height > rect.h && about_height > 0) {
        about.type = TF_TYPE_SMALL;
        about_height = tf_scene_text_height(scene, rect.w, line->about, about);
    }
    if (title_height + about_height > rect.h) {
        title.lines = 1;
        title_height = tf_scene_text_height(scene, rect.w, line->title, title);
    }
    int small = tf_style_line_height(scene, TF_TYPE_SMALL);
    if (title_height + about_height > rect.h) {
        about.lines = tf_take_most(0, (rect.h - title_height) / small);
        about_height = about.lines * small;
    }
    struct tf_rect block = tf_take_middle(rect, rect.w, tf_take_least(rect.h, title_height + about_height));
    tf_scene_text(scene, tf_take_top(&block, title_height, 0), line->title, title);
    if (about_height > 0) {
        tf_scene_text(scene, block, line->about, about);
    }
}

static void draw_line(const struct tf_frame *frame, struct tf_rect rect, const struct tf_sheet_line *line,
                      bool stacked)
{
    struct tf_scene *scene = frame->scene;
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM), gap = tf_style_gap(scene, TF_GAP_SMALL);
    tf_scene_box(scene, rect, line->is_marked ? TF_PAINT_ACCENT_SOFT : TF_PAINT_CARD,
                 line->is_marked ? TF_PAINT_ACCENT : TF_PAINT_LINE, tf_style_radius(scene));
    struct tf_rect in = tf_rect_inset(rect, pad, gap);
    if (stacked) {
        draw_buttons(frame, tf_take_bottom(&in, tf_style_target(scene), gap), line, true);
    } else {
        draw_buttons(frame, tf_take_right(&in, buttons_width(scene, line), pad), line, false);
    }
    if (line->has_symbol) {
        int size = tf_style_line_height(scene, TF_TYPE_LABEL);
        tf_scene_symbol(scene, tf_take_middle(tf_take_left(&in, size, gap), size, size), line->symbol);
    }
    draw_words(scene, in, line);
}

static int line_height(struct tf_scene *scene, bool stacked)
{
    int gap = tf_style_gap(scene, TF_GAP_SMALL), target = tf_style_target(scene);
    int words = tf_style_line_height(scene, TF_TYPE_LABEL) + 2 * tf_style_line_height(scene, TF_TYPE_SMALL);
    words = tf_take_most(words, tf_style_line_height(scene, TF_TYPE_LABEL) +
                                    tf_style_line_height(scene, TF_TYPE_BODY));
    return stacked ? target + words + 3 * gap : tf_take_most(target, words) + 2 * gap;
}

/* ---- the list ---- */

static void draw_pager(const struct tf_frame *frame, struct tf_rect row, const struct tf_sheet *sheet,
                       int fit)
{
    enum tf_lang lang = frame->state->lang;
    int count = (int)sheet->line_count, last = tf_take_least(count, sheet->first + fit);
    struct tf_pager pager = {
        .what = TF_INTENT_SCROLL,
        .is_upright = true,
        .has_previous = sheet->first > 0,
        .has_next = sheet->first + fit < count,
        .previous = (uint64_t)tf_take_most(0, sheet->first - fit),
        .next = (uint64_t)(sheet->first + fit),
        .text = tf_words_printf(frame->arena, tf_tr(lang, "%d – %d of %d"), sheet->first + 1, last, count),
        .previous_label = tf_tr(lang, "Further up"),
        .next_label = tf_tr(lang, "Further down"),
        .first_reason = tf_tr(lang, "This is the beginning."),
        .last_reason = tf_tr(lang, "This is the end."),
    };
    tf_pager(frame->scene, row, &pager);
}

/* Two columns where one does not hold all lines, and each still has more words than buttons. */
static int columns_of(const struct tf_frame *frame, const struct tf_sheet *sheet, int width, int rows)
{
    if ((int)sheet->line_count <= rows) {
        return 1;
    }
    for (size_t i = 0; i < sheet->line_count; i++) {
        if (frame->is_portrait || buttons_width(frame->scene, &sheet->lines[i]) > width / 2 * 4 / 10) {
            return 1;
        }
    }
    return 2;
}

static void draw_list(const struct tf_frame *frame, struct tf_rect body, struct tf_sheet *sheet)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), target = tf_style_target(scene);
    bool stacked = is_stacked(scene, sheet, body.w);
    int height = line_height(scene, stacked), rows = (body.h + gap) / (height + gap);
    int columns = columns_of(frame, sheet, body.w, rows), width = (body.w - (columns - 1) * gap) / columns;
    int fit = columns * rows;
    if (fit < (int)sheet->line_count && !sheet->is_typing) {
        fit = columns * tf_take_most(1, (body.h - target) / (height + gap));
        draw_pager(frame, tf_take_bottom(&body, target, gap), sheet, fit);
    } else {
        sheet->first = 0; /* beside a keyboard the first ones are enough */
    }
    for (int i = 0; i < fit && sheet->first + i < (int)sheet->line_count; i++) {
        struct tf_rect rect = {body.x + i % columns * (width + gap), body.y + i / columns * (height + gap),
                               width, height};
        draw_line(frame, rect, &sheet->lines[sheet->first + i], stacked);
    }
}

static void draw_empty(const struct tf_frame *frame, struct tf_rect body, const struct tf_sheet *sheet)
{
    struct tf_type_style style = tf_style_text(TF_TYPE_TITLE, TF_PAINT_INK_SOFT);
    style.align = TF_ALIGN_CENTRE;
    style.valign = TF_VALIGN_MIDDLE;
    style.lines = 6;
    if (sheet->empty[0] != '\0' && body.h >= tf_style_line_height(frame->scene, TF_TYPE_TITLE)) {
        tf_scene_text(frame->scene, body, sheet->empty, style);
    }
}

static void draw_progress(const struct tf_frame *frame, struct tf_rect body, const struct tf_sheet *sheet)
{
    int height = tf_style_line_height(frame->scene, TF_TYPE_BODY) / 2;
    struct tf_rect bar = tf_take_middle(body, body.w * 6 / 10, height);
    tf_style_bar(frame->scene, bar, sheet->permille, TF_PAINT_ACCENT, TF_PAINT_ACCENT_SOFT);
}

/* ---- what stands beside it ---- */

enum {
    ASIDE_SHARE = 26, /* of the width, or of the height of an upright panel, in hundredths */
    QR_MODULE_PX = 6,
    QR_MODULES = 37 /* version 3 and its quiet zone: an address of this kind */
};

static struct tf_type_style centred(struct tf_type_style style, int lines)
{
    style.align = TF_ALIGN_CENTRE;
    style.valign = TF_VALIGN_MIDDLE;
    style.lines = lines;
    return style;
}

/* A code with its address under it; the words where there is room. */
static void draw_code(const struct tf_frame *frame, struct tf_rect box, const struct tf_sheet *sheet)
{
    struct tf_scene *scene = frame->scene;
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM), gap = tf_style_gap(scene, TF_GAP_SMALL);
    int least = QR_MODULE_PX * QR_MODULES;
    struct tf_rect in = tf_rect_inset(box, pad, pad), words = in;
    bool is_beside = frame->is_portrait;
    int side = tf_take_least(in.w, in.h);
    struct tf_type_style address = centred(tf_style_bold(TF_TYPE_LABEL, TF_PAINT_QR_DARK), 2);
    struct tf_type_style says = centred(tf_style_text(TF_TYPE_BODY, TF_PAINT_QR_DARK), 3);
    int width = is_beside ? in.w - side - pad : in.w;
    int address_h = tf_scene_text_height(scene, width, sheet->address, address);
    int says_h = tf_scene_text_height(scene, width, sheet->beside, says);
    if (!is_beside) {
        int rest = in.h - address_h - says_h - 2 * gap;
        says_h = rest < least ? 0 : says_h;
        side = tf_take_least(in.w, in.h - address_h - says_h - 2 * gap);
    }
    tf_scene_box(scene, box, TF_PAINT_QR_LIGHT, TF_PAINT_LINE, tf_style_radius(scene) * 2);
    struct tf_rect code = is_beside ? tf_take_left(&words, side, pad) : tf_take_top(&words, side, gap);
    tf_scene_qr(scene, tf_take_middle(code, side, side), sheet->code, QR_MODULE_PX);
    words = tf_take_middle(words, words.w, tf_take_least(words.h, address_h + says_h + gap));
    tf_scene_text(scene, tf_take_top(&words, address_h, gap), sheet->address, address);
    if (says_h > 0) {
        tf_scene_text(scene, words, sheet->beside, says);
    }
}

static void draw_figure(const struct tf_frame *frame, struct tf_rect box, const struct tf_sheet *sheet)
{
    static const enum tf_type SIZES[] = {TF_TYPE_FAR, TF_TYPE_HUGE, TF_TYPE_DISPLAY};
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), pad = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_rect in = tf_rect_inset(box, pad, pad);
    struct tf_type_style says = centred(tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK), 3);
    struct tf_type_style figure = centred(tf_style_bold(TF_TYPE_DISPLAY, TF_PAINT_ACCENT), 1);
    int says_h = tf_scene_text_height(scene, in.w, sheet->beside, says);
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        figure.type = SIZES[i];
        if (tf_scene_text_width(scene, sheet->figure, figure) <= in.w &&
            tf_style_line_height(scene, figure.type) + gap + says_h <= in.h) {
            break;
        }
    }
    int line = tf_style_line_height(scene, figure.type);
    tf_scene_box(scene, box, TF_PAINT_ACCENT_SOFT, TF_PAINT_ACCENT, tf_style_radius(scene) * 2);
    struct tf_rect block = tf_take_middle(in, in.w, tf_take_least(in.h, line + gap + says_h));
    tf_scene_text(scene, tf_take_top(&block, tf_take_least(line, block.h), gap), sheet->figure, figure);
    if (block.h > 0) {
        tf_scene_text(scene, block, sheet->beside, says);
    }
}

/* Takes its room off body. A panel too small for a code that a phone can read has only its address. */
static void draw_aside(const struct tf_frame *frame, struct tf_rect *body, const struct tf_sheet *sheet)
{
    struct tf_scene *scene = frame->scene;
    bool is_code = sheet->code[0] != '\0';
    int pad = tf_style_gap(scene, TF_GAP_MEDIUM), least = QR_MODULE_PX * QR_MODULES + 2 * pad;
    int share = (frame->is_portrait ? body->h : body->w) * ASIDE_SHARE / 100;
    share = is_code ? tf_take_most(share, least) : share;
    int other = frame->is_portrait ? body->w : body->h, whole = frame->is_portrait ? body->h : body->w;
    if (is_code && (share > whole / 3 || least + tf_style_line_height(scene, TF_TYPE_LABEL) > other)) {
        struct tf_type_style style = centred(tf_style_bold(TF_TYPE_LABEL, TF_PAINT_INK), 1);
        style.align = TF_ALIGN_START;
        int line = tf_style_line_height(scene, TF_TYPE_LABEL);
        tf_scene_text(scene, tf_take_top(body, line, tf_style_gap(scene, TF_GAP_SMALL)), sheet->address,
                      style);
        return;
    }
    struct tf_rect box =
        frame->is_portrait ? tf_take_bottom(body, share, pad) : tf_take_right(body, share, pad);
    if (is_code) {
        int most = box.w + 2 * tf_style_target(scene);
        box.h = frame->is_portrait ? box.h : tf_take_least(box.h, most);
        draw_code(frame, box, sheet);
    } else {
        box.h = frame->is_portrait ? box.h : tf_take_least(box.h, box.w);
        draw_figure(frame, box, sheet);
    }
}

/* ---- what stands around it ---- */

static void draw_feet(const struct tf_frame *frame, struct tf_rect row, const struct tf_sheet *sheet)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), count = (int)sheet->foot_count;
    int share = (row.w - (count - 1) * gap) / count;
    for (int i = 0; i < count; i++) {
        struct tf_button button = button_of(&sheet->feet[i]);
        int wants = tf_button_width(scene, &button);
        button.look = i == 0 && !sheet->is_typing ? TF_BUTTON_MAIN : TF_BUTTON_PLAIN;
        if (wants > share) {
            button.icon = TF_ICON_NONE;
        }
        button.rect = tf_take_left(&row, share, gap);
        tf_button(scene, &button);
    }
}

static void draw_typing(const struct tf_frame *frame, struct tf_rect *body, const struct tf_sheet *sheet)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM);
    struct tf_field_view field = {
        .rect = tf_take_top(body, tf_field_height(scene, false, 1), gap),
        .editor = frame->state->task->editor,
        .label = sheet->field,
        .placeholder = sheet->placeholder,
        .left = tf_typing_left(frame->arena, frame->state->lang, frame->state->task->editor),
        .is_active = true,
    };
    tf_field(scene, &field);
    int feet =
        sheet->foot_count > 0 ? tf_style_target(scene) + gap : 0; /* on a low screen the keys are lower */
    int height = tf_keyboard_height(scene, frame->state->typing, body->w);
    struct tf_keyboard keyboard = {
        .rect = tf_take_bottom(body, tf_take_least(height, tf_take_most(0, body->h - feet)), gap),
        .state = frame->state->typing,
        .editor = frame->state->task->editor,
        .enter = sheet->enter,
        .phone_url = frame->state->base_url,
    };
    tf_keyboard(scene, &keyboard);
}

void tf_sheet_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    struct tf_sheet sheet;
    tf_sheet_fill(&sheet, frame->arena, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_MEDIUM), target = tf_style_target(scene);
    tf_screen_top(frame, tf_take_top(&body, target, gap), sheet.heading);
    bool types = sheet.is_typing && frame->state->typing != NULL && frame->state->task->editor != NULL;
    if (types) {
        draw_typing(frame, &body, &sheet);
    } else if (sheet.hint[0] != '\0') {
        struct tf_type_style hint = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
        hint.lines = 3;
        int height = tf_scene_text_height(scene, body.w, sheet.hint, hint);
        tf_scene_text(scene, tf_take_top(&body, height, gap), sheet.hint, hint);
    }
    if (sheet.foot_count > 0) {
        draw_feet(frame, tf_take_bottom(&body, target, gap), &sheet);
    }
    if (!types && (sheet.code[0] != '\0' || sheet.figure[0] != '\0')) {
        draw_aside(frame, &body, &sheet);
    }
    if (sheet.permille >= 0) {
        draw_progress(frame, body, &sheet);
    } else if (sheet.line_count > 0) {
        draw_list(frame, body, &sheet);
    } else {
        draw_empty(frame, body, &sheet);
    }
}
