/* A picture as ESC/POS and back, through a reader that shares nothing with the writer. */
#include "print/escpos.h"

#include "base/rng.h"
#include "support/escpos_reader.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What printers obey wherever it stands. */
static void expect_no_real_time_command(const struct tf_buf *bytes)
{
    static const char *const COMMANDS[] = {"\x10\x04", "\x10\x05", "\x10\x14"};
    for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++) {
        assert_null(memmem(bytes->data, bytes->len, COMMANDS[i], 2));
    }
}

/* Every byte value, and what begins commands, stands in it. */
static struct tf_raster noise(int width, int height, uint64_t seed)
{
    struct tf_raster raster;
    struct tf_rng rng;
    tf_rng_seed(&rng, seed);
    assert_int_equal(tf_raster_create(&raster, width, height), TF_OK);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            if ((tf_rng_u64(&rng) & 3) == 0) {
                tf_raster_set(&raster, x, y);
            }
        }
    }
    return raster;
}

/* Every dot is there, and none beside it but the few that keep dots from looking like commands. */
static void expect_same(const struct tf_raster *raster, const struct escpos_print *print, int print_top)
{
    int more = 0;
    for (int y = 0; y < raster->height; y++) {
        for (int x = 0; x < print->width; x++) {
            bool ours = tf_raster_dot(raster, x, y), theirs = escpos_dot(print, x, print_top + y);
            more += theirs && !ours;
            if (ours && !theirs) {
                fail_msg("dot %d,%d is missing", x, y);
            }
        }
    }
    assert_true(more <= raster->width * raster->height / 2000);
}

static void expect_read_back(struct tf_profile *profile, int width, int height, uint64_t seed)
{
    struct tf_raster raster = noise(width, height, seed);
    struct escpos_print print;
    struct tf_buf bytes;
    tf_buf_init(&bytes, 0);
    assert_int_equal(tf_escpos_write(&bytes, &raster, profile, NULL), TF_OK);
    if (!escpos_read(&print, profile->width_dots, (const uint8_t *)bytes.data, bytes.len)) {
        fail_msg("at byte %zu: %s", print.stopped_at, print.problem);
    }
    expect_same(&raster, &print, 0);
    expect_no_real_time_command(&bytes);
    assert_int_equal(print.starts, 1);
    assert_int_equal(print.fed_rows, profile->feed_dots);
    assert_int_equal(print.cuts, profile->cutter == TF_PROFILE_CUTTER_NONE ? 0 : 1);
    assert_int_equal(print.codes[0][0], '\0');
    escpos_free(&print);
    tf_buf_free(&bytes);
    tf_raster_free(&raster);
}

static void a_picture_comes_back_dot_for_dot(void **state)
{
    (void)state;
    uint64_t seed = support_seed("a_picture_comes_back_dot_for_dot");
    static const int HEIGHTS[] = {1, 7, 24, 25, 191, 192, 193, 700};
    struct tf_profile profile;
    for (int columns = 0; columns < 2; columns++) {
        for (size_t i = 0; i < sizeof HEIGHTS / sizeof HEIGHTS[0]; i++) {
            tf_profile_default(&profile);
            profile.raster = columns ? TF_PROFILE_COLUMNS : TF_PROFILE_BANDS;
            profile.feed_dots = (int)i * 100;
            profile.cutter = (enum tf_profile_cutter)(i % 3);
            expect_read_back(&profile, 384, HEIGHTS[i], seed + i);
            expect_read_back(&profile, 377, HEIGHTS[i], seed + i); /* no whole number of bytes */
            profile.width_dots = 576;
            expect_read_back(&profile, 576, HEIGHTS[i], seed + i);
        }
    }
}

