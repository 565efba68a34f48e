/* Slips, cards and signs the whole way: state ─▶ dots ─▶ ESC/POS ─▶ a reader of our own ─▶ a picture that a
 * phone reads; and as PDF, through poppler. */
#include "kiosk/press.h"

#include "canvas/scene.h"
#include "paper/faces.h"
#include "sdl/fonts.h"
#include "support/escpos_reader.h"
#include "support/support.h"

#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <uninorm.h>
#include <unistd.h>

#include <cmocka.h>

#define OUT(name) TF_BUILD_DIR "/out/" name
#define URL       "http://10.0.0.5:8080/s/CARD2"

/* As in tests/unit/paper: only a whole stack shows cairo's own leak as leaks.supp names it. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "fast_unwind_on_malloc=0";
}

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
    tf_profile_default(&desk->profile);
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

static void look_at(struct desk *desk, const struct tf_board *board, enum tf_lang lang)
{
    desk->state = (struct tf_app_state){
        .board = board,
        .zone = desk->zone,
        .now_s = SUPPORT_10H00_S - 1800,
        .time_confirmed = true,
        .saving_works = true,
        .base_url = "http://10.0.0.5:8080",
        .lang = lang,
        .day = -1,
        .first_slot = -1,
        .session = 1001,
    };
}

/* A board whose first session has this title and host, as they are: not even the door was asked. */
static struct tf_board *board_with(const char *title, const char *host)
{
    struct tf_board *board = support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees");
    union tf_record_any any = {.session = *tf_board_session(board, 1001)};
    any.session.title = title;
    any.session.host = host;
    support_put(&board, &any.record);
    return board;
}

/* ---- the world's readers ----------------------------------------------------------------------------------
 */

static void run(char *const argv[], char *out, size_t size)
{
    int ends[2], status = 0;
    size_t len = 0;
    pid_t child = 0;
    posix_spawn_file_actions_t actions;
    char *env[] = {(char[]){"PATH=/usr/bin:/bin"}, (char[]){"LC_ALL=C.UTF-8"}, NULL};
    assert_int_equal(pipe(ends), 0);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    assert_int_equal(posix_spawnp(&child, argv[0], &actions, NULL, argv, env), 0);
    close(ends[1]);
    for (ssize_t got = 1; got > 0 && len + 1 < size; len += got > 0 ? (size_t)got : 0) {
        got = read(ends[0], out + len, size - 1 - len);
    }
    out[len] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    posix_spawn_file_actions_destroy(&actions);
    if (status != 0) {
        fail_msg("%s ended with %d", argv[0], status);
    }
}

static void expect_scanned(const char *path, const char *text)
{
    char file[256], seen[1024];
    char *argv[] = {(char[]){"zbarimg"},
                    (char[]){"-q"},
                    (char[]){"--nodbus"},
                    (char[]){"--raw"},
                    (char[]){"-S*.disable"},
                    (char[]){"-Sqrcode.enable"},
                    file,
                    NULL};
    snprintf(file, sizeof file, "%s", path);
    run(argv, seen, sizeof seen);
    seen[strcspn(seen, "\n")] = '\0';
    assert_string_equal(seen, text);
}

/* ---- to a printer and back --------------------------------------------------------------------------------
 */

static void print_and_read(struct desk *desk, struct tf_press_job *job, struct escpos_print *print)
{
    struct tf_buf bytes;
    tf_buf_init(&bytes, 0);
    assert_int_equal(tf_press_bytes(&bytes, job, &desk->state, desk->setter), TF_OK);
    if (!escpos_read(print, job->profile->width_dots, (const uint8_t *)bytes.data, bytes.len)) {
        fail_msg("at byte %zu: %s", print->stopped_at, print->problem);
    }
    assert_int_equal(print->starts, 1);
    assert_int_equal(print->cuts, job->profile->cutter == TF_PROFILE_CUTTER_NONE ? 0 : 1);
    tf_buf_free(&bytes);
}

static void read_profile(struct tf_profile *profile, const char *name)
{
    char path[256];
    struct tf_problem problem;
    snprintf(path, sizeof path, TF_SOURCE_DIR "/assets/printers/%s.ini", name);
    assert_int_equal(tf_profile_read(profile, path, &problem), TF_OK);
}

