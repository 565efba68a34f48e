#include "canvas/type_in.h"

#include "base/text.h"

#include <fribidi.h>
#include <string.h>
#include <unictype.h>
#include <unilbrk.h>
#include <unistr.h>

enum {
    POINTS_PER_GRAPHEME_MAX = 24, /* a family of four with skin tones has 11 */
    ZWNJ = 0x200C,
    ZWJ = 0x200D,
    TEXT_STYLE = 0xFE0E,
    EMOJI_STYLE = 0xFE0F,
    KEYCAP = 0x20E3,
};
static const uint32_t COMMON = TF_TYPE_TAG('Z', 'y', 'y', 'y');
static const uint32_t INHERITED = TF_TYPE_TAG('Z', 'i', 'n', 'h');

static bool ends_paragraph(ucs4_t point)
{
    return (point >= '\n' && point <= '\r') || point == 0x85 || point == 0x2028 || point == 0x2029;
}

/* Overrides turn text round where a person meant none; stored text has none, and what is typed or comes from
 * elsewhere loses them here. */
static bool is_dropped(ucs4_t point)
{
    return point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0x202A && point <= 0x202E) ||
           (point >= 0xD800 && point < 0xE000) || (point & 0xFFFE) == 0xFFFE || point == 0xFEFF;
}

/* Matters for breaks or direction, but has no place in what is drawn. */
static bool is_unseen(ucs4_t point)
{
    if (point == ZWNJ || point == ZWJ || (point >= 0xFE00 && point <= 0xFE0F) || point >= 0xE0000 ||
        point == 0x034F || (point >= 0x1160 && point < 0x1200) || (point >= 0x180B && point <= 0x180E)) {
        return false; /* HarfBuzz wants to see these */
    }
    return uc_is_property_default_ignorable_code_point(point);
}

static void read_points(struct tf_type_text *out, const char *text, size_t len, bool is_joined,
                        size_t max_points, size_t *used)
{
    size_t at = 0;
    bool is_over = false;
    while (at < len && !is_over && out->count < max_points) {
        ucs4_t point = 0xFFFD;
        int size = u8_mbtouc(&point, (const uint8_t *)text + at, len - at);
        size_t begins = at;
        at += size > 0 ? (size_t)size : 1;
        if (ends_paragraph(point)) {
            if (point == '\r' && at < len && text[at] == '\n') {
                at++;
            }
            is_over = !is_joined;
            point = ' ';
        }
        point = point == '\t' ? ' ' : point;
        if (!is_over && !is_dropped(point)) {
            out->points[out->count] = point;
            out->source[out->count++] = (uint32_t)begins;
        }
    }
    *used = at;
    out->source[out->count] = (uint32_t)(is_over ? len : at);
}

static void write_bytes(struct tf_type_text *text)
{
    size_t len = 0;
    size_t in_grapheme = 0;
    for (size_t i = 0; i < text->count; i++) {
        in_grapheme = text->is_start[i] != 0 ? 0 : in_grapheme + 1;
        text->at[i] = (uint32_t)len;
        if (!is_unseen(text->points[i]) && in_grapheme < POINTS_PER_GRAPHEME_MAX) {
            int size = u8_uctomb((uint8_t *)text->bytes + len, text->points[i], 6);
            len += size > 0 ? (size_t)size : 0;
        }
    }
    text->at[text->count] = (uint32_t)len;
}

/* The first strong letter's, rule P2 of UAX #9: what stands isolated is skipped, which FriBidi 1.0.8 does not
 * do. */
static FriBidiParType paragraph_direction(const FriBidiCharType *types, size_t count)
{
    size_t depth = 0;
    for (size_t i = 0; i < count; i++) {
        if (FRIBIDI_IS_ISOLATE(types[i])) {
            depth++;
        } else if (types[i] == FRIBIDI_TYPE_PDI) {
            depth -= depth > 0 ? 1 : 0;
        } else if (depth == 0 && FRIBIDI_IS_LETTER(types[i])) {
            return FRIBIDI_IS_RTL(types[i]) ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
        }
    }
    return FRIBIDI_PAR_ON;
}

