#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rng.h"
#include "canvas/type_in.h"
#include "sdl/fonts.h"
#include "widgets/field.h"
#include "widgets/keyboard.h"
#include "widgets/pointer.h"
#include "widgets/style.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistr.h>

#define FONT_LIST TF_SOURCE_DIR "/assets/fonts/fonts.ini"

struct panel {
    const char *name;
    int width, height;
    double px_per_mm;
};
static const struct panel PANELS[] = {
    {"10", 1280, 800, 1280 / 217.0},
    {"15", 1920, 1080, 1920 / 345.4},
    {"10-upright", 800, 1280, 1280 / 217.0},
};
enum { SMALL_PANEL, PANEL, UPRIGHT_PANEL, PANEL_COUNT };

struct desk {
    struct tf_fonts *fonts;
    struct tf_font_engine engine;
    struct tf_type_setter *setter;
    struct tf_scene *scene;
    struct tf_theme theme;
    struct tf_typing *typing;
    struct tf_editor *editor;
    const struct tf_typing_state *state;
    struct tf_rect rect; /* the keyboard's */
    enum tf_lang lang;
    struct tf_tag pressed;
};

static int set_up(void **state)
{
    struct desk *desk = calloc(1, sizeof(*desk));
    struct tf_problem problem = {0};
    if (tf_fonts_open(&desk->fonts, FONT_LIST, &problem) != TF_OK) {
        fail_msg("%s", problem.what);
    }
    desk->engine = tf_fonts_engine(desk->fonts);
    assert_int_equal(tf_type_create(&desk->setter, &desk->engine, 0), TF_OK);
    assert_int_equal(tf_scene_create(&desk->scene), TF_OK);
    assert_int_equal(tf_editor_create(&desk->editor, TF_TEXT_TITLE), TF_OK);
    *state = desk;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;
    tf_typing_destroy(desk->typing);
    tf_editor_destroy(desk->editor);
    tf_scene_destroy(desk->scene);
    tf_type_destroy(desk->setter);
    tf_fonts_close(desk->fonts);
    free(desk);
    return 0;
}

static void function(struct desk *desk, enum tf_key_function which, uint64_t b)
{
    struct tf_intent intent = {TF_INTENT_KEY_FUNCTION, (uint64_t)which, b};
    assert_int_not_equal(tf_typing_press(desk->typing, desk->editor, intent).effect, TF_TYPING_REFUSED);
}

static void use_layout(struct desk *desk, const char *layout, const char *variant)
{
    static const char *const NONE[] = {NULL};
    if (desk->typing == NULL) {
        assert_int_equal(tf_typing_create(&desk->typing, desk->lang, NONE), TF_OK);
    } else {
        assert_int_equal(tf_typing_reset(desk->typing, desk->lang, NONE), TF_OK);
    }
    desk->state = tf_typing_state(desk->typing);
    for (size_t i = 0; i < tf_keymap_list_count(desk->state->layouts); i++) {
        const struct tf_keymap_choice *choice = tf_keymap_list_at(desk->state->layouts, i);
        if (strcmp(choice->layout, layout) == 0 && strcmp(choice->variant, variant) == 0) {
            function(desk, TF_KEY_LAYOUT, i);
            return;
        }
    }
    fail_msg("no layout %s %s", layout, variant);
}

/* As the screen for proposing has it: a field or two above, the keyboard from edge to edge at the foot. */
static void draw(struct desk *desk, const struct panel *panel, enum tf_scheme scheme)
{
    bool rtl = tf_lang_is_rtl(desk->lang);
    tf_theme_init(&desk->theme, panel->width, panel->height, panel->px_per_mm, scheme,
                  desk->theme.larger_text);
    struct tf_scene_start start = {
        .theme = &desk->theme, .setter = desk->setter, .rtl = rtl, .pressed = desk->pressed};
    tf_scene_begin(desk->scene, &start);
    int margin = tf_style_gap(desk->scene, TF_GAP_MEDIUM);
    int width = panel->width - 2 * margin;
    int height = tf_keyboard_height(desk->scene, desk->state, width);
    desk->rect = (struct tf_rect){margin, panel->height - margin - height, width, height};
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_field_view field = {
        .rect = {margin, margin, width, tf_field_height(desk->scene, false, 1)},
        .id = 1,
        .editor = desk->editor,
        .label = "Title",
        .placeholder = "What do you want to talk about?",
        .left = tf_typing_left(&arena, desk->lang, desk->editor),
        .is_active = true,
    };
    tf_field(desk->scene, &field);
    struct tf_keyboard keyboard = {
        .rect = desk->rect,
        .state = desk->state,
        .editor = desk->editor,
        .enter = "Next",
        .phone_url = "http://10.0.0.5:8080/p",
    };
    tf_keyboard(desk->scene, &keyboard);
    assert_int_equal(tf_scene_end(desk->scene), TF_OK);
    tf_arena_free(&arena);
}

