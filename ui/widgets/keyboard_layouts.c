#include "widgets/keyboard_in.h"
#include "widgets/style.h"
#include "widgets/take.h"

#include <string.h>

enum { Q = TF_KEYBOARD_QUARTERS, QR_MODULE_PX = 4 };

/* A name needs that much. */
static const double NAME_MM = 42.0;
static const double NAME_LEAST_MM = 30.0;
static const double TAB_MM = 9.6;

/* The keyboard's place without its last row (two, where it has six), in cells for names. */
struct cells {
    const struct tf_keyboard_fit *fit;
    int columns, side_from; /* side_from: where the column to scroll begins, in quarters */
};

static struct cells cells_of(const struct tf_scene *scene, const struct tf_keyboard_fit *fit)
{
    const struct tf_theme *theme = tf_scene_theme(scene);
    int side = tf_take_most(Q, Q * (int)fit->columns / 10);
    struct cells cells = {.fit = fit, .side_from = (int)fit->columns * Q - side};
    int width = fit->in.w - side * fit->in.w / ((int)fit->columns * Q);
    double wanted = fit->shape == TF_KEYBOARD_TALL ? NAME_LEAST_MM : NAME_MM;
    cells.columns = tf_take_most(2, tf_take_least(6, width / tf_theme_mm(theme, wanted)));
    return cells;
}

static struct tf_rect cell(const struct cells *cells, size_t row, int column)
{
    struct tf_rect all = tf_keyboard_place(cells->fit, row, 0, cells->side_from);
    int gap = cells->fit->gap;
    int left = column * (all.w + gap) / cells->columns;
    int right = (column + 1) * (all.w + gap) / cells->columns - gap;
    return (struct tf_rect){all.x + left, all.y, right - left, all.h};
}

static struct tf_rect side(const struct cells *cells, size_t row)
{
    return tf_keyboard_place(cells->fit, row, cells->side_from, (int)cells->fit->columns * Q);
}

static void draw_name(struct tf_scene *scene, struct tf_rect rect, const char *name, bool is_held,
                      enum tf_key_function function, uint64_t index)
{
    struct tf_keyboard_key key = {
        .rect = rect,
        .look = TF_KEYBOARD_NAME,
        .text = name,
        .is_held = is_held,
        .intent = {TF_INTENT_KEY_FUNCTION, (uint64_t)function, index},
    };
    tf_keyboard_key(scene, &key);
}

/* The layouts at hand share the first row. */
static void draw_quick(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                       const struct tf_keyboard_fit *fit)
{
    const struct tf_typing_state *state = keyboard->state;
    int all = (int)fit->columns * Q;
    int count = tf_take_most(1, (int)state->quick_count);
    for (int i = 0; i < (int)state->quick_count; i++) {
        struct tf_rect rect = tf_keyboard_place(fit, 0, i * all / count, (i + 1) * all / count);
        draw_name(scene, rect, tf_keyboard_name(state->lang, state->quick[i]),
                  state->quick[i] == state->layout, TF_KEY_QUICK, (uint64_t)i);
    }
}

/* What a page of families begins with: "Ge". */
static void begins_with(const char *name, char out[16])
{
    size_t end = tf_text_next(name, 0);
    end = tf_text_next(name, end);
    tf_text_copy(out, end + 1 < 16 ? end + 1 : 16, name);
}

/* Every page of families in one tap, as in an address book. false: they are too many for the row. */
static bool draw_tabs(struct tf_scene *scene, const struct tf_keyboard *keyboard, const struct cells *cells,
                      struct tf_keyboard_scroll scroll, struct tf_rect row)
{
    const struct tf_typing_state *state = keyboard->state;
    int count = (scroll.lines + scroll.visible - 1) / scroll.visible;
    int gap = cells->fit->gap;
    if (count < 2 || (row.w + gap) / count - gap < tf_theme_mm(tf_scene_theme(scene), TAB_MM)) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        char text[16];
        int first = tf_take_least(i * scroll.visible, scroll.lines - scroll.visible);
        int left = i * (row.w + gap) / count;
        int right = (i + 1) * (row.w + gap) / count - gap;
        begins_with(state->families[first * cells->columns].name, text);
        struct tf_rect rect = {row.x + left, row.y, right - left, row.h};
        draw_name(scene, rect, text, first == scroll.first, TF_KEY_SCROLL, (uint64_t)first);
    }
    return true;
}

static bool is_of(const struct tf_typing_state *state, const struct tf_typing_family *family)
{
    for (size_t i = 0; i < family->count; i++) {
        if (tf_keymap_list_at(state->layouts, family->first + i) == state->layout) {
            return true;
        }
    }
    return false;
}

