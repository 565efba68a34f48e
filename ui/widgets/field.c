#include "widgets/field.h"

#include "base/limits.h"
#include "model/intent.h"
#include "model/typing.h"
#include "widgets/field_in.h"
#include "widgets/style.h"
#include "widgets/take.h"

#include <string.h>

enum { RANGES_MAX = 32 };

/* What is being drawn, in the panel's own coordinates: a text's direction is its own, not the scene's. */
struct drawing {
    struct tf_scene *scene;
    const struct tf_field_view *field;
    const char *text;
    struct tf_type_style style;
    struct tf_rect in;
    int line_height, caret_width;
};

static struct tf_rect seen(const struct tf_scene *scene, struct tf_rect rect)
{
    if (tf_scene_is_rtl(scene)) {
        rect.x = tf_scene_theme(scene)->width_px - rect.x - rect.w;
    }
    return rect;
}

static enum tf_type type_of(bool wraps)
{
    return wraps ? TF_TYPE_BODY : TF_TYPE_TITLE;
}

static int padding(const struct tf_scene *scene)
{
    return tf_style_gap(scene, TF_GAP_MEDIUM);
}

int tf_field_height(struct tf_scene *scene, bool wraps, int lines)
{
    int text = tf_style_line_height(scene, type_of(wraps)) * tf_take_most(1, lines) + 2 * padding(scene);
    return tf_style_line_height(scene, TF_TYPE_BODY) + tf_style_gap(scene, TF_GAP_TINY) +
           tf_take_most(tf_style_target(scene), text);
}

/* How far to scroll so that `at` is within extent of total: in steps of half of what is shown, so that the
 * text stays where it is while one types and taps in its middle. */
static int scroll_to(int at, int extent, int total)
{
    int half = extent / 2;
    if (total <= extent || half <= 0) {
        return 0;
    }
    int steps = tf_take_most(0, (at - extent / 4) / half);
    return tf_take_least(steps * half, total - extent);
}

/* A line's text with a mark in front when it would run another way than its paragraph. */
static const char *line_text(const struct drawing *it, const struct tf_field_line *line, bool is_rtl,
                             char out[TF_FIELD_LINE_BYTES])
{
    bool scene_rtl = tf_scene_is_rtl(it->scene);
    size_t len = line->end - line->begin;
    memcpy(out, it->text + line->begin, len);
    out[len] = '\0';
    if (tf_typing_is_rtl(out, 0, scene_rtl) != is_rtl) {
        memmove(out + 3, out, len + 1);
        memcpy(out, is_rtl ? "\u200F" : "\u200E", 3);
    }
    return out;
}

static void draw_selection(const struct drawing *it, const char *text, const struct tf_field_line *line,
                           struct tf_rect at)
{
    struct tf_type_range ranges[RANGES_MAX];
    size_t begin = 0;
    size_t end = 0;
    tf_editor_selection(it->field->editor, &begin, &end);
    begin = begin < line->begin ? line->begin : begin;
    end = end > line->end ? line->end : end;
    if (begin >= end) {
        return;
    }
    size_t count = tf_scene_typed_ranges(it->scene, text, it->style, begin - line->begin, end - line->begin,
                                         ranges, RANGES_MAX);
    for (size_t i = 0; i < count; i++) {
        struct tf_rect box = {at.x + ranges[i].x_px, at.y, ranges[i].width_px, it->line_height};
        tf_scene_box(it->scene, seen(it->scene, box), TF_PAINT_ACCENT_SOFT, TF_PAINT_ACCENT, 0);
    }
}

static void draw_caret(const struct drawing *it, int x, int y)
{
    int most = it->in.x + it->in.w - it->caret_width;
    x = tf_take_least(tf_take_most(x, it->in.x), most);
    struct tf_rect caret = {x, y, it->caret_width, it->line_height};
    tf_scene_box(it->scene, seen(it->scene, caret), TF_PAINT_ACCENT, TF_PAINT_NONE, 0);
}

/* The caret stands beside the letter before it, not over it: right of it, or left, as that letter runs. */
static int beside(const struct drawing *it, const char *text, size_t caret, int x, bool is_rtl)
{
    struct tf_type_range range;
    size_t mark = strncmp(text, "\u200E", 3) == 0 || strncmp(text, "\u200F", 3) == 0 ? 3 : 0;
    if (caret == 0) {
        return is_rtl ? x - it->caret_width : x;
    }
    size_t before = tf_text_prev(text + mark, caret);
    if (tf_scene_typed_ranges(it->scene, text, it->style, before, caret, &range, 1) == 0) {
        return x;
    }
    return range.x_px + range.width_px <= x ? x : x - it->caret_width;
}