static void write_picture(struct desk *desk, const struct panel *panel, const char *what)
{
    static const char *const SCHEMES[] = {"light", "dark", "contrast"};
    const char *folder = getenv("TF_TEST_OUT");
    char path[512];
    struct tf_canvas *canvas;
    assert_int_equal(tf_canvas_create(&canvas, panel->width, panel->height), TF_OK);
    tf_canvas_fill(canvas, (struct tf_rect){0, 0, panel->width, panel->height},
                   desk->theme.paint[TF_PAINT_PAPER]);
    tf_scene_paint(desk->scene, canvas, (struct tf_rect){0});
    snprintf(path, sizeof(path), "%s/keyboard-%s-%s-%s.png", folder == NULL ? "/tmp" : folder, panel->name,
             what, SCHEMES[desk->theme.scheme]);
    assert_int_equal(tf_canvas_write_png(canvas, path, NULL), TF_OK);
    tf_canvas_destroy(canvas);
}

/* ---- what holds for every page ------------------------------------------------------------------------ */

static bool is_key(const struct tf_target *target)
{
    return target->role == TF_TARGET_KEY;
}

/* Keys lie in the keyboard's place, apart from each other, each with a label and a tag of its own; whatever
 * text is on them is whole. */
static void look_at_keys(struct desk *desk, const char *what)
{
    struct tf_rect place = desk->rect;
    size_t keys = 0;
    for (size_t i = 0; i < tf_scene_target_count(desk->scene); i++) {
        const struct tf_target *key = tf_scene_target_at_index(desk->scene, i);
        if (!is_key(key)) {
            continue;
        }
        keys++;
        struct tf_rect inside = tf_rect_cut(key->rect, place);
        if (inside.w != key->rect.w || inside.h != key->rect.h || key->is_clipped) {
            fail_msg("%s: %s stands outside", what, key->label);
        }
        if (key->label == NULL || key->label[0] == '\0') {
            fail_msg("%s: a key has no label", what);
        }
        for (size_t j = 0; j < i; j++) {
            const struct tf_target *other = tf_scene_target_at_index(desk->scene, j);
            if (tf_rect_meets(key->rect, other->rect)) {
                fail_msg("%s: %s lies over %s", what, key->label, other->label);
            }
            if (tf_tag_equal(key->tag, other->tag)) {
                fail_msg("%s: %s and %s are the same key", what, key->label, other->label);
            }
        }
    }
    if (keys < 2) {
        fail_msg("%s: %zu keys", what, keys);
    }
    for (size_t i = 0; i < tf_scene_node_count(desk->scene); i++) {
        const struct tf_node *node = tf_scene_node(desk->scene, i);
        if (node->kind == TF_NODE_TEXT && node->is_cut) {
            fail_msg("%s: \"%s\" is cut", what, node->text);
        }
    }
}

static double least_mm(const struct desk *desk, bool is_letter)
{
    double least = 1e9;
    for (size_t i = 0; i < tf_scene_target_count(desk->scene); i++) {
        const struct tf_target *key = tf_scene_target_at_index(desk->scene, i);
        if (is_key(key) && (!is_letter || key->tag.what == TF_INTENT_KEY)) {
            double side = (key->rect.w < key->rect.h ? key->rect.w : key->rect.h) / desk->theme.px_per_mm;
            least = side < least ? side : least;
        }
    }
    return least;
}

