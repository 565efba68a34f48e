#include "widgets/keyboard_in.h"
#include "widgets/style.h"
#include "widgets/take.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>

/* Millimetres. */
static const double WIDE_KEY = 20.0;
static const double COMPACT_KEY = 11.5;
static const double TALLEST_KEY = 26.0;
/* Of the panel's height, at most: the rest is for what is typed. */
static const double SHARE = 0.56;
static const double TALL_SHARE = 0.48;
/* Of a key's height, at most: no keys like planks on a wall-wide panel. */
static const double WIDEST = 1.6;

/* Where a desk's rows begin, and what stands behind them at least, in quarters of a column. */
static const int STAGGER[TF_KEYMAP_ROWS] = {0, 6, 7, 9};
static const int BEHIND[TF_KEYMAP_ROWS] = {6, 5, 5, 8};
enum { SHORT_LAST_ROW = 10 };

struct tf_rect tf_keyboard_seen(const struct tf_scene *scene, struct tf_rect rect)
{
    if (tf_scene_is_rtl(scene)) {
        rect.x = tf_scene_theme(scene)->width_px - rect.x - rect.w;
    }
    return rect;
}

static bool has_letter(const struct tf_keymap_key *key)
{
    static const uint32_t WANTED = UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_Nd;
    for (size_t level = 0; level < 2; level++) {
        ucs4_t first = 0;
        u8_next(&first, (const uint8_t *)key->label[level]);
        bool is_mark = first == 0x25CC && !key->dead[level];
        bool is_joiner = key->label[level][0] == 'Z' && key->label[level][1] != '\0';
        if (is_mark || (uc_is_general_category_withtable(first, WANTED) && !key->dead[level] && !is_joiner)) {
            return true;
        }
    }
    return false;
}

/* Which of the keys that are no letters stay where there is room: the lower the sooner. */
static int rank(const struct tf_keymap_key *key)
{
    static const char *const OFTEN[] = {",", ".", "'", "-", "?", "!", "،", "؟", "।", ";", "/", ":"};
    if (has_letter(key)) {
        return 0;
    }
    if (key->dead[0] || key->dead[1]) {
        return 1;
    }
    for (size_t i = 0; i < sizeof(OFTEN) / sizeof(OFTEN[0]); i++) {
        if (strcmp(key->label[0], OFTEN[i]) == 0) {
            return 2 + (int)i;
        }
    }
    return 100;
}

static size_t letters_in(const struct tf_keymap_row *row)
{
    size_t count = 0;
    for (size_t k = 0; k < row->count; k++) {
        count += has_letter(&row->keys[k]);
    }
    return count;
}

/* The `room` keys of lowest rank, in their places. */
static void keep(struct tf_keyboard_fit *fit, const struct tf_typing_state *state, size_t r, size_t room)
{
    const struct tf_keymap_row *row = tf_keymap_row(state->keymap, r);
    bool kept[TF_KEYMAP_KEYS_MAX] = {false};
    for (size_t n = 0; n < room && n < row->count; n++) {
        size_t best = row->count;
        for (size_t k = 0; k < row->count; k++) {
            if (!kept[k] && (best == row->count || rank(&row->keys[k]) < rank(&row->keys[best]))) {
                best = k;
            }
        }
        kept[best] = true;
    }
    fit->counts[r] = 0;
    for (size_t k = 0; k < row->count; k++) {
        if (kept[k]) {
            fit->keys[r][fit->counts[r]++] = &row->keys[k];
        }
    }
}

static int stagger(const struct tf_typing_state *state, size_t r)
{
    bool has_extra = r == TF_KEYMAP_ROWS - 1 && tf_keymap_row(state->keymap, r)->count > SHORT_LAST_ROW;
    return STAGGER[r] - (has_extra ? TF_KEYBOARD_QUARTERS : 0);
}

static size_t columns_of(const struct tf_typing_state *state, enum tf_keyboard_shape shape)
{
    int quarters = 0;
    for (size_t r = 0; r < TF_KEYMAP_ROWS; r++) {
        const struct tf_keymap_row *row = tf_keymap_row(state->keymap, r);
        bool is_last = r == TF_KEYMAP_ROWS - 1;
        int letters = (int)letters_in(row) * TF_KEYBOARD_QUARTERS;
        switch (shape) {
        case TF_KEYBOARD_WIDE:
            letters = (int)row->count * TF_KEYBOARD_QUARTERS + stagger(state, r) + BEHIND[r];
            break;
        case TF_KEYBOARD_COMPACT: /* one column at the side; Shift at the other in the last row */
            letters += TF_KEYBOARD_QUARTERS * (is_last ? 2 : 1);
            break;
        case TF_KEYBOARD_TALL:
            break;
        }
        quarters = tf_take_most(quarters, letters);
    }
    size_t columns = (size_t)((quarters + TF_KEYBOARD_QUARTERS - 1) / TF_KEYBOARD_QUARTERS);
    return columns < 10 ? 10 : columns;
}

