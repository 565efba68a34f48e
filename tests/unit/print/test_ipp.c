/* The printer's thread against CUPS' own IPP Everywhere printer: every document arrives whole, once, dot for
 * dot; what the printer lacks is said; and one that goes away or is something else costs nothing. */
#include "print/ipp.h"
#include "support/ipp_peer.h"
#include "unit/print/printer_kit.h"

#include <cups/raster.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#define READY TF_PRINTER_READY

enum { WIDTH = 848, HEIGHT = 1200, DPI = 300 };

struct office {
    struct kit kit;
    struct ipp_peer peer;
    struct tf_raster picture;
};

/* Something that differs in every row and column. */
static bool is_dot(int x, int y)
{
    return ((x / 3) ^ (y / 5)) % 7 < 3 || x == y;
}

static struct office *open_office(const char *formats)
{
    struct office *office = calloc(1, sizeof *office);
    assert_non_null(office);
    kit_open(&office->kit, true);
    ipp_peer_open(&office->peer, formats);
    snprintf(office->kit.fake.address, sizeof office->kit.fake.address, "%s", office->peer.address);
    office->kit.options.profile.dots_per_mm = DPI / 25.4;
    office->kit.options.profile.width_dots = WIDTH;
    office->kit.options.times.stall_ms = 10000;
    office->kit.options.times.give_up_ms = 60000;
    assert_int_equal(tf_raster_create(&office->picture, WIDTH, HEIGHT), TF_OK);
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            if (is_dot(x, y)) {
                tf_raster_set(&office->picture, x, y);
            }
        }
    }
    kit_start(&office->kit);
    kit_until(&office->kit, (struct kit_want){READY, 0, 0, 0});
    return office;
}

static void close_office(struct office *office)
{
    kit_close(&office->kit);
    ipp_peer_close(&office->peer);
    tf_raster_free(&office->picture);
    free(office);
}

static void print(struct office *office)
{
    struct tf_buf bytes;
    tf_buf_init(&bytes, 0);
    assert_int_equal(tf_sheet_keep(&bytes, &office->picture), TF_OK);
    assert_int_equal(tf_printer_print(office->kit.printer, 0, 1000, bytes.data, bytes.len), TF_OK);
    tf_buf_free(&bytes);
}

/* The picture lies on the sheet, at any place, dot for dot; all around is white. */
struct sheet {
    int width, height;
    uint8_t *dots; /* 1 is black */
};

static void expect_picture(const struct sheet *sheet)
{
    int left = (sheet->width - WIDTH) / 2, top = 10 * DPI * 10 / 254;
    int wrong = 0;
    assert_true(sheet->width > WIDTH && sheet->height > HEIGHT);
    for (int y = 0; y < sheet->height; y++) {
        for (int x = 0; x < sheet->width; x++) {
            bool is_in = x >= left && x < left + WIDTH && y >= top && y < top + HEIGHT;
            wrong += sheet->dots[(size_t)y * (size_t)sheet->width + (size_t)x] !=
                     (is_in && is_dot(x - left, y - top) ? 1 : 0);
        }
    }
    assert_int_equal(wrong, 0);
}

static void read_pwg(const char *path, struct sheet *sheet)
{
    cups_page_header2_t head;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    cups_raster_t *raster = cupsRasterOpen(fd, CUPS_RASTER_READ);
    assert_non_null(raster);
    assert_true(cupsRasterReadHeader2(raster, &head) > 0);
    assert_int_equal(head.HWResolution[0], DPI);
    assert_int_equal(head.cupsBitsPerPixel, 1);
    *sheet = (struct sheet){(int)head.cupsWidth, (int)head.cupsHeight, NULL};
    sheet->dots = calloc(head.cupsWidth, head.cupsHeight);
    uint8_t *line = malloc(head.cupsBytesPerLine);
    assert_non_null(sheet->dots);
    assert_non_null(line);
    for (unsigned y = 0; y < head.cupsHeight; y++) {
        assert_int_equal(cupsRasterReadPixels(raster, line, head.cupsBytesPerLine), head.cupsBytesPerLine);
        for (unsigned x = 0; x < head.cupsWidth; x++) {
            sheet->dots[(size_t)y * head.cupsWidth + x] = (line[x / 8] >> (7 - x % 8)) & 1;
        }
    }
    assert_int_equal(cupsRasterReadHeader2(raster, &head), 0); /* one sheet */
    cupsRasterClose(raster);
    close(fd);
    free(line);
}

