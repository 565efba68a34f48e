/* Golden images of paper: what the printer was sent, read back dot by dot, in each script and on both widths;
 * and each kind of piece. References are tests/golden/ref/paper-*.png, made anew with TF_GOLDEN_UPDATE=1 and
 * looked at before they are committed. */
#include "kiosk/cutsheet.h"
#include "kiosk/press.h"

#include "sdl/fonts.h"
#include "support/escpos_reader.h"
#include "support/support.h"

#include <cairo.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WRONG_PER_THOUSAND = 5 }; /* dots: a font's next version rounds an edge differently */

struct desk {
    struct tf_fonts *fonts;
    struct tf_font_engine engine;
    struct tf_type_setter *setter;
    struct tf_zone *zone;
    struct tf_profile profile;
    struct tf_app_state state;
};

static int open_desk(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    struct tf_problem problem;
    assert_non_null(desk);
    tf_lang_init(TF_BUILD_DIR "/locale");
    assert_int_equal(tf_fonts_open(&desk->fonts, TF_SOURCE_DIR "/assets/fonts/fonts.ini", &problem), TF_OK);
    desk->engine = tf_fonts_engine(desk->fonts);
    assert_int_equal(tf_type_create(&desk->setter, &desk->engine, 0), TF_OK);
    assert_int_equal(tf_zone_open(&desk->zone, "Europe/Berlin"), TF_OK);
    *state = desk;
    return 0;
}

static int close_desk(void **state)
{
    struct desk *desk = *state;
    tf_zone_close(desk->zone);
    tf_type_destroy(desk->setter);
    tf_fonts_close(desk->fonts);
    free(desk);
    return 0;
}

static void read_profile(struct desk *desk, int mm)
{
    char path[256];
    struct tf_problem problem;
    snprintf(path, sizeof path, TF_SOURCE_DIR "/assets/printers/%dmm.ini", mm);
    assert_int_equal(tf_profile_read(&desk->profile, path, &problem), TF_OK);
}

static struct tf_board *board_with(const char *title, const char *host)
{
    struct tf_board *board =
        support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees in A at 11:00, Ants");
    union tf_record_any any = {.session = *tf_board_session(board, 1001)};
    any.session.title = title;
    any.session.host = host;
    any.session.about = "Was braucht ein Haufen, damit er warm wird? Bringt etwas vom Küchentisch mit.";
    support_put(&board, &any.record);
    struct tf_news news = {.record = {.kind = TF_KIND_NEWS, .key = {0, 5001}},
                           .text = "Das Mittagessen steht heute im Garten.",
                           .at = SUPPORT_10H00_S - 3600};
    support_put(&board, &news.record);
    struct tf_note note = {.record = {.kind = TF_KIND_NOTE, .key = {1001, 6001}},
                           .author = "Jörg",
                           .happened = "Wir haben drei Haufen aufgesetzt.",
                           .mattered = "Luft ist wichtiger als Wasser.",
                           .next = "Im Frühling sehen wir nach.",
                           .text = "",
                           .at = SUPPORT_10H00_S};
    support_put(&board, &note.record);
    struct tf_action action = {.record = {.kind = TF_KIND_ACTION, .key = {1001, 7001}},
                               .what = "Thermometer besorgen",
                               .who = "Mara",
                               .at = SUPPORT_10H00_S};
    support_put(&board, &action.record);
    return board;
}

struct dots {
    int width, height;
    bool (*is_black)(const void *from, int x, int y);
    const void *from;
};

static bool is_printed(const void *from, int x, int y)
{
    return escpos_dot(from, x, y);
}

static bool is_on_sheet(const void *from, int x, int y)
{
    return tf_raster_dot(from, x, y);
}

