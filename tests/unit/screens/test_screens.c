/* What holds for every screen, in every language, on every panel, whatever the board: nothing is cut without
 * a sign, every control is large enough, alone, named and within a keypad's reach. */
#include "golden/picture.h"
#include "golden/sound.h"
#include "golden/walls.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct panel {
    int width_px, height_px;
    double px_per_mm;
};
static const struct panel PANELS[] = {
    {1280, 800, 0}, {1920, 1080, 0}, {800, 1280, 0}, {1024, 600, 4.6}, {3840, 2160, 5.5}, {1280, 800, 5.9},
};
static const enum walls_which WALLS[] = {WALLS_NOTHING, WALLS_EMPTY,   WALLS_SMALL,
                                         WALLS_FULL,    WALLS_LONGEST, WALLS_CONGRESS};
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

struct look {
    struct picture picture;
    struct tf_board *boards[COUNT_OF(WALLS)];
    struct tf_zone *zone;
    struct tf_act acts[TF_ACT_KIND_COUNT];
    struct tf_act_done done;
    struct tf_search *search;
    struct tf_typing *typing;
};

static int setup(void **state)
{
    struct look *look = calloc(1, sizeof *look);
    assert_non_null(look);
    picture_open(&look->picture);
    for (size_t i = 0; i < COUNT_OF(WALLS); i++) {
        look->boards[i] = walls_board(WALLS[i]);
    }
    assert_int_equal(tf_zone_open(&look->zone, "Europe/Berlin"), TF_OK);
    assert_int_equal(tf_search_create(&look->search), TF_OK);
    assert_int_equal(tf_typing_create(&look->typing, TF_LANG_DE, NULL), TF_OK);
    look->done =
        (struct tf_act_done){.kind = TF_ACT_MOVE, .displaced = WALLS_SESSION, .session = WALLS_SESSION};
    *state = look;
    return 0;
}

static int teardown(void **state)
{
    struct look *look = *state;
    for (size_t i = 0; i < COUNT_OF(WALLS); i++) {
        tf_board_unref(look->boards[i]);
    }
    tf_zone_close(look->zone);
    tf_search_destroy(look->search);
    tf_typing_destroy(look->typing);
    picture_close(&look->picture);
    free(look);
    return 0;
}

static struct tf_app_state plain(const struct look *look, size_t wall, enum tf_lang lang)
{
    return (struct tf_app_state){
        .board = look->boards[wall],
        .zone = look->zone,
        .now_s = WALLS_AT(0, 10, 20),
        .time_confirmed = true,
        .saving_works = true,
        .base_url = "http://10.0.0.5:8080",
        .lang = lang,
        .day = -1,
        .first_slot = -1,
        .session = WALLS_SESSION,
    };
}

/* What is done with a session, what is looked for, and what lies over a screen for a while. */
enum more {
    MORE_MOVE,      /* nowhere chosen yet */
    MORE_MOVE_ONTO, /* … onto another session */
    MORE_AGAIN,
    MORE_SHORTER,
    MORE_WITHDRAW,
    MORE_MERGE,
    MORE_MERGE_HOSTS,
    MORE_DONE,
    MORE_DONE_AT_HOME,
    MORE_TYPING,
    MORE_FOUND,
    MORE_FREE,
    MORE_NEAR,    /* what is on, the nearest first */
    MORE_NOWHERE, /* … and this wall was not told where it hangs */
    MORE_SPEECH,
    MORE_COUNT
};
/* Every screen, every list, what lies over a screen, and the above. */
enum { PLAIN_VIEWS = TF_SCREEN_COUNT + TF_LIST_COUNT - 1 + 2, VIEWS = PLAIN_VIEWS + MORE_COUNT };

static void act_on(struct look *look, struct tf_app_state *s, enum tf_act_kind kind)
{
    tf_act_begin(&look->acts[kind], s->board, WALLS_SESSION, kind, TF_ID_MAX);
    s->act = &look->acts[kind];
    s->screen = TF_SCREEN_ACT;
}

