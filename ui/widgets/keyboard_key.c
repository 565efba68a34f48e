#include "widgets/keyboard_in.h"
#include "widgets/style.h"
#include "widgets/take.h"
#include "words/words.h"

#include <string.h>

struct paints {
    enum tf_paint fill, border, ink;
};

static struct paints paints_of(const struct tf_scene *scene, const struct tf_keyboard_key *key)
{
    bool is_pressed = tf_scene_is_pressed(scene, tf_style_tag(key->intent));
    if (key->disabled != NULL) {
        return (struct paints){TF_PAINT_NONE, TF_PAINT_LINE, TF_PAINT_INK_SOFT};
    }
    if (is_pressed) {
        return (struct paints){TF_PAINT_ACCENT_SOFT, TF_PAINT_ACCENT, TF_PAINT_INK};
    }
    if (key->is_held || key->look == TF_KEYBOARD_MAIN) {
        return (struct paints){TF_PAINT_ACCENT, TF_PAINT_ACCENT, TF_PAINT_ON_ACCENT};
    }
    if (key->look == TF_KEYBOARD_FUNCTION) {
        return (struct paints){TF_PAINT_BAND, tf_style_quiet_border(scene), TF_PAINT_INK};
    }
    return (struct paints){TF_PAINT_CARD, TF_PAINT_LINE, TF_PAINT_INK};
}

static bool fits(struct tf_scene *scene, const char *text, struct tf_type_style style, int width, int height)
{
    if (style.lines == 1) {
        return tf_style_line_height(scene, style.type) <= height + height / 4 &&
               tf_scene_text_width(scene, text, style) <= width;
    }
    return strchr(text, ' ') != NULL && tf_scene_text_height(scene, width, text, style) <= height;
}

/* The largest size at which the text has room, down to the smallest there is; words may stand in lines. */
static struct tf_type_style style_of(struct tf_scene *scene, const struct tf_keyboard_key *key, int width,
                                     int height, enum tf_paint ink)
{
    static const enum tf_type LETTERS[] = {TF_TYPE_HEADLINE, TF_TYPE_TITLE, TF_TYPE_LABEL, TF_TYPE_SMALL};
    static const enum tf_type WORDS[] = {TF_TYPE_BODY, TF_TYPE_CARD, TF_TYPE_SMALL, TF_TYPE_SMALL};
    bool is_letter = key->look == TF_KEYBOARD_LETTER || key->is_large;
    struct tf_type_style style = tf_style_text(TF_TYPE_SMALL, ink);
    style.align = TF_ALIGN_CENTRE;
    style.valign = TF_VALIGN_MIDDLE;
    for (size_t i = 0; i < 4; i++) {
        style.type = is_letter ? LETTERS[i] : WORDS[i];
        for (style.lines = 1; style.lines >= 0; style.lines--) { /* 0: as many as it takes */
            if (fits(scene, key->text, style, width, height)) {
                return style;
            }
            if (is_letter) {
                break;
            }
        }
    }
    style.lines = is_letter ? 1 : tf_take_most(1, height / tf_style_line_height(scene, style.type));
    return style;
}

/* What Shift would type stands in the corner, where it is not just the large letter. */
static void draw_hint(struct tf_scene *scene, const struct tf_keyboard_key *key, struct tf_rect *left)
{
    struct tf_type_style style =
        tf_style_text(TF_TYPE_SMALL, key->is_held ? TF_PAINT_ON_ACCENT : TF_PAINT_INK_SOFT);
    int line = tf_style_line_height(scene, TF_TYPE_SMALL);
    int width = tf_scene_text_width(scene, key->hint, style);
    if (left->h < 2 * line || width > left->w / 2) {
        return;
    }
    int pad = tf_style_gap(scene, TF_GAP_TINY);
    struct tf_rect corner = {left->x + left->w - width - pad, left->y, width, line};
    tf_scene_text(scene, tf_keyboard_seen(scene, corner), key->hint, style);
    left->y += line / 2;
    left->h -= line / 2;
}

