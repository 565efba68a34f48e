#include "canvas/type_in.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unilbrk.h>

static const char ELLIPSIS[] = "…";
static const char HYPHEN[] = "-";
enum { WIDE_PX = INT_MAX / 4, LETTERS_BESIDE_HYPHEN = 3, SOFT_HYPHEN = 0xAD };

/* A layout that grows, and what is needed while it does. */
struct builder {
    struct tf_type_setter *setter;
    struct tf_type_font font;
    struct tf_type_text text; /* the paragraph at hand */
    struct tf_type_layout *layout;
    size_t line_room, run_room, byte_room;
    int width_px;
    size_t max_lines;
    bool has_more; /* text after this paragraph */
};

void tf_type_layout_free(struct tf_type_layout *layout)
{
    if (layout != NULL) {
        free(layout->lines);
        free(layout->runs);
        free(layout->bytes);
        free(layout);
    }
}

size_t tf_type_layout_bytes(const struct tf_type_layout *layout)
{
    return sizeof(*layout) + layout->line_count * sizeof(*layout->lines) +
           layout->run_count * sizeof(*layout->runs) + layout->byte_count;
}

/* Room for count items more; NULL when there is no memory. */
static void *room_for(void *items, size_t used, size_t count, size_t *room, size_t size)
{
    if (used + count <= *room) {
        return items;
    }
    size_t more = used + count + *room / 2;
    void *larger = realloc(items, more * size);
    *room = larger != NULL ? more : *room;
    return larger;
}

static enum tf_err add_run(struct builder *b, const char *bytes, size_t len, const struct tf_type_run *like)
{
    struct tf_type_layout *layout = b->layout;
    if (len == 0) {
        return TF_OK;
    }
    struct tf_type_run *runs = room_for(layout->runs, layout->run_count, 1, &b->run_room, sizeof(*runs));
    layout->runs = runs != NULL ? runs : layout->runs;
    char *all = room_for(layout->bytes, layout->byte_count, len, &b->byte_room, 1);
    layout->bytes = all != NULL ? all : layout->bytes;
    if (runs == NULL || all == NULL) {
        return TF_ERR_NOMEM;
    }
    memcpy(all + layout->byte_count, bytes, len);
    struct tf_type_run *run = &runs[layout->run_count++];
    *run = *like;
    run->start = (uint32_t)layout->byte_count;
    run->len = (uint32_t)len;
    layout->byte_count += len;
    return TF_OK;
}

/* The face and so on of what ends a line early. */
static struct tf_type_run tail_run(struct builder *b, const char *tail, int level)
{
    struct tf_type_run run = {.rtl = (level & 1) != 0};
    size_t len = strlen(tail);
    run.script = TF_TYPE_TAG('Z', 'y', 'y', 'y');
    run.width_px = tf_type_measure_bytes(b->setter, b->font, tail, len, run.face, level, run.script);
    return run;
}

static enum tf_err add_pieces(struct builder *b, const struct tf_type_piece *pieces, size_t count, int *x)
{
    enum tf_err err = TF_OK;
    for (size_t i = 0; i < count && err == TF_OK; i++) {
        struct tf_type_run run = {.x_px = *x,
                                  .width_px = pieces[i].width_px,
                                  .face = pieces[i].face,
                                  .script = pieces[i].script,
                                  .rtl = (pieces[i].level & 1) != 0};
        uint32_t start = b->text.at[pieces[i].from];
        err = add_run(b, b->text.bytes + start, b->text.at[pieces[i].to] - start, &run);
        *x += pieces[i].width_px;
    }
    return err;
}