static const struct {
    const char *name, *layout, *variant;
    enum tf_lang lang;
} KINDS[] = {
    {"us", "us", "", TF_LANG_EN},         {"de", "de", "", TF_LANG_DE},       {"fr", "fr", "", TF_LANG_EN},
    {"ru", "ru", "", TF_LANG_EN},         {"gr", "gr", "", TF_LANG_EN},       {"ara", "ara", "", TF_LANG_AR},
    {"il", "il", "", TF_LANG_EN},         {"in", "in", "", TF_LANG_EN},       {"th", "th", "", TF_LANG_EN},
    {"br", "br", "", TF_LANG_EN},         {"bepo", "fr", "bepo", TF_LANG_EN}, {"kh", "kh", "", TF_LANG_JA},
    {"kana", "jp", "kana86", TF_LANG_JA},
};
enum { KIND_COUNT = sizeof(KINDS) / sizeof(KINDS[0]) };

static void every_page_of_many_layouts_can_be_touched(void **state)
{
    struct desk *desk = *state;
    for (size_t k = 0; k < KIND_COUNT; k++) {
        desk->lang = KINDS[k].lang;
        if (strcmp(KINDS[k].name, "kana") == 0) {
            continue; /* goes to the phone */
        }
        use_layout(desk, KINDS[k].layout, KINDS[k].variant);
        for (int p = 0; p < PANEL_COUNT; p++) {
            for (int level = 0; level < TF_KEYMAP_LEVELS; level++) {
                char what[64];
                snprintf(what, sizeof(what), "%s on %s, level %d", KINDS[k].name, PANELS[p].name, level);
                draw(desk, &PANELS[p], TF_SCHEME_LIGHT);
                look_at_keys(desk, what);
                function(desk, TF_KEY_SHIFT, 0);
                if (level % 2 == 1) {
                    function(desk, TF_KEY_SHIFT, 0);
                    if (desk->state->shift == TF_TYPING_SHIFT_CAPS) {
                        function(desk, TF_KEY_SHIFT, 0);
                    }
                    function(desk, TF_KEY_ALTGR, 0);
                }
            }
        }
    }
}

static void every_layout_there_is_fits_every_panel(void **state)
{
    struct desk *desk = *state;
    use_layout(desk, "us", "");
    for (size_t i = 0; i < tf_keymap_list_count(desk->state->layouts); i++) {
        const struct tf_keymap_choice *choice = tf_keymap_list_at(desk->state->layouts, i);
        if (choice->needs_input_method) {
            continue;
        }
        function(desk, TF_KEY_LAYOUT, i);
        for (int p = 0; p < PANEL_COUNT; p++) {
            char what[96];
            snprintf(what, sizeof(what), "%s %s on %s", choice->layout, choice->variant, PANELS[p].name);
            draw(desk, &PANELS[p], TF_SCHEME_LIGHT);
            look_at_keys(desk, what);
            if (least_mm(desk, true) < (p == UPRIGHT_PANEL ? 8.0 : 12.0)) {
                fail_msg("%s: letters of %.1f mm", what, least_mm(desk, true));
            }
        }
    }
}

static void keys_are_20_mm_on_a_15_inch_panel(void **state)
{
    struct desk *desk = *state;
    for (size_t k = 0; k < KIND_COUNT; k++) {
        if (strcmp(KINDS[k].name, "kana") == 0) {
            continue;
        }
        use_layout(desk, KINDS[k].layout, KINDS[k].variant);
        draw(desk, &PANELS[PANEL], TF_SCHEME_LIGHT);
        print_message("15.6 inch, %s: letters of %.1f mm\n", KINDS[k].name, least_mm(desk, true));
        assert_true(least_mm(desk, false) >= 20.0);
        draw(desk, &PANELS[SMALL_PANEL], TF_SCHEME_LIGHT);
        print_message("10.1 inch, %s: letters of %.1f mm\n", KINDS[k].name, least_mm(desk, true));
        draw(desk, &PANELS[UPRIGHT_PANEL], TF_SCHEME_LIGHT);
        print_message("10.1 inch upright, %s: letters of %.1f mm\n", KINDS[k].name, least_mm(desk, true));
    }
}

/* A person sees letters, not boxes: every label of every layout has a font, but for three that none of
 * Debian's fonts has. */