static enum tf_err find_levels(struct tf_type_setter *setter, struct tf_type_text *text, bool rtl)
{
    size_t count = text->count;
    FriBidiCharType *types = tf_arena_alloc(&setter->scratch, count * sizeof(*types));
    FriBidiBracketType *brackets = tf_arena_alloc(&setter->scratch, count * sizeof(*brackets));
    if (types == NULL || brackets == NULL) {
        return TF_ERR_NOMEM;
    }
    FriBidiStrIndex n = (FriBidiStrIndex)count;
    fribidi_get_bidi_types(text->points, n, types);
    fribidi_get_bracket_types(text->points, n, types, brackets);
    FriBidiParType direction = paragraph_direction(types, count);
    if (direction == FRIBIDI_PAR_ON) {
        direction = rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    }
    text->rtl = direction == FRIBIDI_PAR_RTL;
    if (fribidi_get_par_embedding_levels_ex(types, brackets, n, &direction, text->levels) == 0) {
        memset(text->levels, text->rtl ? 1 : 0, count);
    }
    for (size_t i = 0; i < count; i++) {
        if (text->levels[i] < 0) { /* what the algorithm took out */
            text->levels[i] = text->rtl ? 1 : 0;
        }
    }
    return TF_OK;
}

static void find_scripts(struct tf_type_setter *setter, struct tf_type_text *text)
{
    uint32_t before = COMMON;
    size_t first = text->count;
    for (size_t i = 0; i < text->count; i++) {
        uint32_t script = tf_type_script(setter, text->points[i]);
        if (script == COMMON || script == INHERITED) {
            script = before;
        } else if (first == text->count) {
            first = i;
        }
        text->scripts[i] = script;
        before = script;
    }
    for (size_t i = 0; i < first && first < text->count; i++) {
        text->scripts[i] = text->scripts[first]; /* what opens a text belongs to its first letter */
    }
}

static bool wants_emoji(const struct tf_type_text *text, size_t from, size_t to)
{
    uint32_t base = text->points[from];
    if (base < 0xA9 && to - from < 2) {
        return false; /* digits and # are emoji only in a keycap */
    }
    for (size_t i = from + 1; i < to; i++) {
        if (text->points[i] == TEXT_STYLE) {
            return false;
        }
        if (text->points[i] == KEYCAP || (text->points[i] == EMOJI_STYLE && uc_is_property_emoji(base))) {
            return true;
        }
    }
    return uc_is_property_emoji_presentation(base);
}

static int face_of(struct tf_type_setter *setter, const struct tf_type_text *text, size_t from, size_t to,
                   int now)
{
    const struct tf_font_ops *ops = setter->fonts.ops;
    void *engine = setter->fonts.engine;
    uint32_t base = text->points[from];
    if (wants_emoji(text, from, to)) {
        int face = ops->face_for(engine, base, 0, true);
        if (face >= 0) {
            return face;
        }
    }
    uint32_t own = tf_type_script(setter, base);
    bool is_common = own == COMMON || own == INHERITED;
    if (base > ' ' && base < 0x7f) {
        is_common = false; /* figures look the same beside every script */
    }
    if (is_unseen(base) || (is_common && now >= 0 && ops->covers(engine, now, base))) {
        return now >= 0 ? now : 0;
    }
    uint32_t script = base < 0x7f ? COMMON : text->scripts[from];
    int face = ops->face_for(engine, base, script, false);
    face = face < 0 ? 0 : face; /* shows the font's sign for "missing" */
    for (size_t i = from + 1; i < to; i++) {
        uint32_t mark = text->points[i];
        if (is_unseen(mark) || mark == ZWJ || mark == ZWNJ || (mark >= 0xFE00 && mark <= 0xFE0F) ||
            ops->covers(engine, face, mark)) {
            continue;
        }
        int other = ops->face_for(engine, mark, script, false);
        if (other >= 0 && ops->covers(engine, other, base)) {
            return other; /* base and marks in one face, or the marks float beside it */
        }
    }
    return face;
}

static void find_faces(struct tf_type_setter *setter, struct tf_type_text *text)
{
    int now = -1;
    for (size_t from = 0; from < text->count;) {
        size_t to = from + 1;
        while (to < text->count && text->is_start[to] == 0) {
            to++;
        }
        int face = face_of(setter, text, from, to, now);
        for (size_t i = from; i < to; i++) {
            text->faces[i] = (int16_t)face;
            text->scripts[i] = text->scripts[from];
            text->levels[i] = text->levels[from];
        }
        now = wants_emoji(text, from, to) ? -1 : face;
        from = to;
    }
}

