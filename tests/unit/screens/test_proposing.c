/* What holds for every screen on which a session is proposed, placed or changed: on any panel, in any
 * language, with larger text and lowered controls. */
#include "golden/situations.h"
#include "golden/sound.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const struct panel {
    int width_px, height_px;
    double px_per_mm;
} PANELS[] = {
    {1280, 800, 0}, {1920, 1080, 0}, {800, 1280, 0}, {1024, 600, 4.6}, {3840, 2160, 5.5}, {1280, 800, 5.9},
};

enum { IN_THE_MATRIX = 3 }; /* of these: golden/test_golden_matrix looks at them as they begin */

struct look {
    struct picture picture;
    struct tf_board *boards[WALLS_CONGRESS + 1];
};

static int setup(void **state)
{
    struct look *look = calloc(1, sizeof *look);
    assert_non_null(look);
    picture_open(&look->picture);
    for (int i = 0; i <= WALLS_CONGRESS; i++) {
        look->boards[i] = walls_board((enum walls_which)i);
    }
    *state = look;
    return 0;
}

static int teardown(void **state)
{
    struct look *look = *state;
    for (int i = 0; i <= WALLS_CONGRESS; i++) {
        tf_board_unref(look->boards[i]);
    }
    picture_close(&look->picture);
    free(look);
    return 0;
}

static void check(struct look *look, const struct tf_app_state *state, const struct panel *panel,
                  const char *situation)
{
    char where[128];
    picture_draw(&look->picture, state, panel->width_px, panel->height_px, panel->px_per_mm);
    snprintf(where, sizeof where, "%s, %d x %d, %s%s%s", situation, panel->width_px, panel->height_px,
             tf_lang_code(state->lang), state->larger_text ? ", larger text" : "",
             state->is_lowered ? ", lowered" : "");
    sound_screen(&look->picture, state, where);
}

static void every_situation_is_sound_on_every_panel(void **state)
{
    struct look *look = *state;
    for (const struct situation *situation = SITUATIONS_PROPOSE; situation->name != NULL; situation++) {
        for (int lang = 0; lang < TF_LANG_COUNT; lang++) {
            struct stand stand = stand_at(look->boards[situation->wall], (enum tf_lang)lang);
            situation->reach(&stand);
            struct tf_app_state s = *stand.s;
            for (size_t p = 0; p < COUNT_OF(PANELS); p++) {
                for (int way = p < IN_THE_MATRIX ? 1 : 0; way < 4; way++) {
                    s.larger_text = (way & 1) != 0;
                    s.is_lowered = (way & 2) != 0;
                    check(look, &s, &PANELS[p], situation->name);
                }
            }
            stand_leave(&stand);
        }
    }
}

/* While one types on a low panel, what is not needed for it makes room for the keys. */
static void letters_can_be_hit_on_low_panels_too(void **state)
{
    static const struct {
        struct panel panel;
        bool larger_text;
        double least_mm;
    } LOW[] = {
        {{1024, 600, 4.6}, false, 14.0}, {{1024, 600, 4.6}, true, 13.5}, {{1280, 800, 5.9}, false, 14.0}};
    struct look *look = *state;
    for (size_t i = 0; i < COUNT_OF(LOW); i++) {
        struct stand stand = stand_at(look->boards[WALLS_FULL], TF_LANG_DE);
        tf_app_do(stand.app, (struct tf_intent){TF_INTENT_PROPOSE, 0, 0});
        struct tf_app_state s = *stand.s;
        s.larger_text = LOW[i].larger_text;
        picture_draw(&look->picture, &s, LOW[i].panel.width_px, LOW[i].panel.height_px,
                     LOW[i].panel.px_per_mm);
        size_t letters = 0;
        for (size_t t = 0; t < tf_scene_target_count(look->picture.scene); t++) {
            const struct tf_target *key = tf_scene_target_at_index(look->picture.scene, t);
            if (key->tag.what == TF_INTENT_KEY) {
                int side = key->rect.w < key->rect.h ? key->rect.w : key->rect.h;
                letters++;
                if (side < LOW[i].least_mm * LOW[i].panel.px_per_mm) {
                    fail_msg("%d x %d: '%s' is %d x %d", LOW[i].panel.width_px, LOW[i].panel.height_px,
                             key->label, key->rect.w, key->rect.h);
                }
            }
        }
        assert_in_range(letters, 26, 60);
        stand_leave(&stand);
    }
}

static bool offers(const struct look *look, uint32_t what, uint64_t a)
{
    for (size_t t = 0; t < tf_scene_target_count(look->picture.scene); t++) {
        struct tf_tag tag = tf_scene_target_at_index(look->picture.scene, t)->tag;
        if (tag.what == what && tag.a == a) {
            return true;
        }
    }
    return false;
}