static void every_letter_has_a_font(void **state)
{
    struct desk *desk = *state;
    size_t missing = 0;
    use_layout(desk, "us", "");
    for (size_t i = 0; i < tf_keymap_list_count(desk->state->layouts); i++) {
        const struct tf_keymap_choice *choice = tf_keymap_list_at(desk->state->layouts, i);
        if (choice->needs_input_method) {
            continue;
        }
        function(desk, TF_KEY_LAYOUT, i);
        for (size_t k = 0; k < TF_KEYMAP_ROWS * TF_KEYMAP_KEYS_MAX * TF_KEYMAP_LEVELS; k++) {
            const struct tf_keymap_row *row =
                tf_keymap_row(desk->state->keymap, k / (TF_KEYMAP_KEYS_MAX * TF_KEYMAP_LEVELS));
            size_t at = k / TF_KEYMAP_LEVELS % TF_KEYMAP_KEYS_MAX;
            const char *label = at < row->count ? row->keys[at].label[k % TF_KEYMAP_LEVELS] : "";
            ucs4_t point = 0;
            const uint8_t *next = u8_next(&point, (const uint8_t *)label);
            for (; next != NULL; next = u8_next(&point, next)) {
                bool is_known = point == 0x0B55 || point == 0x170D || point == 0x23B7;
                if (!is_known && desk->engine.ops->face_for(desk->engine.engine, point,
                                                            tf_type_script(desk->setter, point), false) < 0) {
                    print_message("%s %s: no font has U+%04X of %s\n", choice->layout, choice->variant,
                                  (unsigned)point, label);
                    missing++;
                }
            }
        }
    }
    assert_int_equal(missing, 0);
}

static const struct tf_target *key_called(const struct desk *desk, const char *label)
{
    const struct tf_target *target = tf_scene_target_labelled(desk->scene, label);
    if (target == NULL) {
        fail_msg("no key is called %s", label);
    }
    return target;
}

/* As a finger does it. */
static struct tf_pointer_result tap(struct desk *desk, struct tf_pointer *pointer, int x, int y,
                                    int64_t at_ms)
{
    struct tf_input input = {.kind = TF_INPUT_DOWN, .finger = 1, .x = x, .y = y, .at_ms = at_ms};
    tf_pointer_input(pointer, desk->scene, &input);
    input.kind = TF_INPUT_UP;
    return tf_pointer_input(pointer, desk->scene, &input);
}

static void a_finger_types_by_what_the_keys_say(void **state)
{
    struct desk *desk = *state;
    static const char *const KEYS[] = {"Shift", "O", "p",         "e", "n", "Space", "s",
                                       "p",     "p", "Backspace", "a", "c", "e"};
    struct tf_pointer pointer;
    tf_pointer_init(&pointer);
    use_layout(desk, "us", "");
    for (size_t i = 0; i < sizeof(KEYS) / sizeof(KEYS[0]); i++) {
        draw(desk, &PANELS[SMALL_PANEL], TF_SCHEME_LIGHT);
        struct tf_rect key = key_called(desk, KEYS[i])->rect;
        struct tf_pointer_result result =
            tap(desk, &pointer, key.x + key.w / 2, key.y + key.h / 2, 1000 + (int64_t)i * 90);
        assert_int_not_equal(result.intent.what, TF_INTENT_NONE); /* the same letter twice, quickly */
        tf_typing_press(desk->typing, desk->editor, result.intent);
    }
    assert_string_equal(tf_editor_text(desk->editor), "Open space");
    draw(desk, &PANELS[SMALL_PANEL], TF_SCHEME_LIGHT);
    struct tf_rect redo = key_called(desk, "Accents")->rect;
    assert_null(key_called(desk, "Accents")->disabled);
    struct tf_pointer_result result = tap(desk, &pointer, redo.x + 5, redo.y + 5, 9000);
    tf_typing_press(desk->typing, desk->editor, result.intent);
    draw(desk, &PANELS[SMALL_PANEL], TF_SCHEME_LIGHT);
    struct tf_rect accent = key_called(desk, "é")->rect;
    tf_typing_press(desk->typing, desk->editor, tap(desk, &pointer, accent.x + 5, accent.y + 5, 9900).intent);
    assert_string_equal(tf_editor_text(desk->editor), "Open spacé");
}