static void search_for(struct look *look, struct tf_app_state *s, const char *text, bool is_typing,
                       bool free_now)
{
    tf_search_set_board(look->search, s->board);
    tf_editor_set(tf_search_editor(look->search), text);
    *tf_search_wish(look->search) = (struct tf_search_wish){.is_typing = is_typing, .free_now = free_now};
    s->search = look->search;
    s->typing = is_typing ? tf_typing_state(look->typing) : NULL;
    s->screen = TF_SCREEN_SEARCH;
}

static struct tf_app_state more_of(struct look *look, enum more more, struct tf_app_state s)
{
    switch (more) {
    case MORE_MOVE:
    case MORE_MOVE_ONTO:
        act_on(look, &s, TF_ACT_MOVE);
        if (more == MORE_MOVE_ONTO) {
            tf_act_aim(&look->acts[TF_ACT_MOVE], (struct tf_cell){103, 206});
        }
        break;
    case MORE_AGAIN:
        act_on(look, &s, TF_ACT_AGAIN);
        tf_act_aim(&look->acts[TF_ACT_AGAIN], (struct tf_cell){102, 202});
        break;
    case MORE_SHORTER:
        act_on(look, &s, TF_ACT_GIVE_BACK);
        break;
    case MORE_WITHDRAW:
        act_on(look, &s, TF_ACT_WITHDRAW);
        break;
    case MORE_MERGE:
    case MORE_MERGE_HOSTS:
        act_on(look, &s, TF_ACT_MERGE);
        look->acts[TF_ACT_MERGE].other = more == MORE_MERGE_HOSTS ? WALLS_SESSION + 2 : 0;
        break;
    case MORE_DONE:
    case MORE_DONE_AT_HOME:
        s.screen = more == MORE_DONE ? TF_SCREEN_SESSION : TF_SCREEN_HOME;
        s.done = &look->done;
        break;
    case MORE_TYPING:
        search_for(look, &s, "a", true, false);
        break;
    case MORE_FOUND:
        search_for(look, &s, "e", false, false);
        break;
    case MORE_FREE:
        search_for(look, &s, "", false, true);
        break;
    case MORE_NEAR:
    case MORE_NOWHERE:
        search_for(look, &s, "", false, false);
        tf_search_wish(look->search)->on_now = true;
        s.here = more == MORE_NEAR ? 107 : 0;
        break;
    case MORE_SPEECH:
        s.speaks = s.speech_open = true;
        break;
    case MORE_COUNT:
        break;
    }
    return s;
}

static struct tf_app_state view_of(struct look *look, int view, size_t wall, enum tf_lang lang)
{
    struct tf_app_state s = plain(look, wall, lang);
    int list = view - TF_SCREEN_COUNT + 1;
    s.list_space = 107;
    s.list_slot = 205;
    if (view >= PLAIN_VIEWS) {
        return more_of(look, (enum more)(view - PLAIN_VIEWS), s);
    }
    if (view < TF_SCREEN_COUNT) {
        s.screen = (enum tf_screen_name)view;
    } else if (list < TF_LIST_COUNT) {
        s.screen = TF_SCREEN_LIST;
        s.list = (enum tf_list_of)list;
    } else {
        s.languages_open = list == TF_LIST_COUNT;
        s.asks_still_there = !s.languages_open;
    }
    return s;
}

/* Draws every view × wall × panel × language, also with larger text, once, and holds everything against it:
 * drawing is what takes the time. */
static void texts_targets_and_focus_are_sound_everywhere(void **state)
{
    struct look *look = *state;
    for (size_t w = 0; w < COUNT_OF(WALLS); w++) {
        for (size_t p = 0; p < COUNT_OF(PANELS); p++) {
            for (int l = 0; l < TF_LANG_COUNT * 2; l++) {
                for (int view = 0; view < VIEWS; view++) {
                    struct tf_app_state s = view_of(look, view, w, (enum tf_lang)(l / 2));
                    s.larger_text = l % 2 != 0;
                    s.is_lowered = (view + l) % 3 == 0; /* on tall panels, each view in some language */
                    s.can_speak = view % 2 == 0;
                    s.time_confirmed = (view + l) % 2 == 0; /* each view both ways */
                    s.saving_works = (view + l) % 5 != 0;
                    picture_draw(&look->picture, &s, PANELS[p].width_px, PANELS[p].height_px,
                                 PANELS[p].px_per_mm);
                    char where[128];
                    snprintf(where, sizeof where, "view %d, wall %zu, panel %zu, %s%s", view, w, p,
                             tf_lang_code(s.lang), s.larger_text ? ", larger text" : "");
                    sound_texts(&look->picture, where);
                    sound_targets(&look->picture, where);
                    sound_focus(&look->picture, where);
                }
            }
        }
    }
}