static void what_came_out_of_the_printer_is_read_by_a_phone(void **state)
{
    struct desk *desk = *state;
    struct tf_board *board = board_with("Compost for beginners", "Mara");
    static const char *const PROFILES[] = {"58mm", "80mm", "58mm-old"};
    for (size_t i = 0; i < sizeof PROFILES / sizeof PROFILES[0]; i++) {
        for (int what = TF_SLIP_HOST; what <= TF_SLIP_SIGN; what++) {
            struct tf_press_job job = {.slip = {.what = (enum tf_slip_what)what, .space = 101},
                                       .profile = &desk->profile};
            struct escpos_print print;
            look_at(desk, board, TF_LANG_EN);
            read_profile(&desk->profile, PROFILES[i]);
            print_and_read(desk, &job, &print);
            escpos_write_pgm(&print, OUT("slip.pgm"), 2);
            expect_scanned(OUT("slip.pgm"), what == TF_SLIP_SIGN ? "http://10.0.0.5:8080/space/101" : URL);
            escpos_free(&print);
        }
    }
    tf_board_unref(board);
}

static void a_printer_with_its_own_codes_gets_the_address(void **state)
{
    struct desk *desk = *state;
    struct tf_board *board = board_with("Compost", "Mara");
    struct tf_press_job job = {.profile = &desk->profile};
    struct escpos_print print;
    look_at(desk, board, TF_LANG_EN);
    read_profile(&desk->profile, "80mm-qr");
    print_and_read(desk, &job, &print);
    assert_int_equal(print.code_count, 1);
    assert_string_equal(print.codes[0], URL);
    assert_in_range(print.code_modules[0], 5, 8); /* 0.6 … 1 mm */
    escpos_free(&print);
    tf_board_unref(board);
}

/* Rows of the code: every edge is a whole number of modules from the first one, and white lies around. */
static void a_module_is_whole_dots_and_the_quiet_zone_is_kept(void **state)
{
    struct desk *desk = *state;
    struct tf_board *board = board_with("Compost", "Mara");
    static const int WIDTHS[] = {384, 512, 576};
    for (size_t i = 0; i < 3; i++) {
        struct tf_press_job job = {.profile = &desk->profile};
        struct tf_raster raster;
        look_at(desk, board, TF_LANG_EN);
        tf_profile_default(&desk->profile);
        desk->profile.width_dots = WIDTHS[i];
        assert_int_equal(tf_press_dots(&raster, &job, &desk->state, desk->setter), TF_OK);
        assert_true(job.slip.has_code);
        struct tf_rect at = job.slip.code;
        int left = WIDTHS[i], right = -1, top = 0, module = 0;
        for (int y = at.y; y < at.y + at.h; y++) {
            for (int x = at.x; x < at.x + at.w; x++) {
                if (tf_raster_dot(&raster, x, y)) {
                    top = top == 0 ? y : top;
                    left = x < left ? x : left;
                    right = x > right ? x : right;
                }
            }
        }
        while (tf_raster_dot(&raster, left + module, top)) { /* the finder's upper edge: seven modules */
            module++;
        }
        assert_int_equal(module % 7, 0);
        module /= 7;
        assert_true(module >= 5); /* 0.6 mm: a phone's camera at arm's length */
        assert_int_equal((right + 1 - left) % module, 0);
        for (int y = top; y < at.y + at.h; y++) {
            for (int x = left; x < right; x++) {
                bool differs = tf_raster_dot(&raster, x, y) != tf_raster_dot(&raster, x + 1, y);
                assert_false(differs && (x + 1 - left) % module != 0);
            }
        }
        assert_true(left >= 4 * module && WIDTHS[i] - 1 - right >= 4 * module);
        assert_true(top - at.y >= 4 * module);
        tf_raster_free(&raster);
    }
    tf_board_unref(board);
}

/* ---- what people write ------------------------------------------------------------------------------------
 */

