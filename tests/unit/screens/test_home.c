/* What home shows beside the grid, how its days are reached, and how large what is done with a session is. */
#include "golden/picture.h"
#include "golden/situations.h"
#include "golden/walls.h"
#include "widgets/card.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

struct panel {
    int width_px, height_px;
    double px_per_mm;
};

struct look {
    struct picture picture;
    struct tf_board *board; /* of three days */
    struct tf_zone *zone;
};

static int setup(void **state)
{
    struct look *look = calloc(1, sizeof *look);
    assert_non_null(look);
    picture_open(&look->picture);
    look->board = walls_board(WALLS_FULL);
    assert_int_equal(tf_zone_open(&look->zone, "Europe/Berlin"), TF_OK);
    *state = look;
    return 0;
}

static int teardown(void **state)
{
    struct look *look = *state;
    tf_board_unref(look->board);
    tf_zone_close(look->zone);
    picture_close(&look->picture);
    free(look);
    return 0;
}

static struct tf_app_state state_of(const struct look *look, enum tf_lang lang, enum tf_screen_name screen)
{
    return (struct tf_app_state){
        .board = look->board,
        .zone = look->zone,
        .now_s = WALLS_AT(0, 10, 20),
        .time_confirmed = true,
        .saving_works = true,
        .base_url = "http://10.0.0.5:8080",
        .lang = lang,
        .screen = screen,
        .day = -1,
        .first_slot = -1,
        .session = WALLS_SESSION,
    };
}

static void draw(struct look *look, const struct tf_app_state *state, const struct panel *panel)
{
    picture_draw(&look->picture, state, panel->width_px, panel->height_px, panel->px_per_mm);
}

/* ---- days ---- */

/* Which days a tap leads to. */
static unsigned days_offered(const struct look *look)
{
    unsigned days = 0;
    for (size_t i = 0; i < tf_scene_target_count(look->picture.scene); i++) {
        const struct tf_target *target = tf_scene_target_at_index(look->picture.scene, i);
        if (target->tag.what == TF_INTENT_DAY && target->disabled == NULL) {
            days |= 1u << target->tag.a;
        }
    }
    return days;
}

/* Whatever the panel: from any day, tap after tap, every other one is reached. */
static void every_day_is_reached_by_taps_on_every_panel(void **state)
{
    static const struct panel PANELS[] = {{1280, 800, 0}, {1280, 800, 5.9}, {1024, 600, 4.6}, {800, 480, 5},
                                          {800, 1280, 0}, {800, 1280, 5.9}, {1920, 1080, 0}};
    struct look *look = *state;
    unsigned all = (1u << look->board->grid->day_count) - 1;
    assert_int_equal(all, 7);
    for (size_t p = 0; p < COUNT_OF(PANELS); p++) {
        for (int l = 0; l < TF_LANG_COUNT * 4; l++) {
            struct tf_app_state s = state_of(look, (enum tf_lang)(l / 4), TF_SCREEN_HOME);
            s.larger_text = l % 2 != 0;
            s.is_lowered = l / 2 % 2 != 0;
            unsigned next[3] = {0}, reached = 1;
            for (s.day = 0; s.day < 3; s.day++) {
                draw(look, &s, &PANELS[p]);
                next[s.day] = days_offered(look);
            }
            for (int tap = 0; tap < 3; tap++) {
                for (unsigned day = 0; day < 3; day++) {
                    reached |= (reached >> day & 1) != 0 ? next[day] : 0;
                }
            }
            if (reached != all || (next[1] & 5) == 0 || (next[2] & 3) == 0) {
                fail_msg("%d x %d at %.1f, %s: days %x from the first", PANELS[p].width_px,
                         PANELS[p].height_px, PANELS[p].px_per_mm, tf_lang_code(s.lang), reached);
            }
        }
    }
}

/* Where one tab has room it says the day that is shown, and to a keypad and aloud where it leads. */
static void a_tab_without_neighbours_leads_to_the_next_day(void **state)
{
    struct look *look = *state;
    struct tf_app_state s = state_of(look, TF_LANG_EN, TF_SCREEN_HOME);
    static const struct panel SMALL = {1280, 800, 5.9};
    static const char *const LABELS[] = {"Today is shown; on to Thu 26", "Thu 26 is shown; on to Fri 27",
                                         "Fri 27 is shown; on to Today"};
    for (s.day = 0; s.day < 3; s.day++) {
        draw(look, &s, &SMALL);
        assert_int_equal(days_offered(look), 1u << (s.day + 1) % 3);
        const struct tf_target *tab = tf_scene_target_labelled(look->picture.scene, LABELS[s.day]);
        if (tab == NULL) {
            fail_msg("there is no '%s'", LABELS[s.day]);
        }
        assert_true(tab->selected);
    }
}

/* ---- now and next ---- */

static size_t cards_in(const struct look *look, enum tf_card_area area)
{
    size_t count = 0;
    for (size_t i = 0; i < tf_scene_target_count(look->picture.scene); i++) {
        const struct tf_target *target = tf_scene_target_at_index(look->picture.scene, i);
        count += target->tag.what == TF_INTENT_SESSION && target->tag.b >> 62 == (uint64_t)area;
    }
    return count;
}