/* Else "next" takes a zone that nobody saw. */
static void the_zone_that_was_found_is_seen_on_every_panel(void **state)
{
    struct look *look = *state;
    for (int lang = 0; lang < TF_LANG_COUNT; lang++) {
        struct stand stand = stand_at(look->boards[WALLS_NOTHING], (enum tf_lang)lang);
        situation_named("new-zone-typed")->reach(&stand);
        struct tf_app_state s = *stand.s;
        for (size_t i = 0; i < COUNT_OF(PANELS) * 2; i++) {
            const struct panel *panel = &PANELS[i / 2];
            s.larger_text = i % 2 != 0;
            picture_draw(&look->picture, &s, panel->width_px, panel->height_px, panel->px_per_mm);
            if (!offers(look, TF_INTENT_ORGANISE, TF_SETUP_DO_ZONE)) {
                fail_msg("%d x %d, %s%s: no zone", panel->width_px, panel->height_px, tf_lang_code(s.lang),
                         s.larger_text ? ", larger text" : "");
            }
        }
        stand_leave(&stand);
    }
}

/* On a panel as most kiosks have it: 15.6 inches. Lower ones leave it to phones. */
static void when_a_host_can_be_there_is_asked_in_every_language(void **state)
{
    static const struct panel WANTED[] = {
        {1280, 800, 0}, {1920, 1080, 5.56}, {3840, 2160, 5.5}, {800, 1280, 0}};
    struct look *look = *state;
    for (int lang = 0; lang < TF_LANG_COUNT; lang++) {
        struct stand stand = stand_at(look->boards[WALLS_FULL], (enum tf_lang)lang);
        situation_named("words-when")->reach(&stand);
        for (size_t p = 0; p < COUNT_OF(WANTED); p++) {
            picture_draw(&look->picture, stand.s, WANTED[p].width_px, WANTED[p].height_px,
                         WANTED[p].px_per_mm);
            if (!offers(look, TF_INTENT_PROPOSE_DO, TF_PROPOSE_DO_FROM) ||
                !offers(look, TF_INTENT_PROPOSE_DO, TF_PROPOSE_DO_UNTIL)) {
                fail_msg("%d x %d, %s: it is not asked", WANTED[p].width_px, WANTED[p].height_px,
                         tf_lang_code((enum tf_lang)lang));
            }
        }
        stand_leave(&stand);
    }
}

static const struct tf_target *labelled(const struct look *look, const char *label)
{
    const struct tf_target *target = tf_scene_target_labelled(look->picture.scene, label);
    if (target == NULL) {
        fail_msg("there is no '%s'", label);
    }
    return target;
}

static void tap(const struct look *look, struct stand *stand, const char *label)
{
    struct tf_tag tag = labelled(look, label)->tag;
    assert_null(labelled(look, label)->disabled);
    tf_app_do(stand->app, (struct tf_intent){(enum tf_intent_what)tag.what, tag.a, tag.b});
}

/* By what can be read on the glass alone: the button, some keys, the button, a free cell. */
static void a_stranger_finds_the_way_by_reading(void **state)
{
    struct look *look = *state;
    struct stand stand = stand_at(look->boards[WALLS_SMALL], TF_LANG_EN);
    picture_draw(&look->picture, stand.s, 1280, 800, 0);
    tap(look, &stand, "Propose a session");
    picture_draw(&look->picture, stand.s, 1280, 800, 0);
    assert_non_null(labelled(look, "Choose a place")->disabled); /* and says why */
    tap(look, &stand, "T");
    picture_draw(&look->picture, stand.s, 1280, 800, 0);
    tap(look, &stand, "e");
    tap(look, &stand, "a");
    picture_draw(&look->picture, stand.s, 1280, 800, 0);
    tap(look, &stand, "Choose a place");
    picture_draw(&look->picture, stand.s, 1280, 800, 0);
    const struct tf_target *free = NULL;
    for (size_t i = 0; i < tf_scene_target_count(look->picture.scene); i++) {
        const struct tf_target *target = tf_scene_target_at_index(look->picture.scene, i);
        free = strstr(target->label, ", open") != NULL ? target : free;
    }
    assert_non_null(free);
    tf_app_do(stand.app, (struct tf_intent){(enum tf_intent_what)free->tag.what, free->tag.a, free->tag.b});
    struct tf_command *command = tf_app_take_command(stand.app);
    assert_non_null(command);
    assert_int_equal(command->verb, TF_VERB_PROPOSE);
    assert_string_equal(TF_SESSION(command->record)->title, "Tea");
    tf_command_destroy(command);
    stand_leave(&stand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_situation_is_sound_on_every_panel),
        cmocka_unit_test(a_stranger_finds_the_way_by_reading),
        cmocka_unit_test(letters_can_be_hit_on_low_panels_too),
        cmocka_unit_test(the_zone_that_was_found_is_seen_on_every_panel),
        cmocka_unit_test(when_a_host_can_be_there_is_asked_in_every_language),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