static void what_can_do_nothing_says_why(void **state)
{
    struct desk *desk = *state;
    static const char *const OFF[] = {"Backspace",   "Undo typing", "Type it again",    "Accents",
                                      "Select word", "Select all",  "Caret to the left"};
    struct tf_pointer pointer;
    tf_pointer_init(&pointer);
    use_layout(desk, "de", "");
    draw(desk, &PANELS[PANEL], TF_SCHEME_LIGHT);
    for (size_t i = 0; i < sizeof(OFF) / sizeof(OFF[0]); i++) {
        const struct tf_target *key = key_called(desk, OFF[i]);
        assert_non_null(key->disabled);
        struct tf_pointer_result result =
            tap(desk, &pointer, key->rect.x + 5, key->rect.y + 5, 1000 * ((int64_t)i + 1));
        assert_int_equal(result.intent.what, TF_INTENT_REASON);
        assert_string_equal(result.reason, key->disabled);
    }
}

static void a_pressed_key_looks_pressed(void **state)
{
    struct desk *desk = *state;
    struct tf_scene *before = NULL;
    struct tf_rect dirty[TF_SCENE_DIRTY_MAX];
    use_layout(desk, "us", "");
    draw(desk, &PANELS[PANEL], TF_SCHEME_LIGHT);
    const struct tf_target *key = key_called(desk, "g");
    struct tf_rect rect = key->rect;
    struct tf_tag tag = key->tag;
    before = desk->scene;
    assert_int_equal(tf_scene_create(&desk->scene), TF_OK);
    desk->pressed = tag;
    draw(desk, &PANELS[PANEL], TF_SCHEME_LIGHT);
    size_t count = tf_scene_diff(before, desk->scene, dirty, TF_SCENE_DIRTY_MAX);
    assert_int_equal(count, 1); /* and nothing else is painted */
    assert_true(dirty[0].w <= rect.w * 3 / 2 && dirty[0].h <= rect.h * 3 / 2);
    tf_scene_destroy(before);
}

/* Arabic keyboards have their first letter on the left, whatever the screen's language. */
static void keys_are_never_mirrored(void **state)
{
    struct desk *desk = *state;
    static const enum tf_lang LANGS[] = {TF_LANG_EN, TF_LANG_AR};
    for (size_t i = 0; i < 2; i++) {
        desk->lang = LANGS[i];
        use_layout(desk, "ara", "");
        for (int p = 0; p < PANEL_COUNT; p++) {
            draw(desk, &PANELS[p], TF_SCHEME_LIGHT);
            assert_true(key_called(desk, "ض")->rect.x < key_called(desk, "ص")->rect.x);
            assert_true(key_called(desk, "ص")->rect.x < key_called(desk, "د")->rect.x);
            const char *left = tf_tr(desk->lang, "Caret to the left");
            const char *right = tf_tr(desk->lang, "Caret to the right");
            assert_true(key_called(desk, left)->rect.x < key_called(desk, right)->rect.x);
        }
    }
}

static void larger_text_fits_too(void **state)
{
    struct desk *desk = *state;
    desk->theme.larger_text = true;
    for (size_t k = 0; k + 1 < KIND_COUNT; k++) {
        desk->lang = KINDS[k].lang;
        use_layout(desk, KINDS[k].layout, KINDS[k].variant);
        for (int p = 0; p < PANEL_COUNT; p++) {
            for (int page = TF_TYPING_LETTERS; page <= TF_TYPING_LAYOUTS; page++) {
                function(desk, TF_KEY_PAGE, (uint64_t)page);
                draw(desk, &PANELS[p], TF_SCHEME_LIGHT);
                look_at_keys(desk, KINDS[k].name);
            }
            function(desk, TF_KEY_PAGE, TF_TYPING_LETTERS);
        }
    }
}