/* A line of [from, to), and tail ("" for none) where it ends. */
static enum tf_err add_line(struct builder *b, size_t from, size_t to, const char *tail)
{
    struct tf_type_layout *layout = b->layout;
    struct tf_type_line *lines =
        room_for(layout->lines, layout->line_count, 1, &b->line_room, sizeof(*layout->lines));
    struct tf_type_piece *pieces = NULL;
    size_t count = 0;
    if (lines == NULL) {
        return TF_ERR_NOMEM;
    }
    layout->lines = lines;
    enum tf_err err = tf_type_pieces(b->setter, &b->text, b->font, from, to, &pieces, &count);
    struct tf_type_line line = {.first_run = (uint32_t)layout->run_count};
    struct tf_type_run end = {0};
    if (tail[0] != '\0') {
        end = tail_run(b, tail, b->text.rtl ? 1 : 0);
    }
    int x = 0;
    if (err == TF_OK && b->text.rtl) {
        err = add_run(b, tail, strlen(tail), &end);
        x = end.width_px;
    }
    if (err == TF_OK) {
        err = add_pieces(b, pieces, count, &x);
    }
    if (err == TF_OK && !b->text.rtl) {
        end.x_px = x;
        err = add_run(b, tail, strlen(tail), &end);
        x += end.width_px;
    }
    line.run_count = (uint32_t)layout->run_count - line.first_run;
    line.width_px = x;
    layout->lines[layout->line_count++] = line;
    layout->width_px = x > layout->width_px ? x : layout->width_px;
    return err;
}

static size_t without_spaces(const struct tf_type_text *text, size_t from, size_t to)
{
    while (to > from &&
           (uc_is_property_white_space(text->points[to - 1]) || text->at[to] == text->at[to - 1])) {
        to--;
    }
    return to;
}

static int width_of(struct builder *b, size_t from, size_t to)
{
    return tf_type_width(b->setter, &b->text, b->font, from, to);
}

static size_t grapheme_floor(const struct tf_type_text *text, size_t at, size_t least)
{
    while (at > least && at < text->count && text->is_start[at] == 0) {
        at--;
    }
    return at;
}

/* No letter is narrower than an eighth of an em, or it has no width at all: so many are worth measuring. */
static size_t points_in(const struct builder *b, int width)
{
    return (size_t)(width / (b->font.size_px / 8 + 1)) + 64;
}

/* A place between graphemes that is past low and before high, near to guess; high: there is none. */
static size_t boundary_near(const struct tf_type_text *text, size_t guess, size_t low, size_t high)
{
    guess = guess <= low ? low + 1 : guess >= high ? high - 1 : guess;
    size_t at = grapheme_floor(text, guess, low);
    if (at > low) {
        return at;
    }
    at = guess;
    while (at < high && text->is_start[at] == 0) {
        at++;
    }
    return at;
}

/* The most of [from, to) that is at most width wide, ending between graphemes; can be none of it. Shaping is
 * what costs: each step guesses from the widths so far, every third one halves so that odd widths cannot make
 * it long. */
static size_t fit(struct builder *b, size_t from, size_t to, int width)
{
    size_t most = points_in(b, width);
    size_t low = from;
    size_t high = (to - from > most ? grapheme_floor(&b->text, from + most, from) : to) + 1;
    int low_px = 0;
    int high_px = -1; /* not known */
    for (int step = 1; width > 0 && high - low > 1; step++) {
        int room = width - low_px;
        size_t guess = low + 1 + (size_t)(2 * room / b->font.size_px);
        if (step % 3 == 0) {
            guess = low + (high - low) / 2;
        } else if (high_px > low_px) {
            guess = low + (size_t)((double)(high - low) * room / (high_px - low_px));
        }
        size_t at = boundary_near(&b->text, guess, low, high);
        if (at >= high) {
            break;
        }
        int px = width_of(b, from, at);
        if (px <= width) {
            low = at;
            low_px = px;
        } else {
            high = at;
            high_px = px;
        }
    }
    return low;
}

static enum tf_err add_cut_line(struct builder *b, size_t from)
{
    struct tf_type_run tail = tail_run(b, ELLIPSIS, 0);
    size_t to = fit(b, from, b->text.count, b->width_px - tail.width_px);
    b->layout->is_cut = true;
    return add_line(b, from, without_spaces(&b->text, from, to), ELLIPSIS);
}

static bool is_leading_vowel(uint32_t point)
{
    return (point >= 0x0E40 && point <= 0x0E44) || (point >= 0x0EC0 && point <= 0x0EC4);
}

