/* Pages to look at: every size, every scheme, the world's scripts. What can be asserted about them is:
 * nothing comes out blank, and no letter is missing from the fonts that the list names. */
#include "setup.h"

enum { WIDTH = 1920, HEIGHT = 1080 };

static void sizes_in(struct desk *desk, struct tf_scene *scene, int x, int y, int w)
{
    static const char *const NAMES[] = {"Small", "Body",     "Card",    "Label",
                                        "Title", "Headline", "Display", "Huge"};
    for (int type = 0; type <= TF_TYPE_HUGE; type++) { /* those for the room fill a screen: test_attract */
        struct tf_type_style style = {.type = (enum tf_type)type, .paint = TF_PAINT_INK, .lines = 1};
        char text[128];
        snprintf(text, sizeof(text), "%s 10:30 – Kreislaufwirtschaft, Açaí", NAMES[type]);
        style.bold = type % 2 == 1;
        y +=
            tf_scene_text(scene, (struct tf_rect){x, y, w, 0}, text, style) + desk->theme.gap_px[TF_GAP_TINY];
    }
}

static void begin(struct desk *desk, struct tf_scene *scene, bool rtl)
{
    tf_scene_begin(scene,
                   &(struct tf_scene_start){.theme = &desk->theme, .setter = desk->setter, .rtl = rtl});
}

static void every_size_in_every_scheme(void **state)
{
    (void)state;
    struct desk desk;
    struct tf_scene *scene = NULL;
    assert_int_equal(tf_scene_create(&scene), TF_OK);
    desk_open(&desk, WIDTH, HEIGHT, TF_SCHEME_LIGHT, 0);
    for (int scheme = 0; scheme < TF_SCHEME_COUNT; scheme++) {
        char name[32];
        tf_theme_init(&desk.theme, WIDTH, HEIGHT, 5.56, (enum tf_scheme)scheme, false);
        begin(&desk, scene, false);
        sizes_in(&desk, scene, 40, 30, WIDTH - 80);
        for (int i = 0; i < 4; i++) {
            static const enum tf_paint UNDER[] = {TF_PAINT_CARD, TF_PAINT_CARD_SOFT, TF_PAINT_ACCENT,
                                                  TF_PAINT_WARN};
            static const enum tf_paint OVER[] = {TF_PAINT_INK, TF_PAINT_INK_SOFT, TF_PAINT_ON_ACCENT,
                                                 TF_PAINT_ON_WARN};
            struct tf_rect box = {40 + i * 460, 860, 440, 170};
            tf_scene_box(scene, box, UNDER[i], TF_PAINT_LINE, desk.theme.radius_px);
            struct tf_type_style style = {.type = TF_TYPE_CARD, .paint = OVER[i], .bold = true, .lines = 2};
            tf_scene_text(scene, (struct tf_rect){box.x + 20, box.y + 14, 400, 70},
                          "How do we keep composting through a Bavarian winter, together?", style);
            style.type = TF_TYPE_SMALL;
            style.bold = false;
            tf_scene_text(scene, (struct tf_rect){box.x + 20, box.y + 90, 360, 30}, "Mira · Deutsch · 12 ★",
                          style);
            tf_scene_symbol(scene, (struct tf_rect){box.x + 380, box.y + 100, 48, 48}, 4 * scheme + i);
        }
        assert_int_equal(tf_scene_end(scene), TF_OK);
        tf_scene_paint(scene, desk.canvas, (struct tf_rect){0});
        snprintf(name, sizeof(name), "sizes-%d", scheme);
        desk_write(desk.canvas, name);
    }
    tf_scene_destroy(scene);
    desk_close(&desk);
}