/* Every key of every page, pressed on what is shown: nothing is out of reach, and nothing breaks. */
static void whatever_is_touched_the_scene_stays_whole(void **state)
{
    struct desk *desk = *state;
    uint64_t seed = (uint64_t)time(NULL);
    struct tf_rng rng;
    print_message("seed %llu\n", (unsigned long long)seed);
    tf_rng_seed(&rng, seed);
    use_layout(desk, "de", "");
    for (int i = 0; i < 600; i++) {
        draw(desk, &PANELS[tf_rng_below(&rng, PANEL_COUNT)], TF_SCHEME_DARK);
        look_at_keys(desk, "touched at random");
        const struct tf_target *key =
            tf_scene_target_at_index(desk->scene, tf_rng_below(&rng, tf_scene_target_count(desk->scene)));
        if (is_key(key) && key->disabled == NULL) {
            struct tf_intent intent = {(enum tf_intent_what)key->tag.what, key->tag.a, key->tag.b};
            tf_typing_press(desk->typing, desk->editor, intent);
        }
        const char *text = tf_editor_text(desk->editor);
        assert_true(tf_text_is_valid(text, strlen(text)));
    }
}

static void pictures_to_look_at(void **state)
{
    struct desk *desk = *state;
    static const char *const TEXTS[] = {
        "Compost in winter", "Kompost für Anfänger", "L’été prochain", "Как мы растим сад",
        "Ο κήπος μας",       "حديقة مشتركة 2026",    "הגינה שלנו",     "हमारा बगीचा क्षेत्र",
    };
    for (size_t k = 0; k < sizeof(TEXTS) / sizeof(TEXTS[0]); k++) {
        desk->lang = KINDS[k].lang;
        use_layout(desk, KINDS[k].layout, KINDS[k].variant);
        assert_int_equal(tf_editor_set(desk->editor, TEXTS[k]), TF_OK);
        for (int p = 0; p < PANEL_COUNT; p++) {
            draw(desk, &PANELS[p], (enum tf_scheme)(k % TF_SCHEME_COUNT));
            write_picture(desk, &PANELS[p], KINDS[k].name);
        }
    }
    desk->lang = TF_LANG_EN;
    use_layout(desk, "us", "");
    assert_int_equal(tf_editor_set(desk->editor, "A walk through the garden, e"), TF_OK);
    for (int p = 0; p < PANEL_COUNT; p++) {
        for (int page = TF_TYPING_SIGNS; page <= TF_TYPING_LAYOUTS; page++) {
            static const char *const PAGES[] = {"letters", "signs", "emoji", "layouts"};
            function(desk, TF_KEY_PAGE, (uint64_t)page);
            draw(desk, &PANELS[p], TF_SCHEME_LIGHT);
            write_picture(desk, &PANELS[p], PAGES[page]);
            look_at_keys(desk, PAGES[page]);
        }
        for (size_t f = 0; f < desk->state->family_count; f++) {
            if (strcmp(desk->state->families[f].name, "French") == 0) {
                function(desk, TF_KEY_FAMILY, f);
            }
        }
        draw(desk, &PANELS[p], TF_SCHEME_LIGHT);
        write_picture(desk, &PANELS[p], "family");
        look_at_keys(desk, "family");
        for (size_t i = 0; i < tf_keymap_list_count(desk->state->layouts); i++) {
            if (strcmp(tf_keymap_list_at(desk->state->layouts, i)->name, "Japanese") == 0) {
                function(desk, TF_KEY_LAYOUT, i);
            }
        }
        draw(desk, &PANELS[p], TF_SCHEME_LIGHT);
        write_picture(desk, &PANELS[p], "phone");
        look_at_keys(desk, "phone");
        function(desk, TF_KEY_PAGE, TF_TYPING_LETTERS);
        function(desk, TF_KEY_ACCENTS, 0);
        draw(desk, &PANELS[p], TF_SCHEME_LIGHT);
        write_picture(desk, &PANELS[p], "accents");
        look_at_keys(desk, "accents");
        function(desk, TF_KEY_ACCENTS, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_page_of_many_layouts_can_be_touched, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_layout_there_is_fits_every_panel, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keys_are_20_mm_on_a_15_inch_panel, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_letter_has_a_font, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_finger_types_by_what_the_keys_say, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_can_do_nothing_says_why, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_pressed_key_looks_pressed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keys_are_never_mirrored, set_up, tear_down),
        cmocka_unit_test_setup_teardown(larger_text_fits_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(whatever_is_touched_the_scene_stays_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pictures_to_look_at, set_up, tear_down),
    };
    (void)tf_lang_init(TF_BUILD_DIR "/locale"); /* without catalogues everything is said in English */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
