/* Golden images of what is done with a session, of finding one, of what is within reach, and of the wall
 * while nobody is there: each reached as a person reaches it. */
#include "golden/compare.h"
#include "golden/situations.h"
#include "model/view_attract.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void go(struct stand *stand, enum tf_intent_what what, uint64_t a, uint64_t b)
{
    tf_app_do(stand->app, (struct tf_intent){what, a, b});
}

static void begin(struct stand *stand, enum tf_act_kind kind)
{
    go(stand, TF_INTENT_SESSION, WALLS_SESSION, 0);
    go(stand, TF_INTENT_ACT, TF_ACT_DO_BEGIN, kind);
}

static void move(struct stand *stand)
{
    begin(stand, TF_ACT_MOVE);
}

static void move_onto(struct stand *stand)
{
    begin(stand, TF_ACT_MOVE);
    go(stand, TF_INTENT_CELL, 103, 206);
}

static void withdraw(struct stand *stand)
{
    begin(stand, TF_ACT_WITHDRAW);
}

static void merge(struct stand *stand)
{
    begin(stand, TF_ACT_MERGE);
}

static void merge_agreed(struct stand *stand)
{
    begin(stand, TF_ACT_MERGE);
    go(stand, TF_INTENT_SESSION, WALLS_SESSION + 2, 0);
    go(stand, TF_INTENT_ACT, TF_ACT_DO_AGREE, 0);
}

/* The ledger's answer comes as the rules would have it. */
static void withdrawn(struct stand *stand)
{
    withdraw(stand);
    go(stand, TF_INTENT_ACT, TF_ACT_DO_IT, TF_ACT_PLAIN);
    struct tf_command *command = tf_app_take_command(stand->app);
    assert_non_null(command);
    tf_app_answer(stand->app, command->id, TF_OK, NULL, NULL, 2);
    tf_command_destroy(command);
}

static void search(struct stand *stand)
{
    go(stand, TF_INTENT_SEARCH, 0, 0);
    go(stand, TF_INTENT_KEY, 'c', 0);
    go(stand, TF_INTENT_KEY, 'o', 0);
}

static void found(struct stand *stand)
{
    search(stand);
    go(stand, TF_INTENT_SEARCH_DO, TF_SEARCH_DO_TYPE, 0);
}

static void free_now(struct stand *stand)
{
    found(stand);
    go(stand, TF_INTENT_SEARCH_DO, TF_SEARCH_DO_FREE_NOW, 0);
}

static void speech(struct stand *stand)
{
    tf_app_set_voice(stand->app, true);
    go(stand, TF_INTENT_SPEECH, TF_SPEECH_DO_BUTTON, 0);
    go(stand, TF_INTENT_SPEECH, TF_SPEECH_DO_BUTTON, 0);
}

static void lowered(struct stand *stand)
{
    go(stand, TF_INTENT_LOWER, 0, 0);
}

static void rest_at(struct stand *stand, int64_t now_s)
{
    tf_app_set_wifi(stand->app, "WIFI:T:WPA;S:Nachbarschaft;P:geheim-genug;;");
    go(stand, TF_INTENT_HOME, 0, 0);
    tf_app_set_time(stand->app, now_s, now_s * 60000, true); /* hours of rest from one to the next */
    assert_int_equal(stand->s->screen, TF_SCREEN_ATTRACT);
}

/* Until that page has its turn. */
static void rest_on(struct stand *stand, enum tf_view_attract_page page)
{
    struct tf_arena arena;
    struct tf_view_attract view = {.page = TF_ATTRACT_COUNT_DOWN};
    tf_arena_init(&arena);
    for (int64_t s = 0; s < 3600 && view.page != page; s += TF_VIEW_ATTRACT_PAGE_S) {
        rest_at(stand, WALLS_AT(0, 10, 20) + s);
        tf_view_attract(&view, &arena, stand->s);
    }
    assert_int_equal(view.page, page);
    tf_arena_free(&arena);
}

static void attract(struct stand *stand)
{
    rest_on(stand, TF_ATTRACT_ALL);
}

static void attract_one(struct stand *stand)
{
    rest_on(stand, TF_ATTRACT_ONE);
}

