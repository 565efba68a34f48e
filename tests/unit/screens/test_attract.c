/* The wall while nobody is there: what is legible from where (0.0122 of the distance, FIELD's rule), that
 * every page is sound on every panel, and whose language it speaks. */
#include "golden/picture.h"
#include "golden/sound.h"
#include "golden/walls.h"
#include "model/view_attract.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CAPITAL 0.727 /* of an em of Inter */

static const struct panel {
    int width_px, height_px;
    double px_per_mm;
} PANELS[] = {
    {1280, 800, 0},  {1920, 1080, 0}, {800, 1280, 0},    {1024, 600, 4.6},   {800, 480, 5.2},
    {1080, 1920, 4}, {3840, 2160, 0}, {3840, 2160, 3.1}, {1920, 1080, 4.03},
};
enum { PANEL_COUNT = sizeof PANELS / sizeof PANELS[0], FIRST_LARGE = 8 /* 21.5 inches, full HD */ };

struct look {
    struct picture picture;
    struct tf_board *boards[WALLS_TALKS + 1];
    struct tf_zone *zone;
};

static int setup(void **state)
{
    struct look *look = calloc(1, sizeof *look);
    assert_non_null(look);
    picture_open(&look->picture);
    for (int i = 0; i <= WALLS_TALKS; i++) {
        look->boards[i] = walls_board((enum walls_which)i);
    }
    assert_int_equal(tf_zone_open(&look->zone, "Europe/Berlin"), TF_OK);
    *state = look;
    return 0;
}

static int teardown(void **state)
{
    struct look *look = *state;
    for (int i = 0; i <= WALLS_TALKS; i++) {
        tf_board_unref(look->boards[i]);
    }
    tf_zone_close(look->zone);
    picture_close(&look->picture);
    free(look);
    return 0;
}

static struct tf_app_state at_rest(const struct look *look, enum walls_which wall, int64_t now_s)
{
    return (struct tf_app_state){
        .board = look->boards[wall],
        .zone = look->zone,
        .now_s = now_s,
        .time_confirmed = true,
        .saving_works = true,
        .base_url = "",
        .wifi = "WIFI:T:WPA;S:Nachbarschaft und Freunde;P:ein-langes-geheimes-Wort;;",
        .lang = TF_LANG_DE,
        .screen = TF_SCREEN_ATTRACT,
        .day = -1,
        .first_slot = -1,
    };
}

static void draw(struct look *look, const struct tf_app_state *state, const struct panel *panel)
{
    picture_draw(&look->picture, state, panel->width_px, panel->height_px, panel->px_per_mm);
}

/* How high its capitals are; 0: it is not on the screen. */
static double capital_mm(const struct look *look, const char *text)
{
    const struct tf_scene *scene = look->picture.scene;
    for (size_t i = 0; i < tf_scene_node_count(scene); i++) {
        const struct tf_node *node = tf_scene_node(scene, i);
        if (node->kind == TF_NODE_TEXT && strcmp(node->text, text) == 0) {
            return look->picture.theme.type_px[node->style.type] * CAPITAL / look->picture.theme.px_per_mm;
        }
    }
    return 0;
}

/* Turns pages until one session is all there is, with a title of at most so many letters. */
static bool turn_to_one(struct tf_app_state *state, size_t letters, char *title, size_t size)
{
    struct tf_arena arena;
    struct tf_view_attract view;
    bool is_found = false;
    tf_arena_init(&arena);
    for (int i = 0; i < 60 && !is_found; i++) {
        state->now_s += TF_VIEW_ATTRACT_PAGE_S;
        tf_view_attract(&view, &arena, state);
        is_found =
            view.page == TF_ATTRACT_ONE && strlen(view.one) <= letters && strchr(view.one, ' ') != NULL;
        if (is_found) {
            snprintf(title, size, "%s", view.one);
        }
    }
    tf_arena_free(&arena);
    return is_found;
}

static void what_is_on_is_legible_from_three_metres(void **state)
{
    struct look *look = *state;
    for (size_t p = 0; p < PANEL_COUNT; p++) {
        double short_mm =
            (PANELS[p].width_px < PANELS[p].height_px ? PANELS[p].width_px : PANELS[p].height_px) /
            PANELS[p].px_per_mm;
        if (PANELS[p].px_per_mm > 0 && short_mm < 190) {
            continue; /* a tablet's glass is no wall */
        }
        struct tf_app_state s = at_rest(look, WALLS_FULL, WALLS_AT(0, 10, 20));
        char title[200];
        assert_true(turn_to_one(&s, 20, title, sizeof title));
        draw(look, &s, &PANELS[p]);
        if (capital_mm(look, title) < 0.0122 * 3000) {
            fail_msg("%d×%d: '%s' has capitals of %.1f mm", PANELS[p].width_px, PANELS[p].height_px, title,
                     capital_mm(look, title));
        }
    }
}

