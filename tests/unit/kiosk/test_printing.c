/* A person at the kiosk who wants a slip, and a printer with faults at the other end of the wire: what the
 * screen says, and what lies in the tray. */
#include "kiosk/printing.h"

#include "journeys/hand.h"
#include "kiosk/folder.h"
#include "print/raster.h"
#include "support/escpos_reader.h"
#include "support/fake_printer.h"
#include "support/ipp_peer.h"
#include "support/support.h"

#include <cups/raster.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

/* Long where nothing is to be waited for, so that a busy machine makes no difference. */
#define TIMES                                                                                                \
    {                                                                                                        \
        .look_ms = 300, .reply_ms = 20000, .stall_ms = 20000, .settle_ms = 100                               \
    }

enum { WAIT_S = 60, PAPER_OUT = 0x72, PAPER_THERE = 0x12 };

struct room {
    struct machine machine;
    struct hand hand;
    struct fake_printer fake;
    struct folder folder;
    struct tf_printing *printing;
    sem_t changed;
};

static void on_change(void *who)
{
    sem_post(who);
}

static void start(struct room *room)
{
    char data[256];
    struct tf_problem problem = {0};
    snprintf(data, sizeof data, "%s", folder_file(&room->folder, "event.twofeet"));
    struct tf_printing_options options = {.address = room->fake.address,
                                          .profile = "80mm",
                                          .data = data,
                                          .times = TIMES,
                                          .changed = on_change,
                                          .who = &room->changed};
    if (tf_printing_start(&room->printing, &options, &problem) != TF_OK) {
        fail_msg("%s %s", problem.what, problem.where);
    }
}

static void turn(struct room *room)
{
    room->machine.dirty |= tf_printing_round(room->printing, room->machine.app, room->machine.stage);
    machine_round(&room->machine);
}

/* Lets the kiosk go round, each time that the printer's thread wakes it, until it says so. */
static void until_it_says(struct room *room, const char *words)
{
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += WAIT_S;
    for (turn(room); !hand_sees(&room->hand, words); turn(room)) {
        if (sem_timedwait(&room->changed, &end) != 0) {
            hand_print(&room->hand, stderr);
            fail_msg("never said: %s", words);
        }
    }
}

static void until_held(struct room *room, size_t held)
{
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += WAIT_S;
    for (turn(room); tf_app_state(room->machine.app)->print->status.held != held; turn(room)) {
        assert_int_equal(sem_timedwait(&room->changed, &end), 0);
    }
}

static void tap(struct room *room, const char *label)
{
    const struct tf_target *target = hand_find(&room->hand, label);
    if (target == NULL || !hand_tap(&room->hand, target)) {
        hand_print(&room->hand, stderr);
        fail_msg("%s: %s", label, room->hand.why);
    }
    turn(room);
}

static int open_room_with(void **state, const char *words)
{
    struct room *room = calloc(1, sizeof *room);
    struct tf_board *board = support_board(words);
    struct machine_options options = {.width_px = 1280,
                                      .height_px = 800,
                                      .now_s = SUPPORT_10H00_S,
                                      .seed = 1,
                                      .address = MACHINE_ADDRESS,
                                      .pin = "246810"};
    assert_non_null(room);
    sem_init(&room->changed, 0, 0);
    folder_make(&room->folder);
    fake_open(&room->fake, true, room->folder.path);
    machine_open(&room->machine, &options, board);
    tf_board_unref(board);
    room->hand = (struct hand){.machine = &room->machine};
    start(room);
    *state = room;
    return 0;
}

static int open_room(void **state)
{
    return open_room_with(state, "2 spaces, 3 slots, Compost in A at 10:00, Bees");
}

static int open_room_of_five(void **state)
{
    return open_room_with(state,
                          "2 spaces, 3 slots, Compost in A at 10:00, Bees in B at 10:00, Ants in A at 11:00, "
                          "Moles, Larks");
}

static int close_room(void **state)
{
    struct room *room = *state;
    tf_printing_stop(room->printing);
    machine_close(&room->machine);
    fake_close(&room->fake);
    tf_folder_remove(folder_file(&room->folder, "event.twofeet.print"));
    folder_remove(&room->folder);
    sem_destroy(&room->changed);
    free(room);
    return 0;
}