static void language_text_and_scheme_are_one_tap_away_everywhere(void **state)
{
    struct look *look = *state;
    static const enum tf_intent_what ALWAYS[] = {TF_INTENT_LANGUAGES, TF_INTENT_SCHEME, TF_INTENT_LARGER_TEXT,
                                                 TF_INTENT_LOWER,     TF_INTENT_SPEECH, TF_INTENT_SEARCH};
    for (int screen = 0; screen < TF_SCREEN_ATTRACT; screen++) { /* there any touch leads home */
        struct tf_app_state s = plain(look, 3, TF_LANG_DE);
        s.screen = (enum tf_screen_name)screen;
        picture_draw(&look->picture, &s, 1280, 800, 0);
        for (size_t a = 0; a < COUNT_OF(ALWAYS); a++) {
            size_t found = 0;
            for (size_t i = 0; i < tf_scene_target_count(look->picture.scene); i++) {
                found += tf_scene_target_at_index(look->picture.scene, i)->tag.what == ALWAYS[a];
            }
            assert_int_equal(found, 1);
        }
    }
}

/* News below, no confirmed time, lowered to half of a large panel, and sessions that look for a place. */
static void on_a_crowded_home_the_least_important_gives_way(void **state)
{
    struct look *look = *state;
    struct tf_news news = {.record = {.kind = TF_KIND_NEWS, .key = {0, 1}}, .text = "Lunch", .pinned = true};
    for (size_t w = 0; w < COUNT_OF(WALLS); w++) {
        struct tf_board *board = tf_board_ref(look->boards[w]);
        support_put(&board, &news.record);
        for (int l = 0; l < TF_LANG_COUNT; l++) {
            struct tf_app_state s = plain(look, w, (enum tf_lang)l);
            s.board = board;
            s.is_lowered = s.larger_text = true;
            s.time_confirmed = false;
            for (size_t p = 0; p < COUNT_OF(PANELS); p++) {
                picture_draw(&look->picture, &s, PANELS[p].width_px, PANELS[p].height_px,
                             PANELS[p].px_per_mm);
                sound_texts(&look->picture, "a crowded home");
            }
        }
        tf_board_unref(board);
    }
}

static const struct tf_node *said(const struct tf_scene *scene, const char *text)
{
    for (size_t i = 0; i < tf_scene_node_count(scene); i++) {
        const struct tf_node *node = tf_scene_node(scene, i);
        if (node->kind == TF_NODE_TEXT && strstr(node->text, text) != NULL) {
            return node;
        }
    }
    return NULL;
}

static bool says(const struct tf_scene *scene, const char *text)
{
    return said(scene, text) != NULL;
}

static void trouble_and_doubt_are_said(void **state)
{
    struct look *look = *state;
    struct tf_app_state s = plain(look, 3, TF_LANG_EN);
    picture_draw(&look->picture, &s, 1280, 800, 0);
    assert_false(says(look->picture.scene, "Not saved yet"));
    assert_false(says(look->picture.scene, "Time not confirmed"));
    s.saving_works = false;
    s.time_confirmed = false;
    for (int screen = 0; screen < TF_SCREEN_COUNT; screen++) {
        s.screen = (enum tf_screen_name)screen;
        picture_draw(&look->picture, &s, 1280, 800, 0);
        assert_true(says(look->picture.scene, "Not saved yet, trying again…"));
    }
    s.screen = TF_SCREEN_HOME;
    static const int sizes[][2] = {{1280, 800}, {800, 1280}, {1920, 1080}, {1024, 600}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        picture_draw(&look->picture, &s, sizes[i][0], sizes[i][1], 0);
        const struct tf_node *doubt = said(look->picture.scene, "Time not confirmed");
        const struct tf_node *date = said(look->picture.scene, "November");
        assert_non_null(doubt);
        assert_non_null(date);
        if (doubt->rect.h < 10 || tf_rect_meets(doubt->rect, date->rect)) {
            fail_msg("the doubt lies over the date at %dx%d", sizes[i][0], sizes[i][1]);
        }
    }
}