/* By somebody else's reader, as a PGM of the document's own dots. */
static void read_by(char *const argv[], const char *path, struct sheet *sheet)
{
    char *env[] = {(char[]){"PATH=/usr/bin:/bin"}, NULL};
    pid_t child = 0;
    int status = 0, most = 0;
    assert_int_equal(posix_spawnp(&child, argv[0], NULL, NULL, argv, env), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    *sheet = (struct sheet){0, 0, NULL};
    assert_int_equal(fscanf(file, "P5 %6d %6d %3d", &sheet->width, &sheet->height, &most), 3);
    assert_in_range(sheet->width, 1, 10000);
    assert_in_range(sheet->height, 1, 10000);
    fgetc(file);
    size_t size = (size_t)sheet->width * (size_t)sheet->height;
    sheet->dots = malloc(size);
    assert_non_null(sheet->dots);
    assert_int_equal(fread(sheet->dots, 1, size, file), size);
    for (size_t i = 0; i < size; i++) {
        sheet->dots[i] = sheet->dots[i] < most / 2;
    }
    fclose(file);
}

static void a_raster_arrives_dot_for_dot(void **state)
{
    (void)state;
    struct office *office = open_office("image/pwg-raster,application/pdf");
    struct sheet sheet;
    kit_print(&office->kit, "<escpos>"); /* waited for another kind of printer: is given up */
    print(office);
    kit_until(&office->kit, (struct kit_want){READY, 0, 0, 1});
    assert_int_equal(ipp_peer_count(&office->peer), 1);
    read_pwg(ipp_peer_document(&office->peer, 1), &sheet);
    expect_picture(&sheet);
    free(sheet.dots);
    close_office(office);
}

static void where_it_takes_pdf_alone_a_pdf_arrives(void **state)
{
    (void)state;
    struct office *office = open_office("application/pdf");
    struct sheet sheet;
    char path[320], stem[] = TF_BUILD_DIR "/out/ipp";
    char *argv[] = {(char[]){"pdftoppm"},
                    (char[]){"-r"},
                    (char[]){"300"},
                    (char[]){"-gray"},
                    (char[]){"-aa"},
                    (char[]){"no"},
                    (char[]){"-aaVector"},
                    (char[]){"no"},
                    (char[]){"-singlefile"},
                    path,
                    stem,
                    NULL};
    print(office);
    kit_until(&office->kit, (struct kit_want){READY, 0, 0, 1});
    snprintf(path, sizeof path, "%s", ipp_peer_document(&office->peer, 1));
    read_by(argv, TF_BUILD_DIR "/out/ipp.pgm", &sheet);
    assert_in_range(sheet.width, 2548, 2552); /* Letter, 8.5 in */
    size_t black = 0, all = (size_t)sheet.width * (size_t)sheet.height, expected = 0;
    for (size_t i = 0; i < all; i++) {
        black += sheet.dots[i];
    }
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            expected += is_dot(x, y);
        }
    }
    /* A reader of PDF may shift by half a dot; it may not lose or double rows. */
    assert_in_range(black, expected - expected / 100, expected + expected / 100);
    free(sheet.dots);
    close_office(office);
}

/* The document waits at the printer, which asks for paper. */
static void without_paper_nothing_is_called_printed(void **state)
{
    (void)state;
    struct office *office = open_office("image/pwg-raster");
    ipp_peer_paper(&office->peer, false);
    print(office);
    kit_until(&office->kit, (struct kit_want){TF_PRINTER_PAPER_OUT, 1, 0, 0});
    assert_int_equal(tf_printer_view(office->kit.printer).printed, 0);
    close_office(office);
}

/* The one that is at the printer comes out there when there is paper; those behind it wait for a word. */
static void when_paper_returns_one_comes_out_and_the_rest_is_asked_about(void **state)
{
    (void)state;
    struct office *office = open_office("image/pwg-raster");
    ipp_peer_paper(&office->peer, false);
    for (int i = 0; i < 3; i++) {
        print(office);
    }
    kit_until(&office->kit, (struct kit_want){TF_PRINTER_PAPER_OUT, 1, 2, 0});
    assert_false(tf_printer_view(office->kit.printer).asks);
    ipp_peer_paper(&office->peer, true);
    kit_until(&office->kit, (struct kit_want){READY, 0, 2, 1});
    assert_true(tf_printer_view(office->kit.printer).asks);
    assert_int_equal(ipp_peer_count(&office->peer), 1); /* no burst */
    tf_printer_go_on(office->kit.printer, true);
    kit_until(&office->kit, (struct kit_want){READY, 0, 0, 3});
    assert_int_equal(ipp_peer_count(&office->peer), 3);
    close_office(office);
}

/* It is at the printer, and we look after it: what is asked for meanwhile gets to the disk, and asks as well.
 */
