#include "base/text_filter.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

enum {
    SPACING_MARKS_MAX = 8, /* they do not pile up, but a cluster must end some time */
    JOINERS_MAX = 7,       /* the longest emoji in use joins with 3 */
    TAGS_MIN = 3,          /* "gbeng", "usca": a region and a subdivision */
    TAGS_MAX = 6,
    PASSES_MAX = 8,
    VIRAMA_CLASS = 9,
};

enum {
    CH_BLANK_BRAILLE = 0x2800,
    CH_ZWNJ = 0x200c,
    CH_ZWJ = 0x200d,
    CH_OBJECT = 0xfffc,
    CH_BLACK_FLAG = 0x1f3f4,
    CH_CANCEL_TAG = 0xe007f,
};

struct cursor {
    const uint8_t *at, *end;
};

struct state {
    struct tf_text_filter *filter;
    struct tf_buf *out;
    int newlines; /* white space that waits for something to follow it */
    bool space;
    ucs4_t last;     /* the last character put out; 0 at the start and after white space */
    bool bare_base;  /* last is a base that nothing was added to yet */
    bool pictograph; /* last is a pictograph with or without something added to it */
    int joining;     /* joining type of the last character that has one */
    int marks, spacing_marks, joiners;
};

static bool next_char(struct cursor *cursor, ucs4_t *uc)
{
    if (cursor->at == cursor->end) {
        return false;
    }
    cursor->at += u8_mbtouc(uc, cursor->at, (size_t)(cursor->end - cursor->at));
    return true;
}

static ucs4_t peek(struct cursor cursor)
{
    ucs4_t uc;
    return next_char(&cursor, &uc) ? uc : 0;
}

static bool is_mark(ucs4_t uc)
{
    return uc_is_general_category(uc, UC_CATEGORY_M);
}

static bool is_pictograph(ucs4_t uc)
{
    return uc_is_property(uc, UC_PROPERTY_EXTENDED_PICTOGRAPHIC);
}

static bool is_newline(ucs4_t uc)
{
    return (uc >= 0x0a && uc <= 0x0d) || uc == 0x85 || uc == 0x2028 || uc == 0x2029;
}

static bool is_white(ucs4_t uc)
{
    return uc == CH_BLANK_BRAILLE || uc_is_property(uc, UC_PROPERTY_WHITE_SPACE);
}

static bool is_tag(ucs4_t uc)
{
    return uc >= 0xe0020 && uc <= 0xe007f;
}

static bool is_tag_alnum(ucs4_t uc)
{
    return (uc >= 0xe0030 && uc <= 0xe0039) || (uc >= 0xe0061 && uc <= 0xe007a);
}

static bool is_selector(ucs4_t uc)
{
    return (uc >= 0xfe00 && uc <= 0xfe0f) || (uc >= 0xe0100 && uc <= 0xe01ef) ||
           (uc >= 0x180b && uc <= 0x180f);
}

/* Format characters that are seen: Arabic, Syriac and Kaithi number signs (Prepended_Concatenation_Mark). */
static bool is_visible_format(ucs4_t uc)
{
    return (uc >= 0x600 && uc <= 0x605) || uc == 0x6dd || uc == 0x70f || uc == 0x890 || uc == 0x891 ||
           uc == 0x8e2 || uc == 0x110bd || uc == 0x110cd;
}

/* Controls, format, private use, surrogates, what Unicode has not assigned, and letters that show nothing. */
static bool is_forbidden(ucs4_t uc)
{
    if (uc == CH_OBJECT || uc_is_property(uc, UC_PROPERTY_DEFAULT_IGNORABLE_CODE_POINT)) {
        return true;
    }
    if (!uc_is_general_category(uc, UC_CATEGORY_C) || is_visible_format(uc)) {
        return false;
    }
    /* Phones have emoji that are younger than the tables here; their places were reserved long ago. */
    return !(uc_is_general_category(uc, UC_CATEGORY_Cn) && is_pictograph(uc));
}