static cairo_surface_t *picture_of(const struct dots *dots)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, dots->width, dots->height);
    assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    uint8_t *pixels = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < dots->height; y++) {
        for (int x = 0; x < dots->width; x++) {
            uint32_t value = dots->is_black(dots->from, x, y) ? 0 : 0xffffff;
            memcpy(pixels + (ptrdiff_t)y * stride + 4 * (ptrdiff_t)x, &value, sizeof value);
        }
    }
    cairo_surface_mark_dirty(surface);
    return surface;
}

static long differing(cairo_surface_t *a, cairo_surface_t *b)
{
    int w = cairo_image_surface_get_width(a), h = cairo_image_surface_get_height(a);
    long count = 0;
    if (w != cairo_image_surface_get_width(b) || h != cairo_image_surface_get_height(b)) {
        return (long)w * h;
    }
    for (int y = 0; y < h; y++) {
        const uint8_t *p = cairo_image_surface_get_data(a) + (ptrdiff_t)y * cairo_image_surface_get_stride(a);
        const uint8_t *q = cairo_image_surface_get_data(b) + (ptrdiff_t)y * cairo_image_surface_get_stride(b);
        for (int x = 0; x < w; x++) {
            count += (p[4 * (ptrdiff_t)x] < 128) != (q[4 * (ptrdiff_t)x] < 128);
        }
    }
    return count;
}

/* 0 when it looks as it did. */
static int compare(const struct dots *dots, const char *name)
{
    char path[400], seen[400];
    cairo_surface_t *ours = picture_of(dots);
    snprintf(path, sizeof path, TF_SOURCE_DIR "/tests/golden/ref/paper-%s.png", name);
    if (getenv("TF_GOLDEN_UPDATE") != NULL) {
        assert_int_equal(cairo_surface_write_to_png(ours, path), CAIRO_STATUS_SUCCESS);
    }
    cairo_surface_t *reference = cairo_image_surface_create_from_png(path);
    bool is_there = cairo_surface_status(reference) == CAIRO_STATUS_SUCCESS;
    long most = (long)dots->width * dots->height * WRONG_PER_THOUSAND / 1000;
    long count = is_there ? differing(ours, reference) : -1;
    int failed = !is_there || count > most;
    if (failed) {
        snprintf(seen, sizeof seen, TF_BUILD_DIR "/out/paper-%s.png", name);
        (void)cairo_surface_write_to_png(ours, seen);
        fprintf(stderr, "%s: %ld dots differ, at most %ld may; see %s\n", path, count, most, seen);
    }
    cairo_surface_destroy(reference);
    cairo_surface_destroy(ours);
    return failed;
}

static void show(struct desk *desk, const struct tf_board *board, enum tf_lang lang)
{
    desk->state = (struct tf_app_state){.board = board,
                                        .zone = desk->zone,
                                        .now_s = SUPPORT_10H00_S + 600,
                                        .time_confirmed = true,
                                        .saving_works = true,
                                        .base_url = "http://10.0.0.5:8080",
                                        .lang = lang,
                                        .day = -1,
                                        .first_slot = -1,
                                        .session = 1001};
}

/* What came out of the printer. */
static int check(struct desk *desk, const struct tf_board *board, enum tf_lang lang,
                 const struct tf_slip *slip, const char *name)
{
    struct tf_press_job job = {.slip = *slip, .profile = &desk->profile};
    struct escpos_print print;
    struct tf_buf bytes;
    tf_buf_init(&bytes, 0);
    show(desk, board, lang);
    assert_int_equal(tf_press_bytes(&bytes, &job, &desk->state, desk->setter), TF_OK);
    assert_true(escpos_read(&print, desk->profile.width_dots, (const uint8_t *)bytes.data, bytes.len));
    int failed = compare(&(struct dots){print.width, print.height, is_printed, &print}, name);
    escpos_free(&print);
    tf_buf_free(&bytes);
    return failed;
}

