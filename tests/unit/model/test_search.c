/* Finding: what is typed, what narrows it, and that nobody finds what another one looked for. */
#include "model/app.h"
#include "model/view_search.h"

#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct tf_search *search_on(const struct tf_board *board, const char *text)
{
    struct tf_search *search;
    assert_int_equal(tf_search_create(&search), TF_OK);
    assert_int_equal(tf_search_set_board(search, board), TF_OK);
    assert_int_equal(tf_editor_set(tf_search_editor(search), text), TF_OK);
    return search;
}

static void what_is_typed_is_found_whatever_the_case_and_the_accents(void **state)
{
    (void)state;
    struct tf_board *board =
        support_board("2 spaces, 2 slots, Über Bäume in A at 10:00, Bees, Old trees in B at 11:00");
    static const char *const ASKED[] = {"uber", "BÄUME", "baume ub", "b a u", "trees old"};
    static const size_t FOUND[] = {1, 1, 1, 1, 1};
    for (size_t i = 0; i < sizeof ASKED / sizeof ASKED[0]; i++) {
        struct tf_search *search = search_on(board, ASKED[i]);
        uint64_t out[8];
        assert_int_equal(tf_search_find(search, board, -1, 0, out, 8), FOUND[i]);
        tf_search_destroy(search);
    }
    tf_board_unref(board);
}

static void what_a_note_says_comes_below_with_its_words(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 1 slots, Bees, Compost in A at 10:00");
    support_note(&board, "Bees", 5001, "We turned the compost.");
    struct tf_search *search = search_on(board, "compost");
    const struct tf_note *notes[4];
    struct tf_app_state now = {.board = board, .search = search, .now_s = SUPPORT_10H00_S};
    struct tf_view_search view;
    struct tf_arena arena;
    assert_int_equal(tf_zone_open((struct tf_zone **)&now.zone, "UTC"), TF_OK);
    assert_int_equal(tf_search_find_notes(search, board, notes, 4), 1);
    tf_arena_init(&arena);
    tf_view_search(&view, &arena, &now);
    assert_int_equal(view.card_count, 2);
    assert_string_equal(view.cards[0].title, "Compost");
    assert_string_equal(view.cards[1].title, "Bees");
    assert_non_null(strstr(view.cards[1].host, "We turned the compost."));
    tf_search_wish(search)->on_now = true; /* what is on now is asked of sessions */
    assert_int_equal(tf_search_find_notes(search, board, notes, 4), 0);
    tf_arena_free(&arena);
    tf_zone_close((struct tf_zone *)now.zone);
    tf_search_destroy(search);
    tf_board_unref(board);
}

static void a_title_that_begins_so_comes_first(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 1 slots, Autumn stories, A story, Story of a stone");
    struct tf_search *search = search_on(board, "stor");
    uint64_t out[8];
    assert_int_equal(tf_search_find(search, board, -1, 0, out, 8), 3);
    assert_int_equal(out[0], support_session(board, "Story of a stone"));
    assert_int_equal(out[1], support_session(board, "Autumn stories"));
    assert_int_equal(tf_search_find(search, board, -1, 0, out, 2), 2); /* no more than asked for */
    tf_search_destroy(search);
    tf_board_unref(board);
}

static void what_was_typed_is_forgotten_and_what_can_be_found_is_not(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 1 slots, Autumn stories, Bees");
    struct tf_search *search = search_on(board, "bees");
    uint64_t out[8];
    tf_search_wish(search)->on_now = true;
    assert_int_equal(tf_search_forget(search), TF_OK);
    assert_string_equal(tf_editor_text(tf_search_editor(search)), "");
    assert_false(tf_editor_can_undo(tf_search_editor(search)));
    assert_false(tf_search_wished(search)->on_now);
    assert_int_equal(tf_search_find(search, board, -1, 0, out, 8), 2);
    tf_search_destroy(search);
    tf_board_unref(board);
}