static const char *const WORLD[] = {
    "The quick brown fox – “fi” ﬁ Æøå ßẞ ŁŐŘ",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
    "Съешь ещё этих мягких французских булок",
    "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
    "السلام عليكم – كيف نبني مجتمعًا مفتوحًا؟ 10:30",
    "שלום עולם (מה שלומך?) 12:00",
    "नमस्ते दुनिया क्षत्रिय ज्ञान र्कि",
    "สวัสดีชาวโลก กำลังเรียนภาษาไทย น้ำ",
    "こんにちは世界。オープンスペースへようこそ！10:30",
    "你好，世界。欢迎参加开放空间！",
    "안녕하세요 세계! 열린 공간",
    "বাংলা ਪੰਜਾਬੀ ગુજરાતી தமிழ் తెలుగు ಕನ್ನಡ മലയാളം සිංහල",
    "ລາວ ខ្មែរ မြန်မာ བོད་ ქართული Հայերեն አማርኛ ᏣᎳᎩ",
    "😀 👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈 🇩🇪🇯🇵 ❤️ ☀ ★ ✓ ♻",
    "Workshop “مرحبا بالعالم” in Raum 3 (Abc العربية 123)",
    "مرحبا Hello שלום 123 – عالم",
    "Zalgo: Z̸͖͑a̵̤̓l̶̰̍g̷̬͝o̴̩̕ é ñ x̄ q̃",
    "E = mc² ∑ ∫ √2 ≤ ∞ ½ € ₿ ™ © №",
};
enum { WORLD_COUNT = sizeof(WORLD) / sizeof(WORLD[0]) };

static void the_worlds_scripts(void **state)
{
    (void)state;
    struct desk desk;
    struct tf_scene *scene = NULL;
    assert_int_equal(tf_scene_create(&scene), TF_OK);
    desk_open(&desk, WIDTH, HEIGHT, TF_SCHEME_LIGHT, 0);
    begin(&desk, scene, false);
    for (int i = 0; i < WORLD_COUNT; i++) {
        int y = 20 + i * 58;
        struct tf_type_style style = {
            .type = TF_TYPE_LABEL, .paint = TF_PAINT_INK, .lines = 1, .valign = TF_VALIGN_MIDDLE};
        tf_scene_text(scene, (struct tf_rect){30, y, 900, 54}, WORLD[i], style);
        style.type = TF_TYPE_CARD;
        style.bold = true;
        style.lines = 2;
        tf_scene_box(scene, (struct tf_rect){950, y, 220, 54}, TF_PAINT_CARD, TF_PAINT_LINE, 8);
        tf_scene_text(scene, (struct tf_rect){956, y, 208, 62}, WORLD[i], style);
        style.type = TF_TYPE_TITLE;
        style.bold = false;
        style.lines = 1;
        tf_scene_text(scene, (struct tf_rect){1190, y, 700, 54}, WORLD[i], style);
    }
    assert_int_equal(tf_scene_end(scene), TF_OK);
    tf_scene_paint(scene, desk.canvas, (struct tf_rect){0});
    for (int i = 0; i < WORLD_COUNT; i++) {
        struct tf_rect line = {30, 20 + i * 58, 900, 54};
        assert_true(pixels_unlike(desk.canvas, line, desk.theme.paint[TF_PAINT_PAPER]) > 500);
    }
    desk_write(desk.canvas, "world");
    tf_scene_destroy(scene);
    desk_close(&desk);
}

static void right_to_left_mirrors_the_scene(void **state)
{
    (void)state;
    struct desk desk;
    struct tf_scene *scene = NULL;
    assert_int_equal(tf_scene_create(&scene), TF_OK);
    desk_open(&desk, WIDTH, HEIGHT, TF_SCHEME_LIGHT, 0);
    begin(&desk, scene, true);
    struct tf_type_style style = {.type = TF_TYPE_TITLE, .paint = TF_PAINT_INK, .bold = true};
    tf_scene_icon(scene, (struct tf_rect){30, 30, 60, 60}, TF_ICON_BACK, TF_PAINT_ACCENT);
    tf_scene_text(scene, (struct tf_rect){110, 30, 1000, 60}, "ما الذي يحدث الآن؟", style);
    tf_scene_text(scene, (struct tf_rect){110, 100, 1000, 60}, "10:30 – 11:00", style);
    tf_scene_text(scene, (struct tf_rect){110, 170, 1000, 60}, "Compost (for beginners)", style);
    assert_int_equal(tf_scene_end(scene), TF_OK);
    tf_scene_paint(scene, desk.canvas, (struct tf_rect){0});
    uint32_t paper = desk.theme.paint[TF_PAINT_PAPER];
    assert_int_equal(pixels_unlike(desk.canvas, (struct tf_rect){0, 0, WIDTH / 2, HEIGHT}, paper), 0);
    assert_true(pixels_unlike(desk.canvas, (struct tf_rect){WIDTH - 90, 30, 60, 60}, paper) > 100);
    desk_write(desk.canvas, "rtl");
    tf_scene_destroy(scene);
    desk_close(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_size_in_every_scheme),
        cmocka_unit_test(the_worlds_scripts),
        cmocka_unit_test(right_to_left_mirrors_the_scene),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