static void what_is_asked_for_meanwhile_is_kept_and_asks(void **state)
{
    (void)state;
    struct office *office = open_office("image/pwg-raster");
    ipp_peer_paper(&office->peer, false);
    print(office);
    kit_until(&office->kit, (struct kit_want){TF_PRINTER_PAPER_OUT, 1, 0, 0});
    print(office);
    kit_until_kept(&office->kit, "0000000000000002.wait");
    kit_until(&office->kit, (struct kit_want){TF_PRINTER_PAPER_OUT, 1, 1, 0});
    ipp_peer_paper(&office->peer, true);
    kit_until(&office->kit, (struct kit_want){READY, 0, 1, 1});
    assert_int_equal(ipp_peer_count(&office->peer), 1);
    close_office(office);
}

static void expect_quick_stop(struct kit *kit)
{
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    kit_stop(kit);
    clock_gettime(CLOCK_MONOTONIC, &b);
    assert_true(b.tv_sec - a.tv_sec < 10); /* libcups looks up four times a second; the machine may be busy */
}

/* The document is at the printer, which waits for paper: nobody waits with it, and the next start asks. */
static void stopping_waits_for_no_job_at_the_printer(void **state)
{
    (void)state;
    struct office *office = open_office("image/pwg-raster");
    ipp_peer_paper(&office->peer, false);
    print(office);
    kit_until(&office->kit, (struct kit_want){TF_PRINTER_PAPER_OUT, 1, 0, 0});
    expect_quick_stop(&office->kit);
    kit_start(&office->kit);
    kit_until(&office->kit, (struct kit_want){TF_PRINTER_STATE_COUNT, 0, 1, 0});
    close_office(office);
}

/* It takes the connection and the question, and is silent for ever. */
static void stopping_waits_for_no_printer_that_hangs(void **state)
{
    (void)state;
    struct kit kit;
    char address[160];
    kit_open(&kit, true);
    snprintf(address, sizeof address, "ipp%.100s/ipp/print", kit.fake.address + 3);
    snprintf(kit.fake.address, sizeof kit.fake.address, "%s", address);
    fake_set(&kit.fake, &kit.fake.answers_nothing, true);
    kit.options.times.stall_ms = 60000;
    kit_start(&kit);
    kit_print(&kit, "<slip>");
    fake_wait_bytes(&kit.fake, 40);
    expect_quick_stop(&kit);
    assert_true(folder_has(&kit.spool, "0000000000000001.wait")); /* still listed */
    kit_start(&kit);
    kit_close(&kit);
}

/* Nobody brings paper: then it shall not come out tomorrow, but be listed and asked about. */
static void what_waits_too_long_is_called_back(void **state)
{
    (void)state;
    struct office *office = open_office("image/pwg-raster");
    kit_stop(&office->kit);
    office->kit.options.times.give_up_ms = 1500;
    kit_start(&office->kit);
    ipp_peer_paper(&office->peer, false);
    kit_until(&office->kit, (struct kit_want){READY, 0, 0, 0});
    print(office);
    kit_until(&office->kit, (struct kit_want){TF_PRINTER_STATE_COUNT, 0, 1, 0});
    close_office(office);
}

static void one_that_goes_and_comes_back_prints_what_is_said(void **state)
{
    (void)state;
    struct office *office = open_office("image/pwg-raster");
    ipp_peer_stop(&office->peer);
    kit_until(&office->kit, (struct kit_want){TF_PRINTER_ABSENT, 0, 0, 0});
    print(office);
    kit_until(&office->kit, (struct kit_want){TF_PRINTER_ABSENT, 0, 1, 0});
    ipp_peer_start(&office->peer);
    kit_until(&office->kit, (struct kit_want){READY, 0, 1, 0});
    tf_printer_go_on(office->kit.printer, true);
    kit_until(&office->kit, (struct kit_want){READY, 0, 0, 1});
    assert_int_equal(ipp_peer_count(&office->peer), 1);
    close_office(office);
}

/* The fake one answers nothing that is HTTP. */
static void something_else_at_that_port_is_no_printer(void **state)
{
    (void)state;
    struct kit kit;
    kit_open(&kit, true);
    char address[160];
    snprintf(address, sizeof address, "ipp%.100s/ipp/print", kit.fake.address + 3);
    snprintf(kit.fake.address, sizeof kit.fake.address, "%s", address);
    kit.options.times.stall_ms = 300;
    kit_start(&kit);
    kit_print(&kit, "<slip>");
    kit_until(&kit, (struct kit_want){TF_PRINTER_ABSENT, 0, 1, 0});
    kit_close(&kit);
}