/* "Switch off", as dots. */
static void dots_that_look_like_a_command_are_none(void **state)
{
    (void)state;
    static const unsigned char OFF[] = {0x10, 0x14, 0x02, 0x01, 0x08, 0x10, 0x04, 0x01, 0x10, 0x05, 0x01};
    for (int columns = 0; columns < 2; columns++) {
        struct tf_profile profile;
        struct escpos_print print;
        struct tf_raster raster;
        struct tf_buf bytes;
        tf_profile_default(&profile);
        profile.raster = columns ? TF_PROFILE_COLUMNS : TF_PROFILE_BANDS;
        assert_int_equal(tf_raster_create(&raster, 384, 24), TF_OK);
        for (size_t i = 0; i < sizeof OFF * 8; i++) {
            if ((OFF[i / 8] >> (7 - i % 8) & 1) != 0) {
                int at = (int)i;
                tf_raster_set(&raster, columns ? at / 24 : at, columns ? at % 24 : 3);
            }
        }
        tf_buf_init(&bytes, 0);
        assert_int_equal(tf_escpos_write(&bytes, &raster, &profile, NULL), TF_OK);
        expect_no_real_time_command(&bytes);
        assert_true(escpos_read(&print, 384, (const uint8_t *)bytes.data, bytes.len));
        expect_same(&raster, &print, 0);
        escpos_free(&print);
        tf_buf_free(&bytes);
        tf_raster_free(&raster);
    }
}

static void a_band_is_never_higher_than_the_profile_says(void **state)
{
    (void)state;
    struct tf_profile profile;
    struct escpos_print print;
    struct tf_raster raster = noise(64, 100, 1);
    struct tf_buf bytes;
    tf_profile_default(&profile);
    profile.band_rows = 30;
    tf_buf_init(&bytes, 0);
    assert_int_equal(tf_escpos_write(&bytes, &raster, &profile, NULL), TF_OK);
    assert_true(escpos_read(&print, 384, (const uint8_t *)bytes.data, bytes.len));
    assert_int_equal(print.bands, 4);
    escpos_free(&print);
    tf_buf_free(&bytes);
    tf_raster_free(&raster);
}

static void a_picture_wider_than_the_head_is_refused(void **state)
{
    (void)state;
    struct tf_profile profile;
    struct tf_raster raster = noise(392, 10, 1);
    struct tf_buf bytes;
    tf_profile_default(&profile);
    tf_buf_init(&bytes, 0);
    assert_int_equal(tf_escpos_write(&bytes, &raster, &profile, NULL), TF_ERR_LIMIT);
    assert_int_equal(bytes.len, 0);
    tf_raster_free(&raster);
    assert_int_equal(tf_raster_create(&raster, TF_RASTER_WIDTH_MAX + 1, 10), TF_ERR_LIMIT);
    assert_int_equal(tf_raster_create(&raster, 10, TF_RASTER_HEIGHT_MAX + 1), TF_ERR_LIMIT);
    assert_int_equal(tf_raster_create(&raster, 0, 10), TF_ERR_LIMIT);
    tf_buf_free(&bytes);
}

static void a_printer_that_can_draws_the_code_itself(void **state)
{
    (void)state;
    struct tf_profile profile;
    struct escpos_print print;
    struct tf_raster raster = noise(384, 300, 3), above = raster, below = raster;
    struct tf_escpos_code code = {"http://10.0.0.5:8080/s/ABCDE", 100, 120, 6};
    struct tf_buf bytes;
    tf_buf_init(&bytes, 0);
    tf_profile_default(&profile);
    profile.native_qr = true;
    assert_int_equal(tf_escpos_write(&bytes, &raster, &profile, &code), TF_OK);
    assert_true(escpos_read(&print, 384, (const uint8_t *)bytes.data, bytes.len));
    assert_int_equal(print.code_count, 1);
    assert_string_equal(print.codes[0], code.text);
    assert_int_equal(print.code_modules[0], 6);
    above.height = 100;
    expect_same(&above, &print, 0);
    below.bits += (ptrdiff_t)220 * raster.stride;
    below.height = 80;
    expect_same(&below, &print, 100);
    escpos_free(&print);

    profile.native_qr = false; /* the others print its dots */
    tf_buf_clear(&bytes);
    assert_int_equal(tf_escpos_write(&bytes, &raster, &profile, &code), TF_OK);
    assert_true(escpos_read(&print, 384, (const uint8_t *)bytes.data, bytes.len));
    assert_int_equal(print.code_count, 0);
    expect_same(&raster, &print, 0);
    escpos_free(&print);
    tf_buf_free(&bytes);
    tf_raster_free(&raster);
}

