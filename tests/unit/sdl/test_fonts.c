#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sdl/fonts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char LIST[] = TF_SOURCE_DIR "/assets/fonts/fonts.ini";
#define INTER "/usr/share/fonts/opentype/inter/Inter-Regular.otf"

static uint32_t tag(const char *name)
{
    const unsigned char *c = (const unsigned char *)name;
    return (uint32_t)c[0] << 24 | (uint32_t)c[1] << 16 | (uint32_t)c[2] << 8 | c[3];
}

static enum tf_err open_text(struct tf_fonts **out, const char *text, struct tf_problem *problem)
{
    char path[] = "/tmp/fonts-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    enum tf_err err = tf_fonts_open(out, path, problem);
    unlink(path);
    return err;
}

static void a_list_that_is_not_there_is_told(void **state)
{
    (void)state;
    struct tf_fonts *fonts = NULL;
    struct tf_problem problem = {0};
    assert_int_equal(tf_fonts_open(&fonts, "/nowhere/fonts.ini", &problem), TF_ERR_NOT_FOUND);
    assert_null(fonts);
    assert_int_not_equal(problem.what[0], '\0');
}

static void a_line_that_cannot_be_understood_is_named(void **state)
{
    (void)state;
    static const char *const LISTS[] = {
        "[Inter]\nregular = " INTER "\nweight = 300\n",
        "regular = " INTER "\n[x]\n",
        "[Inter\n",
        "[Inter]\nscripts = Latin\n",
        "[Inter]\nindex = two\n",
        "[Inter]\nnothing\n",
    };
    for (size_t i = 0; i < sizeof(LISTS) / sizeof(LISTS[0]); i++) {
        struct tf_fonts *fonts = NULL;
        struct tf_problem problem = {0};
        assert_int_equal(open_text(&fonts, LISTS[i], &problem), TF_ERR_INVALID);
        assert_non_null(strstr(problem.what, "Line "));
    }
}

static void missing_fonts_are_skipped_but_one_is_needed(void **state)
{
    (void)state;
    struct tf_fonts *fonts = NULL;
    struct tf_problem problem = {0};
    assert_int_equal(open_text(&fonts,
                               "; a comment\n\n[Gone]\nregular = /nowhere/Gone.ttf\nscripts = Latn *\n"
                               "[Inter]\nregular = " INTER "\nbold = /nowhere/Bold.otf\nscripts = Latn *\n",
                               &problem),
                     TF_OK);
    struct tf_font_engine engine = tf_fonts_engine(fonts);
    assert_int_equal(engine.ops->face_for(engine.engine, 'a', tag("Latn"), false), 0);
    struct tf_font_run bold = {"Compost", 7, 0, 30, true, false, tag("Latn")};
    struct tf_font_bitmap bitmap = {0};
    assert_int_equal(engine.ops->render(engine.engine, &bold, &bitmap), TF_OK);
    assert_true(bitmap.width_px > 60);
    free(bitmap.pixels);
    tf_fonts_close(fonts);
    assert_int_equal(open_text(&fonts, "[Gone]\nregular = /nowhere/Gone.ttf\n", &problem), TF_ERR_NOT_FOUND);
    assert_int_equal(open_text(&fonts, "", &problem), TF_ERR_NOT_FOUND);
}

static void a_file_that_is_no_font_is_left_alone(void **state)
{
    (void)state;
    struct tf_fonts *fonts = NULL;
    assert_int_equal(open_text(&fonts, "[No]\nregular = /etc/passwd\nscripts = Latn *\n", NULL), TF_OK);
    struct tf_font_engine engine = tf_fonts_engine(fonts);
    struct tf_font_metrics metrics;
    struct tf_font_run run = {"a", 1, 0, 30, false, false, 0};
    struct tf_font_bitmap bitmap = {0};
    int width = 99;
    assert_int_equal(engine.ops->face_for(engine.engine, 'a', tag("Latn"), false), -1);
    assert_int_equal(engine.ops->metrics(engine.engine, 0, 30, false, &metrics), TF_ERR_NOT_FOUND);
    assert_int_equal(engine.ops->measure(engine.engine, &run, &width), TF_OK);
    assert_int_equal(width, 0);
    assert_int_equal(engine.ops->render(engine.engine, &run, &bitmap), TF_OK);
    assert_null(bitmap.pixels);
    tf_fonts_close(fonts);
}