static void every_script_comes_out_as_it_did(void **state)
{
    struct desk *desk = *state;
    static const struct {
        const char *name, *title, *host;
        enum tf_lang lang;
    } CASES[] = {
        {"latin", "Kompost für Anfängerinnen – čtyři otázky", "Jörg Weiß", TF_LANG_DE},
        {"arabic", "كيف نحكي قصصنا؟", "ليلى", TF_LANG_AR},
        {"hebrew", "קומפוסט למתחילים: מה עושים?", "נועה", TF_LANG_EN},
        {"devanagari", "शुरुआती लोगों के लिए खाद", "मीरा", TF_LANG_EN},
        {"cjk", "はじめての堆肥づくり、四つの質問", "山田花子", TF_LANG_JA},
        {"emoji", "🧶 Stricken, 🏳️‍🌈 Tee und 👩‍👩‍👧", "Mara 🐝", TF_LANG_DE},
    };
    int failed = 0;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct tf_board *board = board_with(CASES[i].title, CASES[i].host);
        for (int mm = 58; mm <= 80; mm += 22) {
            char name[64];
            struct tf_slip slip = {.what = TF_SLIP_HOST};
            snprintf(name, sizeof name, "slip-%s-%d", CASES[i].name, mm);
            read_profile(desk, mm);
            failed += check(desk, board, CASES[i].lang, &slip, name);
        }
        tf_board_unref(board);
    }
    assert_int_equal(failed, 0);
}

static void every_kind_of_piece_comes_out_as_it_did(void **state)
{
    struct desk *desk = *state;
    static const char *const NAMES[TF_SLIP_COUNT] = {"slip", "card", "sign", "bulletin", "book"};
    struct tf_board *board =
        board_with("Gemeinschaftsverpflegungskonzeptentwicklungswerkstatt und alles, was wir "
                   "über das gemeinsame Kochen noch nie sagten",
                   "Anneliese-Dorothea von Hohenstein-Wittgenfeld");
    int failed = 0;
    for (int what = TF_SLIP_HOST; what < TF_SLIP_COUNT; what++) {
        char name[64];
        struct tf_slip slip = {
            .what = (enum tf_slip_what)what, .space = 101, .is_moved = what == TF_SLIP_CARD};
        snprintf(name, sizeof name, "%s-longest-80", NAMES[what]);
        read_profile(desk, 80);
        failed += check(desk, board, TF_LANG_DE, &slip, name);
    }
    tf_board_unref(board);
    assert_int_equal(failed, 0);
}

/* Four of one size with marks where to cut, and a last sheet that is not full: what an office printer gets.
 */
static void a_sheet_of_cards_and_its_marks_come_out_as_they_did(void **state)
{
    struct desk *desk = *state;
    static const double DOTS_PER_MM = 6;
    static const struct tf_cutsheet_card CARDS[] = {
        {1001, true}, {1002, false}, {1003, false}, {1001, false}};
    struct tf_board *board =
        board_with("Gemeinschaftsverpflegungskonzeptentwicklungswerkstatt und alles, was wir "
                   "über das gemeinsame Kochen noch nie sagten",
                   "Anneliese-Dorothea von Hohenstein-Wittgenfeld");
    int failed = 0;
    show(desk, board, TF_LANG_DE);
    for (size_t count = 1; count <= TF_CUTSHEET_CARDS; count += TF_CUTSHEET_CARDS - 1) {
        struct tf_raster sheet = {.width = 0};
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(tf_cutsheet_dots(&sheet, i, &CARDS[i], DOTS_PER_MM, &desk->state, desk->setter),
                             TF_OK);
        }
        failed += compare(&(struct dots){sheet.width, sheet.height, is_on_sheet, &sheet},
                          count == 1 ? "cards-one-on-a-sheet" : "cards-four-on-a-sheet");
        tf_raster_free(&sheet);
    }
    tf_board_unref(board);
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_script_comes_out_as_it_did),
        cmocka_unit_test(every_kind_of_piece_comes_out_as_it_did),
        cmocka_unit_test(a_sheet_of_cards_and_its_marks_come_out_as_they_did),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