static void colours_become_black_or_white(void **state)
{
    (void)state;
    static const struct {
        uint32_t pixel;
        bool black;
    } CASES[] = {
        {0xFF000000, true},  {0xFFFFFFFF, false}, {0x00000000, false}, {0x80000000, true},
        {0x20000000, false}, {0xFF7F041E, true},  {0xFFE0E0E0, false}, {0xFFFFCC33, false},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct tf_raster raster;
        assert_int_equal(tf_raster_from_argb(&raster, (const uint8_t *)&CASES[i].pixel, 1, 1, 4), TF_OK);
        assert_int_equal(tf_raster_dot(&raster, 0, 0), CASES[i].black);
        assert_int_equal(tf_raster_black_percent(&raster), CASES[i].black ? 100 : 0);
        tf_raster_free(&raster);
    }
}

static void status_bytes_mean_what_epson_says(void **state)
{
    (void)state;
    static const struct {
        enum tf_escpos_question question;
        unsigned char byte;
        enum tf_escpos_trouble trouble;
    } CASES[] = {
        {TF_ESCPOS_ASK_PRINTER, 0x16, TF_ESCPOS_READY},
        {TF_ESCPOS_ASK_PRINTER, 0x1e, TF_ESCPOS_OFFLINE},
        {TF_ESCPOS_ASK_OFFLINE, 0x12, TF_ESCPOS_READY},
        {TF_ESCPOS_ASK_OFFLINE, 0x16, TF_ESCPOS_COVER_OPEN},
        {TF_ESCPOS_ASK_OFFLINE, 0x32, TF_ESCPOS_PAPER_OUT},
        {TF_ESCPOS_ASK_OFFLINE, 0x36, TF_ESCPOS_COVER_OPEN},
        {TF_ESCPOS_ASK_OFFLINE, 0x52, TF_ESCPOS_OFFLINE},
        {TF_ESCPOS_ASK_ERROR, 0x1a, TF_ESCPOS_CUTTER},
        {TF_ESCPOS_ASK_ERROR, 0x32, TF_ESCPOS_BROKEN},
        {TF_ESCPOS_ASK_ERROR, 0x52, TF_ESCPOS_TOO_HOT},
        {TF_ESCPOS_ASK_PAPER, 0x12, TF_ESCPOS_READY},
        {TF_ESCPOS_ASK_PAPER, 0x1e, TF_ESCPOS_PAPER_LOW},
        {TF_ESCPOS_ASK_PAPER, 0x7e, TF_ESCPOS_PAPER_OUT},
    };
    enum tf_escpos_trouble trouble;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        assert_int_equal(tf_escpos_answer(&trouble, CASES[i].question, CASES[i].byte), TF_OK);
        assert_int_equal(trouble, CASES[i].trouble);
    }
    static const unsigned char GARBAGE[] = {0x00, 0xff, 'O', 0x13, 0x92, 0x02};
    for (size_t i = 0; i < sizeof GARBAGE; i++) {
        assert_int_equal(tf_escpos_answer(&trouble, TF_ESCPOS_ASK_PAPER, GARBAGE[i]), TF_ERR_INVALID);
    }
    unsigned char ask[TF_ESCPOS_ASK_BYTES];
    tf_escpos_ask(ask, TF_ESCPOS_ASK_PAPER);
    assert_memory_equal(ask, "\x10\x04\x04", 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_comes_back_dot_for_dot),
        cmocka_unit_test(dots_that_look_like_a_command_are_none),
        cmocka_unit_test(a_band_is_never_higher_than_the_profile_says),
        cmocka_unit_test(a_picture_wider_than_the_head_is_refused),
        cmocka_unit_test(a_printer_that_can_draws_the_code_itself),
        cmocka_unit_test(colours_become_black_or_white),
        cmocka_unit_test(status_bytes_mean_what_epson_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