void tf_keyboard_key(struct tf_scene *scene, const struct tf_keyboard_key *key)
{
    struct paints paints = paints_of(scene, key);
    struct tf_rect in =
        tf_rect_inset(key->rect, tf_style_gap(scene, TF_GAP_TINY), tf_style_gap(scene, TF_GAP_TINY));
    tf_scene_box(scene, tf_keyboard_seen(scene, key->rect), paints.fill, paints.border,
                 tf_style_radius(scene));
    if (key->hint != NULL) {
        draw_hint(scene, key, &in);
    }
    if (key->icon != TF_ICON_NONE) {
        int most = tf_style_target(scene) * 2 / 5;
        int side = tf_take_least(most, tf_take_least(in.w, in.h) * 7 / 10);
        struct tf_rect place = in;
        if (key->text != NULL) { /* both in the middle */
            int gap = tf_style_gap(scene, TF_GAP_SMALL);
            struct tf_type_style style = style_of(scene, key, in.w - side - gap, in.h, paints.ink);
            int text = tf_scene_text_width(scene, key->text, style);
            in = tf_take_middle(in, tf_take_least(in.w, side + gap + text), in.h);
            place = tf_take_left(&in, side, gap);
        }
        tf_scene_icon(scene, tf_keyboard_seen(scene, tf_take_middle(place, side, side)), key->icon,
                      paints.ink);
    }
    if (key->text != NULL) {
        struct tf_type_style style = style_of(scene, key, in.w, in.h, paints.ink);
        tf_scene_text(scene, tf_keyboard_seen(scene, in), key->text, style);
    }
    int least = tf_style_target(scene);
    struct tf_target target = {
        .rect = tf_keyboard_seen(scene, key->rect),
        .tag = tf_style_tag(key->intent),
        .role = TF_TARGET_KEY,
        .label = key->label != NULL ? key->label : key->text,
        .disabled = key->disabled,
        .selected = key->is_held,
        .small_on_purpose = key->rect.w < least || key->rect.h < least,
    };
    tf_scene_target(scene, &target);
}

/* ---- keys that are on more than one page ----------------------------------------------------------------
 */

const char *tf_keyboard_name(enum tf_lang lang, const struct tf_keymap_choice *choice)
{
    const char *language = tf_words_language(lang, choice->language);
    bool says_enough = choice->variant[0] == '\0' && strchr(choice->name, '(') == NULL;
    return says_enough && strcmp(language, choice->language) != 0 ? language : choice->name;
}

struct face {
    enum tf_icon icon;
    const char *text, *label;
};

static struct face face_of(const struct tf_keyboard *keyboard, enum tf_key_function function)
{
    enum tf_lang lang = keyboard->state->lang;
    switch (function) {
    case TF_KEY_SHIFT:
        return (struct face){.icon = TF_ICON_SHIFT_KEY, .label = tf_tr(lang, "Shift")};
    case TF_KEY_ALTGR:
        return (struct face){.text = "AltGr", .label = "AltGr"};
    case TF_KEY_BACKSPACE:
        return (struct face){.icon = TF_ICON_BACKSPACE, .label = tf_tr(lang, "Backspace")};
    case TF_KEY_NEW_LINE:
        if (keyboard->enter != NULL) {
            return (struct face){.text = keyboard->enter, .label = keyboard->enter};
        }
        return (struct face){.icon = TF_ICON_ENTER_KEY, .label = tf_tr(lang, "New line")};
    case TF_KEY_SPACE:
        return (struct face){.text = tf_keyboard_name(lang, keyboard->state->layout),
                             .label = tf_tr(lang, "Space")};
    case TF_KEY_CARET_LEFT:
        return (struct face){.icon = TF_ICON_BACK, .label = tf_tr(lang, "Caret to the left")};
    case TF_KEY_CARET_RIGHT:
        return (struct face){.icon = TF_ICON_FORWARD, .label = tf_tr(lang, "Caret to the right")};
    case TF_KEY_UNDO:
        return (struct face){.icon = TF_ICON_UNDO, .label = tf_tr(lang, "Undo typing")};
    case TF_KEY_REDO:
        return (struct face){.icon = TF_ICON_REDO, .label = tf_tr(lang, "Type it again")};
    case TF_KEY_SELECT_WORD:
        return (struct face){.text = tf_tr(lang, "Select word"), .label = tf_tr(lang, "Select word")};
    case TF_KEY_SELECT_ALL:
        return (struct face){.text = tf_tr(lang, "Select all"), .label = tf_tr(lang, "Select all")};
    case TF_KEY_ACCENTS:
        return (struct face){.text = "àéñ", .label = tf_tr(lang, "Accents")};
    default:
        return (struct face){.text = ""};
    }
}

