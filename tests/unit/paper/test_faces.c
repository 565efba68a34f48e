/* What paper needs of its text engine: every byte of a run belongs to a glyph, widths are those of the
 * glyphs. */
#include "canvas/scene.h"
#include "paper/faces.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* cairo 1.16 keeps 768 bytes of each CFF font of several parts that it embeds. Only a whole stack shows that
 * the leak is under tf_canvas_finish(), as leaks.supp names it. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "fast_unwind_on_malloc=0";
}

#define LIST            TF_SOURCE_DIR "/assets/fonts/fonts.ini"
#define TAG(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

static int open_faces(void **state)
{
    struct tf_faces *faces = NULL;
    struct tf_problem problem = {"", "", ""};
    if (tf_faces_open(&faces, LIST, &problem) != TF_OK) {
        fail_msg("%s %s", problem.what, problem.where);
    }
    *state = faces;
    return 0;
}

static int close_faces(void **state)
{
    tf_faces_close(*state);
    return 0;
}

struct sample {
    const char *text;
    uint32_t first, script;
    bool rtl;
};
static const struct sample SAMPLES[] = {
    {"Kompostieren für alle", 'K', TAG('L', 'a', 't', 'n'), false},
    {"السلام عليكم ولا", 0x0627, TAG('A', 'r', 'a', 'b'), true},
    {"שָׁלוֹם", 0x05E9, TAG('H', 'e', 'b', 'r'), true},
    {"समय क्षत्रिय किताब", 0x0938, TAG('D', 'e', 'v', 'a'), false},
    {"日本語のがっき", 0x65E5, TAG('H', 'a', 'n', 'i'), false},
    {"ภาษาไทยน้ำ", 0x0E20, TAG('T', 'h', 'a', 'i'), false},
    {"e\xCC\x81\xCC\x82 ffi", 'e', TAG('L', 'a', 't', 'n'), false},
};

static struct tf_font_run run_of(struct tf_font_engine engine, const struct sample *sample, int size_px,
                                 bool bold)
{
    int face = engine.ops->face_for(engine.engine, sample->first, sample->script, false);
    assert_true(face >= 0);
    return (struct tf_font_run){sample->text, strlen(sample->text), face,          size_px,
                                bold,         sample->rtl,          sample->script};
}

static void every_byte_belongs_to_a_glyph_and_every_glyph_to_bytes(void **state)
{
    struct tf_font_engine engine = tf_faces_engine(*state);
    for (size_t i = 0; i < sizeof(SAMPLES) / sizeof(SAMPLES[0]); i++) {
        struct tf_font_run run = run_of(engine, &SAMPLES[i], 40, i % 2 == 1);
        struct tf_font_glyphs glyphs;
        assert_int_equal(engine.ops->glyphs(engine.engine, &run, &glyphs), TF_OK);
        size_t bytes = 0;
        size_t count = 0;
        for (size_t c = 0; c < glyphs.cluster_count; c++) {
            assert_true(glyphs.clusters[c].bytes > 0);
            assert_true(glyphs.clusters[c].glyphs > 0);
            assert_true(((unsigned char)glyphs.text[bytes] & 0xC0) != 0x80); /* a character begins there */
            bytes += (size_t)glyphs.clusters[c].bytes;
            count += (size_t)glyphs.clusters[c].glyphs;
        }
        assert_int_equal(bytes, glyphs.text_len);
        assert_true(glyphs.text_len <= run.len);
        assert_int_equal(count, glyphs.glyph_count);
        for (size_t g = 0; g < glyphs.glyph_count; g++) {
            assert_int_not_equal(glyphs.glyphs[g].id, 0); /* the font's sign for "missing" */
        }
    }
}

