/* The desk: who may come, cards moved with what was seen, two at once. */
#include "desk_kit.h"

#define BOARD "3 spaces, 3 slots, Ants in A at 10:00, Bees in B at 10:00, Compost, Drones"
/* Ants p2001 s1001, Bees p2002 s1002, Compost s1003, Drones s1004; A, B, C 101 …; 10:00 … 201 … */

static void a_guest_is_told_to_pair_at_the_kiosk_and_sees_nothing_else(void **state)
{
    (void)state;
    struct asking a;
    asking_begin(&a, support_board(BOARD));
    const char *page = get(&a, "/desk");
    assert_int_equal(a.reply.status, 403);
    assert_says(page, "The wall lets a device in");
    assert_not_says(page, "Compost");
    static const char *const WRITES[] = {"/desk/move", "/desk/lock", "/desk/hide", "/desk/care/unhide",
                                         "/desk/undo"};
    for (size_t i = 0; i < sizeof(WRITES) / sizeof(WRITES[0]); i++) {
        uint64_t revision = a.board->revision;
        post(&a, WRITES[i], "pick=p2001&to=103-203&session=1001&sequence=1&seen=0");
        assert_int_equal(a.reply.status, 403);
        assert_true(a.board->revision == revision);
    }
    asking_end(&a);
}

static void a_post_without_the_devices_token_changes_nothing(void **state)
{
    (void)state;
    struct asking a;
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    char body[512];
    snprintf(body, sizeof(body), "%s&to=103-203", held(&a, "p2001"));
    ask(&a, TF_METHOD_POST, "/desk/move", body);
    assert_string_equal(where_is(&a, "Ants"), "A 10:00");
    a.origin = "http://evil.example";
    post(&a, "/desk/move", body);
    assert_int_equal(a.reply.status, 403);
    assert_string_equal(where_is(&a, "Ants"), "A 10:00");
    asking_end(&a);
}

static void a_card_is_moved_placed_taken_off_and_swapped(void **state)
{
    (void)state;
    struct asking a;
    desk_begin(&a, BOARD, TF_ROLE_HELPER);
    move_to(&a, held(&a, "p2001"), "103-203");
    assert_int_equal(a.reply.status, 303);
    assert_string_equal(where_is(&a, "Ants"), "C 12:00");
    move_to(&a, held(&a, "s1003"), "101-201");
    assert_string_equal(where_is(&a, "Compost"), "A 10:00");
    char swap[64];
    snprintf(swap, sizeof(swap), "%s", place(&a, "103-203"));
    move_to(&a, held(&a, "p2002"), swap);
    assert_string_equal(where_is(&a, "Ants"), "B 10:00");
    assert_string_equal(where_is(&a, "Bees"), "C 12:00");
    move_to(&a, held(&a, "p2002"), "off");
    assert_string_equal(where_is(&a, "Bees"), "");
    asking_end(&a);
}

static void what_another_organiser_moved_meanwhile_is_shown_and_asked(void **state)
{
    (void)state;
    struct asking a;
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    char mine[256];
    snprintf(mine, sizeof(mine), "%s", held(&a, "p2001"));
    move_to(&a, mine, "102-202"); /* the other's window has the same page still */
    const char *page = move_to(&a, mine, "103-203");
    assert_int_equal(a.reply.status, 409);
    assert_string_equal(where_is(&a, "Ants"), "B 11:00");
    assert_says(page, "Nothing was changed yet");
    assert_says(page, "11:00");
    /* Asked, and done all the same: the page carries what it shows now. */
    char again[256];
    snprintf(again, sizeof(again), "pick=p2001&seen=%s", after(&a, page, "name=\"seen\" value=\""));
    move_to(&a, again, "103-203");
    assert_string_equal(where_is(&a, "Ants"), "C 12:00");
    asking_end(&a);
}

static void a_cell_that_was_seen_free_is_not_swapped_unasked(void **state)
{
    (void)state;
    struct asking a;
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    const char *page = move_to(&a, held(&a, "p2001"), "102-201"); /* as if nobody stood there */
    assert_int_equal(a.reply.status, 409);
    assert_says(page, "Bees");
    assert_string_equal(where_is(&a, "Ants"), "A 10:00");
    page = move_to(&a, held(&a, "s1003"), "102-201");
    assert_int_equal(a.reply.status, 409);
    char to[64];
    snprintf(to, sizeof(to), "%s", after(&a, page, "name=\"to\" value=\""));
    move_to(&a, held(&a, "s1003"), to);
    assert_string_equal(where_is(&a, "Compost"), "B 10:00");
    assert_string_equal(where_is(&a, "Bees"), "");
    asking_end(&a);
}

static void a_card_seen_without_a_place_does_not_run_twice_by_mistake(void **state)
{
    (void)state;
    struct asking a;
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    char mine[256];
    snprintf(mine, sizeof(mine), "%s", held(&a, "s1003"));
    move_to(&a, mine, "103-201");
    move_to(&a, mine, "103-202");
    assert_int_equal(a.reply.status, 409);
    assert_int_equal(a.board->grid->placement_count, 3);
    asking_end(&a);
}