static void every_script_of_the_list_has_its_letters(void **state)
{
    (void)state;
    static const struct {
        const char *script;
        uint32_t letter;
    } LETTERS[] = {
        {"Latn", 'a'},     {"Grek", 0x03B1}, {"Cyrl", 0x0436}, {"Arab", 0x0639}, {"Hebr", 0x05D0},
        {"Deva", 0x0915},  {"Beng", 0x0995}, {"Guru", 0x0A15}, {"Gujr", 0x0A95}, {"Orya", 0x0B15},
        {"Taml", 0x0B95},  {"Telu", 0x0C15}, {"Knda", 0x0C95}, {"Mlym", 0x0D15}, {"Sinh", 0x0D9A},
        {"Thai", 0x0E01},  {"Laoo", 0x0E81}, {"Khmr", 0x1780}, {"Mymr", 0x1000}, {"Tibt", 0x0F40},
        {"Geor", 0x10D0},  {"Armn", 0x0561}, {"Ethi", 0x1200}, {"Cher", 0x13A0}, {"Cans", 0x1403},
        {"Mong", 0x1820},  {"Syrc", 0x0710}, {"Thaa", 0x0780}, {"Nkoo", 0x07CA}, {"Tfng", 0x2D30},
        {"Hani", 0x6F22},  {"Hira", 0x3042}, {"Kana", 0x30A2}, {"Hang", 0xD55C}, {"Bopo", 0x3105},
        {"Adlm", 0x1E900}, {"Zyyy", 0x2211}, {"Zyyy", 0x2605}, {"Zyyy", 0x21BB},
    };
    struct tf_fonts *fonts = NULL;
    assert_int_equal(tf_fonts_open(&fonts, LIST, NULL), TF_OK);
    struct tf_font_engine engine = tf_fonts_engine(fonts);
    for (size_t i = 0; i < sizeof(LETTERS) / sizeof(LETTERS[0]); i++) {
        int face = engine.ops->face_for(engine.engine, LETTERS[i].letter, tag(LETTERS[i].script), false);
        if (face < 0 || !engine.ops->covers(engine.engine, face, LETTERS[i].letter)) {
            fail_msg("no face has U+%04X of %s", (unsigned)LETTERS[i].letter, LETTERS[i].script);
        }
    }
    assert_int_equal(engine.ops->face_for(engine.engine, 'a', tag("Latn"), false), 0);
    assert_int_equal(engine.ops->face_for(engine.engine, 0x10FFFD, 0, false), -1);
    int emoji = engine.ops->face_for(engine.engine, 0x1F600, 0, true);
    struct tf_font_run run = {"\U0001F600", 4, emoji, 30, false, false, 0};
    struct tf_font_bitmap bitmap = {0};
    assert_int_equal(engine.ops->render(engine.engine, &run, &bitmap), TF_OK);
    assert_true(bitmap.colour);
    assert_in_range(bitmap.height_px, 30, 40);
    free(bitmap.pixels);
    tf_fonts_close(fonts);
}

static void a_run_wider_than_the_limit_is_refused(void **state)
{
    (void)state;
    static char text[TF_FONT_RUN_BYTES_MAX];
    struct tf_fonts *fonts = NULL;
    memset(text, 'W', sizeof(text));
    assert_int_equal(tf_fonts_open(&fonts, LIST, NULL), TF_OK);
    struct tf_font_engine engine = tf_fonts_engine(fonts);
    struct tf_font_run run = {text, sizeof(text), 0, 200, true, false, tag("Latn")};
    struct tf_font_bitmap bitmap = {0};
    assert_int_equal(engine.ops->render(engine.engine, &run, &bitmap), TF_ERR_LIMIT);
    assert_null(bitmap.pixels);
    tf_fonts_close(fonts);
}

static void more_sizes_than_can_stay_open_all_measure_right(void **state)
{
    (void)state;
    struct tf_fonts *fonts = NULL;
    int first[64];
    assert_int_equal(tf_fonts_open(&fonts, LIST, NULL), TF_OK);
    struct tf_font_engine engine = tf_fonts_engine(fonts);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 64; i++) {
            bool is_han = i % 3 == 0;
            struct tf_font_run run = {
                is_han ? "漢字漢字" : "Compost",   is_han ? 12 : 7, 0, 10 + i, i % 2 != 0, false,
                is_han ? tag("Hani") : tag("Latn")};
            int width = 0;
            run.face = engine.ops->face_for(engine.engine, is_han ? 0x6F22 : 'C', run.script, false);
            assert_int_equal(engine.ops->measure(engine.engine, &run, &width), TF_OK);
            assert_true(width > 2 * run.size_px);
            if (round == 0) {
                first[i] = width;
            }
            assert_int_equal(width, first[i]);
        }
    }
    tf_fonts_close(fonts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_that_is_not_there_is_told),
        cmocka_unit_test(a_line_that_cannot_be_understood_is_named),
        cmocka_unit_test(missing_fonts_are_skipped_but_one_is_needed),
        cmocka_unit_test(a_file_that_is_no_font_is_left_alone),
        cmocka_unit_test(every_script_of_the_list_has_its_letters),
        cmocka_unit_test(a_run_wider_than_the_limit_is_refused),
        cmocka_unit_test(more_sizes_than_can_stay_open_all_measure_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