static void twice_the_size_is_twice_as_wide(void **state)
{
    struct tf_font_engine engine = tf_faces_engine(*state);
    for (size_t i = 0; i < sizeof(SAMPLES) / sizeof(SAMPLES[0]); i++) {
        int width[2] = {0, 0};
        for (int twice = 0; twice < 2; twice++) {
            struct tf_font_run run = run_of(engine, &SAMPLES[i], 50 << twice, false);
            assert_int_equal(engine.ops->measure(engine.engine, &run, &width[twice]), TF_OK);
        }
        assert_true(width[0] > 50);
        assert_in_range(width[1], 2 * width[0] - 1, 2 * width[0] + 1);
    }
}

static void an_emoji_is_a_picture_with_colours(void **state)
{
    struct tf_font_engine engine = tf_faces_engine(*state);
    int face = engine.ops->face_for(engine.engine, 0x1F98A, 0, true);
    assert_true(face >= 0);
    struct tf_font_run run = {"🦊", 4, face, 100, false, false, 0};
    struct tf_font_glyphs glyphs;
    struct tf_font_bitmap bitmap = {0};
    int width = 0;
    assert_int_equal(engine.ops->glyphs(engine.engine, &run, &glyphs), TF_ERR_UNSUPPORTED);
    assert_int_equal(engine.ops->measure(engine.engine, &run, &width), TF_OK);
    assert_int_equal(engine.ops->render(engine.engine, &run, &bitmap), TF_OK);
    assert_true(bitmap.colour);
    assert_non_null(bitmap.pixels);
    assert_in_range(width, 100, 130);
    size_t coloured = 0;
    for (int y = 0; y < bitmap.height_px; y++) {
        for (int x = 0; x < bitmap.width_px; x++) {
            const uint8_t *p = bitmap.pixels + (ptrdiff_t)y * bitmap.stride + (ptrdiff_t)x * 4;
            coloured += p[3] > 200 && (p[2] > p[0] + 60); /* a fox is orange */
        }
    }
    assert_true(coloured > 500);
    free(bitmap.pixels);
}

static void what_cannot_be_drawn_has_no_width(void **state)
{
    struct tf_font_engine engine = tf_faces_engine(*state);
    char long_text[TF_FONT_RUN_BYTES_MAX + 2];
    memset(long_text, 'a', sizeof(long_text));
    const struct tf_font_run runs[] = {
        {"a", 1, -1, 20, false, false, 0}, {"a", 1, 9999, 20, false, false, 0},
        {"a", 1, 0, 0, false, false, 0},   {"a", 1, 0, 1000000, false, false, 0},
        {"", 0, 0, 20, false, false, 0},   {long_text, sizeof(long_text), 0, 20, false, false, 0},
    };
    for (size_t i = 0; i < sizeof(runs) / sizeof(runs[0]); i++) {
        struct tf_font_glyphs glyphs;
        int width = 1;
        assert_int_equal(engine.ops->measure(engine.engine, &runs[i], &width), TF_OK);
        assert_int_equal(width, 0);
        assert_int_equal(engine.ops->glyphs(engine.engine, &runs[i], &glyphs), TF_ERR_NOT_FOUND);
    }
}

