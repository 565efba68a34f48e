/* keyboard_in.h: what the files of keyboard share: where keys stand, and one key. */
#ifndef TF_WIDGETS_KEYBOARD_IN_H
#define TF_WIDGETS_KEYBOARD_IN_H

#include "widgets/keyboard.h"

/* ---- keyboard_fit.c: which keys, and how wide -------------------------------------------------------- */

enum tf_keyboard_shape {
    TF_KEYBOARD_WIDE,    /* as on a desk: all keys, staggered rows, functions at both sides */
    TF_KEYBOARD_COMPACT, /* letters as large as they can be, functions at the right side */
    TF_KEYBOARD_TALL,    /* letters from edge to edge, functions in rows of their own below */
};
enum { TF_KEYBOARD_ROWS_MAX = 6, TF_KEYBOARD_QUARTERS = 4 /* of a column */ };

struct tf_keyboard_fit {
    enum tf_keyboard_shape shape;
    size_t rows, columns;
    const struct tf_keymap_key *keys[TF_KEYMAP_ROWS][TF_KEYMAP_KEYS_MAX]; /* those that are shown */
    size_t counts[TF_KEYMAP_ROWS];
    int starts[TF_KEYMAP_ROWS]; /* of a row's letters, in quarters of a column */
    struct tf_rect in;          /* of the panel, not mirrored */
    int gap;
};
struct tf_keyboard_fit tf_keyboard_fit(const struct tf_scene *scene, const struct tf_typing_state *state,
                                       struct tf_rect rect);
/* From the scene's coordinates, which a right-to-left scene mirrors, to the panel's, and back. */
struct tf_rect tf_keyboard_seen(const struct tf_scene *scene, struct tf_rect rect);
/* From a place in the row to another, in quarters of a column. */
struct tf_rect tf_keyboard_place(const struct tf_keyboard_fit *fit, size_t row, int from, int to);

/* ---- keyboard_key.c ---------------------------------------------------------------------------------- */

enum tf_keyboard_look { TF_KEYBOARD_LETTER, TF_KEYBOARD_FUNCTION, TF_KEYBOARD_MAIN, TF_KEYBOARD_NAME };
struct tf_keyboard_key {
    struct tf_rect rect; /* of the panel */
    enum tf_keyboard_look look;
    enum tf_icon icon;
    const char *text;  /* shown; NULL: none */
    const char *hint;  /* small, in the corner: what Shift would type; NULL */
    const char *label; /* spoken; NULL: text */
    const char *disabled;
    bool is_large; /* the text is set as letters are: emoji */
    bool is_held;  /* Shift, AltGr, a dead key that waits */
    struct tf_intent intent;
};
void tf_keyboard_key(struct tf_scene *scene, const struct tf_keyboard_key *key);
/* What people call a layout: its language in theirs, where that says enough. */
const char *tf_keyboard_name(enum tf_lang lang, const struct tf_keymap_choice *choice);
/* One of the keys that are on every page. */
void tf_keyboard_function(struct tf_scene *scene, const struct tf_keyboard *keyboard, struct tf_rect rect,
                          enum tf_key_function function);
void tf_keyboard_turn(struct tf_scene *scene, const struct tf_keyboard *keyboard, struct tf_rect rect,
                      enum tf_typing_page page);

/* ---- keyboard_pages.c, keyboard_layouts.c ------------------------------------------------------------ */

void tf_keyboard_signs(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                       const struct tf_keyboard_fit *fit);
void tf_keyboard_emoji(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                       const struct tf_keyboard_fit *fit);
void tf_keyboard_layouts(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                         const struct tf_keyboard_fit *fit);
void tf_keyboard_family(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                        const struct tf_keyboard_fit *fit);
void tf_keyboard_phone(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                       const struct tf_keyboard_fit *fit);
/* Up and down through a page's lines, and the keys for it; first is set to what is shown. */
struct tf_keyboard_scroll {
    int lines, visible, first;
};
struct tf_keyboard_scroll tf_keyboard_scroll(const struct tf_keyboard *keyboard, size_t items, int columns,
                                             int visible);
void tf_keyboard_scroll_keys(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                             struct tf_keyboard_scroll scroll, struct tf_rect up, struct tf_rect down);

#endif