static void put(struct state *state, ucs4_t uc)
{
    if (state->out->len > 0) {
        if (state->newlines > 0) {
            tf_buf_add(state->out, "\n\n", state->newlines > 1 ? 2 : 1);
        } else if (state->space) {
            tf_buf_putc(state->out, ' ');
        }
    }
    state->newlines = 0;
    state->space = false;
    uint8_t bytes[6];
    int len = u8_uctomb(bytes, uc, sizeof(bytes));
    if (len > 0) {
        tf_buf_add(state->out, bytes, (size_t)len);
    }
    int joining = uc_joining_type(uc);
    if (joining != UC_JOINING_TYPE_T) {
        state->joining = joining;
    }
    state->last = uc;
    state->bare_base = false;
}

static void take_white(struct state *state, ucs4_t uc, struct cursor *cursor)
{
    if (uc == '\r' && peek(*cursor) == '\n') {
        cursor->at++;
    }
    if (state->filter->lines && is_newline(uc)) {
        state->newlines += state->newlines < 2; /* more than one empty line says no more than one */
    } else {
        state->space = true;
    }
    state->last = 0;
    state->bare_base = false;
    state->pictograph = false;
    state->joining = UC_JOINING_TYPE_U;
}

static void take_base(struct state *state, ucs4_t uc)
{
    if (state->last != CH_ZWJ) {
        state->joiners = 0;
    }
    put(state, uc);
    state->marks = 0;
    state->spacing_marks = 0;
    state->bare_base = true;
    /* A skin tone belongs to the pictograph before it. */
    state->pictograph =
        is_pictograph(uc) || (state->pictograph && uc_is_property(uc, UC_PROPERTY_EMOJI_MODIFIER));
}

static bool take_mark(struct state *state, ucs4_t uc)
{
    bool spacing = uc_is_general_category(uc, UC_CATEGORY_Mc);
    int *count = spacing ? &state->spacing_marks : &state->marks;
    if (state->last == 0 || *count >= (spacing ? SPACING_MARKS_MAX : TF_MARKS_PER_BASE_MAX)) {
        return false;
    }
    (*count)++;
    put(state, uc);
    return true;
}

/* One selector, where the standard knows variants: otherwise they are a way to hide bytes in a text. */
static bool take_selector(struct state *state, ucs4_t uc)
{
    ucs4_t base = state->last;
    bool ok;
    if (!state->bare_base) {
        return false;
    }
    if (uc == 0xfe0e || uc == 0xfe0f) {
        ok = uc_is_property(base, UC_PROPERTY_EMOJI) || is_pictograph(base);
    } else if (uc >= 0xe0100) {
        ok = uc_is_property(base, UC_PROPERTY_IDEOGRAPHIC);
    } else if (uc >= 0x180b && uc <= 0x180f) {
        ok = base >= 0x1800 && base <= 0x18af;
    } else {
        ok = base >= 0x80 &&
             uc_is_general_category(base, uc_general_category_or(UC_CATEGORY_L, UC_CATEGORY_S));
    }
    if (ok) {
        put(state, uc);
        state->marks++; /* by its category it is one */
    }
    return ok;
}

/* The flags of England, Scotland, Wales, Texas …: a black flag, a code in tag letters, the closing tag.
 * Anything else written in tags is invisible; the whole run goes, lest its end should look like a flag's. */
static bool take_tags(struct state *state, ucs4_t first, struct cursor *cursor)
{
    ucs4_t tags[TAGS_MAX + 1] = {first};
    size_t count = 1;
    bool ok = state->last == CH_BLACK_FLAG && is_tag_alnum(first);
    while (is_tag(peek(*cursor)) && tags[count - 1] != CH_CANCEL_TAG) {
        ucs4_t uc;
        next_char(cursor, &uc);
        ok = ok && count <= TAGS_MAX && (is_tag_alnum(uc) || uc == CH_CANCEL_TAG);
        if (ok) {
            tags[count++] = uc;
        }
    }
    if (!ok || tags[count - 1] != CH_CANCEL_TAG || count <= TAGS_MIN) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        put(state, tags[i]);
    }
    return true;
}

static int joining_type_after(struct cursor cursor)
{
    ucs4_t uc;
    while (next_char(&cursor, &uc)) {
        int joining = uc_joining_type(uc);
        if (joining != UC_JOINING_TYPE_T) {
            return joining;
        }
    }
    return UC_JOINING_TYPE_U;
}