static void reasons_are_told_in_our_words(void **state)
{
    (void)state;
    static const struct {
        const char *reason;
        enum tf_printer_state state;
    } CASES[] = {
        {"none", TF_PRINTER_READY},
        {"media-empty-error", TF_PRINTER_PAPER_OUT},
        {"media-empty", TF_PRINTER_PAPER_OUT},
        {"media-empty-report", TF_PRINTER_READY},
        {"media-low-warning", TF_PRINTER_PAPER_LOW},
        {"media-jam-error", TF_PRINTER_JAMMED},
        {"door-open", TF_PRINTER_COVER_OPEN},
        {"marker-supply-empty-warning", TF_PRINTER_NO_INK},
        {"fuser-over-temp", TF_PRINTER_TOO_HOT},
        {"paused", TF_PRINTER_OFFLINE},
        {"spool-area-full", TF_PRINTER_READY},
        {"", TF_PRINTER_READY},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        assert_int_equal(tf_ipp_worse(TF_PRINTER_READY, CASES[i].reason), CASES[i].state);
        assert_int_equal(tf_ipp_worse(TF_PRINTER_BROKEN, CASES[i].reason), TF_PRINTER_BROKEN);
    }
}

static void a_long_picture_is_cut_to_sheets_and_a_roll_is_not(void **state)
{
    (void)state;
    struct tf_raster picture;
    struct tf_sheet sheet = {
        .width_um = 105000, .height_um = 148000, .margin_um = 10000, .dpi = 300, .scale = 2};
    struct tf_buf out;
    assert_int_equal(tf_raster_create(&picture, WIDTH, 4000), TF_OK);
    assert_int_equal(tf_sheet_count(&sheet, 4000), 3);
    for (int format = TF_SHEET_PWG_BLACK; format <= TF_SHEET_PNG; format++) {
        tf_buf_init(&out, 0);
        assert_int_equal(tf_sheet_write(&out, (enum tf_sheet_format)format, &picture, &sheet),
                         format == TF_SHEET_PNG ? TF_ERR_LIMIT : TF_OK);
        tf_buf_free(&out);
    }
    sheet.height_um = 0;
    assert_int_equal(tf_sheet_count(&sheet, 4000), 1);
    sheet.width_um = 60000; /* narrower than the picture */
    tf_buf_init(&out, 0);
    assert_int_equal(tf_sheet_write(&out, TF_SHEET_PDF, &picture, &sheet), TF_ERR_LIMIT);
    tf_buf_free(&out);
    tf_raster_free(&picture);
}

static void a_picture_in_the_spool_is_itself_again_and_damage_is_seen(void **state)
{
    (void)state;
    struct tf_raster picture, again;
    struct tf_buf bytes;
    static const char *const DAMAGED[] = {"",
                                          "P4",
                                          "P4\n",
                                          "P4\n8 1\n",
                                          "P4\n8 1\nxx",
                                          "P4\n-8 1\nx",
                                          "P4\n0 0\n",
                                          "P4\n99999 99999\nx",
                                          "P5\n8 1\nx",
                                          "\x1b@"};
    assert_int_equal(tf_raster_create(&picture, 13, 3), TF_OK);
    tf_raster_set(&picture, 12, 2);
    tf_buf_init(&bytes, 0);
    assert_int_equal(tf_sheet_keep(&bytes, &picture), TF_OK);
    assert_int_equal(tf_sheet_take(&again, bytes.data, bytes.len), TF_OK);
    assert_int_equal(again.width, 13);
    assert_int_equal(again.height, 3);
    assert_true(tf_raster_dot(&again, 12, 2));
    assert_false(tf_raster_dot(&again, 11, 2));
    tf_raster_free(&again);
    for (size_t i = 0; i < sizeof DAMAGED / sizeof DAMAGED[0]; i++) {
        assert_int_equal(tf_sheet_take(&again, DAMAGED[i], strlen(DAMAGED[i])), TF_ERR_CORRUPT);
    }
    tf_buf_free(&bytes);
    tf_raster_free(&picture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_raster_arrives_dot_for_dot),
        cmocka_unit_test(where_it_takes_pdf_alone_a_pdf_arrives),
        cmocka_unit_test(without_paper_nothing_is_called_printed),
        cmocka_unit_test(when_paper_returns_one_comes_out_and_the_rest_is_asked_about),
        cmocka_unit_test(what_is_asked_for_meanwhile_is_kept_and_asks),
        cmocka_unit_test(stopping_waits_for_no_job_at_the_printer),
        cmocka_unit_test(stopping_waits_for_no_printer_that_hangs),
        cmocka_unit_test(what_waits_too_long_is_called_back),
        cmocka_unit_test(one_that_goes_and_comes_back_prints_what_is_said),
        cmocka_unit_test(something_else_at_that_port_is_no_printer),
        cmocka_unit_test(reasons_are_told_in_our_words),
        cmocka_unit_test(a_long_picture_is_cut_to_sheets_and_a_roll_is_not),
        cmocka_unit_test(a_picture_in_the_spool_is_itself_again_and_damage_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