static bool is_hyphenated(const struct tf_type_text *text, size_t at)
{
    uint32_t script = text->scripts[at];
    return script == TF_TYPE_TAG('L', 'a', 't', 'n') || script == TF_TYPE_TAG('C', 'y', 'r', 'l') ||
           script == TF_TYPE_TAG('G', 'r', 'e', 'k');
}

static bool are_letters(const struct tf_type_text *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (i >= text->count || !is_hyphenated(text, i) ||
            !uc_is_general_category_withtable(text->points[i], UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M)) {
            return false;
        }
    }
    return true;
}

/* A word that is wider than the line: between graphemes; a hyphen where that is the custom and both parts are
 * worth it; before a leading vowel in Thai and Lao, which starts a syllable. */
static size_t break_word(struct builder *b, size_t from, size_t to, const char **tail)
{
    const struct tf_type_text *text = &b->text;
    int hyphen = tail_run(b, HYPHEN, 0).width_px;
    size_t at = fit(b, from, to, b->width_px - hyphen);
    if (at >= from + LETTERS_BESIDE_HYPHEN && at < to && to - at < LETTERS_BESIDE_HYPHEN &&
        to - from >= 2 * LETTERS_BESIDE_HYPHEN) {
        at = grapheme_floor(text, to - LETTERS_BESIDE_HYPHEN, from);
    }
    if (at >= from + LETTERS_BESIDE_HYPHEN && are_letters(text, at - LETTERS_BESIDE_HYPHEN, at) &&
        are_letters(text, at, at + LETTERS_BESIDE_HYPHEN)) {
        *tail = HYPHEN;
        return at;
    }
    at = fit(b, from, to, b->width_px);
    for (size_t i = at; i > from + 1 && at - i < 8; i--) {
        if (is_leading_vowel(text->points[i < text->count ? i : text->count - 1])) {
            return i;
        }
    }
    if (at == from) { /* not even one fits: it is drawn, and clipped by whoever draws */
        do {
            at++;
        } while (at < to && text->is_start[at] == 0);
    }
    return at;
}

/* Where the word that starts there ends; one that is longer than most is not followed to its end. */
static size_t next_break(const struct tf_type_text *text, size_t from, size_t most)
{
    size_t at = from + 1;
    while (at < text->count && at - from <= most && text->breaks[at] != UC_BREAK_POSSIBLE &&
           text->breaks[at] != UC_BREAK_MANDATORY) {
        at++;
    }
    return at < text->count ? at : text->count;
}

/* One word less. Each word's width is rounded for itself: a line of many is a few pixels wider than their
 * sum, and what sticks out is cut off. from: there is only one. */
static size_t without_last_word(const struct tf_type_text *text, size_t from, size_t end)
{
    size_t at = end - 1;
    while (at > from && text->breaks[at] != UC_BREAK_POSSIBLE && text->breaks[at] != UC_BREAK_MANDATORY) {
        at--;
    }
    return at;
}

static size_t whole_words_that_fit(struct builder *b, size_t from, size_t end)
{
    while (end > from && width_of(b, from, without_spaces(&b->text, from, end)) > b->width_px) {
        size_t less = without_last_word(&b->text, from, end);
        if (less == from) {
            break;
        }
        end = less;
    }
    return end;
}

/* Where the line that starts there ends: after as many whole words as fit. */
static size_t line_end(struct builder *b, size_t from, const char **tail)
{
    const struct tf_type_text *text = &b->text;
    size_t end = from;
    size_t most = points_in(b, b->width_px);
    int width = 0;
    *tail = "";
    while (end < text->count) {
        size_t next = next_break(text, end, most);
        size_t shown = without_spaces(text, end, next);
        int word = shown - end > most ? WIDE_PX : width_of(b, end, shown);
        if (word > b->width_px - width) {
            break;
        }
        width += word + (shown < next ? width_of(b, shown, next) : 0);
        end = next;
    }
    end = whole_words_that_fit(b, from, end);
    if (end > from) {
        *tail = text->points[end - 1] == SOFT_HYPHEN && end < text->count ? HYPHEN : "";
        return end;
    }
    return break_word(b, from, without_spaces(text, from, next_break(text, from, most)), tail);
}