enum tf_err tf_type_itemise(struct tf_type_setter *setter, struct tf_type_text *out, const char *text,
                            size_t len, bool is_joined, bool rtl, size_t max_points, size_t *used)
{
    struct tf_arena *arena = &setter->scratch;
    size_t room = (len < max_points ? len : max_points) + 1;
    *out = (struct tf_type_text){
        .points = tf_arena_alloc(arena, room * sizeof(*out->points)),
        .source = tf_arena_alloc(arena, room * sizeof(*out->source)),
        .at = tf_arena_alloc(arena, room * sizeof(*out->at)),
        .bytes = tf_arena_alloc(arena, room * 4 + 8),
        .is_start = tf_arena_alloc(arena, room),
        .breaks = tf_arena_alloc(arena, room),
        .levels = tf_arena_alloc(arena, room),
        .faces = tf_arena_alloc(arena, room * sizeof(*out->faces)),
        .scripts = tf_arena_alloc(arena, room * sizeof(*out->scripts)),
    };
    if (out->points == NULL || out->source == NULL || out->at == NULL || out->bytes == NULL ||
        out->is_start == NULL || out->breaks == NULL || out->levels == NULL || out->faces == NULL ||
        out->scripts == NULL) {
        return TF_ERR_NOMEM;
    }
    read_points(out, text, len, is_joined, max_points, used);
    out->rtl = rtl;
    if (out->count == 0) {
        return TF_OK;
    }
    tf_text_grapheme_starts(out->points, out->count, out->is_start);
    u32_possible_linebreaks(out->points, out->count, "UTF-8", out->breaks);
    write_bytes(out);
    enum tf_err err = find_levels(setter, out, rtl);
    if (err == TF_OK) {
        find_scripts(setter, out);
        find_faces(setter, out);
    }
    return err;
}

int tf_type_measure_bytes(struct tf_type_setter *setter, struct tf_type_font font, const char *bytes,
                          size_t len, int face, int level, uint32_t script)
{
    if (len == 0) {
        return 0;
    }
    struct tf_font_run run = {bytes, len, face, font.size_px, font.bold, (level & 1) != 0, script};
    int width = 0;
    return setter->fonts.ops->measure(setter->fonts.engine, &run, &width) == TF_OK ? width : 0;
}

/* The end of what can be drawn in one go from there. */
static size_t piece_end(const struct tf_type_text *text, size_t from, size_t to)
{
    size_t last = from + 1; /* the last place where a grapheme may end */
    for (size_t i = from + 1; i < to; i++) {
        if (text->is_start[i] == 0) {
            continue;
        }
        bool is_other = text->levels[i] != text->levels[from] || text->faces[i] != text->faces[from] ||
                        text->scripts[i] != text->scripts[from];
        if (text->at[i] - text->at[from] > TF_FONT_RUN_BYTES_MAX) {
            return last;
        }
        if (is_other) {
            return i;
        }
        last = i;
    }
    return text->at[to] - text->at[from] > TF_FONT_RUN_BYTES_MAX && last > from + 1 ? last : to;
}

static int measure_piece(struct tf_type_setter *setter, const struct tf_type_text *text,
                         struct tf_type_font font, size_t from, size_t to)
{
    return tf_type_measure_bytes(setter, font, text->bytes + text->at[from], text->at[to] - text->at[from],
                                 text->faces[from], text->levels[from], text->scripts[from]);
}

int tf_type_width(struct tf_type_setter *setter, const struct tf_type_text *text, struct tf_type_font font,
                  size_t from, size_t to)
{
    int width = 0;
    while (from < to) {
        size_t end = piece_end(text, from, to);
        width += measure_piece(setter, text, font, from, end);
        from = end;
    }
    return width;
}

/* Rule L2 of the bidi algorithm: from the highest level down to the lowest odd one, reverse what is at least
 * that high. */
static void reorder(struct tf_type_piece *pieces, size_t count)
{
    int highest = 0;
    for (size_t i = 0; i < count; i++) {
        highest = pieces[i].level > highest ? pieces[i].level : highest;
    }
    for (int level = highest; level > 0; level--) {
        for (size_t i = 0; i < count; i++) {
            size_t end = i;
            while (end < count && pieces[end].level >= level) {
                end++;
            }
            for (size_t low = i, high = end; low + 1 < high; low++, high--) {
                struct tf_type_piece swap = pieces[low];
                pieces[low] = pieces[high - 1];
                pieces[high - 1] = swap;
            }
            i = end;
        }
    }
}

enum tf_err tf_type_pieces(struct tf_type_setter *setter, const struct tf_type_text *text,
                           struct tf_type_font font, size_t from, size_t to, struct tf_type_piece **out,
                           size_t *count)
{
    size_t n = 0;
    for (size_t at = from; at < to; at = piece_end(text, at, to)) {
        n++;
    }
    struct tf_type_piece *pieces = tf_arena_alloc(&setter->scratch, (n + 1) * sizeof(*pieces));
    if (pieces == NULL) {
        return TF_ERR_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        size_t end = piece_end(text, from, to);
        pieces[i] = (struct tf_type_piece){from,
                                           end,
                                           text->levels[from],
                                           text->faces[from],
                                           text->scripts[from],
                                           measure_piece(setter, text, font, from, end)};
        from = end;
    }
    reorder(pieces, n);
    *out = pieces;
    *count = n;
    return TF_OK;
}
