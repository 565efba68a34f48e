/* Home, a session's page, lists, what lies over a screen, and the organisers' door. */
#include "golden/situations.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void home(struct stand *stand)
{
    stand_do(stand, TF_INTENT_NONE, 0, 0);
}

static void languages(struct stand *stand)
{
    stand_do(stand, TF_INTENT_LANGUAGES, 0, 0);
}

static void still_there(struct stand *stand)
{
    stand_do(stand, TF_INTENT_LIST, TF_LIST_UNPLACED, 0);
    tf_app_set_time(stand->app, stand->s->now_s, stand->s->mono_ms + TF_APP_IDLE_MS + 1000, true);
    assert_true(stand->s->asks_still_there);
}

/* With everything said about it; on a wall without sessions the first one is proposed, with its title alone.
 */
static uint64_t subject(struct stand *stand)
{
    if (tf_board_session(stand->board, WALLS_SESSION) != NULL) {
        return WALLS_SESSION;
    }
    stand_do(stand, TF_INTENT_PROPOSE, 0, 0);
    stand_type(stand, "Tee");
    stand_do(stand, TF_INTENT_PROPOSE_DO, TF_PROPOSE_DO_NEXT, 0);
    stand_do(stand, TF_INTENT_PROPOSE_DO, TF_PROPOSE_DO_UNPLACED, 0);
    stand_ledger(stand);
    stand_do(stand, TF_INTENT_PROPOSE_DO, TF_PROPOSE_DO_DONE, 0);
    struct tf_table_iter it = tf_table_first(stand->board->tables[TF_KIND_SESSION]);
    assert_non_null(it.record);
    return it.record->key.id;
}

static void session(struct stand *stand)
{
    stand_do(stand, TF_INTENT_SESSION, subject(stand), 0);
    assert_int_equal(stand->s->screen, TF_SCREEN_SESSION);
}

static void place(struct stand *stand)
{
    session(stand);
    stand_do(stand, TF_INTENT_ACT, TF_ACT_DO_BEGIN, TF_ACT_PLACE);
}

static void unplaced(struct stand *stand)
{
    stand_do(stand, TF_INTENT_LIST, TF_LIST_UNPLACED, 0);
}

static void on_now(struct stand *stand)
{
    stand_do(stand, TF_INTENT_LIST, TF_LIST_NOW, 0);
}

static void spaces(struct stand *stand)
{
    stand_do(stand, TF_INTENT_LIST, TF_LIST_SPACES, 0);
}

static struct tf_errand_answer *answer_of(struct stand *stand, enum tf_errand_what what)
{
    struct tf_errand errand;
    assert_true(tf_app_take_errand(stand->app, &errand));
    assert_int_equal(errand.what, what);
    struct tf_errand_answer *answer = tf_errand_answer_create(&errand);
    assert_non_null(answer);
    return answer;
}

/* What the errands' thread would bring: it was proposed, and moved once. */
static void story(struct stand *stand)
{
    session(stand);
    stand_do(stand, TF_INTENT_MENU, TF_SCREEN_STORY, 0);
    assert_int_equal(stand->s->screen, TF_SCREEN_STORY);
    struct tf_errand_answer *answer = answer_of(stand, TF_ERRAND_HISTORY_OF);
    struct tf_key key = {0, answer->errand.a};
    static const enum tf_verb VERBS[] = {TF_VERB_MOVE, TF_VERB_PROPOSE};
    for (size_t i = 0; i < sizeof VERBS / sizeof VERBS[0]; i++) {
        struct tf_actor actor = {.role = TF_ROLE_GUEST};
        struct tf_event *event = NULL;
        int64_t at = stand->s->now_s - 600 * (int64_t)(i + 1);
        assert_int_equal(tf_event_create(&event, VERBS[i], actor, at, i + 1), TF_OK);
        assert_int_equal(tf_event_add(event, tf_board_get(stand->board, TF_KIND_SESSION, key), NULL), TF_OK);
        event->sequence = 9 - i;
        answer->events[answer->event_count++] = event;
    }
    tf_app_errand_done(stand->app, answer);
}

static void pin(struct stand *stand)
{
    tf_app_set_pin(stand->app, true);
    stand_do(stand, TF_INTENT_MARK, 0, 0);
    stand_do(stand, TF_INTENT_ORGANISE, TF_PIN_DO_DIGIT, 2);
    stand_do(stand, TF_INTENT_ORGANISE, TF_PIN_DO_DIGIT, 4);
}

static void first_pin(struct stand *stand)
{
    stand_do(stand, TF_INTENT_MARK, 0, 0);
}

static void menu(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_DAY);
    stand_do(stand, TF_INTENT_BACK, 0, 0);
    assert_int_equal(stand->s->screen, TF_SCREEN_MENU);
}

/* Two are in, a third is let in by a code. */
static void pair(struct stand *stand)
{
    stand_enter(stand, TF_SCREEN_PAIR);
    struct tf_errand_answer *answer = answer_of(stand, TF_ERRAND_PAIRINGS);
    answer->pairings[0] =
        (struct tf_errand_pairing){.device = 7, .role = TF_ROLE_ORGANISER, .at = WALLS_AT(0, 8, 5)};
    answer->pairings[1] =
        (struct tf_errand_pairing){.device = 9, .role = TF_ROLE_HELPER, .at = WALLS_AT(0, 9, 40)};
    answer->pairing_count = 2;
    tf_app_errand_done(stand->app, answer);
    stand_do(stand, TF_INTENT_ORGANISE, TF_PAIR_DO_OFFER, TF_ROLE_HELPER);
    answer = answer_of(stand, TF_ERRAND_OFFER);
    tf_text_copy(answer->errand.text, sizeof answer->errand.text, "A7kQz0vYtR3nBw5LxE9dHc2MfUj8SgPoVi1KeTa4");
    tf_app_errand_done(stand->app, answer);
}

/* The other kiosks are not reached, and do not have all of this one's. */
static void apart(struct stand *stand)
{
    const struct tf_app_sharing sharing = {
        .apart_since_s = WALLS_AT(0, 10, 2), .unshared = 3, .unshared_since_s = WALLS_AT(0, 10, 5)};
    tf_app_set_sharing(stand->app, &sharing);
}

const struct situation SITUATIONS_WALL[] = {
    {"home", WALLS_FULL, home, 0},
    {"apart", WALLS_FULL, apart, 0},
    {"over-languages", WALLS_FULL, languages, 0},
    {"over-still-there", WALLS_FULL, still_there, 0},
    {"session", WALLS_EMPTY, session, 0},
    {"place", WALLS_EMPTY, place, 0},
    {"unplaced", WALLS_FULL, unplaced, 0},
    {"on-now", WALLS_FULL, on_now, 0},
    {"spaces", WALLS_FULL, spaces, SITUATION_EVERYWHERE},
    {"story", WALLS_FULL, story, SITUATION_EVERYWHERE},
    {"pin", WALLS_FULL, pin, SITUATION_EVERYWHERE},
    {"pin-first", WALLS_FULL, first_pin, 0},
    {"menu", WALLS_FULL, menu, SITUATION_EVERYWHERE},
    {"pair", WALLS_FULL, pair, SITUATION_EVERYWHERE},
    {NULL, WALLS_NOTHING, NULL, 0},
};

const struct situation *const SITUATIONS[] = {SITUATIONS_WALL,
                                              SITUATIONS_PROPOSE,
                                              SITUATIONS_ACTS,
                                              SITUATIONS_LOWERED,
                                              SITUATIONS_SHEETS,
                                              SITUATIONS_IDEAS,
                                              NULL};
