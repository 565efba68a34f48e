/* What anybody can type, and what nobody would. */
#include "setup.h"

#include "base/rng.h"

#include <time.h>

enum { WIDTH = 1000, HEIGHT = 600 };

static int set_up(void **state)
{
    struct desk *desk = calloc(1, sizeof(*desk));
    desk_open(desk, WIDTH, HEIGHT, TF_SCHEME_LIGHT, 0);
    *state = desk;
    return 0;
}

static int tear_down(void **state)
{
    desk_close(*state);
    free(*state);
    return 0;
}

static const struct tf_type_style BODY = {.type = TF_TYPE_BODY, .paint = TF_PAINT_INK};
static const struct tf_rect ALL = {0, 0, WIDTH, HEIGHT};

static struct tf_type_size measure(struct desk *desk, const char *text, int width, int height)
{
    return tf_type_measure(desk->setter, &desk->theme, text, BODY, width, height);
}

static void draw(struct desk *desk, struct tf_rect rect, const char *text, struct tf_type_style style)
{
    tf_canvas_fill(desk->canvas, ALL, 0xFFFFFFFF);
    tf_type_draw(desk->setter, desk->canvas, &desk->theme, rect, text, style, false);
}

static size_t ink(struct desk *desk)
{
    return pixels_unlike(desk->canvas, ALL, 0xFFFFFFFF);
}

/* ---- what anybody can type
 * ----------------------------------------------------------------------------------- */

static void nothing_visible_draws_nothing(void **state)
{
    struct desk *desk = *state;
    static const char *const TEXTS[] = {
        "",   "\u200B",  "\u200B\u200B", "\u200E", "\uFEFF", "\x01\x02\x7f", "   ",
        "\n", "\n\n \n", "\u00AD",       "\u2060", "\u202E", "\u2067\u2069", "\t"};
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        struct tf_type_size size = measure(desk, TEXTS[i], 300, 0);
        assert_false(size.is_cut);
        draw(desk, ALL, TEXTS[i], BODY);
        assert_int_equal(ink(desk), 0);
    }
    draw(desk, ALL, NULL, BODY);
    assert_int_equal(measure(desk, NULL, 100, 100).lines, 0);
}

static void every_script_is_drawn(void **state)
{
    struct desk *desk = *state;
    static const char *const TEXTS[] = {"a",
                                        "Ж",
                                        "ω",
                                        "ع",
                                        "א",
                                        "क्षि",
                                        "ไทย",
                                        "ら",
                                        "漢",
                                        "한",
                                        "👩‍👩‍👧‍👦",
                                        "🇩🇪",
                                        "1️⃣",
                                        "❤️",
                                        "☀",
                                        "∑",
                                        "→",
                                        "\U0001F9FF",
                                        "\u0378",
                                        "\U0010FFFD",
                                        "\xff\xfe",
                                        "\xE2\x82"};
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        draw(desk, ALL, TEXTS[i], BODY);
        if (ink(desk) < 10) {
            fail_msg("text %zu is blank", i);
        }
    }
}

static void emoji_sequences_are_one_picture(void **state)
{
    struct desk *desk = *state;
    int one = measure(desk, "👩", 0, 0).width_px;
    assert_int_equal(measure(desk, "👩‍👩‍👧‍👦", 0, 0).width_px, one);
    assert_int_equal(measure(desk, "👍🏽", 0, 0).width_px, one);
    assert_int_equal(measure(desk, "🇩🇪", 0, 0).width_px, one);
    assert_int_equal(measure(desk, "🏳️‍🌈", 0, 0).width_px, one);
    assert_int_equal(measure(desk, "🇩🇪🇯🇵", 0, 0).width_px, 2 * one);
    draw(desk, ALL, "👩", BODY);
    size_t coloured = 0;
    for (int i = 0; i < 60 * 60; i++) {
        uint32_t pixel = pixel_at(desk->canvas, i % 60, i / 60);
        coloured += abs((int)(pixel >> 16 & 0xff) - (int)(pixel & 0xff)) > 60;
    }
    assert_true(coloured > 50);
}

static void an_emoji_has_no_frame(void **state)
{
    struct desk *desk = *state;
    tf_canvas_fill(desk->canvas, ALL, 0xFF000000);
    tf_type_draw(desk->setter, desk->canvas, &desk->theme, ALL, "😀", BODY, false);
    int right = measure(desk, "😀", 0, 0).width_px;
    for (int y = 0; y < 50; y++) {
        assert_true((pixel_at(desk->canvas, right - 1, y) & 0xff) < 64);
        assert_true((pixel_at(desk->canvas, right, y) & 0xff) < 64);
    }
}