static void host_and_space_are_found_too(void **state)
{
    (void)state;
    struct tf_board *board = support_board("2 spaces, 2 slots, Compost in A at 10:00, Bees in B at 10:00");
    struct tf_session bees = *tf_board_session(board, support_session(board, "Bees"));
    bees.host = "Jürgen";
    support_put(&board, &bees.record);
    struct tf_space garden = *tf_board_space(board, support_space(board, "A"));
    garden.name = "Garden";
    support_put(&board, &garden.record);
    struct tf_search *search = search_on(board, "jurgen");
    uint64_t out[8];
    assert_int_equal(tf_search_find(search, board, -1, 0, out, 8), 1);
    assert_int_equal(out[0], support_session(board, "Bees"));
    tf_editor_set(tf_search_editor(search), "gard");
    assert_int_equal(tf_search_find(search, board, -1, 0, out, 8), 1);
    assert_int_equal(out[0], support_session(board, "Compost"));
    tf_search_destroy(search);
    tf_board_unref(board);
}

static void what_changed_or_left_the_wall_is_found_as_it_is_now(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 2 slots, Compost, Bees, Knots");
    struct tf_search *search = search_on(board, "");
    uint64_t out[8];
    assert_int_equal(tf_search_find(search, board, -1, 0, out, 8), 3);
    struct tf_session bees = *tf_board_session(board, support_session(board, "Bees"));
    bees.state = TF_SESSION_HIDDEN;
    support_put(&board, &bees.record);
    struct tf_session knots = *tf_board_session(board, support_session(board, "Knots"));
    knots.title = "Ropes";
    support_put(&board, &knots.record);
    assert_int_equal(tf_search_set_board(search, board), TF_OK);
    assert_int_equal(tf_search_find(search, board, -1, 0, out, 8), 2);
    tf_editor_set(tf_search_editor(search), "ropes");
    assert_int_equal(tf_search_find(search, board, -1, 0, out, 8), 1);
    tf_editor_set(tf_search_editor(search), "bees");
    assert_int_equal(tf_search_find(search, board, -1, 0, out, 8), 0);
    tf_search_destroy(search);
    tf_board_unref(board);
}

/* ---- on the kiosk ---- */

static struct tf_app *app_with(struct tf_board *board)
{
    struct tf_app_options options = {.lang = TF_LANG_EN, .seed = 7};
    struct tf_app *app;
    assert_int_equal(tf_app_create(&app, &options), TF_OK);
    tf_app_set_board(app, board);
    tf_app_set_time(app, SUPPORT_10H00_S + 600, 1000, true);
    return app;
}

static bool go(struct tf_app *app, enum tf_intent_what what, uint64_t a, uint64_t b)
{
    return tf_app_do(app, (struct tf_intent){what, a, b});
}

static void what_is_on_now_and_which_place_is_free(void **state)
{
    (void)state;
    struct tf_app *app =
        app_with(support_board("3 spaces, 3 slots, Compost in A at 10:00, Bees in B at 11:00, closed C"));
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_view_search view;
    go(app, TF_INTENT_SEARCH, 0, 0);
    assert_int_equal(tf_app_state(app)->screen, TF_SCREEN_SEARCH);
    tf_view_search(&view, &arena, tf_app_state(app));
    assert_int_equal(view.card_count, 2);
    go(app, TF_INTENT_SEARCH_DO, TF_SEARCH_DO_ON_NOW, 0);
    tf_view_search(&view, &arena, tf_app_state(app));
    assert_int_equal(view.card_count, 1);
    assert_string_equal(view.cards[0].title, "Compost");
    go(app, TF_INTENT_SEARCH_DO, TF_SEARCH_DO_FREE_NOW, 0);
    tf_view_search(&view, &arena, tf_app_state(app));
    assert_true(view.shows_places);
    assert_int_equal(view.place_count, 1); /* C is closed */
    assert_non_null(strstr(view.places[0].text, "free until 11:00"));
    assert_non_null(strstr(view.places[0].text, "B"));
    tf_app_set_time(app, SUPPORT_10H00_S - 3600, 2000, true);
    tf_view_search(&view, &arena, tf_app_state(app));
    assert_string_equal(view.chips[1].why_not, "Nothing is on at this moment.");
    tf_arena_free(&arena);
    tf_app_destroy(app);
}