/* The paper so far, as prints. */
static size_t slips(struct room *room)
{
    struct escpos_print print;
    pthread_mutex_lock(&room->fake.mutex);
    bool is_whole = escpos_read(&print, 576, (const uint8_t *)room->fake.paper, room->fake.len);
    pthread_mutex_unlock(&room->fake.mutex);
    assert_true(is_whole);
    size_t cuts = print.cuts;
    escpos_free(&print);
    return cuts;
}

static void a_tap_makes_a_slip_and_the_screen_says_so(void **state)
{
    struct room *room = *state;
    turn(room);
    tap(room, "A, 10:00, Compost");
    tap(room, "Print");
    until_it_says(room, "Your slip is printed.");
    assert_int_equal(slips(room), 1);
    machine_wait(&room->machine, TF_APP_NOTICE_MS);
    assert_false(hand_sees(&room->hand, "Your slip is printed."));
    tap(room, "Print"); /* impatience */
    assert_true(hand_sees(&room->hand, "In half a minute it can be printed again"));
    assert_int_equal(slips(room), 1);
}

static void without_paper_it_says_so_and_asks_when_there_is_some(void **state)
{
    struct room *room = *state;
    fake_answers(&room->fake, 4, PAPER_OUT);
    turn(room);
    tap(room, "A, 10:00, Compost");
    tap(room, "Print");
    until_held(room, 1);
    assert_true(hand_sees(&room->hand, "The printer is out of paper."));
    assert_false(hand_sees(&room->hand, "printed."));
    assert_int_equal(fake_len(&room->fake), 0);
    fake_answers(&room->fake, 4, PAPER_THERE);
    until_it_says(room, "The printer works again.");
    assert_int_equal(fake_len(&room->fake), 0);
    const struct tf_target *yes = hand_find_tag(&room->hand, TF_INTENT_PRINT, TF_PRINT_GO_ON);
    assert_non_null(yes);
    assert_true(hand_tap(&room->hand, yes));
    turn(room);
    until_it_says(room, "Your slip is printed.");
    assert_int_equal(slips(room), 1);
}

/* As after a power cut: the next start asks, whoever is there. */
static void what_waited_is_asked_about_after_a_restart(void **state)
{
    struct room *room = *state;
    fake_answers(&room->fake, 4, PAPER_OUT);
    turn(room);
    tap(room, "A, 10:00, Compost");
    tap(room, "Print");
    until_held(room, 1);
    tf_printing_stop(room->printing);
    fake_answers(&room->fake, 4, PAPER_THERE);
    start(room);
    tap(room, "Back");
    until_it_says(room, "1 slip was left waiting");
    tap(room, "Throw away");
    until_held(room, 0);
    assert_false(hand_sees(&room->hand, "left waiting"));
    assert_int_equal(fake_len(&room->fake), 0);
}

/* ---- organisers ---- */

static void tap_all(struct room *room, const char *const *labels)
{
    for (; *labels != NULL; labels++) {
        tap(room, *labels);
    }
}

static void become_organiser(struct room *room)
{
    static const char *const WAY[] = {"For organisers", "2", "4", "6", "8", "1", "0", "Enter", "Print", NULL};
    turn(room);
    tap_all(room, WAY);
}

/* As far as it is whole: a slip may be on its way. */
static size_t slips_so_far(struct room *room)
{
    struct escpos_print print;
    pthread_mutex_lock(&room->fake.mutex);
    bool is_whole = escpos_read(&print, 576, (const uint8_t *)room->fake.paper, room->fake.len);
    pthread_mutex_unlock(&room->fake.mutex);
    size_t cuts = is_whole ? print.cuts : 0;
    escpos_free(&print);
    return cuts;
}

static void until_slips(struct room *room, size_t count)
{
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += WAIT_S;
    for (turn(room); slips_so_far(room) < count; turn(room)) {
        assert_int_equal(sem_timedwait(&room->changed, &end), 0);
    }
    assert_int_equal(slips(room), count);
}

static void organisers_print_all_cards_and_then_those_that_changed(void **state)
{
    struct room *room = *state;
    become_organiser(room);
    until_it_says(room, "Nothing waits."); /* the printer was looked at */
    tap(room, "All cards");
    until_slips(room, 2);
    until_it_says(room, "Nothing waits.");
    tap(room, "Those that changed");
    assert_true(hand_sees(&room->hand, "There is nothing to print"));
    tf_printing_stop(room->printing); /* what is on paper outlives a restart */
    start(room);
    until_it_says(room, "Nothing waits.");
    machine_wait(&room->machine, TF_APP_NOTICE_MS);
    tap(room, "Those that changed");
    assert_true(hand_sees(&room->hand, "There is nothing to print"));
    assert_int_equal(slips(room), 2);
    tap(room, "The last one again");
    until_slips(room, 3);
    tap(room, "All signs");
    until_slips(room, 5);
    until_it_says(room, "Nothing waits.");
    tap(room, "Print the bulletin");
    until_slips(room, 6);
}