void tf_keyboard_layouts(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                         const struct tf_keyboard_fit *fit)
{
    const struct tf_typing_state *state = keyboard->state;
    struct cells cells = cells_of(scene, fit);
    cells.side_from = (int)fit->columns * Q;
    int rows = (int)fit->rows - 2;
    struct tf_keyboard_scroll scroll = tf_keyboard_scroll(keyboard, state->family_count, cells.columns, rows);
    struct tf_rect foot = tf_keyboard_place(fit, fit->rows - 1, 7, (int)fit->columns * Q);
    draw_quick(scene, keyboard, fit);
    tf_keyboard_turn(scene, keyboard, tf_keyboard_place(fit, fit->rows - 1, 0, 7), TF_TYPING_LETTERS);
    if (!draw_tabs(scene, keyboard, &cells, scroll, foot)) {
        int all = (int)fit->columns * Q;
        int half = (7 + all) / 2;
        tf_keyboard_scroll_keys(scene, keyboard, scroll, tf_keyboard_place(fit, fit->rows - 1, 7, half),
                                tf_keyboard_place(fit, fit->rows - 1, half, all));
    }
    for (int i = 0; i < cells.columns * rows; i++) {
        size_t at = (size_t)scroll.first * (size_t)cells.columns + (size_t)i;
        if (at >= state->family_count) {
            break;
        }
        const struct tf_typing_family *family = &state->families[at];
        draw_name(scene, cell(&cells, 1 + (size_t)i / (size_t)cells.columns, i % cells.columns), family->name,
                  is_of(state, family), TF_KEY_FAMILY, at);
    }
}

void tf_keyboard_family(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                        const struct tf_keyboard_fit *fit)
{
    const struct tf_typing_state *state = keyboard->state;
    const struct tf_typing_family *family = &state->families[state->family];
    struct cells cells = cells_of(scene, fit);
    int rows = (int)fit->rows - 1;
    struct tf_keyboard_scroll scroll = tf_keyboard_scroll(keyboard, family->count, cells.columns, rows);
    for (int i = 0; i < cells.columns * rows; i++) {
        size_t at = (size_t)scroll.first * (size_t)cells.columns + (size_t)i;
        if (at >= family->count) {
            break;
        }
        const struct tf_keymap_choice *choice = tf_keymap_list_at(state->layouts, family->first + at);
        draw_name(scene, cell(&cells, (size_t)i / (size_t)cells.columns, i % cells.columns), choice->name,
                  choice == state->layout, TF_KEY_LAYOUT, family->first + at);
    }
    tf_keyboard_scroll_keys(scene, keyboard, scroll, side(&cells, 0), side(&cells, 1));
    tf_keyboard_turn(scene, keyboard, tf_keyboard_place(fit, fit->rows - 1, 0, 7), TF_TYPING_LETTERS);
    tf_keyboard_turn(scene, keyboard, tf_keyboard_place(fit, fit->rows - 1, 7, 14), TF_TYPING_LAYOUTS);
}

/* ---- languages that need an input method --------------------------------------------------------------- */

void tf_keyboard_phone(struct tf_scene *scene, const struct tf_keyboard *keyboard,
                       const struct tf_keyboard_fit *fit)
{
    const struct tf_typing_state *state = keyboard->state;
    enum tf_lang lang = state->lang;
    bool has_url = keyboard->phone_url != NULL && keyboard->phone_url[0] != '\0';
    int gap = tf_style_gap(scene, TF_GAP_LARGE);
    size_t last = fit->rows - 1;
    struct tf_rect top = tf_keyboard_place(fit, 0, 0, (int)fit->columns * Q);
    struct tf_rect end = tf_keyboard_place(fit, last - 1, 0, (int)fit->columns * Q);
    struct tf_rect box =
        tf_keyboard_seen(scene, (struct tf_rect){top.x, top.y, top.w, end.y + end.h - top.y});
    tf_scene_box(scene, box, TF_PAINT_CARD, TF_PAINT_LINE, tf_style_radius(scene));
    struct tf_rect left = tf_rect_inset(box, gap, gap);
    if (has_url) {
        struct tf_rect code = tf_take_right(&left, tf_take_least(left.h, left.w / 2), gap);
        tf_scene_box(scene, tf_take_middle(code, code.w, tf_take_least(code.w, code.h)), TF_PAINT_QR_LIGHT,
                     TF_PAINT_NONE, tf_style_radius(scene));
        tf_scene_qr(scene, code, keyboard->phone_url, QR_MODULE_PX);
    }
    const char *sentences[] = {
        tf_keyboard_name(lang, state->on_phone),
        tf_tr(lang, "Type this one on your phone"),
        has_url ? tf_tr(lang, "This language is typed with an input method, which your phone has. Point its "
                              "camera at the code: your words come to the same board.")
                : tf_tr(lang, "This language is typed with an input method, which this screen does not have. "
                              "Please ask an organiser how to send it from a phone."),
    };
    struct tf_type_style text = tf_style_bold(TF_TYPE_TITLE, TF_PAINT_INK);
    for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++) {
        text.lines = 6;
        int used = tf_scene_text(scene, (struct tf_rect){left.x, left.y, left.w, 0}, sentences[i], text);
        tf_take_top(&left, used, tf_style_gap(scene, TF_GAP_SMALL));
        text.type = i == 0 ? TF_TYPE_LABEL : TF_TYPE_BODY;
        text.bold = i == 0;
    }
    if (has_url) {
        text.paint = TF_PAINT_ACCENT;
        text.bold = true;
        text.lines = 2;
        tf_scene_text(scene, left, keyboard->phone_url, text);
    }
    tf_keyboard_turn(scene, keyboard, tf_keyboard_place(fit, last, 0, 7), TF_TYPING_LETTERS);
    tf_keyboard_turn(scene, keyboard, tf_keyboard_place(fit, last, 7, 14), TF_TYPING_LAYOUTS);
}