static void a_talk_s_count_down_is_legible_from_ten_metres(void **state)
{
    struct look *look = *state;
    struct tf_app_state s = at_rest(look, WALLS_TALKS, WALLS_AT(0, 10, 20) + 41);
    draw(look, &s, &PANELS[FIRST_LARGE]);
    assert_true(capital_mm(look, "4:19") >= 0.0122 * 10000);
    for (size_t p = 0; p < PANEL_COUNT; p++) {
        draw(look, &s, &PANELS[p]);
        double all = capital_mm(look, "4:19");
        struct tf_app_state last = at_rest(look, WALLS_TALKS, WALLS_AT(0, 10, 24) + 13);
        draw(look, &last, &PANELS[p]);
        assert_true(all > 0 && capital_mm(look, "47") >= all);
    }
}

static void every_page_is_sound_on_every_panel(void **state)
{
    struct look *look = *state;
    static const enum walls_which SHOWN[] = {WALLS_NOTHING, WALLS_EMPTY, WALLS_FULL, WALLS_LONGEST,
                                             WALLS_TALKS};
    for (size_t w = 0; w < sizeof SHOWN / sizeof SHOWN[0]; w++) {
        for (size_t p = 0; p < PANEL_COUNT; p++) {
            for (int turn = (int)(p % 3); turn < 24; turn += 4) { /* in turns, they are many */
                struct tf_app_state s =
                    at_rest(look, SHOWN[w], WALLS_AT(0, 10, 57) + turn * TF_VIEW_ATTRACT_PAGE_S);
                s.lang = (enum tf_lang)(turn % TF_LANG_COUNT);
                s.larger_text = turn % 3 == 0;
                char where[100];
                snprintf(where, sizeof where, "wall %d, %d×%d at %.1f, turn %d", (int)SHOWN[w],
                         PANELS[p].width_px, PANELS[p].height_px, PANELS[p].px_per_mm, turn);
                draw(look, &s, &PANELS[p]);
                sound_texts(&look->picture, where);
                sound_targets(&look->picture, where);
            }
        }
    }
}

static void a_phone_can_read_the_wifi_code_on_every_panel(void **state)
{
    struct look *look = *state;
    for (size_t p = 0; p < PANEL_COUNT; p++) {
        bool is_shown = false;
        for (int turn = 0; turn < 40 && !is_shown; turn++) {
            struct tf_app_state s =
                at_rest(look, WALLS_FULL, WALLS_AT(0, 10, 20) + turn * TF_VIEW_ATTRACT_PAGE_S);
            draw(look, &s, &PANELS[p]);
            const struct tf_scene *scene = look->picture.scene;
            for (size_t i = 0; i < tf_scene_node_count(scene); i++) {
                const struct tf_node *node = tf_scene_node(scene, i);
                if (node->kind == TF_NODE_QR) {
                    is_shown = true;
                    assert_true(node->value >= 6); /* pixels a module, at least */
                    assert_true(node->rect.w >= 6 * 45);
                }
            }
        }
        assert_true(is_shown);
    }
}

static void principles_take_turns_in_the_event_s_languages(void **state)
{
    struct look *look = *state;
    struct tf_arena arena;
    bool seen[TF_LANG_COUNT] = {false};
    tf_arena_init(&arena);
    for (int turn = 0; turn < 200; turn++) {
        struct tf_app_state s =
            at_rest(look, WALLS_FULL, WALLS_AT(0, 10, 20) + turn * TF_VIEW_ATTRACT_PAGE_S);
        s.now_s = s.now_s % 2400 + WALLS_AT(0, 10, 10);
        struct tf_view_attract view;
        tf_view_attract(&view, &arena, &s);
        for (int lang = 0; lang < TF_LANG_COUNT; lang++) {
            seen[lang] |= view.page == TF_ATTRACT_ALL &&
                          strcmp(view.law, tf_tr((enum tf_lang)lang, "The Law of Two Feet")) == 0;
        }
    }
    for (int lang = 0; lang < TF_LANG_COUNT; lang++) { /* the wall has sessions in all four */
        assert_true(seen[lang]);
    }
    tf_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_on_is_legible_from_three_metres),
        cmocka_unit_test(a_talk_s_count_down_is_legible_from_ten_metres),
        cmocka_unit_test(every_page_is_sound_on_every_panel),
        cmocka_unit_test(a_phone_can_read_the_wifi_code_on_every_panel),
        cmocka_unit_test(principles_take_turns_in_the_event_s_languages),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
