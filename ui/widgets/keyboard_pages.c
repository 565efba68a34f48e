#include "widgets/keyboard_in.h"
#include "widgets/style.h"
#include "widgets/take.h"

#include <string.h>

enum { Q = TF_KEYBOARD_QUARTERS };

/* ---- more lines than fit --------------------------------------------------------------------------------
 */

struct tf_keyboard_scroll tf_keyboard_scroll(const struct tf_keyboard *keyboard, size_t items, int columns,
                                             int visible)
{
    struct tf_keyboard_scroll scroll = {.lines = ((int)items + columns - 1) / columns, .visible = visible};
    int last = tf_take_most(0, scroll.lines - visible);
    scroll.first = tf_take_least(keyboard->state->first, last);
    return scroll;
}

static void scroll_key(struct tf_scene *scene, const struct tf_keyboard *keyboard, struct tf_rect rect,
                       struct tf_keyboard_scroll scroll, bool is_down)
{
    enum tf_lang lang = keyboard->state->lang;
    int last = tf_take_most(0, scroll.lines - scroll.visible);
    int to = is_down ? tf_take_least(last, scroll.first + scroll.visible)
                     : tf_take_most(0, scroll.first - scroll.visible);
    struct tf_keyboard_key key = {
        .rect = rect,
        .look = TF_KEYBOARD_FUNCTION,
        .icon = is_down ? TF_ICON_DOWN : TF_ICON_UP,
        .label = is_down ? tf_tr(lang, "More below") : tf_tr(lang, "More above"),
        .intent = {TF_INTENT_KEY_FUNCTION, TF_KEY_SCROLL, (uint64_t)to},
    };
    if (to == scroll.first) {
        key.disabled = is_down ? tf_tr(lang, "This is the end.") : tf_tr(lang, "This is the beginning.");
        key.intent.b = is_down ? UINT64_MAX : UINT64_MAX - 1; /* no two keys are the same one */
    }
    tf_keyboard_key(scene, &key);
}

void tf_keyboard_scroll_keys(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                             struct tf_keyboard_scroll scroll, struct tf_rect up, struct tf_rect down)
{
    if (scroll.lines > scroll.visible) {
        scroll_key(scene, keyboard, up, scroll, false);
        scroll_key(scene, keyboard, down, scroll, true);
    }
}

/* ---- signs and emoji ------------------------------------------------------------------------------------
 */

static size_t count_of(const char *const *list)
{
    size_t count = 0;
    while (list[count] != NULL) {
        count++;
    }
    return count;
}

/* Rows [top, rows) of a page are a grid of texts, beside it a column to scroll. */
static void draw_texts(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                       const struct tf_keyboard_fit *fit, int top, const char *const *list,
                       enum tf_key_text kind)
{
    int columns = (int)fit->columns - 1;
    int visible = TF_KEYMAP_ROWS - top;
    size_t count = count_of(list);
    struct tf_keyboard_scroll scroll = tf_keyboard_scroll(keyboard, count, columns, visible);
    for (int i = 0; i < columns * visible; i++) {
        size_t at = (size_t)scroll.first * (size_t)columns + (size_t)i;
        if (at >= count) {
            break;
        }
        int from = i % columns * Q;
        struct tf_keyboard_key key = {
            .rect = tf_keyboard_place(fit, (size_t)top + (size_t)i / (size_t)columns, from, from + Q),
            .look = TF_KEYBOARD_LETTER,
            .text = list[at],
            .intent = {TF_INTENT_KEY_TEXT, at, (uint64_t)kind},
        };
        tf_keyboard_key(scene, &key);
    }
    int all = (int)fit->columns * Q;
    tf_keyboard_scroll_keys(scene, keyboard, scroll, tf_keyboard_place(fit, 1, columns * Q, all),
                            tf_keyboard_place(fit, 2, columns * Q, all));
    tf_keyboard_function(scene, keyboard, tf_keyboard_place(fit, 3, columns * Q, all), TF_KEY_NEW_LINE);
}

/* Below: back to the letters, the other page, and what one needs between two signs. */
static void draw_foot(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                      const struct tf_keyboard_fit *fit, enum tf_typing_page other)
{
    int all = (int)fit->columns * Q;
    size_t row = TF_KEYMAP_ROWS;
    int at = 12;
    tf_keyboard_turn(scene, keyboard, tf_keyboard_place(fit, row, 0, 7), TF_TYPING_LETTERS);
    tf_keyboard_turn(scene, keyboard, tf_keyboard_place(fit, row, 7, at), other);
    if (fit->shape == TF_KEYBOARD_TALL) { /* two rows: the space bar has the lower one */
        int half = (at + all) / 2;
        tf_keyboard_function(scene, keyboard, tf_keyboard_place(fit, row, at, half), TF_KEY_REDO);
        tf_keyboard_function(scene, keyboard, tf_keyboard_place(fit, row, half, all), TF_KEY_SELECT_ALL);
        row++;
        at = 0;
    } else {
        tf_keyboard_function(scene, keyboard, tf_keyboard_place(fit, row, all - 6, all), TF_KEY_SELECT_ALL);
        tf_keyboard_function(scene, keyboard, tf_keyboard_place(fit, row, all - 10, all - 6), TF_KEY_REDO);
        all -= 10;
    }
    tf_keyboard_function(scene, keyboard, tf_keyboard_place(fit, row, at, all - 2 * Q), TF_KEY_SPACE);
    tf_keyboard_function(scene, keyboard, tf_keyboard_place(fit, row, all - 2 * Q, all - Q),
                         TF_KEY_CARET_LEFT);
    tf_keyboard_function(scene, keyboard, tf_keyboard_place(fit, row, all - Q, all), TF_KEY_CARET_RIGHT);
}

void tf_keyboard_signs(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                       const struct tf_keyboard_fit *fit)
{
    int all = (int)fit->columns * Q;
    draw_texts(scene, keyboard, fit, 0, TF_TYPING_SIGN, TF_KEY_TEXT_SIGN);
    tf_keyboard_function(scene, keyboard, tf_keyboard_place(fit, 0, all - Q, all), TF_KEY_BACKSPACE);
    draw_foot(scene, keyboard, fit, TF_TYPING_EMOJI);
}

void tf_keyboard_emoji(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                       const struct tf_keyboard_fit *fit)
{
    const struct tf_typing_state *state = keyboard->state;
    int all = (int)fit->columns * Q;
    int groups = 0;
    while (TF_KEYMAP_EMOJI[groups].name != NULL) {
        groups++;
    }
    for (int g = 0; g < groups; g++) {
        struct tf_keyboard_key key = {
            .rect = tf_keyboard_place(fit, 0, g * (all - Q) / groups, (g + 1) * (all - Q) / groups),
            .look = TF_KEYBOARD_FUNCTION,
            .text = TF_KEYMAP_EMOJI[g].emoji[0],
            .is_large = true,
            .label = tf_tr(state->lang, TF_KEYMAP_EMOJI[g].name),
            .is_held = (size_t)g == state->emoji_group,
            .intent = {TF_INTENT_KEY_FUNCTION, TF_KEY_EMOJI_GROUP, (uint64_t)g},
        };
        tf_keyboard_key(scene, &key);
    }
    tf_keyboard_function(scene, keyboard, tf_keyboard_place(fit, 0, all - Q, all), TF_KEY_BACKSPACE);
    draw_texts(scene, keyboard, fit, 1, TF_KEYMAP_EMOJI[state->emoji_group].emoji, TF_KEY_TEXT_EMOJI);
    draw_foot(scene, keyboard, fit, TF_TYPING_SIGNS);
}