static char *repeated(const char *piece, size_t bytes)
{
    size_t len = strlen(piece), count = bytes / len;
    char *text = calloc(count * len + 1, 1);
    assert_non_null(text);
    for (size_t i = 0; i < count; i++) {
        memcpy(text + i * len, piece, len);
    }
    return text;
}

static void nothing_in_a_title_becomes_a_command(void **state)
{
    struct desk *desk = *state;
    static const char *const TITLES[] = {
        "\x1b@\x1dV\x01\x1b=\x02\x1b*!\xff\xff",
        "\x10\x04\x01\x10\x14\x01\x03\x14\x01\x06\x02\x08",
        "\x1dv0 \x1d(k\x03 1Q0 \x1bp \x1d!\x11",
        "\\x1b@ ${PATH} %s%n '; DROP TABLE session; --",
        "\xff\xfe\xc3(",
        "\xe2\x80\xae desrever \xe2\x80\x8f \xe2\x81\xa6",
        "🧶👩‍👩‍👧🏳️‍🌈",
        " ",
        "",
    };
    for (size_t i = 0; i < sizeof TITLES / sizeof TITLES[0]; i++) {
        struct tf_board *board = board_with(TITLES[i], TITLES[i]);
        for (int what = TF_SLIP_HOST; what <= TF_SLIP_SIGN; what++) {
            struct tf_press_job job = {.slip = {.what = (enum tf_slip_what)what, .space = 101},
                                       .profile = &desk->profile};
            struct escpos_print print;
            look_at(desk, board, TF_LANG_EN);
            read_profile(&desk->profile, what == TF_SLIP_HOST ? "58mm-old" : "80mm");
            print_and_read(desk, &job, &print);
            assert_int_equal(print.code_count, 0);
            assert_int_equal(print.fed_rows, desk->profile.feed_dots);
            escpos_free(&print);
        }
        tf_board_unref(board);
    }
}

static void the_longest_texts_still_make_a_slip_of_some_length(void **state)
{
    struct desk *desk = *state;
    static const char *const PIECES[] = {"W",    "Kompostierungs", "كلمة ",
                                         "堆肥", "Zu lang ",       "e\xcc\x81\xcc\x82"};
    for (size_t i = 0; i < sizeof PIECES / sizeof PIECES[0]; i++) {
        char *title = repeated(PIECES[i], TF_TITLE_BYTES_MAX), *host = repeated(PIECES[i], TF_NAME_BYTES_MAX);
        struct tf_board *board = board_with(title, host);
        for (int what = TF_SLIP_HOST; what <= TF_SLIP_CARD; what++) {
            struct tf_press_job job = {.slip = {.what = (enum tf_slip_what)what}, .profile = &desk->profile};
            struct escpos_print print;
            look_at(desk, board, TF_LANG_EN);
            read_profile(&desk->profile, "58mm");
            print_and_read(desk, &job, &print);
            assert_in_range(print.height, 600, 5000); /* 62 cm: the longest word in the largest letters */
            escpos_write_pgm(&print, OUT("longest.pgm"), 2);
            expect_scanned(OUT("longest.pgm"), URL);
            escpos_free(&print);
        }
        tf_board_unref(board);
        free(title);
        free(host);
    }
}