/* caret: where in the line, in bytes; SIZE_MAX: elsewhere. */
static void draw_line(const struct drawing *it, const struct tf_field_line *line, int y, size_t caret)
{
    char buffer[TF_FIELD_LINE_BYTES];
    bool is_rtl = tf_typing_is_rtl(it->text, line->begin, tf_scene_is_rtl(it->scene));
    const char *text = line_text(it, line, is_rtl, buffer);
    int width = tf_scene_text_width(it->scene, text, it->style);
    int caret_x = caret == SIZE_MAX ? 0 : tf_scene_typed_caret(it->scene, text, it->style, caret);
    int scrolled = 0;
    if (!it->field->wraps) {
        int along = is_rtl ? width - caret_x : caret_x;
        scrolled = scroll_to(along, it->in.w - it->caret_width, width);
    }
    int left = is_rtl ? it->in.x + it->in.w - width + scrolled : it->in.x - scrolled;
    struct tf_rect at = {left, y, width, it->line_height};
    if (it->field->is_active) {
        draw_selection(it, text, line, at);
    }
    tf_scene_typed(it->scene, seen(it->scene, at), text, line->begin, it->style);
    if (caret != SIZE_MAX && it->field->is_active) {
        draw_caret(it, at.x + beside(it, text, caret, caret_x, is_rtl), y);
    }
}

static void draw_one_line(const struct drawing *it)
{
    struct tf_field_line line = {0, strlen(it->text)};
    int y = it->in.y + (it->in.h - it->line_height) / 2;
    draw_line(it, &line, y, tf_editor_caret(it->field->editor));
}

static void draw_lines(const struct drawing *it)
{
    struct tf_field_line lines[TF_FIELD_LINES_MAX];
    size_t count = tf_field_wrap(it->scene, it->text, it->style, it->in.w - it->caret_width, lines);
    size_t caret = tf_editor_caret(it->field->editor);
    size_t caret_line = count - 1;
    while (caret_line > 0 && lines[caret_line].begin > caret) {
        caret_line--;
    }
    int visible = tf_take_most(1, it->in.h / it->line_height);
    size_t first = (size_t)scroll_to((int)caret_line, visible, (int)count);
    if (visible == 1) {
        first = caret_line;
    }
    for (size_t i = first; i < count && i < first + (size_t)visible; i++) {
        int y = it->in.y + (int)(i - first) * it->line_height;
        draw_line(it, &lines[i], y, i == caret_line ? caret - lines[i].begin : SIZE_MAX);
    }
}

static void draw_placeholder(const struct drawing *it)
{
    struct tf_type_style style = it->style;
    style.paint = TF_PAINT_INK_SOFT;
    style.valign = it->field->wraps ? TF_VALIGN_TOP : TF_VALIGN_MIDDLE;
    struct tf_rect at = seen(it->scene, it->in);
    bool is_rtl = tf_scene_is_rtl(it->scene);
    if (it->field->is_active) { /* the caret stands at the beginning, the hint after it */
        int y = it->field->wraps ? it->in.y : it->in.y + (it->in.h - it->line_height) / 2;
        draw_caret(it, is_rtl ? it->in.x + it->in.w : it->in.x, y);
        tf_take_left(&at, 2 * it->caret_width, it->caret_width);
    }
    if (it->field->placeholder != NULL) {
        style.lines = it->field->wraps ? 3 : 1;
        tf_scene_text(it->scene, at, it->field->placeholder, style);
    }
}

static struct tf_rect draw_box(struct tf_scene *scene, const struct tf_field_view *field)
{
    struct tf_rect left = field->rect;
    struct tf_rect row =
        tf_take_top(&left, tf_style_line_height(scene, TF_TYPE_BODY), tf_style_gap(scene, TF_GAP_TINY));
    struct tf_type_style style = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
    if (field->left != NULL && field->left[0] != '\0') {
        int width = tf_take_least(row.w / 2, tf_scene_text_width(scene, field->left, style));
        tf_scene_text(scene, tf_take_right(&row, width, tf_style_gap(scene, TF_GAP_MEDIUM)), field->left,
                      style);
    }
    tf_scene_text(scene, row, field->label, style);
    int line = tf_scene_theme(scene)->line_px;
    tf_style_frame(scene, left, field->is_active ? 3 * line : line,
                   field->is_active ? TF_PAINT_ACCENT : TF_PAINT_LINE, TF_PAINT_CARD, tf_style_radius(scene));
    return left;
}

void tf_field(struct tf_scene *scene, const struct tf_field_view *field)
{
    struct tf_rect box = draw_box(scene, field);
    struct drawing it = {
        .scene = scene,
        .field = field,
        .text = tf_editor_text(field->editor),
        .style = tf_style_text(type_of(field->wraps), TF_PAINT_INK),
        .in = seen(scene, tf_rect_inset(box, padding(scene), padding(scene))),
        .line_height = tf_style_line_height(scene, type_of(field->wraps)),
        .caret_width = tf_take_most(2, tf_theme_mm(tf_scene_theme(scene), 0.6)),
    };
    tf_scene_clip(scene, tf_rect_inset(box, padding(scene) / 2, padding(scene) / 3));
    if (it.text[0] == '\0') {
        draw_placeholder(&it);
    } else if (field->wraps) {
        draw_lines(&it);
    } else {
        draw_one_line(&it);
    }
    tf_scene_unclip(scene);
    struct tf_target target = {
        .rect = box,
        .tag = tf_style_tag((struct tf_intent){TF_INTENT_FIELD, field->id, 0}),
        .role = TF_TARGET_FIELD,
        .label = field->label,
        .selected = field->is_active,
    };
    tf_scene_target(scene, &target);
}
