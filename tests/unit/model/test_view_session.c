/* What a session's page says. */
#include "unit/model/view_kit.h"

static void a_hidden_session_shows_nothing_but_that(void **state)
{
    (void)state;
    struct scene s = scene_of(board_of("1 spaces, 2 slots", unplaced("Compost")), "UTC");
    s.state.session = support_session(s.board, "Compost");
    struct tf_view_session view;
    tf_view_session(&view, &s.arena, &s.state);
    assert_string_equal(view.title, "Compost");
    assert_string_equal(view.no_place, "Looking for a place");
    char address[64];
    snprintf(address, sizeof address, "http://10.0.0.5:8080/s/%s",
             tf_board_session(s.board, s.state.session)->code);
    assert_string_equal(view.qr, address);
    assert_string_equal(view.address, address + strlen("http://"));

    struct tf_session hidden = *tf_board_session(s.board, s.state.session);
    hidden.state = TF_SESSION_HIDDEN;
    support_put(&s.board, &hidden.record);
    s.state.board = s.board;
    tf_view_session(&view, &s.arena, &s.state);
    assert_true(view.is_bare);
    assert_string_equal(view.state_text, "This session is not shown.");
    assert_string_equal(view.title, "");
    assert_string_equal(view.host, "");
    assert_string_equal(view.qr, "");
    scene_end(&s);
}

static void a_merged_session_leads_to_the_other(void **state)
{
    (void)state;
    struct scene s = scene_of(board_of("1 spaces, 2 slots", unplaced("Compost"), unplaced("Bees")), "UTC");
    struct tf_session merged = *tf_board_session(s.board, support_session(s.board, "Compost"));
    merged.state = TF_SESSION_MERGED;
    merged.merged_into = support_session(s.board, "Bees");
    support_put(&s.board, &merged.record);
    s.state.board = s.board;
    s.state.session = merged.record.key.id;
    struct tf_view_session view;
    tf_view_session(&view, &s.arena, &s.state);
    assert_int_equal(view.merged_into, merged.merged_into);
    assert_string_equal(view.merged_title, "Bees");
    assert_string_equal(view.title, "Compost");
    scene_end(&s);
}

static void without_an_address_it_is_said_why_there_is_no_code(void **state)
{
    (void)state;
    struct scene s = scene_of(board_of("1 spaces, 2 slots", unplaced("Compost")), "UTC");
    s.state.session = support_session(s.board, "Compost");
    s.state.base_url = "";
    struct tf_view_session view;
    tf_view_session(&view, &s.arena, &s.state);
    assert_string_equal(view.qr, "");
    assert_true(strlen(view.qr_hint) > 20);
    scene_end(&s);
}

static void another_address_is_another_code(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 space, 2 slots, Compost in A at 10:00");
    struct tf_app_options options = {.lang = TF_LANG_EN, .seed = 5};
    struct tf_app *app = NULL;
    struct tf_arena arena;
    struct tf_view_session view;
    tf_arena_init(&arena);
    assert_int_equal(tf_app_create(&app, &options), TF_OK);
    tf_app_set_board(app, tf_board_ref(board));
    tf_app_set_time(app, at(10, 20), 1000, true);
    assert_true(tf_app_set_address(app, "http://10.0.0.5:8080"));
    tf_app_do(app, (struct tf_intent){TF_INTENT_SESSION, support_session(board, "Compost"), 0});
    tf_view_session(&view, &arena, tf_app_state(app));
    const char *before = view.qr;
    assert_non_null(strstr(before, "http://10.0.0.5:8080/s/"));
    assert_true(tf_app_set_address(app, "http://192.168.4.20:8080")); /* true: draw again */
    tf_view_session(&view, &arena, tf_app_state(app));
    assert_non_null(strstr(view.qr, "http://192.168.4.20:8080/s/"));
    assert_string_equal(strstr(view.qr, "/s/"), strstr(before, "/s/"));
    assert_ptr_equal(strstr(view.address, "192.168.4.20"), view.address);
    assert_true(tf_app_set_address(app, "")); /* the network is gone */
    tf_view_session(&view, &arena, tf_app_state(app));
    assert_string_equal(view.qr, "");
    tf_app_destroy(app);
    tf_arena_free(&arena);
    tf_board_unref(board);
}

static void a_session_tells_each_time_how_far_it_is(void **state)
{
    (void)state;
    struct scene s =
        scene_of(support_board("2 spaces, 4 slots, Bees in A at 10:00, Bees in B at 13:00"), "UTC");
    s.state.session = support_session(s.board, "Bees");
    static const struct {
        int hour, minute;
        const char *first;
    } CASES[] = {
        {9, 48, "starts in 12 min"}, {10, 5, "started 5 min ago"},     {10, 45, "ends in 15 min"},
        {11, 7, "ended 7 min ago"},  {12, 30, "ended 1 h 30 min ago"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct tf_view_session view;
        s.state.now_s = at(CASES[i].hour, CASES[i].minute);
        tf_view_session(&view, &s.arena, &s.state);
        assert_int_equal(view.place_count, 2);
        assert_string_equal(view.places[0].relation, CASES[i].first);
        assert_string_equal(view.places[1].when, "Wednesday, 25 November, 13:00 – 14:00");
    }
    scene_end(&s);
}

static void put_note(struct scene *s, const char *title)
{
    struct tf_note note = {
        .record = {.kind = TF_KIND_NOTE, .key = {support_session(s->board, title), 7001}},
        .happened = "We dug",
        .at = at(11, 0),
    };
    support_put(&s->board, &note.record);
    s->state.board = s->board;
}

static void what_is_over_and_has_no_notes_says_so(void **state)
{
    (void)state;
    struct scene s = scene_of(support_board("1 space, 3 slots, Compost in A at 10:00"), "UTC");
    struct tf_view_session view;
    s.state.session = support_session(s.board, "Compost");
    s.state.now_s = at(10, 59);
    struct tf_view_home home = home_at(&s, at(10, 20));
    assert_string_equal(block_at(&home.grid, 0, 0)->card.lacks_notes, "");
    home = home_at(&s, at(11, 0));
    const struct tf_view_block *block = block_at(&home.grid, 0, 0);
    assert_string_equal(block->card.lacks_notes, "No notes yet.");
    assert_non_null(strstr(block->label, "No notes yet."));
    tf_view_session(&view, &s.arena, &s.state);
    assert_string_equal(view.lacks_notes, "No notes yet.");

    s.state.time_confirmed = false; /* nobody knows whether it is over */
    tf_view_session(&view, &s.arena, &s.state);
    assert_string_equal(view.lacks_notes, "");
    s.state.time_confirmed = true;
    s.state.notes_url = "https://pad.example.org/{code}"; /* nobody here knows what is on the pad */
    tf_view_session(&view, &s.arena, &s.state);
    assert_string_equal(view.lacks_notes, "");
    s.state.notes_url = NULL;
    put_note(&s, "Compost");
    tf_view_session(&view, &s.arena, &s.state);
    assert_string_equal(view.lacks_notes, "");
    home = home_at(&s, at(11, 0));
    assert_string_equal(block_at(&home.grid, 0, 0)->card.lacks_notes, "");
    scene_end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hidden_session_shows_nothing_but_that),
        cmocka_unit_test(a_merged_session_leads_to_the_other),
        cmocka_unit_test(without_an_address_it_is_said_why_there_is_no_code),
        cmocka_unit_test(another_address_is_another_code),
        cmocka_unit_test(a_session_tells_each_time_how_far_it_is),
        cmocka_unit_test(what_is_over_and_has_no_notes_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