static struct tf_app *app_at(struct tf_board *board, const char *here)
{
    struct tf_app_options options = {.lang = TF_LANG_EN, .seed = 7, .here = here};
    struct tf_app *app;
    assert_int_equal(tf_app_create(&app, &options), TF_OK);
    tf_app_set_board(app, board);
    tf_app_set_time(app, SUPPORT_10H00_S + 600, 1000, true);
    go(app, TF_INTENT_SEARCH, 0, 0);
    go(app, TF_INTENT_SEARCH_DO, TF_SEARCH_DO_ON_NOW, 0);
    return app;
}

static const char NEAR[] = "5 spaces, 3 slots, Ants in A at 10:00, Bees in B at 10:00, Cows in D at 11:00, "
                           "Deer in E at 10:00, closed C";

static void what_is_on_comes_in_the_order_of_its_distance(void **state)
{
    (void)state;
    static const struct {
        const char *here, *order[3];
    } WALLS[] = {{"B", {"Bees", "Ants", "Deer"}},
                 {"é", {"Deer", "Bees", "Ants"}}, /* whatever the case and the accents */
                 {"D", {"Deer", "Bees", "Ants"}},
                 {"C", {"Bees", "Ants", "Deer"}}, /* a wall may hang where nothing takes place */
                 {"Cellar", {"Ants", "Bees", "Deer"}},
                 {NULL, {"Ants", "Bees", "Deer"}}};
    for (size_t w = 0; w < sizeof WALLS / sizeof WALLS[0]; w++) {
        struct tf_app *app = app_at(support_board(NEAR), WALLS[w].here);
        struct tf_arena arena;
        struct tf_view_search view;
        tf_arena_init(&arena);
        tf_view_search(&view, &arena, tf_app_state(app));
        assert_int_equal(view.card_count, 3);
        for (size_t i = 0; i < 3; i++) {
            assert_string_equal(view.cards[i].title, WALLS[w].order[i]);
        }
        bool is_known = w < 4, was_told = WALLS[w].here != NULL;
        assert_string_equal(view.chips[0].text, is_known ? "Near me now" : "On now");
        assert_true((strstr(view.order, "The nearest first") != NULL) == is_known);
        assert_true((strstr(view.order, "is not one of them") != NULL) == (was_told && !is_known));
        assert_true((strstr(view.order, "nobody has told") != NULL) == !was_told);
        tf_arena_free(&arena);
        tf_app_destroy(app);
    }
}

static void free_places_come_in_the_order_of_their_distance_too(void **state)
{
    (void)state;
    struct tf_app *app = app_at(support_board("4 spaces, 3 slots, Ants in B at 10:00"), "D");
    struct tf_arena arena;
    struct tf_view_search view;
    tf_arena_init(&arena);
    go(app, TF_INTENT_SEARCH_DO, TF_SEARCH_DO_FREE_NOW, 0);
    tf_view_search(&view, &arena, tf_app_state(app));
    assert_int_equal(view.place_count, 3);
    assert_non_null(strstr(view.places[0].text, "D"));
    assert_non_null(strstr(view.places[1].text, "C"));
    assert_non_null(strstr(view.places[2].text, "A"));
    assert_non_null(strstr(view.order, "The nearest first"));
    tf_arena_free(&arena);
    tf_app_destroy(app);
}

/* Organisers rename spaces, add them, take them away. */
static void where_the_wall_hangs_follows_the_spaces(void **state)
{
    (void)state;
    struct tf_board *board = support_board(NEAR);
    struct tf_app *app = app_at(tf_board_ref(board), "Garden");
    assert_int_equal(tf_app_state(app)->here, 0);
    struct tf_space garden = *tf_board_space(board, support_space(board, "E"));
    garden.name = "Garden";
    support_put(&board, &garden.record);
    tf_app_set_board(app, tf_board_ref(board));
    assert_int_equal(tf_app_state(app)->here, support_space(board, "Garden"));
    garden.name = "Yard";
    support_put(&board, &garden.record);
    tf_app_set_board(app, board);
    assert_int_equal(tf_app_state(app)->here, 0);
    tf_app_destroy(app);
}

