#include "widgets/keyboard.h"

#include "widgets/keyboard_in.h"
#include "widgets/style.h"
#include "widgets/take.h"

#include <string.h>
#include <unicase.h>
#include <unistr.h>

enum { Q = TF_KEYBOARD_QUARTERS, LAST = TF_KEYMAP_ROWS - 1 };

static bool is_its_large_letter(const char *large, const char *small)
{
    ucs4_t a = 0;
    ucs4_t b = 0;
    u8_next(&a, (const uint8_t *)large);
    u8_next(&b, (const uint8_t *)small);
    bool is_pair = a != b && (a == uc_toupper(b) || b == uc_toupper(a));
    return is_pair || strcmp(large, small) == 0;
}

static void draw_letter(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                        const struct tf_keymap_key *letter, struct tf_rect rect, uint64_t place)
{
    const struct tf_typing_state *state = keyboard->state;
    size_t level = tf_typing_level(state, letter);
    size_t other = level ^ 1;
    const char *pending = tf_keymap_pending(state->keymap);
    if (letter->keysym[level] == 0) { /* nothing on this level: an empty place */
        tf_scene_box(scene, tf_keyboard_seen(scene, rect), TF_PAINT_NONE, TF_PAINT_LINE,
                     tf_style_radius(scene));
        return;
    }
    struct tf_keyboard_key key = {
        .rect = rect,
        .look = TF_KEYBOARD_LETTER,
        .text = letter->label[level],
        .is_held = letter->dead[level] && strcmp(pending, letter->label[level]) == 0,
        .intent = {TF_INTENT_KEY, letter->keysym[level], place},
    };
    if (letter->keysym[other] != 0 && !is_its_large_letter(letter->label[other], letter->label[level])) {
        key.hint = letter->label[other];
    }
    tf_keyboard_key(scene, &key);
}

/* Accents take the place of the upper rows' letters until one is chosen. */
static bool draws_accents(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                          const struct tf_keyboard_fit *fit, size_t row)
{
    const struct tf_typing_state *state = keyboard->state;
    size_t first = row == 0 ? 0 : fit->counts[0];
    if (!state->offers_accents || row > 1 || first >= state->accent_count) {
        return false;
    }
    for (size_t i = first; i < state->accent_count && i < first + fit->counts[row]; i++) {
        int at = fit->starts[row] + (int)(i - first) * Q;
        struct tf_keyboard_key key = {
            .rect = tf_keyboard_place(fit, row, at, at + Q),
            .look = TF_KEYBOARD_LETTER,
            .text = state->accents[i],
            .intent = {TF_INTENT_KEY_TEXT, i, TF_KEY_TEXT_ACCENT},
        };
        tf_keyboard_key(scene, &key);
    }
    return true;
}

static void draw_letters(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                         const struct tf_keyboard_fit *fit)
{
    for (size_t row = 0; row < TF_KEYMAP_ROWS; row++) {
        if (draws_accents(scene, keyboard, fit, row)) {
            continue;
        }
        for (size_t k = 0; k < fit->counts[row]; k++) {
            int at = fit->starts[row] + (int)k * Q;
            struct tf_rect rect = tf_keyboard_place(fit, row, at, at + Q);
            draw_letter(scene, keyboard, fit->keys[row][k], rect, row * 16 + k);
        }
    }
}

static int end_of(const struct tf_keyboard_fit *fit, size_t row)
{
    return fit->starts[row] + (int)fit->counts[row] * Q;
}

static void draw_function(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                          const struct tf_keyboard_fit *fit, size_t row, int from, int to,
                          enum tf_key_function function)
{
    tf_keyboard_function(scene, keyboard, tf_keyboard_place(fit, row, from, to), function);
}

/* ---- rows of functions ----------------------------------------------------------------------------------
 */

/* Either a function or the way to a page; width in quarters, 0: what is left. */
struct slot {
    int width;
    enum tf_key_function function; /* TF_KEY_PAGE: to page */
    enum tf_typing_page page;
};

static void draw_slots(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                       const struct tf_keyboard_fit *fit, size_t row, const struct slot *slots, size_t count)
{
    int all = (int)fit->columns * Q;
    int left = all;
    int at = 0;
    bool has_altgr = tf_keymap_levels(keyboard->state->keymap) == TF_KEYMAP_LEVELS;
    for (size_t i = 0; i < count; i++) {
        bool is_shown = slots[i].function != TF_KEY_ALTGR || has_altgr;
        left -= is_shown ? slots[i].width : 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (slots[i].function == TF_KEY_ALTGR && !has_altgr) {
            continue;
        }
        int to = at + (slots[i].width == 0 ? left : slots[i].width);
        struct tf_rect rect = tf_keyboard_place(fit, row, at, to);
        if (slots[i].function == TF_KEY_PAGE) {
            tf_keyboard_turn(scene, keyboard, rect, slots[i].page);
        } else {
            tf_keyboard_function(scene, keyboard, rect, slots[i].function);
        }
        at = to;
    }
}

#define SLOTS(...)                                                                                           \
    (const struct slot[]){__VA_ARGS__}, sizeof((const struct slot[]){__VA_ARGS__}) / sizeof(struct slot)

/* ---- the three shapes -----------------------------------------------------------------------------------
 */