/* Out of paper at the first of two: one is held, the other has not begun, and neither bursts out. */
static void trouble_holds_one_card_and_the_rest_waits_behind_it(void **state)
{
    struct room *room = *state;
    become_organiser(room);
    fake_answers(&room->fake, 4, PAPER_OUT);
    tap(room, "All cards");
    until_held(room, 1);
    assert_true(hand_sees(&room->hand, "The printer is out of paper."));
    assert_true(hand_sees(&room->hand, "0 of 2 are printed."));
    tap(room, "All signs"); /* not now, and it says why */
    assert_true(hand_sees(&room->hand, "Please wait until it is done."));
    fake_answers(&room->fake, 4, PAPER_THERE);
    until_it_says(room, "The printer is ready.");
    assert_int_equal(fake_len(&room->fake), 0);
    const struct tf_target *yes = hand_find_tag(&room->hand, TF_INTENT_ORGANISE, TF_TASK_DO_PRINT);
    assert_non_null(yes);
    assert_string_equal(yes->label, "The printer is ready.: Print");
    assert_true(hand_tap(&room->hand, yes));
    until_slips(room, 2);
    until_it_says(room, "Nothing waits.");
}

/* And by keypad alone. */
static void what_is_thrown_away_takes_the_rest_with_it(void **state)
{
    struct room *room = *state;
    room->hand.by_keypad = true;
    become_organiser(room);
    fake_answers(&room->fake, 4, PAPER_OUT);
    tap(room, "All cards");
    until_held(room, 1);
    tap(room, "Throw away");
    until_held(room, 0);
    until_it_says(room, "Nothing waits.");
    fake_answers(&room->fake, 4, PAPER_THERE);
    until_it_says(room, "The printer is ready.");
    assert_int_equal(fake_len(&room->fake), 0);
    tap(room, "Those that changed"); /* none of them is on paper */
    until_slips(room, 2);
}

/* As after a power cut in the middle: what is on paper is not printed again, what is not is asked about, and
 * comes out when somebody says so. */
static void what_organisers_asked_for_outlives_a_power_cut(void **state)
{
    struct room *room = *state;
    become_organiser(room);
    fake_answers(&room->fake, 4, PAPER_OUT);
    tap(room, "All cards");
    until_held(room, 1);
    tf_printing_stop(room->printing);
    start(room);
    until_held(room, 2); /* the one at the printer, and the one behind it */
    assert_true(hand_sees(&room->hand, "0 of 2 are printed."));
    fake_answers(&room->fake, 4, PAPER_THERE);
    until_it_says(room, "The printer is ready.");
    assert_int_equal(fake_len(&room->fake), 0);
    const struct tf_target *yes = hand_find_tag(&room->hand, TF_INTENT_ORGANISE, TF_TASK_DO_PRINT);
    assert_non_null(yes);
    assert_string_equal(yes->label, "The printer is ready.: Print");
    assert_true(hand_tap(&room->hand, yes));
    until_slips(room, 2);
    until_it_says(room, "Nothing waits.");
    tap(room, "Those that changed");
    assert_true(hand_sees(&room->hand, "There is nothing to print"));
    tf_printing_stop(room->printing);
    start(room);
    until_it_says(room, "Nothing waits.");
    assert_int_equal(slips(room), 2);
}

static void a_list_that_nobody_wrote_is_given_up(void **state)
{
    struct room *room = *state;
    static const char *const TEXTS[] = {"",
                                        "twofeet-pieces 1 ",
                                        "twofeet-pieces 1 0 0\n1 0 0 1 2 3 0\n",
                                        "twofeet-pieces 1 0 0\n9 0 0\n",
                                        "twofeet-pieces 1 0 99\n3 0 0\n",
                                        "\xff\n"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        struct tf_problem problem = {0};
        struct tf_buf text;
        tf_printing_stop(room->printing);
        tf_buf_init(&text, 0);
        tf_buf_puts(&text, TEXTS[i]);
        assert_int_equal(
            tf_buf_write_file(&text, folder_file(&room->folder, "event.twofeet.pieces"), &problem), TF_OK);
        tf_buf_free(&text);
        start(room);
        until_held(room, 0);
    }
}