/* What runs twice at once is shown where it is nearer, and what ran this morning where it is on now. */
static void a_card_of_what_is_on_says_where_it_is_on(void **state)
{
    (void)state;
    struct tf_board *board = support_board("3 spaces, 3 slots, Ants in A at 10:00");
    struct tf_placement again = *tf_grid_placement_of(board->grid, support_session(board, "Ants"), NULL);
    again.record.key.id += 100;
    again.space = support_space(board, "C");
    support_put(&board, &again.record);
    struct tf_app *app = app_at(board, "C");
    struct tf_arena arena;
    struct tf_view_search view;
    tf_arena_init(&arena);
    tf_view_search(&view, &arena, tf_app_state(app));
    assert_int_equal(view.card_count, 1);
    assert_string_equal(view.cards[0].place, "C");
    tf_arena_free(&arena);
    tf_app_destroy(app);
}

static void formats_and_languages_narrow_it_by_turns(void **state)
{
    (void)state;
    struct tf_board *board = support_board("1 spaces, 1 slots, Compost, Bees");
    struct tf_session bees = *tf_board_session(board, support_session(board, "Bees"));
    bees.format = TF_FORMAT_TALK;
    bees.language = "de";
    support_put(&board, &bees.record);
    struct tf_app *app = app_with(board);
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_view_search view;
    go(app, TF_INTENT_SEARCH, 0, 0);
    go(app, TF_INTENT_SEARCH_DO, TF_SEARCH_DO_FORMAT, 0);
    tf_view_search(&view, &arena, tf_app_state(app));
    assert_int_equal(view.card_count, 1);
    assert_string_equal(view.chips[2].text, "Talk");
    go(app, TF_INTENT_SEARCH_DO, TF_SEARCH_DO_LANGUAGE, 0);
    tf_view_search(&view, &arena, tf_app_state(app));
    assert_string_equal(view.chips[3].text, "German");
    assert_int_equal(view.card_count, 1);
    go(app, TF_INTENT_SEARCH_DO, TF_SEARCH_DO_LANGUAGE, 0);
    tf_view_search(&view, &arena, tf_app_state(app));
    assert_string_equal(view.chips[3].text, "Any language");
    tf_arena_free(&arena);
    tf_app_destroy(app);
}

static void what_was_typed_waits_while_one_looks_and_is_gone_for_the_next_person(void **state)
{
    (void)state;
    struct tf_app *app = app_with(support_board("1 spaces, 1 slots, Compost, Bees"));
    go(app, TF_INTENT_SEARCH, 0, 0);
    go(app, TF_INTENT_KEY, 'b', 0);
    assert_string_equal(tf_editor_text(tf_search_text(tf_app_state(app)->search)), "b");
    go(app, TF_INTENT_SESSION, 1002, 0);
    assert_null(tf_app_state(app)->typing);
    go(app, TF_INTENT_BACK, 0, 0);
    assert_int_equal(tf_app_state(app)->screen, TF_SCREEN_SEARCH);
    assert_string_equal(tf_editor_text(tf_search_text(tf_app_state(app)->search)), "b");
    tf_app_set_time(app, SUPPORT_10H00_S, 1000 + TF_APP_IDLE_MS + TF_APP_STILL_MS, true);
    assert_null(tf_app_state(app)->search);
    tf_app_destroy(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed_is_found_whatever_the_case_and_the_accents),
        cmocka_unit_test(what_a_note_says_comes_below_with_its_words),
        cmocka_unit_test(a_title_that_begins_so_comes_first),
        cmocka_unit_test(what_was_typed_is_forgotten_and_what_can_be_found_is_not),
        cmocka_unit_test(host_and_space_are_found_too),
        cmocka_unit_test(what_changed_or_left_the_wall_is_found_as_it_is_now),
        cmocka_unit_test(what_is_on_now_and_which_place_is_free),
        cmocka_unit_test(what_is_on_comes_in_the_order_of_its_distance),
        cmocka_unit_test(free_places_come_in_the_order_of_their_distance_too),
        cmocka_unit_test(where_the_wall_hangs_follows_the_spaces),
        cmocka_unit_test(a_card_of_what_is_on_says_where_it_is_on),
        cmocka_unit_test(formats_and_languages_narrow_it_by_turns),
        cmocka_unit_test(what_was_typed_waits_while_one_looks_and_is_gone_for_the_next_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