/* Everything that is set is set whole, inside the paper, in the language asked for. */
static void every_script_is_set_whole_and_inside_the_paper(void **state)
{
    struct desk *desk = *state;
    static const struct {
        enum tf_lang lang;
        const char *title, *host, *word;
    } CASES[] = {
        {TF_LANG_EN, "Compost for beginners", "Mara", "two feet"},
        {TF_LANG_DE, "Kompost für Anfängerinnen", "Jörg Weiß", "Füße"},
        {TF_LANG_AR, "كيف نحكي قصصنا؟", "ليلى", "القدمين"},
        {TF_LANG_JA, "はじめての堆肥づくり", "山田花子", "足"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct tf_board *board = board_with(CASES[i].title, CASES[i].host);
        for (int width = 384; width <= 576; width += 192) {
            struct tf_theme theme;
            struct tf_scene *scene = NULL;
            struct tf_slip slip = {.what = TF_SLIP_HOST};
            bool has_title = false, has_word = false;
            look_at(desk, board, CASES[i].lang);
            tf_slip_theme(&theme, width, 8);
            struct tf_scene_start start = {.theme = &theme, .setter = desk->setter};
            assert_int_equal(tf_scene_create(&scene), TF_OK);
            assert_int_equal(tf_slip_draw(&desk->state, scene, &start, &slip), TF_OK);
            for (size_t n = 1; n < tf_scene_node_count(scene); n++) { /* the first is the paper */
                const struct tf_node *node = tf_scene_node(scene, n);
                assert_false(node->is_cut);
                assert_true(node->rect.x >= 0 && node->rect.x + node->rect.w <= width);
                assert_true(node->rect.y + node->rect.h <= slip.height_px);
                has_title |= node->kind == TF_NODE_TEXT && strcmp(node->text, CASES[i].title) == 0;
                has_word |= node->kind == TF_NODE_TEXT && strstr(node->text, CASES[i].word) != NULL;
                if (node->kind == TF_NODE_ICON && node->value == TF_ICON_TWO_FEET) {
                    assert_int_equal(node->rect.x > width / 2, tf_lang_is_rtl(CASES[i].lang));
                }
            }
            assert_true(has_title);
            assert_true(has_word);
            tf_scene_destroy(scene);
        }
        tf_board_unref(board);
    }
}

/* ---- what is refused --------------------------------------------------------------------------------------
 */

static void what_is_not_shown_on_the_wall_is_not_printed(void **state)
{
    struct desk *desk = *state;
    struct tf_board *board = board_with("Compost", "Mara");
    struct tf_press_job job = {.profile = &desk->profile};
    struct tf_raster raster;
    union tf_record_any any = {.session = *tf_board_session(board, 1002)};
    any.session.state = TF_SESSION_HIDDEN;
    support_put(&board, &any.record);
    look_at(desk, board, TF_LANG_EN);
    desk->state.session = 1002;
    assert_int_equal(tf_press_dots(&raster, &job, &desk->state, desk->setter), TF_ERR_NOT_FOUND);
    desk->state.session = 77;
    assert_int_equal(tf_press_dots(&raster, &job, &desk->state, desk->setter), TF_ERR_NOT_FOUND);
    job.slip.what = TF_SLIP_SIGN;
    job.slip.space = 77;
    assert_int_equal(tf_press_dots(&raster, &job, &desk->state, desk->setter), TF_ERR_NOT_FOUND);
    tf_board_unref(board);
}

static void without_an_address_there_is_no_code_but_a_slip(void **state)
{
    struct desk *desk = *state;
    struct tf_board *board = board_with("Compost", "Mara");
    struct tf_press_job job = {.profile = &desk->profile};
    struct escpos_print print;
    look_at(desk, board, TF_LANG_EN);
    desk->state.base_url = "";
    read_profile(&desk->profile, "80mm-qr");
    print_and_read(desk, &job, &print);
    assert_false(job.slip.has_code);
    assert_int_equal(print.code_count, 0);
    assert_true(print.height > 300);
    escpos_free(&print);
    tf_board_unref(board);
}

/* ---- PDF --------------------------------------------------------------------------------------------------
 */

/* Draws the job on a page, and reads the page by others. text: all words on it. */
static void print_pdf(struct desk *desk, struct tf_press_job *job, char *text, size_t size)
{
    struct tf_faces *faces = NULL;
    struct tf_type_setter *setter = NULL;
    struct tf_problem problem;
    struct tf_buf pdf;
    char *to_text[] = {(char[]){"pdftotext"}, (char[]){OUT("slip.pdf")}, (char[]){"-"}, NULL};
    tf_buf_init(&pdf, 0);
    assert_int_equal(tf_faces_open(&faces, TF_SOURCE_DIR "/assets/fonts/fonts.ini", &problem), TF_OK);
    struct tf_font_engine engine = tf_faces_engine(faces);
    assert_int_equal(tf_type_create(&setter, &engine, 0), TF_OK);
    assert_int_equal(tf_press_pdf(&pdf, job, &desk->state, setter), TF_OK);
    assert_int_equal(tf_buf_write_file(&pdf, OUT("slip.pdf"), &problem), TF_OK);
    run(to_text, text, size);
    tf_type_destroy(setter);
    tf_faces_close(faces);
    tf_buf_free(&pdf);
}

static void a_pdf_is_scanned_and_searched(void **state)
{
    struct desk *desk = *state;
    struct tf_board *board = board_with("Kompost für Anfängerinnen", "Jörg");
    struct tf_press_job job = {.profile = &desk->profile};
    char text[4096];
    char *to_png[] = {(char[]){"pdftoppm"},      (char[]){"-r"},
                      (char[]){"300"},           (char[]){"-gray"},
                      (char[]){"-singlefile"},   (char[]){OUT("slip.pdf")},
                      (char[]){OUT("slip-pdf")}, NULL};
    look_at(desk, board, TF_LANG_DE);
    read_profile(&desk->profile, "80mm");
    print_pdf(desk, &job, text, sizeof text);
    assert_non_null(strstr(text, "Anfängerinnen"));
    assert_non_null(strstr(text, "zwei Füße"));
    run(to_png, text, sizeof text);
    expect_scanned(OUT("slip-pdf.pgm"), URL);
    tf_board_unref(board);
}

/* As a search compares: NFKC, without signs of direction, any white space one space. */
static void make_comparable(char *text)
{
    uint8_t wide[8192];
    size_t len = sizeof wide, to = 0;
    assert_ptr_equal(u8_normalize(UNINORM_NFKC, (const uint8_t *)text, strlen(text), wide, &len), wide);
    for (size_t i = 0; i < len; i++) {
        bool is_sign =
            wide[i] == 0xE2 && i + 2 < len && wide[i + 1] == 0x80 &&
            (wide[i + 2] == 0x8E || wide[i + 2] == 0x8F || (wide[i + 2] >= 0xAA && wide[i + 2] <= 0xAE));
        bool is_white = wide[i] == ' ' || wide[i] == '\n' || wide[i] == '\f';
        if (is_sign) {
            i += 2;
        } else if (!is_white || (to > 0 && text[to - 1] != ' ')) {
            text[to++] = is_white ? ' ' : (char)wide[i];
        }
    }
    text[to] = '\0';
}

/* Not with vowel signs: poppler takes each of them for a word beside its letter. */
static void a_pdf_is_searched_from_the_right_too(void **state)
{
    struct desk *desk = *state;
    static const char *const TITLES[] = {"كيف نحكي قصصنا؟", "أهلا وسهلا بالأصدقاء", "الإسلام والسلام لآلاف",
                                         "ليلى إلى الأمل", "שלום עולם"};
    for (size_t i = 0; i < sizeof TITLES / sizeof TITLES[0]; i++) {
        struct tf_board *board = board_with(TITLES[i], "");
        struct tf_press_job job = {.profile = &desk->profile};
        char text[8192], title[8192];
        look_at(desk, board, TF_LANG_AR);
        read_profile(&desk->profile, "80mm");
        print_pdf(desk, &job, text, sizeof text / 2);
        make_comparable(text);
        snprintf(title, sizeof title, "%s", TITLES[i]);
        make_comparable(title);
        if (strstr(text, title) == NULL) {
            fail_msg("%s is not in: %s", title, text);
        }
        tf_board_unref(board);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_came_out_of_the_printer_is_read_by_a_phone),
        cmocka_unit_test(a_printer_with_its_own_codes_gets_the_address),
        cmocka_unit_test(a_module_is_whole_dots_and_the_quiet_zone_is_kept),
        cmocka_unit_test(nothing_in_a_title_becomes_a_command),
        cmocka_unit_test(the_longest_texts_still_make_a_slip_of_some_length),
        cmocka_unit_test(every_script_is_set_whole_and_inside_the_paper),
        cmocka_unit_test(what_is_not_shown_on_the_wall_is_not_printed),
        cmocka_unit_test(without_an_address_there_is_no_code_but_a_slip),
        cmocka_unit_test(a_pdf_is_scanned_and_searched),
        cmocka_unit_test(a_pdf_is_searched_from_the_right_too),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