static size_t skip_spaces(const struct tf_type_text *text, size_t at)
{
    while (at < text->count && (text->points[at] == ' ' || text->points[at] == 0x3000)) {
        at++;
    }
    return at;
}

/* Sets the paragraph at hand. */
static enum tf_err add_paragraph(struct builder *b)
{
    const struct tf_type_text *text = &b->text;
    size_t end = without_spaces(text, 0, text->count);
    size_t from = 0;
    enum tf_err err = TF_OK;
    do {
        bool is_last = b->layout->line_count + 1 >= b->max_lines;
        if (!(is_last && b->has_more) && end - from <= (size_t)b->width_px &&
            width_of(b, from, end) <= b->width_px) {
            return add_line(b, from, end, "");
        }
        const char *tail = "";
        if (is_last && b->has_more) {
            return add_cut_line(b, from);
        }
        size_t to = line_end(b, from, &tail);
        if (is_last && to < end) { /* words that fit one by one fit here as on any other line */
            return add_cut_line(b, from);
        }
        err = add_line(b, from, without_spaces(text, from, to), tail);
        from = skip_spaces(text, to);
    } while (from < end && err == TF_OK);
    return err;
}

static size_t points_worth_reading(const struct builder *b)
{
    if (b->width_px >= WIDE_PX || b->max_lines >= TF_TYPE_LINES_MAX) {
        return TF_TYPE_TEXT_BYTES_MAX;
    }
    size_t most = points_in(b, b->width_px) * b->max_lines;
    return most < TF_TYPE_TEXT_BYTES_MAX ? most : TF_TYPE_TEXT_BYTES_MAX;
}

static bool has_ink(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)text[i] > ' ') {
            return true;
        }
    }
    return false;
}

static enum tf_err set_all(struct builder *b, const char *text, size_t len, bool is_shortened)
{
    bool is_joined = b->width_px >= WIDE_PX;
    size_t budget = points_worth_reading(b);
    size_t at = 0;
    enum tf_err err = TF_OK;
    do {
        size_t used = 0;
        tf_arena_reset(&b->setter->scratch);
        err =
            tf_type_itemise(b->setter, &b->text, text + at, len - at, is_joined, b->font.rtl, budget, &used);
        at += used;
        budget -= b->text.count < budget ? b->text.count : budget;
        b->has_more = is_shortened || has_ink(text + at, len - at);
        if (err == TF_OK) {
            err = add_paragraph(b);
        }
    } while (err == TF_OK && at < len && budget > 0 && has_ink(text + at, len - at) &&
             b->layout->line_count < b->max_lines && !b->layout->is_cut);
    b->layout->is_cut = b->layout->is_cut || is_shortened || has_ink(text + at, len - at);
    return err;
}

enum tf_err tf_type_lay_out(struct tf_type_setter *setter, struct tf_type_layout **out, const char *text,
                            size_t len, struct tf_type_font font, int width_px, int max_lines)
{
    struct builder b = {.setter = setter, .font = font};
    b.width_px = width_px <= 0 || width_px > WIDE_PX ? WIDE_PX : width_px;
    b.max_lines = b.width_px == WIDE_PX                             ? 1
                  : max_lines <= 0 || max_lines > TF_TYPE_LINES_MAX ? TF_TYPE_LINES_MAX
                                                                    : (size_t)max_lines;
    b.layout = calloc(1, sizeof(*b.layout));
    if (b.layout == NULL) {
        return TF_ERR_NOMEM;
    }
    bool is_shortened = len > TF_TYPE_TEXT_BYTES_MAX;
    size_t cut = is_shortened ? TF_TYPE_TEXT_BYTES_MAX : len;
    while (is_shortened && cut > 0 && ((unsigned char)text[cut] & 0xC0) == 0x80) {
        cut--;
    }
    enum tf_err err = set_all(&b, text, cut, is_shortened);
    tf_arena_reset(&setter->scratch);
    if (err != TF_OK) {
        tf_type_layout_free(b.layout);
        return err;
    }
    *out = b.layout;
    return TF_OK;
}