/* ---- an office printer ---- */

static void start_office(struct room *room, struct ipp_peer *peer, const char *formats)
{
    tf_printing_stop(room->printing);
    ipp_peer_open(peer, formats);
    struct tf_problem problem = {0};
    struct tf_printing_options options = {
        .address = peer->address, .times = TIMES, .changed = on_change, .who = &room->changed};
    if (tf_printing_start(&room->printing, &options, &problem) != TF_OK) {
        fail_msg("%s %s", problem.what, problem.where);
    }
}

static void until_documents(struct room *room, struct ipp_peer *peer, int count)
{
    until_it_says(room, "Nothing waits.");
    assert_int_equal(ipp_peer_count(peer), count);
}

/* By CUPS' reader: the nth document's first page as a PGM; 1 is black. */
static void read_document(struct ipp_peer *peer, int nth, const char *pgm, struct tf_raster *dots)
{
    cups_page_header2_t head;
    int fd = open(ipp_peer_document(peer, nth), O_RDONLY | O_CLOEXEC);
    cups_raster_t *raster = cupsRasterOpen(fd, CUPS_RASTER_READ);
    FILE *file = fopen(pgm, "wb");
    assert_non_null(raster);
    assert_non_null(file);
    assert_true(cupsRasterReadHeader2(raster, &head) > 0);
    assert_int_equal(head.cupsBitsPerPixel, 1);
    uint8_t *line = malloc(head.cupsBytesPerLine);
    assert_non_null(line);
    assert_int_equal(tf_raster_create(dots, (int)head.cupsWidth, (int)head.cupsHeight), TF_OK);
    fprintf(file, "P5 %u %u 255\n", head.cupsWidth, head.cupsHeight);
    for (int y = 0; y < dots->height; y++) {
        assert_int_equal(cupsRasterReadPixels(raster, line, head.cupsBytesPerLine), head.cupsBytesPerLine);
        for (int x = 0; x < dots->width; x++) {
            bool is_black = ((line[x / 8] >> (7 - x % 8)) & 1) != 0;
            if (is_black) {
                tf_raster_set(dots, x, y);
            }
            fputc(is_black ? 0 : 255, file);
        }
    }
    free(line);
    fclose(file);
    cupsRasterClose(raster);
    close(fd);
}

/* How many of these session codes stand in the QR codes that zbar finds. */
static size_t count_codes(const char *picture, const char *address)
{
    char command[512], line[256];
    size_t count = 0;
    snprintf(command, sizeof command, "zbarimg -q --nodbus --raw -S*.disable -Sqrcode.enable '%s'", picture);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    while (fgets(line, sizeof line, pipe) != NULL) {
        count += strncmp(line, address, strlen(address)) == 0;
    }
    (void)pclose(pipe);
    return count;
}

/* Where marks stand at the sheet's left edge: rows of black in the picture's first two millimetres. */
static size_t find_marks(const struct tf_raster *dots, int marks[8])
{
    int left = -1;
    size_t count = 0;
    for (int x = 0; x < dots->width && left < 0; x++) {
        for (int y = 0; y < dots->height && left < 0; y++) {
            left = tf_raster_dot(dots, x, y) ? x : -1;
        }
    }
    for (int y = 0; y < dots->height && count < 8; y++) {
        bool begins = tf_raster_dot(dots, left + 5, y) && !tf_raster_dot(dots, left + 5, y - 1);
        if (begins) {
            marks[count++] = y;
        }
    }
    return count;
}

