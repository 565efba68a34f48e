#include "golden/situations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char LONG_TITLE[] = "Gemeinschaftsverpflegungskonzeptentwicklungswerkstatt und alles, was wir "
                                 "über das gemeinsame Kochen noch nie sagten";
static const char LONG_NAME[] = "Anneliese-Dorothea von Hohenstein-Wittgenfeld und die Grupp";
static const char ABOUT[] =
    "Wir leihen uns Leitern und Kuchenformen. Was braucht ein Regal für die ganze Straße, "
    "wer schaut danach, und was, wenn etwas kaputt zurückkommt?";

static void stand_before(struct stand *stand, enum tf_lang lang, const char *zone)
{
    static const struct tf_formats FORMATS = {
        .list = {{.name = "barcamp",
                  .title = "BarCamp",
                  .about = "Topics are pitched and voted on; then the grid is made.",
                  .no_placing = 3,
                  .votes = 10},
                 {.name = "lightning-talks",
                  .title = "Lightning talks",
                  .about = "Five minutes each, one after the other, with a count-down.",
                  .no_placing = 4,
                  .warn_min = 1},
                 {.name = "open-space",
                  .title = "Open Space",
                  .about = "Everybody brings a topic and chooses its place and time."},
                 {.name = "our-evening", .title = "Unser Abend", .about = ""}},
        .count = 4};
    struct tf_app_options options = {.lang = lang, .seed = 5, .zone = zone, .formats = &FORMATS};
    assert_int_equal(tf_app_create(&stand->app, &options), TF_OK);
    tf_app_set_board(stand->app, tf_board_ref(stand->board));
    tf_app_set_time(stand->app, WALLS_AT(0, 10, 20), 1000, true);
    tf_app_set_address(stand->app, "http://10.0.0.5:8080");
    stand->s = tf_app_state(stand->app);
}

struct stand stand_at(struct tf_board *board, enum tf_lang lang)
{
    struct stand stand = {.board = tf_board_ref(board)};
    stand_before(&stand, lang, NULL);
    return stand;
}

void stand_leave(struct stand *stand)
{
    if (stand->app != NULL) {
        tf_app_destroy(stand->app);
        tf_board_unref(stand->board);
    }
}

void stand_do(struct stand *stand, enum tf_intent_what what, uint64_t a, uint64_t b)
{
    tf_app_do(stand->app, (struct tf_intent){what, a, b});
}

static void tap(struct stand *stand, enum tf_propose_do what, uint64_t b)
{
    stand_do(stand, TF_INTENT_PROPOSE_DO, what, b);
}

void stand_type(struct stand *stand, const char *text)
{
    for (size_t at = 0; text[at] != '\0';) {
        size_t next = at + 1;
        uint32_t letter = (unsigned char)text[at];
        if (letter >= 0xc0) {
            letter &= letter >= 0xf0 ? 0x07 : letter >= 0xe0 ? 0x0f : 0x1f;
            for (; ((unsigned char)text[next] & 0xc0) == 0x80; next++) {
                letter = letter << 6 | ((unsigned char)text[next] & 0x3f);
            }
        }
        at = next;
        stand_do(stand, TF_INTENT_KEY, letter < 0x100 ? letter : 0x01000000 + letter, 1);
    }
}

void stand_ledger(struct stand *stand)
{
    struct tf_command *command = NULL;
    while ((command = tf_app_take_command(stand->app)) != NULL) {
        struct tf_refusal refusal = {0};
        struct tf_warning warning = {0};
        struct tf_event *event = NULL;
        enum tf_err err = tf_rules_decide(&event, stand->board, command, NULL, &refusal, &warning);
        if (err == TF_OK) {
            struct tf_board *after = NULL;
            event->sequence = stand->board->revision + 1;
            assert_int_equal(tf_board_apply(&after, stand->board, event), TF_OK);
            tf_board_unref(stand->board);
            stand->board = after;
            tf_app_set_board(stand->app, tf_board_ref(after));
        }
        tf_app_answer(stand->app, command->id, err, &refusal, &warning, stand->board->revision);
        tf_event_unref(event);
        tf_command_destroy(command);
    }
}

/* ---- situations, in the order in which one meets them ---- */

static void begins(struct stand *stand)
{
    stand_do(stand, TF_INTENT_PROPOSE, 0, 0);
}

static void has_similar(struct stand *stand)
{
    begins(stand);
    stand_type(stand, "Kompost und Bienen ");
    tf_app_do(stand->app, (struct tf_intent){TF_INTENT_KEY_FUNCTION, TF_KEY_SELECT_ALL, 0});
    stand_type(stand, "Compost for begi");
}