static void behind_a_question_nothing_can_be_touched(void **state)
{
    struct look *look = *state;
    struct tf_app_state s = plain(look, 3, TF_LANG_EN);
    s.asks_still_there = true;
    picture_draw(&look->picture, &s, 1280, 800, 0);
    assert_int_equal(tf_scene_target_count(look->picture.scene), 1);
    assert_int_equal(tf_scene_target_at_index(look->picture.scene, 0)->tag.what, TF_INTENT_STILL_HERE);
    s.asks_still_there = false;
    s.languages_open = true;
    picture_draw(&look->picture, &s, 1280, 800, 0);
    assert_int_equal(tf_scene_target_count(look->picture.scene), TF_LANG_COUNT + 1);
}

static void a_hidden_session_draws_nothing_of_itself(void **state)
{
    struct look *look = *state;
    struct tf_app_state s = plain(look, 3, TF_LANG_EN);
    s.screen = TF_SCREEN_SESSION;
    s.session = 999999;
    picture_draw(&look->picture, &s, 1280, 800, 0);
    assert_true(says(look->picture.scene, "This session is not here any more."));
    for (size_t i = 0; i < tf_scene_node_count(look->picture.scene); i++) {
        assert_int_not_equal(tf_scene_node(look->picture.scene, i)->kind, TF_NODE_QR);
    }
}

/* By the buttons alone: every row and every column of the largest wall is seen. */
static void pages_lead_through_the_whole_wall(void **state)
{
    struct look *look = *state;
    struct tf_app_state s = plain(look, 5, TF_LANG_EN);
    int space = -1, slot = -1, turns = 0;
    for (s.first_space = 0; s.first_space > space && turns < 100; turns++) {
        space = s.first_space;
        picture_draw(&look->picture, &s, 1280, 800, 0);
        for (size_t i = 0; i < tf_scene_target_count(look->picture.scene); i++) {
            const struct tf_target *target = tf_scene_target_at_index(look->picture.scene, i);
            if (target->tag.what == TF_INTENT_PAGE_SPACES && target->tag.b == TF_TURN_NEXT &&
                target->disabled == NULL) {
                s.first_space = (int)target->tag.a;
            }
        }
    }
    assert_true(says(look->picture.scene, "of 92"));
    assert_true(says(look->picture.scene, "Assembly 88"));
    s.first_space = 0;
    turns = 0;
    for (s.first_slot = 0; s.first_slot > slot && turns < 300; turns++) {
        slot = s.first_slot;
        picture_draw(&look->picture, &s, 1280, 800, 0);
        for (size_t i = 0; i < tf_scene_target_count(look->picture.scene); i++) {
            const struct tf_target *target = tf_scene_target_at_index(look->picture.scene, i);
            if (target->tag.what == TF_INTENT_PAGE_SLOTS && target->tag.b == TF_TURN_NEXT &&
                target->disabled == NULL) {
                s.first_slot = (int)target->tag.a;
            }
        }
    }
    assert_true(turns > 2 && turns < 30);
    assert_true(says(look->picture.scene, "– 03:00")); /* the last row ends past midnight */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_targets_and_focus_are_sound_everywhere),
        cmocka_unit_test(on_a_crowded_home_the_least_important_gives_way),
        cmocka_unit_test(language_text_and_scheme_are_one_tap_away_everywhere),
        cmocka_unit_test(trouble_and_doubt_are_said),
        cmocka_unit_test(behind_a_question_nothing_can_be_touched),
        cmocka_unit_test(a_hidden_session_draws_nothing_of_itself),
        cmocka_unit_test(pages_lead_through_the_whole_wall),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