static void an_office_printer_gets_four_cards_a_sheet_with_marks_at_the_same_places(void **state)
{
    struct room *room = *state;
    static const char ADDRESS[] = MACHINE_ADDRESS "/s/";
    struct ipp_peer peer;
    struct tf_raster sheets[2];
    int marks[2][8];
    start_office(room, &peer, "image/pwg-raster");
    become_organiser(room);
    tap(room, "All cards");
    until_documents(room, &peer, 2);
    read_document(&peer, 1, TF_BUILD_DIR "/out/cards-1.pgm", &sheets[0]);
    read_document(&peer, 2, TF_BUILD_DIR "/out/cards-2.pgm", &sheets[1]);
    assert_int_equal(count_codes(TF_BUILD_DIR "/out/cards-1.pgm", ADDRESS), 4);
    assert_int_equal(count_codes(TF_BUILD_DIR "/out/cards-2.pgm", ADDRESS), 1);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(find_marks(&sheets[i], marks[i]), 3);
    }
    assert_memory_equal(marks[0], marks[1], 3 * sizeof marks[0][0]);
    assert_in_range(marks[0][1] - marks[0][0], 127 * 300 * 10 / 254 - 2, 127 * 300 * 10 / 254 + 2);
    assert_in_range(marks[0][2] - marks[0][1], marks[0][1] - marks[0][0] - 1, marks[0][1] - marks[0][0] + 1);
    tap(room, "Those that changed");
    assert_true(hand_sees(&room->hand, "There is nothing to print"));
    tf_raster_free(&sheets[0]);
    tf_raster_free(&sheets[1]);
    ipp_peer_close(&peer);
}

static void a_phone_reads_what_an_office_printer_was_sent_in_whatever_form(void **state)
{
    struct room *room = *state;
    static const char *const FORMATS[] = {"application/pdf", "image/png"};
    for (size_t i = 0; i < 2; i++) {
        struct ipp_peer peer;
        char command[512], picture[256];
        start_office(room, &peer, FORMATS[i]);
        if (i == 0) {
            become_organiser(room);
        }
        tap(room, "All cards");
        until_documents(room, &peer, 2);
        snprintf(picture, sizeof picture, "%s", ipp_peer_document(&peer, 1));
        if (i == 0) {
            snprintf(command, sizeof command,
                     "pdftoppm -r 300 -gray -singlefile '%s' " TF_BUILD_DIR "/out/cards", picture);
            FILE *pipe = popen(command, "r");
            assert_non_null(pipe);
            assert_int_equal(pclose(pipe), 0);
            snprintf(picture, sizeof picture, TF_BUILD_DIR "/out/cards.pgm");
        }
        assert_int_equal(count_codes(picture, MACHINE_ADDRESS "/s/"), 4);
        ipp_peer_close(&peer);
    }
}

static void profiles_are_found_by_name_and_by_file(void **state)
{
    (void)state;
    struct tf_profile profile;
    struct tf_problem problem = {0};
    assert_int_equal(tf_printing_profile(&profile, NULL, "/dev/lp0", &problem), TF_OK);
    assert_int_equal(profile.width_dots, 384);
    assert_int_equal(tf_printing_profile(&profile, "80mm", "", &problem), TF_OK);
    assert_int_equal(profile.width_dots, 576);
    assert_int_equal(tf_printing_profile(&profile, TF_SOURCE_DIR "/assets/printers/58mm.ini", "", &problem),
                     TF_OK);
    assert_int_equal(profile.width_dots, 384);
    assert_int_equal(tf_printing_profile(&profile, "90mm", "", &problem), TF_ERR_NOT_FOUND);
    assert_string_equal(problem.where, "90mm");
    assert_int_equal(tf_printing_profile(&profile, "/nowhere.ini", "", &problem), TF_ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_tap_makes_a_slip_and_the_screen_says_so, open_room, close_room),
        cmocka_unit_test_setup_teardown(without_paper_it_says_so_and_asks_when_there_is_some, open_room,
                                        close_room),
        cmocka_unit_test_setup_teardown(what_waited_is_asked_about_after_a_restart, open_room, close_room),
        cmocka_unit_test_setup_teardown(organisers_print_all_cards_and_then_those_that_changed, open_room,
                                        close_room),
        cmocka_unit_test_setup_teardown(trouble_holds_one_card_and_the_rest_waits_behind_it, open_room,
                                        close_room),
        cmocka_unit_test_setup_teardown(what_is_thrown_away_takes_the_rest_with_it, open_room, close_room),
        cmocka_unit_test_setup_teardown(what_organisers_asked_for_outlives_a_power_cut, open_room,
                                        close_room),
        cmocka_unit_test_setup_teardown(a_list_that_nobody_wrote_is_given_up, open_room, close_room),
        cmocka_unit_test_setup_teardown(
            an_office_printer_gets_four_cards_a_sheet_with_marks_at_the_same_places, open_room_of_five,
            close_room),
        cmocka_unit_test_setup_teardown(a_phone_reads_what_an_office_printer_was_sent_in_whatever_form,
                                        open_room_of_five, close_room),
        cmocka_unit_test(profiles_are_found_by_name_and_by_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