static bool is_held(const struct tf_typing_state *state, enum tf_key_function function)
{
    return (function == TF_KEY_SHIFT && state->shift != TF_TYPING_SHIFT_OFF) ||
           (function == TF_KEY_ALTGR && state->has_altgr) ||
           (function == TF_KEY_ACCENTS && state->offers_accents);
}

void tf_keyboard_function(struct tf_scene *scene, const struct tf_keyboard *keyboard, struct tf_rect rect,
                          enum tf_key_function function)
{
    struct face face = face_of(keyboard, function);
    bool is_space = function == TF_KEY_SPACE;
    bool is_main = function == TF_KEY_NEW_LINE && keyboard->enter != NULL;
    struct tf_keyboard_key key = {
        .rect = rect,
        .look = is_space  ? TF_KEYBOARD_NAME
                : is_main ? TF_KEYBOARD_MAIN
                          : TF_KEYBOARD_FUNCTION,
        .icon = face.icon,
        .text = face.text,
        .label = face.label,
        .disabled = tf_typing_why_not(keyboard->state, keyboard->editor, function),
        .is_held = is_held(keyboard->state, function),
        .intent = {TF_INTENT_KEY_FUNCTION, (uint64_t)function, 0},
    };
    if (function == TF_KEY_SHIFT && keyboard->state->shift == TF_TYPING_SHIFT_CAPS) {
        key.text = tf_tr(keyboard->state->lang, "Caps");
    }
    if (tf_scene_is_rtl(scene)) { /* arrows point where the caret goes, and the scene would turn them round */
        key.icon = face.icon == TF_ICON_BACK      ? TF_ICON_FORWARD
                   : face.icon == TF_ICON_FORWARD ? TF_ICON_BACK
                                                  : face.icon;
    }
    tf_keyboard_key(scene, &key);
}

/* The layout's first letters: what everybody knows as "ABC" in their own script. */
static void first_letters(const struct tf_keymap *keymap, char out[32])
{
    size_t found = 0;
    out[0] = '\0';
    for (size_t r = 1; r < TF_KEYMAP_ROWS && found < 3; r++) {
        const struct tf_keymap_row *row = tf_keymap_row(keymap, r);
        for (size_t k = 0; k < row->count && found < 3; k++) {
            const char *label = row->keys[k].label[0];
            unsigned char first = (unsigned char)label[0];
            bool is_letter =
                (first >= 'a' && first <= 'z') || (first >= 0x80 && strncmp(label, "\u25CC", 3) != 0);
            if (is_letter && !row->keys[k].dead[0] && strlen(label) <= 4) {
                strncat(out, label, 31 - strlen(out));
                found++;
            }
        }
    }
}

void tf_keyboard_turn(struct tf_scene *scene, const struct tf_keyboard *keyboard, struct tf_rect rect,
                      enum tf_typing_page page)
{
    enum tf_lang lang = keyboard->state->lang;
    char letters[32] = "";
    char code[8] = "";
    struct tf_keyboard_key key = {
        .rect = rect,
        .look = TF_KEYBOARD_FUNCTION,
        .intent = {TF_INTENT_KEY_FUNCTION, TF_KEY_PAGE, (uint64_t)page},
    };
    switch (page) {
    case TF_TYPING_LETTERS:
        first_letters(keyboard->state->keymap, letters);
        key.text = letters;
        key.label = tf_tr(lang, "Letters");
        break;
    case TF_TYPING_SIGNS:
        key.text = "&?!";
        key.label = tf_tr(lang, "Signs");
        break;
    case TF_TYPING_EMOJI:
        key.icon = TF_ICON_EMOJI;
        key.label = tf_tr(lang, "Emoji");
        break;
    default:
        tf_text_copy(code, sizeof(code), keyboard->state->layout->language);
        for (char *c = code; *c != '\0'; c++) {
            *c = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
        }
        key.icon = TF_ICON_LANGUAGE;
        key.text = page == TF_TYPING_LAYOUTS ? code : NULL;
        key.label = tf_tr(lang, "Language of the keyboard");
        break;
    }
    tf_keyboard_key(scene, &key);
}