static void overrides_do_not_turn_text_round(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(tf_type_caret(desk->setter, &desk->theme, "\u202Eabc", BODY, 3), 0);
    assert_int_equal(measure(desk, "\u202Eabc", 0, 0).width_px, measure(desk, "abc", 0, 0).width_px);
}

static char *repeated(const char *piece, size_t times)
{
    size_t len = strlen(piece);
    char *text = malloc(len * times + 1);
    assert_non_null(text);
    for (size_t i = 0; i < times; i++) {
        memcpy(text + i * len, piece, len);
    }
    text[len * times] = '\0';
    return text;
}

/* An engine that counts what it is asked to shape and draw. */
struct counter {
    struct tf_font_engine inner;
    size_t bytes, pixels;
};

static int count_face_for(void *engine, uint32_t code_point, uint32_t script, bool emoji)
{
    struct counter *counter = engine;
    return counter->inner.ops->face_for(counter->inner.engine, code_point, script, emoji);
}

static bool count_covers(void *engine, int face, uint32_t code_point)
{
    struct counter *counter = engine;
    return counter->inner.ops->covers(counter->inner.engine, face, code_point);
}

static enum tf_err count_metrics(void *engine, int face, int size_px, bool bold, struct tf_font_metrics *out)
{
    struct counter *counter = engine;
    return counter->inner.ops->metrics(counter->inner.engine, face, size_px, bold, out);
}

static enum tf_err count_measure(void *engine, const struct tf_font_run *run, int *width_px)
{
    struct counter *counter = engine;
    assert_true(run->len > 0 && run->len <= TF_FONT_RUN_BYTES_MAX);
    counter->bytes += run->len;
    return counter->inner.ops->measure(counter->inner.engine, run, width_px);
}

static enum tf_err count_render(void *engine, const struct tf_font_run *run, struct tf_font_bitmap *out)
{
    struct counter *counter = engine;
    assert_true(run->len > 0 && run->len <= TF_FONT_RUN_BYTES_MAX);
    enum tf_err err = counter->inner.ops->render(counter->inner.engine, run, out);
    counter->pixels += err == TF_OK ? (size_t)out->width_px * (size_t)out->height_px : 0;
    return err;
}

static void enormous_texts_cost_no_more_than_their_place(void **state)
{
    struct desk *desk = *state;
    static const struct tf_font_ops OPS = {.face_for = count_face_for,
                                           .covers = count_covers,
                                           .metrics = count_metrics,
                                           .measure = count_measure,
                                           .render = count_render};
    static const char *const PIECES[] = {"W",      "i",      "word ", "é",  "Z̸͖͑",       "\u0301",
                                         "\u200B", "\u200D", "م",     "漢", "👩‍", "\U0001F468\u200D",
                                         "\n",     "a\n",    "\xff",  "ไ",  "क्",       "\u00AD",
                                         "\u2066", "("};
    struct counter counter = {.inner = tf_fonts_engine(desk->fonts)};
    struct tf_font_engine engine = {&OPS, &counter};
    tf_type_destroy(desk->setter);
    assert_int_equal(tf_type_create(&desk->setter, &engine, 0), TF_OK);
    for (size_t i = 0; i < sizeof(PIECES) / sizeof(PIECES[0]); i++) {
        char *text = repeated(PIECES[i], 200000);
        counter.bytes = counter.pixels = 0;
        draw(desk, (struct tf_rect){10, 10, 300, 100}, text, BODY);
        struct tf_type_size size = measure(desk, text, 300, 100);
        if (size.lines > 5 || size.height_px > 100) {
            fail_msg("text %zu: %d lines, %d px high", i, size.lines, size.height_px);
        }
        measure(desk, text, 1, 1);
        if (counter.bytes > 128 * 1024 || counter.pixels > 300 * 300) {
            fail_msg("text %zu: %zu bytes shaped, %zu pixels drawn", i, counter.bytes, counter.pixels);
        }
        counter.bytes = 0;
        measure(desk, text, 0, 0);
        measure(desk, text, 500, 0); /* as many lines as it wants */
        if (counter.bytes > 8 * 1024 * 1024) {
            fail_msg("text %zu: %zu bytes shaped", i, counter.bytes);
        }
        free(text);
    }
    assert_true(tf_type_stats(desk->setter).cached_bytes < 4 * 1024 * 1024);
}