static void draw_wide(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                      const struct tf_keyboard_fit *fit)
{
    int all = (int)fit->columns * Q;
    int middle = (end_of(fit, LAST) + all) / 2;
    draw_function(scene, keyboard, fit, 0, end_of(fit, 0), all, TF_KEY_BACKSPACE);
    draw_function(scene, keyboard, fit, 1, 0, fit->starts[1], TF_KEY_UNDO);
    draw_function(scene, keyboard, fit, 1, end_of(fit, 1), all, TF_KEY_REDO);
    draw_function(scene, keyboard, fit, 2, 0, fit->starts[2], TF_KEY_ACCENTS);
    draw_function(scene, keyboard, fit, 2, end_of(fit, 2), all, TF_KEY_NEW_LINE);
    draw_function(scene, keyboard, fit, LAST, 0, fit->starts[LAST], TF_KEY_SHIFT);
    draw_function(scene, keyboard, fit, LAST, end_of(fit, LAST), middle, TF_KEY_CARET_LEFT);
    draw_function(scene, keyboard, fit, LAST, middle, all, TF_KEY_CARET_RIGHT);
    draw_slots(scene, keyboard, fit, LAST + 1,
               SLOTS({8, TF_KEY_PAGE, TF_TYPING_LAYOUTS}, {6, TF_KEY_PAGE, TF_TYPING_EMOJI},
                     {6, TF_KEY_PAGE, TF_TYPING_SIGNS}, {6, TF_KEY_ALTGR, 0}, {0, TF_KEY_SPACE, 0},
                     {7, TF_KEY_SELECT_WORD, 0}, {7, TF_KEY_SELECT_ALL, 0}));
}

static void draw_compact(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                         const struct tf_keyboard_fit *fit)
{
    static const enum tf_key_function SIDE[TF_KEYMAP_ROWS] = {TF_KEY_BACKSPACE, TF_KEY_UNDO, TF_KEY_NEW_LINE,
                                                              TF_KEY_ACCENTS};
    for (size_t r = 0; r < TF_KEYMAP_ROWS; r++) {
        draw_function(scene, keyboard, fit, r, end_of(fit, r), (int)fit->columns * Q, SIDE[r]);
    }
    draw_function(scene, keyboard, fit, LAST, 0, fit->starts[LAST], TF_KEY_SHIFT);
    draw_slots(scene, keyboard, fit, LAST + 1,
               SLOTS({6, TF_KEY_PAGE, TF_TYPING_LAYOUTS}, {Q, TF_KEY_PAGE, TF_TYPING_EMOJI},
                     {Q, TF_KEY_PAGE, TF_TYPING_SIGNS}, {Q, TF_KEY_ALTGR, 0}, {0, TF_KEY_SPACE, 0},
                     {Q, TF_KEY_CARET_LEFT, 0}, {Q, TF_KEY_CARET_RIGHT, 0}, {6, TF_KEY_SELECT_WORD, 0}));
}

static void draw_tall(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                      const struct tf_keyboard_fit *fit)
{
    draw_slots(scene, keyboard, fit, LAST + 1,
               SLOTS({6, TF_KEY_SHIFT, 0}, {Q, TF_KEY_ALTGR, 0}, {5, TF_KEY_ACCENTS, 0}, {Q, TF_KEY_UNDO, 0},
                     {0, TF_KEY_SELECT_WORD, 0}, {Q, TF_KEY_CARET_LEFT, 0}, {Q, TF_KEY_CARET_RIGHT, 0},
                     {6, TF_KEY_BACKSPACE, 0}));
    draw_slots(scene, keyboard, fit, LAST + 2,
               SLOTS({8, TF_KEY_PAGE, TF_TYPING_LAYOUTS}, {5, TF_KEY_PAGE, TF_TYPING_EMOJI},
                     {5, TF_KEY_PAGE, TF_TYPING_SIGNS}, {0, TF_KEY_SPACE, 0}, {8, TF_KEY_NEW_LINE, 0}));
}

void tf_keyboard(struct tf_scene *scene, const struct tf_keyboard *keyboard)
{
    struct tf_keyboard_fit fit = tf_keyboard_fit(scene, keyboard->state, keyboard->rect);
    switch (keyboard->state->page) {
    case TF_TYPING_SIGNS:
        tf_keyboard_signs(scene, keyboard, &fit);
        return;
    case TF_TYPING_EMOJI:
        tf_keyboard_emoji(scene, keyboard, &fit);
        return;
    case TF_TYPING_LAYOUTS:
        tf_keyboard_layouts(scene, keyboard, &fit);
        return;
    case TF_TYPING_FAMILY:
        tf_keyboard_family(scene, keyboard, &fit);
        return;
    case TF_TYPING_PHONE:
        tf_keyboard_phone(scene, keyboard, &fit);
        return;
    case TF_TYPING_LETTERS:
    case TF_TYPING_PAGE_COUNT:
        break;
    }
    draw_letters(scene, keyboard, &fit);
    if (fit.shape == TF_KEYBOARD_WIDE) {
        draw_wide(scene, keyboard, &fit);
    } else if (fit.shape == TF_KEYBOARD_COMPACT) {
        draw_compact(scene, keyboard, &fit);
    } else {
        draw_tall(scene, keyboard, &fit);
    }
}