static void writes_long(struct stand *stand)
{
    begins(stand);
    stand_do(stand, TF_INTENT_FIELD, TF_PROPOSE_HOST, 0);
    stand_type(stand, LONG_NAME);
    stand_do(stand, TF_INTENT_FIELD, TF_PROPOSE_TITLE, 0);
    stand_type(stand, LONG_TITLE);
}

static void writes_about(struct stand *stand)
{
    begins(stand);
    stand_type(stand, "Regal der Straße");
    stand_do(stand, TF_INTENT_FIELD, TF_PROPOSE_ABOUT, 0);
    stand_type(stand, ABOUT);
}

static void chooses(struct stand *stand)
{
    begins(stand);
    stand_type(stand, "Regal der Straße");
    tap(stand, TF_PROPOSE_DO_MORE, 0);
    tap(stand, TF_PROPOSE_DO_FORMAT, TF_FORMAT_DISCUSSION);
    tap(stand, TF_PROPOSE_DO_NEED, TF_FEATURE_QUIET);
    tap(stand, TF_PROPOSE_DO_LANGUAGE, 0);
}

static void leaves(struct stand *stand)
{
    writes_about(stand);
    stand_do(stand, TF_INTENT_BACK, 0, 0);
}

static void looks_for_a_place(struct stand *stand)
{
    begins(stand);
    stand_type(stand, "Regal der Straße");
    stand_do(stand, TF_INTENT_FIELD, TF_PROPOSE_HOST, 0);
    stand_type(stand, "Mara");
    tap(stand, TF_PROPOSE_DO_NEXT, 0);
}

static void looks_with_long_words(struct stand *stand)
{
    writes_long(stand);
    tap(stand, TF_PROPOSE_DO_NEXT, 0);
}

static uint64_t taken_slot(const struct stand *stand)
{
    for (uint64_t slot = 202; slot < 207; slot++) {
        int row = tf_grid_slot_index(stand->board->grid, slot);
        int space = tf_grid_space_index(stand->board->grid, 101);
        if (row >= 0 && space >= 0 && tf_grid_cell(stand->board->grid, space, row) != NULL) {
            return slot;
        }
    }
    return 202;
}

static void was_slower(struct stand *stand)
{
    looks_for_a_place(stand);
    stand_do(stand, TF_INTENT_CELL, 101, taken_slot(stand));
    stand_ledger(stand);
}

static void waits_for_the_disk(struct stand *stand)
{
    looks_for_a_place(stand);
    tap(stand, TF_PROPOSE_DO_UNPLACED, 0);
    tf_app_set_saving(stand->app, false);
}

/* The first free cell there is, from the first row on. */
static void into_a_free_cell(struct stand *stand)
{
    const struct tf_grid *grid = stand->board->grid;
    for (size_t row = 0; row < grid->slot_count; row++) {
        for (size_t space = 0; space < grid->space_count; space++) {
            if (grid->slots[row]->kind == TF_SLOT_SESSION && !grid->spaces[space]->shared &&
                tf_grid_cell(grid, (int)space, (int)row) == NULL) {
                stand_do(stand, TF_INTENT_CELL, grid->spaces[space]->record.key.id,
                         grid->slots[row]->record.key.id);
                stand_ledger(stand);
                return;
            }
        }
    }
}

static void posted(struct stand *stand)
{
    looks_for_a_place(stand);
    into_a_free_cell(stand);
}

static void posted_long(struct stand *stand)
{
    looks_with_long_words(stand);
    into_a_free_cell(stand);
}

static void posted_unplaced(struct stand *stand)
{
    tf_app_set_address(stand->app, "");
    looks_for_a_place(stand);
    tap(stand, TF_PROPOSE_DO_UNPLACED, 0);
    stand_ledger(stand);
}

static void types_a_number(struct stand *stand)
{
    posted_unplaced(stand);
    uint64_t id = stand->s->session;
    tap(stand, TF_PROPOSE_DO_DONE, 0);
    stand_do(stand, TF_INTENT_SESSION, id, 0);
    tap(stand, TF_PROPOSE_DO_CHANGE, id);
    tap(stand, TF_PROPOSE_DO_DIGIT, 4);
    tap(stand, TF_PROPOSE_DO_DIGIT, 7);
}

static void is_in_trouble(struct stand *stand)
{
    struct tf_trouble troubles[2] = {
        {.what = TF_TROUBLE_RECOVERED, .can_be_seen = true, .at = WALLS_AT(0, 9, 50)}};
    snprintf(troubles[0].text, sizeof troubles[0].text, "event.twofeet.damaged-2026-11-25T09-12-44Z");
    tf_trouble_named(&troubles[1], "wifi");
    tf_app_set_troubles(stand->app, troubles, 2);
}

/* ---- a new wall ---- */

static void set_up(struct stand *stand, enum tf_setup_do what, uint64_t b)
{
    stand_do(stand, TF_INTENT_ORGANISE, what, b);
}