/* A joiner stays where it changes what is read: around a virama, between or after joining letters, in emoji.
 */
static bool take_joiner(struct state *state, ucs4_t uc, struct cursor cursor)
{
    ucs4_t last = state->last;
    ucs4_t next = peek(cursor);
    if (last == 0 || last == CH_ZWJ || last == CH_ZWNJ) {
        return false;
    }
    bool ok = uc_combining_class(last) == VIRAMA_CLASS;
    if (!ok && uc_combining_class(next) == VIRAMA_CLASS) {
        ok = is_mark(last) || uc_is_general_category(last, UC_CATEGORY_L);
    }
    if (!ok && (state->joining == UC_JOINING_TYPE_D || state->joining == UC_JOINING_TYPE_L)) {
        int after = uc == CH_ZWNJ ? joining_type_after(cursor) : UC_JOINING_TYPE_D;
        ok = after == UC_JOINING_TYPE_D || after == UC_JOINING_TYPE_R;
    }
    if (!ok && uc == CH_ZWJ && state->pictograph && is_pictograph(next) && state->joiners < JOINERS_MAX) {
        ok = true;
        state->joiners++;
    }
    if (ok) {
        put(state, uc);
    }
    return ok;
}

static bool take(struct state *state, ucs4_t uc, struct cursor *cursor)
{
    if (uc == CH_ZWJ || uc == CH_ZWNJ) {
        return take_joiner(state, uc, *cursor);
    }
    if (is_selector(uc)) {
        return take_selector(state, uc);
    }
    if (is_tag(uc)) {
        return take_tags(state, uc, cursor);
    }
    if (is_newline(uc) || is_white(uc)) {
        take_white(state, uc, cursor);
        return true;
    }
    if (is_forbidden(uc)) {
        return false;
    }
    if (is_mark(uc)) {
        return take_mark(state, uc);
    }
    take_base(state, uc);
    return true;
}

static void run_once(struct tf_text_filter *filter, struct tf_buf *out, const char *in, size_t len)
{
    struct state state = {.filter = filter, .out = out, .joining = UC_JOINING_TYPE_U};
    struct cursor cursor = {(const uint8_t *)in, (const uint8_t *)in + len};
    ucs4_t uc;
    tf_buf_clear(out);
    while (next_char(&cursor, &uc)) {
        if (!take(&state, uc, &cursor)) {
            filter->removed = true;
        }
        if (out->len > filter->cap_bytes) {
            filter->overflow = true;
            return;
        }
    }
}

/* Replaces buf's content by its NFC. */
static enum tf_err compose(struct tf_buf *buf)
{
    size_t len = 0;
    if (tf_buf_err(buf) != TF_OK || buf->len == 0) {
        return tf_buf_err(buf);
    }
    uint8_t *composed = u8_normalize(UNINORM_NFC, (const uint8_t *)buf->data, buf->len, NULL, &len);
    if (composed == NULL) {
        return TF_ERR_NOMEM; /* the bytes are ours: they are UTF-8 */
    }
    tf_buf_clear(buf);
    tf_buf_add(buf, composed, len);
    free(composed);
    return tf_buf_err(buf);
}

enum tf_err tf_text_filter_run(struct tf_text_filter *filter, struct tf_buf *out, const char *in, size_t len)
{
    struct tf_buf before;
    tf_buf_init(&before, 0);
    filter->removed = false;
    filter->overflow = false;
    run_once(filter, out, len > 0 ? in : "", len); /* nothing may come as NULL */
    enum tf_err err = compose(out);
    /* NFC changes what stands beside what (and a few characters become a base with marks), so that the filter
     * may have more to take: again until nothing changes. Each pass but the first only takes away. */
    for (int pass = 1; pass < PASSES_MAX && err == TF_OK && out->len > 0; pass++) {
        tf_buf_clear(&before);
        tf_buf_add(&before, out->data, out->len);
        err = tf_buf_err(&before);
        if (err != TF_OK) {
            break;
        }
        run_once(filter, out, before.data, before.len);
        err = compose(out);
        if (err == TF_OK && out->len == before.len && memcmp(out->data, before.data, out->len) == 0) {
            break;
        }
    }
    tf_buf_free(&before);
    return err;
}
