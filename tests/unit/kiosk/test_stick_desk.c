/* An organiser at the wall who wants everything on a stick: asked once, said when it is safe to take out.
 * Root's half is played by a thread, the stick by a folder. */
#include "kiosk/stick_desk.h"

#include "journeys/hand.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { WAIT_S = 30 };

struct room {
    struct machine machine;
    struct hand hand;
    struct folder folder; /* of the errand */
    enum tf_stick_end end;
    char asked[300];
    sem_t changed;
};

static void on_change(void *who)
{
    sem_post(who);
}

static enum tf_stick_end play_root(void *user, char name[96], const char *base_url)
{
    struct room *room = user;
    snprintf(room->asked, sizeof room->asked, "%s", base_url);
    snprintf(name, 96, "camp-2026-11-25-1000");
    return room->end;
}

static void serve(struct room *room, enum tf_stick_end end)
{
    const struct timespec moment = {.tv_nsec = 5000000};
    enum tf_err err = TF_ERR_NOT_FOUND;
    room->end = end;
    for (int i = 0; i < WAIT_S * 200 && err == TF_ERR_NOT_FOUND; i++) {
        err = tf_stick_errand_serve(room->folder.path, play_root, room);
        nanosleep(&moment, NULL);
    }
    assert_int_equal(err, TF_OK);
}

static void turn(struct room *room)
{
    room->machine.dirty |= tf_stick_desk_round(room->machine.stick, room->machine.app);
    machine_round(&room->machine);
}

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

static void tap(struct room *room, const char *label)
{
    const struct tf_target *target = hand_find(&room->hand, label);
    if (target == NULL || !hand_tap(&room->hand, target)) {
        hand_print(&room->hand, stderr);
        fail_msg("%s: %s", label, room->hand.why);
    }
    turn(room);
}

static void open_sheet(struct room *room)
{
    static const char *const WAY[] = {"For organisers",   "2", "4", "6", "8", "1", "0", "Enter",
                                      "Export to a stick"};
    turn(room);
    for (size_t i = 0; i < sizeof WAY / sizeof WAY[0]; i++) {
        tap(room, WAY[i]);
    }
}

static int open_room(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    struct tf_board *board = support_board("2 spaces, 3 slots, Compost in A at 10:00, Bees");
    struct machine_options options = {.width_px = 1280,
                                      .height_px = 800,
                                      .now_s = SUPPORT_10H00_S,
                                      .seed = 1,
                                      .address = MACHINE_ADDRESS,
                                      .pin = "246810"};
    assert_non_null(room);
    sem_init(&room->changed, 0, 0);
    folder_make(&room->folder);
    machine_open(&room->machine, &options, board);
    tf_board_unref(board);
    room->hand = (struct hand){.machine = &room->machine};
    struct tf_stick_errand_options errand = {
        .folder = room->folder.path, .wake = on_change, .user = &room->changed};
    assert_int_equal(tf_stick_desk_open(&room->machine.stick, &errand), TF_OK);
    *state = room;
    return 0;
}

static int close_room(void **state)
{
    struct room *room = *state;
    tf_stick_desk_close(room->machine.stick);
    machine_close(&room->machine);
    folder_remove(&room->folder);
    sem_destroy(&room->changed);
    free(room);
    return 0;
}

static void it_is_asked_once_and_says_when_the_stick_is_safe(void **state)
{
    struct room *room = *state;
    open_sheet(room);
    tap(room, "Write to the stick");
    assert_true(hand_sees(&room->hand, "It is being written. Please leave the stick in."));
    tap(room, "Write to the stick"); /* impatience */
    serve(room, TF_STICK_SAFE);
    until_it_says(room, "Everything is on the stick. You can take it out now.");
    assert_string_equal(room->asked, MACHINE_ADDRESS);
    assert_int_equal(tf_stick_errand_serve(room->folder.path, play_root, room), TF_ERR_NOT_FOUND);
    machine_wait(&room->machine, TF_APP_NOTICE_MS);
    assert_false(hand_sees(&room->hand, "It is being written."));
}

static void each_trouble_has_its_sentence_and_it_can_be_asked_again(void **state)
{
    struct room *room = *state;
    open_sheet(room);
    for (int end = TF_STICK_NONE; end < TF_STICK_END_COUNT; end++) {
        tap(room, end == TF_STICK_NONE ? "Write to the stick" : "Write once more");
        serve(room, (enum tf_stick_end)end);
        until_it_says(room, tf_stick_end_words(TF_LANG_EN, (enum tf_stick_end)end));
        assert_false(hand_sees(&room->hand, "You can take it out now."));
    }
}

/* By keypad alone. Whoever left and came back hears that it is still being written, and then that it is not.
 */
static void who_comes_back_hears_how_it_went(void **state)
{
    struct room *room = *state;
    room->hand.by_keypad = true;
    open_sheet(room);
    tap(room, "Write to the stick");
    tap(room, "Back");
    tap(room, "Export to a stick");
    tap(room, "Write to the stick");
    assert_true(hand_sees(&room->hand, "A stick is still being written."));
    serve(room, TF_STICK_SAFE);
    until_it_says(room, "Everything is on the stick. You can take it out now.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_asked_once_and_says_when_the_stick_is_safe, open_room,
                                        close_room),
        cmocka_unit_test_setup_teardown(each_trouble_has_its_sentence_and_it_can_be_asked_again, open_room,
                                        close_room),
        cmocka_unit_test_setup_teardown(who_comes_back_hears_how_it_went, open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
