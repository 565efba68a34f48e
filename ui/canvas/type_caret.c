#include "canvas/type_in.h"

#include <string.h>
#include <unictype.h>

/* A single line, with its pieces in visual order. */
struct line {
    struct tf_type_text text;
    struct tf_type_piece *pieces;
    size_t count;
    struct tf_type_font font;
};

static bool line_init(struct line *line, struct tf_type_setter *setter, const struct tf_theme *theme,
                      const char *text, struct tf_type_style style)
{
    size_t used = 0;
    size_t len = text == NULL ? 0 : strnlen(text, TF_TYPE_TEXT_BYTES_MAX);
    *line = (struct line){.font = {theme->type_px[style.type], style.bold, style.rtl}};
    tf_arena_reset(&setter->scratch);
    return tf_type_itemise(setter, &line->text, text, len, true, style.rtl, TF_TYPE_TEXT_BYTES_MAX, &used) ==
               TF_OK &&
           tf_type_pieces(setter, &line->text, line->font, 0, line->text.count, &line->pieces,
                          &line->count) == TF_OK;
}

static const char ZWJ[] = "\u200D";

/* Whether a letter before this one would be joined to it. */
static bool joins(uint32_t point)
{
    int type = uc_joining_type(point);
    return type == UC_JOINING_TYPE_R || type == UC_JOINING_TYPE_D || type == UC_JOINING_TYPE_C;
}

/* The width of a piece's letters before a code point. In a word of a joined script they look otherwise than
 * when they stand alone: a joiner after them gives them the shape that they have there. */
static int width_before(struct tf_type_setter *setter, const struct line *line,
                        const struct tf_type_piece *piece, size_t point)
{
    const struct tf_type_text *text = &line->text;
    if (point <= piece->from || point >= piece->to || !joins(text->points[point])) {
        return tf_type_width(setter, text, line->font, piece->from, point);
    }
    size_t len = text->at[point] - text->at[piece->from];
    char *part = tf_arena_alloc(&setter->scratch, len + sizeof(ZWJ));
    if (part == NULL) {
        return tf_type_width(setter, text, line->font, piece->from, point);
    }
    memcpy(part, text->bytes + text->at[piece->from], len);
    memcpy(part + len, ZWJ, sizeof(ZWJ));
    return tf_type_measure_bytes(setter, line->font, part, len + strlen(ZWJ), piece->face, piece->level,
                                 piece->script);
}

/* How far into its piece the caret before a code point stands, from the piece's left. */
static int inside(struct tf_type_setter *setter, const struct line *line, const struct tf_type_piece *piece,
                  size_t point)
{
    int width = point >= piece->to ? piece->width_px : width_before(setter, line, piece, point);
    return (piece->level & 1) != 0 ? piece->width_px - width : width;
}

/* Where the caret before a code point stands, from the line's left. Between two pieces of different direction
 * that is two places; it stands by the piece that runs as the paragraph does, or nearer to it. */
static int caret_x(struct tf_type_setter *setter, const struct line *line, size_t point)
{
    int x = 0;
    int caret = 0;
    int level = -1;
    for (size_t i = 0; i < line->count; i++) {
        const struct tf_type_piece *piece = &line->pieces[i];
        bool is_in = point >= piece->from && point < piece->to;
        bool is_better = level < 0 || piece->level < level || (is_in && piece->level == level);
        if ((is_in || piece->to == point) && is_better) {
            caret = x + inside(setter, line, piece, point);
            level = piece->level;
        }
        x += piece->width_px;
    }
    return caret;
}

int tf_type_caret(struct tf_type_setter *setter, const struct tf_theme *theme, const char *text,
                  struct tf_type_style style, size_t offset)
{
    struct line line;
    if (!line_init(&line, setter, theme, text, style) || line.text.count == 0) {
        tf_arena_reset(&setter->scratch);
        return 0;
    }
    size_t point = 0;
    while (point < line.text.count && (line.text.source[point] < offset || line.text.is_start[point] == 0)) {
        point++;
    }
    int caret = caret_x(setter, &line, point);
    tf_arena_reset(&setter->scratch);
    return caret;
}

/* The grapheme boundary of a piece whose caret is nearest to x, which is from the piece's left. */
static size_t nearest(struct tf_type_setter *setter, const struct line *line,
                      const struct tf_type_piece *piece, int x)
{
    size_t low = piece->from;
    size_t high = piece->to;
    int along = (piece->level & 1) != 0 ? piece->width_px - x : x;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (width_before(setter, line, piece, middle) <= along) {
            low = middle;
        } else {
            high = middle;
        }
    }
    while (low > piece->from && line->text.is_start[low] == 0) {
        low--;
    }
    high = low + 1;
    while (high < piece->to && line->text.is_start[high] == 0) {
        high++;
    }
    int before = width_before(setter, line, piece, low);
    int after = width_before(setter, line, piece, high);
    return along - before <= after - along ? low : high;
}

/* A touch where two pieces meet means the one whose caret is drawn there. */
static size_t settle(struct tf_type_setter *setter, const struct line *line, size_t i, int left, size_t point)
{
    const struct tf_type_piece *piece = &line->pieces[i];
    int edge = left + inside(setter, line, piece, point);
    if (caret_x(setter, line, point) == edge) {
        return point;
    }
    bool is_right = edge > left;
    if (is_right ? i + 1 == line->count : i == 0) {
        return point;
    }
    const struct tf_type_piece *beside = &line->pieces[is_right ? i + 1 : i - 1];
    bool is_its_end = is_right == ((beside->level & 1) != 0);
    size_t other = is_its_end ? beside->to : beside->from;
    return caret_x(setter, line, other) == edge ? other : point;
}

size_t tf_type_offset_at(struct tf_type_setter *setter, const struct tf_theme *theme, const char *text,
                         struct tf_type_style style, int x_px)
{
    struct line line;
    size_t point = 0;
    int x = 0;
    if (!line_init(&line, setter, theme, text, style) || line.text.count == 0) {
        tf_arena_reset(&setter->scratch);
        return 0;
    }
    for (size_t i = 0; i < line.count; i++) {
        const struct tf_type_piece *piece = &line.pieces[i];
        if (x_px < x + piece->width_px || i + 1 == line.count) {
            point = settle(setter, &line, i, x, nearest(setter, &line, piece, x_px - x));
            break;
        }
        x += piece->width_px;
    }
    size_t offset = point < line.text.count ? line.text.source[point] : line.text.source[line.text.count];
    tf_arena_reset(&setter->scratch);
    return offset;
}

size_t tf_type_ranges(struct tf_type_setter *setter, const struct tf_theme *theme, const char *text,
                      struct tf_type_style style, size_t begin, size_t end, struct tf_type_range *out,
                      size_t max)
{
    struct line line;
    size_t count = 0;
    int x = 0;
    if (!line_init(&line, setter, theme, text, style)) {
        tf_arena_reset(&setter->scratch);
        return 0;
    }
    for (size_t i = 0; i < line.count && count < max; i++) {
        const struct tf_type_piece *piece = &line.pieces[i];
        size_t from = piece->from;
        size_t to = piece->to;
        while (from < to && line.text.source[from] < begin) {
            from++;
        }
        while (to > from && line.text.source[to - 1] >= end) {
            to--;
        }
        if (from < to) {
            int one = inside(setter, &line, piece, from);
            int other = inside(setter, &line, piece, to);
            out[count].x_px = x + (one < other ? one : other);
            out[count++].width_px = one < other ? other - one : one - other;
        }
        x += piece->width_px;
    }
    tf_arena_reset(&setter->scratch);
    return count;
}