static void several_cards_move_as_one_step_or_not_at_all(void **state)
{
    (void)state;
    struct asking a;
    desk_begin(&a, BOARD, TF_ROLE_HELPER);
    const char *seen = after(&a, get(&a, "/desk?pick=p2001.p2002.s1003"), "name=\"seen\" value=\"");
    char fields[256];
    snprintf(fields, sizeof(fields), "pick=p2001.p2002.s1003&seen=%s", seen);
    uint64_t revision = a.board->revision;
    move_to(&a, fields, "103-202"); /* Bees would be in a fourth space */
    assert_int_equal(a.reply.status, 409);
    assert_true(a.board->revision == revision);
    move_to(&a, fields, "102-202");
    assert_int_equal(a.reply.status, 303);
    assert_true(a.board->revision == revision + 1);
    assert_string_equal(where_is(&a, "Ants"), "B 11:00");
    assert_string_equal(where_is(&a, "Bees"), "C 11:00");
    assert_string_equal(where_is(&a, "Compost"), "A 12:00"); /* the first that is free after them */
    char undo[64];
    snprintf(undo, sizeof(undo), "sequence=%d", (int)a.board->revision);
    post(&a, "/desk/undo", undo);
    assert_string_equal(where_is(&a, "Ants"), "A 10:00");
    assert_string_equal(where_is(&a, "Compost"), "");
    asking_end(&a);
}

static void a_session_is_hidden_with_a_reason_that_guests_never_see(void **state)
{
    (void)state;
    struct asking a;
    desk_begin(&a, BOARD, TF_ROLE_HELPER);
    char body[512];
    snprintf(body, sizeof(body), "%s&reason=Advertisement+%%3Cb%%3E", held(&a, "p2001"));
    post(&a, "/desk/hide", body);
    assert_int_equal(a.reply.status, 303);
    const struct tf_session *session = tf_board_session(a.board, 1001);
    assert_int_equal(session->state, TF_SESSION_HIDDEN);
    assert_string_equal(session->reason, "Advertisement <b>");
    a.cookie[0] = '\0';
    static const char *const PAGES[] = {
        "/", "/unplaced", "/s/CARD2", "/api/v1/board", "/schedule.json", "/schedule.xml"};
    for (size_t i = 0; i < sizeof(PAGES) / sizeof(PAGES[0]); i++) {
        assert_not_says(get(&a, PAGES[i]), "Advertisement");
    }
    asking_end(&a);
}

static void a_card_is_fixed_and_freed(void **state)
{
    (void)state;
    struct asking a;
    desk_begin(&a, BOARD, TF_ROLE_HELPER);
    char body[512];
    snprintf(body, sizeof(body), "%s&on=1", held(&a, "p2001"));
    post(&a, "/desk/lock", body);
    assert_says(get(&a, "/desk"), ">Fixed<");
    snprintf(body, sizeof(body), "%s&on=0", held(&a, "p2001"));
    post(&a, "/desk/lock", body);
    assert_not_says(get(&a, "/desk"), ">Fixed<");
    asking_end(&a);
}

/* It is 10:01: guests leave the row of 11:00 as it is. */
static void a_row_that_begins_soon_is_open_at_a_helpers_desk(void **state)
{
    (void)state;
    struct asking a;
    desk_begin(&a, BOARD, TF_ROLE_HELPER);
    struct tf_gathering gathering = *tf_board_gathering(a.board);
    gathering.freeze_min = 60;
    support_put(&a.board, &gathering.record);
    asking_shelve(&a);
    assert_says(get(&a, "/desk?pick=p2001"), "class=\"here\" name=\"to\" value=\"103-202\"");
    move_to(&a, held(&a, "p2001"), "103-202");
    assert_int_equal(a.reply.status, 303);
    assert_string_equal(where_is(&a, "Ants"), "C 11:00");
    asking_end(&a);
}

static void nonsense_in_every_field_changes_nothing(void **state)
{
    (void)state;
    struct asking a;
    static const char *const PICKS[] = {
        "",           "p",         "p0",  "p99999999999999999999999", "x2001", "p2001x",
        "s2001.....", "p-1.p%2B1", "%00", "p2001%3Cscript%3E"};
    static const char *const PLACES[] = {"",
                                         "off",
                                         "0-0",
                                         "101",
                                         "101-",
                                         "-201",
                                         "101-201-",
                                         "9-9",
                                         "101-201-zz",
                                         "18446744073709551616-1",
                                         "%22%3E%3Cscript%3E"};
    desk_begin(&a, BOARD, TF_ROLE_ORGANISER);
    for (size_t i = 0; i < sizeof(PICKS) / sizeof(PICKS[0]); i++) {
        for (size_t n = 0; n < sizeof(PLACES) / sizeof(PLACES[0]); n++) {
            char body[256];
            snprintf(body, sizeof(body), "pick=%s&seen=%s&to=%s&day=%s", PICKS[i], PICKS[i], PLACES[n],
                     PLACES[n]);
            const char *page = post(&a, "/desk/move", body);
            assert_not_says(page, "<script>");
            assert_in_range(a.reply.status, 303, 499);
            post(&a, "/desk/lock", body);
            post(&a, "/desk/hide", body);
        }
    }
    assert_int_equal((int)a.board->revision, 1);
    asking_end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_guest_is_told_to_pair_at_the_kiosk_and_sees_nothing_else),
        cmocka_unit_test(a_post_without_the_devices_token_changes_nothing),
        cmocka_unit_test(a_card_is_moved_placed_taken_off_and_swapped),
        cmocka_unit_test(what_another_organiser_moved_meanwhile_is_shown_and_asked),
        cmocka_unit_test(a_cell_that_was_seen_free_is_not_swapped_unasked),
        cmocka_unit_test(a_card_seen_without_a_place_does_not_run_twice_by_mistake),
        cmocka_unit_test(several_cards_move_as_one_step_or_not_at_all),
        cmocka_unit_test(a_session_is_hidden_with_a_reason_that_guests_never_see),
        cmocka_unit_test(a_card_is_fixed_and_freed),
        cmocka_unit_test(a_row_that_begins_soon_is_open_at_a_helpers_desk),
        cmocka_unit_test(nonsense_in_every_field_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