/* The whole way: pages with every script, drawn by the same code as a screen. */
static void pages_carry_text_in_every_script(void **state)
{
    struct tf_font_engine engine = tf_faces_engine(*state);
    struct tf_type_setter *setter = NULL;
    struct tf_canvas *canvas = NULL;
    struct tf_theme theme;
    struct tf_buf pdf;
    tf_buf_init(&pdf, 0);
    const struct tf_canvas_paper paper = {2100, 1480, 10, "Probe", "", "2026-11-25T10:30:00Z"};
    assert_int_equal(tf_type_create(&setter, &engine, 0), TF_OK);
    assert_int_equal(tf_canvas_create_pdf(&canvas, &paper, &pdf), TF_OK);
    tf_theme_init_paper(&theme, paper.width_px, paper.height_px, paper.px_per_mm, false);
    struct tf_type_style style = {.type = TF_TYPE_TITLE, .paint = TF_PAINT_INK};
    for (int page = 0; page < 2; page++) {
        for (size_t i = 0; i < sizeof(SAMPLES) / sizeof(SAMPLES[0]); i++) {
            struct tf_rect rect = {100, 100 + (int)i * 150, 1900, 150};
            style.bold = page == 1;
            tf_type_draw(setter, canvas, &theme, rect, SAMPLES[i].text, style, false);
        }
        tf_type_draw(setter, canvas, &theme, (struct tf_rect){1000, 100, 900, 150},
                     "Fuchs 🦊👩‍👩‍👧 3️⃣", style, false);
        tf_canvas_icon(canvas, (struct tf_rect){1000, 300, 150, 150}, TF_ICON_TWO_FEET, 0xFF000000, false);
        tf_canvas_symbol(canvas, (struct tf_rect){1200, 300, 150, 150}, 5, 0xFF0B5F5C, 0xFFFFFFFF);
        tf_canvas_round(canvas, (struct tf_rect){1400, 300, 300, 150}, 20, 0xFFECE5D8, 0xFF000000, 4);
        assert_int_equal(tf_canvas_qr(canvas, (struct tf_rect){1000, 600, 500, 500},
                                      "http://10.0.0.5/s/ABCDE", 4, 0xFF000000, 0xFFFFFFFF),
                         TF_OK);
        tf_canvas_page(canvas);
    }
    assert_null(tf_canvas_pixels(canvas, NULL));
    assert_int_equal(tf_canvas_finish(canvas), TF_OK);
    tf_type_destroy(setter);
    tf_canvas_destroy(canvas);
    assert_true(pdf.len > 10000);
    assert_memory_equal(pdf.data, "%PDF-1.5", 8);
    struct tf_problem problem;
    assert_int_equal(tf_buf_write_file(&pdf, TF_BUILD_DIR "/out/probe.pdf", &problem), TF_OK);
    tf_buf_free(&pdf);
}

static void a_page_too_large_is_refused_and_a_full_buffer_is_told(void **state)
{
    (void)state;
    struct tf_canvas *canvas = NULL;
    struct tf_buf pdf;
    tf_buf_init(&pdf, 100);
    struct tf_canvas_paper paper = {TF_CANVAS_SIDE_MAX + 1, 100, 10, "", "", ""};
    assert_int_equal(tf_canvas_create_pdf(&canvas, &paper, &pdf), TF_ERR_LIMIT);
    paper.width_px = 0;
    assert_int_equal(tf_canvas_create_pdf(&canvas, &paper, &pdf), TF_ERR_LIMIT);
    paper.width_px = 100;
    paper.px_per_mm = 0;
    assert_int_equal(tf_canvas_create_pdf(&canvas, &paper, &pdf), TF_ERR_LIMIT);
    paper.px_per_mm = 10;
    assert_int_equal(tf_canvas_create_pdf(&canvas, &paper, &pdf), TF_OK);
    tf_canvas_fill(canvas, (struct tf_rect){0, 0, 50, 50}, 0xFF123456);
    tf_canvas_page(canvas);
    assert_int_not_equal(tf_canvas_finish(canvas), TF_OK);
    tf_canvas_destroy(canvas);
    tf_buf_free(&pdf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_byte_belongs_to_a_glyph_and_every_glyph_to_bytes, open_faces,
                                        close_faces),
        cmocka_unit_test_setup_teardown(twice_the_size_is_twice_as_wide, open_faces, close_faces),
        cmocka_unit_test_setup_teardown(an_emoji_is_a_picture_with_colours, open_faces, close_faces),
        cmocka_unit_test_setup_teardown(what_cannot_be_drawn_has_no_width, open_faces, close_faces),
        cmocka_unit_test_setup_teardown(pages_carry_text_in_every_script, open_faces, close_faces),
        cmocka_unit_test(a_page_too_large_is_refused_and_a_full_buffer_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