static void sessions_of_now_and_next_stand_beside_the_grid(void **state)
{
    static const struct {
        struct panel panel;
        size_t now, next;
    } WANTED[] = {
        {{1280, 800, 0}, 2, 1}, {{1920, 1080, 0}, 1, 1}, {{800, 1280, 0}, 3, 3}, {{3840, 2160, 5.5}, 1, 1}};
    struct look *look = *state;
    for (size_t p = 0; p < COUNT_OF(WANTED); p++) {
        for (int lang = 0; lang < TF_LANG_COUNT; lang++) {
            struct tf_app_state s = state_of(look, (enum tf_lang)lang, TF_SCREEN_HOME);
            draw(look, &s, &WANTED[p].panel);
            size_t now = cards_in(look, TF_CARD_NOW), next = cards_in(look, TF_CARD_NEXT);
            if (now < WANTED[p].now || next < WANTED[p].next) {
                fail_msg("%d x %d, %s: %zu of now and %zu of next", WANTED[p].panel.width_px,
                         WANTED[p].panel.height_px, tf_lang_code(s.lang), now, next);
            }
        }
    }
}

/* ---- a display that nobody touches ---- */

static size_t targets_for(const struct look *look, enum tf_intent_what what)
{
    size_t count = 0;
    for (size_t i = 0; i < tf_scene_target_count(look->picture.scene); i++) {
        count += tf_scene_target_at_index(look->picture.scene, i)->tag.what == what;
    }
    return count;
}

static void a_display_for_looking_at_offers_nothing_to_touch_and_turns_its_pages(void **state)
{
    static const struct panel PANELS[] = {{1280, 800, 0}, {1920, 1080, 0}, {800, 1280, 0}};
    static const enum tf_intent_what TOOLS[] = {TF_INTENT_PROPOSE,     TF_INTENT_SEARCH, TF_INTENT_SPEECH,
                                                TF_INTENT_LARGER_TEXT, TF_INTENT_SCHEME, TF_INTENT_LOWER,
                                                TF_INTENT_LANGUAGES};
    struct look *look = *state;
    for (size_t p = 0; p < COUNT_OF(PANELS); p++) {
        size_t offered = 0;
        struct tf_app_state s = state_of(look, TF_LANG_DE, TF_SCREEN_HOME);
        draw(look, &s, &PANELS[p]);
        for (size_t i = 0; i < COUNT_OF(TOOLS); i++) {
            offered += targets_for(look, TOOLS[i]);
        }
        assert_true(offered >= 6);
        s.is_display = true;
        draw(look, &s, &PANELS[p]);
        for (size_t i = 0; i < COUNT_OF(TOOLS); i++) {
            assert_int_equal(targets_for(look, TOOLS[i]), 0);
        }
        assert_true(targets_for(look, TF_INTENT_PAGE_SPACES) > 0);
    }
}

static void it_says_what_all_are_together_for_and_has_no_button_to_it(void **state)
{
    static const char *const TOGETHER[] = {"market-at-home", "round-at-home"};
    static const struct panel PANEL = {1280, 800, 0};
    struct look *look = *state;
    for (size_t i = 0; i < COUNT_OF(TOGETHER); i++) {
        struct stand stand = stand_at(look->board, TF_LANG_DE);
        situation_named(TOGETHER[i])->reach(&stand);
        struct tf_app_state s = *stand.s;
        draw(look, &s, &PANEL);
        assert_int_equal(targets_for(look, TF_INTENT_MENU), 1);
        s.is_display = true;
        draw(look, &s, &PANEL);
        assert_int_equal(targets_for(look, TF_INTENT_MENU), 0);
        stand_leave(&stand);
    }
}

/* ---- what is done with a session ---- */

/* FIELD: a control on a standing kiosk has 20 mm, where the panel has room for ten of them side by side. */
static void what_is_done_with_a_session_has_buttons_of_a_finger_s_size(void **state)
{
    static const struct {
        struct panel panel;
        double least_mm;
    } WANTED[] = {
        {{1920, 1080, 5.56}, 20.0}, /* 15.6 inches */
        {{3840, 2160, 5.5}, 20.0},  /* 32 inches */
        {{1080, 1920, 3.7}, 20.0},  /* 23 inches, upright */
        {{1280, 800, 5.9}, 19.9},   /* 10.1 inches, the least that is supported */
        {{1024, 600, 4.6}, 19.6},   /* 10.1 inches, coarse and low */
    };
    struct look *look = *state;
    for (size_t p = 0; p < COUNT_OF(WANTED); p++) {
        for (int l = 0; l < TF_LANG_COUNT * 2; l++) {
            struct tf_app_state s = state_of(look, (enum tf_lang)(l / 2), TF_SCREEN_SESSION);
            size_t count = 0;
            s.larger_text = l % 2 != 0;
            draw(look, &s, &WANTED[p].panel);
            for (size_t i = 0; i < tf_scene_target_count(look->picture.scene); i++) {
                const struct tf_target *target = tf_scene_target_at_index(look->picture.scene, i);
                if (target->tag.what != TF_INTENT_ACT) {
                    continue;
                }
                double low = target->rect.w < target->rect.h ? target->rect.w : target->rect.h;
                count++;
                if (target->small_on_purpose ||
                    (low + 0.5) / WANTED[p].panel.px_per_mm < WANTED[p].least_mm) {
                    fail_msg("%d x %d, %s: '%s' has %.1f mm", WANTED[p].panel.width_px,
                             WANTED[p].panel.height_px, tf_lang_code(s.lang), target->label,
                             low / WANTED[p].panel.px_per_mm);
                }
            }
            assert_true(count >= 8);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_is_reached_by_taps_on_every_panel),
        cmocka_unit_test(a_tab_without_neighbours_leads_to_the_next_day),
        cmocka_unit_test(sessions_of_now_and_next_stand_beside_the_grid),
        cmocka_unit_test(a_display_for_looking_at_offers_nothing_to_touch_and_turns_its_pages),
        cmocka_unit_test(it_says_what_all_are_together_for_and_has_no_button_to_it),
        cmocka_unit_test(what_is_done_with_a_session_has_buttons_of_a_finger_s_size),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