static void is_new(struct stand *stand)
{
    enum tf_lang lang = stand->s->lang;
    tf_app_destroy(stand->app);
    stand_before(stand, lang, "Europe/Berlin");
}

static void asks_its_name(struct stand *stand)
{
    is_new(stand);
    set_up(stand, TF_SETUP_DO_LANGUAGE, stand->s->lang);
}

static void has_a_long_name(struct stand *stand)
{
    asks_its_name(stand);
    stand_type(stand, LONG_TITLE);
}

static void asks_its_zone(struct stand *stand)
{
    asks_its_name(stand);
    set_up(stand, TF_SETUP_DO_NEXT, 0);
}

static void looks_for_its_zone(struct stand *stand)
{
    asks_its_zone(stand);
    stand_type(stand, "bue");
}

static void asks_for_a_pin(struct stand *stand)
{
    asks_its_zone(stand);
    set_up(stand, TF_SETUP_DO_ZONE, 0);
    for (uint64_t digit = 1; digit <= 7; digit++) {
        set_up(stand, TF_SETUP_DO_DIGIT, digit);
    }
}

static void offers_days(struct stand *stand)
{
    asks_its_zone(stand);
    set_up(stand, TF_SETUP_DO_ZONE, 0);
    set_up(stand, TF_SETUP_DO_NO_PIN, 0);
    stand_ledger(stand);
}

static void has_a_day(struct stand *stand)
{
    offers_days(stand);
    set_up(stand, (enum tf_setup_do)TF_TASK_DO_TEMPLATE, 1);
    stand_ledger(stand);
}

static void is_set_up(struct stand *stand)
{
    has_a_day(stand);
    stand_do(stand, TF_INTENT_LEAVE, 0, 0);
    stand_do(stand, TF_INTENT_NONE, 0, 0);
}

static void has_no_wall(struct stand *stand)
{
    tf_app_set_closed(stand->app, TF_ERR_BUSY, "/var/lib/twofeet/event.twofeet");
}

const struct situation SITUATIONS_PROPOSE[] = {
    {"words-empty", WALLS_EMPTY, begins, SITUATION_EVERYWHERE},
    {"words-similar", WALLS_FULL, has_similar, SITUATION_EVERYWHERE},
    {"words-longest", WALLS_LONGEST, writes_long, SITUATION_EVERYWHERE},
    {"words-about", WALLS_FULL, writes_about, 0},
    {"words-more", WALLS_FULL, chooses, SITUATION_EVERYWHERE},
    {"words-leave", WALLS_FULL, leaves, 0},
    {"place-empty", WALLS_EMPTY, looks_for_a_place, 0},
    {"place-full", WALLS_FULL, looks_for_a_place, SITUATION_EVERYWHERE},
    {"place-longest", WALLS_LONGEST, looks_with_long_words, SITUATION_EVERYWHERE},
    {"place-refused", WALLS_FULL, was_slower, SITUATION_EVERYWHERE},
    {"place-trouble", WALLS_FULL, waits_for_the_disk, 0},
    {"posted-full", WALLS_FULL, posted, SITUATION_EVERYWHERE},
    {"posted-longest", WALLS_LONGEST, posted_long, SITUATION_EVERYWHERE},
    {"posted-unplaced", WALLS_SMALL, posted_unplaced, 0},
    {"card", WALLS_SMALL, types_a_number, SITUATION_EVERYWHERE},
    {"trouble", WALLS_FULL, is_in_trouble, SITUATION_EVERYWHERE},
    {"closed", WALLS_FULL, has_no_wall, SITUATION_EVERYWHERE},
    {"new-language", WALLS_NOTHING, is_new, SITUATION_EVERYWHERE},
    {"new-name", WALLS_NOTHING, asks_its_name, 0},
    {"new-name-longest", WALLS_NOTHING, has_a_long_name, SITUATION_EVERYWHERE},
    {"new-zone", WALLS_NOTHING, asks_its_zone, SITUATION_EVERYWHERE},
    {"new-zone-typed", WALLS_NOTHING, looks_for_its_zone, 0},
    {"new-pin", WALLS_NOTHING, asks_for_a_pin, SITUATION_EVERYWHERE},
    {"new-day", WALLS_NOTHING, offers_days, SITUATION_EVERYWHERE},
    {"new-day-made", WALLS_NOTHING, has_a_day, 0},
    {"new-wall", WALLS_NOTHING, is_set_up, SITUATION_EVERYWHERE},
    {NULL, WALLS_NOTHING, NULL, 0},
};

const struct situation *situation_named(const char *name)
{
    for (size_t table = 0; SITUATIONS[table] != NULL; table++) {
        for (const struct situation *s = SITUATIONS[table]; s->name != NULL; s++) {
            if (strcmp(s->name, name) == 0) {
                return s;
            }
        }
    }
    return NULL;
}