static int start_of(const struct tf_keyboard_fit *fit, const struct tf_typing_state *state, size_t r)
{
    int spare = (int)(fit->columns - fit->counts[r]) * TF_KEYBOARD_QUARTERS;
    bool is_last = r == TF_KEYMAP_ROWS - 1;
    switch (fit->shape) {
    case TF_KEYBOARD_WIDE:
        return stagger(state, r);
    case TF_KEYBOARD_COMPACT: /* the side keeps a column, and Shift has one */
        return is_last ? spare / 2
                       : tf_take_least((spare - TF_KEYBOARD_QUARTERS) / 2, 2 * TF_KEYBOARD_QUARTERS);
    case TF_KEYBOARD_TALL:
        break;
    }
    return spare / 2;
}

static enum tf_keyboard_shape shape_for(const struct tf_scene *scene, const struct tf_typing_state *state,
                                        int width_px)
{
    const struct tf_theme *theme = tf_scene_theme(scene);
    int gap = tf_style_gap(scene, TF_GAP_SMALL);
    int wide = (width_px + gap) / (int)columns_of(state, TF_KEYBOARD_WIDE) - gap;
    int compact = (width_px + gap) / (int)columns_of(state, TF_KEYBOARD_COMPACT) - gap;
    if (wide > tf_theme_mm(theme, WIDE_KEY)) { /* a pixel more, for edges that are rounded */
        return TF_KEYBOARD_WIDE;
    }
    return compact >= tf_theme_mm(theme, COMPACT_KEY) ? TF_KEYBOARD_COMPACT : TF_KEYBOARD_TALL;
}

static int gap_for(const struct tf_scene *scene, enum tf_keyboard_shape shape)
{
    return tf_style_gap(scene, shape == TF_KEYBOARD_TALL ? TF_GAP_TINY : TF_GAP_SMALL);
}

static size_t rows_of(enum tf_keyboard_shape shape)
{
    return shape == TF_KEYBOARD_TALL ? TF_KEYMAP_ROWS + 2 : TF_KEYMAP_ROWS + 1;
}

int tf_keyboard_height(struct tf_scene *scene, const struct tf_typing_state *state, int width_px)
{
    const struct tf_theme *theme = tf_scene_theme(scene);
    enum tf_keyboard_shape shape = shape_for(scene, state, width_px);
    int gap = gap_for(scene, shape);
    int rows = (int)rows_of(shape);
    int wanted = rows * (tf_theme_mm(theme, WIDE_KEY) + 1 + gap) - gap;
    double share = shape == TF_KEYBOARD_TALL ? TALL_SHARE : SHARE;
    return tf_take_least(wanted, (int)(theme->height_px * share));
}

struct tf_keyboard_fit tf_keyboard_fit(const struct tf_scene *scene, const struct tf_typing_state *state,
                                       struct tf_rect rect)
{
    struct tf_keyboard_fit fit = {.in = rect};
    fit.shape = shape_for(scene, state, rect.w);
    fit.columns = columns_of(state, fit.shape);
    fit.rows = rows_of(fit.shape);
    fit.gap = gap_for(scene, fit.shape);
    for (size_t r = 0; r < TF_KEYMAP_ROWS; r++) {
        size_t room = TF_KEYMAP_KEYS_MAX;
        if (fit.shape == TF_KEYBOARD_COMPACT) {
            room = fit.columns - (r == TF_KEYMAP_ROWS - 1 ? 2 : 1);
        } else if (fit.shape == TF_KEYBOARD_TALL) {
            room = fit.columns;
        }
        keep(&fit, state, r, room);
        fit.starts[r] = start_of(&fit, state, r);
    }
    int tallest = (int)fit.rows * (tf_theme_mm(tf_scene_theme(scene), TALLEST_KEY) + fit.gap);
    fit.in.h = tf_take_least(rect.h, tallest);
    fit.in.y += rect.h - fit.in.h;
    int row_height = fit.in.h / (int)fit.rows;
    int widest = (int)(WIDEST * row_height) * (int)fit.columns;
    fit.in.w = tf_take_least(rect.w, widest);
    fit.in.x += (rect.w - fit.in.w) / 2;
    fit.in = tf_keyboard_seen(scene, fit.in);
    return fit;
}

struct tf_rect tf_keyboard_place(const struct tf_keyboard_fit *fit, size_t row, int from, int to)
{
    int all = (int)fit->columns * TF_KEYBOARD_QUARTERS;
    int width = fit->in.w + fit->gap;
    int height = fit->in.h + fit->gap;
    int rows = (int)fit->rows;
    int left = fit->in.x + from * width / all;
    int right = fit->in.x + to * width / all - fit->gap;
    int top = fit->in.y + (int)row * height / rows;
    int bottom = fit->in.y + ((int)row + 1) * height / rows - fit->gap;
    return (struct tf_rect){left, top, right - left, bottom - top};
}
