/* What is done with a session, finding one, what is within reach, and the wall while nobody is there. */
#include "golden/situations.h"
#include "model/view_attract.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void begin(struct stand *stand, enum tf_act_kind kind)
{
    stand_do(stand, TF_INTENT_SESSION, WALLS_SESSION, 0);
    stand_do(stand, TF_INTENT_ACT, TF_ACT_DO_BEGIN, kind);
}

static void move(struct stand *stand)
{
    begin(stand, TF_ACT_MOVE);
}

static void move_onto(struct stand *stand)
{
    begin(stand, TF_ACT_MOVE);
    stand_do(stand, TF_INTENT_CELL, 103, 206);
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
    stand_do(stand, TF_INTENT_SESSION, WALLS_SESSION + 2, 0);
    stand_do(stand, TF_INTENT_ACT, TF_ACT_DO_AGREE, 1);
}

/* The question is on the board: on the page, and in its answer. */
static void merge_asked(struct stand *stand)
{
    struct tf_session asking = *tf_board_session(stand->board, WALLS_SESSION);
    asking.asks_into = WALLS_SESSION + 2;
    struct tf_board *board = tf_board_ref(stand->board);
    support_put(&board, &asking.record);
    tf_app_set_board(stand->app, board);
    stand_do(stand, TF_INTENT_SESSION, WALLS_SESSION, 0);
}

/* The first that is open, or any, came second to another one's place. */
static void gave_way(struct stand *stand)
{
    struct tf_table_iter it = tf_table_first(stand->board->tables[TF_KIND_SESSION]);
    while (it.record != NULL && TF_SESSION(it.record)->state != TF_SESSION_OPEN) {
        tf_table_next(&it);
    }
    if (it.record == NULL) {
        it = tf_table_first(stand->board->tables[TF_KIND_SESSION]);
    }
    const struct tf_placement *first =
        stand->board->grid->placement_count > 0 ? stand->board->grid->placements[0] : NULL;
    struct tf_session second = *TF_SESSION(it.record);
    second.gave_way = first != NULL ? first->session : WALLS_SESSION;
    struct tf_board *board = tf_board_ref(stand->board);
    support_put(&board, &second.record);
    tf_app_set_board(stand->app, board);
    stand_do(stand, TF_INTENT_SESSION, second.record.key.id, 0);
}

static void merge_answered(struct stand *stand)
{
    merge_asked(stand);
    stand_do(stand, TF_INTENT_ACT, TF_ACT_DO_ANSWER, WALLS_SESSION);
}

/* The ledger's answer comes as the rules would have it. */
static void withdrawn(struct stand *stand)
{
    withdraw(stand);
    stand_do(stand, TF_INTENT_ACT, TF_ACT_DO_IT, TF_ACT_PLAIN);
    struct tf_command *command = tf_app_take_command(stand->app);
    assert_non_null(command);
    tf_app_answer(stand->app, command->id, TF_OK, NULL, NULL, 2);
    tf_command_destroy(command);
}

static void search(struct stand *stand)
{
    stand_do(stand, TF_INTENT_SEARCH, 0, 0);
    stand_do(stand, TF_INTENT_KEY, 'c', 0);
    stand_do(stand, TF_INTENT_KEY, 'o', 0);
}

static void found(struct stand *stand)
{
    search(stand);
    stand_do(stand, TF_INTENT_SEARCH_DO, TF_SEARCH_DO_TYPE, 0);
}

static void free_now(struct stand *stand)
{
    found(stand);
    stand_do(stand, TF_INTENT_SEARCH_DO, TF_SEARCH_DO_FREE_NOW, 0);
}

static void speech(struct stand *stand)
{
    tf_app_set_voice(stand->app, true);
    stand_do(stand, TF_INTENT_SPEECH, TF_SPEECH_DO_BUTTON, 0);
    stand_do(stand, TF_INTENT_SPEECH, TF_SPEECH_DO_BUTTON, 0);
}

static void lowered(struct stand *stand)
{
    stand_do(stand, TF_INTENT_LOWER, 0, 0);
}

static void rest_at(struct stand *stand, int64_t now_s)
{
    tf_app_set_wifi(stand->app, "WIFI:T:WPA;S:Nachbarschaft;P:geheim-genug;;");
    stand_do(stand, TF_INTENT_HOME, 0, 0);
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

const struct situation SITUATIONS_ACTS[] = {
    {"gave-way", WALLS_FULL, gave_way, SITUATION_OF_SESSIONS},
    {"act-move", WALLS_FULL, move, SITUATION_OF_SESSIONS},
    {"act-move-onto", WALLS_FULL, move_onto, SITUATION_EVERYWHERE | SITUATION_OF_SESSIONS},
    {"act-move-onto-longest", WALLS_LONGEST, move_onto, SITUATION_OF_SESSIONS},
    {"act-withdraw", WALLS_FULL, withdraw, SITUATION_EVERYWHERE | SITUATION_OF_SESSIONS},
    {"act-merge", WALLS_FULL, merge, SITUATION_OF_SESSIONS},
    {"act-merge-agreed", WALLS_FULL, merge_agreed, SITUATION_OF_SESSIONS},
    {"act-merge-asked", WALLS_FULL, merge_asked, SITUATION_EVERYWHERE | SITUATION_OF_SESSIONS},
    {"act-merge-asked-longest", WALLS_LONGEST, merge_asked, SITUATION_OF_SESSIONS},
    {"act-merge-answer", WALLS_LONGEST, merge_answered, SITUATION_EVERYWHERE | SITUATION_OF_SESSIONS},
    {"act-done", WALLS_FULL, withdrawn, SITUATION_OF_SESSIONS},
    {"search", WALLS_FULL, search, SITUATION_EVERYWHERE},
    {"search-found", WALLS_LONGEST, found, 0},
    {"search-free", WALLS_FULL, free_now, 0},
    {"search-empty", WALLS_EMPTY, search, 0},
    {"speech", WALLS_FULL, speech, 0},
    {"attract", WALLS_FULL, attract, SITUATION_EVERYWHERE},
    {"attract-one", WALLS_FULL, attract_one, SITUATION_EVERYWHERE},
    {"attract-wifi", WALLS_FULL, attract_wifi, 0},
    {"attract-count-down", WALLS_TALKS, count_down, SITUATION_EVERYWHERE},
    {"attract-last-minute", WALLS_TALKS, last_minute, 0},
    {"attract-longest", WALLS_LONGEST, attract, 0},
    {"attract-empty", WALLS_EMPTY, attract, 0},
    {"attract-night", WALLS_FULL, night, 0},
    {NULL, WALLS_NOTHING, NULL, 0},
};

const struct situation SITUATIONS_LOWERED[] = {
    {"lowered", WALLS_FULL, lowered, SITUATION_EVERYWHERE},
    {NULL, WALLS_NOTHING, NULL, 0},
};