static const char *const BITS[] = {
    "a",
    "WWWW",
    " ",
    "\n",
    "\r",
    "\t",
    "ß",
    "é",
    "e\u0301",
    "\u0301",
    "\u20DD",
    "Z̸͖͑a̵̤̓",
    "م",
    "ر",
    "ـ",
    "א",
    "ב",
    "क",
    "्",
    "ष",
    "ि",
    "ไ",
    "ท",
    "ย",
    "่",
    "漢",
    "か",
    "ー",
    "한",
    "ᄒ",
    "ᅡ",
    "👩",
    "\u200D",
    "👧",
    "🏽",
    "🇩",
    "🇪",
    "1",
    "\uFE0F",
    "\uFE0E",
    "\u20E3",
    "#",
    "\u200B",
    "\u200C",
    "\u200E",
    "\u200F",
    "\u202A",
    "\u202E",
    "\u202C",
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069",
    "\uFEFF",
    "\uFFFD",
    "\U000E0067",
    "\U000E007F",
    "\U0010FFFF",
    "\x01",
    "\x1b",
    "\x7f",
    "\xff",
    "\xC0",
    "\xED\xA0\x80",
    "\xF4\x90\x80\x80",
    "\xE2\x82",
    "(",
    ")",
    "«",
    "!",
    "–",
    "10:30",
    "\u2028",
    "\u2029",
    "\xC2\x85",
    "\u00A0",
    "\u3000",
    "\uFDFD",
    "\u12031",
    "𒐫",
    "\U0001D11E",
    "…",
    "-",
    "\u00AD",
};

static size_t random_text(struct tf_rng *rng, char *out, size_t max)
{
    size_t len = 0;
    size_t bits = tf_rng_below(rng, 60);
    for (size_t i = 0; i < bits; i++) {
        const char *bit = BITS[tf_rng_below(rng, sizeof(BITS) / sizeof(BITS[0]))];
        char raw[2] = {(char)(1 + tf_rng_below(rng, 255)), '\0'};
        bit = tf_rng_below(rng, 20) == 0 ? raw : bit;
        size_t times = tf_rng_below(rng, 10) == 0 ? 1 + tf_rng_below(rng, 60) : 1;
        for (size_t t = 0; t < times && len + strlen(bit) < max; t++) {
            memcpy(out + len, bit, strlen(bit));
            len += strlen(bit);
        }
    }
    out[len] = '\0';
    return len;
}

static void nothing_that_can_be_typed_breaks_it(void **state)
{
    struct desk *desk = *state;
    static char text[8192];
    const char *given = getenv("TF_TEST_SEED");
    uint64_t seed = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    struct tf_rng rng;
    print_message("seed %llu\n", (unsigned long long)seed);
    tf_rng_seed(&rng, seed);
    for (int round = 0; round < 600; round++) {
        size_t len = random_text(&rng, text, sizeof(text));
        struct tf_type_style style = {.type = (enum tf_type)tf_rng_below(&rng, TF_TYPE_COUNT),
                                      .paint = TF_PAINT_INK,
                                      .bold = tf_rng_below(&rng, 2) != 0,
                                      .align = (enum tf_align)tf_rng_below(&rng, 3),
                                      .valign = (enum tf_valign)tf_rng_below(&rng, 3),
                                      .lines = (int)tf_rng_below(&rng, 4),
                                      .rtl = tf_rng_below(&rng, 2) != 0};
        struct tf_rect rect = {(int)tf_rng_below(&rng, 900) - 50, (int)tf_rng_below(&rng, 500) - 50,
                               (int)tf_rng_below(&rng, 500), (int)tf_rng_below(&rng, 300)};
        struct tf_type_size size = tf_type_measure(desk->setter, &desk->theme, text, style, rect.w, rect.h);
        assert_true(size.width_px >= 0 && size.height_px >= 0 && size.lines <= TF_TYPE_LINES_MAX);
        assert_true(style.lines == 0 || size.lines <= style.lines);
        tf_type_draw(desk->setter, desk->canvas, &desk->theme, rect, text, style, style.rtl);
        size_t offset = tf_type_offset_at(desk->setter, &desk->theme, text, style, rect.x);
        assert_true(offset <= len);
        int x = tf_type_caret(desk->setter, &desk->theme, text, style, tf_rng_below(&rng, len + 3));
        assert_true(x >= 0);
    }
}

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DESK(nothing_visible_draws_nothing),
        WITH_DESK(every_script_is_drawn),
        WITH_DESK(emoji_sequences_are_one_picture),
        WITH_DESK(an_emoji_has_no_frame),
        WITH_DESK(overrides_do_not_turn_text_round),
        WITH_DESK(enormous_texts_cost_no_more_than_their_place),
        WITH_DESK(nothing_that_can_be_typed_breaks_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