static void attract_wifi(struct stand *stand)
{
    rest_on(stand, TF_ATTRACT_WIFI);
}

static void count_down(struct stand *stand)
{
    rest_at(stand, WALLS_AT(0, 10, 20) + 41);
}

static void last_minute(struct stand *stand)
{
    rest_at(stand, WALLS_AT(0, 10, 24) + 13);
}

static void night(struct stand *stand)
{
    rest_at(stand, WALLS_AT(0, 23, 10));
}

static const struct situation ACTS[] = {
    {"act-move", WALLS_FULL, move, false},
    {"act-move-onto", WALLS_FULL, move_onto, true},
    {"act-move-onto-longest", WALLS_LONGEST, move_onto, false},
    {"act-withdraw", WALLS_FULL, withdraw, true},
    {"act-merge", WALLS_FULL, merge, false},
    {"act-merge-agreed", WALLS_FULL, merge_agreed, false},
    {"act-done", WALLS_FULL, withdrawn, false},
    {"search", WALLS_FULL, search, true},
    {"search-found", WALLS_LONGEST, found, false},
    {"search-free", WALLS_FULL, free_now, false},
    {"search-empty", WALLS_EMPTY, search, false},
    {"speech", WALLS_FULL, speech, false},
    {"attract", WALLS_FULL, attract, true},
    {"attract-one", WALLS_FULL, attract_one, true},
    {"attract-wifi", WALLS_FULL, attract_wifi, false},
    {"attract-count-down", WALLS_TALKS, count_down, true},
    {"attract-last-minute", WALLS_TALKS, last_minute, false},
    {"attract-longest", WALLS_LONGEST, attract, false},
    {"attract-empty", WALLS_EMPTY, attract, false},
    {"attract-night", WALLS_FULL, night, false},
};

static const struct {
    int width_px, height_px;
    bool languages[TF_LANG_COUNT];
} SIZES[] = {
    {1280, 800, {[TF_LANG_EN] = true, [TF_LANG_DE] = true, [TF_LANG_AR] = true, [TF_LANG_JA] = true}},
    {1920, 1080, {[TF_LANG_AR] = true}},
    {800, 1280, {[TF_LANG_DE] = true}},
};

static int setup(void **state)
{
    struct picture *picture = calloc(1, sizeof *picture);
    assert_non_null(picture);
    picture_open(picture);
    *state = picture;
    return 0;
}

static int teardown(void **state)
{
    picture_close(*state);
    free(*state);
    return 0;
}

static int check(struct picture *picture, const struct situation *situation, enum tf_lang lang, int width_px,
                 int height_px)
{
    char name[96];
    struct tf_board *board = walls_board(situation->wall);
    struct stand stand = stand_at(board, lang);
    situation->reach(&stand);
    snprintf(name, sizeof name, "%s-%s-%dx%d", situation->name, tf_lang_code(lang), width_px, height_px);
    int failed = golden_check(picture, stand.s, width_px, height_px, name);
    stand_leave(&stand);
    tf_board_unref(board);
    return failed;
}

static void acts_search_and_rest_look_as_they_did(void **state)
{
    int failed = 0;
    for (size_t i = 0; i < COUNT_OF(ACTS); i++) {
        for (size_t size = 0; size < COUNT_OF(SIZES); size++) {
            for (int lang = 0; lang < TF_LANG_COUNT; lang++) {
                bool is_once = lang == TF_LANG_DE && size == 0;
                if (ACTS[i].everywhere ? SIZES[size].languages[lang] : is_once) {
                    failed += check(*state, &ACTS[i], (enum tf_lang)lang, SIZES[size].width_px,
                                    SIZES[size].height_px);
                }
            }
        }
    }
    assert_int_equal(failed, 0);
}

static void lowered_controls_look_as_they_did(void **state)
{
    static const struct situation LOWERED = {"lowered", WALLS_FULL, lowered, false};
    assert_int_equal(check(*state, &LOWERED, TF_LANG_DE, 800, 1280), 0);
    assert_int_equal(check(*state, &LOWERED, TF_LANG_AR, 800, 1280), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acts_search_and_rest_look_as_they_did),
        cmocka_unit_test(lowered_controls_look_as_they_did),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
