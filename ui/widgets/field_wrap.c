#include "widgets/field_in.h"

#include "base/text.h"

#include <string.h>
#include <unilbrk.h>

/* Words are measured one by one: each is measured once and then found in the setter's cache, so that a key
 * pressed in a long text costs what its own word costs. */
struct wrapping {
    struct tf_scene *scene;
    const char *text;
    struct tf_type_style style;
    int width_px, space_px;
    struct tf_field_line *lines;
    size_t count;
};

static int measure(const struct wrapping *it, size_t begin, size_t end)
{
    char part[TF_FIELD_LINE_BYTES];
    memcpy(part, it->text + begin, end - begin);
    part[end - begin] = '\0';
    return tf_scene_text_width(it->scene, part, it->style);
}

static void add(struct wrapping *it, size_t begin, size_t end)
{
    if (it->count < TF_FIELD_LINES_MAX) {
        it->lines[it->count++] = (struct tf_field_line){begin, end};
    }
}

/* The end of the first part of [begin, end) that is at most a line wide; one grapheme at least. */
static size_t cut(const struct wrapping *it, size_t begin, size_t end)
{
    size_t at = tf_text_next(it->text, begin);
    while (at < end) {
        size_t next = tf_text_next(it->text, at);
        if (measure(it, begin, next) > it->width_px) {
            break;
        }
        at = next;
    }
    return at;
}

static void wrap_paragraph(struct wrapping *it, size_t begin, size_t end, const char *breaks)
{
    size_t line = begin;
    size_t word = begin;
    int x = 0;
    while (word < end) {
        size_t next = word + 1;
        while (next < end && breaks[next] != UC_BREAK_POSSIBLE) {
            next++;
        }
        size_t trimmed = next;
        while (trimmed > word && it->text[trimmed - 1] == ' ') {
            trimmed--;
        }
        int width = measure(it, word, trimmed);
        if (x + width > it->width_px && word > line) {
            add(it, line, word);
            line = word;
            x = 0;
        }
        if (width > it->width_px) { /* wider than a line: cut where it must */
            size_t at = cut(it, word, trimmed);
            if (at < trimmed) {
                add(it, line, at);
                line = word = at;
                continue;
            }
        }
        x += width + (int)(next - trimmed) * it->space_px;
        word = next;
    }
    add(it, line, end);
}

size_t tf_field_wrap(struct tf_scene *scene, const char *text, struct tf_type_style style, int width_px,
                     struct tf_field_line out[TF_FIELD_LINES_MAX])
{
    char breaks[TF_FIELD_LINE_BYTES];
    size_t len = strnlen(text, TF_ABOUT_BYTES_MAX);
    struct wrapping it = {.scene = scene, .text = text, .style = style, .width_px = width_px, .lines = out};
    it.space_px = tf_scene_text_width(scene, "n n", style) - tf_scene_text_width(scene, "nn", style);
    u8_possible_linebreaks((const uint8_t *)text, len, "UTF-8", breaks);
    size_t begin = 0;
    for (size_t at = 0; at <= len; at++) {
        if (at == len || text[at] == '\n') {
            wrap_paragraph(&it, begin, at, breaks);
            begin = at + 1;
        }
    }
    return it.count;
}
